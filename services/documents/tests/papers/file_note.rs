//! What a reader finds in the file note, on paper and as text.

use documents::FileNote;

use crate::cases::{self, file_notes::neumann};
use crate::reading::{pages, text, texts};

fn print(note: &FileNote) -> Vec<u8> {
    documents::print(note, &cases::imprint()).expect("the note prints")
}

#[test]
fn the_text_to_paste_says_what_the_paper_says() {
    let note = neumann();
    insta::assert_snapshot!(note.text());
    let paper = text(&print(&note));
    for line in note.text().lines() {
        for part in line.split(": ") {
            assert!(paper.contains(part), "{part:?} is missing in {paper}");
        }
    }
    assert_eq!(pages(&print(&note)), 1);
}

#[test]
fn a_note_without_author_has_no_such_row() {
    let note = FileNote {
        author: None,
        ..neumann()
    };
    assert!(!note.text().contains("Verfasst von"));
    assert!(!text(&print(&note)).contains("Verfasst von"));
}

#[test]
fn a_long_note_counts_its_pages_and_repeats_the_head() {
    let mut note = neumann();
    note.entries = vec![note.entries.clone(); 12].concat();
    let texts = texts(&print(&note));
    assert!(texts.len() > 1);
    for (index, page) in texts.iter().enumerate() {
        assert!(page.contains(&format!(
            "Vermerk · Seite {} von {}",
            index + 1,
            texts.len()
        )));
    }
    assert!(texts[1].contains("Was geschah"));
}
