//! The papers of one column: file note, her data, path report, where instead.

use super::{destination, entry, heading, nothing_collides, row};
use crate::Paper as _;
use crate::{FileNote, HerData, PathReport, ReportPicture, ReportTable, Section, WhereInstead};

#[test]
fn nothing_collides_on_a_file_note() {
    nothing_collides(FileNote::TEMPLATE, |words| {
        let text = || words.to_owned();
        let note = FileNote {
            institution: text(),
            author: Some(text()),
            written_on: text(),
            subject: text(),
            entries: vec![entry(words), entry(words)],
        };
        note.files().unwrap()
    });
}

#[test]
fn nothing_collides_on_a_copy_of_her_data() {
    nothing_collides(HerData::TEMPLATE, |words| {
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
        data.files().unwrap()
    });
}

#[test]
fn nothing_collides_on_a_path_report() {
    nothing_collides(PathReport::TEMPLATE, |words| {
        let text = || words.to_owned();
        let picture = || ReportPicture {
            svg: "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>".to_owned(),
            alt: text(),
            shape: 1.0,
        };
        let table = |columns: usize| ReportTable {
            caption: heading(words),
            columns: (0..columns)
                .map(|column| format!("Spalte {column}"))
                .collect(),
            rows: vec![
                (0..columns)
                    .map(|column| {
                        if column == 0 {
                            text()
                        } else {
                            "123".to_owned()
                        }
                    })
                    .collect(),
            ],
            figures: true,
        };
        let report = PathReport {
            title: heading(words),
            network: heading(words),
            lead: text(),
            flow: picture(),
            map: Some((heading(words), picture())),
            sentences: vec![text(), text()],
            tables: vec![table(2), table(7)],
            dash: text(),
            method: vec![row(words), row(words)],
        };
        report.files().unwrap()
    });
}

#[test]
fn nothing_collides_on_where_instead() {
    nothing_collides(WhereInstead::TEMPLATE, |words| {
        let place = WhereInstead {
            network: words.to_owned(),
            named_by: words.to_owned(),
            named_on: words.to_owned(),
            destination: destination(words),
        };
        place.files().unwrap()
    });
}
