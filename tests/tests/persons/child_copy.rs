//! A copy about a child for another than her: nothing of hers is in it, and where nothing may go out it is
//! the copy of a record that holds nothing.

use acceptance::{Caseworker, Paper, Visitor, on_both};
use domain::vocabulary::Role;
use event_store::Position;
use serde_json::{Value, json};

use super::*;

/// Who can ask, and with which right.
const ASKERS: [(&str, &str); 3] = [
    ("other_parent", "joint_custody"),
    ("guardian", "appointment"),
    ("grown_child", "own_data"),
];

/// Facts of hers that could tell where she is or went, as they are entered below.
const HERS: [&str; 9] = [
    "Neumann",
    "1998",
    "39200",
    "Türkisch",
    "Jugendamt",
    "Unterhalt",
    "Vermieter",
    "Laufzettel",
    "2026-12-20",
];

const WITH_CHILDREN: &[(&str, &str)] = &[
    ("person_name", "Sabine Neumann"),
    ("birth_year", "1998"),
    ("contact", "0171 39200 00"),
    ("channel", "phone"),
    ("language", "tr"),
    ("child_under_3", "1"),
    ("child_10_to_13", "1"),
    ("names_needed", "ja"),
    ("child_names", "Meike\nRené"),
];

/// A record that holds something of everything; gives its id.
async fn full(town: &Town, own: &Caseworker) -> String {
    let (visitor, path) = record(town, WITH_CHILDREN).await;
    let confided = [("note", "Ich schlafe schlecht.")];
    let note = format!("{path}/anvertraut");
    visitor.submit(&note, &confided).await.succeeded();
    let id = path.rsplit('/').next().unwrap().to_owned();
    let mut slip = Caseworker::slip_to(Office::Jugendamt, &["identity", "need", "child"], &[]);
    slip.as_object_mut().unwrap().remove("new_client");
    slip["client"] = id.as_str().into();
    slip["reason"] = "Der Vermieter hat gekündigt.".into();
    own.issues(&slip).await;
    id
}

/// A record of somebody who has said nothing of children.
async fn empty(town: &Town) -> String {
    let (_, path) = record(town, &[("person_name", "Frau Kern")]).await;
    path.rsplit('/').next().unwrap().to_owned()
}

/// What is ticked: names of fields and their values.
type Ticks<'a> = &'a [(&'a str, &'a str)];

fn ask((asked_by, entitlement): (&str, &str)) -> Value {
    json!({"asked_by": asked_by, "entitlement": entitlement, "proof": "identity_document"})
}

/// What the caseworker ticks for Meike.
fn for_meike(asker: (&str, &str)) -> Value {
    let mut body = ask(asker);
    body["names"] = json!(["Meike"]);
    body["age_bands"] = json!(["10_to_13"]);
    if asker.0 == "grown_child" {
        body["confidences"] = json!([0]);
    }
    body
}

fn ticked<'a>(asker: (&'a str, &'a str), meike: bool) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("asked_by", asker.0),
        ("entitlement", asker.1),
        ("proof", "identity_document"),
    ];
    if meike {
        fields.extend([("name", "Meike"), ("age_band", "10_to_13")]);
        if asker.0 == "grown_child" {
            fields.push(("note", "0"));
        }
    }
    fields
}

/// The same by page: what is shown before, and the paper.
async fn by_page(visitor: &Visitor, id: &str, fields: &[(&str, &str)]) -> (String, Vec<u8>) {
    let at = format!("/personen/{id}/kopie-fuer-andere");
    let shown = visitor.submit(&at, fields).await.ok();
    let (_, panel) = shown.text.split_once("Genau das geht hinaus").unwrap();
    let (panel, _) = panel.split_once("<form").unwrap();
    let give = format!("{at}/auskunft.pdf");
    let given = visitor.submits_for_a_paper(&give, fields).await;
    assert_eq!(given.status, StatusCode::OK);
    (panel.to_owned(), given.bytes)
}

async fn answered(own: &Caseworker, id: &str, asked: &Value) -> (StatusCode, String) {
    let preview = format!("/api/v1/clients/{id}/child-copy/preview");
    let before = own.post(&preview, asked).await;
    let given = own
        .post(&format!("/api/v1/clients/{id}/child-copy"), asked)
        .await;
    assert_eq!((before.status, &before.text), (given.status, &given.text));
    (given.status, given.text)
}

