//! The median of whole numbers, as numpy and pm4py take it: of an even number of values the mean of
//! the two in the middle.

/// Twice the median, so that it stays a whole number; the values are left in another order.
/// Linear on average. Values must lie within half of what an `i64` holds; all times here do.
///
/// # Panics
/// If there is no value: nothing has no middle.
pub(crate) fn doubled_median(values: &mut [i64]) -> i64 {
    let middle = values.len() / 2;
    let odd = values.len() % 2 == 1;
    let (below, &mut upper, _) = values.select_nth_unstable(middle);
    if odd {
        return upper * 2;
    }
    // An even number is at least two, so something lies below.
    let lower = below.iter().copied().max().unwrap_or(upper);
    lower + upper
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_or_the_mean_of_two() {
        assert_eq!(doubled_median(&mut [7]), 14);
        assert_eq!(doubled_median(&mut [7, 2]), 9);
        assert_eq!(doubled_median(&mut [9, 1, 5]), 10);
        assert_eq!(doubled_median(&mut [1, 1, 100, 4]), 5);
        assert_eq!(doubled_median(&mut [3, 3, 3, 3]), 6);
    }
}
