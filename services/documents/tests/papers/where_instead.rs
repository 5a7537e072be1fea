//! What she finds on the page that names another place.

use documents::WhereInstead;

use crate::cases::{
    self,
    where_instead::{lang, protected},
};
use crate::reading::{pages, text};

fn print(view: &WhereInstead) -> Vec<u8> {
    documents::print(view, &cases::imprint()).expect("the page prints")
}

#[test]
fn it_names_the_place_and_nothing_about_her() {
    let pdf = print(&lang());
    let text = text(&pdf);
    assert_eq!(pages(&pdf), 1);
    for said in [
        "Sozialamt Suhlheim",
        "Hilfe bei Wohnungsnot",
        "Amtsstraße 22, 99999 Suhlheim",
        "Telefon: 07000 555-260",
        "Mitgegeben von Wohnungsamt Suhlheim",
    ] {
        assert!(text.contains(said), "{said}");
    }
    assert!(!text.contains("Frau Lang") && !text.contains("Warteliste"));
}

#[test]
fn a_protected_place_is_reached_by_the_call_back_line_only() {
    let text = text(&print(&protected()));
    assert!(text.contains("Die Adresse wird nicht aufgeschrieben."));
    assert!(text.contains("Rufen Sie an: 07000 555-100"));
}
