//! What she carried: slips, hand-overs and vouchers, worded for her.

use casework::her_data::{HandoverHeld, SlipHeld, VoucherHeld};
use documents::{Entry, Section};

use super::{entries, entry, listed, row};
use crate::words;

/// A slip that was issued here.
pub(super) fn slip(slip: &SlipHeld) -> Section {
    let mut rows = vec![
        row("Bedarf", words::need(slip.need)),
        row("Gültig bis", &words::day(slip.valid_until)),
        row(
            "Die Stelle erfährt",
            &listed(slip.disclosed.iter().copied()),
        ),
        row("Zurückkommen darf", &listed(slip.feedback.iter().copied())),
    ];
    rows.retain(|row| !row.value.is_empty());
    rows.extend(slip.reason.as_ref().map(|why| row("Anlass", why.as_str())));
    rows.extend(
        slip.appointment
            .as_ref()
            .map(|at| row("Termin", at.as_str())),
    );
    rows.extend(slip.words.iter().map(|said| row("Dazu", said.as_str())));
    let own = slip
        .history
        .iter()
        .map(|step| entry(step.on, words::happened(&step.event)));
    let back = slip
        .received
        .iter()
        .map(|received| entry(received.on, &words::came_back(received.what)));
    Section {
        rows,
        ..entries(
            &format!(
                "Laufzettel an {}, {}",
                slip.recipient.as_str(),
                slip.service.as_str()
            ),
            own.chain(back),
        )
    }
}

/// A hand-over to this institution.
pub(super) fn handover(handover: &HandoverHeld) -> Section {
    let mut rows = vec![];
    if let Some(sender) = &handover.sender {
        rows.push(row("Sie kamen von", sender.name.as_str()));
    }
    rows.extend(handover.need.map(|need| row("Bedarf", words::need(need))));
    if let Some(her) = &handover.identity {
        rows.extend(her.name.as_ref().map(|name| row("Name", name.as_str())));
        rows.extend(
            her.birth_year
                .map(|year| row("Geburtsjahr", &year.to_string())),
        );
        rows.extend(
            her.contact
                .as_ref()
                .map(|way| row("Erreichbar", way.as_str())),
        );
    }
    rows.extend(
        handover
            .children
            .as_ref()
            .map(|c| row("Kinder", &words::children(c))),
    );
    rows.extend(
        handover
            .reason
            .as_ref()
            .map(|why| row("Anlass", why.as_str())),
    );
    let way: Vec<&str> = handover.way.iter().map(domain::Line::as_str).collect();
    if !way.is_empty() {
        rows.push(row("Bisherige Stationen", &way.join(", ")));
    }
    rows.extend(
        handover
            .remarks
            .iter()
            .map(|said| row("Bemerkung", said.as_str())),
    );
    rows.extend(
        handover
            .told
            .iter()
            .map(|told| row("Mitgeteilt", &words::message(*told))),
    );
    let steps = handover.history.iter();
    let steps = steps.map(|step| entry(step.on, words::happened(&step.event)));
    Section {
        rows,
        ..entries(&format!("Übergabe: {}", handover.service.as_str()), steps)
    }
}

/// What was done with a voucher.
pub(super) fn voucher(voucher: &VoucherHeld) -> Entry {
    let what = words::happened(voucher.event);
    entry(
        voucher.on,
        &format!("{what} Thema: {}.", words::need(voucher.theme)),
    )
}
