//! The papers of one column: file note, her data, where instead.

use super::{destination, entry, heading, nothing_collides, row};
use crate::press::{FILE_NOTE, HER_DATA, WHERE_INSTEAD};
use crate::{FileNote, HerData, Section, WhereInstead, file_note, her_data, where_instead};

#[test]
fn nothing_collides_on_a_file_note() {
    nothing_collides(FILE_NOTE, |words| {
        let text = || words.to_owned();
        let note = FileNote {
            institution: text(),
            author: Some(text()),
            written_on: text(),
            subject: text(),
            entries: vec![entry(words), entry(words)],
        };
        file_note::files(&note).unwrap()
    });
}

#[test]
fn nothing_collides_on_a_copy_of_her_data() {
    nothing_collides(HER_DATA, |words| {
        let text = || words.to_owned();
        let section = Section {
            heading: heading(words),
            intro: Some(text()),
            rows: vec![row(words), row(words)],
            entries: vec![entry(words), entry(words)],
        };
        let data = HerData {
            title: heading(words),
            institution: text(),
            person: Some(text()),
            date: text(),
            sections: vec![section.clone(), section],
            contact: text(),
        };
        her_data::files(&data).unwrap()
    });
}

#[test]
fn nothing_collides_on_where_instead() {
    nothing_collides(WHERE_INSTEAD, |words| {
        let place = WhereInstead {
            network: words.to_owned(),
            named_by: words.to_owned(),
            named_on: words.to_owned(),
            destination: destination(words),
        };
        where_instead::files(&place).unwrap()
    });
}
