//! Notices: who holds a copy hears that something happened to what it rests on; nobody else does.

use domain::handovers::{Handover, Notice};
use domain::{Actor, HandoverId, Now};

use crate::Failure;
use crate::work::Work;

/// Writes the notice into the hand-over's stream, if its office holds it.
pub(crate) async fn notify(
    work: &mut Work<'_>,
    now: Now,
    handover: HandoverId,
    notice: Notice,
) -> Result<(), Failure> {
    let held = work.held_as(handover).await?;
    if let Some(event) = held.1.notify(notice, now.today) {
        let stream = held.0.bytes();
        work.write_as(stream, None, Actor::Seam, now, now.today, &[event])?;
    }
    Ok(())
}

impl Work<'_> {
    /// Where a hand-over is kept, and what its office holds: what that office erased, it does not hold.
    pub(crate) async fn held_as(
        &mut self,
        handover: HandoverId,
    ) -> Result<(HandoverId, Handover), Failure> {
        let state: Option<Handover> = self.load_unless_erased(handover.bytes()).await?;
        let state = state.unwrap_or_default();
        if let Handover::LinkedTo { handover: to, .. } = state {
            let there: Option<Handover> = self.load_unless_erased(to.bytes()).await?;
            return Ok((to, there.unwrap_or_default()));
        }
        Ok((handover, state))
    }
}
