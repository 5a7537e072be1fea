//! No pages of another PDF in ours: the names that krilla calls to copy one.

pub use hayro_syntax;
use hayro_syntax::Pdf;
use pdf_writer::writers::Group;
use pdf_writer::{Chunk, Ref, Settings};

/// Which page is asked for.
#[derive(Debug, Clone, Copy)]
pub struct ExtractionQuery;

impl ExtractionQuery {
    pub fn new_page(_page_index: usize) -> Self {
        Self
    }

    pub fn new_xobject(_page_index: usize) -> Self {
        Self
    }
}

#[derive(Debug, Clone, Copy)]
pub enum ExtractionError {
    InvalidPageIndex(usize),
}

pub struct ExtractionResult {
    pub chunk: Chunk,
    pub root_refs: Vec<Result<Ref, ExtractionError>>,
    pub page_tree_parent_ref: Ref,
}

/// Never called: there is no [`Pdf`].
pub fn extract<'a>(
    _pdf: &Pdf,
    _new_ref: Box<dyn FnMut() -> Ref + 'a>,
    _settings: Settings,
    _group: impl Fn(&mut Group<'_>),
    _queries: &[ExtractionQuery],
) -> Result<ExtractionResult, ExtractionError> {
    Err(ExtractionError::InvalidPageIndex(0))
}
