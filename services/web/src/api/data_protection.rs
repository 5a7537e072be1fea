//! What the own institution did with data, for its privacy officer and its lead; no name, no content.

use std::collections::BTreeMap;

use casework::{DataProtectionParts, Verdict};
use domain::RecordId;
use domain::clients::Kept;
use domain::consents::WhoDecides;
use jiff::civil::Date;
use read_models::data_protection::{ActRow, Months, Sort};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::answers::Answered;
use super::json::Json;
use super::parts::InParts;
use super::request::{Address, Caller};
use crate::App;
use crate::form::Form;
use crate::period;
use crate::refusals::Problem;
use crate::routes::address::Said;

const KEPT: &str = "data-protection";
/// So many days of holds are told.
const HOLDS: usize = 50;
const ACTS: &str = "data-protection/acts";
const EVIDENCE: &str = "data-protection/evidence";

/// How often an institution did what with data in some months, and what it keeps.
#[derive(Serialize, ToSchema)]
pub(crate) struct Overview {
    /// The first month.
    from: String,
    /// The last month.
    to: String,
    /// How many lines of each sort there are.
    counts: BTreeMap<&'static str, u64>,
    /// Records that she wants erased and that are still there: a part.
    kept: Vec<KeptRecord>,
    /// How many records that are.
    kept_count: u64,
    /// The cursor of the next part of these, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    /// The last days of legal holds in force, the first to end first; 50 at most.
    #[schema(value_type = Vec<String>)]
    holds: Vec<Date>,
    /// How many legal holds are in force.
    hold_count: u64,
    /// Of how many records the data is not used for now (Art. 18 GDPR).
    restricted_count: u64,
    /// How much evidence of her word is kept.
    evidence_count: u64,
    /// Hand-overs and vouchers with a notice that nobody has read.
    open_notices: u64,
}

/// What was done, line by line: month by month, in each by sort, in each the latest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct Acts {
    /// `act` names what happened, its other members say what it was about.
    acts: Vec<Act>,
    /// The cursor of the next part, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// What proves her word, kept by itself, her latest word first.
#[derive(Serialize, ToSchema)]
pub(crate) struct Evidence {
    /// The evidence.
    evidence: Vec<KeptEvidence>,
    /// The cursor of the next part, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// One line.
#[derive(Serialize, ToSchema)]
pub(crate) struct Act {
    /// The day.
    on: Date,
    /// What happened.
    #[schema(value_type = Object)]
    what: Value,
}

/// A record that she wants erased and that is still there.
#[derive(Serialize, ToSchema)]
pub(crate) struct KeptRecord {
    /// The record.
    client: RecordId,
    /// Since when she wants it.
    requested_on: Date,
    /// The last day of a legal hold; without one the institution decides.
    #[serde(skip_serializing_if = "Option::is_none")]
    held_until: Option<Date>,
}

/// Evidence of her word; it names no person.
#[derive(Serialize, ToSchema)]
pub(crate) struct KeptEvidence {
    /// Its number, as on the signed paper.
    number: String,
    /// What it proves: `word` names it, its other members say what it was about.
    #[schema(value_type = Object)]
    of: Value,
    /// With which text, by version and hash, in which language and form she was asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    asking: Option<Value>,
    /// Who decided.
    #[serde(skip_serializing_if = "Option::is_none")]
    decided_by: Option<WhoDecides>,
    /// The day of her word.
    given_on: Date,
    /// The last day on which it held.
    expires_on: Date,
    /// The last day of the evidence.
    kept_until: Date,
}

/// What the verification found.
#[derive(Serialize, ToSchema)]
pub(crate) struct Verified {
    /// Nothing was changed, and every disclosure had a live consent.
    sound: bool,
    /// So many of the own acts with data are among what was proven.
    own_acts: u64,
}

/// Counts what the own institution did with data, and shows what it keeps.
#[utoipa::path(get, path = "/data-protection", params(InParts,
        ("from" = Option<String>, Query, description = "The first month, such as 2026-09; the last three months if nothing is said."),
        ("to" = Option<String>, Query, description = "The last month, at most two years later.")))]
