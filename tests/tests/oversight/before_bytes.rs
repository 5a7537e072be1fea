//! Who read what is written down before anything leaves: where it cannot be written, and while it is being
//! written, nobody gets to see her; and two who look at the same moment leave one line.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use acceptance::{Caseworker, Office, Person, Town, on_both};
use casework::Desk;
use domain::HandoverId;
use domain::access::{AccessEvent, Purpose};
use domain::stored::read;
use event_store::{Position, Probe, StoreUrl};
use futures::future::BoxFuture;
use read_models::Tenant;
use read_models::handovers::HandoverRow;
use serde_json::json;
use tokio::sync::{Barrier, Notify};

const A: Office = Office::Schuldnerberatung;
const B: Office = Office::Jugendamt;

/// No event can be written, as on a full disk.
async fn nothing_can_be_written(town: &Town) {
    let sql = match town.store().url() {
        StoreUrl::Sqlite(_) => {
            "CREATE TRIGGER full_disk BEFORE INSERT ON event
             BEGIN SELECT RAISE(ABORT, 'full'); END"
        }
        StoreUrl::Postgres(_) => {
            "ALTER TABLE event ADD CONSTRAINT full_disk CHECK (recorded_on < 0) NOT VALID"
        }
    };
    town.store().tamper(sql).await;
}

async fn there_is_room_again(town: &Town) {
    let sql = match town.store().url() {
        StoreUrl::Sqlite(_) => "DROP TRIGGER full_disk",
        StoreUrl::Postgres(_) => "ALTER TABLE event DROP CONSTRAINT full_disk",
    };
    town.store().tamper(sql).await;
}

/// Everything that was noted so far.
async fn noted(town: &Town) -> Vec<AccessEvent> {
    let (store, network) = (town.store().store(), town.desk().network());
    let log = store.read_from(network, Position::START, 10_000).await;
    let log = log.unwrap().into_iter();
    log.filter_map(|event| read::<AccessEvent>(&event.event).ok())
        .collect()
}

/// She is at B; a second slip waits at the door. Nobody has read anything yet.
struct Case {
    slip: String,
    code: String,
    handover: HandoverId,
    client: String,
}

impl Case {
    async fn of(town: &Town) -> Self {
        let sender = town.caseworker(A).await;
        let slip = Caseworker::slip_to(B, &["identity", "contact", "need"], &[]);
        let (_, first) = sender.issues(&slip).await;
        let handover = town.caseworker(B).await.takes_on(&first, &[]).await;
        let (slip, code) = sender.issues(&slip).await;
        let handover: HandoverId = handover.parse().unwrap();
        let own = Tenant::of(town.store().store(), town.desk().network(), B.id());
        let row = own.one::<HandoverRow>(handover.bytes()).await;
        Self {
            slip,
            code,
            handover,
            client: row.unwrap().unwrap().held.record.to_string(),
        }
    }

    fn pages(&self) -> Vec<(Office, String)> {
        let Self {
            slip,
            handover,
            client,
            ..
        } = self;
        vec![
            (B, "/eingang".into()),
            (B, format!("/personen/{client}")),
            (B, format!("/personen/{client}/auskunft.json")),
            (B, format!("/personen/{client}/auskunft.pdf")),
            (B, format!("/uebergaben/{handover}")),
            (B, format!("/uebergaben/{handover}/vermerk.txt")),
            (B, format!("/uebergaben/{handover}/vermerk.pdf")),
            (A, format!("/laufzettel/{slip}")),
            (A, format!("/laufzettel/{slip}/papier.pdf")),
        ]
    }

    fn api(&self) -> Vec<(Office, String)> {
        let Self {
            slip,
            handover,
            client,
            ..
        } = self;
        let paths = [
            (B, "worklist".to_owned()),
            (B, format!("clients/{client}")),
            (B, format!("clients/{client}/copy")),
            (B, format!("clients/{client}/copy/paper")),
            (B, format!("handovers/{handover}")),
            (A, format!("slips/{slip}")),
            (A, format!("slips/{slip}/paper")),
        ];
        paths
            .map(|(office, path)| (office, format!("/api/v1/{path}")))
            .to_vec()
    }
}

/// Whether something of hers is in it.
fn is_hers(bytes: &[u8]) -> bool {
    let holds = |text: &str| {
        bytes
            .windows(text.len())
            .any(|window| window == text.as_bytes())
    };
    holds("Neumann") || holds("0171 39200") || bytes.starts_with(b"%PDF")
}

