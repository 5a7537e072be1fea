//! Her record at one institution: found again, put right, protected, held, copied, erased; her word
//! recorded for several recipients and taken back.

#![expect(clippy::unwrap_used, reason = "a test panics where it cannot go on")]

mod child_copy;
mod consents;
mod days;
mod deciding;
mod erasing;
mod rights;
mod scripts;
mod search;
mod texts;
mod values;

use acceptance::{Answer, Office, Person, Town, Visitor};
use reqwest::StatusCode;

/// The caseworker whose people these are.
const OWN: Person = Person::At(Office::Schuldnerberatung);

/// What stands between header and footer.
fn main_part(text: &str) -> &str {
    let (_, rest) = text.split_once("<main").unwrap();
    rest.split_once("</main>").unwrap().0
}

/// Somebody at the pages, and a new record; gives its address.
async fn record(town: &Town, fields: &[(&str, &str)]) -> (Visitor, String) {
    let visitor = town.at_the_pages(OWN).await;
    let answer = visitor.submit("/personen/neu", fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
    let location = answer.location.unwrap();
    let (page, _) = location.split_once('?').unwrap();
    (visitor, page.to_owned())
}

const NEUMANN: &[(&str, &str)] = &[
    ("person_name", "Sabine Neumann"),
    ("birth_year", "1998"),
    ("contact", "0171 39200 00"),
    ("channel", "phone"),
    ("language", "tr"),
    ("child_under_3", "1"),
    ("child_3_to_5", "2"),
];

/// The page of a record.
async fn page(visitor: &Visitor, path: &str) -> String {
    let answer = visitor.opens(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text);
    main_part(&answer.text).to_owned()
}

fn holds(text: &str, wanted: &[&str]) {
    for wanted in wanted {
        assert!(text.contains(wanted), "„{wanted}“ in {text}");
    }
}

/// A form that was refused with this sentence, and keeps what was typed.
fn refused(answer: &Answer, sentence: &str, kept: &[&str]) {
    assert!(answer.status.is_client_error(), "{}", answer.status);
    holds(main_part(&answer.text), &[sentence]);
    holds(&answer.text, kept);
}
