//! How she is asked: the same part on every page that asks her, beside the fields of its form.
use super::Choice;

/// The text in force, as it is put to her: what stands here is what the hash is of.
pub struct AskedText {
    /// Its version, posted back as `text_version`.
    pub version: &'static str,
    /// Its language, posted back as `text_language`.
    pub language: &'static str,
    /// What stands above it.
    pub heading: &'static str,
    /// Its paragraphs.
    pub paragraphs: Vec<&'static str>,
}

/// What a page that asks her shows of it; `asks.html` has its parts.
pub struct AskedPart {
    /// The text.
    pub text: AskedText,
    /// Who can decide.
    pub deciders: Vec<Choice>,
    /// In which language it can be talked over.
    pub spoken: Vec<Choice>,
    /// The data-protection officer, from the configuration.
    pub officer: String,
    /// The supervisory authority, from the configuration.
    pub authority: String,
}
