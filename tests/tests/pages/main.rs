//! Every page, as the people of a town that was played see it, also those that come back with errors: the
//! snapshots are what reviewers read. With `PAGE_SAMPLES=folder` the pages are also written there, to be
//! looked at in a browser.
//!
//! What holds for every page is asked of each, see `acceptance::page`.

#![expect(clippy::unwrap_used, reason = "a test panics where it cannot go on")]

mod field_names;
mod her_record;
mod network;
mod overseeing;
mod receiving;
mod sending;
mod starting;
mod tidy;
mod vouchers;

use std::cell::RefCell;
use std::sync::Arc;

use acceptance::{Answer, Town, Visitor, page};
use casework::SettableClock;
use field_names::Posted;
use jiff::civil::{Date, date};
use simulation::population::Scope;
use simulation::{Link, SeededDraw, TourStop, network_id, play, suhlheims_parents};

/// A Monday in the fourth quarter: the statistics of the first half of the year are there.
const TODAY: Date = date(2026, 11, 23);
const SEED: u64 = 11;

/// Somebody who goes through the town and looks at its pages.
struct Walk {
    town: Town,
    played: simulation::Town,
    posted: RefCell<Posted>,
}

impl Walk {
    async fn begins() -> Self {
        let clock = Arc::new(SettableClock::at(TODAY));
        let draw = Arc::new(SeededDraw::new(SEED));
        let scope = Scope {
            persons: 150,
            quarters: 2,
            seed: 1,
            today: TODAY,
        };
        let parents = suhlheims_parents(scope).unwrap();
        let mut played = None;
        let town = Town::played(network_id(), clock.clone(), draw, async |desk| {
            let town = play(desk, &clock, (SEED, TODAY), Some(&parents)).await;
            played = Some(town.unwrap());
        });
        let town = town.await;
        town.it_is(TODAY, 9);
        Self {
            town,
            played: played.unwrap(),
            posted: RefCell::default(),
        }
    }

    /// Somebody of the town at the pages.
    async fn visits(&self, user: &str) -> Visitor {
        let mut logins = self.played.logins.iter();
        let login = logins.find(|login| login.user == user).unwrap();
        Visitor::signs_in_with(self.town.base(), user, &login.password).await
    }

    /// The page of the case's stop that this user sees.
    fn stop(&self, case: &str, user: &str) -> String {
        let seen = |stop: &&TourStop| stop.case == case && stop.user == user;
        match self.played.tour.iter().find(seen).unwrap().link {
            Link::Slip(slip) => format!("/laufzettel/{slip}"),
            Link::Handover(handover) => format!("/uebergaben/{handover}"),
            Link::Record(record) => format!("/personen/{record}"),
        }
    }

    /// A page of its own kind or in a state of its own.
    fn shows(&self, name: &str, answer: &Answer) {
        assert!(
            answer.text.contains("<html lang=\"de\""),
            "{name}: {answer:?}"
        );
        page::holds(name, &answer.text);
        if let Ok(folder) = std::env::var("PAGE_SAMPLES") {
            std::fs::write(format!("{folder}/{name}.html"), &answer.text).unwrap();
        }
        self.posted.borrow_mut().reads(&answer.text);
        let shown = in_any_order(name, &tidy::tidy(&answer.text));
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, shown);
        });
    }

    /// As [`Walk::shows`], of a page that comes back because of these fields.
    fn shows_errors(&self, name: &str, page: &Answer, at: &[&str]) {
        assert!(page.status.is_client_error(), "{name}: {page:?}");
        let found: Vec<&str> = page.text.split(" id=\"").skip(1).collect();
        for field in at {
            let error = format!("{field}-error\"");
            let here = found.iter().any(|id| id.starts_with(&error));
            assert!(here, "{name}: no error at {field}: {}", page.main());
        }
        self.shows(name, page);
    }
}

/// What happened on one day stands in the order of drawn ids, and so does a worklist: here by its words.
fn in_any_order(name: &str, shown: &str) -> String {
    let anybodys = |line: &str| match line.split_once("/#") {
        Some((before, after)) => {
            let after = after.trim_start_matches(|c: char| c.is_ascii_digit());
            format!("{before}/#{after}")
        }
        None => line.to_owned(),
    };
    let mut lines: Vec<String> = shown.lines().map(anybodys).collect();
    let is_of_a_day = |line: &String| line.starts_with("<li><span class=\"lz-history__day\">");
    for day in lines.chunk_by_mut(|one, next| is_of_a_day(one) == is_of_a_day(next)) {
        if name.starts_with("worklist") || is_of_a_day(&day[0]) {
            day.sort_unstable();
        }
    }
    lines.join("\n")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_the_played_town() {
    let walk = Walk::begins().await;
    starting::walk(&walk).await;
    let sent = sending::walk(&walk).await;
    receiving::walk(&walk, &sent).await;
    vouchers::walk(&walk).await;
    her_record::walk(&walk).await;
    overseeing::walk(&walk).await;
    network::walk(&walk).await;
    walk.posted.take().all_are_understood();
}
