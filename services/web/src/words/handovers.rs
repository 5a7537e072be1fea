//! German words for what the steps of a hand-over say, as the office writes about itself.

use casework::Place;
use domain::handovers::Notice;
use read_models::handovers::Particular;

use super::{day, hold_reason, item, outcome, reason};

/// A step with what was written down in it; `there` is where she can go instead.
pub(crate) fn particular(particular: &Particular, there: Option<&str>) -> String {
    match particular {
        Particular::Announced { valid_until } => {
            format!("Angekündigt. Sie kann bis {} kommen.", day(*valid_until))
        }
        Particular::Rejected { reason: why, .. } => {
            let rejected = format!("Abgelehnt. Grund: {}.", reason(*why));
            match there {
                Some(there) => format!("{rejected} Stattdessen genannt: {there}."),
                None => rejected,
            }
        }
        Particular::Held(hold) => format!(
            "Zurückgestellt. Grund: {}. Wieder ansehen am {}.",
            hold_reason(hold.reason),
            day(hold.resume_on)
        ),
        Particular::Concluded { outcome: how } => {
            format!("Abgeschlossen. Ergebnis: {}.", outcome(*how))
        }
        Particular::Declined { item: what } => format!("Bleibt ohne Antwort: {}.", item(*what)),
        Particular::Noticed { notice: what } => format!("Mitteilung: {}", notice(*what)),
    }
}

/// What an office heard because it holds a copy, as a sentence.
pub(crate) const fn notice(notice: Notice) -> &'static str {
    match notice {
        Notice::SlipWithdrawn => "Der Laufzettel wurde zurückgezogen.",
        Notice::ConsentWithdrawn => "Eine Einwilligung wurde zurückgenommen.",
        Notice::Rectified => "Angaben wurden dort berichtigt, woher sie kamen.",
    }
}

/// A place where she can go.
pub(crate) fn place(there: &Place) -> String {
    let institution = there.institution.as_str();
    match &there.service {
        Some(service) => format!("{institution}, {}", service.as_str()),
        None => institution.to_owned(),
    }
}
