//! A language, by its tag.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language as a BCP 47 tag, such as `de`, `gsg` or `de-simple`: letters and digits only, so that it
/// holds nothing else about her.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Language(String);

/// That is no language's tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no language tag")]
pub struct NoLanguage;

impl Language {
    /// The tag.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.0
    }
}

impl FromStr for Language {
    type Err = NoLanguage;

    fn from_str(tag: &str) -> Result<Self, NoLanguage> {
        let mut parts = tag.split('-');
        let first = parts.next().unwrap_or_default();
        let language =
            (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_lowercase());
        let part = |part: &str| {
            (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
        };
        let parts: Vec<&str> = parts.collect();
        if language && parts.len() <= 2 && parts.iter().all(|it| part(it)) {
            Ok(Self(tag.to_owned()))
        } else {
            Err(NoLanguage)
        }
    }
}

crate::spelled::spelled!(Language, NoLanguage, language => language.0);

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_a_language_and_nothing_else() {
        for (tag, fits) in [
            ("de", true),
            ("gsg", true),
            ("de-simple", true),
            ("zh-Hant-TW", true),
            ("", false),
            ("d", false),
            ("Deutsch", false),
            ("DE", false),
            ("de-", false),
            ("de simple", false),
            ("de-Frau Neumann", false),
            ("ar\u{200f}", false),
        ] {
            assert_eq!(tag.parse::<Language>().is_ok(), fits, "{tag}");
        }
    }
}
