//! Canaries: long strings entered through every form and every text field of the API are nowhere they
//! must not be: not in the database, not in a log, not in an answer to anybody who is not entitled.

#![expect(clippy::unwrap_used, reason = "a test panics where it cannot go on")]

mod entered;
mod heard;
mod her_record;
mod refused;
mod searched;
mod steps;

use acceptance::{Office, Person, Town, on_both};
use domain::vocabulary::Role;
use event_store::StoreUrl;
use reqwest::Client;

use entered::Entered;
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
    let entered = entered::through_everything(&town).await;
    entitled_see_them(&town, &entered).await;
    her_record::is_seen(&town, &entered).await;
    for person in STRANGERS {
        not_shown(&town, person, &entered.all(), &entered).await;
    }
    // The holder gets what she allowed with the first slip, and of the second nothing.
    not_shown(
        &town,
        Person::At(Office::Jugendamt),
        &entered.refused,
        &entered,
    )
    .await;
    not_shown(
        &town,
        Person::Role(Role::Lead),
        &entered.of_the_holder,
        &entered,
    )
    .await;
    not_shown(
        &town,
        Person::At(Office::Jugendamt),
        &entered.in_the_file,
        &entered,
    )
    .await;
    not_stored(&town, &entered).await;
    not_logged(&log, &entered);
});

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

async fn not_shown(town: &Town, person: Person, canaries: &[String], entered: &Entered) {
    let search = Search::of(canaries);
    let api = town.at_the_api(person).await;
    let page = town.at_the_pages(person).await;
    let document = serde_json::to_value(web::open_api()).unwrap();
    let mut seen = vec![];
    for (path, item) in document["paths"].as_object().unwrap() {
        if item.get("get").is_none() {
            continue;
        }
        let paths: Vec<String> = match path.as_str() {
            path if path.contains("{id}") => entered.each(|id| path.replace("{id}", id)),
            path if path.ends_with("/consents") => entered.each(|id| format!("{path}?client={id}")),
            path => vec![path.to_owned()],
        };
        for path in paths {
            seen.push((bytes(town, &path, Some(api.token())).await, path.clone()));
            seen.push((bytes(town, &path, None).await, path));
        }
    }
    let pages = [
        "/",
        "/eingang",
        "/laufzettel/neu",
        "/uebergaben/neu",
        "/anmelden",
        "/impressum",
        "/s",
    ];
    let mut pages = pages.map(str::to_owned).to_vec();
    pages.extend(entered.each(|id| format!("/laufzettel/{id}")));
    pages.extend(entered.each(|id| format!("/uebergaben/{id}")));
    pages.extend(entered.each(|id| format!("/laufzettel/neu?uebergabe={id}")));
    pages.extend(entered.each(|id| format!("/uebergaben/neu?person={id}")));
    pages.extend(["/personen", "/datenschutz", "/netzwerk/regeln"].map(str::to_owned));
    for page in [
        "",
        "/berichtigen",
        "/einwilligung",
        "/entbindung",
        "/loeschen",
    ] {
        pages.extend(entered.each(|id| format!("/personen/{id}{page}")));
    }
    for kind in ["laufzettel", "uebergaben"] {
        pages.extend(entered.each(|id| format!("/{kind}/{id}/vermerk.txt")));
    }
    pages.extend(entered.each(|id| format!("/gutscheine/{id}")));
    for path in pages {
        seen.push((page.opens(&path).await.text.into_bytes(), path));
    }
    assert!(seen.len() > 60, "endpoints and pages were read");
    for (bytes, path) in seen {
        search.finds_nothing(&bytes, &format!("{person:?} {path}"));
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
        StoreUrl::Postgres(_) => b"slip-issued",
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
