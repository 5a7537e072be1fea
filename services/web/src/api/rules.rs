//! The rules that the members agreed on: anybody's to read, the coordinator's to write down.

use std::collections::BTreeMap;

use axum::extract::State;
use domain::consents::Preset;
use domain::network::{Instruments, Rules};
use domain::vocabulary::InstitutionKind;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::codes::{InstitutionKindCode, InstrumentsCode, PresetCode, RhythmCode};
use super::json::Json;
use super::request::IdempotencyKey;
use crate::App;
use crate::auth::Bearer;
use crate::refusals::Problem;

/// Rules of a network.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AgreedRules {
    /// Which instruments are used.
    #[schema(value_type = InstrumentsCode)]
    instruments: InstrumentsCode,
    /// Which preset a consent starts with.
    #[schema(value_type = PresetCode)]
    preset: PresetCode,
    /// How many months a record is kept after the last entry.
    #[schema(minimum = 1, maximum = 120)]
    keep_months: u16,
    /// The same for single kinds of institution.
    #[serde(default)]
    #[schema(value_type = BTreeMap<InstitutionKindCode, u8>)]
    keep_months_by_kind: BTreeMap<String, u16>,
    /// How long the periods of statistics are. Another rhythm begins after what is released already.
    #[schema(value_type = RhythmCode)]
    rhythm: RhythmCode,
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
    fn of(rules: &Rules) -> Self {
        let by_kind = rules.keep_months_by_kind.iter();
        Self {
            instruments: InstrumentsCode::of(rules.instruments),
            preset: PresetCode::of(rules.preset),
            keep_months: rules.keep_months,
            keep_months_by_kind: by_kind
                .map(|(k, months)| (k.to_string(), *months))
                .collect(),
            rhythm: RhythmCode::of(rules.rhythm),
        }
    }

    fn read(&self) -> Result<Rules, Problem> {
        let months = |months: u16| {
            let fits = (1..=120).contains(&months);
            fits.then_some(months)
                .ok_or_else(|| Problem::bad_input("Die Fristen sind 1 bis 120 Monate lang."))
        };
        let mut by_kind = BTreeMap::new();
        for (kind, kept) in &self.keep_months_by_kind {
            let kind: InstitutionKind = kind.parse().map_err(|_| {
                Problem::bad_input("Das Feld „keep_months_by_kind“ nennt eine unbekannte Art.")
            })?;
            by_kind.insert(kind, months(*kept)?);
        }
        let instruments: Instruments = self.instruments.read("instruments")?;
        let preset: Preset = self.preset.read("preset")?;
        Ok(Rules {
            instruments,
            preset,
            keep_months: months(self.keep_months)?,
            keep_months_by_kind: by_kind,
            rhythm: self.rhythm.read("rhythm")?,
        })
    }
}

/// Shows the rules that hold.
#[utoipa::path(get, path = "/rules")]
pub(crate) async fn show(
    State(app): State<App>,
    Bearer(_staff): Bearer,
) -> Result<Json<RulesThatHold>, Problem> {
    hold(&app).await
}

/// Writes down what the members agreed on.
#[utoipa::path(post, path = "/rules", params(IdempotencyKey))]
pub(crate) async fn adopt(
    State(app): State<App>,
    Bearer(staff): Bearer,
    IdempotencyKey(key): IdempotencyKey,
    Json(request): Json<AgreedRules>,
) -> Result<Json<RulesThatHold>, Problem> {
    app.desk.adopt_rules(staff, &request.read()?, &key).await?;
    hold(&app).await
}

async fn hold(app: &App) -> Result<Json<RulesThatHold>, Problem> {
    Ok(Json(RulesThatHold {
        version: app.desk.rules_version().await?,
        rules: AgreedRules::of(&app.desk.rules().await?),
    }))
}
