//! What people see: everything that they can open, and every answer to what they try.

use acceptance::{Office, Paper, Person, Town, unbroken};
use serde_json::json;

use crate::table::{API, Leaves, PAGES, Row};

/// What was seen, by place.
#[derive(Default)]
pub(crate) struct Seen(Vec<(String, Vec<u8>)>);

/// What a paper, a page or an answer says, in letters and digits.
fn said(bytes: &[u8]) -> String {
    Paper::of(bytes).map_or_else(
        || unbroken(&String::from_utf8_lossy(bytes)),
        |paper| paper.all(),
    )
}

impl Seen {
    pub(crate) fn saw(&mut self, place: &str, bytes: Vec<u8>) {
        self.0.push((place.to_owned(), bytes));
    }

    /// In none of these places stands one of these.
    pub(crate) fn never_shows(&self, secrets: &[&str]) {
        assert!(self.0.len() > 40, "little was seen: {}", self.0.len());
        for (place, bytes) in &self.0 {
            let said = said(bytes);
            for secret in secrets {
                assert!(!said.contains(&unbroken(secret)), "{place} shows {secret}");
            }
        }
    }

    /// Somewhere all of them stand: what is looked for can be found there.
    pub(crate) fn shows(&self, wanted: &[&str]) {
        for wanted in wanted {
            let stands = self
                .0
                .iter()
                .any(|(_, bytes)| said(bytes).contains(&unbroken(wanted)));
            assert!(stands, "{wanted} was seen nowhere");
        }
    }

    /// How many papers there are among it.
    pub(crate) fn papers(&self) -> usize {
        let papers = self.0.iter();
        papers
            .filter(|(_, bytes)| Paper::of(bytes).is_some())
            .count()
    }
}

/// The lists of an office's pages.
const LISTS: [&str; 12] = [
    "rueckrufe",
    "loeschen",
    "mitteilungen",
    "gutscheine",
    "wieder-ansehen",
    "angekommen",
    "angekuendigt",
    "angenommen",
    "zurueckgestellt",
    "beendet",
    "ausgestellt",
    "abgelaufen",
];
/// The sorts of a privacy officer's lines.
const SORTS: [&str; 9] = [
    "einwilligungen",
    "ruecknahmen",
    "weitergaben",
    "erhalten",
    "rueckmeldungen",
    "kopien",
    "kind",
    "loeschungen",
    "abgewiesen",
];

fn filled(row: &Row, ids: &[String]) -> Vec<String> {
    let path = row
        .path
        .replace("{recipient}", &format!("{}.pdf", Office::Jugendamt.id()))
        .replace("{version}", "1")
        .replace("{code}", "NICHTS")
        .replace("{*path}", "app.css");
    let each = |name: &str, all: &[&str]| {
        let all = all.iter().map(|one| path.replace(name, one));
        all.collect::<Vec<_>>()
    };
    if path.contains("{liste}") {
        return each("{liste}", &LISTS);
    }
    if path.contains("{art}") {
        return each("{art}", &SORTS);
    }
    if !path.contains("{id}") {
        return vec![path];
    }
    ids.iter().map(|id| path.replace("{id}", id)).collect()
}

/// Opens everything that the tables name, with every one of these ids.
pub(crate) async fn everything(town: &Town, at: Office, ids: &[String]) -> Seen {
    everything_at(town, &at.user(), ids).await
}

/// The same, for somebody with this user name.
pub(crate) async fn everything_at(town: &Town, user: &str, ids: &[String]) -> Seen {
    let mut seen = Seen::default();
    let api = acceptance::Caseworker::signs_in(town.base(), user).await;
    let pages = acceptance::Visitor::signs_in(town.base(), user).await;
    let reads = |row: &&Row| row.method == "GET" && row.leaves != Leaves::Guide;
    for row in PAGES.iter().filter(reads) {
        for path in filled(row, ids) {
            let fetched = pages.fetches(&path).await;
            seen.saw(
                &format!("{user} page {path} {}", fetched.status),
                fetched.bytes,
            );
        }
    }
    for row in API.iter().filter(reads) {
        for path in filled(row, ids) {
            let query = path.ends_with("/consents").then(|| ids.iter());
            let paths: Vec<String> = match query {
                Some(ids) => ids.map(|id| format!("{path}?client={id}")).collect(),
                None => vec![path],
            };
            for path in paths {
                let fetched = api.fetches(&path).await;
                seen.saw(&format!("{user} {path} {}", fetched.status), fetched.bytes);
            }
        }
    }
    seen
}

/// Tries every command with every one of these ids and nothing else: what is answered is looked through,
/// too.
pub(crate) async fn every_try(town: &Town, at: Office, ids: &[String], seen: &mut Seen) {
    let api = town.caseworker(at).await;
    let pages = town.at_the_pages(Person::At(at)).await;
    let tries = |row: &&Row| row.method == "POST" && row.path != "/abmelden";
    for row in PAGES.iter().filter(tries) {
        for path in filled(row, ids) {
            let answer = pages.submit(&path, &[]).await;
            seen.saw(&format!("{at:?} tries {path}"), answer.text.into_bytes());
        }
    }
    for row in API.iter().filter(tries) {
        for path in filled(row, ids) {
            let answer = api.post(&path, &json!({})).await;
            seen.saw(&format!("{at:?} tries {path}"), answer.text.into_bytes());
        }
    }
}

impl Seen {
    /// Each place with what was seen there.
    pub(crate) fn into_places(self) -> Vec<(String, Vec<u8>)> {
        self.0
    }
}
