//! The press: embedded templates and typst itself, set up once per process.
//! Its world holds virtual files only, so no template can read the disk, the clock or a package.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::tz::TimeZone;
use typst::diag::{FileError, FileResult, SourceDiagnostic, SourceResult};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use crate::faces::Faces;
use crate::{
    ConsentForm, DocumentError, FileNote, HerData, PathReport, ReferralSlip, Voucher, WhereInstead,
};

/// Names a template by the file that holds it, for the press and for whoever prints it.
macro_rules! template {
    ($name:literal) => {
        ($name, include_str!(concat!("../templates/", $name)))
    };
}

pub(crate) use template;

/// A template: its name and its text.
pub type Template = (&'static str, &'static str);

/// A paper: what differs from print to print, and the template that says the rest.
pub trait Paper {
    /// The template.
    const TEMPLATE: Template;

    /// What the template reads, and its pictures.
    fn files(&self) -> Result<Vec<VirtualFile>, DocumentError>;
}

/// What the templates share, and the templates.
const TEMPLATES: [Template; 8] = [
    template!("paper.typ"),
    ConsentForm::TEMPLATE,
    FileNote::TEMPLATE,
    HerData::TEMPLATE,
    PathReport::TEMPLATE,
    ReferralSlip::TEMPLATE,
    Voucher::TEMPLATE,
    WhereInstead::TEMPLATE,
];

/// What makes one print distinguishable from another: injected, so that the same view with the same imprint
/// gives the same bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imprint {
    /// When it was printed; stands in the PDF's metadata.
    pub printed_at: jiff::Timestamp,
}

/// A virtual file for one print: its name in the template and its bytes.
pub type VirtualFile = (&'static str, String);

struct Press {
    library: LazyHash<Library>,
    sources: BTreeMap<&'static str, Source>,
}

static PRESS: LazyLock<Press> = LazyLock::new(|| Press {
    library: LazyHash::new(Library::default()),
    sources: TEMPLATES
        .iter()
        .map(|(name, text)| (*name, Source::new(file_id(name), (*text).to_owned())))
        .collect(),
});

/// Prints a paper.
pub fn print<P: Paper>(paper: &P, imprint: &Imprint) -> Result<Vec<u8>, DocumentError> {
    let files = paper.files()?;
    let options = options(imprint, &files)?;
    let sheet = Sheet::new(P::TEMPLATE, files);
    let pdf = sheet
        .export(&options)
        .map_err(|complaints| DocumentError::Typesetting {
            template: P::TEMPLATE.0,
            places: complaints
                .iter()
                .map(|complaint| sheet.place(complaint))
                .collect(),
        });
    // Typst memoises what it set, words included: nothing of a paper outlives its print.
    comemo::evict(0);
    pdf
}

/// Sets `template` without exporting it, for tests that measure the page.
#[cfg(test)]
pub(crate) fn proof(template: Template, files: Vec<VirtualFile>) -> PagedDocument {
    Sheet::new(template, files)
        .set()
        .expect("the template sets its own samples")
}

fn options(imprint: &Imprint, files: &[VirtualFile]) -> Result<PdfOptions, DocumentError> {
    let at = imprint.printed_at.to_zoned(TimeZone::UTC);
    let datetime = Datetime::from_ymd_hms(
        at.year().into(),
        at.month().unsigned_abs(),
        at.day().unsigned_abs(),
        at.hour().unsigned_abs(),
        at.minute().unsigned_abs(),
        at.second().unsigned_abs(),
    );
    let datetime = datetime.filter(|_| at.year() >= 0);
    let datetime = datetime.ok_or(DocumentError::PrintedAt)?;
    // By what it says: a number of the slip would be the same on the paper that took another's place, so that
    // two files could be matched. Only a hash of it enters the PDF.
    let says: String = files.iter().map(|(_, text)| text.as_str()).collect();
    Ok(PdfOptions {
        ident: Smart::Custom(says),
        creator: Smart::Custom(Some("Laufzettel".to_owned())),
        timestamp: Some(Timestamp::new_utc(datetime)),
        standards: PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
            .expect("typst exports PDF/A-2a and PDF/UA-1 together"),
        ..PdfOptions::default()
    })
}

/// One print: the press with the virtual files of one paper, and the faces that they need.
struct Sheet {
    main: FileId,
    faces: Faces,
    files: BTreeMap<&'static str, Bytes>,
}

impl Sheet {
    fn new((template, _): Template, files: Vec<VirtualFile>) -> Self {
        let faces = Faces::needed_by(files.iter().map(|(_, text)| text.as_str()));
        let families = ("families.json", faces.families.clone());
        let files = files
            .into_iter()
            .chain([families])
            .map(|(name, text)| (name, Bytes::from_string(text)))
            .collect();
        Self {
            main: file_id(template),
            faces,
            files,
        }
    }

    fn set(&self) -> SourceResult<PagedDocument> {
        typst::compile(self).output
    }

    fn export(&self, options: &PdfOptions) -> SourceResult<Vec<u8>> {
        typst_pdf::pdf(&self.set()?, options)
    }

    fn place(&self, complaint: &SourceDiagnostic) -> String {
        let file = complaint.span.id().map_or("?", name_of);
        match self.range(complaint.span) {
            Some(range) => format!("{file}:{}", range.start),
            None => file.to_owned(),
        }
    }
}

impl World for Sheet {
    fn library(&self) -> &LazyHash<Library> {
        &PRESS.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.faces.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        PRESS
            .sources
            .get(name_of(id))
            .cloned()
            .ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files
            .get(name_of(id))
            .cloned()
            .ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.faces.fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn file_id(name: &str) -> FileId {
    let path = VirtualPath::new(name).expect("names of virtual files are plain");
    FileId::new(RootedPath::new(VirtualRoot::Project, path))
}

fn name_of(id: FileId) -> &'static str {
    id.get().vpath().get_without_slash()
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(name_of(id).into())
}
