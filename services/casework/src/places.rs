//! Places as they may stand on a paper: a protected one under the network's name only, without its
//! service, which would tell as much (rule 11).

use std::collections::BTreeMap;

use domain::institutions::SenderShown;
use domain::{InstitutionId, Line};
use serde::Serialize;

use crate::{Desk, Failure};

/// A place where she can go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The institution, or the network.
    pub institution: Line,
    /// The service there.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub service: Option<Line>,
}

/// How every institution of the network may be named.
pub(crate) struct Places {
    neutral: Line,
    open: BTreeMap<InstitutionId, Line>,
}

impl Places {
    /// This one; what is not in the guide any more is named as a protected one is.
    pub(crate) fn shown(&self, institution: InstitutionId, service: Line) -> Place {
        match self.open.get(&institution) {
            Some(name) => Place {
                institution: name.clone(),
                service: Some(service),
            },
            None => Place {
                institution: self.neutral.clone(),
                service: None,
            },
        }
    }
}

impl Desk {
    pub(crate) async fn places(&self) -> Result<Places, Failure> {
        let rows = self.institutions().await?.into_iter();
        let open = rows.filter(|row| !row.entry.hides());
        Ok(Places {
            neutral: SenderShown::neutral(&self.faces().await?).name,
            open: open.map(|row| (row.institution, row.entry.name)).collect(),
        })
    }
}
