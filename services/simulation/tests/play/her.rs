//! Somebody whom the Schuldnerberatung sends to the Wohnungsamt, by the real commands.

use casework::{Agreed, Asked, Desk, HowSaid, IssueSlip, RecordClient, RecordConsent};
use casework::{WhichClient, WithdrawConsent, WithdrawFrom};
use domain::clients::Identity;
use domain::consents::{Asking, ConsentForm, ConsentPurpose, Decider, Item, Subject, Wording};
use domain::vocabulary::Need;
use domain::{InstitutionId, Line, RecordId, ServiceId, Staff};
use jiff::ToSpan as _;

use crate::bench::{TODAY, caseworker, stable};

/// Her record, and between whom she goes.
pub(crate) struct Her {
    pub(crate) by: Staff,
    pub(crate) there: Staff,
    record: RecordId,
}

impl Her {
    /// Records her, and that she allows these items.
    pub(crate) async fn allowing(desk: &Desk, items: &[Item]) -> Self {
        let (by, there) = (caseworker("schuldnerberatung"), caseworker("wohnungsamt"));
        let client = RecordClient {
            identity: Some(Identity {
                name: Some(Line::parse("Frau Lang").unwrap()),
                ..Identity::default()
            }),
            children: None,
            protected: false,
        };
        let key = desk.fresh_key();
        let record = desk.perform(by, &client, &key).await.unwrap();
        let consent = RecordConsent {
            record,
            recipients: [there.institution].into(),
            asked: Asked {
                decisions: items.iter().map(|item| (*item, true)).collect(),
                asking: Asking {
                    text: Wording::in_force(Subject::Consent, "de")
                        .unwrap()
                        .reference(),
                    spoken: "de".parse().unwrap(),
                    interpreter: false,
                    form: ConsentForm::Written,
                },
                decider: Some(Decider::Herself),
                purpose: ConsentPurpose::Referral,
                consequences_shown: true,
                given_on: TODAY,
                expires_on: None,
                signed_after_withdrawal: None,
            },
        };
        let key = desk.fresh_key();
        desk.perform(by, &consent, &key).await.unwrap();
        Self { by, there, record }
    }

    /// A slip with her name.
    pub(crate) fn slip(&self) -> IssueSlip {
        IssueSlip {
            client: WhichClient::Known(self.record),
            asked: None,
            recipient: self.recipient(),
            service: ServiceId::from_bytes(stable("service", "wohnungsamt/wohngeld")),
            agreement: Some(Agreed::HERSELF),
            need: Need::Housing,
            reason: None,
            valid_until: TODAY.saturating_add(7.days()),
            appointment: None,
            disclose: [Item::Identity].into(),
            neutral_sender: false,
            paper: None,
            even_so: true,
        }
    }

    /// She takes her name back.
    pub(crate) async fn withdraws(&self, desk: &Desk) {
        let withdrawal = WithdrawConsent {
            from: WithdrawFrom::Recorded {
                record: self.record,
                recipient: self.recipient(),
            },
            items: [Item::Identity].into(),
            said: HowSaid::IN_PERSON,
        };
        let key = desk.fresh_key();
        let withdrawn = desk.perform(self.by, &withdrawal, &key).await;
        withdrawn.unwrap();
    }

    const fn recipient(&self) -> InstitutionId {
        self.there.institution
    }
}
