//! The list of releases: what is newest, what comes next, which editions a period is read by.

use casework::{ListedRelease, ReleaseState};
use domain::ReleaseId;
use domain::statistics::{Content, Edition, NotMade, Period, Rhythm};
use jiff::civil::date;

use super::super::*;

fn listed(year: i16, content: Content, revision: u8, state: ReleaseState) -> ListedRelease {
    let period = Period::holding(date(year, 1, 1), Rhythm::Year);
    let edition = Edition {
        period,
        content,
        revision,
    };
    ListedRelease { edition, state }
}

fn made(number: u8) -> ReleaseState {
    ReleaseState::Made {
        release: ReleaseId::from_bytes([number; 16]),
        on: date(2026, 1, 1),
    }
}

fn all() -> Vec<ListedRelease> {
    let reason = NotMade::TooFewPersons;
    let on = date(2024, 1, 1);
    let due_on = date(2027, 1, 1);
    vec![
        listed(
            2023,
            Content::Access,
            0,
            ReleaseState::NotMade { reason, on },
        ),
        listed(2024, Content::Access, 0, made(1)),
        listed(2025, Content::Access, 0, made(2)),
        listed(2025, Content::Paths, 0, made(3)),
        listed(2025, Content::Paths, 1, made(4)),
        listed(2026, Content::Access, 0, ReleaseState::Awaited { due_on }),
    ]
}

#[test]
fn the_list_begins_with_the_newest_and_says_what_comes_next() {
    let list = entries(&all());
    let said: Vec<(&str, &str, bool)> = list
        .iter()
        .map(|entry| {
            let there = entry.href.is_some();
            (entry.title.as_str(), entry.note.as_str(), there)
        })
        .collect();
    assert_eq!(
        said,
        [
            ("Jahr 2025: Wege", "berichtigt", true),
            ("Jahr 2025: Wege", "", true),
            ("Jahr 2025: Zugänge", "", true),
            ("Jahr 2024: Zugänge", "", true),
            (
                "Jahr 2023: Zugänge",
                "nicht gemacht: zu wenige Personen",
                false
            ),
        ]
    );
    assert_eq!(
        next_due(&all()),
        "Als Nächstes: Zugänge, Jahr 2026, am 01.01.2027."
    );
    assert!(next_due(&[]).contains("noch nicht fest"));
}

#[test]
fn a_period_is_read_by_the_last_editions_of_its_releases() {
    let id = |number: u8| Some(ReleaseId::from_bytes([number; 16]));
    let periods = periods(&all());
    assert_eq!((periods[0].access, periods[0].paths), (id(2), id(4)));
    assert_eq!((periods[1].access, periods[1].paths), (id(1), None));
    let labels: Vec<String> = choices(&periods)
        .into_iter()
        .map(|choice| choice.label)
        .collect();
    assert_eq!(labels, ["Jahr 2025", "Jahr 2024"]);
}
