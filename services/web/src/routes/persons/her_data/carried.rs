//! What she carried: slips, hand-overs and vouchers, worded for her.

use casework::her_data::{HandoverHeld, HandoverStep, SlipHeld, VoucherHeld};
use documents::{Entry, Section};

use super::{entries, listed, rows, text};
use crate::pages::happened;
use crate::routes::facts::fact;
use crate::words;

/// A slip that was issued here.
pub(super) fn slip(slip: &SlipHeld) -> Section {
    let appointment = slip.appointment.as_ref();
    let mut rows = rows([
        ("Bedarf", Some(words::need(slip.need).into())),
        ("Gewünscht", Some(words::agreement(slip.agreement))),
        ("Ausgestellt am", Some(words::day(slip.issued_on))),
        ("Gültig bis", Some(words::day(slip.valid_until))),
        ("Die Stelle erfährt", Some(listed(&slip.disclosed))),
        ("Zurückkommen darf", Some(listed(&slip.feedback))),
        ("Anlass", slip.reason.as_ref().map(text)),
        ("Termin", appointment.map(words::appointment)),
    ]);
    rows.extend(slip.words.iter().map(|said| fact("Dazu", said.as_str())));
    let own = slip
        .history
        .iter()
        .filter(|step| !step.came_back())
        .map(|step| (step.on, words::to_slip(step.event).to_her.to_owned()));
    let back = slip
        .received
        .iter()
        .map(|received| (received.on, words::came_back(received.what)));
    let mut lines: Vec<_> = own.chain(back).collect();
    lines.sort_by_key(|(on, _)| *on);
    Section {
        rows,
        ..entries(
            &format!(
                "Laufzettel an {}, {}",
                slip.recipient.as_str(),
                slip.service.as_str()
            ),
            lines.iter().map(|(on, said)| happened(*on, said)),
        )
    }
}

/// A hand-over to this institution.
pub(super) fn handover(handover: &HandoverHeld) -> Section {
    let sender = handover.sender.as_ref().map(|sender| {
        let (name, phone) = (sender.name.as_str(), sender.phone.as_str());
        format!("{name}, Telefon {phone}")
    });
    let way: Vec<&str> = handover.way.iter().map(domain::Line::as_str).collect();
    let mut rows = rows([
        ("Sie kamen von", sender),
        ("Bedarf", handover.need.map(|need| words::need(need).into())),
        ("Angekommen am", handover.arrived_on.map(words::day)),
        ("Anlass", handover.reason.as_ref().map(text)),
        ("Bisherige Stationen", Some(way.join(", "))),
    ]);
    let remarks = handover.remarks.iter();
    rows.extend(remarks.map(|said| fact("Bemerkung", said.as_str())));
    rows.extend(super::rows([
        ("Rückmeldung erbeten", Some(listed(&handover.requested))),
        ("Bleibt ohne Antwort", Some(listed(&handover.declined))),
    ]));
    rows.extend(
        handover
            .told
            .iter()
            .map(|told| fact("Mitgeteilt", &words::message(*told))),
    );
    let steps = handover.history.iter();
    let steps = steps.map(|step| happened(step.on, sentence(step)));
    Section {
        rows,
        ..entries(&format!("Übergabe: {}", handover.service.as_str()), steps)
    }
}

/// A step with everything that was written down in it.
fn sentence(step: &HandoverStep) -> String {
    let happened = words::to_handover(step.event).to_her.to_owned();
    let said = [
        step.message.map(words::message),
        step.valid_until
            .map(|day| format!("Sie können bis {} kommen.", words::day(day))),
        step.rejection_reason
            .map(|why| format!("Eingetragener Grund: {}.", words::reason(why))),
        step.instead
            .as_ref()
            .map(|there| format!("Stattdessen: {}.", words::place(there))),
        step.hold_reason
            .map(|why| format!("Eingetragener Grund: {}.", words::hold_reason(why))),
        step.resume_on
            .map(|day| format!("Wird wieder angesehen am {}.", words::day(day))),
        step.outcome
            .map(|how| format!("Eingetragenes Ergebnis: {}.", words::outcome(how))),
        step.declined
            .map(|item| format!("Nicht mitgeteilt wird: {}.", words::item(item))),
        step.notice.map(|what| words::notice(what).to_owned()),
    ];
    joined(happened, said)
}

fn joined<const N: usize>(happened: String, said: [Option<String>; N]) -> String {
    let all = std::iter::once(happened).chain(said.into_iter().flatten());
    all.collect::<Vec<_>>().join(" ")
}

/// What was done with a voucher, or heard about it.
pub(super) fn voucher(voucher: &VoucherHeld) -> Entry {
    let left = voucher.valid_until.is_none();
    let counsellings = voucher.required.map(|required| {
        let besides = voucher.optional.unwrap_or_default();
        let which = if left { "Noch übrig" } else { "Dazu gehören" };
        format!("{which}: Beratungen {required}, weitere möglich {besides}.")
    });
    let said = [
        voucher
            .agreement
            .map(|wanted| format!("Gewünscht: {}.", words::agreement(wanted))),
        Some(format!("Thema: {}.", words::need(voucher.theme))),
        voucher
            .next
            .as_ref()
            .map(|next| format!("Nächste Station: {}.", words::place(next))),
        counsellings,
        voucher
            .valid_until
            .map(|day| format!("Gültig bis {}.", words::day(day))),
        voucher.notice.map(|what| words::notice(what).to_owned()),
        voucher
            .comment
            .as_ref()
            .map(|why| format!("Vermerkt ist: {}", why.as_str())),
    ];
    happened(
        voucher.on,
        joined(words::with_voucher(voucher.event).to_owned(), said),
    )
}
