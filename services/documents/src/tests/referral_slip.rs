//! The slip, with and without a strip to return.

use super::{code, destination, faults, nor_does_a_long_note, nothing_collides};
use crate::Paper as _;
use crate::{Expected, Feedback, FeedbackItem, NoSummons, ReferralSlip, ReturnStrip, Row, Sender};

/// A slip that says `words` wherever a caller may put words.
pub(super) fn everywhere(words: &str, strip: bool) -> ReferralSlip {
    let text = || words.to_owned();
    let return_strip = strip.then(|| ReturnStrip {
        reference: "K7Q2MX".into(),
        send_to: text(),
    });
    let items = vec![
        FeedbackItem::Arrival,
        FeedbackItem::Acceptance,
        FeedbackItem::Reason,
    ];
    ReferralSlip {
        network: text(),
        person: Some(text()),
        issued_on: text(),
        valid_until: text(),
        sender: Sender {
            name: text(),
            contact_person: Some(text()),
            callback_phone: text(),
        },
        destination: Some(destination(words)),
        station_code: code(),
        reason: Some(text()),
        disclosed: vec![
            Row {
                label: text(),
                value: text()
            };
            3
        ],
        feedback: Feedback::Allowed {
            items,
            return_strip,
        },
        appointment: Some(Expected {
            when: text(),
            remark: Some(text()),
        }),
        need: Some(text()),
        withdraw_at: text(),
        no_summons: Some(NoSummons::EmploymentAgency),
        own_code: Some(code().text),
    }
}

#[test]
fn nothing_collides_on_a_slip() {
    for strip in [false, true] {
        nothing_collides(ReferralSlip::TEMPLATE, |words| {
            everywhere(words, strip).files().unwrap()
        });
    }
}

#[test]
fn a_long_reason_in_arabic_collides_with_nothing_on_a_slip() {
    nor_does_a_long_note(ReferralSlip::TEMPLATE, |note| {
        let slip = ReferralSlip {
            reason: Some(note.to_owned()),
            need: Some(note.to_owned()),
            ..everywhere("Suhlheim", true)
        };
        slip.files().unwrap()
    });
}

#[test]
fn the_measure_notices_words_that_cannot_break() {
    let mut files = everywhere(&"W".repeat(120), false).files().unwrap();
    for (_, text) in &mut files {
        *text = text.replace('\u{200B}', "");
    }
    let faults = faults(ReferralSlip::TEMPLATE, files);
    assert!(
        faults
            .iter()
            .any(|fault| fault.contains("leaves the paper"))
    );
    assert!(faults.iter().any(|fault| fault.contains("meets")));
}