pub(crate) async fn show(by: Caller<InParts>, Said(asked): Address) -> Answered<Overview> {
    let months = months(&by, &asked)?;
    let parts = DataProtectionParts {
        kept: by.window(KEPT)?,
        ..DataProtectionParts::first(HOLDS)
    };
    let view = by.desk.data_protection(by.staff, months, &parts).await?;
    let kept = view.kept.rows.iter().map(|kept| KeptRecord {
        client: kept.record,
        requested_on: kept.requested_on,
        held_until: match kept.reason {
            Kept::LegalHold { until } => Some(until),
            Kept::HerWordAwaited => None,
        },
    });
    let counts = view.counts.iter();
    Ok(Json(Overview {
        from: months.first().to_string(),
        to: months.last().to_string(),
        counts: counts.map(|(sort, count)| (sort.code(), *count)).collect(),
        kept: kept.collect(),
        kept_count: view.kept_count,
        next: by.next(KEPT, view.kept.next.as_ref()),
        holds: view.holds.rows.iter().map(|held| held.until).collect(),
        hold_count: view.hold_count,
        restricted_count: view.restricted_count,
        evidence_count: view.evidence,
        open_notices: view.open_notices,
    }))
}

/// Shows what the own institution did with data, line by line.
#[utoipa::path(get, path = "/data-protection/acts", params(InParts,
        ("from" = Option<String>, Query, description = "The first month, such as 2026-09; the last three months if nothing is said."),
        ("to" = Option<String>, Query, description = "The last month, at most two years later.")))]
pub(crate) async fn acts(by: Caller<InParts>, Said(asked): Address) -> Answered<Acts> {
    let months = months(&by, &asked)?;
    // A cursor belongs to its period.
    let list = format!("{ACTS}/{}/{}", months.first(), months.last());
    let window = by.window(&list)?;
    let part = by.desk.data_acts(by.staff, (Sort::ALL, months), &window);
    let part = part.await?;
    let act = |row: &ActRow| {
        let what = shown(&row.what)?;
        Ok(Act { on: row.on, what })
    };
    Ok(Json(Acts {
        acts: part.rows.iter().map(act).collect::<Result<_, Problem>>()?,
        next: by.next(&list, part.next.as_ref()),
    }))
}

/// Shows what proves her word at the own institution.
#[utoipa::path(get, path = "/data-protection/evidence", params(InParts))]
pub(crate) async fn evidence(by: Caller<InParts>) -> Answered<Evidence> {
    let window = by.window(EVIDENCE)?;
    let part = by.desk.kept_evidence(by.staff, &window).await?;
    let evidence = part.rows.iter().map(|row| {
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
    Ok(Json(Evidence {
        evidence: evidence.collect::<Result<_, Problem>>()?,
        next: by.next(EVIDENCE, part.next.as_ref()),
    }))
}

/// The months that the address names.
fn months(app: &App, asked: &Form) -> Result<Months, Problem> {
    let months = period::of(asked.get("from"), asked.get("to"), app.desk.now().today);
    months.ok_or_else(|| {
        Problem::bad_input(
            "Die Felder „from“ und „to“ in der Adresse müssen zwei Monate sein, wie 2026-09, der \
             erste nicht nach dem letzten, höchstens zwei Jahre.",
        )
    })
}

fn shown<T: Serialize>(value: &T) -> Result<Value, Problem> {
    serde_json::to_value(value).map_err(|_| Problem::failure())
}

/// Verifies the network's log; the answer is a verdict.
#[utoipa::path(post, path = "/data-protection/verification")]
pub(crate) async fn verify(by: Caller) -> Answered<Verified> {
    Ok(Json(match by.desk.verify_log(by.staff).await? {
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
