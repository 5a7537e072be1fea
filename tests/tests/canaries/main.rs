//! Canaries: long strings entered through every form and every text field of the API are nowhere they
//! must not be: not in the database, not in a log, not in an answer to anybody who is not entitled.

#![expect(clippy::unwrap_used, reason = "a test panics where it cannot go on")]

mod backup;
mod entered;
mod erased;
mod fields;
mod forms;
mod heard;
mod her_record;
mod joined;
mod pages;
mod papers;
mod printed;
mod readers;
mod refused;
mod rest;
mod safe_mode;
mod searched;
mod steps;

use acceptance::{Office, Person, Town, on_both};
use domain::vocabulary::Role;
use event_store::StoreUrl;
use reqwest::Client;

use entered::Entered;
use papers::Sought;
use searched::Search;

/// Everybody but the two offices of the slip; the holder is looked at on its own.
const STRANGERS: [Person; 6] = [
    Person::At(Office::Wohnungsamt),
    Person::At(Office::Grundsicherungsstelle),
    Person::At(Office::Frauenhaus),
    Person::Role(Role::Coordinator),
    Person::Role(Role::PrivacyOfficer),
    Person::Role(Role::Operator),
];

#[test]
fn the_search_finds_what_is_planted_in_every_disguise() {
    searched::finds_what_is_planted();
}

on_both!(canaries_stay_where_they_belong, |town| async move {
    let log = heard::everything();
    let mut entered = entered::through_everything(&town).await;
    entitled_see_them(&town, &entered).await;
    her_record::is_seen(&town, &entered).await;
    through_every_field(&town, &mut entered).await;
    for person in STRANGERS {
        not_shown(&town, person, &entered.all(), &entered).await;
    }
    not_shown_to_nobody(&town, &entered).await;
    // The holder gets what she allowed with the first slip, and of the second nothing.
    let not_theirs = [entered.refused.as_slice(), &entered.in_the_file].concat();
    not_shown(&town, Person::At(Office::Jugendamt), &not_theirs, &entered).await;
    let lead = Person::Role(Role::Lead);
    not_shown(&town, lead, &entered.of_the_holder, &entered).await;
    not_stored(&town, &entered).await;
    erased::nothing_is_left(&town, &entered).await;
    not_logged(&log, &entered);
});

/// Every text field of the API and of the pages that there is, whoever added it.
async fn through_every_field(town: &Town, entered: &mut Entered) {
    fields::every_free_text_was_taken(entered);
    let holder = town.caseworker(Office::Jugendamt).await;
    fields::one_into_each(entered, &holder).await;
    let people = [
        Person::At(Office::Schuldnerberatung),
        Person::At(Office::Jugendamt),
        Person::Role(Role::Lead),
        Person::Role(Role::PrivacyOfficer),
        Person::Role(Role::Coordinator),
    ];
    forms::one_into_each(entered, town, &people).await;
    assert!(entered.all().len() > 40, "{} canaries", entered.all().len());
}

on_both!(
    papers_show_only_what_their_readers_may_see,
    |town| async move {
        readers::see_only_what_is_theirs(&town).await;
    }
);

on_both!(a_paper_names_the_place_to_go_instead, |town| async move {
    printed::where_instead(&town).await;
});

on_both!(her_word_is_printed_twice, |town| async move {
    printed::consent_and_release(&town).await;
});

on_both!(the_next_slip_names_nobody_before, |town| async move {
    printed::child_slip(&town).await;
});

on_both!(a_strip_leads_back_to_its_slip, |town| async move {
    printed::return_strip(&town).await;
});

on_both!(her_copy_says_what_is_held, |town| async move {
    printed::her_copy(&town).await;
});

on_both!(
    a_sender_that_hides_is_named_nowhere_else,
    |town| async move {
        safe_mode::hides_the_sender(&town).await;
    }
);

on_both!(
    a_place_that_hides_is_named_on_no_screen,
    |town| async move {
        safe_mode::hides_the_place(&town).await;
    }
);

on_both!(
    clear_columns_join_no_slip_across_institutions,
    |town| async move {
        joined::across_institutions(&town).await;
    }
);

