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
    /// One sentence each: what is kept, what to do.
    pub sentences: Vec<String>,
    /// What to do next; the first is the main one.
    pub next: Vec<Link>,
    /// A word for support, such as a request's number; may be empty.
    pub reference: String,
}

/// Accessibility statement, privacy notice, imprint: filled from the configuration.
#[derive(Template)]
#[template(path = "static_page.html")]
pub struct StaticPage {
    /// Header and footer.
    pub frame: Frame,
    /// Heading of the page.
    pub title: String,
    /// What it says.
    pub sections: Vec<StaticSection>,
}

/// One section of a static page.
pub struct StaticSection {
    /// Heading; empty for the opening lines.
    pub heading: String,
    /// Paragraphs.
    pub paragraphs: Vec<String>,
}
