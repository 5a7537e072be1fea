//! Where a hand-over stands and what happened, in sentences.

use domain::handovers::{Notice, Phase, Stage};
use jiff::civil::Date;
use read_models::handovers::{HandoverRow, Step};

use crate::pages::{Badge, HistoryLine, Tone, happened};
use crate::words;

/// Where it stands.
pub(crate) fn badge(row: &HandoverRow) -> Badge {
    let (tone, text) = match row.held.phase {
        Phase::Announced if row.called_off => (Tone::Quiet, "abgesagt".to_owned()),
        Phase::Announced => (Tone::Info, "angekündigt".to_owned()),
        Phase::Acknowledged => (Tone::Warning, "angekommen".to_owned()),
        Phase::Accepted => (Tone::Success, "angenommen".to_owned()),
        Phase::OnHold(hold) => (
            Tone::Info,
            format!("zurückgestellt: {}", words::hold_reason(hold.reason)),
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
pub(super) fn next(row: &HandoverRow) -> String {
    match row.held.phase {
        Phase::OnHold(hold) => format!(
            "Zurückgestellt bis {}. Setzen Sie fort, sobald es weitergehen kann.",
            words::day(hold.resume_on)
        ),
        Phase::Rejected(_) if row.instead.is_some() => {
            "Abgelehnt. Geben Sie ihr mit, wohin sie sich wenden kann, oder leiten Sie sie weiter."
                .into()
        }
        _ => at_rest(row).into(),
    }
}

const fn at_rest(row: &HandoverRow) -> &'static str {
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
        Stage::Rejected => "Abgelehnt. Möchte sie anderswohin, können Sie sie weiterleiten.",
        Stage::Forwarded => "Sie haben sie weitergeleitet. Es ist nichts mehr zu tun.",
        Stage::Concluded => "Abgeschlossen. Es ist nichts mehr zu tun.",
        Stage::EndedByHer => "Sie hat es beendet. Niemand fragt, warum.",
        Stage::InError => "Als Irrtum vermerkt. Es ist nichts mehr zu tun.",
        Stage::Blank | Stage::Linked => "",
    }
}

/// What somebody has to hear who holds a copy: what and when, never who.
pub(super) fn notice(notice: Notice, on: Date) -> String {
    let what = match notice {
        Notice::SlipWithdrawn => {
            "Die ausstellende Stelle hat den Laufzettel zurückgezogen. Was Sie mit ihr begonnen \
             haben, kann weitergehen; fragen Sie sie."
        }
        Notice::ConsentWithdrawn => {
            "Eine Einwilligung wurde zurückgenommen, auf der Angaben bei Ihnen beruhen. Verwenden \
             Sie nur, was Sie für Ihre eigene Arbeit mit ihr brauchen. Niemand fragt, warum."
        }
        Notice::Rectified => {
            "Angaben zu ihr wurden dort berichtigt, woher sie kamen. Fragen Sie sie, was stimmt."
        }
    };
    format!("{}: {what}", words::day(on))
}

/// One step of the history.
pub(crate) fn line(step: &Step) -> HistoryLine {
    let sentence = match &step.particular {
        Some(particular) => words::particular(particular, None),
        None => words::with_message(words::to_handover(step.event).on_page, step.message),
    };
    happened(step.on, sentence)
}
