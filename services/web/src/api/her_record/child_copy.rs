//! A copy about a child for somebody else than her: the other parent with custody, a guardian, the grown
//! child (Art. 15 GDPR). It holds nothing of hers.

use std::collections::BTreeSet;

use casework::AnswerChildCopy;
use domain::clients::{
    AgeBand, AskForChildCopy, AskedBy, ChildCopy, Children, Entitlement, IdentityProof,
};
use domain::{Line, Note, RecordId, Refusal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::json::Json;
use crate::api::request::{Caller, Id, IdempotencyKey};
use crate::refusals::Problem;
use crate::routes::persons::child_copy::NOTHING;

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
) -> Result<Json<ChildCopyAnswer>, Problem> {
    let command = request.read(record)?;
    let copy = by.desk.preview_child_copy(by.staff, &command).await?;
    Ok(Json(ChildCopyAnswer::of(&copy)))
}

/// Gives it, and notes who asked: for her own copy, and for the privacy officer.
#[utoipa::path(post, path = "/clients/{id}/child-copy", params(IdempotencyKey))]
pub(crate) async fn answer(
    by: Caller<IdempotencyKey>,
    Id(record): Id<RecordId>,
    Json(request): Json<ChildCopyAsked>,
) -> Result<Json<ChildCopyAnswer>, Problem> {
    let command = request.read(record)?;
    let copy = by
        .desk
        .answer_child_copy(by.staff, &command, by.key())
        .await?;
    Ok(Json(ChildCopyAnswer::of(&copy)))
}
