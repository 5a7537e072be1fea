//! What is noted at a record, as it is asked and answered: safe mode, restriction, legal hold, what a child
//! confided (section 8(3) SGB VIII). Which steps there are stands in the table of its page.

use casework::{ChangeClient, ClientChange};
use domain::{Note, RecordId, Staff};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::App;
use crate::api::clients::ClientNamed;
use crate::api::json::Json;
use crate::api::request::{Caller, Id};
use crate::api::steps::{Answer, Resource};
use crate::refusals::Problem;
use crate::routes::persons::file::Here;

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
pub(crate) async fn confided(
    by: Caller,
    Id(record): Id<RecordId>,
) -> Result<Json<Confidences>, Problem> {
    let notes = by.desk.confided(by.staff, record).await?;
    Ok(Json(Confidences { notes }))
}
