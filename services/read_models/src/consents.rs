//! Consents: what an institution itself recorded and heard. Copies handed elsewhere are hers to see.

use std::collections::BTreeSet;

use domain::consents::{ConsentEvent, Decision, Item, Route};
use domain::{InstitutionId, PathId};
use event_store::{
    FoldError, NetworkId, Placed, ReadModel, Recorded, RowFilter, StateGroup, Store, StoreError,
    Subject,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::stored::read;
use crate::{Listed, Part, Window, owner_of};

/// Her decisions for one route, as the sender recorded them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ConsentRow {
    /// From whom to whom.
    pub route: Route,
    /// Her word on each item, the latest.
    pub decisions: Vec<Decision>,
    /// The day of her latest word.
    pub given_on: Date,
    /// The last day on which it holds.
    pub expires_on: Date,
    /// The items that she took back at this institution.
    pub withdrawn: BTreeSet<Item>,
}

/// The model.
pub struct Consents;

impl ReadModel for Consents {
    type Row = ConsentRow;
    const NAME: &'static str = "consents";

    fn subjects(event: &Recorded) -> Vec<Subject> {
        match event.decode::<ConsentEvent>() {
            Ok(ConsentEvent::ConsentRecorded { route, .. }) => vec![subject(event, route)],
            // What she says elsewhere is not this institution's to know.
            Ok(ConsentEvent::ConsentWithdrawn { route, at, .. }) if at == route.sender => {
                vec![subject(event, route)]
            }
            _ => vec![],
        }
    }

    fn fold(
        _: &Subject,
        row: Option<ConsentRow>,
        event: &Recorded,
    ) -> Result<Option<Placed<ConsentRow>>, FoldError> {
        let row = match (read::<ConsentEvent>(event)?, row) {
            (
                ConsentEvent::ConsentRecorded {
                    route,
                    decisions,
                    given_on,
                    expires_on,
                    ..
                },
                row,
            ) => recorded(row, route, decisions, given_on, expires_on),
            (ConsentEvent::ConsentWithdrawn { items, .. }, Some(mut row)) => {
                row.withdrawn.extend(items);
                row
            }
            (_, row) => match row {
                Some(row) => row,
                None => return Ok(None),
            },
        };
        Ok(Some(Placed {
            sealed_with: event.stream,
            listed: Some((owner_of(row.route.sender), list(event.stream.as_bytes()))),
            day: None,
            state: StateGroup::Open,
            row,
        }))
    }
}

fn recorded(
    row: Option<ConsentRow>,
    route: Route,
    decisions: Vec<Decision>,
    given_on: Date,
    expires_on: Date,
) -> ConsentRow {
    let mut row = row.unwrap_or(ConsentRow {
        route,
        decisions: vec![],
        given_on,
        expires_on,
        withdrawn: BTreeSet::new(),
    });
    for decision in decisions {
        row.decisions.retain(|d| d.item != decision.item);
        row.withdrawn.remove(&decision.item);
        row.decisions.push(decision);
    }
    row.decisions.sort_by_key(|d| d.item);
    ConsentRow {
        given_on,
        expires_on,
        ..row
    }
}

fn subject(event: &Recorded, route: Route) -> Subject {
    Subject::of_text(&format!(
        "{}/{}/{}",
        event.stream, route.sender, route.recipient
    ))
}

fn list(path: &[u8; 16]) -> String {
    format!("consents/{}", PathId::from_bytes(*path))
}

impl Listed for ConsentRow {
    type Place = InstitutionId;

    fn place(&self) -> InstitutionId {
        self.route.recipient
    }
}

/// What this institution recorded on her path, by receiving institution.
pub async fn on_path(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
    path: PathId,
    window: &Window<InstitutionId>,
) -> Result<Part<ConsentRow>, StoreError> {
    let listed = list(&path.bytes());
    let mut rows = store
        .rows()
        .list::<Consents>(
            network,
            owner_of(institution),
            &listed,
            RowFilter::default(),
        )
        .await?;
    rows.sort_by_key(ConsentRow::place);
    Ok(Part::of(rows, window))
}
