//! Rule 2: what a sender sees is a function of its own facts, its clock, and what she, or the other
//! office with her consent, sent. The walk is gone once more without any act on a receiving side;
//! only what crossed is handed in. Every sender gets the same answers and has the same slips.

use std::rc::Rc;

use domain::clients::ClientEvent;
use domain::consents::ConsentEvent;
use domain::slips::{SlipEvent, SlipIssued};

use super::op::{Op, What};
use super::town::Town;
use super::world::{Answer, World, Written};

pub(crate) fn check(town: Rc<Town>, ops: &[Op], log: &[(Answer, Vec<Written>)], lived: &World) {
    let mut without = World::of(town);
    for (op, (answer, written)) in ops.iter().zip(log) {
        if op.what.is_the_receiving_offices() {
            only_its_own_records(written, lived);
            // Who comes without a slip and is new has a path that is the office's own from its beginning.
            let opened = |written: &Written| {
                matches!(
                    written,
                    Written::Client(_, ClientEvent::ClientRecorded { .. })
                )
            };
            let own_path = matches!(op.what, What::Arrive) && written.iter().any(opened);
            let joined = |written: &Written| {
                matches!(
                    written,
                    Written::Consent(_, ConsentEvent::StationJoined { .. })
                )
            };
            let crossed = written.iter();
            let crossed = crossed.filter(|one| crosses(one) || own_path && joined(one));
            without.take_over(op, crossed.cloned());
        } else {
            assert_eq!(&without.step(op), answer, "{op:?} answers otherwise");
        }
    }
    assert_eq!(lived.slips.len(), without.slips.len());
    for (id, slip) in &lived.slips {
        let seen = without.slips.get(id);
        assert_eq!(seen, Some(slip), "its sender sees another slip");
    }
}

/// What a step on the receiving side leaves that may be known elsewhere: at the sender exactly the messages,
/// and what is the receiving office's own, which may be a sender itself: its records, and the slip with
/// which it sends her on. Of what stands on her path what she released, because the sender hears it in the
/// same act, and which paths are hers, because her word goes to all of them. That she came and who holds a
/// copy is not handed in: no sender acts on it.
fn crosses(written: &Written) -> bool {
    match written {
        Written::Handover(..) | Written::Voucher(..) => false,
        Written::Consent(_, event) => {
            let on_her_path = matches!(
                event,
                ConsentEvent::CopyHanded(_)
                    | ConsentEvent::CopyShown(_)
                    | ConsentEvent::VoucherCopyHanded { .. }
                    | ConsentEvent::VoucherCopyShown { .. }
                    | ConsentEvent::StationJoined { .. }
            );
            let is_her_word = matches!(
                event,
                ConsentEvent::MessageReleased(_)
                    | ConsentEvent::PathLinked { .. }
                    // On the paper with which it sends her on: by it she is known at every station of hers.
                    | ConsentEvent::OwnCodeGiven { .. }
            );
            assert!(on_her_path || is_her_word, "{} crossed", event.name());
            is_her_word
        }
        Written::Client(..) => true,
        Written::Slip(_, event) => {
            let is_a_word = matches!(
                event,
                SlipEvent::FeedbackReceived { .. }
                    | SlipEvent::RetractionReceived { .. }
                    | SlipEvent::HerWordReceived { .. }
                    | SlipEvent::CallBackReceived { .. }
            );
            let sends_her_on = matches!(
                event,
                SlipEvent::SlipIssued(SlipIssued {
                    parent: Some(_),
                    ..
                })
            );
            assert!(is_a_word || sends_her_on, "{} crossed", event.name());
            true
        }
    }
}

/// Records that a receiving step writes to are of the office that holds the hand-over.
fn only_its_own_records(written: &[Written], lived: &World) {
    let holds = written.iter().find_map(|written| match written {
        Written::Handover(id, _) => lived.handovers[id].held().map(|held| held.institution),
        _ => None,
    });
    for written in written {
        // The slip with which she is sent on announces her at the next office, which opens a record.
        let Written::Client(
            id,
            ClientEvent::ClientIdentified { .. } | ClientEvent::PathAdded { .. },
        ) = written
        else {
            continue;
        };
        let whose = lived.clients[id].opened.map(|opened| opened.institution);
        assert_eq!(whose, holds, "a record of another office was written to");
    }
}
