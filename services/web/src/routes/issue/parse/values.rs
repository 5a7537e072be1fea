//! Single values of the issue form; each mistake at its field.

use domain::{Line, Note, Text};
use jiff::civil::Date;

use super::Fields;
use crate::routes::typed;

impl Fields<'_> {
    pub(super) fn day(&mut self, field: &'static str, text: &str) -> Option<Date> {
        typed::day(&mut self.errors, field, text)
    }

    pub(super) fn line(&mut self, field: &'static str, text: &str) -> Option<Line> {
        self.text(field, text)
    }

    pub(super) fn note(&mut self, field: &'static str, text: &str) -> Option<Note> {
        self.text(field, text)
    }

    pub(super) fn text<const MAX: usize, const SEVERAL_LINES: bool>(
        &mut self,
        field: &'static str,
        text: &str,
    ) -> Option<Text<MAX, SEVERAL_LINES>> {
        typed::text(&mut self.errors, field, text)
    }
}
