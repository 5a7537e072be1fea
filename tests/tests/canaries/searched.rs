//! Looking for strings in bytes: whatever the case, as they are, in hexadecimal digits, in base64, in
//! UTF-16, and in what stands there as hexadecimal digits itself.

use aho_corasick::AhoCorasick;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;

/// Some strings in all their disguises.
pub(crate) struct Search {
    needles: Vec<String>,
    forms: AhoCorasick,
    /// Which string a form disguises.
    of: Vec<usize>,
}

fn hex(bytes: &[u8]) -> Vec<u8> {
    bytes
        .iter()
        .flat_map(|byte| format!("{byte:02x}").into_bytes())
        .collect()
}

/// The middle of a text's base64, for each of the three places at which it may begin in a longer one.
fn base64(bytes: &[u8]) -> Vec<Vec<u8>> {
    (0..3)
        .map(|before| {
            let padded = [vec![0; before], bytes.to_vec()].concat();
            let text = STANDARD_NO_PAD.encode(padded);
            // The first and last group may hold bits of neighbours.
            let middle = &text[4 * usize::from(before > 0)..text.len() - text.len() % 4];
            let end = middle
                .len()
                .saturating_sub(usize::from(text.len() % 4 == 0) * 4);
            middle.as_bytes()[..end].to_vec()
        })
        .collect()
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

impl Search {
    /// Prepares to look for these strings.
    pub(crate) fn of(needles: &[String]) -> Self {
        let mut patterns = vec![];
        let mut of = vec![];
        for (i, needle) in needles.iter().enumerate() {
            let lowered = needle.to_lowercase();
            let wide = [
                utf16(&lowered, u16::to_le_bytes),
                utf16(&lowered, u16::to_be_bytes),
            ];
            let mut forms = vec![lowered.clone().into_bytes(), hex(needle.as_bytes())];
            forms.push(hex(lowered.as_bytes()));
            forms.extend(base64(needle.as_bytes()));
            forms.extend(base64(needle.as_bytes()).iter().map(|text| url_safe(text)));
            for wide in wide {
                forms.push(hex(&wide));
                forms.push(wide);
            }
            assert!(
                forms.iter().all(|form| form.len() >= 8),
                "{needle} is too short"
            );
            of.extend(forms.iter().map(|_| i));
            patterns.extend(forms);
        }
        let forms = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(patterns)
            .unwrap();
        Self {
            needles: needles.to_vec(),
            forms,
            of,
        }
    }

    /// The first string that stands there in any disguise.
    pub(crate) fn find(&self, bytes: &[u8]) -> Option<&str> {
        let found = self.forms.find(bytes);
        let found = found.or_else(|| self.forms.find(&unhexed(bytes)));
        found.map(|found| self.needles[self.of[found.pattern().as_usize()]].as_str())
    }

    /// Fails if one of the strings stands there.
    pub(crate) fn finds_nothing(&self, bytes: &[u8], place: &str) {
        if let Some(found) = self.find(bytes) {
            panic!("{place} holds „{found}“");
        }
    }
}

fn url_safe(text: &[u8]) -> Vec<u8> {
    let swap = |byte: &u8| match byte {
        b'+' => b'-',
        b'/' => b'_',
        other => *other,
    };
    text.iter().map(swap).collect()
}

/// What the runs of hexadecimal digits say: PostgreSQL prints bytes like that.
fn unhexed(text: &[u8]) -> Vec<u8> {
    let mut bytes = vec![];
    // The shortest form has eight bytes.
    let runs = text.split(|byte| !byte.is_ascii_hexdigit());
    for run in runs.filter(|run| run.len() >= 16) {
        for shift in [0, 1] {
            let pairs = run.get(shift..).unwrap_or_default().chunks_exact(2);
            bytes.push(0);
            bytes.extend(pairs.filter_map(|pair| {
                let digits = std::str::from_utf8(pair).ok()?;
                u8::from_str_radix(digits, 16).ok()
            }));
        }
    }
    bytes
}

/// The search itself must be able to find.
pub(crate) fn finds_what_is_planted() {
    let needle = "Frau Neumann-Kanarienvogel".to_owned();
    let search = Search::of(std::slice::from_ref(&needle));
    let standard = base64::engine::general_purpose::STANDARD;
    let with = |before: usize| format!("{}{needle} und so weiter", "x".repeat(before));
    let mut planted = vec![
        needle.to_uppercase().into_bytes(),
        hex(needle.as_bytes()).to_ascii_uppercase(),
        hex(needle.to_uppercase().as_bytes()),
        utf16(&needle, u16::to_le_bytes),
        utf16(&needle.to_uppercase(), u16::to_be_bytes),
        hex(&utf16(&needle, u16::to_le_bytes)),
        hex(standard.encode(with(1)).as_bytes()),
    ];
    planted.extend((0..4).map(|before| standard.encode(with(before)).into_bytes()));
    for (i, hidden) in planted.iter().enumerate() {
        let around = [b"\\x00 {".as_slice(), hidden, b"} \xff"].concat();
        assert_eq!(search.find(&around), Some(needle.as_str()), "disguise {i}");
    }
    let harmless = b"Frau Neumann-Kanarie, and 46726175 only";
    assert_eq!(search.find(harmless), None);
}
