//! Station codes: what stands on the routing half, as a QR code and to be typed (formats.md, "Codes"). And
//! her own code, typed in the same form, on the half that she keeps.

mod paper;

use std::str::FromStr;

use serde::{Deserialize, Serialize};

pub use paper::PaperCodes;

/// Crockford's alphabet: no I, L, O, U, so that nobody has to ask.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Characters of the public locator.
const LOCATOR: usize = 6;
/// Characters of the locator, the secret and the check character.
const TYPED: usize = LOCATOR + 9 + 1;

/// A text that cannot be a code: wrong length, foreign characters, or the check character is off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not a station code")]
pub struct NotACode;

fn value(c: char) -> Option<u8> {
    let c = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    ALPHABET
        .iter()
        .position(|&a| char::from(a) == c)
        .and_then(|i| u8::try_from(i).ok())
}

/// Luhn's check character over 32 values: finds every single slip of the finger and nearly every
/// swap of neighbours.
fn check(values: &[u8]) -> u8 {
    let sum: u32 = values
        .iter()
        .rev()
        .enumerate()
        .map(|(i, &v)| {
            let v = u32::from(v);
            if i % 2 == 0 {
                (2 * v) / 32 + (2 * v) % 32
            } else {
                v
            }
        })
        .sum();
    u8::try_from((32 - sum % 32) % 32).unwrap_or(0)
}

fn spell(values: &[u8]) -> String {
    values
        .iter()
        .map(|&v| char::from(ALPHABET[usize::from(v)]))
        .collect()
}

/// The typed form: public locator (6), secret (9), check character.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct TypedCode(String);

impl TypedCode {
    /// Draws a code from ten random bytes (75 bits are used: 30 for the locator, 45 secret).
    #[must_use]
    pub fn draw(random: [u8; 10]) -> Self {
        let mut wide = [0; 16];
        wide[6..].copy_from_slice(&random);
        let bits = u128::from_be_bytes(wide);
        let mut values: Vec<u8> = (0..TYPED - 1)
            .map(|i| u8::try_from((bits >> (5 * i)) & 31).unwrap_or(0))
            .collect();
        values.push(check(&values));
        Self(spell(&values))
    }

    /// The public part, on which wrong attempts are counted.
    #[must_use]
    pub fn locator(&self) -> &str {
        &self.0[..LOCATOR]
    }

    /// Without groups: what is hashed.
    #[must_use]
    pub fn plain(&self) -> &str {
        &self.0
    }

    /// In four groups of four, as it is printed.
    #[must_use]
    pub fn grouped(&self) -> String {
        let groups: Vec<&str> = (0..TYPED).step_by(4).map(|i| &self.0[i..i + 4]).collect();
        groups.join("-")
    }
}

impl FromStr for TypedCode {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, NotACode> {
        // Bounded before anything else, so that a megabyte costs nothing.
        if text.len() > 4 * TYPED {
            return Err(NotACode);
        }
        let values: Vec<u8> = text
            .chars()
            .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}'..='\u{2015}'))
            .map(value)
            .collect::<Option<_>>()
            .ok_or(NotACode)?;
        match values.split_last() {
            Some((&last, rest)) if rest.len() == TYPED - 1 && check(rest) == last => {
                Ok(Self(spell(&values)))
            }
            _ => Err(NotACode),
        }
    }
}

crate::spelled::spelled!(TypedCode, NotACode, code => code.0);

/// The form in the QR code: 128 random bits as 26 characters.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct QrCode(String);

impl QrCode {
    const LEN: usize = 26;

    /// Draws a code from 128 random bits.
    #[must_use]
    pub fn draw(random: [u8; 16]) -> Self {
        let bits = u128::from_be_bytes(random);
        let values: Vec<u8> = (0..Self::LEN)
            .map(|i| u8::try_from((bits >> (5 * i)) & 31).unwrap_or(0))
            .collect();
        Self(spell(&values))
    }

    /// What is hashed and what stands in the URL.
    #[must_use]
    pub fn plain(&self) -> &str {
        &self.0
    }
}

impl FromStr for QrCode {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, NotACode> {
        if text.len() != Self::LEN {
            return Err(NotACode);
        }
        let values: Option<Vec<u8>> = text.chars().map(value).collect();
        values.map(|v| Self(spell(&v))).ok_or(NotACode)
    }
}

crate::spelled::spelled!(QrCode, NotACode, code => code.0);

/// Both forms of one slip's code; kept in the slip's code part so that a reprint shows the same.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StationCode {
    /// The form in the QR code.
    pub qr: QrCode,
    /// The form to be typed.
    pub typed: TypedCode,
}

/// A code as it was presented: scanned or typed.
#[derive(Clone, PartialEq, Eq)]
pub enum PresentedCode {
    /// From the QR code.
    Scanned(QrCode),
    /// By hand.
    Typed(TypedCode),
}

impl PresentedCode {
    /// What is hashed for the look-up.
    #[must_use]
    pub fn plain(&self) -> &str {
        match self {
            Self::Scanned(code) => code.plain(),
            Self::Typed(code) => code.plain(),
        }
    }
}

impl FromStr for PresentedCode {
    type Err = NotACode;

    fn from_str(text: &str) -> Result<Self, NotACode> {
        let text = text.trim();
        // A hand scanner types the whole address; take what follows the last slash.
        let text = text.rsplit('/').next().unwrap_or(text);
        text.parse()
            .map(Self::Scanned)
            .or_else(|_| text.parse().map(Self::Typed))
    }
}

crate::erasable::hidden! { TypedCode QrCode StationCode PaperCodes PresentedCode }

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_typed_code_is_read_however_it_is_written(random: [u8; 10]) {
            let code = TypedCode::draw(random);
            let sloppy = code.grouped().to_lowercase().replace('0', "o").replace('1', "l").replace('-', " – ");
            prop_assert_eq!(sloppy.parse::<TypedCode>(), Ok(code.clone()));
            prop_assert_eq!(code.plain().parse::<PresentedCode>(), Ok(PresentedCode::Typed(code)));
        }

        #[test]
        fn one_wrong_character_is_noticed(random: [u8; 10], at in 0..16_usize, shift in 1..32_usize) {
            let code = TypedCode::draw(random);
            let mut text: Vec<u8> = code.plain().bytes().collect();
            let was = ALPHABET.iter().position(|&a| a == text[at]).unwrap();
            text[at] = ALPHABET[(was + shift) % 32];
            prop_assert_eq!(String::from_utf8(text).unwrap().parse::<TypedCode>(), Err(NotACode));
        }

        #[test]
        fn a_scanned_code_is_read_alone_and_in_its_address(random: [u8; 16]) {
            let code = QrCode::draw(random);
            let url = format!("https://example.org/s/{}", code.plain());
            prop_assert_eq!(url.parse::<PresentedCode>(), Ok(PresentedCode::Scanned(code)));
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,80}") {
            let _ = text.parse::<PresentedCode>();
        }
    }
}
