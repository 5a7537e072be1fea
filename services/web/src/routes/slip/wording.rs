//! A slip for its sender, in sentences.

use domain::KnownOr as _;
use domain::institutions::Sender;
use domain::slips::Stage;
use read_models::slips::SlipRow;

use super::super::facts::fact;
use crate::pages::{Fact, HistoryLine};
use crate::words;

/// Where it stands, in a sentence.
pub(super) fn state(row: &SlipRow, today: jiff::civil::Date) -> String {
    match row.stage_on(today) {
        Stage::Withdrawn => format!("Sie haben ihn am {} zurückgenommen.", words::day(row.since)),
        Stage::InError => format!("Am {} als Irrtum vermerkt.", words::day(row.since)),
        Stage::ValidityEnded => format!("Er galt bis {}.", words::day(row.valid_until)),
        Stage::Blank | Stage::Issued => format!("Er gilt bis {}.", words::day(row.valid_until)),
    }
}

/// What stands on it.
pub(super) fn facts(row: &SlipRow) -> Vec<Fact> {
    let mut facts = vec![fact("Bedarf", words::need(row.need))];
    if let Some(told) = row.counselling.known() {
        if let Some(reason) = &told.reason {
            facts.push(fact("Anlass", reason.as_str()));
        }
        for words in &told.words {
            facts.push(fact("Dazu", words.as_str()));
        }
    }
    if let Some(appointment) = &row.appointment {
        facts.push(fact("Termin", &words::appointment(appointment)));
    }
    let shown: Vec<&str> = row
        .disclosed
        .iter()
        .map(|item| words::item(*item))
        .collect();
    let shown = if shown.is_empty() {
        "nichts; sie sagt selbst, was sie möchte".to_owned()
    } else {
        shown.join(", ")
    };
    facts.push(fact("Die Stelle erfährt", &shown));
    if row.sender == Sender::Neutral {
        facts.push(fact("Absender", "der neutrale Absender des Netzwerks"));
    }
    facts
}

/// What the own office did with it.
pub(super) fn history(row: &SlipRow) -> Vec<HistoryLine> {
    // What came back stands above, with its own days.
    let own = row.history.iter().filter(|step| !step.came_back());
    own.map(|step| HistoryLine {
        day: words::day(step.on),
        sentence: words::to_slip(step.event).on_page.into(),
    })
    .collect()
}
