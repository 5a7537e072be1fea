//! What has to be known about a voucher, on its page and on the worklist.

use domain::handovers::Notice;
use jiff::civil::Date;
use read_models::vouchers::VoucherRow;

use crate::pages::{Badge, Tone, WorklistEntry};
use crate::routes::facts::who;
use crate::words;

/// What waits to be read, on the voucher's page.
pub(super) fn sentences(row: &VoucherRow) -> Vec<String> {
    let open = row.notices.iter();
    open.map(|(what, on)| sentence(*what, *on)).collect()
}

/// What somebody has to hear who holds her name: what and when, never who.
fn sentence(notice: Notice, on: Date) -> String {
    let what = match notice {
        Notice::SlipWithdrawn => "Der Gutschein wurde zurückgezogen.",
        Notice::ConsentWithdrawn => {
            "Sie hat zurückgenommen, dass Sie ihren Namen wissen. Verwenden Sie ihn nur, wenn Sie \
             ihn für Ihre eigene Arbeit mit ihr brauchen. Niemand fragt, warum."
        }
        Notice::Rectified => {
            "Angaben zu ihr wurden dort berichtigt, woher sie kamen. Fragen Sie sie, was stimmt."
        }
    };
    format!("{}: {what}", words::day(on))
}

/// Its line on the worklist.
pub(crate) fn entry(row: &VoucherRow) -> WorklistEntry {
    WorklistEntry {
        who: who(row.identity.as_ref()),
        reason: format!("Beratungsgutschein · {}", words::need(row.theme)),
        since: format!("seit {}", words::day(row.since)),
        due: String::new(),
        badge: Some(Badge::new(Tone::Info, "neue Mitteilung")),
        href: format!("/gutscheine/{}", row.voucher),
    }
}
