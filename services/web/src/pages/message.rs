//! Pages of a few sentences: done, refused, and the statements every public site owes.
use super::{Frame, Link};
use askama::Template;

/// Something did not go through: a refusal, an unknown page, a lock-out, a fault.
#[derive(Template)]
#[template(path = "problem.html")]
pub(crate) struct Problem {
    /// Header and footer.
    pub(crate) frame: Frame,
    /// What happened, without blame.
    pub(crate) title: String,
    /// What is kept, what to do.
    pub(crate) sentence: String,
    /// What to do next; the first is the main one.
    pub(crate) next: Vec<Link>,
}

/// Accessibility statement, privacy notice, imprint: filled from the configuration.
#[derive(Template)]
#[template(path = "static_page.html")]
pub(crate) struct StaticPage {
    /// Header and footer.
    pub(crate) frame: Frame,
    /// Heading of the page.
    pub(crate) title: &'static str,
    /// What it says.
    pub(crate) paragraphs: Vec<String>,
}
