//! `/gutscheine/{id}/gelesen`: what has to be known about a voucher, and that it was read.

use axum::extract::State;
use axum::response::Response;
use casework::{AcknowledgeVoucherNotice, Failure};
use domain::handovers::Notice;
use domain::{Refusal, Staff};
use jiff::civil::Date;
use read_models::vouchers::VoucherRow;

use crate::App;
use crate::pages::{Badge, Notices, PlainForm, Tone, WorklistEntry};
use crate::routes::address::Named;
use crate::routes::answer::{problem, see};
use crate::routes::posted::{Posted, key};
use crate::routes::worklist::who;
use crate::words;

/// `POST /gutscheine/{id}/gelesen`
pub(crate) async fn read(
    State(app): State<App>,
    Named(id): Named,
    posted: Posted<PlainForm>,
) -> Response {
    let Posted {
        session,
        staff,
        form,
    } = posted;
    match acknowledged(&app, staff, &id, &form.form_key).await {
        Ok(()) => see(&format!("/gutscheine/{id}?getan=gelesen")),
        Err(failure) => problem(&app, &session, &failure.into()).await,
    }
}

async fn acknowledged(app: &App, staff: Staff, id: &str, form_key: &str) -> Result<(), Failure> {
    let voucher = id.parse().map_err(|_| Refusal::NotFound)?;
    let command = AcknowledgeVoucherNotice { voucher };
    let (desk, key) = (&app.desk, key(app, form_key));
    desk.acknowledge_voucher_notice(staff, &command, &key).await
}

/// What waits to be read, on the voucher's page.
pub(super) fn open(app: &App, row: &VoucherRow) -> Option<Notices> {
    (!row.notices.is_empty()).then(|| Notices {
        sentences: row
            .notices
            .iter()
            .map(|(what, on)| sentence(*what, *on))
            .collect(),
        action: format!("/gutscheine/{}/gelesen", row.voucher),
        form_key: app.desk.fresh_key().text().to_owned(),
    })
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
        badge: Some(Badge {
            tone: Tone::Info,
            text: "neue Mitteilung".into(),
        }),
        href: format!("/gutscheine/{}", row.voucher),
    }
}
