//! What can be done with a record: found again, put right, protected, restricted, held, copied, erased. Which steps
//! are noted at it stands in the table of its page.

use std::collections::BTreeSet;

use casework::{
    AnswerChildCopy, ChangeClient, ClientChange, EraseEverywhere, EraseRecord, RectifyClient,
    ReissueOpenSlips,
};
use domain::clients::{
    AgeBand, AskForChildCopy, AskedBy, ChildCopy, Children, Entitlement, Identity, IdentityProof,
};
use domain::{Line, Note, RecordId, Refusal, SlipId, Staff};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::App;
use crate::api::answers::{Answered, Pdf};
use crate::api::clients::{ClientAnswer, ClientNamed};
use crate::api::json::Json;
use crate::api::persons;
use crate::api::request::{Caller, Id, IdempotencyKey, Keyed};
use crate::api::slips::SlipIssued;
use crate::api::steps::{Answer, Resource};
use crate::api::vouchers::VoucherIssued;
use crate::refusals::Problem;
use crate::routes::persons::child_copy::NOTHING;
use crate::routes::persons::file::Here;
use crate::routes::persons::her_data;

/// Whom to look for.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Sought {
    /// Whole words of her name, in any order.
    name: Line,
    /// Her year of birth.
    #[schema(minimum = 1900, maximum = 2100)]
    birth_year: Option<i16>,
}

/// Who was found, at the own institution only.
#[derive(Serialize, ToSchema)]
pub(crate) struct FoundClients {
    /// The records, by name; 50 at most.
    clients: Vec<ClientAnswer>,
    /// Whether there are more: it takes more of the name.
    more: bool,
}

/// Finds own records by name.
#[utoipa::path(post, path = "/clients/search")]
pub(crate) async fn search(by: Caller, Json(request): Json<Sought>) -> Answered<FoundClients> {
    let born = request.birth_year;
    if born.is_some_and(|year| !(1900..=2100).contains(&year)) {
        let sentence = "Das Feld „birth_year“ ist kein Jahr von 1900 bis 2100.";
        return Err(Problem::bad_input(sentence));
    }
    let found = by.desk.find_clients(by.staff, request.name.as_str(), born);
    let found = found.await?;
    Ok(Json(FoundClients {
        clients: found.clients.into_iter().map(ClientAnswer::from).collect(),
        more: found.more,
    }))
}

/// What is right; what is left out stays as it is.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Rectification {
    /// Who she is, as a whole.
    identity: Option<Identity>,
    /// One age band for each child, as a whole.
    children: Option<Vec<AgeBand>>,
}

/// Puts right what is wrong.
#[utoipa::path(post, path = "/clients/{id}/rectification", params(IdempotencyKey))]
pub(crate) async fn rectify(
    by: Keyed,
    Id(record): Id<RecordId>,
    Json(request): Json<Rectification>,
) -> Answered<ClientNamed> {
    let command = RectifyClient {
        record,
        identity: request.identity,
        children: request.children.map(persons::children),
    };
    by.perform(&command).await?;
    Ok(Json(ClientNamed { client: record }))
}

/// What her safe mode becomes.
#[derive(Deserialize, ToSchema)]
pub(crate) struct SafeMode {
    /// On or off.
    on: bool,
}

/// What the restriction of her data becomes.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Restriction {
    /// On or off.
    on: bool,
}

/// A legal hold.
#[derive(Deserialize, ToSchema)]
pub(crate) struct LegalHold {
    /// The last day; without it the hold is lifted.
    until: Option<Date>,
}

/// What a child said.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Confidence {
    /// The note; it is never part of a parent's copy.
    note: Note,
}

/// What children said.
#[derive(Serialize, ToSchema)]
pub(crate) struct Confidences {
    /// The notes, in their order.
    notes: Vec<Note>,
}

impl From<SafeMode> for ClientChange {
    fn from(to: SafeMode) -> Self {
        Self::Protect(to.on)
    }
}

impl From<Restriction> for ClientChange {
    fn from(to: Restriction) -> Self {
        Self::Restrict(to.on)
    }
}

