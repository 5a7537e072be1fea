//! Where a hand-over stands and what happened, in sentences.

use domain::handovers::{Phase, Stage};
use read_models::handovers::{HandoverRow, Step};

use crate::pages::{Badge, HistoryLine, Tone};
use crate::words;

/// Where it stands.
pub(crate) fn badge(row: &HandoverRow) -> Badge {
    let (tone, text) = match row.held.phase {
        Phase::Announced if row.called_off => (Tone::Quiet, "abgesagt".to_owned()),
        Phase::Announced => (Tone::Info, "angekündigt".to_owned()),
        Phase::Acknowledged => (Tone::Warning, "angekommen".to_owned()),
        Phase::Accepted => (Tone::Success, "angenommen".to_owned()),
        Phase::OnHold { reason, .. } => (
            Tone::Info,
            format!("zurückgestellt: {}", words::hold_reason(reason)),
        ),
        Phase::Rejected(reason) => (Tone::Quiet, format!("abgelehnt: {}", words::reason(reason))),
        Phase::Forwarded(_) => (Tone::Quiet, "weitergeleitet".to_owned()),
        Phase::Concluded(outcome) => (
            Tone::Quiet,
            format!("abgeschlossen: {}", words::outcome(outcome)),
        ),
        Phase::EndedByHer => (Tone::Quiet, "von ihr beendet".to_owned()),
        Phase::InError => (Tone::Quiet, "Irrtum".to_owned()),
    };
    Badge { tone, text }
}

/// What is next.
pub(super) const fn next(row: &HandoverRow) -> &'static str {
    match row.stage() {
        Stage::Announced if row.called_off => {
            "Der Laufzettel wurde zurückgenommen. Es ist nichts mehr zu tun."
        }
        Stage::Announced => {
            "Sie kommt vielleicht. Wenn sie da ist, geben Sie den Code von ihrem Laufzettel ein."
        }
        Stage::Acknowledged => "Sie ist angekommen. Nehmen Sie sie an, oder lehnen Sie ab.",
        Stage::Accepted => "Sie arbeiten mit ihr. Schließen Sie ab, wenn etwas erreicht ist.",
        Stage::OnHold => "Zurückgestellt. Setzen Sie fort, wenn es weitergehen kann.",
        Stage::Rejected => "Abgelehnt. Es ist nichts mehr zu tun.",
        Stage::Forwarded => "Sie haben sie weitergeleitet. Es ist nichts mehr zu tun.",
        Stage::Concluded => "Abgeschlossen. Es ist nichts mehr zu tun.",
        Stage::EndedByHer => "Sie hat es beendet. Niemand fragt, warum.",
        Stage::InError => "Als Irrtum vermerkt. Es ist nichts mehr zu tun.",
        Stage::Blank | Stage::Linked => "",
    }
}

/// One step of the history.
pub(crate) fn line(step: &Step) -> HistoryLine {
    let sentence = match (step.event.as_str(), step.message) {
        ("HandoverAnnounced", _) => "Angekündigt.".to_owned(),
        ("HandoverAcknowledged", _) => {
            "Sie kam mit ihrem Laufzettel. Eingang bestätigt.".to_owned()
        }
        ("ArrivalRecorded", _) => "Sie kam ohne Laufzettel.".to_owned(),
        ("SlipLinked", _) => "Der Laufzettel ist da und gehört jetzt dazu.".to_owned(),
        ("HandoverHeld", _) => "Zurückgestellt.".to_owned(),
        ("HandoverResumed", _) => "Fortgesetzt.".to_owned(),
        ("HandoverForwarded", _) => "Mit einem eigenen Laufzettel weitergeleitet.".to_owned(),
        ("HandoverEndedByHer", _) => "Sie hat es beendet.".to_owned(),
        ("HandoverReopened", _) => "Wieder aufgenommen.".to_owned(),
        ("HandoverEnteredInError", _) => "Als Irrtum vermerkt.".to_owned(),
        ("FeedbackRetracted", Some(message)) => format!(
            "Bei der ausstellenden Stelle zurückgenommen: {}",
            words::message(message)
        ),
        ("FeedbackDeclined", _) => "Eine Rückmeldung bleibt offen.".to_owned(),
        ("HerWordPassedOn", _) => "Ihr Wort weitergegeben.".to_owned(),
        ("NoticeReceived", _) => "Eine Mitteilung kam.".to_owned(),
        ("NoticeAcknowledged", _) => "Mitteilungen gelesen.".to_owned(),
        ("HandoverAssigned", _) => "Zugewiesen.".to_owned(),
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
