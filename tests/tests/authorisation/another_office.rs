//! Nothing of one office for another, at the API and at the pages, whatever the id.

use acceptance::{Answer, Caseworker, Office, Person, Town};
use domain::vocabulary::Role;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::expectations::{EXPECTED, Expected, Objects};
use crate::send;

const REMARK: &str = "Beim Termin war sie sehr gefasst.";

/// A slip from the Schuldnerberatung to the Jugendamt, concluded there, and who she is at both.
struct Case {
    at_the_sender: Objects,
    at_the_holder: Objects,
    slip: Value,
    code: String,
}

async fn case(town: &Town) -> Case {
    let sender = town.caseworker(Office::Schuldnerberatung).await;
    let holder = town.caseworker(Office::Jugendamt).await;
    let granted = [
        "identity",
        "contact",
        "need",
        "reason",
        "child",
        "feedback_arrival",
    ];
    let wanted = Caseworker::slip_to(Office::Jugendamt, &granted, &[]);
    let (slip, code) = sender.issues(&wanted).await;
    let handover = holder.takes_on(&code, &[]).await;
    let to = format!("/api/v1/handovers/{handover}");
    let end = json!({"outcome": "help_provided", "remark": REMARK});
    holder
        .post(&format!("{to}/conclusion"), &end)
        .await
        .succeeded();
    let shown = sender.get(&format!("/api/v1/slips/{slip}")).await.ok();
    let colleagues = holder.get("/api/v1/colleagues").await.ok().json();
    let colleague = colleagues["colleagues"][0]["account"]
        .as_str()
        .unwrap()
        .to_owned();
    let objects = |client: &Answer, waiting: &str| Objects {
        client: client.member("client"),
        slip: slip.clone(),
        handover: handover.clone(),
        waiting: waiting.to_owned(),
        ended: slip.clone(),
        colleague: colleague.clone(),
        ..Objects::default()
    };
    let held = holder.get(&to).await.ok();
    // The sight of the entitled shows what the others must not see.
    assert!(shown.text.contains("Frau Neumann") && held.text.contains(REMARK));
    let (_, waiting) = sender.issues(&wanted).await;
    Case {
        at_the_sender: objects(&shown, &waiting),
        at_the_holder: objects(&held, &waiting),
        slip: shown.json(),
        code,
    }
}

fn says_nothing(answer: &Answer, code: &str, place: &str) {
    let refused = [StatusCode::FORBIDDEN, StatusCode::NOT_FOUND];
    assert!(
        refused.contains(&answer.status),
        "{place}: {}",
        answer.status
    );
    shows_nothing(answer, code, place);
}

fn shows_nothing(answer: &Answer, code: &str, place: &str) {
    for secret in [
        "Neumann",
        "0171 39200",
        "Unterhalt.",
        "gefasst",
        "1998",
        code,
    ] {
        assert!(!answer.text.contains(secret), "{place} shows {secret}");
    }
}

/// Whether the request names something of the case.
fn is_about(row: &Expected, objects: &Objects) -> bool {
    let (path, body) = row.request(objects);
    let request = format!("{path} {}", body.unwrap_or_default());
    let Objects {
        client,
        slip,
        handover,
        waiting,
        ..
    } = objects;
    [client, slip, handover, waiting]
        .into_iter()
        .any(|named| request.contains(named.as_str()))
}

pub(crate) async fn gets_nothing(town: &Town) {
    let case = case(town).await;
    let foreign = town.caseworker(Office::Wohnungsamt).await;
    let rows: Vec<_> = EXPECTED
        .iter()
        .filter(|row| is_about(row, &case.at_the_sender))
        .collect();
    assert!(rows.len() > 10, "the requests were found");
    for row in rows {
        for objects in [&case.at_the_sender, &case.at_the_holder] {
            let answer = send(town.base(), Some(foreign.token()), row, objects).await;
            let place = format!("{} {}", row.method, row.path);
            says_nothing(&answer, &case.code, &place);
        }
    }
    for list in ["slips", "clients", "worklist"] {
        let answer = foreign.get(&format!("/api/v1/{list}")).await.ok();
        let answer = answer.json();
        assert_eq!(answer[list], json!([]), "{list}");
        let counts = answer["counts"].as_object().unwrap();
        assert!(counts.values().all(|count| count == 0), "{counts:?}");
    }
    let sender = town.caseworker(Office::Schuldnerberatung).await;
    let holder = town.caseworker(Office::Jugendamt).await;
    across_the_seam(&case, &sender, &holder).await;
    pages(town, &case).await;
    the_state_of_a_foreign_slip_is_not_told(&case, &sender, &foreign).await;
    let now = sender
        .get(&format!("/api/v1/slips/{}", case.at_the_sender.slip))
        .await;
    assert_eq!(
        now.member("state"),
        "withdrawn",
        "by its sender, and by nobody before"
    );
}

