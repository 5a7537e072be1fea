//! The service chain: anybody's to read, the coordinator's to write down, version by version.

use casework::AdoptServiceChain;
use domain::Refusal;
use domain::service_chain::{AdoptedChain, ChainText};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::answers::Answered;
use super::json::Json;
use super::request::{Caller, Id, IdempotencyKey, Keyed};
use crate::refusals::Problem;

/// A text on which the members agreed.
#[derive(Deserialize, ToSchema)]
pub(crate) struct NewServiceChain {
    /// The chain, in TOML.
    text: String,
}

/// A version of the service chain.
#[derive(Serialize, ToSchema)]
pub(crate) struct AdoptedServiceChain {
    /// Its number, from 1.
    version: u32,
    /// The chain, in TOML.
    text: String,
    /// The first day on which it held.
    adopted_on: Date,
}

impl AdoptedServiceChain {
    fn of(found: Option<AdoptedChain>) -> Answered<Self> {
        let AdoptedChain { version, text, on } = found.ok_or(Refusal::NotFound)?;
        Ok(Json(Self {
            version,
            text: text.into(),
            adopted_on: on,
        }))
    }
}

/// Shows the chain that holds.
#[utoipa::path(get, path = "/service-chain")]
pub(crate) async fn show_chain(by: Caller) -> Answered<AdoptedServiceChain> {
    AdoptedServiceChain::of(by.desk.service_chain().await?)
}

/// Shows one version of the chain.
#[utoipa::path(get, path = "/service-chain/{version}", params(("version" = u32, Path, description = "The version's number.")))]
pub(crate) async fn chain_version(
    by: Caller,
    Id(number): Id<u32>,
) -> Answered<AdoptedServiceChain> {
    AdoptedServiceChain::of(by.desk.service_chain_version(number).await?)
}

/// Writes down the chain on which the members agreed.
#[utoipa::path(post, path = "/service-chain", params(IdempotencyKey))]
pub(crate) async fn adopt_chain(
    by: Keyed,
    Json(request): Json<NewServiceChain>,
) -> Answered<AdoptedServiceChain> {
    let text = ChainText::parse(&request.text).map_err(|_| {
        Problem::bad_input("Das Feld „text“ muss ein Text von höchstens 20000 Zeichen sein.")
    })?;
    by.perform(&AdoptServiceChain { text: &text }).await?;
    AdoptedServiceChain::of(by.desk.service_chain().await?)
}
