//! How she is asked: the same part on every page that asks her, beside the fields of its form.
use super::Choice;

/// The text in force, as it is put to her: what stands here is what the hash is of.
pub(crate) struct AskedText {
    /// Its version, posted back as `text_version`.
    pub(crate) version: &'static str,
    /// Its language, posted back as `text_language`.
    pub(crate) language: &'static str,
    /// What stands above it.
    pub(crate) heading: &'static str,
    /// Its paragraphs.
    pub(crate) paragraphs: Vec<&'static str>,
}

/// What a page that asks her shows of it; `asks.html` has its parts.
pub(crate) struct AskedPart {
    /// The text.
    pub(crate) text: AskedText,
    /// Who can decide.
    pub(crate) deciders: Vec<Choice>,
    /// In which language it can be talked over.
    pub(crate) spoken: Vec<Choice>,
    /// The data-protection officer, from the configuration.
    pub(crate) officer: String,
    /// The supervisory authority, from the configuration.
    pub(crate) authority: String,
}
