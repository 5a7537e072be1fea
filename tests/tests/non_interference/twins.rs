//! Two towns that were one: the same database copied, one clock, and the same draws for whatever is done
//! at A. At B much happens in one of them and little or nothing in the other; A does the same in both and
//! compares whatever it is answered.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use acceptance::{Caseworker, Fetched, Office, Person, Town, Visitor};
use casework::Draw;
use domain::vocabulary::Role;
use jiff::ToSpan;
use jiff::civil::Date;
use serde_json::Value;
use simulation::SeededDraw;

/// The draws of a town: those for A are its own, so that they do not depend on what others drew.
pub(crate) struct Hands {
    at_a: AtomicBool,
    a: SeededDraw,
    others: SeededDraw,
}

impl Draw for Hands {
    fn fill(&self, bytes: &mut [u8]) {
        if self.at_a.load(Ordering::SeqCst) {
            self.a.fill(bytes);
        } else {
            self.others.fill(bytes);
        }
    }
}

/// One of the two.
pub(crate) struct Twin {
    pub(crate) town: Town,
    hands: Arc<Hands>,
    /// A's people: caseworker, lead, privacy officer.
    people: Mutex<Option<Arc<People>>>,
}

/// A's people, at the API and at the pages.
pub(crate) struct People {
    pub(crate) api: Vec<(Role, Caseworker)>,
    pub(crate) pages: Vec<(Role, Visitor)>,
}

impl People {
    /// Whoever works on cases.
    pub(crate) fn caseworker(&self) -> (&Caseworker, &Visitor) {
        (&self.api[0].1, &self.pages[0].1)
    }
}

/// Who looks: whoever has a page that shows something of a case.
const LOOKING: [Role; 3] = [Role::Caseworker, Role::Lead, Role::PrivacyOfficer];

impl Twin {
    async fn of(town: &Town, seed: u64) -> Self {
        let hands = Arc::new(Hands {
            at_a: AtomicBool::new(false),
            a: SeededDraw::new(seed),
            others: SeededDraw::new(!seed),
        });
        let copy = town.store().copied().await;
        Self {
            town: town.again_on(copy, hands.clone()).await,
            hands,
            people: Mutex::default(),
        }
    }

    /// What A does draws from A's own draws.
    pub(crate) async fn at_a<T>(&self, does: impl Future<Output = T>) -> T {
        self.hands.at_a.store(true, Ordering::SeqCst);
        let done = does.await;
        self.hands.at_a.store(false, Ordering::SeqCst);
        done
    }

    /// A's people, signed in.
    pub(crate) async fn people(&self) -> Arc<People> {
        let there = self.people.lock().unwrap().clone();
        if let Some(people) = there {
            return people;
        }
        let (mut api, mut pages) = (vec![], vec![]);
        for role in LOOKING {
            let person = Person::Role(role);
            api.push((role, self.town.at_the_api(person).await));
            pages.push((role, self.town.at_the_pages(person).await));
        }
        let people = Arc::new(People { api, pages });
        *self.people.lock().unwrap() = Some(people.clone());
        people
    }
}

/// Both of them.
pub(crate) struct Twins {
    /// Where nothing happens at B, or only what A may know.
    pub(crate) quiet: Twin,
    /// Where much happens at B.
    pub(crate) loud: Twin,
}

impl Twins {
    pub(crate) async fn of(town: &Town, seed: u64) -> Self {
        // Nobody may write while they are copied.
        let network = town.desk().network();
        town.projector().catch_up(network).await.unwrap();
        Self {
            quiet: Twin::of(town, seed).await,
            loud: Twin::of(town, seed).await,
        }
    }

    pub(crate) fn both(&self) -> [&Twin; 2] {
        [&self.quiet, &self.loud]
    }

    pub(crate) fn today(&self) -> Date {
        self.quiet.town.desk().now().today
    }

    /// Days pass in both, and the clock does what they bring.
    pub(crate) async fn days_pass(&self, days: i64) {
        let day = self.today().saturating_add(days.days());
        self.quiet.town.it_is(day, 9);
        for twin in self.both() {
            twin.town.desk().strike_hour().await.unwrap();
            twin.town.desk().strike_midnight().await.unwrap();
            // Sessions are over.
            *twin.people.lock().unwrap() = None;
        }
    }

    /// A caseworker of A gives the same command in both; the answers are the same bytes.
    pub(crate) async fn commands(
        &self,
        path: &str,
        body: &Value,
        place: &str,
    ) -> acceptance::Answer {
        let mut answers = Vec::new();
        for twin in self.both() {
            let people = twin.people().await;
            let (api, _) = people.caseworker();
            answers.push(twin.at_a(api.post(path, body)).await);
        }
        let loud = answers.pop().unwrap();
        let quiet = answers.pop().unwrap();
        assert_eq!(quiet, loud, "{place}: A's command {path} {body}");
        loud
    }
}

/// What A can open, by who opened what.
pub(crate) type Seen = Vec<(String, Fetched)>;

/// Fails where two differ, and shows the lines.
pub(crate) fn same(quiet: &Seen, loud: &Seen, place: &str) {
    assert_eq!(quiet.len(), loud.len(), "{place}");
    for ((path, quiet), (_, loud)) in quiet.iter().zip(loud) {
        if quiet != loud {
            let lines = differing(quiet, loud);
            panic!(
                "{place}: {path} differs: {} {:?} / {} {:?}\n{lines}",
                quiet.status, quiet.tag, loud.status, loud.tag
            );
        }
    }
}

fn differing(one: &Fetched, other: &Fetched) -> String {
    let text = |fetched: &Fetched| String::from_utf8_lossy(&fetched.bytes).into_owned();
    let (one, other) = (text(one), text(other));
    let (mut ones, mut others) = (one.lines(), other.lines());
    let mut lines = String::new();
    loop {
        match (ones.next(), others.next()) {
            (None, None) => return lines,
            (one, other) if one == other => {}
            (one, other) if lines.len() < 4_000 => {
                let cut = |line: Option<&str>| -> String {
                    line.unwrap_or_default().chars().take(1_500).collect()
                };
                lines += &["- ", &cut(one), "\n+ ", &cut(other), "\n"].concat();
            }
            _ => return lines,
        }
    }
}

/// The office that sends, the one that receives, and the next one.
pub(crate) const B: Office = Office::Jugendamt;
pub(crate) const C: Office = Office::Wohnungsamt;
