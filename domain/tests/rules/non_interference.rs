//! Rule 2: what a sender sees is a function of its own facts, its clock, and what she, or the other
//! office with her consent, sent. The walk is gone once more without any act on a receiving side;
//! only what crossed is handed in. Every sender gets the same answers and has the same slips.

use domain::consents::ConsentEvent;
use domain::slips::{Slip, SlipEvent};
use serde_json::Value;

use super::op::Op;
use super::world::{Answer, World, Written};

pub(crate) fn check(ops: &[Op], log: &[(Answer, Vec<Written>)], lived: &World) {
    let mut without = World::default();
    for (op, (answer, written)) in ops.iter().zip(log) {
        if op.what.is_the_receiving_offices() {
            let crossed: Vec<Written> = written.iter().filter(|w| crosses(w)).cloned().collect();
            without.take_over(crossed);
        } else {
            assert_eq!(&without.step(op), answer, "{op:?} answers otherwise");
        }
    }
    assert_eq!(lived.slips.len(), without.slips.len());
    for (id, slip) in &lived.slips {
        let seen = without.slips.get(id).map(shown);
        assert_eq!(seen, Some(shown(slip)), "its sender sees another slip");
    }
}

/// What a step on the receiving side leaves outside its own streams: her records and her word, the
/// slip with which she is sent on, and at the sender exactly the messages.
fn crosses(written: &Written) -> bool {
    match written {
        Written::Handover(..) | Written::Voucher(..) => false,
        Written::Consent(_, event) => !matches!(
            event,
            ConsentEvent::CopyHanded { .. } | ConsentEvent::VoucherCopyHanded { .. }
        ),
        Written::Client(..) => true,
        Written::Slip(_, event) => {
            let is_a_word = matches!(
                event,
                SlipEvent::FeedbackReceived { .. }
                    | SlipEvent::RetractionReceived { .. }
                    | SlipEvent::HerWordReceived { .. }
            );
            let sends_her_on = matches!(
                event,
                SlipEvent::SlipIssued {
                    parent: Some(_),
                    ..
                }
            );
            assert!(is_a_word || sends_her_on, "{} crossed", event.name());
            true
        }
    }
}

/// The slip without the length of the consent stream, which never leaves the store.
fn shown(slip: &Slip) -> Value {
    let mut value = serde_json::to_value(slip).unwrap();
    let disclosure = value.get_mut("disclosure").and_then(Value::as_object_mut);
    disclosure.map(|disclosure| disclosure.remove("version"));
    value
}
