//! Requests to ring up: what reaches a sender was asked for in the same append, at the office that holds
//! the hand-over of that very slip.

use event_store::Recorded;

use super::Proof;

impl Proof {
    /// The two halves stand one behind the other; the office's half may be erased.
    pub(super) fn was_asked_for(&mut self, event: &Recorded) -> Result<(), String> {
        let called_back = self.called_back.take();
        if event.name() == "CallBackReceived" && !event.is_erased() {
            self.called_back = Some(event.stream);
        }
        let Some(slip) = called_back else {
            return Ok(());
        };
        let asked_of = self.handovers.slips.get(&event.stream);
        let asks = event.name() == "CallBackRequested"
            && asked_of.is_some_and(|asked| asked.bytes() == *slip.as_bytes());
        if asks || event.is_erased() {
            Ok(())
        } else {
            Err("a sender was asked to ring up, and nobody asked".into())
        }
    }
}
