//! Text that a person typed: visible, trimmed, bounded, in one line or in several, without signs that
//! nobody sees; and never shown by `Debug`.

use std::fmt;

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};

use crate::Refusal;

/// More letters than these need not be named: somebody pasted a text of another script.
const NAMED_AT_MOST: usize = 5;

/// Letters out of somebody's text: a name in an old script may be five of them, so no crash output shows them.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Letters(Vec<String>);

impl Letters {
    /// Each of them, to who typed them.
    #[must_use]
    pub fn named(&self) -> &[String] {
        &self.0
    }
}

crate::erasable::hidden! { Letters }

/// Why a text was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing but white space.
    #[error("the text is empty")]
    Empty,
    /// Something, but nothing that anybody can see: marks of direction, joiners, accents without a letter.
    #[error("the text has nothing visible")]
    Invisible,
    /// More characters than the field takes.
    #[error("the text has more than {max} characters")]
    TooLong {
        /// The most characters that the field takes.
        max: usize,
    },
    /// A control character that neither ends a line nor is a tab.
    #[error("the text has a control character")]
    ControlCharacter,
}

/// Text of at most `MAX` characters, in one line unless it is said that it may have several.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "TypedText", into = "String")]
pub struct Text<const MAX: usize, const SEVERAL_LINES: bool = false>(String);

/// A name, a phone number, a heading: one line.
pub type Line = Text<200>;
/// A reason or a comment: a few sentences.
pub type Note = Text<2000, true>;

/// What was typed. It has a name while it is deserialised, so that whoever takes a request can look at its
/// texts before anything else does.
#[derive(Deserialize)]
struct TypedText(String);

impl<const MAX: usize, const SEVERAL_LINES: bool> Text<MAX, SEVERAL_LINES> {
    /// The name under which a deserializer is asked for one.
    pub const SERDE_NAME: &'static str = "TypedText";

    /// Takes the text if it is one. Line breaks that the field does not take become blanks; signs that
    /// nobody sees go.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let said = !text.trim().is_empty();
        let text = if SEVERAL_LINES {
            lines(text)?
        } else {
            one_line(text)?
        };
        let text = text.trim_matches(|c: char| c.is_whitespace() || is_joiner(c));
        if !text.chars().any(is_visible) {
            return Err(if said {
                TextError::Invisible
            } else {
                TextError::Empty
            });
        }
        if text.chars().nth(MAX).is_some() {
            return Err(TextError::TooLong { max: MAX });
        }
        Ok(Self(text.to_owned()))
    }

    /// Takes an optional field: an empty one is none.
    pub fn optional(text: &str) -> Result<Option<Self>, TextError> {
        match Self::parse(text) {
            Err(TextError::Empty) => Ok(None),
            other => other.map(Some),
        }
    }

    /// Takes the text for use on papers; `missing` are the letters in it that no paper can print. So another
    /// spelling is asked for where it is entered, before anything is issued.
    pub fn printed_without(self, mut missing: Vec<String>) -> Result<Self, Refusal> {
        if missing.is_empty() {
            return Ok(self);
        }
        missing.truncate(NAMED_AT_MOST);
        let letters = Letters(missing);
        Err(Refusal::NotPrintable { letters })
    }

    /// The text; call it only where the reader is entitled to it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What a character becomes.
enum Kept {
    /// It stays.
    Itself,
    /// It ends a line.
    Break,
    /// It looks like a blank.
    Blank,
    /// Nobody sees it.
    Nothing,
}

fn kept(c: char) -> Result<Kept, TextError> {
    Ok(match c {
        // Nearly all that is written.
        '!'..='~' => Kept::Itself,
        // CR, LF, vertical tab, form feed, next line, line and paragraph separator.
        '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Kept::Break,
        // Letters and signs that look like nothing: Hangul fillers, the empty Braille cell.
        '\t' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{2800}' => Kept::Blank,
        // Farsi and Indian scripts are spelt with them.
        _ if is_joiner(c) => Kept::Itself,
        // Letter and accent stay together; a letter's variant stays that variant.
        '\u{34f}' => Kept::Nothing,
        _ => match c.general_category() {
            GeneralCategory::Control => return Err(TextError::ControlCharacter),
            // Marks of direction, which would turn the rest of a line around, zero width signs,
            // soft hyphens, tags.
            GeneralCategory::Format => Kept::Nothing,
            GeneralCategory::Unassigned if is_ignorable(c) => Kept::Nothing,
            GeneralCategory::SpaceSeparator => Kept::Blank,
            _ => Kept::Itself,
        },
    })
}

fn one_line(text: &str) -> Result<String, TextError> {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        match kept(c)? {
            Kept::Itself => line.push(c),
            Kept::Break | Kept::Blank if line.ends_with(' ') => {}
            Kept::Break | Kept::Blank => line.push(' '),
            Kept::Nothing => {}
        }
    }
    Ok(line)
}

/// Whatever ends a line is one line feed; a tab and several blanks may be there for a reason.
fn lines(text: &str) -> Result<String, TextError> {
    let mut lines = String::with_capacity(text.len());
    let text = text.replace("\r\n", "\n");
    for c in text.chars() {
        match kept(c)? {
            Kept::Itself => lines.push(c),
            Kept::Break => lines.push('\n'),
            Kept::Blank if c == '\t' => lines.push('\t'),
            Kept::Blank => lines.push(' '),
            Kept::Nothing => {}
        }
    }
    Ok(lines)
}

/// What is no character and never will be, and what is kept free for signs that nobody sees.
const fn is_ignorable(c: char) -> bool {
    let code = c as u32;
    code & 0xfffe == 0xfffe
        || 0xfdd0 <= code && code <= 0xfdef
        || 0xe0000 <= code && code <= 0xe0fff
}

/// Zero width joiner and non-joiner.
const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}')
}

/// Whether somebody sees it: not a blank, and no mark that needs a letter before it.
fn is_visible(c: char) -> bool {
    use GeneralCategoryGroup as G;
    matches!(
        c.general_category_group(),
        G::Letter | G::Number | G::Punctuation | G::Symbol
    ) || c.general_category() == GeneralCategory::PrivateUse
}

impl<const MAX: usize, const SEVERAL_LINES: bool> fmt::Debug for Text<MAX, SEVERAL_LINES> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Text(..)")
    }
}

impl<const MAX: usize, const SEVERAL_LINES: bool> TryFrom<TypedText> for Text<MAX, SEVERAL_LINES> {
    type Error = TextError;

    fn try_from(TypedText(text): TypedText) -> Result<Self, TextError> {
        Self::parse(&text)
    }
}

/// Deserialises a field that may be left out: white space is nothing, too.
pub fn optional_text<'de, D: Deserializer<'de>, const MAX: usize, const SEVERAL_LINES: bool>(
    deserializer: D,
) -> Result<Option<Text<MAX, SEVERAL_LINES>>, D::Error> {
    match Option::deserialize(deserializer)? {
        Some(TypedText(text)) => Text::optional(&text).map_err(D::Error::custom),
        None => Ok(None),
    }
}

impl<const MAX: usize, const SEVERAL_LINES: bool> From<Text<MAX, SEVERAL_LINES>> for String {
    fn from(text: Text<MAX, SEVERAL_LINES>) -> Self {
        text.0
    }
}

#[cfg(test)]
mod tests;
