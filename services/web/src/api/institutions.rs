//! The guide: which offices there are and what they offer. No person but contact persons.

use std::collections::BTreeSet;

use axum::extract::State;
use domain::institutions::{ContactPerson, Service};
use domain::vocabulary::{InstitutionKind, Need};
use domain::{InstitutionId, ServiceId};
use read_models::institutions::InstitutionRow;
use serde::Serialize;
use utoipa::ToSchema;

use super::codes::{InstitutionKindCode, NeedCode};
use super::etag::Tagged;
use super::ids::AnId;
use super::parts::InParts;
use crate::App;
use crate::auth::Bearer;
use crate::refusals::Problem;

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
    #[schema(value_type = AnId)]
    id: InstitutionId,
    /// Its name.
    name: String,
    /// What it is.
    #[schema(value_type = InstitutionKindCode)]
    kind: InstitutionKind,
    /// Where it is; a shelter has no address.
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
    /// Where it can be called.
    phone: String,
    /// When it is open.
    #[serde(skip_serializing_if = "Option::is_none")]
    opening_hours: Option<String>,
    /// Its contact person for single parents.
    #[serde(skip_serializing_if = "Option::is_none")]
    contact_person: Option<Contact>,
    /// Whether its staff sign in; elsewhere feedback comes back on paper.
    signs_in: bool,
    /// What it offers.
    services: Vec<Offered>,
}

/// A contact person of an institution.
#[derive(Serialize, ToSchema)]
pub(crate) struct Contact {
    /// The name.
    name: String,
    /// The direct number.
    phone: String,
}

/// A service of an institution.
#[derive(Serialize, ToSchema)]
pub(crate) struct Offered {
    /// Its id.
    #[schema(value_type = AnId)]
    id: ServiceId,
    /// Its name.
    name: String,
    /// The needs that it meets.
    #[schema(value_type = Vec<NeedCode>)]
    needs: BTreeSet<Need>,
}

impl From<InstitutionRow> for Institution {
    fn from(row: InstitutionRow) -> Self {
        Self {
            id: row.institution,
            name: row.entry.name.into(),
            kind: row.entry.kind,
            signs_in: row.entry.signs_in,
            address: row.entry.address.map(String::from),
            phone: row.entry.phone.into(),
            opening_hours: row.hours.map(String::from),
            contact_person: row.contact_person.map(Contact::from),
            services: row.services.into_iter().map(Offered::from).collect(),
        }
    }
}

impl From<ContactPerson> for Contact {
    fn from(person: ContactPerson) -> Self {
        Self {
            name: person.name.into(),
            phone: person.phone.into(),
        }
    }
}

impl From<Service> for Offered {
    fn from(service: Service) -> Self {
        Self {
            id: service.id,
            name: service.name.into(),
            needs: service.needs,
        }
    }
}

/// Lists all institutions of the network with their services.
#[utoipa::path(get, path = "/institutions", params(InParts))]
pub(crate) async fn list(
    State(app): State<App>,
    Bearer(_staff): Bearer,
    asked: InParts,
) -> Result<Tagged<InstitutionList>, Problem> {
    let window = asked.window(&app, LIST)?;
    let part = app.desk.institutions_in(&window).await?;
    let list = InstitutionList {
        next: asked.next(&app, LIST, part.next.as_ref()),
        institutions: part.rows.into_iter().map(Institution::from).collect(),
    };
    Tagged::of(&list)
}
