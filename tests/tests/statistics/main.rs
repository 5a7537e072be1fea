//! Statistics leave only as releases: made once by the clock, served for ever as they were frozen, revised
//! once and only if ten persons changed.

#![expect(clippy::unwrap_used, reason = "a test panics where it cannot go on")]

mod office;
mod pages;
mod persons;
mod released;
mod revised;
mod rhythm;
mod service_chain;

use acceptance::{Caseworker, Person, Town};
use domain::vocabulary::Role;
use jiff::civil::{Date, date};
use serde_json::Value;

/// The day on which the access release of the half-year of [`Town::today`] is due.
const DUE: Date = date(2027, 1, 1);
/// The day on which its paths are due.
const PATHS_DUE: Date = date(2027, 4, 1);

async fn coordinator(town: &Town) -> Caseworker {
    town.at_the_api(Person::Role(Role::Coordinator)).await
}

/// What the clock brings on this day; how many releases it made or passed over.
async fn strikes(town: &Town, day: Date) -> u64 {
    town.it_is(day, 6);
    town.desk().strike_hour().await.unwrap();
    town.desk().strike_midnight().await.unwrap().released
}

/// The list, line by line: period, content, revision and state.
async fn listed(who: &Caseworker) -> Vec<String> {
    let list = who.get("/api/v1/statistics").await.ok().json();
    let releases = list["releases"].as_array().unwrap();
    let line = |release: &Value| {
        let word = |name: &str| release[name].as_str().unwrap_or_default().to_owned();
        let (from, to) = (word("from"), word("to"));
        let revision = &release["revision"];
        let (content, state, on) = (word("content"), word("state"), word("on"));
        format!("{from} {to} {content} {revision} {state} {on}")
    };
    releases.iter().map(line).collect()
}

/// The ids of what is made, in the list's order.
async fn made(who: &Caseworker) -> Vec<String> {
    let list = who.get("/api/v1/statistics").await.ok().json();
    let releases = list["releases"].as_array().unwrap().iter();
    let ids = releases.filter_map(|release| release["id"].as_str().map(str::to_owned));
    ids.collect()
}

async fn body(who: &Caseworker, release: &str) -> Vec<u8> {
    let fetched = who.fetches(&format!("/api/v1/statistics/{release}")).await;
    assert_eq!(fetched.status, 200);
    fetched.bytes
}

/// How many came in at offices of this group; nothing is hidden and zero alike.
fn came_in(body: &[u8], group: &str) -> u64 {
    let release: Value = serde_json::from_slice(body).unwrap();
    let cells = release["cells"].as_array().unwrap().iter();
    let here = cells
        .filter(|cell| cell["cell"] == "access" && cell["at"] == group)
        .map(|cell| cell["persons"].as_u64().unwrap());
    here.sum()
}
