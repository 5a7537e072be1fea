//! Which releases are due, each refusal, and what a change of the rhythm does.

use jiff::civil::{Date, date};

use super::{
    Calendar, CalendarCommand, CalendarEvent, Content, Edition, Made, NotMade, Period, Rhythm,
    admit,
};
use crate::consents::tests_support::{now, staff_of};
use crate::vocabulary::Role;
use crate::{InstitutionId, Instruction, Now, Refusal, ReleaseId};

const FOUNDED: Date = date(2026, 2, 10);

fn period(day: Date, rhythm: Rhythm) -> Period {
    Period::holding(day, rhythm)
}

fn quarter() -> Period {
    period(FOUNDED, Rhythm::Quarter)
}

fn access() -> Edition {
    Edition::first(quarter(), Content::Access)
}

fn paths() -> Edition {
    Edition::first(quarter(), Content::Paths)
}

const fn id(number: u8) -> ReleaseId {
    ReleaseId::from_bytes([number; 16])
}

/// A calendar on which these were made, each by its number.
fn with(made: &[Edition]) -> Calendar {
    let mut calendar = Calendar::default();
    for (number, edition) in (1..).zip(made) {
        calendar.evolve(&CalendarEvent::ReleaseMade(Made {
            release: id(number),
            edition: *edition,
            as_of: 1,
            on: date(2026, 4, 1),
        }));
    }
    calendar
}

fn due(made: &[Edition], rhythm: Rhythm, today: Date) -> Vec<Edition> {
    with(made).due(FOUNDED, rhythm, today)
}

fn revise(role: Role, number: u8, changed: u32) -> Instruction<CalendarCommand> {
    let mut by = staff_of(InstitutionId::from_bytes([1; 16]));
    by.function = role;
    Instruction {
        by,
        now: Now {
            today: date(2027, 1, 1),
            ..now()
        },
        what: CalendarCommand::Revise {
            release: id(number),
            revision: id(99),
            as_of: 7,
            changed,
        },
    }
}

#[test]
fn access_is_due_after_the_period_and_paths_after_the_observation() {
    let quarters = |made: &[Edition], today| due(made, Rhythm::Quarter, today);
    assert_eq!(quarters(&[], date(2026, 3, 31)), []);
    assert_eq!(quarters(&[], date(2026, 4, 1)), [access()]);
    assert_eq!(quarters(&[access()], date(2026, 6, 29)), []);
    assert_eq!(quarters(&[access()], date(2026, 6, 30)), [paths()]);
    let both = [access(), paths()];
    assert_eq!(quarters(&both, date(2026, 6, 30)), []);
    let second = Edition::first(quarter().next(), Content::Access);
    assert_eq!(quarters(&both, date(2026, 7, 1)), [second]);
}

#[test]
fn what_is_awaited_has_begun_and_says_its_day() {
    let awaited = with(&[access()]).awaited(FOUNDED, Rhythm::Quarter, date(2026, 5, 1));
    let next = quarter().next();
    let expected = [Content::Access, Content::Paths].map(|content| Edition::first(next, content));
    assert_eq!(awaited, [vec![paths()], expected.into()].concat());
    let days: Vec<String> = awaited.iter().map(|e| e.due_on().to_string()).collect();
    assert_eq!(days, ["2026-06-30", "2026-07-01", "2026-09-29"]);
}

#[test]
fn each_refusal_has_its_name() {
    let revised = |edition: Edition| Edition {
        revision: 1,
        ..edition
    };
    let late = date(2027, 1, 1);
    let half_year = Edition {
        period: period(FOUNDED, Rhythm::HalfYear),
        ..access()
    };
    let overlapping = Refusal::PeriodsOverlap {
        from: date(2026, 1, 1),
        to: date(2026, 3, 31),
    };
    let ends_on = date(2026, 3, 31);
    let until = date(2026, 6, 29);
    let (access, paths) = (access(), paths());
    for (wanted, made, today, changed, refusal) in [
        (
            access,
            vec![],
            ends_on,
            0,
            Refusal::PeriodStillOpen { ends_on },
        ),
        (
            paths,
            vec![access],
            until,
            0,
            Refusal::StillObserved { until },
        ),
        (paths, vec![], late, 0, Refusal::AccessReleaseMissing),
        (half_year, vec![access], late, 0, overlapping.clone()),
        // That it is open does not matter any more.
        (half_year, vec![access], ends_on, 0, overlapping),
        (access, vec![access], late, 0, Refusal::ReleaseMadeAlready),
        (revised(access), vec![], late, 99, Refusal::NothingToRevise),
        (
            revised(access),
            vec![access],
            late,
            9,
            Refusal::TooFewChanged,
        ),
        (
            revised(access),
            vec![access, revised(access)],
            late,
            99,
            Refusal::RevisedAlready,
        ),
    ] {
        assert_eq!(admit(wanted, &made, today, changed), Err(refusal));
    }
    assert_eq!(admit(revised(access), &[access], late, 10), Ok(()));
}

