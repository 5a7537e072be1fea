//! Issuing a voucher, anonymous or for an own record.

use casework::{Bearer as Carrier, IssueVoucher, StationAt, WhichClient};
use domain::vocabulary::Need;
use domain::{RecordId, Staff, VoucherId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::App;
use crate::api::agreement::InstrumentAgreement;
use crate::api::consents::Decided;
use crate::api::json::{Created, Json};
use crate::api::request::{Caller, IdempotencyKey};
use crate::refusals::Problem;

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
pub(crate) async fn issue(
    by: Caller<IdempotencyKey>,
    Json(request): Json<NewVoucher>,
) -> Result<Created<VoucherIssued>, Problem> {
    let voucher = by.perform(&request.read()?).await?;
    let issued = VoucherIssued::of(&by, by.staff, voucher).await?;
    Ok(Created(issued))
}
