//! Which releases are due, and each refusal.

use jiff::civil::date;

use super::support::{half_year, quarter};
use crate::episodes::{Period, Rhythm};
use crate::releases::{Content, Frozen, ReleaseRefused, admit, due};

fn wanted(content: Content) -> Frozen {
    Frozen {
        period: quarter(),
        content,
        revision: 0,
    }
}

#[test]
fn access_is_due_after_the_period_and_paths_after_the_observation() {
    let access = wanted(Content::Access);
    let paths = wanted(Content::Paths);
    assert_eq!(due(quarter(), &[], date(2026, 3, 31)), []);
    assert_eq!(due(quarter(), &[], date(2026, 4, 1)), [access]);
    assert_eq!(due(quarter(), &[access], date(2026, 6, 29)), []);
    assert_eq!(due(quarter(), &[access], date(2026, 6, 30)), [paths]);
    assert_eq!(due(quarter(), &[access, paths], date(2026, 6, 30)), []);
    let second = Frozen {
        period: quarter().next(),
        ..access
    };
    let rest = due(quarter(), &[access, paths], date(2026, 7, 1));
    assert_eq!(rest, [second]);
}

#[test]
fn each_refusal_has_its_name() {
    let (access, paths) = (wanted(Content::Access), wanted(Content::Paths));
    let revised = |release: Frozen| Frozen {
        revision: 1,
        ..release
    };
    let late = date(2027, 1, 1);
    let overlapping = Frozen {
        period: half_year(),
        ..access
    };
    for (wanted, frozen, today, changed, refusal) in [
        (
            access,
            vec![],
            date(2026, 3, 31),
            0,
            "the period ends on 2026-03-31",
        ),
        (
            paths,
            vec![access],
            date(2026, 6, 29),
            0,
            "its episodes are observed until 2026-06-29",
        ),
        (paths, vec![], late, 0, "the period has no access release"),
        (
            overlapping,
            vec![access],
            late,
            0,
            "a release from 2026-01-01 to 2026-03-31 counts some of its days",
        ),
        (access, vec![access], late, 0, "it was made already"),
        (
            revised(access),
            vec![],
            late,
            99,
            "there is no release to revise",
        ),
        (
            revised(access),
            vec![access],
            late,
            9,
            "fewer than ten persons changed",
        ),
        (
            revised(access),
            vec![access, revised(access)],
            late,
            99,
            "it was revised already",
        ),
    ] {
        let refused = admit(wanted, &frozen, today, changed).err();
        assert_eq!(refused.map(|r| r.to_string()).as_deref(), Some(refusal));
    }
    assert_eq!(admit(revised(access), &[access], late, 10), Ok(()));
}

#[test]
fn a_network_that_turns_to_longer_periods_waits_for_one_that_overlaps_nothing() {
    let access = wanted(Content::Access);
    let year = Period::holding(date(2026, 1, 1), Rhythm::Year);
    let next_year = year.next();
    let frozen = [access];
    let of_year = |period| Frozen { period, ..access };
    let late = date(2028, 1, 1);
    assert!(matches!(
        admit(of_year(year), &frozen, late, 0),
        Err(ReleaseRefused::Overlapping { .. })
    ));
    assert_eq!(admit(of_year(next_year), &frozen, late, 0), Ok(()));
}