on_both!(what_cannot_be_noted_is_not_shown, |town| async move {
    let case = Case::of(&town).await;
    let (a, b) = (town.caseworker(A).await, town.caseworker(B).await);
    let (at_a, at_b) = (
        town.at_the_pages(Person::At(A)).await,
        town.at_the_pages(Person::At(B)).await,
    );
    let code = json!({"code": case.code});
    let typed = [("code", case.code.as_str())];
    for possible in [false, true] {
        if possible {
            there_is_room_again(&town).await;
        } else {
            nothing_can_be_written(&town).await;
        }
        for (office, path) in case.pages() {
            let visitor = if office == A { &at_a } else { &at_b };
            let page = visitor.fetches(&path).await;
            assert_eq!(
                page.status.is_success(),
                possible,
                "{path}: {}",
                page.status
            );
            assert_eq!(is_hers(&page.bytes), possible, "{path}");
        }
        for (office, path) in case.api() {
            let caseworker = if office == A { &a } else { &b };
            let answer = caseworker.fetches(&path).await;
            assert_eq!(
                answer.status.is_success(),
                possible,
                "{path}: {}",
                answer.status
            );
            assert_eq!(is_hers(&answer.bytes), possible, "{path}");
        }
        let looked_up = b.post("/api/v1/handovers/lookup", &code).await;
        assert_eq!(
            looked_up.status.is_success(),
            possible,
            "{}",
            looked_up.text
        );
        assert_eq!(is_hers(looked_up.text.as_bytes()), possible);
        at_b.submit("/s", &typed).await;
        let shown = at_b.fetches("/s").await;
        assert_eq!(is_hers(&shown.bytes), possible, "the code page");
        let noted = noted(&town).await;
        assert_eq!(noted.is_empty(), !possible, "{noted:?}");
    }
    let noted = noted(&town).await;
    for purpose in [
        Purpose::Record,
        Purpose::Worklist,
        Purpose::Handover,
        Purpose::Slip,
        Purpose::Paper,
    ] {
        let for_this = |event: &AccessEvent| match event {
            AccessEvent::RecordRead { purpose: p, .. }
            | AccessEvent::RecordsListed { purpose: p, .. } => *p == purpose,
            _ => false,
        };
        assert!(noted.iter().any(for_this), "{purpose}: {noted:?}");
    }
    let is_copy = |event: &AccessEvent| matches!(event, AccessEvent::DataExported { .. });
    assert!(noted.iter().any(is_copy), "{noted:?}");
    let is_code = |event: &AccessEvent| matches!(event, AccessEvent::SlipOpened { .. });
    assert!(noted.iter().any(is_code), "{noted:?}");
});

on_both!(
    nothing_is_shown_while_the_note_is_on_its_way,
    |town| async move {
        let case = Case::of(&town).await;
        let probe = Arc::new(Held::default());
        let desk = held_desk(&town, probe.clone()).await;
        let handover = case.handover;
        let reading = tokio::spawn(async move { desk.handover(Town::staff(B), handover).await });
        probe.reached.notified().await;
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert!(!reading.is_finished(), "it was shown before it was noted");
        assert!(noted(&town).await.is_empty());
        probe.go_on.notify_one();
        assert!(reading.await.unwrap().is_ok());
        assert_eq!(noted(&town).await.len(), 1);
    }
);

on_both!(
    two_first_readings_at_once_leave_one_line,
    |town| async move {
        let case = Case::of(&town).await;
        let barrier = Arc::new(Barrier::new(2));
        let mut readings = vec![];
        for _ in 0..2 {
            let probe = Arc::new(Met {
                barrier: barrier.clone(),
                armed: AtomicBool::new(true),
            });
            let desk = held_desk(&town, probe).await;
            let handover = case.handover;
            readings.push(tokio::spawn(async move {
                desk.handover(Town::staff(B), handover).await.map(|_| ())
            }));
        }
        for reading in readings {
            reading.await.unwrap().unwrap();
        }
        let noted = noted(&town).await;
        assert_eq!(noted.len(), 1, "{noted:?}");
    }
);

async fn held_desk(town: &Town, probe: Arc<dyn Probe>) -> Desk {
    let store = town.store().options().probe(probe).open().await;
    town.desk_on(store.unwrap())
}

/// Stands still before it writes, until it may go on.
#[derive(Default)]
struct Held {
    reached: Notify,
    go_on: Notify,
}

impl Probe for Held {
    fn before_lock(&self) -> BoxFuture<'_, ()> {
        Box::pin(async {
            self.reached.notify_one();
            self.go_on.notified().await;
        })
    }
}

/// Waits the first time until the other has decided too.
struct Met {
    barrier: Arc<Barrier>,
    armed: AtomicBool,
}

impl Probe for Met {
    fn before_lock(&self) -> BoxFuture<'_, ()> {
        Box::pin(async {
            if self.armed.swap(false, Ordering::SeqCst) {
                self.barrier.wait().await;
            }
        })
    }
}
