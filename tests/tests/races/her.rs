//! She, as the sending office knows her, and what it does for her.

use acceptance::{Office, Town, asking};
use casework::{Agreed, Asked, HowSaid, IssueSlip, RecordClient, RecordConsent, WhichClient};
use casework::{WithdrawConsent, WithdrawFrom};
use domain::clients::Identity;
use domain::codes::PresentedCode;
use domain::consents::{ConsentPurpose, Decider, Item, Subject};
use domain::vocabulary::Need;
use domain::{Line, RecordId, Staff};

use crate::counters::Counter;

/// She, as the sending office knows her.
pub(crate) struct Her {
    by: Staff,
    record: RecordId,
    recipient: Office,
}

impl Counter {
    /// A record of her and her word: the name may go to that office.
    pub(crate) async fn her(&self, sender: Office, recipient: Office) -> Her {
        let by = Town::staff(sender);
        let identity = Identity {
            name: Some(Line::parse("Frau Neumann").unwrap()),
            ..Identity::default()
        };
        let client = RecordClient {
            identity: Some(identity),
            children: None,
            protected: false,
        };
        let key = self.desk.fresh_key();
        let record = self.desk.perform(by, &client, &key).await.unwrap();
        let asked = Asked {
            decisions: [(Item::Identity, true)].into(),
            asking: asking(Subject::Consent),
            decider: Some(Decider::Herself),
            purpose: ConsentPurpose::Referral,
            consequences_shown: true,
            given_on: Town::today(),
            expires_on: None,
            signed_after_withdrawal: None,
        };
        let consent = RecordConsent {
            record,
            recipients: [recipient.id()].into(),
            asked,
        };
        let key = self.desk.fresh_key();
        self.desk.perform(by, &consent, &key).await.unwrap();
        Her {
            by,
            record,
            recipient,
        }
    }

    /// The code of a slip with her name.
    pub(crate) async fn code_for(&self, her: &Her) -> PresentedCode {
        let ((by, slip), key) = (her.slip(), self.desk.fresh_key());
        let slip = self.desk.perform(by, &slip, &key).await.unwrap();
        let code = self.desk.station_code(by, slip).await.unwrap();
        PresentedCode::Typed(code.typed)
    }
}

impl Her {
    pub(crate) fn slip(&self) -> (Staff, IssueSlip) {
        let slip = IssueSlip {
            client: WhichClient::Known(self.record),
            asked: None,
            recipient: self.recipient.id(),
            service: self.recipient.service(),
            agreement: Some(Agreed::HERSELF),
            need: Need::Maintenance,
            reason: None,
            valid_until: Town::today(),
            appointment: None,
            disclose: [Item::Identity].into(),
            neutral_sender: false,
            paper: None,
            even_so: true,
        };
        (self.by, slip)
    }

    pub(crate) fn withdrawal(&self) -> (Staff, WithdrawConsent) {
        let withdrawal = WithdrawConsent {
            from: WithdrawFrom::Recorded {
                record: self.record,
                recipient: self.recipient.id(),
            },
            items: [Item::Identity].into(),
            said: HowSaid::IN_PERSON,
        };
        (self.by, withdrawal)
    }
}
