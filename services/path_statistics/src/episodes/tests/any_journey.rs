//! What holds of every journey.

use domain::vocabulary::{Need, Outcome, Side};
use jiff::civil::{Date, date};
use proptest::prelude::*;

use super::told::{Told, day};
use crate::episodes::{Period, Quality, Rhythm};
use crate::journeys::What;

fn any_what() -> impl Strategy<Value = (usize, u8, u32, usize)> {
    (0..4_usize, 0..9_u8, 0..4_u32, 0..4_usize)
}

proptest! {
    /// Whatever happens: every access within the period is in one episode at most, entries after the
    /// observation change nothing, and an episode's classes agree with its lists.
    #[test]
    fn any_journey(steps in prop::collection::vec((0..400_i64, any_what()), 1..40)) {
        let tell = |until: Date| {
            let mut told = Told::new();
            for &(on, (at, what, number, to)) in steps.iter().filter(|step| day(step.0) <= until) {
                let to = told.stations[to];
                let need = Some(Need::ALL[number as usize]);
                told = told.then_to(number, on, at, match what {
                    0 | 1 => What::CameIn { need },
                    2 | 3 => What::Sent { to, need },
                    4 => What::Arrived,
                    5 => What::Rejected(Side::Office),
                    6 => What::EndedByHer,
                    7 => What::SlipExpired,
                    _ => What::Concluded(Outcome::HelpProvided),
                });
            }
            told
        };
        for rhythm in [Rhythm::Quarter, Rhythm::HalfYear, Rhythm::Year] {
            let period = Period::holding(day(0), rhythm);
            let whole = tell(date(2030, 1, 1)).episodes(period);
            let frozen = tell(period.observed_until()).episodes(period);
            prop_assert_eq!(&whole, &frozen);
            prop_assert!(whole.len() <= 1);
            for episode in &whole {
                prop_assert_eq!(
                    matches!(episode.quality, Quality::Broken(_)),
                    !episode.breaks.is_empty()
                );
                let waited = episode.transitions.iter().any(|t| t.days.is_some());
                prop_assert_eq!(episode.waiting.is_some(), waited);
            }
        }
    }
}
