//! The town that is stolen from, and who is who in it, as the keys tell.

use std::collections::BTreeMap;

use Office::{Frauenhaus, Grundsicherungsstelle, Jugendamt, Schuldnerberatung, Wohnungsamt};
use acceptance::{Caseworker, Office, Town};
use domain::StreamEvent;
use domain::clients::ClientEvent;
use domain::handovers::HandoverEvent;
use domain::slips::SlipEvent;
use event_store::{Position, Recorded, StreamId};
use futures::future::join_all;
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde_json::{Value, json};

const WOMEN: usize = 120;
const DAYS: usize = 30;

/// Who sends and who takes over: each office has its own share of the women.
const ROUTES: [(Office, Office, usize); 5] = [
    (Schuldnerberatung, Jugendamt, 44),
    (Grundsicherungsstelle, Wohnungsamt, 30),
    (Frauenhaus, Jugendamt, 16),
    (Jugendamt, Grundsicherungsstelle, 18),
    (Wohnungsamt, Schuldnerberatung, 12),
];

/// What was played, and the truth about it.
pub(crate) struct Played {
    /// The hand-over of each slip, as streams.
    pub(crate) handovers: BTreeMap<StreamId, StreamId>,
    /// The office that keeps a record's stream.
    pub(crate) kept_by: BTreeMap<StreamId, String>,
    /// The office of everything that an office keeps of somebody.
    pub(crate) offices: BTreeMap<StreamId, String>,
}

/// One woman.
struct Woman {
    number: usize,
    from: Office,
    to: Office,
    day: usize,
}

/// Numbers that look random and are always the same.
fn mixed(number: usize, salt: usize) -> usize {
    let mut value = (number as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (salt as u64) << 17;
    value ^= value >> 29;
    value = value.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    usize::try_from(value >> 33).unwrap_or_default()
}

fn women() -> Vec<Woman> {
    let routes = ROUTES.iter();
    let all = routes.flat_map(|(from, to, count)| std::iter::repeat_n((*from, *to), *count));
    let all = all.enumerate().map(|(number, (from, to))| Woman {
        number,
        from,
        to,
        day: mixed(number, 1) % (DAYS - 4),
    });
    let all: Vec<_> = all.collect();
    assert_eq!(all.len(), WOMEN);
    all
}

impl Woman {
    fn slip(&self, today: Date) -> Value {
        let items = ["announce", "identity", "contact", "need", "reason"];
        let mut slip = Caseworker::slip_to(self.to, &items, &[]);
        let names = [
            "Frau Neumann",
            "Frau Kaya",
            "Frau Petersen-Ahlers",
            "Frau Ott",
            "Frau Yilmaz",
        ];
        let name = format!("{} {}", names[mixed(self.number, 2) % 5], self.number);
        slip["new_client"]["identity"]["name"] = name.into();
        slip["new_client"]["identity"]["contact"] =
            format!("0171 39200 {:02}", self.number % 100).into();
        let words =
            "Seit einem Jahr kommt kein Unterhalt und die Miete ist offen, der Termin drängt. ";
        let length = 30 + mixed(self.number, 3) % 300;
        let text: String = words.chars().cycle().take(length).collect();
        slip["reason"] = text.trim().into();
        slip["consent"]["given_on"] = today.to_string().into();
        slip["valid_until"] = today.saturating_add(28.days()).to_string().into();
        slip
    }
}

impl Played {
    pub(crate) async fn play(town: &Town) -> Self {
        let women = women();
        let mut codes: BTreeMap<usize, String> = BTreeMap::new();
        let begin = Town::today();
        for day in 0..DAYS {
            let today = begin.saturating_add(i64::try_from(day).unwrap_or_default().days());
            town.it_is(today, 10);
            let arrived = women.iter().filter(|woman| woman.day == day);
            let issued = join_all(arrived.map(|woman| async move {
                let sender = town.caseworker(woman.from).await;
                let (_, code) = sender.issues(&woman.slip(today)).await;
                (woman.number, code)
            }));
            codes.extend(issued.await);
            let taken = women
                .iter()
                .filter(|woman| woman.day + 1 + mixed(woman.number, 4) % 3 == day);
            let codes = &codes;
            join_all(taken.map(|woman| async move {
                let receiver = town.caseworker(woman.to).await;
                let code = &codes[&woman.number];
                let look = json!({"code": code});
                receiver.post("/api/v1/handovers/lookup", &look).await.ok();
                receiver.takes_on(code, &[]).await;
            }))
            .await;
            let network = town.desk().network();
            let caught_up = town.projector().catch_up(network).await;
            caught_up.expect("it catches up");
        }
        let (store, network) = (town.store().store(), town.desk().network());
        let log = store.read_from(network, Position::START, 100_000).await;
        Self::of(&log.expect("the log reads"))
    }

    fn of(log: &[Recorded]) -> Self {
        let mut played = Self {
            handovers: BTreeMap::new(),
            kept_by: BTreeMap::new(),
            offices: BTreeMap::new(),
        };
        for event in log {
            let name = event.name();
            let text = |member: &str| event.event.get(member).and_then(Value::as_str);
            if name == "SlipIssued" {
                let handover = text("handover").and_then(StreamId::from_hex);
                let handover = handover.expect("a slip names its hand-over");
                played.handovers.insert(event.stream, handover);
            }
            let hers =
                ClientEvent::knows(name) || SlipEvent::knows(name) || HandoverEvent::knows(name);
            if let Some(office) = text("institution").filter(|_| hers) {
                played
                    .offices
                    .entry(event.stream)
                    .or_insert(office.to_owned());
                if ClientEvent::knows(name) {
                    played
                        .kept_by
                        .entry(event.stream)
                        .or_insert(office.to_owned());
                }
            }
        }
        let met: Vec<_> = played.handovers.values().collect();
        assert_eq!(met.len(), WOMEN);
        assert!(
            met.iter()
                .all(|handover| played.offices.contains_key(*handover))
        );
        played
    }
}
