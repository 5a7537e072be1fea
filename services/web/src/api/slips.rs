//! The sender's side: issuing a slip, with what she decides now if she decides something; the sender's view of it,
//! its own row and its own clock, nothing that the office did; its paper; and the steps on it, which stand in the
//! table of its page.

use std::collections::BTreeSet;

use casework::{IssueSlip, WhichClient};
use domain::clients::{AgeBand, Identity};
use domain::consents::Item;
use domain::institutions::Sender::Neutral;
use domain::slips::{Appointment, Message, Paper, PaperReturn, Request, Stage};
use domain::vocabulary::{Experience, Need};
use domain::{
    InstitutionId, KnownOr as _, Line, Note, RecordId, ServiceId, SlipId, Staff, optional_text,
};
use jiff::civil::Date;
use read_models::slips::{CameBack as Heard, Received, SlipList as Listed, SlipRow};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::App;
use crate::api::answers::{Made, Pdf, Seen};
use crate::api::asking::InstrumentAgreement;
use crate::api::clients::{self, NewClient};
use crate::api::consents::Decided;
use crate::api::etag::Tagged;
use crate::api::json::{Created, Json};
use crate::api::messages::Saying;
use crate::api::parts::InParts;
use crate::api::persons;
use crate::api::request::{Caller, Id, IdempotencyKey, Keyed};
use crate::api::steps::{Answer, Resource};
use crate::refusals::Problem;
use crate::routes::paper;
use crate::routes::slip::Here;

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
pub(crate) async fn issue(by: Keyed, Json(request): Json<NewSlip>) -> Made<SlipIssued> {
    let command = request.read()?;
    let slip = by.perform(&command).await?;
    let issued = SlipIssued::with_code(&by, by.staff, slip).await?;
    Ok(Created(issued))
}

const LIST: &str = "slips";

/// The own slips: those about which somebody asks to be rung up, the longest wait first; then those that
/// hold, and those that are over, the latest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct SlipList {
    /// How many there are.
    counts: SlipCounts,
    /// The slips.
    slips: Vec<SlipAnswer>,
    /// The cursor of the next part, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// How many own slips there are.
#[derive(Serialize, ToSchema)]
pub(crate) struct SlipCounts {
    /// Somebody asks to be rung up about it.
    call_backs: u64,
    /// It holds.
    valid: u64,
    /// It is over.
    over: u64,
}

/// A slip as its sender sees it.
#[derive(Serialize, ToSchema)]
pub(crate) struct SlipAnswer {
    /// Its id.
    slip: SlipId,
    /// The own record of her.
    client: RecordId,
    /// Where she was sent.
    recipient: InstitutionId,
    /// The service's name, as it was printed.
    service_name: Line,
    /// What she needs.
    need: Need,
    /// Where it stands, by the sender's own acts and the calendar.
    state: SlipState,
    /// When it was issued.
    issued_on: Date,
    /// The last day of validity.
    valid_until: Date,
    /// When it was withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawn_on: Option<Date>,
    /// An appointment, as it was agreed.
    #[serde(skip_serializing_if = "Option::is_none")]
    appointment: Option<Appointment>,
    /// Whether the sender appears to others under the network's neutral name.
    neutral_sender: bool,
    /// What the routing half shows.
    disclosed: BTreeSet<Item>,
    /// The feedback that she allowed.
    feedback: BTreeSet<Item>,
    /// Since when a request to ring up waits at the office to which she was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    call_back_since: Option<Date>,
    /// What came back.
    received: Vec<CameBack>,
    /// Who she is, as disclosed.
    #[serde(skip_serializing_if = "Option::is_none")]
    identity: Option<Identity>,
    /// Why she was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<Note>,
    /// Her own words, remarks on a return strip, and why something was an error.
    words: Vec<Note>,
    /// One age band for each child, as disclosed.
    children: Vec<AgeBand>,
    /// Whether something stood here that was erased.
    erased: bool,
}

/// Where a slip stands for its sender.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SlipState {
    /// Issued and valid.
    Issued,
    /// Taken back by the sender.
    Withdrawn,
    /// The last day of validity has passed.
    ValidityEnded,
    /// It should never have been written.
    InError,
}

/// One thing that came back, and when.
#[derive(Serialize, ToSchema)]
pub(crate) struct CameBack {
    /// From whom: office, office_retracted, paper or she.
    from: &'static str,
    /// What was said, or taken back.
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
    /// What she said, in one word.
    #[serde(skip_serializing_if = "Option::is_none")]
    experience: Option<Experience>,
    /// The day on which it came.
    on: Date,
}

impl SlipState {
    fn of(row: &SlipRow, today: Date) -> Self {
        match row.stage_on(today) {
            Stage::Withdrawn => Self::Withdrawn,
            Stage::ValidityEnded => Self::ValidityEnded,
            Stage::InError => Self::InError,
            Stage::Blank | Stage::Issued => Self::Issued,
        }
    }
}