#[test]
fn another_rhythm_begins_after_what_is_made_and_brings_it_to_its_end() {
    let late = date(2026, 7, 1);
    // The first quarter counts; the half-year that holds it would count it again.
    let half_years = due(&[access()], Rhythm::HalfYear, late);
    assert_eq!(half_years, [paths()], "of the quarter, and nothing new");
    let second_half = period(date(2026, 7, 1), Rhythm::HalfYear);
    let year_end = date(2027, 1, 1);
    assert_eq!(
        due(&[access(), paths()], Rhythm::HalfYear, year_end),
        [Edition::first(second_half, Content::Access)]
    );
    // And to shorter ones.
    let half = Edition::first(period(FOUNDED, Rhythm::HalfYear), Content::Access);
    let third_quarter = Edition::first(period(late, Rhythm::Quarter), Content::Access);
    let quarters = due(&[half], Rhythm::Quarter, date(2026, 10, 1));
    let of_the_half = Edition::first(half.period, Content::Paths);
    assert_eq!(quarters, [of_the_half, third_quarter]);
    for rhythm in Rhythm::ALL {
        for other in with(&[access(), half]).awaited(FOUNDED, *rhythm, date(2029, 1, 1)) {
            let made = [access().period, half.period];
            let overlaps = made.iter().filter(|made| made.overlaps(other.period));
            let itself = made.contains(&other.period);
            assert!(overlaps.count() <= usize::from(itself) * 2, "{other:?}");
        }
    }
}

#[test]
fn a_quarter_with_too_few_persons_is_never_asked_again_and_hides_in_a_half_year() {
    let mut calendar = Calendar::default();
    let today = date(2026, 4, 1);
    let passed = calendar.pass_over(quarter(), NotMade::TooFewPersons, today);
    calendar.evolve(&passed.unwrap());
    let late = date(2026, 7, 1);
    let second = Edition::first(quarter().next(), Content::Access);
    assert_eq!(calendar.due(FOUNDED, Rhythm::Quarter, late), [second]);
    let again = calendar.make(id(1), access(), 1, late);
    assert_eq!(again, Err(Refusal::TooFewPersons));
    let again = calendar.pass_over(quarter(), NotMade::TooFewPersons, late);
    assert_eq!(again, Err(Refusal::TooFewPersons));
    // Nothing of it was released, so that a longer period may hold it.
    let half = Edition::first(period(FOUNDED, Rhythm::HalfYear), Content::Access);
    assert_eq!(calendar.due(FOUNDED, Rhythm::HalfYear, late), [half]);
}

#[test]
fn the_coordinator_revises_once_and_from_ten_persons_on() {
    let mut calendar = with(&[access()]);
    for role in [
        Role::Caseworker,
        Role::Lead,
        Role::PrivacyOfficer,
        Role::Operator,
    ] {
        let asked = calendar.decide(&revise(role, 1, 10));
        assert_eq!(asked, Err(Refusal::NotYourRole), "{role}");
    }
    let by = Role::Coordinator;
    assert_eq!(calendar.decide(&revise(by, 2, 10)), Err(Refusal::NotFound));
    assert_eq!(
        calendar.decide(&revise(by, 1, 9)),
        Err(Refusal::TooFewChanged)
    );
    let revised = calendar.decide(&revise(by, 1, 10)).unwrap();
    let edition = Edition {
        revision: 1,
        ..access()
    };
    let made = CalendarEvent::ReleaseMade(Made {
        release: id(99),
        edition,
        as_of: 7,
        on: date(2027, 1, 1),
    });
    assert_eq!(revised, [made]);
    calendar.evolve(&revised[0]);
    for release in [1, 99] {
        let again = calendar.decide(&revise(by, release, 10));
        assert_eq!(again, Err(Refusal::RevisedAlready));
    }
    assert_eq!(calendar.release_of(edition), Some(id(99)));
}
