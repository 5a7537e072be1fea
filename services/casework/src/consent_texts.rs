//! The texts that are read to her: versioned, hashed, and only in languages that were signed off.

use std::fmt::Write as _;

use domain::Line;
use domain::consents::ConsentText;

/// A text in one language.
pub struct Text {
    /// Its version.
    pub version: &'static str,
    /// Its language.
    pub language: &'static str,
    /// What is read to her.
    pub words: &'static str,
}

/// The texts in force.
pub const IN_FORCE: &[Text] = &[Text {
    version: "2026-11",
    language: "de",
    words: include_str!("consent_texts/2026-11.de.txt"),
}];

/// The reference that a consent keeps, if there is a signed-off text in that language.
#[must_use]
pub fn reference(language: &str) -> Option<ConsentText> {
    let text = IN_FORCE.iter().find(|text| text.language == language)?;
    let digest = ring::digest::digest(&ring::digest::SHA256, text.words.as_bytes());
    let mut sha256 = String::new();
    for byte in digest.as_ref() {
        write!(sha256, "{byte:02x}").ok()?;
    }
    Some(ConsentText {
        version: Line::parse(text.version).ok()?,
        sha256: Line::parse(&sha256).ok()?,
        language: Line::parse(text.language).ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_by_its_hash_and_never_changes_under_its_version() {
        let text = reference("de").unwrap();
        assert_eq!(text.version.as_str(), "2026-11");
        insta::assert_snapshot!(text.sha256.as_str());
        assert!(reference("tlh").is_none());
    }
}
