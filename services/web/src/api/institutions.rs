//! The guide: which offices there are and what they offer, no person but contact persons; and the entry of the own
//! institution: how it is called and reached, and under which name it appears.

use casework::OwnEntry;
use domain::institutions::{ContactPerson, Service};
use domain::vocabulary::InstitutionKind;
use domain::{InstitutionId, Line, Note};
use read_models::institutions::InstitutionRow;
use serde::Serialize;
use utoipa::ToSchema;

use super::answers::{Answered, Seen};
use super::etag::Tagged;
use super::json::Json;
use super::parts::InParts;
use super::request::{Caller, IdempotencyKey, Keyed};

const LIST: &str = "institutions";

/// Institutions, by name.
#[derive(Serialize, ToSchema)]
pub(crate) struct InstitutionList {
    /// The institutions.
    institutions: Vec<Institution>,
    /// The cursor of the next part, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// One institution.
#[derive(Serialize, ToSchema)]
pub(crate) struct Institution {
    /// Its id.
    id: InstitutionId,
    /// Its name.
    name: Line,
    /// What it is.
    kind: InstitutionKind,
    /// Where it is; a shelter has no address.
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<Line>,
    /// Where it can be called.
    phone: Line,
    /// When it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    opening_hours: Option<Note>,
    /// Its contact person for single parents.
    #[serde(skip_serializing_if = "Option::is_none")]
    contact_person: Option<ContactPerson>,
    /// Whether its staff sign in; elsewhere feedback comes back on paper.
    signs_in: bool,
    /// What it offers.
    services: Vec<Service>,
}

impl From<InstitutionRow> for Institution {
    fn from(row: InstitutionRow) -> Self {
        Self {
            id: row.institution,
            name: row.entry.name,
            kind: row.entry.kind,
            signs_in: row.entry.signs_in,
            address: row.entry.address,
            phone: row.entry.phone,
            opening_hours: row.hours,
            contact_person: row.contact_person,
            services: row.services,
        }
    }
}

/// Lists all institutions of the network with their services.
#[utoipa::path(get, path = "/institutions", params(InParts))]
pub(crate) async fn list(by: Caller<InParts>) -> Seen<InstitutionList> {
    let window = by.window(LIST)?;
    let part = by.desk.institutions_in(&window).await?;
    let list = InstitutionList {
        next: by.next(LIST, part.next.as_ref()),
        institutions: part.rows.into_iter().map(Institution::from).collect(),
    };
    Tagged::of(&list)
}

/// The institution whose entry was changed.
#[derive(Serialize, ToSchema)]
pub(crate) struct InstitutionNamed {
    /// Its id.
    institution: InstitutionId,
}

/// Changes the entry of the own institution; with the neutral sender it is named nowhere else from now on.
#[utoipa::path(post, path = "/institutions/own/entry", params(IdempotencyKey))]
pub(crate) async fn amend(by: Keyed, Json(entry): Json<OwnEntry>) -> Answered<InstitutionNamed> {
    by.desk.amend_own_entry(by.staff, &entry, by.key()).await?;
    Ok(Json(InstitutionNamed {
        institution: by.staff.institution,
    }))
}
