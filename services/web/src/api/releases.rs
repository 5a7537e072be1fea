//! Releases from confidentiality (section 203 StGB): recorded, listed, taken back.

use casework::{AskedRelease, RecordRelease, WithdrawRelease};
use domain::consents::{ConsentForm, Subject};
use domain::{Erasable, InstitutionId, Language, Line, Note, RecordId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::asking::{DecidedBy, TextNamed, asking};
use super::clients::ClientNamed;
use super::consents::KeptAsEvidence;
use super::consents::withdraw::Said;
use super::json::{Created, Json};
use super::request::{Caller, Id, IdempotencyKey};
use crate::refusals::Problem;

/// A release to be recorded.
#[derive(Deserialize, ToSchema)]
pub(crate) struct NewRelease {
    /// The own record of her.
    client: RecordId,
    /// The institution that may be told.
    recipient: InstitutionId,
    /// Who is released: a named person or unit.
    discloser: Line,
    /// What may be said, and nothing else.
    content: Note,
    /// Written or electronic.
    form: ConsentForm,
    /// The text that was put to her; one that is no longer in force is put to her anew.
    text: TextNamed,
    /// The language in which it was talked over with her, as a BCP 47 tag.
    spoken_language: Language,
    /// Somebody interpreted.
    #[serde(default)]
    interpreter: bool,
    /// Who decides.
    decided_by: DecidedBy,
    /// The day of her word.
    given_on: Date,
    /// The last day, if she wants it shorter than twelve months.
    expires_on: Option<Date>,
    /// On a day on which she took something of it back here: whether she signed after that. It is asked for
    /// only then; without her signature after it, what she took back stays taken back.
    signed_after_withdrawal: Option<bool>,
}

/// A release to be taken back.
#[derive(Deserialize, ToSchema)]
pub(crate) struct ReleaseTakenBack {
    /// The own record of her.
    client: RecordId,
    /// The institution that may be told until now.
    recipient: InstitutionId,
    /// How she said so.
    said: Said,
}

/// What was recorded here.
#[derive(Serialize, ToSchema)]
pub(crate) struct Releases {
    /// One for each institution that may be told.
    releases: Vec<Release>,
}

/// One release.
#[derive(Serialize, ToSchema)]
pub(crate) struct Release {
    /// The institution that may be told.
    recipient: InstitutionId,
    /// Who is released.
    #[serde(skip_serializing_if = "Option::is_none")]
    discloser: Option<Line>,
    /// What may be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<Note>,
    /// The day of her word.
    given_on: Date,
    /// The last day.
    expires_on: Date,
    /// When she took it back here.
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawn_on: Option<Date>,
    /// Forms that are kept as evidence only.
    kept_only: Vec<KeptAsEvidence>,
}

impl NewRelease {
    fn read(self) -> Result<RecordRelease, Problem> {
        let spoken = (self.spoken_language, self.interpreter);
        Ok(RecordRelease {
            record: self.client,
            recipient: self.recipient,
            asked: AskedRelease {
                discloser: self.discloser,
                content: self.content,
                asking: asking(Subject::Release, &self.text, spoken, self.form)?,
                decider: self.decided_by.read()?,
                given_on: self.given_on,
                expires_on: self.expires_on,
                signed_after_withdrawal: self.signed_after_withdrawal,
            },
        })
    }
}

/// Records a release.
#[utoipa::path(post, path = "/consents/releases", params(IdempotencyKey))]
pub(crate) async fn record_release(
    by: Caller<IdempotencyKey>,
    Json(request): Json<NewRelease>,
) -> Result<Created<ClientNamed>, Problem> {
    let command = request.read()?;
    by.perform(&command).await?;
    let client = command.record;
    Ok(Created(ClientNamed { client }))
}

/// Takes a release back.
#[utoipa::path(post, path = "/consents/releases/withdrawals", params(IdempotencyKey))]
pub(crate) async fn withdraw_release(
    by: Caller<IdempotencyKey>,
    Json(request): Json<ReleaseTakenBack>,
) -> Result<Json<ClientNamed>, Problem> {
    let command = WithdrawRelease {
        record: request.client,
        recipient: request.recipient,
        said: request.said.read()?,
    };
    by.perform(&command).await?;
    let client = command.record;
    Ok(Json(ClientNamed { client }))
}

/// Lists the releases that this institution recorded of her.
#[utoipa::path(get, path = "/clients/{id}/releases")]
pub(crate) async fn list_releases(
    by: Caller,
    Id(record): Id<RecordId>,
) -> Result<Json<Releases>, Problem> {
    let file = by.desk.client_file(by.staff, record).await?;
    let releases = file.her_word.releases.into_iter().map(|row| {
        let told = row.evidence.as_ref().and_then(Erasable::known);
        Release {
            recipient: row.route.recipient,
            discloser: told.map(|told| told.discloser.clone()),
            content: told.map(|told| told.content.clone()),
            given_on: row.given_on,
            expires_on: row.expires_on,
            withdrawn_on: row.withdrawn_on,
            kept_only: row.kept_only.into_iter().map(Into::into).collect(),
        }
    });
    Ok(Json(Releases {
        releases: releases.collect(),
    }))
}
