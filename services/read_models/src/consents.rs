//! Consents: what an institution itself recorded and heard, consents and releases from
//! confidentiality. Copies handed elsewhere, and what she said elsewhere, are hers to see.

use std::collections::BTreeSet;

use domain::consents::{ConsentEvent, Decision, Evidence, Item, ReleaseEvidence, Route};
use domain::{Erasable, EvidenceId, InstitutionId, PathId};
use event_store::{
    FoldError, NetworkId, Placed, ReadModel, Recorded, StateGroup, Store, StoreError, Subject,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::stored::{occurred_on, read};
use crate::{Listed, Part, Window};

/// Her word on one path, as one institution recorded and heard it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct HerWord {
    /// What she decided, by receiving institution.
    pub consents: Vec<ConsentRow>,
    /// Whom she released from confidentiality, by receiving institution.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub releases: Vec<ReleaseRow>,
}

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
    /// As what the evidence of her latest word is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kept_as: Option<EvidenceId>,
    /// How she was asked, the last time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Erasable<Evidence>>,
}

impl ConsentRow {
    /// Whether she granted the item and did not take it back here; the day is looked at apart.
    #[must_use]
    pub fn grants(&self, item: Item) -> bool {
        let granted = |decision: &Decision| decision.item == item && decision.granted;
        self.decisions.iter().any(granted) && !self.withdrawn.contains(&item)
    }
}

/// A release from confidentiality, as the sender recorded it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ReleaseRow {
    /// From whom to whom.
    pub route: Route,
    /// The day of her word.
    pub given_on: Date,
    /// The last day on which it holds.
    pub expires_on: Date,
    /// When she took it back at this institution.
    pub withdrawn_on: Option<Date>,
    /// As what the evidence of it is kept.
    pub kept_as: EvidenceId,
    /// Who may say what, and how she was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Erasable<ReleaseEvidence>>,
}

/// The model.
pub struct Consents;

impl ReadModel for Consents {
    type Row = HerWord;
    const NAME: &'static str = "consents";

    fn subjects(event: &Recorded) -> Vec<Subject> {
        use ConsentEvent as E;
        let whose = match event.decode::<ConsentEvent>() {
            Ok(E::ConsentRecorded { route, .. } | E::ReleaseRecorded { route, .. }) => route.sender,
            // What she says elsewhere is not this institution's to know.
            Ok(E::ConsentWithdrawn { route, at, .. } | E::ReleaseWithdrawn { route, at, .. })
                if at == route.sender =>
            {
                at
            }
            Ok(E::EverythingWithdrawn { at, .. }) => at,
            _ => return vec![],
        };
        vec![subject(event.stream.as_bytes(), whose)]
    }

    fn fold(
        _: &Subject,
        row: Option<HerWord>,
        event: &Recorded,
    ) -> Result<Option<Placed<HerWord>>, FoldError> {
        let on = occurred_on(event)?;
        let event_of = read::<ConsentEvent>(event)?;
        let row = match (row, event_of) {
            // She took everything back where nothing was recorded.
            (None, ConsentEvent::EverythingWithdrawn { .. }) => return Ok(None),
            (row, said) => row.unwrap_or_default().after(said, on),
        };
        Ok(Some(Placed {
            sealed_with: event.stream,
            listed: None,
            day: None,
            state: StateGroup::Open,
            row,
        }))
    }
}

impl HerWord {
    fn after(mut self, event: ConsentEvent, on: Date) -> Self {
        match event {
            ConsentEvent::ConsentRecorded {
                route,
                decisions,
                given_on,
                expires_on,
                kept_as,
                evidence,
                ..
            } => {
                let row = self.consent(route);
                for decision in decisions {
                    row.decisions.retain(|d| d.item != decision.item);
                    row.withdrawn.remove(&decision.item);
                    row.decisions.push(decision);
                }
                row.decisions.sort_by_key(|d| d.item);
                (row.given_on, row.expires_on) = (given_on, expires_on);
                (row.kept_as, row.evidence) = (Some(kept_as), evidence);
            }
            ConsentEvent::ReleaseRecorded {
                route,
                given_on,
                expires_on,
                kept_as,
                evidence,
                ..
            } => {
                self.releases.retain(|release| release.route != route);
                self.releases.push(ReleaseRow {
                    route,
                    given_on,
                    expires_on,
                    withdrawn_on: None,
                    kept_as,
                    evidence,
                });
                self.releases.sort_by_key(|release| release.route);
            }
            ConsentEvent::ConsentWithdrawn { route, items, .. } => {
                self.consent(route).withdrawn.extend(items);
            }
            ConsentEvent::ReleaseWithdrawn { route, .. } => {
                self.withdraw_releases(on, |release| release.route == route);
            }
            ConsentEvent::EverythingWithdrawn { .. } => {
                for row in &mut self.consents {
                    let granted = row.decisions.iter().filter(|decision| decision.granted);
                    row.withdrawn.extend(granted.map(|decision| decision.item));
                }
                self.withdraw_releases(on, |_| true);
            }
            _ => {}
        }
        self
    }

    fn withdraw_releases(&mut self, on: Date, which: impl Fn(&ReleaseRow) -> bool) {
        for release in self.releases.iter_mut().filter(|release| which(release)) {
            release.withdrawn_on.get_or_insert(on);
        }
    }

    /// The row of a route, opened where there is none.
    fn consent(&mut self, route: Route) -> &mut ConsentRow {
        let at = self.consents.partition_point(|row| row.route < route);
        if self.consents.get(at).is_none_or(|row| row.route != route) {
            let empty = ConsentRow {
                route,
                decisions: vec![],
                given_on: Date::ZERO,
                expires_on: Date::ZERO,
                withdrawn: BTreeSet::new(),
                kept_as: None,
                evidence: None,
            };
            self.consents.insert(at, empty);
        }
        &mut self.consents[at]
    }
}

fn subject(path: &[u8; 16], institution: InstitutionId) -> Subject {
    Subject::of_text(&format!("{}/{institution}", PathId::from_bytes(*path)))
}

impl Listed for ConsentRow {
    type Place = InstitutionId;

    fn place(&self) -> InstitutionId {
        self.route.recipient
    }
}

/// Everything that this institution recorded on her path.
pub async fn her_word(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
    path: PathId,
) -> Result<HerWord, StoreError> {
    let subject = subject(&path.bytes(), institution);
    let row = store.rows().get::<Consents>(network, &subject).await?;
    Ok(row.unwrap_or_default())
}

/// The consents that this institution recorded on her path, by receiving institution.
pub async fn on_path(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
    path: PathId,
    window: &Window<InstitutionId>,
) -> Result<Part<ConsentRow>, StoreError> {
    let rows = her_word(store, network, institution, path).await?.consents;
    Ok(Part::of(rows, window))
}
