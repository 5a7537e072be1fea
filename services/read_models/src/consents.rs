//! Consents: what an institution itself recorded and heard, consents and releases from
//! confidentiality. Copies handed elsewhere, and what she said elsewhere, are hers to see.

use async_recursion::async_recursion as boxed;
use std::collections::BTreeSet;

use domain::consents::{
    ConsentEvent, Decision, Evidence, Item, ReleaseEvidence, Route, SaidHow, Standing, Word,
};
use domain::{Erasable, EvidenceId, InstitutionId, PathId};
use event_store::{FoldError, Placed, ReadModel, Recorded, StateGroup, StoreError, Subject};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::stored::{read, read_of};
use crate::tenant::Tenant;
use crate::{Listed, Part, PartOf, Window};

/// Her word on one path, as one institution recorded and heard it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct HerWord {
    /// What she decided, by receiving institution.
    pub consents: Vec<ConsentRow>,
    /// Whom she released from confidentiality, by receiving institution.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub releases: Vec<ReleaseRow>,
    /// What she took back at this institution, in the order in which it was entered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taken_back: Vec<TakenBackHere>,
    /// Where everything stands, as far as the institution heard: by the days of her word.
    heard: Word,
}

/// What she took back, where it was heard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TakenBackHere {
    /// Towards whom; none when it was everything.
    pub recipient: Option<InstitutionId>,
    /// Which items; none are named when it was everything, or a release from confidentiality.
    pub items: BTreeSet<Item>,
    /// The day of her word.
    pub on: Date,
    /// How she said it; none where nobody was asked yet.
    pub how: Option<SaidHow>,
}

