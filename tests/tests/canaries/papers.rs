//! A search in what was sent, be it a paper or not.

pub(crate) use acceptance::{Paper, unbroken};

use crate::searched::Search;

/// Fails if one of these strings stands in what was sent, be it a paper or not.
pub(crate) struct Sought {
    as_they_are: Search,
    unbroken: Search,
}

impl Sought {
    pub(crate) fn of(needles: &[String]) -> Self {
        let unbroken: Vec<String> = needles.iter().map(|needle| unbroken(needle)).collect();
        Self {
            as_they_are: Search::of(needles),
            unbroken: Search::of(&unbroken),
        }
    }

    pub(crate) fn finds_nothing(&self, bytes: &[u8], place: &str) {
        self.as_they_are.finds_nothing(bytes, place);
        if let Some(paper) = Paper::of(bytes) {
            self.unbroken.finds_nothing(paper.all().as_bytes(), place);
        }
    }
}
