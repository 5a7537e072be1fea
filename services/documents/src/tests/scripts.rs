//! Names in other scripts: what typst stores of them is what was entered, in one stretch for each word.

use typst::layout::{Frame, FrameItem};

use super::{faults, referral_slip};
use crate::ReferralSlip;
use crate::press::{self, Paper as _};

#[path = "../../tests/papers/names.rs"]
mod names;

use names::NAMES;

/// The stretches of text of a frame, each as it is stored.
fn stored(frame: &Frame, texts: &mut Vec<String>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => stored(&group.frame, texts),
            FrameItem::Text(text) => texts.push(text.text.to_string()),
            _ => {}
        }
    }
}

#[test]
fn each_word_of_a_name_is_stored_whole_wherever_it_stands() {
    for (script, name, _) in NAMES.into_iter().filter(|(_, _, whole)| *whole) {
        let slip = referral_slip::everywhere(name, false);
        let document = press::proof(ReferralSlip::TEMPLATE, slip.files().unwrap());
        let mut texts = Vec::new();
        for page in document.pages() {
            stored(&page.frame, &mut texts);
        }
        for word in name.split(' ') {
            let times: usize = texts.iter().map(|text| text.matches(word).count()).sum();
            assert!(times >= 8, "{script} {word}: {texts:?}");
        }
    }
}

#[test]
fn every_glyph_of_a_name_is_one_and_no_line_meets_another() {
    for (script, name, _) in NAMES {
        for strip in [false, true] {
            let slip = referral_slip::everywhere(name, strip);
            let faults = faults(ReferralSlip::TEMPLATE, slip.files().unwrap());
            assert!(faults.is_empty(), "{script}: {faults:#?}");
        }
    }
}
