//! HoldHandover: the office waits for something, until a day on which it looks again.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Handover, HandoverEvent};
use crate::vocabulary::HoldReason;
use crate::{EnteredDay, Now, Refusal};

/// Why and until when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Hold {
    /// For what it waits.
    pub reason: HoldReason,
    /// When to look at it again: a day to come.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    pub resume_on: Date,
}

impl Handover {
    pub(super) fn hold(now: Now, request: Hold) -> Result<Vec<HandoverEvent>, Refusal> {
        EnteredDay::Resume.check(request.resume_on, now)?;
        Ok(vec![HandoverEvent::HandoverHeld(request)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::Item;
    use crate::consents::tests_support::day;
    use crate::handovers::tests_support::{arrived, order};
    use crate::handovers::{HandoverCommand, Stage};
    use jiff::ToSpan;

    #[test]
    fn it_waits_until_a_day_to_come_and_goes_on() {
        let (mut handover, _) = arrived([(Item::Need, true)], true);
        let hold = |resume_on| {
            order(HandoverCommand::Hold(Hold {
                reason: HoldReason::WaitingForPlace,
                resume_on,
            }))
        };
        for command in [
            hold(day().saturating_add(14.days())),
            order(HandoverCommand::Resume),
        ] {
            for event in handover.decide(&command).unwrap() {
                handover.evolve(&event);
            }
        }
        assert_eq!(handover.stage(), Stage::Accepted);
    }
}
