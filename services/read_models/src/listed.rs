//! Lists in parts: a part begins behind a row's place, so what comes and goes meanwhile moves nothing
//! else. What grows comes from the database part by part; what is small by nature is read whole and cut here.

use std::cmp::Ordering;

use event_store::{RowOrder, RowPlace, StateGroup};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

/// A row of a list that is small by nature.
pub trait Listed {
    /// Where it stands: rows are in this order, and no two have the same place.
    type Place: Ord + Serialize + DeserializeOwned;

    /// Its place.
    fn place(&self) -> Self::Place;
}

/// Which part of a list is wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window<P> {
    /// Only what stands behind this place.
    pub after: Option<P>,
    /// At most so many rows.
    pub limit: usize,
}

/// Which part of a small list of such rows is wanted.
pub type WindowOf<R> = Window<<R as Listed>::Place>;

impl<P> Window<P> {
    /// The whole list.
    #[must_use]
    pub const fn whole() -> Self {
        Self {
            after: None,
            limit: usize::MAX,
        }
    }

    /// The first so many rows.
    #[must_use]
    pub const fn first(limit: usize) -> Self {
        Self { after: None, limit }
    }
}

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part<R, P> {
    /// The rows.
    pub rows: Vec<R>,
    /// The place behind which the list goes on, if it does.
    pub next: Option<P>,
}

/// A part of a small list.
pub type PartOf<R> = Part<R, <R as Listed>::Place>;

impl<R: Listed> PartOf<R> {
    /// The part of these rows, which are in their order.
    pub(crate) fn of(mut rows: Vec<R>, window: &WindowOf<R>) -> Self {
        if let Some(after) = &window.after {
            rows.retain(|row| row.place().cmp(after) == Ordering::Greater);
        }
        let more = rows.len() > window.limit;
        rows.truncate(window.limit);
        let last = rows.last().filter(|_| more);
        let next = last.map(Listed::place);
        Self { rows, next }
    }
}

/// A stretch of what is shown as one list: the rows in one state of one list of an institution, or those that
/// are found by a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) list: String,
    pub(crate) state: Option<StateGroup>,
    pub(crate) order: RowOrder,
}

impl Stretch {
    pub(crate) fn of(list: &str, state: StateGroup, order: RowOrder) -> Self {
        Self {
            list: list.to_owned(),
            state: Some(state),
            order,
        }
    }

    /// What has this text in its index.
    pub(crate) fn found_by(text: &str, order: RowOrder) -> Self {
        Self {
            list: text.to_owned(),
            state: None,
            order,
        }
    }
}

/// Where a list of several stretches goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    pub(crate) stretch: usize,
    pub(crate) after: Option<RowPlace>,
}

/// Whether a row of a stretch is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Belongs {
    /// It is.
    Here,
    /// It is shown elsewhere.
    Elsewhere,
    /// Neither it is nor what follows: the stretch ends before it.
    BehindTheEnd,
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Listed for u8 {
        type Place = Self;

        fn place(&self) -> Self {
            *self
        }
    }

    fn part(rows: &[u8], after: Option<u8>, limit: usize) -> (Vec<u8>, Option<u8>) {
        let part = Part::of(rows.to_vec(), &Window { after, limit });
        (part.rows, part.next)
    }

    #[test]
    fn a_part_ends_where_the_next_begins() {
        let rows = [1, 3, 5, 7];
        assert_eq!(part(&rows, None, 2), (vec![1, 3], Some(3)));
        assert_eq!(part(&rows, Some(3), 2), (vec![5, 7], None));
        assert_eq!(part(&rows, None, 4), (vec![1, 3, 5, 7], None));
        assert_eq!(part(&rows, Some(7), 4), (vec![], None));
        let whole = Part::of(rows.to_vec(), &Window::whole());
        assert_eq!((whole.rows, whole.next), (rows.to_vec(), None));
    }

    #[test]
    fn a_place_whose_row_is_gone_still_divides_the_list() {
        assert_eq!(part(&[1, 5, 7], Some(3), 2), (vec![5, 7], None));
        assert_eq!(part(&[1, 2, 5, 7], Some(3), 1), (vec![5], Some(5)));
    }
}
