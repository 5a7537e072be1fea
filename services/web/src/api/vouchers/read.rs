//! Own vouchers: issued here, or redeemed here. The issuer sees *issued* for ever.

use domain::clients::Identity;
use domain::vocabulary::Need;
use domain::{InstitutionId, KnownOr as _, RecordId, VoucherId};
use jiff::civil::Date;
use read_models::vouchers::VoucherList as Listed;
use read_models::vouchers::{RedeemedHere, VoucherRow};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::etag::Tagged;
use crate::api::handovers::Heard;
use crate::api::parts::InParts;
use crate::api::pdf::Pdf;
use crate::api::request::{Caller, Id};
use crate::refusals::Problem;
use crate::routes::vouchers::paper;

const LIST: &str = "vouchers";

/// Own vouchers: those with a notice that nobody has read, the longest wait first; then those issued here, and
/// the others, the latest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct VoucherList {
    /// How many there are.
    counts: VoucherCounts,
    /// The vouchers.
    vouchers: Vec<VoucherAnswer>,
    /// The cursor of the next part, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// How many own vouchers there are.
#[derive(Serialize, ToSchema)]
pub(crate) struct VoucherCounts {
    /// With a notice that nobody has read.
    notices: u64,
    /// Issued here.
    issued: u64,
    /// The others.
    others: u64,
}

/// One voucher, as the own institution knows it by its own acts.
#[derive(Serialize, ToSchema)]
pub(crate) struct VoucherAnswer {
    /// Its id.
    voucher: VoucherId,
    /// For which theme.
    theme: Need,
    /// Since when this institution knows it.
    since: Date,
    /// What it wrote, if it is the issuer.
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<VoucherWritten>,
    /// How she used it here.
    redeemed: Vec<VoucherUse>,
    /// Whether it was marked as an error here.
    in_error: bool,
    /// What nobody has read yet: consent_withdrawn or rectified.
    notices: Vec<Heard>,
    /// The own record of her, if one goes with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    client: Option<RecordId>,
    /// Who she is, if she lets this institution know.
    #[serde(skip_serializing_if = "Option::is_none")]
    identity: Option<Identity>,
}

/// What the issuer wrote.
#[derive(Serialize, ToSchema)]
pub(crate) struct VoucherWritten {
    /// Where it leads first.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<InstitutionId>,
    /// How many counsellings belong to it.
    required: u8,
    /// How many she may take besides.
    optional: u8,
    /// The last day of validity.
    valid_until: Date,
}

/// One use at this institution.
#[derive(Serialize, ToSchema)]
pub(crate) struct VoucherUse {
    /// On which day.
    on: Date,
    /// How many that belong to it were left after it.
    required_left: u8,
    /// How many besides.
    optional_left: u8,
}

impl From<RedeemedHere> for VoucherUse {
    fn from(used: RedeemedHere) -> Self {
        Self {
            on: used.on,
            required_left: used.remaining.required,
            optional_left: used.remaining.optional,
        }
    }
}

impl From<VoucherRow> for VoucherAnswer {
    fn from(row: VoucherRow) -> Self {
        Self {
            voucher: row.voucher,
            theme: row.theme,
            since: row.since,
            issued: row.issued.map(|issued| VoucherWritten {
                next: issued.next.map(|next| next.institution),
                required: issued.required,
                optional: issued.optional,
                valid_until: issued.valid_until,
            }),
            redeemed: row.redeemed.into_iter().map(VoucherUse::from).collect(),
            in_error: row.in_error,
            notices: row.notices.iter().map(Heard::from).collect(),
            client: row.record,
            identity: row.identity.known().cloned(),
        }
    }
}

/// Lists own vouchers.
#[utoipa::path(get, path = "/vouchers", params(InParts))]
pub(crate) async fn list(by: Caller<InParts>) -> Result<Tagged<VoucherList>, Problem> {
    let window = by.window(LIST)?;
    let part = by.desk.vouchers_in(by.staff, &Listed::ALL, &window).await?;
    let counts = by.desk.counts(by.staff, &Listed::ALL).await?;
    let count = |list| counts.get(&list).copied().unwrap_or(0);
    let list = VoucherList {
        counts: VoucherCounts {
            notices: count(Listed::Notices),
            issued: count(Listed::Issued),
            others: count(Listed::Others),
        },
        next: by.next(LIST, part.next.as_ref()),
        vouchers: part.rows.into_iter().map(VoucherAnswer::from).collect(),
    };
    Tagged::of(&list)
}

/// Shows one own voucher.
#[utoipa::path(get, path = "/vouchers/{id}")]
pub(crate) async fn one(
    by: Caller,
    Id(voucher): Id<VoucherId>,
) -> Result<Tagged<VoucherAnswer>, Problem> {
    let row = by.desk.voucher(by.staff, voucher).await?;
    Tagged::of(&VoucherAnswer::from(row))
}

/// Prints one voucher that was issued here.
#[utoipa::path(get, path = "/vouchers/{id}/paper")]
pub(crate) async fn print(by: Caller, Id(voucher): Id<VoucherId>) -> Result<Pdf, Problem> {
    let bytes = paper::pdf(&by, by.staff, voucher).await?;
    Ok(Pdf::new("gutschein.pdf", bytes))
}