on_both!(
    no_fact_of_hers_is_in_a_copy_for_another,
    |town| async move {
        let own = town.caseworker(Office::Schuldnerberatung).await;
        let visitor = town.at_the_pages(OWN).await;
        let id = full(&town, &own).await;
        for asker in ASKERS {
            let (status, json) = answered(&own, &id, &for_meike(asker)).await;
            assert_eq!(status, StatusCode::OK, "{json}");
            let (panel, bytes) = by_page(&visitor, &id, &ticked(asker, true)).await;
            let paper = Paper::of(&bytes).unwrap().all();
            for (place, said) in [("interface", &json), ("page", &panel), ("paper", &paper)] {
                assert!(said.contains("Meike"), "{place}: {said}");
                let grown = asker.0 == "grown_child";
                let note = acceptance::unbroken("Ich schlafe schlecht.");
                let confided = said.contains("schlafe") || said.contains(&note);
                assert_eq!(confided, grown, "{place} for {asker:?}: {said}");
                // Neither hers nor her other child's, who has another father.
                for hers in HERS.iter().chain(&["René", "under_3", "unter 3"]) {
                    // The office's own name and the programme's stand on every paper.
                    let ours = place == "paper" && *hers == "Laufzettel";
                    let found = said.contains(hers) || said.contains(&acceptance::unbroken(hers));
                    assert!(ours || !found, "{place} for {asker:?} says {hers}: {said}");
                }
                assert!(!said.contains(&id), "{place} says the record's number");
            }
        }
    }
);

on_both!(
    where_nothing_may_go_out_the_answer_is_that_of_a_record_that_holds_nothing,
    |town| async move {
        let own = town.caseworker(Office::Schuldnerberatung).await;
        let visitor = town.at_the_pages(OWN).await;
        let nothing = empty(&town).await;
        // That a record was read is noted once a day.
        answered(&own, &nothing, &ask(ASKERS[0])).await;
        for danger in ["protection", "restriction"] {
            let id = full(&town, &own).await;
            let open = answered(&own, &id, &for_meike(ASKERS[0])).await;
            let switch = format!("/api/v1/clients/{id}/{danger}");
            own.post(&switch, &json!({"on": true})).await.succeeded();
            for asker in ASKERS {
                let before = events(&town).await;
                let held_back = answered(&own, &id, &for_meike(asker)).await;
                let between = events(&town).await;
                let of_nothing = answered(&own, &nothing, &ask(asker)).await;
                let after = events(&town).await;
                assert_eq!(held_back, of_nothing, "{danger} for {asker:?}");
                assert_ne!(held_back, open);
                // What is written is as much, so it takes as long.
                assert_eq!(between - before, after - between, "{danger}");
                let by_page_held = by_page(&visitor, &id, &ticked(asker, true)).await;
                let by_page_none = by_page(&visitor, &nothing, &ticked(asker, false)).await;
                assert!(by_page_held.0.contains("keine Angaben geben"));
                assert_eq!(by_page_held.0, by_page_none.0, "{danger} for {asker:?}");
                assert!(by_page_held.1 == by_page_none.1, "{danger}: the paper");
            }
        }
    }
);

/// How long the log is.
async fn events(town: &Town) -> usize {
    let (store, network) = (town.store().store(), town.desk().network());
    let log = store.read_from(network, Position::START, 100_000).await;
    log.unwrap().len()
}

