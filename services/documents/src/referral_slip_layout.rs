//! Measures set pages: no text of a slip touches other text or leaves the paper, however long.

use typst::layout::{Frame, FrameItem, Point, Size};

use super::{
    Code, Destination, Disclosed, Feedback, FeedbackItem, ReferralSlip, ReturnStrip, Sender,
    Whereabouts, files,
};
use crate::press::{self, VirtualFile};

/// The box from x-height to baseline: descenders may reach into a line gap, letters may not meet.
struct Ink {
    text: String,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Ink {
    fn meets(&self, other: &Self) -> bool {
        let slack = 0.3;
        self.left + slack < other.right
            && other.left + slack < self.right
            && self.top + slack < other.bottom
            && other.top + slack < self.bottom
    }
}

fn collect(frame: &Frame, origin: Point, inks: &mut Vec<Ink>) {
    for (position, item) in frame.items() {
        let at = origin + *position;
        match item {
            FrameItem::Group(group) => {
                let moved = Point::new(at.x + group.transform.tx, at.y + group.transform.ty);
                collect(&group.frame, moved, inks);
            }
            FrameItem::Text(text) if !text.text.trim().is_empty() => inks.push(Ink {
                text: text.text.to_string(),
                left: at.x.to_pt(),
                right: (at.x + text.width()).to_pt(),
                top: at.y.to_pt() - text.size.to_pt() * 0.54,
                bottom: at.y.to_pt(),
            }),
            _ => {}
        }
    }
}

/// What is wrong on the pages, in words.
fn faults(files: Vec<VirtualFile>) -> Vec<String> {
    let document = press::proof(press::REFERRAL_SLIP, files);
    let mut faults = Vec::new();
    for page in document.pages() {
        let (mut inks, Size { x, y }) = (Vec::new(), page.frame.size());
        collect(&page.frame, Point::zero(), &mut inks);
        for (index, ink) in inks.iter().enumerate() {
            if ink.right > x.to_pt() || ink.bottom > y.to_pt() || ink.left < 0.0 || ink.top < 0.0 {
                faults.push(format!("{:?} leaves the paper", ink.text));
            }
            let met = inks[index + 1..].iter().filter(|other| ink.meets(other));
            faults.extend(met.map(|other| format!("{:?} meets {:?}", ink.text, other.text)));
        }
    }
    faults
}

/// A slip that says `words` wherever a caller may put words.
fn everywhere(words: &str, strip: bool) -> ReferralSlip {
    let text = || words.to_owned();
    let code = || Code {
        url: "https://laufzettel.example/s/1".to_owned(),
        text: "K7Q2MX 4T9V".into(),
    };
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
        destination: Destination {
            institution: text(),
            service: text(),
            contact_person: Some(text()),
            opening_hours: Some(text()),
            whereabouts: Whereabouts::Address {
                address: text(),
                phone: Some(text()),
            },
        },
        station_code: code(),
        reason: Some(text()),
        disclosed: vec![
            Disclosed {
                label: text(),
                value: text()
            };
            3
        ],
        feedback: Feedback::Allowed {
            items,
            return_strip,
        },
        appointment: Some(text()),
        need: text(),
        withdraw_at: text(),
        own_code: Some(code()),
    }
}

#[test]
fn nothing_collides_however_long_the_words() {
    let compound = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen".to_owned();
    let address = "sabine.mustermann-beispielhausen@sehr-lange-domain.beispiel.example".to_owned();
    let endless = "W".repeat(120);
    for words in [&compound, &address, &endless] {
        for words in [words.clone(), format!("{words} und {words} ").repeat(8)] {
            for strip in [false, true] {
                let faults = faults(files(&everywhere(&words, strip)).unwrap());
                assert!(faults.is_empty(), "{words}: {faults:#?}");
            }
        }
    }
}

#[test]
fn the_measure_notices_words_that_cannot_break() {
    let mut files = files(&everywhere(&"W".repeat(120), false)).unwrap();
    for (_, text) in &mut files {
        *text = text.replace('\u{200B}', "");
    }
    let faults = faults(files);
    assert!(
        faults
            .iter()
            .any(|fault| fault.contains("leaves the paper"))
    );
    assert!(faults.iter().any(|fault| fault.contains("meets")));
}
