//! Lists in parts: a part begins behind a row's place, so what comes and goes meanwhile moves nothing
//! else.

use std::cmp::Ordering;

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A row that stands in a list.
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

/// Which part of a list of such rows is wanted.
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
}

/// A part of a list.
pub struct Part<R: Listed> {
    /// The rows.
    pub rows: Vec<R>,
    /// The place behind which the list goes on, if it does.
    pub next: Option<R::Place>,
}

impl<R: Listed> Part<R> {
    /// The part of these rows, which are in their order.
    pub(crate) fn of(mut rows: Vec<R>, window: &Window<R::Place>) -> Self {
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
