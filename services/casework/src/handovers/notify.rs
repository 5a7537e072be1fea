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
    // What the other office erased, it does not hold.
    let state: Option<Handover> = work.load_unless_erased(handover.bytes()).await?;
    let mut held = (handover, state.unwrap_or_default());
    if let Handover::LinkedTo { handover: to, .. } = held.1 {
        let there: Option<Handover> = work.load_unless_erased(to.bytes()).await?;
        held = (to, there.unwrap_or_default());
    }
    if let Some(event) = held.1.notify(notice, now.today) {
        let stream = held.0.bytes();
        work.write_as(stream, None, Actor::Seam, now, now.today, &[event])?;
    }
    Ok(())
}
