//! What the own institution did with data, for its privacy officer and its lead; no name, no content.

use axum::Json;
use axum::extract::State;
use casework::Verdict;
use domain::RecordId;
use domain::clients::Kept;
use domain::consents::WhoDecides;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::codes::WhoDecidesCode;
use super::ids::AnId;
use super::problems::Problems;
use crate::App;
use crate::auth::Bearer;
use crate::refusals::Problem;

/// What an institution did with data, and what it keeps.
#[derive(Serialize, ToSchema)]
pub(crate) struct Overview {
    /// What happened, by day: `act` names it, its other members say what it was about.
    acts: Vec<Act>,
    /// Records that she wants erased and that are still there.
    kept: Vec<KeptRecord>,
    /// The last days of all legal holds in force.
    #[schema(value_type = Vec<String>)]
    holds: Vec<Date>,
    /// What proves her word, kept by itself, by the day on which it goes.
    evidence: Vec<KeptEvidence>,
    /// Hand-overs with a notice that nobody has read.
    open_notices: usize,
}

/// One line.
#[derive(Serialize, ToSchema)]
pub(crate) struct Act {
    /// The day.
    #[schema(value_type = String, format = Date)]
    on: Date,
    /// What happened.
    what: Value,
}

/// A record that she wants erased and that is still there.
#[derive(Serialize, ToSchema)]
pub(crate) struct KeptRecord {
    /// The record.
    #[schema(value_type = AnId)]
    client: RecordId,
    /// Since when she wants it.
    #[schema(value_type = String, format = Date)]
    requested_on: Date,
    /// The last day of a legal hold; without one the institution decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = Date)]
    held_until: Option<Date>,
}

/// Evidence of her word; it names no person.
#[derive(Serialize, ToSchema)]
pub(crate) struct KeptEvidence {
    /// Its number, as on the signed paper.
    number: String,
    /// What it proves: `word` names it, its other members say what it was about.
    of: Value,
    /// With which text, by version and hash, in which language and form she was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    asking: Option<Value>,
    /// Who decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<WhoDecidesCode>)]
    decided_by: Option<WhoDecides>,
    /// The day of her word.
    #[schema(value_type = String, format = Date)]
    given_on: Date,
    /// The last day on which it held.
    #[schema(value_type = String, format = Date)]
    expires_on: Date,
    /// The last day of the evidence.
    #[schema(value_type = String, format = Date)]
    kept_until: Date,
}

/// What the verification found.
#[derive(Serialize, ToSchema)]
pub(crate) struct Verified {
    /// Nothing was changed, and every disclosure had a live consent.
    sound: bool,
    /// So many of the own acts with data are among what was proven.
    own_acts: usize,
}

/// Shows what the own institution did with data.
#[utoipa::path(
    get,
    path = "/data-protection",
    tag = "data protection",
    responses((status = 200, description = "What was done.", body = Overview), Problems)
)]
pub(crate) async fn show(
    State(app): State<App>,
    Bearer(staff): Bearer,
) -> Result<Json<Overview>, Problem> {
    let view = app.desk.data_protection(staff).await?;
    let act = |row: &read_models::data_protection::ActRow| {
        let what = serde_json::to_value(&row.what).map_err(|_| Problem::failure())?;
        Ok(Act { on: row.on, what })
    };
    let kept = view.kept.iter().map(|kept| KeptRecord {
        client: kept.record,
        requested_on: kept.requested_on,
        held_until: match kept.reason {
            Kept::LegalHold { until } => Some(until),
            Kept::HerWordAwaited => None,
        },
    });
    let evidence = view.evidence.iter().map(|row| {
        Ok(KeptEvidence {
            number: row.kept_as.number(),
            of: shown(&row.of)?,
            asking: row.asking.as_ref().map(shown).transpose()?,
            decided_by: row.decided_by,
            given_on: row.given_on,
            expires_on: row.expires_on,
            kept_until: row.kept_until,
        })
    });
    Ok(Json(Overview {
        evidence: evidence.collect::<Result<_, Problem>>()?,
        acts: view.acts.iter().map(act).collect::<Result<_, Problem>>()?,
        kept: kept.collect(),
        holds: view.holds.iter().map(|held| held.until).collect(),
        open_notices: view.open_notices,
    }))
}

fn shown<T: Serialize>(value: &T) -> Result<Value, Problem> {
    serde_json::to_value(value).map_err(|_| Problem::failure())
}

/// Verifies the network's log; the answer is a verdict.
#[utoipa::path(
    post,
    path = "/data-protection/verification",
    tag = "data protection",
    responses((status = 200, description = "The verdict.", body = Verified), Problems)
)]
pub(crate) async fn verify(
    State(app): State<App>,
    Bearer(staff): Bearer,
) -> Result<Json<Verified>, Problem> {
    Ok(Json(match app.desk.verify_log(staff).await? {
        Verdict::Sound { own_acts } => Verified {
            sound: true,
            own_acts,
        },
        Verdict::Violated => Verified {
            sound: false,
            own_acts: 0,
        },
    }))
}
