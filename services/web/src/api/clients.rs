//! The own institution's records of her, named or nameless.

use casework::{RecordClient, WhichClient};
use domain::clients::{AgeBand, Identity};
use domain::{KnownOr as _, RecordId};
use jiff::civil::Date;
use read_models::clients::ClientList as Listed;
use read_models::clients::ClientRow;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::answers::{Made, Seen};
use super::etag::Tagged;
use super::json::{Created, Json};
use super::parts::InParts;
use super::persons;
use super::request::{Caller, Id, IdempotencyKey, Keyed};
use crate::refusals::Problem;

const LIST: &str = "clients";

/// A record to be opened; an empty object opens a nameless one.
#[derive(Deserialize, ToSchema)]
pub(crate) struct NewClient {
    /// Who she is, if she says so.
    identity: Option<Identity>,
    /// One age band for each child, if she says so.
    #[serde(default)]
    children: Vec<AgeBand>,
    /// She is in danger: the own institution appears under the neutral sender wherever she goes.
    #[serde(default)]
    protected: bool,
}

impl From<NewClient> for RecordClient {
    fn from(sent: NewClient) -> Self {
        Self {
            identity: persons::somebody(sent.identity),
            children: (!sent.children.is_empty()).then(|| persons::children(sent.children)),
            protected: sent.protected,
        }
    }
}

/// Of whom a request is: of a record that is there, or of one that is opened with it.
pub(crate) fn which(
    known: Option<RecordId>,
    new: Option<NewClient>,
) -> Result<WhichClient, Problem> {
    match (known, new) {
        (Some(known), None) => Ok(WhichClient::Known(known)),
        (None, Some(new)) => Ok(WhichClient::New(new.into())),
        _ => Err(Problem::bad_input(
            "Bitte geben Sie genau eines der Felder „client“ und „new_client“ an.",
        )),
    }
}

/// The record that was opened, or that was acted on.
#[derive(Serialize, ToSchema)]
pub(crate) struct ClientNamed {
    /// Its id.
    pub(crate) client: RecordId,
}

/// The own records: those about which she is to be asked whether they go, the longest wait first; then those
/// in use, the latest entry first; then those that she wants erased and that are still there.
#[derive(Serialize, ToSchema)]
pub(crate) struct ClientList {
    /// How many there are.
    counts: ClientCounts,
    /// The records.
    clients: Vec<ClientAnswer>,
    /// The cursor of the next part, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// How many own records there are.
#[derive(Serialize, ToSchema)]
pub(crate) struct ClientCounts {
    /// She is to be asked whether it goes.
    to_be_asked_about: u64,
    /// In use.
    in_use: u64,
    /// She wants it erased and it is still there.
    to_be_erased: u64,
}

/// One record.
#[derive(Serialize, ToSchema)]
pub(crate) struct ClientAnswer {
    /// Its id.
    client: RecordId,
    /// Since when it is kept.
    since: Date,
    /// Who she is, as far as known.
    #[serde(skip_serializing_if = "Option::is_none")]
    identity: Option<Identity>,
    /// One age band for each child, as far as known.
    children: Vec<AgeBand>,
    /// Whether something stood here that was erased.
    erased: bool,
    /// Her safe mode.
    protected: bool,
    /// Her data is not used for now.
    restricted: bool,
    /// The last day of a legal hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    held_until: Option<Date>,
    /// Since when she wants it erased.
    #[serde(skip_serializing_if = "Option::is_none")]
    erasure_requested_on: Option<Date>,
    /// Since when she is said at another station to want it erased. She is asked here before anything goes:
    /// erase the record, or say that she wants it kept (`/clients/{id}/erasure/not-wanted`).
    #[serde(skip_serializing_if = "Option::is_none")]
    erasure_asked_elsewhere_on: Option<Date>,
}

impl From<ClientRow> for ClientAnswer {
    fn from(row: ClientRow) -> Self {
        Self {
            client: row.record,
            since: row.since,
            identity: row.identity.known().cloned(),
            children: persons::age_bands(row.child.as_ref()),
            protected: row.protected,
            restricted: row.restricted,
            held_until: row.held_until,
            erasure_requested_on: row.erasure_requested_on,
            erasure_asked_elsewhere_on: row.erasure_asked_elsewhere_on,
            erased: persons::is_erased(row.identity.as_ref())
                || persons::is_erased(row.child.as_ref()),
        }
    }
}

/// Opens a record.
#[utoipa::path(post, path = "/clients", params(IdempotencyKey))]
pub(crate) async fn record(by: Keyed, Json(request): Json<NewClient>) -> Made<ClientNamed> {
    let command: RecordClient = request.into();
    let client = by.perform(&command).await?;
    Ok(Created(ClientNamed { client }))
}

/// Lists the own records.
#[utoipa::path(get, path = "/clients", params(InParts))]
pub(crate) async fn list(by: Caller<InParts>) -> Seen<ClientList> {
    let window = by.window(LIST)?;
    let part = by.desk.clients_in(by.staff, &Listed::ALL, &window).await?;
    let counts = by.desk.counts(by.staff, &Listed::ALL).await?;
    let count = |list| counts.get(&list).copied().unwrap_or(0);
    let list = ClientList {
        counts: ClientCounts {
            to_be_asked_about: count(Listed::ToBeAskedAbout),
            in_use: count(Listed::InUse),
            to_be_erased: count(Listed::ToBeErased),
        },
        next: by.next(LIST, part.next.as_ref()),
        clients: part.rows.into_iter().map(ClientAnswer::from).collect(),
    };
    Tagged::of(&list)
}

/// Shows one own record.
#[utoipa::path(get, path = "/clients/{id}")]
pub(crate) async fn one(by: Caller, Id(record): Id<RecordId>) -> Seen<ClientAnswer> {
    let row = by.desk.client(by.staff, record).await?;
    Tagged::of(&ClientAnswer::from(row))
}
