//! `/eingang`: the worklist of an office, with the code field on top.
use super::{Badge, Frame};
use askama::Template;

/// `/eingang`. Form: `POST /s` with `code`.
#[derive(Template)]
#[template(path = "worklist.html")]
pub struct WorklistPage {
    /// Header and footer.
    pub frame: Frame,
    /// The code as typed, when it was not understood.
    pub code: String,
    /// Why the code was refused.
    pub code_error: Option<String>,
    /// What came in, most urgent first.
    pub sections: Vec<WorklistSection>,
    /// "Von uns ausgestellt": own slips, by the own clock alone.
    pub issued: Vec<WorklistSection>,
}

/// The beginning of a list.
pub struct WorklistSection {
    /// Id for jump links, and the list's own address below `/eingang`: `angekommen`.
    pub id: &'static str,
    /// Heading: "Angekommen, noch nicht angenommen".
    pub title: &'static str,
    /// How many there are: "12"; empty for none.
    pub count: String,
    /// Its first entries.
    pub entries: Vec<WorklistEntry>,
    /// Whether there are more.
    pub more: bool,
    /// A friendly sentence for when there are none.
    pub empty: &'static str,
}

/// `/eingang/{liste}`: one of these lists, page by page.
#[derive(Template)]
#[template(path = "worklist_part.html")]
pub struct WorklistPartPage {
    /// Header and footer.
    pub frame: Frame,
    /// Heading.
    pub title: &'static str,
    /// How many there are.
    pub count: String,
    /// The entries of this page.
    pub entries: Vec<WorklistEntry>,
    /// For when there are none.
    pub empty: &'static str,
    /// Where the list goes on.
    pub paging: Paging,
}

/// The links below a part of a list.
#[derive(Default)]
pub struct Paging {
    /// Back to the beginning, unless this is it.
    pub start: Option<String>,
    /// Further, if there is more.
    pub next: Option<String>,
}

/// One line of the worklist.
pub struct WorklistEntry {
    /// Name, or "Ohne Namen" with something to tell her by.
    pub who: String,
    /// Why she comes, as far as shared; may be empty.
    pub reason: String,
    /// "seit 12. November".
    pub since: String,
    /// "fällig am 26. November", or empty.
    pub due: String,
    /// State; none when the section says it already.
    pub badge: Option<Badge>,
    /// The page behind it.
    pub href: String,
}
