//! Where a hand-over stands and what happened, in sentences.

use read_models::handovers::{HandoverRow, State as Stage, Step};

use crate::pages::{Badge, HistoryLine, Tone};
use crate::words;

/// Where it stands.
pub(super) fn badge(row: &HandoverRow) -> Badge {
    let (tone, text) = match &row.state {
        Stage::Announced => (Tone::Info, "angekündigt".to_owned()),
        Stage::Acknowledged => (Tone::Warning, "angekommen".to_owned()),
        Stage::Accepted => (Tone::Success, "angenommen".to_owned()),
        Stage::Rejected { reason, .. } => (
            Tone::Quiet,
            format!("abgelehnt: {}", words::reason(*reason)),
        ),
        Stage::Concluded { outcome } => (
            Tone::Quiet,
            format!("abgeschlossen: {}", words::outcome(*outcome)),
        ),
    };
    Badge { tone, text }
}

/// What is next.
pub(super) const fn next(row: &HandoverRow) -> &'static str {
    match row.state {
        Stage::Announced => {
            "Sie kommt vielleicht. Wenn sie da ist, geben Sie den Code von ihrem Laufzettel ein."
        }
        Stage::Acknowledged => "Sie ist angekommen. Nehmen Sie sie an, oder lehnen Sie ab.",
        Stage::Accepted => "Sie arbeiten mit ihr. Schließen Sie ab, wenn etwas erreicht ist.",
        Stage::Rejected { .. } => "Abgelehnt. Es ist nichts mehr zu tun.",
        Stage::Concluded { .. } => "Abgeschlossen. Es ist nichts mehr zu tun.",
    }
}

/// One step of the history.
pub(super) fn line(step: &Step) -> HistoryLine {
    let sentence = match (step.event.as_str(), step.message) {
        ("HandoverAnnounced", _) => "Angekündigt.".to_owned(),
        ("HandoverAcknowledged", _) => {
            "Sie kam mit ihrem Laufzettel. Eingang bestätigt.".to_owned()
        }
        ("HandoverAccepted", _) => "Angenommen.".to_owned(),
        ("HandoverRejected", _) => "Abgelehnt.".to_owned(),
        ("HandoverConcluded", _) => "Abgeschlossen.".to_owned(),
        (_, Some(message)) => format!(
            "Der ausstellenden Stelle mitgeteilt: {}",
            words::message(message)
        ),
        (other, None) => other.to_owned(),
    };
    HistoryLine {
        day: words::day(step.on),
        sentence,
    }
}