impl From<LegalHold> for ClientChange {
    fn from(hold: LegalHold) -> Self {
        hold.until
            .map_or(Self::LiftHold, |until| Self::Hold { until })
    }
}

impl From<Confidence> for ClientChange {
    fn from(said: Confidence) -> Self {
        Self::Confide(said.note)
    }
}

impl Resource for Here {
    type Asked = ClientChange;
    const PATH: &'static str = "clients";
}

impl Answer<Here> for ClientNamed {
    async fn of(_: &App, _: Staff, changed: ChangeClient) -> Result<Self, Problem> {
        Ok(Self {
            client: changed.record,
        })
    }
}

/// Shows what children said in confidence.
#[utoipa::path(get, path = "/clients/{id}/confidences")]
pub(crate) async fn confided(by: Caller, Id(record): Id<RecordId>) -> Answered<Confidences> {
    let notes = by.desk.confided(by.staff, record).await?;
    Ok(Json(Confidences { notes }))
}

/// New papers.
#[derive(Deserialize, ToSchema)]
pub(crate) struct NewPapers {
    /// She wants them; without her wish it is refused in words.
    #[serde(default)]
    her_wish: bool,
    /// The slips whose paper shall say where she goes and why, because she wants that.
    #[serde(default)]
    plain: BTreeSet<SlipId>,
}

/// What she carries with its new codes, the latest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct PapersMade {
    /// The slips.
    slips: Vec<SlipIssued>,
    /// The vouchers.
    vouchers: Vec<VoucherIssued>,
}

/// Gives her new papers for all slips and vouchers of a record that hold; the old codes are dead. Since her
/// protection was set, or a sender hidden, the old ones gave nothing of hers.
#[utoipa::path(post, path = "/clients/{id}/new-papers", params(IdempotencyKey))]
pub(crate) async fn reissue(
    by: Keyed,
    Id(record): Id<RecordId>,
    Json(request): Json<NewPapers>,
) -> Answered<PapersMade> {
    let command = ReissueOpenSlips {
        record,
        her_wish: request.her_wish,
        plain: request.plain,
    };
    by.perform(&command).await?;
    let (mut slips, mut vouchers) = (Vec::new(), Vec::new());
    let papers = by.desk.open_papers(by.staff, record).await?;
    for slip in papers.slips {
        slips.push(SlipIssued::with_code(&by, by.staff, slip).await?);
    }
    for voucher in papers.vouchers {
        vouchers.push(VoucherIssued::of(&by, by.staff, voucher).await?);
    }
    Ok(Json(PapersMade { slips, vouchers }))
}

/// Everything; what a child confided is not the parent's to read.
#[derive(Serialize, ToSchema)]
#[schema(value_type = Object)]
pub(crate) struct HerData(Value);

/// Gives a copy of everything; that it was taken is noted.
#[utoipa::path(get, path = "/clients/{id}/copy")]
pub(crate) async fn copy(by: Caller, Id(record): Id<RecordId>) -> Answered<HerData> {
    let data = by.desk.her_data(by.staff, record).await?;
    let data = serde_json::to_value(&data).map_err(|_| Problem::failure())?;
    Ok(Json(HerData(data)))
}

/// The same on paper, addressed to her.
#[utoipa::path(get, path = "/clients/{id}/copy/paper")]
pub(crate) async fn paper(by: Caller, Id(record): Id<RecordId>) -> Result<Pdf, Problem> {
    her_data::set(&by, by.staff, record).await.map(Pdf)
}

/// Who asks, with which right, and what of the record concerns that child.
#[derive(Deserialize, ToSchema)]
pub(crate) struct ChildCopyAsked {
    /// Who asks.
    asked_by: AskedBy,
    /// With which right; it has to be one that the asker can have.
    entitlement: Entitlement,
    /// How it was made sure who asks.
    proof: IdentityProof,
    /// The child's names, as the record holds them.
    #[serde(default)]
    names: Vec<String>,
    /// The child's age band, as the record holds it.
    #[serde(default)]
    age_bands: Vec<AgeBand>,
    /// What the child confided, by its place in the list of confidences, counted from 0; for the grown
    /// child only.
    #[serde(default)]
    confidences: BTreeSet<usize>,
}

