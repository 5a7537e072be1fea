//! Her words in any order of entry: where they leave an item is told by their days.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::Heard;
use crate::InstitutionId;
use crate::consents::{Stage, Standing};

const SENDER: InstitutionId = InstitutionId::from_bytes([1; 16]);
const ELSEWHERE: InstitutionId = InstitutionId::from_bytes([2; 16]);

#[derive(Debug, Clone, Copy, PartialEq)]
enum Entry {
    Yes(Date),
    /// Staff of the sender know that she signed after what she took back there.
    YesAfter(Date),
    No(Date),
    Back(Date, InstitutionId),
}

use Entry::{Back, No, Yes, YesAfter};

fn heard(entries: &[Entry]) -> Heard {
    let mut heard = Heard::default();
    for entry in entries {
        match *entry {
            Yes(on) => heard.yes(on, until(on), None),
            YesAfter(on) => heard.yes(on, until(on), Some(SENDER)),
            No(on) => heard.no(on),
            Back(on, at) => heard.back(on, at),
        }
    }
    heard
}

fn until(on: Date) -> Date {
    on.saturating_add(12.months())
}

fn stands(entries: &[Entry]) -> Stage {
    Stage::of(heard(entries).standing(|_| true))
}

#[test]
fn a_word_counts_by_its_day_whenever_it_is_entered() {
    let (third, before, last) = (date(2026, 11, 3), date(2026, 11, 27), date(2026, 11, 28));
    let here = |on| Back(on, SENDER);
    let there = |on| Back(on, ELSEWHERE);
    for (entries, stage) in [
        (&[here(last), Yes(third)][..], Stage::Withdrawn),
        (&[there(last), Yes(third)], Stage::Withdrawn),
        (&[Yes(before), here(last), Yes(third)], Stage::Withdrawn),
        (&[here(third), Yes(last)], Stage::Granted),
        (&[Yes(last), here(third)], Stage::Granted),
        (&[Yes(last), No(third)], Stage::Granted),
        (&[No(last), Yes(third)], Stage::Refused),
        (&[No(last), Yes(third), here(before)], Stage::Refused),
        (&[Yes(third), No(before), Yes(last)], Stage::Granted),
        // On one day a withdrawal wins, but not over a signature that staff know to be later.
        (&[here(last), Yes(last)], Stage::Withdrawn),
        (&[Yes(last), here(last)], Stage::Withdrawn),
        (&[here(last), YesAfter(last)], Stage::Granted),
        (&[here(last), YesAfter(last), Yes(last)], Stage::Granted),
        (&[YesAfter(last), here(last)], Stage::Withdrawn),
        (&[here(last), YesAfter(last), here(last)], Stage::Withdrawn),
        (&[here(last), YesAfter(before)], Stage::Withdrawn),
        // What she took back elsewhere they cannot know.
        (&[there(last), YesAfter(last)], Stage::Withdrawn),
        (&[there(before), YesAfter(last)], Stage::Granted),
        // Nothing was ever put to her.
        (&[here(last)], Stage::Blank),
        (&[], Stage::Blank),
    ] {
        assert_eq!(stands(entries), stage, "{entries:?}");
    }
}

#[test]
fn an_institution_knows_of_a_later_word_only_what_it_heard() {
    let (third, last) = (date(2026, 11, 3), date(2026, 11, 28));
    for (entries, here, there) in [
        (&[Back(last, SENDER), Yes(third)][..], Some(last), None),
        (&[Back(last, ELSEWHERE), Yes(third)], None, Some(last)),
        (&[No(last), Yes(third)], Some(last), Some(last)),
        (&[Yes(third), Back(third, SENDER)], None, None),
    ] {
        let heard = heard(entries);
        assert_eq!(heard.later_than(SENDER, third), here, "{entries:?}");
        assert_eq!(heard.later_than(ELSEWHERE, third), there, "{entries:?}");
    }
    let heard = heard(&[Back(last, ELSEWHERE), Yes(third)]);
    assert_eq!(heard.stage_at(SENDER), Stage::Granted);
    assert_eq!(heard.stage_at(ELSEWHERE), Stage::Withdrawn);
    assert_eq!(heard.last_day_known_at(SENDER), Some(until(third)));
    assert_eq!(heard.last_day_known_at(ELSEWHERE), None);
}

#[test]
fn staff_are_asked_only_about_what_was_taken_back_there_on_that_day() {
    let (third, last) = (date(2026, 11, 3), date(2026, 11, 28));
    for (entries, asked) in [
        (&[Back(last, SENDER)][..], true),
        (&[Back(last, ELSEWHERE)], false),
        (&[Back(third, SENDER)], false),
        (&[Back(last, SENDER), YesAfter(last)], false),
        (
            &[Back(last, SENDER), YesAfter(last), Back(last, SENDER)],
            true,
        ),
    ] {
        let heard = heard(entries);
        assert_eq!(heard.taken_back_on(SENDER, last), asked, "{entries:?}");
    }
}

/// The same from the days alone: no entry stands on a later day than the one that decides.
fn by_days(entries: &[Entry]) -> Stage {
    let word = |entry: &Entry| match entry {
        Yes(on) | YesAfter(on) | No(on) => Some(*on),
        Back(..) => None,
    };
    let Some(day) = entries.iter().filter_map(word).max() else {
        return Stage::Blank;
    };
    let last = entries.iter().rfind(|entry| word(entry) == Some(day));
    if matches!(last, Some(No(_))) {
        return Stage::Refused;
    }
    let confirmed = entries.iter().rposition(|entry| *entry == YesAfter(day));
    for (number, entry) in entries.iter().enumerate() {
        let Back(on, at) = *entry else {
            continue;
        };
        let signed_later = at == SENDER && confirmed.is_some_and(|confirmed| number < confirmed);
        if on > day || (on == day && !signed_later) {
            return Stage::Withdrawn;
        }
    }
    Stage::Granted
}

fn entry() -> impl Strategy<Value = Entry> {
    let day = (1..6_i8).prop_map(|day| date(2026, 11, day));
    (day, 0..6_u8).prop_map(|(on, what)| match what {
        0 | 1 => Yes(on),
        2 => YesAfter(on),
        3 => No(on),
        4 => Back(on, SENDER),
        _ => Back(on, ELSEWHERE),
    })
}

proptest! {
    #[test]
    fn where_it_stands_is_told_by_the_days(entries in prop::collection::vec(entry(), 0..8)) {
        prop_assert_eq!(stands(&entries), by_days(&entries));
    }

    #[test]
    fn words_of_different_days_may_be_entered_in_any_order(
        (days, whats) in (Just(vec![1_i8, 2, 3, 4, 5, 6]).prop_shuffle(), prop::collection::vec(0..5_u8, 6)),
    ) {
        let said = |day: i8| {
            let on = date(2026, 11, day);
            match whats[usize::try_from(day - 1).unwrap()] {
                0 | 1 => Yes(on),
                2 => No(on),
                3 => Back(on, SENDER),
                _ => Back(on, ELSEWHERE),
            }
        };
        let shuffled: Vec<Entry> = days.iter().map(|day| said(*day)).collect();
        let sorted: Vec<Entry> = (1..=6).map(said).collect();
        prop_assert_eq!(stands(&shuffled), stands(&sorted));
        for at in [SENDER, ELSEWHERE] {
            let known = |entries: &[Entry]| heard(entries).stage_at(at);
            prop_assert_eq!(known(&shuffled), known(&sorted));
        }
        let granted = heard(&shuffled).standing(|_| true);
        if let Some(Standing::Granted { from, until: last }) = granted {
            prop_assert_eq!(last, until(from));
        }
    }
}
