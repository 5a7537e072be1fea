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
    let told = row.counselling.known();
    let reason = told.and_then(|told| told.reason.as_ref());
    facts.extend(reason.map(|reason| fact("Anlass", reason.as_str())));
    let said = told.into_iter().flat_map(|told| &told.words);
    facts.extend(said.map(|said| fact("Dazu", said.as_str())));
    let appointment = row.appointment.as_ref().map(words::appointment);
    facts.extend(appointment.map(|when| fact("Termin", &when)));
    let shown = row.disclosed.iter().map(|item| words::item(*item));
    let shown: Vec<&str> = shown.collect();
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
    own.map(|step| HistoryLine::of(step.on, words::to_slip(step.event).on_page))
        .collect()
}
