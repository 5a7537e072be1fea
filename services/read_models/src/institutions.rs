//! Institutions: the guide's entries, for choosing where she is sent. No person.

use async_recursion::async_recursion as boxed;
use domain::institutions::{ContactPerson, Entry, InstitutionEvent, Service};
use domain::{InstitutionId, Note};
use event_store::{
    FoldError, NetworkId, OwnerId, Placed, ReadModel, Recorded, StateGroup, Store, StoreError,
    StreamId, Subject,
};
use serde::{Deserialize, Serialize};

use crate::own::of_stream;
use crate::stored::read;
use crate::{Listed, Part, PartOf, Window};

/// One institution.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InstitutionRow {
    /// Its id.
    pub institution: InstitutionId,
    /// Its entry.
    pub entry: Entry,
    /// Its active services.
    pub services: Vec<Service>,
    /// Its opening hours.
    pub hours: Option<Note>,
    /// Its contact person for single parents.
    pub contact_person: Option<ContactPerson>,
}

/// The model.
pub struct Institutions;

const LIST: &str = "institutions";

impl ReadModel for Institutions {
    type Row = InstitutionRow;
    const NAME: &'static str = "institutions";

    fn subjects(event: &Recorded) -> Vec<Subject> {
        of_stream::<InstitutionEvent>(event)
    }

    fn fold(
        _: &Subject,
        row: Option<InstitutionRow>,
        event: &Recorded,
    ) -> Result<Option<Placed<InstitutionRow>>, FoldError> {
        let row = match (read::<InstitutionEvent>(event)?, row) {
            (InstitutionEvent::InstitutionEntered { institution, entry }, _) => {
                Some(InstitutionRow {
                    institution,
                    entry,
                    services: vec![],
                    hours: None,
                    contact_person: None,
                })
            }
            (change, Some(row)) => Some(row.with(change)),
            (_, None) => None,
        };
        Ok(row.map(|row| Placed {
            row,
            sealed_with: event.stream,
            listed: Some((OwnerId::from_bytes(*event.network.as_bytes()), LIST.into())),
            day: None,
            state: StateGroup::Open,
        }))
    }
}

impl InstitutionRow {
    fn with(mut self, change: InstitutionEvent) -> Self {
        match change {
            InstitutionEvent::InstitutionEntered { .. } => {}
            InstitutionEvent::EntryAmended { entry } => self.entry = entry,
            InstitutionEvent::ServiceOffered { service } => {
                self.services.retain(|s| s.id != service.id);
                self.services.push(service);
            }
            InstitutionEvent::ServiceWithdrawn { service } => {
                self.services.retain(|s| s.id != service);
            }
            InstitutionEvent::OpeningHoursStated { hours } => self.hours = Some(hours),
            InstitutionEvent::ContactPersonNamed { person } => self.contact_person = Some(person),
        }
        self
    }
}

impl Listed for InstitutionRow {
    type Place = (String, InstitutionId);

    fn place(&self) -> Self::Place {
        (self.entry.name.as_str().to_owned(), self.institution)
    }
}

/// All institutions of a network, by name.
#[boxed]
pub async fn all(
    store: &Store,
    network: NetworkId,
    window: &Window<(String, InstitutionId)>,
) -> Result<PartOf<InstitutionRow>, StoreError> {
    let owner = OwnerId::from_bytes(*network.as_bytes());
    let mut rows = store
        .rows()
        .list::<Institutions>(network, owner, LIST)
        .await?;
    rows.sort_by_cached_key(InstitutionRow::place);
    Ok(Part::of(rows, window))
}

/// One institution.
#[boxed]
pub async fn one(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
) -> Result<Option<InstitutionRow>, StoreError> {
    let subject = Subject::of_stream(StreamId::from_bytes(institution.bytes()));
    store.rows().get::<Institutions>(network, &subject).await
}
