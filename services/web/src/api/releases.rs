//! Releases from confidentiality (section 203 StGB): recorded, listed, taken back.

use axum::extract::State;
use casework::{AskedRelease, RecordRelease, WithdrawRelease};
use domain::consents::Subject;
use domain::{Erasable, InstitutionId, RecordId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::asking::{DecidedBy, TextNamed, asking};
use super::clients::ClientNamed;
use super::codes::ConsentFormCode;
use super::consents::KeptAsEvidence;
use super::consents::said::Said;
use super::fields;
use super::ids::AnId;
use super::json::{Created, Json};
use super::request::{Id, IdempotencyKey};
use crate::App;
use crate::auth::Bearer;
use crate::refusals::Problem;

/// A release to be recorded.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewRelease {
    /// The own record of her.
    #[schema(value_type = AnId)]
    client: String,
    /// The institution that may be told.
    #[schema(value_type = AnId)]
    recipient: String,
    /// Who is released: a named person or unit.
    #[schema(max_length = 200)]
    discloser: String,
    /// What may be said, and nothing else.
    #[schema(max_length = 2000)]
    content: String,
    /// Written or electronic.
    #[schema(value_type = ConsentFormCode)]
    form: ConsentFormCode,
    /// The text that was put to her; one that is no longer in force is put to her anew.
    text: TextNamed,
    /// The language in which it was talked over with her, as a BCP 47 tag.
    #[schema(example = "ar")]
    spoken_language: String,
    /// Somebody interpreted.
    #[serde(default)]
    interpreter: bool,
    /// Who decides.
    decided_by: DecidedBy,
    /// The day of her word.
    #[schema(format = Date)]
    given_on: String,
    /// The last day, if she wants it shorter than twelve months.
    #[serde(default)]
    #[schema(format = Date)]
    expires_on: Option<String>,
    /// On a day on which she took something of it back here: whether she signed after that. It is asked for
    /// only then; without her signature after it, what she took back stays taken back.
    #[serde(default)]
    signed_after_withdrawal: Option<bool>,
}

/// A release to be taken back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReleaseTakenBack {
    /// The own record of her.
    #[schema(value_type = AnId)]
    client: String,
    /// The institution that may be told until now.
    #[schema(value_type = AnId)]
    recipient: String,
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
    #[schema(value_type = AnId)]
    recipient: InstitutionId,
    /// Who is released.
    #[serde(skip_serializing_if = "Option::is_none")]
    discloser: Option<String>,
    /// What may be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<String>,
    /// The day of her word.
    #[schema(value_type = String, format = Date)]
    given_on: Date,
    /// The last day.
    #[schema(value_type = String, format = Date)]
    expires_on: Date,
    /// When she took it back here.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    withdrawn_on: Option<Date>,
    /// Forms that are kept as evidence only.
    kept_only: Vec<KeptAsEvidence>,
}

impl NewRelease {
    fn read(&self) -> Result<RecordRelease, Problem> {
        let missing = |field| Problem::bad_input(&format!("Das Feld „{field}“ ist leer."));
        let discloser = fields::text("discloser", Some(&self.discloser))?;
        let content = fields::text("content", Some(&self.content))?;
        Ok(RecordRelease {
            record: fields::id("client", &self.client)?,
            recipient: fields::id("recipient", &self.recipient)?,
            asked: AskedRelease {
                discloser: discloser.ok_or_else(|| missing("discloser"))?,
                content: content.ok_or_else(|| missing("content"))?,
                asking: asking(
                    Subject::Release,
                    &self.text,
                    (&self.spoken_language, self.interpreter),
                    &self.form,
                )?,
                decider: self.decided_by.read()?,
                given_on: fields::day("given_on", &self.given_on)?,
                expires_on: fields::optional_day("expires_on", self.expires_on.as_deref())?,
                signed_after_withdrawal: self.signed_after_withdrawal,
            },
        })
    }
}

/// Records a release.
#[utoipa::path(post, path = "/consents/releases", params(IdempotencyKey))]
pub(crate) async fn record(
    State(app): State<App>,
    Bearer(staff): Bearer,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<NewRelease>,
) -> Result<Created<ClientNamed>, Problem> {
    let command = request.read()?;
    app.desk.record_release(staff, &command, &key).await?;
    let client = command.record;
    Ok(Created(ClientNamed { client }))
}

/// Takes a release back.
#[utoipa::path(post, path = "/consents/releases/withdrawals", params(IdempotencyKey))]
pub(crate) async fn withdraw(
    State(app): State<App>,
    Bearer(staff): Bearer,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<ReleaseTakenBack>,
) -> Result<Json<ClientNamed>, Problem> {
    let command = WithdrawRelease {
        record: fields::id("client", &request.client)?,
        recipient: fields::id("recipient", &request.recipient)?,
        said: request.said.read()?,
    };
    app.desk.withdraw_release(staff, &command, &key).await?;
    let client = command.record;
    Ok(Json(ClientNamed { client }))
}

/// Lists the releases that this institution recorded of her.
#[utoipa::path(get, path = "/clients/{id}/releases")]
pub(crate) async fn list(
    State(app): State<App>,
    Bearer(staff): Bearer,
    Id(record): Id<RecordId>,
) -> Result<Json<Releases>, Problem> {
    let file = app.desk.client_file(staff, record).await?;
    let releases = file.her_word.releases.into_iter().map(|row| {
        let told = row.evidence.as_ref().and_then(Erasable::known);
        Release {
            recipient: row.route.recipient,
            discloser: told.map(|told| told.discloser.as_str().to_owned()),
            content: told.map(|told| told.content.as_str().to_owned()),
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