impl SlipAnswer {
    fn of(row: SlipRow, today: Date) -> Self {
        let known = row.counselling.known();
        Self {
            state: SlipState::of(&row, today),
            slip: row.slip,
            client: row.record,
            recipient: row.recipient,
            service_name: row.service_name,
            need: row.need,
            issued_on: row.issued_on,
            valid_until: row.valid_until,
            withdrawn_on: (row.stage == Stage::Withdrawn).then_some(row.since),
            appointment: row.appointment,
            neutral_sender: row.sender == Neutral,
            disclosed: row.disclosed,
            feedback: row.feedback,
            call_back_since: row.call_back_since,
            received: row.received.iter().map(CameBack::of).collect(),
            identity: row.identity.known().cloned(),
            reason: known.and_then(|told| told.reason.clone()),
            words: known.map(|told| told.words.clone()).unwrap_or_default(),
            children: persons::age_bands(row.child.as_ref()),
            erased: persons::is_erased(row.identity.as_ref())
                || persons::is_erased(row.counselling.as_ref())
                || persons::is_erased(row.child.as_ref()),
        }
    }
}

impl CameBack {
    fn of(received: &Received) -> Self {
        let (from, message, experience) = match received.what {
            Heard::Office { message } => ("office", Some(message), None),
            Heard::Retracted { message } => ("office_retracted", Some(message), None),
            Heard::Paper { message } => ("paper", Some(message), None),
            Heard::She { experience } => ("she", None, Some(experience)),
        };
        Self {
            from,
            message,
            experience,
            on: received.on,
        }
    }
}

/// Lists the own slips, the latest first.
#[utoipa::path(get, path = "/slips", params(InParts))]
pub(crate) async fn list(by: Caller<InParts>) -> Seen<SlipList> {
    let window = by.window(LIST)?;
    let part = by.desk.slips_in(by.staff, &Listed::ALL, &window).await?;
    let today = by.desk.now().today;
    let slips = part.rows.into_iter();
    let counts = by.desk.counts(by.staff, &Listed::ALL).await?;
    let count = |list| counts.get(&list).copied().unwrap_or(0);
    let list = SlipList {
        counts: SlipCounts {
            call_backs: count(Listed::CallBacks),
            valid: count(Listed::Valid),
            over: count(Listed::Over),
        },
        next: by.next(LIST, part.next.as_ref()),
        slips: slips.map(|row| SlipAnswer::of(row, today)).collect(),
    };
    Tagged::of(&list)
}

/// Shows one own slip.
#[utoipa::path(get, path = "/slips/{id}")]
pub(crate) async fn one(by: Caller, Id(slip): Id<SlipId>) -> Seen<SlipAnswer> {
    let row = by.desk.slip(by.staff, slip).await?;
    Tagged::of(&SlipAnswer::of(row, by.desk.now().today))
}

/// Prints one own slip.
#[utoipa::path(get, path = "/slips/{id}/paper")]
pub(crate) async fn print(by: Caller, Id(slip): Id<SlipId>) -> Result<Pdf, Problem> {
    paper::pdf(&by, by.staff, slip).await.map(Pdf)
}

/// The slip that was acted on.
#[derive(Serialize, ToSchema)]
pub(crate) struct SlipNamed {
    /// Its id.
    slip: SlipId,
}

/// What a return strip says, or what she says without one.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Strip {
    /// What it says.
    message: Saying,
    /// A remark on it.
    #[serde(default, deserialize_with = "optional_text")]
    words: Option<Note>,
}

impl TryFrom<Strip> for Request {
    type Error = Problem;

    fn try_from(asked: Strip) -> Result<Self, Problem> {
        let message = asked.message.read("message")?;
        let words = asked.words;
        Ok(PaperReturn { message, words }.into())
    }
}

impl Resource for Here {
    type Asked = Request;
    const PATH: &'static str = "slips";
}

impl Answer<Here> for SlipNamed {
    async fn of(_: &App, _: Staff, slip: SlipId) -> Result<Self, Problem> {
        Ok(Self { slip })
    }
}

impl Answer<Here> for SlipIssued {
    async fn of(app: &App, by: Staff, slip: SlipId) -> Result<Self, Problem> {
        Self::with_code(app, by, slip).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::json::sent;
    use domain::ServiceId;
    use jiff::civil::date;

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

    fn row(stage: Stage) -> SlipRow {
        SlipRow {
            slip: SlipId::from_bytes([1; 16]),
            institution: InstitutionId::from_bytes([2; 16]),
            record: RecordId::from_bytes([3; 16]),
            recipient: InstitutionId::from_bytes([4; 16]),
            service: ServiceId::from_bytes([5; 16]),
            service_name: Line::parse("Schuldnerberatung").unwrap(),
            need: Need::Debts,
            agreement: domain::Agreement::hers(date(2026, 11, 1)),
            issued_on: date(2026, 11, 1),
            valid_until: date(2026, 11, 22),
            appointment: None,
            sender: domain::institutions::Sender::Neutral,
            named_before: false,
            disclosed: BTreeSet::new(),
            feedback: BTreeSet::new(),
            stage,
            since: date(2026, 11, 1),
            call_back_since: None,
            received: vec![],
            history: vec![],
            identity: None,
            counselling: None,
            child: None,
        }
    }

    #[test]
    fn validity_ends_after_its_last_day_and_a_withdrawn_slip_stays_withdrawn() {
        let state = |stage, today| SlipState::of(&row(stage), today);
        let (last, next) = (date(2026, 11, 22), date(2026, 11, 23));
        assert_eq!(state(Stage::Issued, last), SlipState::Issued);
        assert_eq!(state(Stage::Issued, next), SlipState::ValidityEnded);
        assert_eq!(state(Stage::Withdrawn, last), SlipState::Withdrawn);
        assert_eq!(state(Stage::Withdrawn, next), SlipState::Withdrawn);
    }
}
