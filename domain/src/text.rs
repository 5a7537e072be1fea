//! Text that a person typed: trimmed, not empty, bounded, and never shown by `Debug`.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Why a text was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing but white space.
    #[error("the text is empty")]
    Empty,
    /// More characters than the field takes.
    #[error("the text has more than {max} characters")]
    TooLong {
        /// The most characters that the field takes.
        max: usize,
    },
    /// A control character other than a line break or a tab.
    #[error("the text has a control character")]
    ControlCharacter,
}

/// Text of at most `MAX` characters.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Text<const MAX: usize>(String);

/// A name, a phone number, a heading: one line.
pub type Line = Text<200>;
/// A reason or a comment: a few sentences.
pub type Note = Text<2000>;

impl<const MAX: usize> Text<MAX> {
    /// Takes the text if it is one.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(TextError::Empty);
        }
        if text.chars().nth(MAX).is_some() {
            return Err(TextError::TooLong { max: MAX });
        }
        if text
            .chars()
            .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        {
            return Err(TextError::ControlCharacter);
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

    /// The text; call it only where the reader is entitled to it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<const MAX: usize> fmt::Debug for Text<MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Text(..)")
    }
}

impl<const MAX: usize> TryFrom<String> for Text<MAX> {
    type Error = TextError;

    fn try_from(text: String) -> Result<Self, TextError> {
        Self::parse(&text)
    }
}

impl<const MAX: usize> From<Text<MAX>> for String {
    fn from(text: Text<MAX>) -> Self {
        text.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_text_is_taken_once_and_never_shown(text in "\\PC{0,30}") {
            if let Ok(taken) = Text::<20>::parse(&text) {
                prop_assert_eq!(taken.as_str(), text.trim());
                prop_assert_eq!(Text::<20>::parse(taken.as_str()), Ok(taken.clone()));
                prop_assert_eq!(format!("{taken:?}"), "Text(..)");
            } else {
                let trimmed = text.trim();
                prop_assert!(trimmed.is_empty() || trimmed.chars().count() > 20);
            }
        }
    }

    #[test]
    fn a_megabyte_is_too_long() {
        assert_eq!(
            Note::parse(&"x".repeat(1 << 20)),
            Err(TextError::TooLong { max: 2000 })
        );
    }
}
