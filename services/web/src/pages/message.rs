//! Pages of a few sentences: done, refused, and the statements every public site owes.
use super::{Frame, Link};
use askama::Template;

/// Something did not go through: a refusal, an unknown page, a lock-out, a fault.
#[derive(Template)]
#[template(path = "problem.html")]
pub struct Problem {
    /// Header and footer.
    pub frame: Frame,
    /// What happened, without blame.
    pub title: String,
    /// What is kept, what to do.
    pub sentence: String,
    /// What to do next; the first is the main one.
    pub next: Vec<Link>,
}

/// Accessibility statement, privacy notice, imprint: filled from the configuration.
#[derive(Template)]
#[template(path = "static_page.html")]
pub struct StaticPage {
    /// Header and footer.
    pub frame: Frame,
    /// Heading of the page.
    pub title: &'static str,
    /// What it says.
    pub paragraphs: Vec<String>,
}