/// The two offices of one slip hold two records; neither reads the other's.
async fn across_the_seam(case: &Case, sender: &Caseworker, holder: &Caseworker) {
    let (of_a, of_b) = (&case.at_the_sender, &case.at_the_holder);
    assert_ne!(of_a.client, of_b.client);
    for (who, path) in [
        (sender, format!("clients/{}", of_b.client)),
        (sender, format!("consents?client={}", of_b.client)),
        (sender, format!("handovers/{}", of_b.handover)),
        (holder, format!("clients/{}", of_a.client)),
        (holder, format!("consents?client={}", of_a.client)),
        (holder, format!("slips/{}", of_a.slip)),
        (holder, format!("slips/{}/paper", of_a.slip)),
    ] {
        let answer = who.get(&format!("/api/v1/{path}")).await;
        says_nothing(&answer, &case.code, &path);
    }
    let before = &case.slip;
    let after = sender.get(&format!("/api/v1/slips/{}", of_a.slip)).await;
    assert_eq!(&after.json(), before, "what was tried had no effect");
}

async fn pages(town: &Town, case: &Case) {
    let (slip, handover) = (&case.at_the_sender.slip, &case.at_the_sender.handover);
    let own = |path: &str| {
        let path = path.replace("SLIP", slip).replace("HANDOVER", handover);
        path.replace("CLIENT", &case.at_the_sender.client)
    };
    let paths = [
        "/laufzettel/SLIP",
        "/laufzettel/SLIP/papier.pdf",
        "/laufzettel/SLIP/vermerk.pdf",
        "/laufzettel/SLIP/vermerk.txt",
        "/uebergaben/HANDOVER/vermerk.pdf",
        "/uebergaben/HANDOVER/vermerk.txt",
        "/personen/CLIENT",
        "/personen/CLIENT/berichtigen",
        "/personen/CLIENT/einwilligung",
        "/personen/CLIENT/entbindung",
        "/personen/CLIENT/loeschen",
        "/uebergaben/HANDOVER",
        "/uebergaben/HANDOVER/stattdessen.pdf",
        "/laufzettel/neu?uebergabe=HANDOVER",
    ];
    let strangers = [
        Person::At(Office::Wohnungsamt),
        Person::Role(Role::Coordinator),
        Person::Role(Role::PrivacyOfficer),
        Person::Role(Role::Operator),
    ];
    for person in strangers {
        let visitor = town.at_the_pages(person).await;
        for path in paths {
            let answer = visitor.opens(&own(path)).await;
            says_nothing(&answer, &case.code, &format!("{person:?} {path}"));
        }
        for path in ["/", "/eingang", "/laufzettel/neu"] {
            let answer = visitor.opens(path).await;
            shows_nothing(&answer, &case.code, &format!("{person:?} {path}"));
        }
    }
}

/// Whether a slip was withdrawn is for its two offices: others hear what they heard before.
async fn the_state_of_a_foreign_slip_is_not_told(
    case: &Case,
    sender: &Caseworker,
    foreign: &Caseworker,
) {
    let slip = format!("/api/v1/slips/{}", case.at_the_sender.slip);
    let paper = format!("{slip}/paper");
    let before = (foreign.get(&slip).await, foreign.get(&paper).await);
    let withdrawal = format!("{slip}/withdrawal");
    sender.post(&withdrawal, &Value::Null).await.succeeded();
    let after = (foreign.get(&slip).await, foreign.get(&paper).await);
    assert_eq!(before, after);
}
