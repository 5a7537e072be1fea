//! What an office sees of a hand-over, and of the person, on every screen and paper.

use acceptance::{Caseworker, Office, Person, Town, Visitor};
use domain::vocabulary::Role;

use super::hidden::user;
use crate::papers::{Paper, Sought, unbroken};

/// What was seen, by place.
pub(super) struct Faces {
    case: &'static str,
    seen: Vec<(String, Vec<u8>)>,
}

const PAGES: [&str; 10] = [
    "/",
    "/eingang",
    "/uebergaben/{}",
    "/uebergaben/{}/vermerk.txt",
    "/uebergaben/{}/vermerk.pdf",
    "/personen",
    "/personen/{C}",
    "/personen/{C}/auskunft.json",
    "/personen/{C}/auskunft.pdf",
    "/personen/{C}/loeschen",
];

const API: [&str; 9] = [
    "worklist",
    "handovers/{}",
    "clients",
    "clients/{C}",
    "clients/{C}/copy",
    "clients/{C}/copy/paper",
    "clients/{C}/releases",
    "consents?client={C}",
    "slips",
];

const OF_THE_OFFICER: [&str; 3] = [
    "/datenschutz",
    "/datenschutz/verzeichnis",
    "/datenschutz/verzeichnis.txt",
];

impl Faces {
    pub(super) const fn of(case: &'static str) -> Self {
        Self { case, seen: vec![] }
    }

    pub(super) fn saw(&mut self, place: &str, bytes: Vec<u8>) {
        self.seen.push((place.to_owned(), bytes));
    }

    /// Everything that this office can open about a hand-over of its own.
    pub(super) async fn look(&mut self, town: &Town, at: Office, handover: &str) {
        let api = town.caseworker(at).await;
        let shown = api.get(&format!("/api/v1/handovers/{handover}")).await.ok();
        let client = shown.member("client");
        let filled = |path: &str| path.replace("{}", handover).replace("{C}", &client);
        for path in API {
            let path = format!("/api/v1/{}", filled(path));
            let heard = api.hears(&path).await;
            let place = match path.as_str() {
                path if path.contains("/handovers/") => "hand-over",
                path if path.contains("/copy") => "copy",
                path => path,
            };
            self.saw(&format!("{at:?} {place}"), heard);
        }
        let pages = town.at_the_pages(Person::At(at)).await;
        for path in PAGES {
            let path = filled(path);
            let place = if path.ends_with(handover) {
                "hand-over"
            } else {
                &path
            };
            self.saw(&format!("{at:?} page {place}"), pages.hears(&path).await);
        }
        if at == super::B {
            self.look_as_officer(town).await;
        }
    }

    async fn look_as_officer(&mut self, town: &Town) {
        let user = user(super::B, Role::PrivacyOfficer);
        let api = Caseworker::signs_in(town.base(), &user).await;
        let path = "/api/v1/data-protection";
        self.saw("officer", api.hears(path).await);
        let pages = Visitor::signs_in(town.base(), &user).await;
        for path in OF_THE_OFFICER {
            self.saw(&format!("officer {path}"), pages.hears(path).await);
        }
    }

    /// In none of them stands one of these.
    pub(super) fn never_show(&self, secrets: &[String]) {
        let sought = Sought::of(secrets);
        assert!(self.seen.len() > 20, "{}: little was seen", self.case);
        for (place, bytes) in &self.seen {
            sought.finds_nothing(bytes, &format!("{}: {place}", self.case));
        }
    }

    /// In each of these places all of them stand: what is looked for can be found there.
    pub(super) fn show(&self, wanted: &[String], places: &[&str]) {
        for place in places {
            let there = self.seen.iter().filter(|(seen, _)| seen.contains(place));
            let said: String = there.map(|(_, bytes)| said(bytes)).collect();
            assert!(!said.is_empty(), "{}: {place} was not seen", self.case);
            for wanted in wanted {
                let stands = said.contains(&unbroken(wanted));
                assert!(stands, "{}: {place} does not say {wanted}", self.case);
            }
        }
    }
}

fn said(bytes: &[u8]) -> String {
    Paper::of(bytes).map_or_else(
        || unbroken(&String::from_utf8_lossy(bytes)),
        |paper| paper.all(),
    )
}
