//! Issuing a slip, with what she decides now if she decides something.

use std::collections::BTreeSet;

use casework::{IssueSlip, WhichClient};
use domain::consents::Item;
use domain::slips::{Appointment, Paper};
use domain::vocabulary::Need;
use domain::{InstitutionId, Note, RecordId, ServiceId, SlipId, Staff, optional_text};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::App;
use crate::api::agreement::InstrumentAgreement;
use crate::api::clients::{self, NewClient};
use crate::api::consents::Decided;
use crate::api::json::{Created, Json};
use crate::api::request::{Caller, IdempotencyKey};
use crate::refusals::Problem;

/// A slip to be issued, either for a record or for a new one.
#[derive(Deserialize, ToSchema)]
pub(crate) struct NewSlip {
    /// The own record of her; or `new_client`.
    client: Option<RecordId>,
    /// A record that is opened with the slip; or `client`.
    new_client: Option<NewClient>,
    /// What she decides now; without it, what she decided before holds.
    consent: Option<Decided>,
    /// That she wants the slip; without it none is issued.
    agreement: Option<InstrumentAgreement>,
    /// Where she is sent.
    recipient: InstitutionId,
    /// To which service there.
    service: ServiceId,
    /// What she needs.
    need: Need,
    /// Why she is sent.
    #[serde(default, deserialize_with = "optional_text")]
    reason: Option<Note>,
    /// The last day of validity.
    valid_until: Date,
    /// An appointment, as it was agreed.
    appointment: Option<Appointment>,
    /// Which of her data the routing half shows; each needs her consent.
    #[serde(default)]
    disclose: BTreeSet<Item>,
    /// Whether the sender appears under the network's neutral name although it need not.
    #[serde(default)]
    neutral_sender: bool,
    /// How much her paper says: plain, or discreet with day, time and the call-back line only. Without it
    /// discreet where she, her need or an office has to hide, else plain.
    paper: Option<Paper>,
    /// She gets it although she has an open slip to the same service from here.
    #[serde(default)]
    even_so: bool,
}

/// The slip that was issued.
#[derive(Serialize, ToSchema)]
pub(crate) struct SlipIssued {
    /// Its id.
    slip: SlipId,
    /// The code to be typed, in groups as it is printed.
    station_code: String,
    /// The address in the QR code.
    qr: String,
}

impl NewSlip {
    fn read(mut self) -> Result<IssueSlip, Problem> {
        let client = clients::which(self.client.take(), self.new_client.take())?;
        self.read_for(client)
    }

    /// For somebody of whom the request speaks elsewhere.
    pub(crate) fn read_for(self, client: WhichClient) -> Result<IssueSlip, Problem> {
        if self.client.is_some() || self.new_client.is_some() {
            return Err(Problem::bad_input(
                "Für wen der Laufzettel ist, sagt die Übergabe: Bitte lassen Sie „client“ und \
                 „new_client“ weg.",
            ));
        }
        Ok(IssueSlip {
            client,
            asked: self.consent.map(Decided::read).transpose()?,
            recipient: self.recipient,
            service: self.service,
            agreement: InstrumentAgreement::read(self.agreement),
            need: self.need,
            reason: self.reason,
            valid_until: self.valid_until,
            appointment: self.appointment,
            disclose: self.disclose,
            neutral_sender: self.neutral_sender,
            paper: self.paper,
            even_so: self.even_so,
        })
    }
}

impl SlipIssued {
    /// The slip with its code, as it is printed.
    pub(crate) async fn with_code(app: &App, staff: Staff, slip: SlipId) -> Result<Self, Problem> {
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
    by: Caller<IdempotencyKey>,
    Json(request): Json<NewSlip>,
) -> Result<Created<SlipIssued>, Problem> {
    let command = request.read()?;
    let slip = by.perform(&command).await?;
    let issued = SlipIssued::with_code(&by, by.staff, slip).await?;
    Ok(Created(issued))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::json::sent;

    fn slip(change: impl FnOnce(&mut serde_json::Value)) -> Result<IssueSlip, Problem> {
        let mut json = serde_json::json!({
            "client": "00000000000000000000000000000001",
            "recipient": "00000000000000000000000000000002",
            "service": "00000000000000000000000000000003",
            "need": "debts",
            "valid_until": "2026-12-22",
        });
        change(&mut json);
        sent::<NewSlip>(&json.to_string())?.read()
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
        assert!(said(wrong).contains("„disclose[1]“"));
    }
}
