//! One disclosure behind a withdrawal, by a store that forgets its guards: what `verify` has to find.

use std::sync::Arc;

use casework::{Asked, Desk, IssueSlip, RecordClient, RecordConsent, SystemDraw};
use casework::{WhichClient, WithdrawConsent, WithdrawFrom, consent_texts};
use domain::clients::Identity;
use domain::consents::{ConsentForm, ConsentPurpose, Item};
use domain::vocabulary::{Need, Role};
use domain::{AccountId, InstitutionId, Line, RecordId, ServiceId, Staff};
use event_store::{Checks, Position, Probe, Projector};
use futures::future::BoxFuture;
use jiff::ToSpan as _;
use simulation::network_id;
use tokio::sync::Notify;

use crate::bench::{Stage, TODAY, stable};

/// Issues a slip with a name that was taken back a moment before; gives the slip's place in the log.
pub(crate) async fn discloses_behind_a_withdrawal(stage: &Stage) -> Position {
    let by = Staff {
        account: AccountId::from_bytes(stable("account", "schuldnerberatung")),
        institution: InstitutionId::from_bytes(stable("institution", "schuldnerberatung")),
        function: Role::Caseworker,
    };
    let recipient = InstitutionId::from_bytes(stable("institution", "wohnungsamt"));
    let record = she_allows_her_name(&stage.desk, by, recipient).await;
    let slip = IssueSlip {
        client: WhichClient::Known(record),
        asked: None,
        recipient,
        service: ServiceId::from_bytes(stable("service", "wohnungsamt/wohngeld")),
        need: Need::Housing,
        reason: None,
        valid_until: TODAY.saturating_add(7.days()),
        appointment: None,
        disclose: [Item::Identity].into(),
        neutral_sender: false,
        even_so: false,
    };

    let held = Arc::new(Held::default());
    let careless = careless(stage, held.clone()).await;
    let issuing = tokio::spawn(async move {
        let key = careless.fresh_key();
        careless.issue_slip(by, &slip, &key).await
    });
    held.decided.notified().await;
    let withdrawal = WithdrawConsent {
        from: WithdrawFrom::Recorded { record, recipient },
        items: [Item::Identity].into(),
    };
    let key = stage.desk.fresh_key();
    let withdrawn = stage.desk.withdraw_consent(by, &withdrawal, &key).await;
    withdrawn.unwrap();
    let store = stage.desk.store();
    let before = store.head(stage.desk.network()).await.unwrap();
    held.go_on.notify_one();
    issuing.await.unwrap().unwrap();

    let behind = store.read_from(stage.desk.network(), before, 100).await;
    let behind = behind.unwrap();
    let slip = behind.iter().find(|event| event.name() == "SlipIssued");
    slip.unwrap().position
}

async fn she_allows_her_name(desk: &Desk, by: Staff, recipient: InstitutionId) -> RecordId {
    let client = RecordClient {
        identity: Some(Identity {
            name: Some(Line::parse("Frau Lang").unwrap()),
            ..Identity::default()
        }),
        children: None,
        protected: false,
    };
    let key = desk.fresh_key();
    let record = desk.record_client(by, &client, &key).await.unwrap();
    let consent = RecordConsent {
        record,
        recipients: [recipient].into(),
        asked: Asked {
            decisions: [(Item::Identity, true)].into(),
            text: consent_texts::reference("de").unwrap(),
            form: ConsentForm::Written,
            purpose: ConsentPurpose::Referral,
            consequences_shown: true,
            capable: true,
            given_on: TODAY,
            expires_on: None,
        },
    };
    let key = desk.fresh_key();
    desk.record_consent(by, &consent, &key).await.unwrap();
    record
}

/// A desk that neither looks at guards nor waits for the next screen.
async fn careless(stage: &Stage, held: Arc<Held>) -> Desk {
    let options = stage.store.options().probe(held).checks(Checks::Off);
    let store = options.open().await.unwrap();
    let projector = Projector::new(store.clone(), vec![]);
    let draw = Arc::new(SystemDraw::new());
    Desk::new(store, projector, network_id(), stage.clock(), draw)
}

/// Holds an append that was decided until it may go on.
#[derive(Default)]
struct Held {
    decided: Notify,
    go_on: Notify,
}

impl Probe for Held {
    fn before_lock(&self) -> BoxFuture<'_, ()> {
        Box::pin(async {
            self.decided.notify_one();
            self.go_on.notified().await;
        })
    }
}
