//! Measures set pages: no text of a paper touches other text or leaves the paper, however long.

mod consent_form;
mod referral_slip;
mod scripts;
mod simple_papers;
mod voucher;

use typst::layout::{Frame, FrameItem, Point, Size};

use crate::press::{self, Template, VirtualFile};
use crate::{Code, Destination, Entry, Row, Whereabouts};

/// The box from x-height to baseline: descenders may reach into a line gap, letters may not meet.
struct Ink {
    text: String,
    /// Glyphs that no face has: a reader sees boxes.
    missing: usize,
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

/// What typst stores with the last letter of a name if its direction is marked in the midst of a line.
const DIRECTION: [char; 9] = [
    '\u{202A}', '\u{202B}', '\u{202C}', '\u{202D}', '\u{202E}', '\u{2066}', '\u{2067}', '\u{2068}',
    '\u{2069}',
];

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
                missing: text.glyphs.iter().filter(|glyph| glyph.id == 0).count(),
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
fn faults(template: Template, files: Vec<VirtualFile>) -> Vec<String> {
    let document = press::proof(template, files);
    let mut faults = Vec::new();
    for page in document.pages() {
        let (mut inks, Size { x, y }) = (Vec::new(), page.frame.size());
        collect(&page.frame, Point::zero(), &mut inks);
        for (index, ink) in inks.iter().enumerate() {
            if ink.right > x.to_pt() || ink.bottom > y.to_pt() || ink.left < 0.0 || ink.top < 0.0 {
                faults.push(format!("{:?} leaves the paper", ink.text));
            }
            if ink.missing > 0 {
                faults.push(format!("{:?} lacks {} glyphs", ink.text, ink.missing));
            }
            if ink.text.contains(DIRECTION) {
                faults.push(format!("{:?} stores a mark of direction", ink.text));
            }
            let met = inks[index + 1..].iter().filter(|other| ink.meets(other));
            faults.extend(met.map(|other| format!("{:?} meets {:?}", ink.text, other.text)));
        }
    }
    faults
}

/// Checks that a paper whose every text is long, or cannot break, still has no fault.
fn nothing_collides(template: Template, everywhere: impl Fn(&str) -> Vec<VirtualFile>) {
    let compound = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen".to_owned();
    let address = "sabine.mustermann-beispielhausen@sehr-lange-domain.beispiel.example".to_owned();
    let endless = "W".repeat(120);
    let names = "سمية حداد, שרה לוי-כהן, ሰላም, ნინო, 王小明, Անահիտ, শর্মিলা (ਕੌਰ), พรทิพย์".to_owned();
    for words in [&compound, &address, &endless, &names] {
        for words in [words.clone(), format!("{words} und {words} ").repeat(8)] {
            let faults = faults(template, everywhere(&words));
            assert!(faults.is_empty(), "{}: {words}: {faults:#?}", template.0);
        }
    }
    nor_does_a_long_name(template, everywhere);
}

/// The same with a note in Arabic of several lines.
fn nor_does_a_long_note(template: Template, everywhere: impl Fn(&str) -> Vec<VirtualFile>) {
    let note = "أحتاج إلى مساعدة من فضلكم، ".repeat(12);
    let faults = faults(template, everywhere(&note));
    assert!(faults.is_empty(), "{}: {faults:#?}", template.0);
}

/// The same with a name from right to left that is longer than a line, wherever a name can stand.
fn nor_does_a_long_name(template: Template, everywhere: impl Fn(&str) -> Vec<VirtualFile>) {
    for word in ["عبدالرحمن ", "אברהמסון ", "ܐܒܪܗܡ "] {
        for letters in [38, 41, 60, 80, 81, 120, 200] {
            let name: String = word.chars().cycle().take(letters).collect();
            let faults = faults(template, everywhere(name.trim()));
            assert!(faults.is_empty(), "{} {letters}: {faults:#?}", template.0);
        }
    }
}

/// A heading says one name among fixed words, and a name ends at two hundred characters.
fn heading(words: &str) -> String {
    words.chars().take(250).collect()
}

fn code() -> Code {
    Code {
        url: "https://laufzettel.example/s/1".to_owned(),
        text: "K7Q2MX 4T9V".to_owned(),
    }
}

fn destination(words: &str) -> Destination {
    let text = || words.to_owned();
    Destination {
        institution: text(),
        service: text(),
        contact_person: Some(text()),
        opening_hours: Some(text()),
        whereabouts: Whereabouts::Address {
            address: text(),
            phone: Some(text()),
        },
    }
}

fn row(words: &str) -> Row {
    Row {
        label: words.to_owned(),
        value: words.to_owned(),
    }
}

fn entry(words: &str) -> Entry {
    Entry {
        date: words.to_owned(),
        sentence: words.to_owned(),
    }
}
