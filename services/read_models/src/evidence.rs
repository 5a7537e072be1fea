//! Evidence: what an institution keeps to prove her word, for its privacy officer. No name; whoever holds
//! the signed paper finds it by its number.

use async_recursion::async_recursion as boxed;
use std::collections::BTreeSet;

use domain::consents::{Asking, WhoDecides};
use domain::evidence::EvidenceEvent;
use domain::{EvidenceId, InstitutionId};
use event_store::{RowOrder, StateGroup, StoreError};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::listed::{Part, Place, Stretch, Window};
use crate::own::{Own, OwnRows};
use crate::tenant::Tenant;

/// One asking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EvidenceRow {
    /// Its number.
    pub kept_as: EvidenceId,
    /// Who keeps it.
    pub institution: InstitutionId,
    /// What it proves.
    pub of: Proven,
    /// How she was asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asking: Option<Asking>,
    /// Who decided; what a Betreuung was appointed for is no business of whoever looks after the evidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<WhoDecides>,
    /// The day of her word.
    pub given_on: Date,
    /// The last day on which it held.
    pub expires_on: Date,
    /// The last day of the evidence.
    pub kept_until: Date,
}

/// What evidence proves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "word", rename_all = "snake_case")]
pub enum Proven {
    /// A consent.
    Consent {
        /// The receiving institutions that she ticked.
        recipients: BTreeSet<InstitutionId>,
        /// Granted items.
        granted: usize,
        /// Refused items.
        refused: usize,
    },
    /// A release from confidentiality.
    Release {
        /// Who might be told.
        recipient: InstitutionId,
    },
}

/// The model.
pub type KeptEvidence = OwnRows<EvidenceRow>;

impl Own for EvidenceRow {
    type Event = EvidenceEvent;
    const NAME: &'static str = "evidence";

    fn after(_: Option<Self>, event: EvidenceEvent, _: Date) -> Option<Self> {
        Some(match event {
            EvidenceEvent::ConsentEvidenceKept {
                kept_as,
                institution,
                recipients,
                decisions,
                given_on,
                expires_on,
                kept_until,
                evidence,
                ..
            } => {
                let granted = decisions.iter().filter(|decision| decision.granted).count();
                let refused = decisions.len() - granted;
                Self {
                    kept_as,
                    institution,
                    of: Proven::Consent {
                        recipients,
                        granted,
                        refused,
                    },
                    asking: evidence.known().map(|asked| asked.asking.clone()),
                    decided_by: evidence.known().map(|asked| asked.decider.who()),
                    given_on,
                    expires_on,
                    kept_until,
                }
            }
            EvidenceEvent::ReleaseEvidenceKept {
                kept_as,
                institution,
                recipient,
                given_on,
                expires_on,
                kept_until,
                evidence,
                ..
            } => Self {
                kept_as,
                institution,
                of: Proven::Release { recipient },
                asking: evidence.known().map(|asked| asked.asking.clone()),
                decided_by: evidence.known().map(|asked| asked.decider.who()),
                given_on,
                expires_on,
                kept_until,
            },
        })
    }

    fn institution(&self) -> InstitutionId {
        self.institution
    }

    fn state(&self) -> StateGroup {
        StateGroup::Closed
    }

    fn day(&self) -> Date {
        self.given_on
    }
}

/// A part of what this institution keeps, her latest word first.
#[boxed]
pub async fn listed(
    tenant: &Tenant<'_>,
    window: &Window<Place>,
) -> Result<Part<EvidenceRow, Place>, StoreError> {
    let latest = Stretch::of(EvidenceRow::NAME, StateGroup::Closed, RowOrder::LatestFirst);
    tenant.whole_part::<KeptEvidence>(&[latest], window).await
}

/// How much evidence this institution keeps.
#[boxed]
pub async fn count(tenant: &Tenant<'_>) -> Result<u64, StoreError> {
    Ok(tenant.count::<EvidenceRow>().await?.closed)
}
