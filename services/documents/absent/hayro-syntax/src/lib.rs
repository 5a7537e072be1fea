//! No reading of PDFs: the names that typst and krilla call to set a page of one as a picture. A
//! PDF never loads, so that none of its pages can exist.

use std::convert::Infallible;
use std::sync::Arc;

/// The bytes of a PDF.
pub type PdfData = Arc<dyn AsRef<[u8]> + Send + Sync>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DecryptionError(Infallible);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoadPdfError {
    Decryption(DecryptionError),
    /// Here: always.
    Invalid,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PdfVersion {
    Pdf10,
    Pdf11,
    Pdf12,
    Pdf13,
    Pdf14,
    Pdf15,
    Pdf16,
    Pdf17,
    Pdf20,
}

pub struct Pdf(Infallible);

impl Pdf {
    pub fn new(_data: PdfData) -> Result<Self, LoadPdfError> {
        Err(LoadPdfError::Invalid)
    }

    pub fn data(&self) -> &PdfData {
        match self.0 {}
    }

    pub fn pages(&self) -> &[page::Page<'_>] {
        match self.0 {}
    }

    pub fn version(&self) -> PdfVersion {
        match self.0 {}
    }

    pub fn xref(&self) -> &XRef {
        match self.0 {}
    }
}

pub struct XRef(Infallible);

impl XRef {
    pub fn has_optional_content_groups(&self) -> bool {
        match self.0 {}
    }
}

pub mod page {
    //! Pages, of which there are none.

    use std::convert::Infallible;
    use std::marker::PhantomData;

    pub struct Page<'p>(Infallible, PhantomData<&'p ()>);

    impl Page<'_> {
        pub fn render_dimensions(&self) -> (f32, f32) {
            match self.0 {}
        }
    }
}