/// Exactly what goes out.
#[derive(Serialize, ToSchema)]
pub(crate) struct ChildCopyAnswer {
    /// The child's names.
    names: Vec<Line>,
    /// The child's age band.
    age_bands: Vec<AgeBand>,
    /// What the grown child had confided.
    confided: Vec<Note>,
    /// What is said where nothing goes out: the same sentence whether nothing is held, nothing was chosen
    /// or nothing may go out.
    #[serde(skip_serializing_if = "Option::is_none")]
    nothing: Option<&'static str>,
}

impl ChildCopyAsked {
    fn read(self, record: RecordId) -> Result<AnswerChildCopy, Refusal> {
        let names = self.names.iter().map(|name| Line::parse(name));
        let names: Result<Vec<Line>, _> = names.collect();
        Ok(AnswerChildCopy {
            record,
            ask: AskForChildCopy {
                asked_by: self.asked_by,
                entitlement: self.entitlement,
                proof: self.proof,
                children: Children {
                    names: names.map_err(|_| Refusal::ChildNotHeld)?,
                    age_bands: self.age_bands,
                },
                confided: self.confidences,
            },
        })
    }
}

impl ChildCopyAnswer {
    fn of(copy: &ChildCopy) -> Self {
        let Children { age_bands, names } = copy.children().clone();
        Self {
            names,
            age_bands,
            confided: copy.confided().to_vec(),
            nothing: copy.is_empty().then_some(NOTHING),
        }
    }
}

/// Shows exactly what would go out. Nobody is given anything, and no request is noted.
#[utoipa::path(post, path = "/clients/{id}/child-copy/preview")]
pub(crate) async fn preview(
    by: Caller,
    Id(record): Id<RecordId>,
    Json(request): Json<ChildCopyAsked>,
) -> Answered<ChildCopyAnswer> {
    let command = request.read(record)?;
    let copy = by.desk.preview_child_copy(by.staff, &command).await?;
    Ok(Json(ChildCopyAnswer::of(&copy)))
}

/// Gives it, and notes who asked: for her own copy, and for the privacy officer.
#[utoipa::path(post, path = "/clients/{id}/child-copy", params(IdempotencyKey))]
pub(crate) async fn answer(
    by: Keyed,
    Id(record): Id<RecordId>,
    Json(request): Json<ChildCopyAsked>,
) -> Answered<ChildCopyAnswer> {
    let command = request.read(record)?;
    let copy = by
        .desk
        .answer_child_copy(by.staff, &command, by.key())
        .await?;
    Ok(Json(ChildCopyAnswer::of(&copy)))
}

/// Why a record is erased.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Erasure {
    /// It was somebody else's data; otherwise she wants it gone.
    #[serde(default)]
    wrong_person: bool,
}

/// That it is done; at which stations is hers to know.
#[derive(Serialize, ToSchema)]
pub(crate) struct Erased {
    /// Always true.
    erased: bool,
}

/// That her request is with all her stations; which they are is hers to know.
#[derive(Serialize, ToSchema)]
pub(crate) struct Requested {
    /// Always true.
    requested: bool,
}

/// Erases an own record with its slips and hand-overs; a legal hold puts it off.
#[utoipa::path(post, path = "/clients/{id}/erasure", params(IdempotencyKey))]
pub(crate) async fn erase(
    by: Keyed,
    Id(record): Id<RecordId>,
    Json(request): Json<Erasure>,
) -> Answered<Erased> {
    let command = EraseRecord {
        record,
        wrong_person: request.wrong_person,
    };
    by.perform(&command).await?;
    Ok(Json(Erased { erased: true }))
}

/// Erases the own record, as soon as nothing holds it, and lets all her other stations hear of it: each is its own
/// controller and asks her itself before anything of hers goes there.
#[utoipa::path(
    post,
    path = "/clients/{id}/erasure/everywhere",
    params(IdempotencyKey)
)]
pub(crate) async fn everywhere(by: Keyed, Id(record): Id<RecordId>) -> Answered<Requested> {
    let command = EraseEverywhere { record };
    by.desk
        .erase_everywhere(by.staff, &command, by.key())
        .await?;
    Ok(Json(Requested { requested: true }))
}
