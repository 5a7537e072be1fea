//! The rules that the members agreed on: anybody's to read, the coordinator's to write down.

use std::collections::BTreeMap;

use casework::AdoptRules;
use domain::consents::Preset;
use domain::network::{Instruments, Rules};
use domain::statistics::Rhythm;
use domain::vocabulary::InstitutionKind;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::answers::Answered;
use super::json::Json;
use super::request::{Caller, IdempotencyKey, Keyed};
use crate::App;
use crate::refusals::Problem;

/// Rules of a network.
#[derive(Deserialize, Serialize, ToSchema)]
pub(crate) struct AgreedRules {
    /// Which instruments are used.
    instruments: Instruments,
    /// Which preset a consent starts with.
    preset: Preset,
    /// How many months a record is kept after the last entry.
    #[schema(minimum = 1, maximum = 120)]
    keep_months: u16,
    /// The same for single kinds of institution.
    #[serde(default)]
    keep_months_by_kind: BTreeMap<InstitutionKind, u16>,
    /// How long the periods of statistics are. Another rhythm begins after what is released already.
    rhythm: Rhythm,
}

/// The rules that hold.
#[derive(Serialize, ToSchema)]
pub(crate) struct RulesThatHold {
    /// The number of the agreement; zero before the first.
    version: u32,
    /// The rules.
    rules: AgreedRules,
}

impl AgreedRules {
    fn of(rules: Rules) -> Self {
        Self {
            instruments: rules.instruments,
            preset: rules.preset,
            keep_months: rules.keep_months,
            keep_months_by_kind: rules.keep_months_by_kind,
            rhythm: rules.rhythm,
        }
    }

    fn read(self) -> Result<Rules, Problem> {
        let fits = |months: &u16| (1..=120).contains(months);
        if !fits(&self.keep_months) || !self.keep_months_by_kind.values().all(fits) {
            let sentence = "Die Fristen sind 1 bis 120 Monate lang.";
            return Err(Problem::bad_input(sentence));
        }
        Ok(Rules {
            instruments: self.instruments,
            preset: self.preset,
            keep_months: self.keep_months,
            keep_months_by_kind: self.keep_months_by_kind,
            rhythm: self.rhythm,
        })
    }
}

/// Shows the rules that hold.
#[utoipa::path(get, path = "/rules")]
pub(crate) async fn show_rules(by: Caller) -> Answered<RulesThatHold> {
    hold(&by).await
}

/// Writes down what the members agreed on.
#[utoipa::path(post, path = "/rules", params(IdempotencyKey))]
pub(crate) async fn adopt_rules(
    by: Keyed,
    Json(request): Json<AgreedRules>,
) -> Answered<RulesThatHold> {
    let rules = request.read()?;
    let command = AdoptRules { rules: &rules };
    by.perform(&command).await?;
    hold(&by).await
}

async fn hold(app: &App) -> Answered<RulesThatHold> {
    Ok(Json(RulesThatHold {
        version: app.desk.rules_version().await?,
        rules: AgreedRules::of(app.desk.rules().await?),
    }))
}
