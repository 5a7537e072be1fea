//! Issuing a voucher, anonymous or for an own record.

use axum::extract::State;
use casework::{Bearer as Carrier, IssueVoucher, StationAt, WhichClient};
use domain::{Staff, VoucherId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::App;
use crate::api::agreement::InstrumentAgreement;
use crate::api::codes::NeedCode;
use crate::api::consents::Decided;
use crate::api::fields;
use crate::api::ids::AnId;
use crate::api::json::{Created, Json};
use crate::api::request::IdempotencyKey;
use crate::auth::Bearer;
use crate::refusals::Problem;

/// A station with the service that she finds there.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Station {
    /// The institution.
    #[schema(value_type = AnId)]
    institution: String,
    /// The service there.
    #[schema(value_type = AnId)]
    service: String,
}

impl Station {
    fn read(&self, field: &str) -> Result<StationAt, Problem> {
        Ok(StationAt {
            institution: fields::id(&format!("{field}.institution"), &self.institution)?,
            service: fields::id(&format!("{field}.service"), &self.service)?,
        })
    }
}

/// A voucher to be issued.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewVoucher {
    /// The own record of her; without it the voucher is anonymous.
    #[serde(default)]
    #[schema(value_type = Option<AnId>)]
    client: Option<String>,
    /// What she decides now about the next station.
    #[serde(default)]
    consent: Option<Decided>,
    /// Whether she wants her name on it.
    #[serde(default)]
    shows_her_name: bool,
    /// That she wants the voucher; without it none is issued.
    #[serde(default)]
    agreement: Option<InstrumentAgreement>,
    /// For which theme.
    #[schema(value_type = NeedCode)]
    theme: NeedCode,
    /// Where it leads first.
    #[serde(default)]
    next: Option<Station>,
    /// Stations that she may choose.
    #[serde(default)]
    named: Vec<Station>,
    /// How many counsellings belong to it.
    #[schema(maximum = 255)]
    required: u8,
    /// How many she may take besides.
    #[serde(default)]
    #[schema(maximum = 255)]
    optional: u8,
    /// The last day of validity.
    #[schema(format = Date)]
    valid_until: String,
}

/// The voucher with its code.
#[derive(Serialize, ToSchema)]
pub(crate) struct VoucherIssued {
    /// Its id.
    #[schema(value_type = AnId)]
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
    fn read(&self) -> Result<IssueVoucher, Problem> {
        let bearer = match &self.client {
            None if self.shows_her_name || self.consent.is_some() => {
                return Err(Problem::bad_input(
                    "Ein Gutschein ohne „client“ ist anonym: Lassen Sie „consent“ und \
                     „shows_her_name“ weg.",
                ));
            }
            None => Carrier::Anonymous,
            Some(client) => Carrier::Client {
                client: WhichClient::Known(fields::id("client", client)?),
                asked: self.consent.as_ref().map(Decided::read).transpose()?,
                shows_her_name: self.shows_her_name,
            },
        };
        let named = self.named.iter().map(|station| station.read("named"));
        let next = self.next.as_ref().map(|station| station.read("next"));
        Ok(IssueVoucher {
            bearer,
            agreement: InstrumentAgreement::read(self.agreement.as_ref())?,
            theme: self.theme.read("theme")?,
            next: next.transpose()?,
            named: named.collect::<Result<_, _>>()?,
            required: self.required,
            optional: self.optional,
            valid_until: fields::day("valid_until", &self.valid_until)?,
        })
    }
}

/// Issues a voucher.
#[utoipa::path(post, path = "/vouchers", params(IdempotencyKey))]
pub(crate) async fn issue(
    State(app): State<App>,
    Bearer(staff): Bearer,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<NewVoucher>,
) -> Result<Created<VoucherIssued>, Problem> {
    let voucher = app
        .desk
        .issue_voucher(staff, &request.read()?, &key)
        .await?;
    let issued = VoucherIssued::of(&app, staff, voucher).await?;
    Ok(Created(issued))
}
