//! ForwardHandover: the office sends her on, with a slip of its own on the same path.

use super::{Handover, HandoverEvent};
use crate::{Refusal, SlipId};

/// Where to, as the child slip says.
#[derive(Debug, Clone, Copy)]
pub struct Forward {
    /// The slip in the office's own stream; issuing it checks everything else.
    pub slip: SlipId,
    /// She agrees to go there.
    pub agreed: bool,
}

impl Handover {
    pub(super) fn forward(command: &Forward) -> Result<Vec<HandoverEvent>, Refusal> {
        if !command.agreed {
            return Err(Refusal::OnlyOnHerWord);
        }
        Ok(vec![HandoverEvent::HandoverForwarded {
            slip: command.slip,
        }])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::Item;
    use crate::handovers::tests_support::{arrived, order};
    use crate::handovers::{HandoverCommand, Stage};

    #[test]
    fn she_is_sent_on_only_if_she_agrees() {
        let (mut handover, _) = arrived([(Item::Need, true)], true);
        let forward = |agreed| {
            let slip = SlipId::from_bytes([30; 16]);
            order(HandoverCommand::Forward(Forward { slip, agreed }))
        };
        assert_eq!(
            handover.decide(&forward(false)),
            Err(Refusal::OnlyOnHerWord)
        );
        for event in handover.decide(&forward(true)).unwrap() {
            handover.evolve(&event);
        }
        assert_eq!(handover.stage(), Stage::Forwarded);
    }
}
