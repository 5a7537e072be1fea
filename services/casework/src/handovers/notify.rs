//! Notices: who holds a copy hears that something happened to what it rests on; nobody else does.

use std::collections::BTreeSet;

use domain::handovers::{Handover, Notice};
use domain::{Actor, HandoverId, InstitutionId, RecordId};

use crate::Failure;
use crate::work::Work;

/// Where something is said: the institution, and its record of her with those that were joined to it.
pub(crate) struct ToldAt {
    institution: InstitutionId,
    records: BTreeSet<RecordId>,
}

impl ToldAt {
    /// At the institution of this caseworker, with this record.
    pub(crate) async fn desk(work: &mut Work<'_>, record: RecordId) -> Result<Self, Failure> {
        let by = work.by;
        Ok(Self {
            institution: by.institution,
            records: work.joined_to(record).await?.into_keys().collect(),
        })
    }

    /// Whether a notice goes there. An institution that was told has heard; a notice in another record that
    /// it has would only tell that both are the same person's.
    pub(crate) fn is_heard_at(&self, institution: InstitutionId, record: Option<RecordId>) -> bool {
        let hers = record.is_some_and(|record| self.records.contains(&record));
        institution != self.institution || hers
    }
}

/// Writes the notice into the hand-over's stream, if its office holds it and is not the one that was told.
pub(crate) async fn notify_others(
    work: &mut Work<'_>,
    told: &ToldAt,
    handover: HandoverId,
    notice: Notice,
) -> Result<(), Failure> {
    let (_, there) = work.held_as(handover).await?;
    let hears = there
        .held()
        .is_none_or(|held| told.is_heard_at(held.institution, Some(held.record)));
    if hears {
        notify(work, handover, notice).await?;
    }
    Ok(())
}

/// Writes the notice into the hand-over's stream, if its office holds it.
pub(crate) async fn notify(
    work: &mut Work<'_>,
    handover: HandoverId,
    notice: Notice,
) -> Result<(), Failure> {
    let now = work.now;
    let held = work.held_as(handover).await?;
    if let Some(event) = held.1.notify(notice, now.today) {
        work.write_as(Actor::Seam, held.0, [event])?;
    }
    Ok(())
}

impl Work<'_> {
    /// Where a hand-over is kept, and what its office holds: what that office erased, it does not hold.
    pub(crate) async fn held_as(
        &mut self,
        handover: HandoverId,
    ) -> Result<(HandoverId, Handover), Failure> {
        let state: Option<Handover> = self.load_unless_erased(handover).await?;
        let state = state.unwrap_or_default();
        if let Handover::LinkedTo { handover: to, .. } = state {
            let there: Option<Handover> = self.load_unless_erased(to).await?;
            return Ok((to, there.unwrap_or_default()));
        }
        Ok((handover, state))
    }
}
