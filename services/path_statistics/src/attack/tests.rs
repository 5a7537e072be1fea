//! The attacks' own arithmetic. Towns are attacked in the tests of `simulation`.

use super::*;

#[test]
fn the_membership_advantage_of_one_cell_and_of_eight_is_what_the_notes_say() {
    assert!(
        (advantage(&[20]) - 0.229).abs() < 0.0005,
        "{}",
        advantage(&[20])
    );
    assert!(
        (advantage(&[20; 8]) - 0.585).abs() < 0.0005,
        "{}",
        advantage(&[20; 8])
    );
    assert!(advantage(&[1]).abs() < 1e-9, "one person is never shown");
    assert!(advantage(&[]).abs() < 1e-9);
}

#[test]
fn no_more_is_learned_from_small_counts_than_from_large_ones() {
    for count in 1..=30 {
        for cells in 1..=8 {
            let counts = vec![count; cells];
            assert!(
                advantage(&counts) <= advantage(&vec![20; cells]) + 1e-9,
                "{counts:?}"
            );
        }
    }
}
