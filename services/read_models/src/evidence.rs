//! Evidence: what an institution keeps to prove her word, for its privacy officer. No name; whoever holds
//! the signed paper finds it by its number.

use async_recursion::async_recursion as boxed;
use std::collections::BTreeSet;

use domain::consents::{Asking, WhoDecides};
use domain::evidence::{EvidenceEvent, Proof};
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

impl EvidenceRow {
    /// What is kept of a consent and of a release alike.
    fn kept<W, E>(proof: &Proof<W, E>, of: Proven, asked: Option<(Asking, WhoDecides)>) -> Self {
        let (asking, decided_by) = asked.unzip();
        Self {
            kept_as: proof.kept_as,
            institution: proof.institution,
            of,
            asking,
            decided_by,
            given_on: proof.given_on,
            expires_on: proof.expires_on,
            kept_until: proof.kept_until,
        }
    }
}

/// The model.
pub type KeptEvidence = OwnRows<EvidenceRow>;

impl Own for EvidenceRow {
    type Event = EvidenceEvent;
    const NAME: &'static str = "evidence";

    fn after(_: Option<Self>, event: EvidenceEvent, _: Date) -> Option<Self> {
        Some(match event {
            EvidenceEvent::ConsentEvidenceKept(proof) => {
                let decisions = &proof.of.decisions;
                let granted = decisions.iter().filter(|decision| decision.granted).count();
                let of = Proven::Consent {
                    recipients: proof.of.recipients.clone(),
                    granted,
                    refused: decisions.len() - granted,
                };
                let evidence = proof.evidence.known();
                let asked = evidence.map(|asked| (asked.asking.clone(), asked.decider.who()));
                Self::kept(&proof, of, asked)
            }
            EvidenceEvent::ReleaseEvidenceKept(proof) => {
                let recipient = proof.of.recipient;
                let evidence = proof.evidence.known();
                let asked = evidence.map(|asked| (asked.asking.clone(), asked.decider.who()));
                Self::kept(&proof, Proven::Release { recipient }, asked)
            }
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