/// Whether they arrived at all: a canary that nobody entered proves nothing.
async fn entitled_see_them(town: &Town, entered: &Entered) {
    let sender = town.caseworker(Office::Schuldnerberatung).await;
    let mut seen = String::new();
    for list in ["slips", "clients"] {
        seen += &sender.get(&format!("/api/v1/{list}")).await.ok().text;
    }
    let holder = town.caseworker(Office::Jugendamt).await;
    seen += &holder.get("/api/v1/clients").await.ok().text;
    seen += &holder.get("/api/v1/slips").await.ok().text;
    for slip in &entered.slips {
        let path = format!("/laufzettel/{slip}");
        let pages = town
            .at_the_pages(Person::At(Office::Schuldnerberatung))
            .await;
        seen += &pages.opens(&path).await.ok().text;
    }
    for handover in &entered.handovers {
        let path = format!("/api/v1/handovers/{handover}");
        seen += &holder.get(&path).await.ok().text;
    }
    let shown = entered.allowed.iter().chain(&entered.refused);
    for canary in shown.chain(&entered.of_the_holder) {
        assert!(seen.contains(canary), "{canary} was never entered");
    }
}

/// Every endpoint that reads, about everything that there is.
fn reading(entered: &Entered) -> Vec<String> {
    let document = serde_json::to_value(web::open_api()).unwrap();
    let paths = document["paths"].as_object().unwrap().iter();
    let reading = paths.filter(|(_, item)| item.get("get").is_some());
    let reading = reading.flat_map(|(path, _)| match path.as_str() {
        path if path.contains("{id}") => entered.each(|id| path.replace("{id}", id)),
        path if path.ends_with("/consents") => entered.each(|id| format!("{path}?client={id}")),
        path => vec![path.to_owned()],
    });
    reading.collect()
}

/// Whoever is not signed in, at the API.
async fn not_shown_to_nobody(town: &Town, entered: &Entered) {
    let search = Search::of(&entered.all());
    for path in reading(entered) {
        search.finds_nothing(&bytes(town, &path, None).await, &path);
    }
}

async fn not_shown(town: &Town, person: Person, canaries: &[String], entered: &Entered) {
    let sought = Sought::of(canaries);
    let api = town.at_the_api(person).await;
    let page = town.at_the_pages(person).await;
    let mut seen = vec![];
    for path in reading(entered) {
        seen.push((bytes(town, &path, Some(api.token())).await, path));
    }
    for path in entered.pages() {
        seen.push((page.fetches(&path).await.bytes, path));
    }
    // A code in the wrong hands, and one that is none.
    let nobodys = domain::codes::TypedCode::draw([0x5A; 10]).grouped();
    for code in entered.codes().chain([&nobodys]) {
        let body = serde_json::json!({"code": code});
        for path in ["/api/v1/handovers/lookup", "/api/v1/vouchers/redemptions"] {
            let answer = api.post(path, &body).await;
            seen.push((answer.text.into_bytes(), format!("{path} with a code")));
        }
    }
    assert!(seen.len() > 60, "endpoints and pages were read");
    for (bytes, path) in seen {
        sought.finds_nothing(&bytes, &format!("{person:?} {path}"));
    }
}

async fn bytes(town: &Town, path: &str, token: Option<&str>) -> Vec<u8> {
    let mut request = Client::new().get(format!("{}{path}", town.base()));
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    let answer = request.send().await.unwrap();
    let mut bytes = format!("{:?}", answer.headers()).into_bytes();
    bytes.extend(answer.bytes().await.unwrap());
    bytes
}

/// Every file of the database's folder, or every column of every table.
async fn not_stored(town: &Town, entered: &Entered) {
    let search = Search::of(&[entered.all(), entered.secrets()].concat());
    let stored = town.store().everything_stored().await;
    let known: &[u8] = match town.store().url() {
        StoreUrl::Sqlite(_) => {
            let mut files = 0;
            for entry in std::fs::read_dir(town.store().folder()).unwrap() {
                let path = entry.unwrap().path();
                search.finds_nothing(&std::fs::read(&path).unwrap(), &path.display().to_string());
                files += 1;
            }
            assert!(files >= 2, "the database and its log");
            b"CREATE TABLE view_row"
        }
        StoreUrl::Postgres(_) => b"handovers",
    };
    search.finds_nothing(&stored, "the database");
    let holds = |known: &[u8]| stored.windows(known.len()).any(|window| window == known);
    assert!(holds(known), "the right database was read");
    assert!(stored.len() > 50_000, "all of it");
}

/// In no log: neither what was entered, nor codes, tokens and passwords.
fn not_logged(log: &heard::Log, entered: &Entered) {
    let secrets = [entered.all(), entered.secrets()].concat();
    let heard = log.so_far();
    assert!(heard.len() > 1_000, "the log was listened to");
    assert!(
        String::from_utf8_lossy(&heard).contains("TRACE"),
        "at the finest level"
    );
    Search::of(&secrets).finds_nothing(&heard, "the log");
}
