//! What she finds in the copy of her data.

use documents::HerData;

use crate::cases::{self, her_data::neumann};
use crate::reading::{text, texts};

fn print(data: &HerData) -> Vec<u8> {
    documents::print(data, &cases::imprint()).expect("the copy prints")
}

#[test]
fn nothing_that_is_held_is_left_out() {
    let data = neumann();
    let text = text(&print(&data));
    for section in &data.sections {
        assert!(text.contains(&section.heading));
        for row in &section.rows {
            assert!(text.contains(&row.label) && text.contains(&row.value));
        }
        for entry in &section.entries {
            assert!(text.contains(&entry.date) && text.contains(&entry.sentence));
        }
    }
    assert!(text.contains("Frau Berger, Telefon 07000 555-210"));
}

#[test]
fn only_an_empty_section_says_that_it_is_empty() {
    let text = text(&print(&neumann()));
    assert_eq!(text.matches("Dazu ist nichts gespeichert.").count(), 1);
}

#[test]
fn a_nameless_record_says_so() {
    let data = HerData {
        person: None,
        ..neumann()
    };
    assert!(text(&print(&data)).contains("Ihr Name ist hier nicht gespeichert."));
}

#[test]
fn many_entries_run_over_counted_pages() {
    let mut data = neumann();
    for section in &mut data.sections {
        section.entries = vec![section.entries.clone(); 30].concat();
    }
    let texts = texts(&print(&data));
    assert!(texts.len() > 2);
    let last = texts.len();
    assert!(texts[last - 1].contains(&format!("Seite {last} von {last}")));
    assert!(texts[1].contains("Was geschah"));
}
