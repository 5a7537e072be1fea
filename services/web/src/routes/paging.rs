//! Lists of pages in parts: so many lines, and where the next ones stand. The place is sealed for its reader,
//! so that an address says nothing.

use read_models::{Place, Window};
use serde::Deserialize;

use super::visit::Visit;

/// So many lines stand on one page.
const LINES: usize = 50;

/// Where the list goes on, as an address says it.
#[derive(Default, Deserialize)]
pub(crate) struct Further {
    #[serde(default)]
    pub(crate) weiter: String,
}

impl Further {
    /// The lines that are asked for; what cannot be read begins the list.
    pub(crate) fn window(&self, visit: &Visit, list: &str) -> Window<Place> {
        let reader = visit.staff.account;
        let place = visit.tokens.cursors.open(reader, list, &self.weiter);
        Window {
            after: place.and_then(|place| serde_json::from_slice(&place).ok()),
            limit: LINES,
        }
    }
}

/// The links below a part of a list.
#[derive(Default)]
pub(crate) struct Paging {
    /// Back to the beginning, unless this is it.
    pub(crate) start: Option<String>,
    /// Further, if there is more.
    pub(crate) next: Option<String>,
}

/// The links below a list at this address, which already has what stands behind its question mark.
pub(crate) fn paging(
    visit: &Visit,
    (list, address): (&str, &str),
    (window, next): (&Window<Place>, Option<Place>),
) -> Paging {
    let cursor = next.and_then(|place| {
        let place = serde_json::to_vec(&place).ok()?;
        visit.tokens.cursors.seal(visit.staff.account, list, &place)
    });
    // The place on the page comes last.
    let (before, place) = address.split_at(address.find('#').unwrap_or(address.len()));
    let and = if before.contains('?') { '&' } else { '?' };
    Paging {
        start: window.after.is_some().then(|| address.to_owned()),
        next: cursor.map(|cursor| format!("{before}{and}weiter={cursor}{place}")),
    }
}
