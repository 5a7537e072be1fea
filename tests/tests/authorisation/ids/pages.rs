//! The same on the pages: in the address, behind the question mark and in forms.

use acceptance::{IssueForm, Office, Person, Town, routes};
use domain::vocabulary::Role;
use reqwest::StatusCode;

use super::strangers::{Strangers, kind_of};
use super::{everything_own, same};

/// One form that every step can read: each takes the fields that it knows.
const FORM: &[(&str, &str)] = &[
    ("reason", "no_capacity"),
    ("comment", "Versehen."),
    ("outcome", "help_provided"),
    ("her_wish", "ja"),
    ("her_word", "ja"),
    ("agreed", "ja"),
    ("valid_until", "2026-12-10"),
    ("until", "2026-12-10"),
    ("resume_on", "2026-12-10"),
    ("understood", "ja"),
    ("what", "her_wish"),
    ("note", "Schläft schlecht."),
    ("switch", "ein"),
    ("item", "need"),
    ("items", "need"),
    ("message", "arrived"),
    ("says", "arrived"),
    ("experience", "got_help"),
    ("person_name", "Frau Naumann"),
    ("discloser", "Frau Sommer"),
    ("content", "Stand der Schulden"),
    ("code", "ABCD-EFGH"),
];

pub(crate) async fn are_unknown_alike(town: &Town) {
    let objects = everything_own(town).await;
    let strangers = Strangers::of(town, &objects).await;
    let lead = town.at_the_pages(Person::Role(Role::Lead)).await;
    let coordinator = town.at_the_pages(Person::Role(Role::Coordinator)).await;
    let recipient = Office::Jugendamt.id().to_string();
    let mut addresses: Vec<(String, String, &str)> = vec![];
    for (method, path) in routes::pages() {
        if path.contains("{id}") {
            let path = path.replace("{recipient}", &format!("{recipient}.pdf"));
            let kind = kind_of(&path);
            addresses.push((method, path, kind));
        }
    }
    for (path, kind) in [
        ("/laufzettel/neu?person={id}", "client"),
        ("/laufzettel/neu?uebergabe={id}", "handover"),
        ("/gutscheine/neu?person={id}", "client"),
        ("/uebergaben/neu?person={id}", "client"),
        ("/statistik/vergleich?a={id}&b={id}", "release"),
    ] {
        addresses.push(("GET".into(), path.into(), kind));
    }
    assert!(addresses.len() > 60, "{} addresses", addresses.len());
    for (method, path, kind) in addresses {
        let visitor = if path.starts_with("/statistik") {
            &coordinator
        } else {
            &lead
        };
        for form in [&[][..], FORM] {
            if method == "GET" && !form.is_empty() {
                continue;
            }
            let mut first = None;
            for (what, id) in strangers.but(&[kind]) {
                let to = path.replace("{id}", id);
                let answer = if method == "GET" {
                    visitor.opens(&to).await
                } else {
                    visitor.submit(&to, form).await
                };
                let place = format!("{method} {path} with {what}, {} fields", form.len());
                assert_eq!(
                    answer.status,
                    StatusCode::NOT_FOUND,
                    "{place}: {}",
                    answer.text
                );
                assert!(
                    answer.text.contains("nicht für Ihre Einrichtung bestimmt"),
                    "{place}"
                );
                same(&mut first, answer, &place);
            }
        }
    }
}

/// What forms name beside the address.
pub(crate) async fn are_unknown_alike_in_forms(town: &Town) {
    let objects = everything_own(town).await;
    let strangers = Strangers::of(town, &objects).await;
    let lead = town.at_the_pages(Person::Role(Role::Lead)).await;
    for (path, field, kind) in [
        ("/laufzettel/neu", "client", "client"),
        ("/laufzettel/neu", "handover", "handover"),
        ("/gutscheine/neu", "client", "client"),
        ("/uebergaben/neu", "client", "client"),
    ] {
        let mut first = None;
        for (what, id) in strangers.but(&[kind]) {
            let form = IssueForm::to(Office::Jugendamt).with(field, id);
            let answer = lead.submit(path, &form.fields()).await;
            let place = format!("{path} {field} with {what}");
            assert_eq!(
                answer.status,
                StatusCode::NOT_FOUND,
                "{place}: {}",
                answer.text
            );
            same(&mut first, answer, &place);
        }
    }
}