on_both!(
    she_learns_that_somebody_asked_and_the_officer_too,
    |town| async move {
        let own = town.caseworker(Office::Schuldnerberatung).await;
        let id = full(&town, &own).await;
        answered(&own, &id, &for_meike(ASKERS[0])).await;
        let switch = format!("/api/v1/clients/{id}/protection");
        own.post(&switch, &json!({"on": true})).await.succeeded();
        answered(&own, &id, &for_meike(ASKERS[2])).await;

        let copy = own
            .get(&format!("/api/v1/clients/{id}/copy"))
            .await
            .ok()
            .json();
        let asked = copy["child_copies"].as_array().unwrap();
        assert_eq!(asked.len(), 2, "{asked:?}");
        assert_eq!(asked[0]["asked_by"], "other_parent");
        assert_eq!(asked[0]["given"]["names"], json!(["Meike"]));
        assert_eq!(asked[1]["given"], Value::Null);
        // What the child confided stays the child's, also that it was asked for.
        assert!(!copy.to_string().contains("schlafe"));
        let paper = own
            .fetches(&format!("/api/v1/clients/{id}/copy/paper"))
            .await;
        let said = Paper::of(&paper.bytes).unwrap().all();
        for sentence in [
            "der andere Elternteil, mit Sorgerecht; gemeinsame Sorge (Ehe oder Sorgeerklärung); Ausweis oder \
         Pass gesehen. Herausgegeben haben wir: Meike, von 10 bis 13 Jahren.",
            "Wir haben nichts herausgegeben.",
        ] {
            assert!(
                said.contains(&acceptance::unbroken(sentence)),
                "{sentence}: {said}"
            );
        }

        let officer = town.at_the_pages(Person::Role(Role::PrivacyOfficer)).await;
        let page = officer.opens("/datenschutz").await.ok();
        let number = &id[..8];
        holds(
            page.main(),
            &[
                &format!(
                    "Akte {number}: Gefragt hat der andere Elternteil, mit Sorgerecht. Herausgegeben"
                ),
                &format!(
                    "Akte {number}: Gefragt hat das Kind selbst, inzwischen erwachsen. Es ging nichts"
                ),
            ],
        );
        assert!(!page.main().contains("Meike"));
    }
);

on_both!(
    a_mistake_stands_at_its_field_and_nothing_is_lost,
    |town| async move {
        let own = town.caseworker(Office::Schuldnerberatung).await;
        let visitor = town.at_the_pages(OWN).await;
        let id = full(&town, &own).await;
        let at = format!("/personen/{id}/kopie-fuer-andere");
        let page = visitor.opens(&at).await.ok();
        holds(&page.text, &["Meike", "René", "Ich schlafe schlecht."]);
        let wrong: [(Ticks, &str, &str); 4] = [
            (&[], "asked_by", ""),
            (
                &[
                    ("asked_by", "guardian"),
                    ("entitlement", "own_data"),
                    ("proof", "known_in_person"),
                ],
                "entitlement",
                "entitlement-does-not-fit",
            ),
            (
                &[
                    ("asked_by", "guardian"),
                    ("entitlement", "appointment"),
                    ("proof", "known_in_person"),
                    ("note", "0"),
                ],
                "notes",
                "confided-is-the-childs",
            ),
            (
                &[
                    ("asked_by", "guardian"),
                    ("entitlement", "appointment"),
                    ("proof", "known_in_person"),
                    ("name", "Kevin"),
                ],
                "entries",
                "child-not-held",
            ),
        ];
        for (fields, field, refusal) in wrong {
            for to in [at.clone(), format!("{at}/auskunft.pdf")] {
                let answer = visitor.submit(&to, fields).await;
                assert_eq!(
                    answer.status,
                    StatusCode::UNPROCESSABLE_ENTITY,
                    "{}",
                    answer.text
                );
                holds(&answer.text, &[&format!("id=\"{field}-error\"")]);
                for (_, value) in fields.iter().filter(|(name, _)| *name == "asked_by") {
                    holds(&answer.text, &[&format!("value=\"{value}\" selected")]);
                }
            }
            if !refusal.is_empty() {
                let mut asked = json!({});
                for (name, value) in fields {
                    match *name {
                        "note" => asked["confidences"] = json!([0]),
                        "name" => asked["names"] = json!([value]),
                        name => asked[name] = json!(value),
                    }
                }
                let to = format!("/api/v1/clients/{id}/child-copy");
                assert_eq!(own.post(&to, &asked).await.problem(), refusal);
            }
        }
        // Nobody else's record, and nothing was noted as answered.
        let other = town.caseworker(Office::Wohnungsamt).await;
        let to = format!("/api/v1/clients/{id}/child-copy");
        let foreign = other.post(&to, &for_meike(ASKERS[0])).await;
        assert!(!foreign.status.is_success() && !foreign.text.contains("Meike"));
        let copy = own
            .get(&format!("/api/v1/clients/{id}/copy"))
            .await
            .ok()
            .json();
        assert_eq!(copy["child_copies"], json!([]));
    }
);
