//! Counselling vouchers: issued here, or redeemed here, and what the own institution did with them. The issuer sees
//! *issued* for ever; that it was redeemed its issuer never hears. Which steps there are stands in the table of the
//! voucher's page.

use casework::{Bearer as Carrier, IssueVoucher, RedeemVoucher, StationAt, WhichClient};
use domain::clients::Identity;
use domain::slips::EnterInError;
use domain::vocabulary::Need;
use domain::{InstitutionId, KnownOr as _, RecordId, Staff, VoucherId};
use jiff::civil::Date;
use read_models::vouchers::{RedeemedHere, VoucherList as Listed, VoucherRow};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::App;
use crate::api::answers::{Answered, Made, Pdf, Seen};
use crate::api::asking::InstrumentAgreement;
use crate::api::consents::Decided;
use crate::api::etag::Tagged;
use crate::api::handovers::{Heard, code};
use crate::api::json::{Created, Json};
use crate::api::parts::InParts;
use crate::api::request::{Caller, Id, IdempotencyKey, Keyed};
use crate::api::steps::{Answer, Resource};
use crate::refusals::Problem;
use crate::routes::vouchers::paper;
use crate::routes::vouchers::showing::{Deed, Here};

/// A voucher to be issued.
#[derive(Deserialize, ToSchema)]
pub(crate) struct NewVoucher {
    /// The own record of her; without it the voucher is anonymous.
    client: Option<RecordId>,
    /// What she decides now about the next station.
    consent: Option<Decided>,
    /// Whether she wants her name on it.
    #[serde(default)]
    shows_her_name: bool,
    /// That she wants the voucher; without it none is issued.
    agreement: Option<InstrumentAgreement>,
    /// For which theme.
    theme: Need,
    /// Where it leads first.
    next: Option<StationAt>,
    /// Stations that she may choose.
    #[serde(default)]
    named: Vec<StationAt>,
    /// How many counsellings belong to it.
    #[schema(maximum = 255)]
    required: u8,
    /// How many she may take besides.
    #[serde(default)]
    #[schema(maximum = 255)]
    optional: u8,
    /// The last day of validity.
    valid_until: Date,
}

/// The voucher with its code.
#[derive(Serialize, ToSchema)]
pub(crate) struct VoucherIssued {
    /// Its id.
    voucher: VoucherId,
    /// The code as it is typed.
    station_code: String,
}

impl VoucherIssued {
    /// The voucher with its code, as it is printed.
    pub(crate) async fn of(app: &App, staff: Staff, voucher: VoucherId) -> Result<Self, Problem> {
        let code = app.desk.voucher_code(staff, voucher).await?;
        Ok(Self {
            voucher,
            station_code: code.typed.grouped(),
        })
    }
}

impl NewVoucher {
    fn read(self) -> Result<IssueVoucher, Problem> {
        let bearer = match self.client {
            None if self.shows_her_name || self.consent.is_some() => {
                return Err(Problem::bad_input(
                    "Ein Gutschein ohne „client“ ist anonym: Lassen Sie „consent“ und \
                     „shows_her_name“ weg.",
                ));
            }
            None => Carrier::Anonymous,
            Some(client) => Carrier::Client {
                client: WhichClient::Known(client),
                asked: self.consent.map(Decided::read).transpose()?,
                shows_her_name: self.shows_her_name,
            },
        };
        Ok(IssueVoucher {
            bearer,
            agreement: InstrumentAgreement::read(self.agreement),
            theme: self.theme,
            next: self.next,
            named: self.named,
            required: self.required,
            optional: self.optional,
            valid_until: self.valid_until,
        })
    }
}

/// Issues a voucher.
#[utoipa::path(post, path = "/vouchers", params(IdempotencyKey))]
pub(crate) async fn issue(by: Keyed, Json(request): Json<NewVoucher>) -> Made<VoucherIssued> {
    let voucher = by.perform(&request.read()?).await?;
    let issued = VoucherIssued::of(&by, by.staff, voucher).await?;
    Ok(Created(issued))
}

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
pub(crate) async fn list(by: Caller<InParts>) -> Seen<VoucherList> {
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
pub(crate) async fn one(by: Caller, Id(voucher): Id<VoucherId>) -> Seen<VoucherAnswer> {
    let row = by.desk.voucher(by.staff, voucher).await?;
    Tagged::of(&VoucherAnswer::from(row))
}

/// Prints one voucher that was issued here.
#[utoipa::path(get, path = "/vouchers/{id}/paper")]
pub(crate) async fn print(by: Caller, Id(voucher): Id<VoucherId>) -> Result<Pdf, Problem> {
    paper::pdf(&by, by.staff, voucher).await.map(Pdf)
}

/// The voucher that was acted on.
#[derive(Serialize, ToSchema)]
pub(crate) struct VoucherNamed {
    /// Its id.
    pub(crate) voucher: VoucherId,
}

impl From<EnterInError> for Deed {
    fn from(asked: EnterInError) -> Self {
        Self::EnterInError(asked.comment)
    }
}

impl Resource for Here {
    type Asked = Deed;
    const PATH: &'static str = "vouchers";
}

impl Answer<Here> for VoucherNamed {
    async fn of(_: &App, _: Staff, voucher: VoucherId) -> Result<Self, Problem> {
        Ok(Self { voucher })
    }
}

/// A voucher that was shown.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Redemption {
    /// The code, as it was typed or scanned.
    code: String,
    /// The day of her visit; today if nothing is said.
    on: Option<Date>,
}

/// Redeems a voucher; the same station and day again is the same answer. How many counsellings are left, the
/// voucher says from then on (`GET /vouchers/{id}`); no look at the code says it before.
#[utoipa::path(post, path = "/vouchers/redemptions", params(IdempotencyKey))]
pub(crate) async fn redeem(by: Keyed, Json(request): Json<Redemption>) -> Answered<VoucherNamed> {
    let command = RedeemVoucher {
        code: code(&request.code)?,
        on: request.on,
    };
    let voucher = by.perform(&command).await?;
    Ok(Json(VoucherNamed { voucher }))
}
