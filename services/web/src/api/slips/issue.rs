//! Issuing a slip, with what she decides now if she decides something.

use axum::extract::State;
use casework::{IssueSlip, WhichClient};
use domain::{SlipId, Staff};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::appointment::Expected;
use crate::App;
use crate::api::agreement::InstrumentAgreement;
use crate::api::clients::{self, NewClient};
use crate::api::codes::{ItemCode, NeedCode, PaperCode};
use crate::api::consents::Decided;
use crate::api::fields;
use crate::api::ids::AnId;
use crate::api::json::{Created, Json};
use crate::api::request::IdempotencyKey;
use crate::auth::Bearer;
use crate::refusals::Problem;

/// A slip to be issued, either for a record or for a new one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewSlip {
    /// The own record of her; or `new_client`.
    #[serde(default)]
    #[schema(value_type = Option<AnId>)]
    client: Option<String>,
    /// A record that is opened with the slip; or `client`.
    #[serde(default)]
    new_client: Option<NewClient>,
    /// What she decides now; without it, what she decided before holds.
    #[serde(default)]
    consent: Option<Decided>,
    /// That she wants the slip; without it none is issued.
    #[serde(default)]
    agreement: Option<InstrumentAgreement>,
    /// Where she is sent.
    #[schema(value_type = AnId)]
    recipient: String,
    /// To which service there.
    #[schema(value_type = AnId)]
    service: String,
    /// What she needs.
    #[schema(value_type = NeedCode)]
    need: NeedCode,
    /// Why she is sent.
    #[serde(default)]
    #[schema(max_length = 2000)]
    reason: Option<String>,
    /// The last day of validity.
    #[schema(format = Date)]
    valid_until: String,
    /// An appointment, as it was agreed.
    #[serde(default)]
    appointment: Option<Expected>,
    /// Which of her data the routing half shows; each needs her consent.
    #[serde(default)]
    #[schema(value_type = Vec<ItemCode>)]
    disclose: Vec<ItemCode>,
    /// Whether the sender appears under the network's neutral name although it need not.
    #[serde(default)]
    neutral_sender: bool,
    /// How much her paper says: plain, or discreet with day, time and the call-back line only. Without it
    /// discreet where she, her need or an office has to hide, else plain.
    #[serde(default)]
    #[schema(value_type = Option<PaperCode>)]
    paper: Option<PaperCode>,
    /// She gets it although she has an open slip to the same service from here.
    #[serde(default)]
    even_so: bool,
}

/// The slip that was issued.
#[derive(Serialize, ToSchema)]
pub(crate) struct SlipIssued {
    /// Its id.
    #[schema(value_type = AnId)]
    slip: SlipId,
    /// The code to be typed, in groups as it is printed.
    station_code: String,
    /// The address in the QR code.
    qr: String,
}

impl NewSlip {
    fn read(&self) -> Result<IssueSlip, Problem> {
        let (known, new) = (self.client.as_deref(), self.new_client.as_ref());
        self.for_whom(clients::which(known, new)?)
    }

    fn for_whom(&self, client: WhichClient) -> Result<IssueSlip, Problem> {
        Ok(IssueSlip {
            client,
            asked: self.consent.as_ref().map(Decided::read).transpose()?,
            recipient: fields::id("recipient", &self.recipient)?,
            service: fields::id("service", &self.service)?,
            agreement: InstrumentAgreement::read(self.agreement.as_ref())?,
            need: self.need.read("need")?,
            reason: fields::text("reason", self.reason.as_deref())?,
            valid_until: fields::day("valid_until", &self.valid_until)?,
            appointment: self.appointment.as_ref().map(Expected::read).transpose()?,
            disclose: fields::words("disclose", &self.disclose)?,
            neutral_sender: self.neutral_sender,
            paper: fields::maybe("paper", self.paper.as_ref())?,
            even_so: self.even_so,
        })
    }

    /// For somebody of whom the request speaks elsewhere.
    pub(crate) fn read_for(&self, client: WhichClient) -> Result<IssueSlip, Problem> {
        if self.client.is_some() || self.new_client.is_some() {
            return Err(Problem::bad_input(
                "Für wen der Laufzettel ist, sagt die Übergabe: Bitte lassen Sie „client“ und \
                 „new_client“ weg.",
            ));
        }
        self.for_whom(client)
    }
}

impl SlipIssued {
    /// The slip with its code, as it is printed.
    pub(crate) async fn of(app: &App, staff: Staff, slip: SlipId) -> Result<Self, Problem> {
        let code = app.desk.station_code(staff, slip).await?;
        Ok(Self {
            slip,
            station_code: code.typed.grouped(),
            qr: format!("{}/s/{}", app.settings.base_url, code.qr.plain()),
        })
    }
}

/// Issues a slip: record, consent, slip and code together, or nothing at all.
#[utoipa::path(post, path = "/slips", params(IdempotencyKey))]
pub(crate) async fn issue(
    State(app): State<App>,
    Bearer(staff): Bearer,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<NewSlip>,
) -> Result<Created<SlipIssued>, Problem> {
    let command = request.read()?;
    let slip = app.desk.issue_slip(staff, &command, &key).await?;
    let issued = SlipIssued::of(&app, staff, slip).await?;
    Ok(Created(issued))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slip(change: impl FnOnce(&mut serde_json::Value)) -> Result<IssueSlip, Problem> {
        let mut json = serde_json::json!({
            "client": "00000000000000000000000000000001",
            "recipient": "00000000000000000000000000000002",
            "service": "00000000000000000000000000000003",
            "need": "debts",
            "valid_until": "2026-12-22",
        });
        change(&mut json);
        let request: NewSlip = serde_json::from_value(json).unwrap();
        request.read()
    }

    fn said(result: Result<IssueSlip, Problem>) -> String {
        result.err().unwrap().detail().to_owned()
    }

    #[test]
    fn a_slip_is_for_a_record_or_for_a_new_one_and_never_for_both() {
        assert!(matches!(
            slip(|_| ()).unwrap().client,
            WhichClient::Known(_)
        ));
        let new = slip(|json| {
            json["client"].take();
            json["new_client"] = serde_json::json!({});
        });
        assert!(matches!(new.unwrap().client, WhichClient::New(_)));
        let both = slip(|json| json["new_client"] = serde_json::json!({}));
        assert!(said(both).contains("„new_client“"));
        let none = slip(|json| {
            json["client"].take();
        });
        assert!(said(none).contains("„client“"));
    }

    #[test]
    fn each_wrong_value_names_its_field() {
        for (field, value) in [
            ("client", "x"),
            ("recipient", "x"),
            ("service", "x"),
            ("need", "money"),
            ("valid_until", "tomorrow"),
            ("reason", &"x".repeat(2001)),
        ] {
            let wrong = slip(|json| json[field] = value.into());
            assert!(said(wrong).contains(&format!("„{field}“")), "{field}");
        }
        for (field, value) in [
            ("appointment.on", serde_json::json!({"on": "bald"})),
            (
                "appointment.at",
                serde_json::json!({"on": "2026-12-01", "at": "10 Uhr"}),
            ),
            (
                "appointment.remark",
                serde_json::json!({"on": "2026-12-01", "remark": "x".repeat(201)}),
            ),
        ] {
            let wrong = slip(|json| json["appointment"] = value);
            assert!(said(wrong).contains(&format!("„{field}“")), "{field}");
        }
        let wrong = slip(|json| json["disclose"] = serde_json::json!(["identity", "everything"]));
        assert!(said(wrong).contains("„disclose“"));
    }
}
