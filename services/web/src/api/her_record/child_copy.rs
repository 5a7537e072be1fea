//! A copy about a child for somebody else than her: the other parent with custody, a guardian, the grown
//! child (Art. 15 GDPR). It holds nothing of hers.

use std::collections::BTreeSet;

use axum::extract::State;
use casework::AnswerChildCopy;
use domain::clients::{AgeBand, AskForChildCopy, ChildCopy, Children};
use domain::{Line, RecordId, Refusal};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::App;
use crate::api::codes::{AgeBandCode, AskedByCode, EntitlementCode, IdentityProofCode};
use crate::api::json::Json;
use crate::api::request::{Id, IdempotencyKey};
use crate::auth::Bearer;
use crate::refusals::Problem;
use crate::routes::persons::child_copy::NOTHING;

/// Who asks, with which right, and what of the record concerns that child.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChildCopyAsked {
    /// Who asks.
    #[schema(value_type = AskedByCode)]
    asked_by: AskedByCode,
    /// With which right; it has to be one that the asker can have.
    #[schema(value_type = EntitlementCode)]
    entitlement: EntitlementCode,
    /// How it was made sure who asks.
    #[schema(value_type = IdentityProofCode)]
    proof: IdentityProofCode,
    /// The child's names, as the record holds them.
    #[serde(default)]
    names: Vec<String>,
    /// The child's age band, as the record holds it.
    #[serde(default)]
    #[schema(value_type = Vec<AgeBandCode>)]
    age_bands: Vec<AgeBandCode>,
    /// What the child confided, by its place in the list of confidences, counted from 0; for the grown
    /// child only.
    #[serde(default)]
    confidences: BTreeSet<usize>,
}

/// Exactly what goes out.
#[derive(Serialize, ToSchema)]
pub(crate) struct ChildCopyAnswer {
    /// The child's names.
    names: Vec<String>,
    /// The child's age band.
    #[schema(value_type = Vec<AgeBandCode>)]
    age_bands: Vec<AgeBand>,
    /// What the grown child had confided.
    confided: Vec<String>,
    /// What is said where nothing goes out: the same sentence whether nothing is held, nothing was chosen
    /// or nothing may go out.
    #[serde(skip_serializing_if = "Option::is_none")]
    nothing: Option<&'static str>,
}

impl ChildCopyAsked {
    fn read(&self, record: RecordId) -> Result<AnswerChildCopy, Problem> {
        let names = self.names.iter().map(|name| Line::parse(name));
        let names: Result<Vec<Line>, _> = names.collect();
        let bands = self.age_bands.iter().map(|band| band.read("age_bands"));
        Ok(AnswerChildCopy {
            record,
            ask: AskForChildCopy {
                asked_by: self.asked_by.read("asked_by")?,
                entitlement: self.entitlement.read("entitlement")?,
                proof: self.proof.read("proof")?,
                children: Children {
                    names: names.map_err(|_| Refusal::ChildNotHeld)?,
                    age_bands: bands.collect::<Result<_, _>>()?,
                },
                confided: self.confidences.clone(),
            },
        })
    }
}

impl ChildCopyAnswer {
    fn of(copy: &ChildCopy) -> Self {
        let Children { age_bands, names } = copy.children();
        let confided = copy.confided().iter();
        Self {
            names: names.iter().map(|name| name.as_str().to_owned()).collect(),
            age_bands: age_bands.clone(),
            confided: confided.map(|note| note.as_str().to_owned()).collect(),
            nothing: copy.is_empty().then_some(NOTHING),
        }
    }
}

/// Shows exactly what would go out. Nobody is given anything, and no request is noted.
#[utoipa::path(post, path = "/clients/{id}/child-copy/preview")]
pub(crate) async fn preview(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(record): Id<RecordId>,
    Json(request): Json<ChildCopyAsked>,
) -> Result<Json<ChildCopyAnswer>, Problem> {
    let command = request.read(record)?;
    let copy = app.desk.preview_child_copy(staff, &command).await?;
    Ok(Json(ChildCopyAnswer::of(&copy)))
}

/// Gives it, and notes who asked: for her own copy, and for the privacy officer.
#[utoipa::path(post, path = "/clients/{id}/child-copy", params(IdempotencyKey))]
pub(crate) async fn answer(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(record): Id<RecordId>,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<ChildCopyAsked>,
) -> Result<Json<ChildCopyAnswer>, Problem> {
    let command = request.read(record)?;
    let copy = app.desk.answer_child_copy(staff, &command, &key).await?;
    Ok(Json(ChildCopyAnswer::of(&copy)))
}
