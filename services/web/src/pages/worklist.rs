//! `/eingang`: the worklist of an office, with the code field on top.
use super::{Badge, Frame};
use askama::Template;

/// `/eingang`. Form: `POST /s` with `code`.
#[derive(Template)]
#[template(path = "worklist.html")]
pub(crate) struct WorklistPage {
    /// Header and footer.
    pub(crate) frame: Frame,
    /// The code as typed, when it was not understood.
    pub(crate) code: String,
    /// Why the code was refused.
    pub(crate) code_error: Option<String>,
    /// What came in, most urgent first.
    pub(crate) sections: Vec<WorklistSection>,
    /// "Von uns ausgestellt": own slips, by the own clock alone.
    pub(crate) issued: Vec<WorklistSection>,
}

/// The beginning of a list.
pub(crate) struct WorklistSection {
    /// Id for jump links, and the list's own address below `/eingang`: `angekommen`.
    pub(crate) id: &'static str,
    /// Heading: "Angekommen, noch nicht angenommen".
    pub(crate) title: &'static str,
    /// How many there are: "12"; empty for none.
    pub(crate) count: String,
    /// Its first entries.
    pub(crate) entries: Vec<WorklistEntry>,
    /// Whether there are more.
    pub(crate) more: bool,
    /// A friendly sentence for when there are none.
    pub(crate) empty: &'static str,
}

/// `/eingang/{liste}`: one of these lists, page by page.
#[derive(Template)]
#[template(path = "worklist_part.html")]
pub(crate) struct WorklistPartPage {
    /// Header and footer.
    pub(crate) frame: Frame,
    /// Heading.
    pub(crate) title: &'static str,
    /// How many there are.
    pub(crate) count: String,
    /// The entries of this page.
    pub(crate) entries: Vec<WorklistEntry>,
    /// For when there are none.
    pub(crate) empty: &'static str,
    /// Where the list goes on.
    pub(crate) paging: Paging,
}

/// The links below a part of a list.
#[derive(Default)]
pub(crate) struct Paging {
    /// Back to the beginning, unless this is it.
    pub(crate) start: Option<String>,
    /// Further, if there is more.
    pub(crate) next: Option<String>,
}

/// One line of the worklist.
pub(crate) struct WorklistEntry {
    /// Name, or "Ohne Namen" with something to tell her by.
    pub(crate) who: String,
    /// Why she comes, as far as shared; may be empty.
    pub(crate) reason: String,
    /// "seit 12. November".
    pub(crate) since: String,
    /// "fällig am 26. November", or empty.
    pub(crate) due: String,
    /// State; none when the section says it already.
    pub(crate) badge: Option<Badge>,
    /// The page behind it.
    pub(crate) href: String,
}
