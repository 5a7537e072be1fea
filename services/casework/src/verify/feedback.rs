//! Feedback: under a standing consent, or under her word for this one message of this one hand-over.
//! To an office that may reduce benefits nothing crosses by a standing consent, and nothing that lies
//! on her side (rule 3).

use domain::HandoverId;
use domain::consents::Disclosure;
use domain::slips::Message;
use event_store::Recorded;

use super::her_word::{Released, Standing};
use super::{Claim, Proof, Sent, To};

impl Proof {
    pub(super) fn follow_feedback(
        &mut self,
        event: &Recorded,
        message: Message,
        disclosure: Disclosure,
    ) -> Result<(), String> {
        let item = message.item();
        if *disclosure.items() != [item].into() {
            return Err("feedback under a consent for something else".into());
        }
        let slip = self.handovers.slips.get(&event.stream);
        let slip = slip.ok_or("feedback without a slip")?;
        let Some(&sent) = self.handovers.sent.get(slip) else {
            // The sender erased its slip: from whom it came is unknown.
            self.report.no_longer_provable += 1;
            return Ok(());
        };
        let Sent { route, path } = sent;
        let punishes = self.benefits_offices.contains(&route.sender);
        if punishes && message.lies_on_her_side() {
            return Err("an office that may reduce benefits was told what lies on her side".into());
        }
        let claim = Claim::of(event, To::Recipient, disclosure);
        let standing = self
            .her_word
            .standing(route, &claim.disclosure, claim.day)?;
        if standing == Standing::Erased || (standing == Standing::Lives && !punishes) {
            return self.prove(sent, &claim);
        }
        if claim.disclosure.consent() != path {
            return Err("feedback under a consent of another path".into());
        }
        let released = Released {
            path,
            route,
            handover: HandoverId::from_bytes(*event.stream.as_bytes()),
            message,
        };
        if self.her_word.use_up(&released) {
            self.report.disclosures += 1;
            return Ok(());
        }
        Err(if standing == Standing::Lives {
            format!("{item} reached an office that may reduce benefits by a standing consent")
        } else {
            self.why_dead(path, route, item)
        })
    }
}
