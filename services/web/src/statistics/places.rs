//! What places are called.

use std::collections::BTreeMap;

use domain::InstitutionId;
use domain::vocabulary::InstitutionKind;
use path_statistics::releases::{Group, Place};

use crate::words;

/// Name and kind of the network's institutions, for releases that tell them apart.
#[derive(Default)]
pub(crate) struct Offices(BTreeMap<InstitutionId, (String, InstitutionKind)>);

/// The pool of all protected places.
const PROTECTED: &str = "Geschützte Stellen";
/// An institution that has left the network since.
const GONE: &str = "Frühere Einrichtung";

impl Offices {
    /// Of these institutions.
    pub(crate) fn of(
        offices: impl IntoIterator<Item = (InstitutionId, String, InstitutionKind)>,
    ) -> Self {
        let offices = offices.into_iter();
        Self(offices.map(|(id, name, kind)| (id, (name, kind))).collect())
    }

    /// In a sentence or a table.
    pub(crate) fn name(&self, place: Place) -> String {
        match place {
            Place::Protected => PROTECTED.into(),
            Place::Group(group) => words::group(group).into(),
            Place::Kind(kind) => words::kind(kind).into(),
            Place::Institution(id) => {
                let known = self.0.get(&id);
                known.map_or_else(|| GONE.into(), |(name, _)| name.clone())
            }
        }
    }

    /// On a picture.
    pub(crate) fn label(&self, place: Place) -> String {
        match place {
            Place::Kind(kind) => words::place_on_picture(kind).into(),
            Place::Group(Group::Livelihood) => "Existenz\u{AD}sicherung".into(),
            _ => self.name(place),
        }
    }

    /// An institution's kind.
    pub(crate) fn kind(&self, id: InstitutionId) -> Option<InstitutionKind> {
        self.0.get(&id).map(|(_, kind)| *kind)
    }

    /// The kinds that a place may stand for.
    pub(crate) fn kinds(&self, place: Place) -> Vec<InstitutionKind> {
        place.kinds(|id| self.kind(id))
    }
}