/// A form that is kept as evidence and changes nothing.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct KeptOnly {
    /// The day of her word.
    pub given_on: Date,
    /// The day on which she said otherwise here.
    pub later_on: Date,
    /// As what it is kept.
    pub kept_as: EvidenceId,
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
    /// Forms that were entered although she had said otherwise later.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept_only: Vec<KeptOnly>,
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
    /// Forms that were entered although she had said otherwise later.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kept_only: Vec<KeptOnly>,
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
        let Some(read) = read_of(event) else {
            return vec![];
        };
        let whose = match read {
            Ok(E::ConsentRecorded(asked)) => Some(asked.route.sender),
            Ok(E::ReleaseRecorded(asked)) => Some(asked.route.sender),
            // What she says elsewhere is not this institution's to know.
            Ok(said) => said.taken_back_at(),
            Err(_) => return vec![Subject::of_stream(event.stream)],
        };
        let subject = whose.map(|whose| subject(event.stream.as_bytes(), whose));
        subject.into_iter().collect()
    }

    fn fold(
        _: &Subject,
        row: Option<HerWord>,
        event: &Recorded,
    ) -> Result<Option<Placed<HerWord>>, FoldError> {
        let row = row.unwrap_or_default().after(read::<ConsentEvent>(event)?);
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
    fn after(mut self, event: ConsentEvent) -> Self {
        // Before the word itself is heard: what stands against it.
        let kept_only = self.kept_only(&event);
        self.heard.evolve(&event);
        self.taken_back.extend(taken_back(&event));
        match event {
            ConsentEvent::ConsentRecorded(asked) => {
                let row = self.consent(asked.route);
                for decision in asked.decisions {
                    row.decisions.retain(|d| d.item != decision.item);
                    row.decisions.push(decision);
                }
                row.decisions.sort_by_key(|d| d.item);
                row.kept_only.extend(kept_only);
                if row.given_on <= asked.given_on {
                    (row.given_on, row.expires_on) = (asked.given_on, asked.expires_on);
                    (row.kept_as, row.evidence) = (Some(asked.kept_as), asked.evidence);
                }
            }
            ConsentEvent::ReleaseRecorded(asked) => {
                let of_route = |row: &ReleaseRow| row.route == asked.route;
                let before = self.releases.iter().position(of_route);
                let before = before.map(|at| self.releases.remove(at));
                let mut row = match before {
                    Some(later) if later.given_on > asked.given_on => later,
                    before => ReleaseRow {
                        route: asked.route,
                        given_on: asked.given_on,
                        expires_on: asked.expires_on,
                        withdrawn_on: None,
                        kept_only: before.map(|row| row.kept_only).unwrap_or_default(),
                        kept_as: asked.kept_as,
                        evidence: asked.evidence,
                    },
                };
                row.kept_only.extend(kept_only);
                self.releases.push(row);
                self.releases.sort_by_key(|release| release.route);
            }
            _ => {}
        }
        self.stands_by_its_days();
        self
    }

    /// What stands against a form that is entered now, as far as the institution heard.
    fn kept_only(&self, event: &ConsentEvent) -> Option<KeptOnly> {
        let (given_on, kept_as, later_on) = match event {
            ConsentEvent::ConsentRecorded(asked) => {
                let (route, given_on) = (asked.route, asked.given_on);
                let granted = asked.decisions.iter().filter(|decision| decision.granted);
                let against = granted.filter_map(|decision| {
                    self.heard
                        .stands_against(route, decision.item, given_on)
                        .filter(|on| *on > given_on || !asked.signed_after_withdrawal)
                });
                (given_on, asked.kept_as, against.max())
            }
            ConsentEvent::ReleaseRecorded(asked) => {
                let given_on = asked.given_on;
                let against = self.heard.stands_against_release(asked.route, given_on);
                let against = against.filter(|on| *on > given_on || !asked.signed_after_withdrawal);
                (given_on, asked.kept_as, against)
            }
            _ => return None,
        };
        Some(KeptOnly {
            given_on,
            later_on: later_on?,
            kept_as,
        })
    }

    /// Her word on each thing as it stands now, by the days on which she said it.
    fn stands_by_its_days(&mut self) {
        for row in &mut self.consents {
            row.withdrawn.clear();
            for decision in &mut row.decisions {
                let stands = self.heard.standing(row.route, decision.item);
                decision.granted = stands.is_some_and(|stands| stands != Standing::Refused);
                if stands == Some(Standing::Withdrawn) {
                    row.withdrawn.insert(decision.item);
                }
            }
        }
        for row in &mut self.releases {
            row.withdrawn_on = self.heard.release_taken_back_since(row.route);
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
                kept_only: vec![],
                kept_as: None,
                evidence: None,
            };
            self.consents.insert(at, empty);
        }
        &mut self.consents[at]
    }
}

/// What the event takes back, if it does.
#[must_use]
pub fn taken_back(event: &ConsentEvent) -> Option<TakenBackHere> {
    let (route, items, on, how) = match event {
        ConsentEvent::ConsentWithdrawn(back) => {
            (Some(&back.route), back.items.clone(), &back.on, &back.how)
        }
        ConsentEvent::ReleaseWithdrawn { route, on, how, .. } => {
            (Some(route), BTreeSet::new(), on, how)
        }
        ConsentEvent::EverythingWithdrawn { on, how, .. } => (None, BTreeSet::new(), on, how),
        _ => return None,
    };
    Some(TakenBackHere {
        recipient: route.map(|route| route.recipient),
        items,
        on: *on,
        how: *how,
    })
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
#[boxed]
pub async fn her_word(tenant: &Tenant<'_>, path: PathId) -> Result<HerWord, StoreError> {
    let subject = subject(&path.bytes(), tenant.institution);
    let rows = tenant.store.rows();
    let row = rows.get::<Consents>(tenant.network, &subject).await?;
    Ok(row.unwrap_or_default())
}

/// The consents that this institution recorded on her path, by receiving institution.
#[boxed]
pub async fn on_path(
    tenant: &Tenant<'_>,
    path: PathId,
    window: &Window<InstitutionId>,
) -> Result<PartOf<ConsentRow>, StoreError> {
    let rows = her_word(tenant, path).await?.consents;
    Ok(Part::of(rows, window))
}
