//! No citations: the names that typst calls for bibliographies. No library loads and no style is
//! known, so that nothing can be cited.

use std::convert::Infallible;
/// A value of this type is never made.
type Never = Infallible;

pub mod archive {
    //! Styles of citing, of which there are none.

    use super::citationberg;

    /// The style that typst names before it is asked for any; nothing is cited in it.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum ArchivedStyle {
        InstituteOfElectricalAndElectronicsEngineers,
    }

    impl ArchivedStyle {
        pub fn all() -> &'static [Self] {
            &[]
        }

        pub fn by_name(_name: &str) -> Option<Self> {
            None
        }

        pub fn get(self) -> citationberg::Style {
            citationberg::Style::Independent(citationberg::IndependentStyle::default())
        }

        pub fn names(&self) -> &'static [&'static str] {
            &["ieee"]
        }

        pub fn display_name(&self) -> &'static str {
            "IEEE"
        }
    }

    pub fn locales() -> Vec<citationberg::Locale> {
        Vec::new()
    }
}

pub mod io {
    //! Files of references, of which none is read.

    use std::ops::Range;

    use super::Library;

    #[derive(Debug)]
    pub enum BibLaTeXError {
        Parse(At),
        Type(At),
    }

    /// Where something was wrong, and what.
    #[derive(Debug)]
    pub struct At {
        pub span: Range<usize>,
        pub kind: String,
    }

    pub fn from_yaml_str(_text: &str) -> Result<Library, serde_yaml::Error> {
        Err(serde::de::Error::custom("this build has no bibliographies"))
    }

    pub fn from_biblatex_str(_text: &str) -> Result<Library, Vec<BibLaTeXError>> {
        Err(Vec::new())
    }
}

/// References by their keys.
pub struct Library(Never);

impl Library {
    pub fn is_empty(&self) -> bool {
        match self.0 {}
    }
}

impl IntoIterator for Library {
    type Item = Entry;
    type IntoIter = std::iter::Empty<Entry>;

    fn into_iter(self) -> Self::IntoIter {
        match self.0 {}
    }
}

#[derive(Debug, Clone, PartialEq)]
pub struct Entry(Never);

impl Entry {
    pub fn key(&self) -> &str {
        match self.0 {}
    }

    pub fn title(&self) -> Option<&Title> {
        match self.0 {}
    }
}

pub struct Title {
    pub value: TitleText,
}

pub struct TitleText(Never);

impl TitleText {
    pub fn to_str(&self) -> &str {
        match self.0 {}
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CitePurpose {
    Author,
    Full,
    Prose,
    Year,
}

/// What stands beside a reference, in typst's own words.
pub struct TransparentLocator;

impl TransparentLocator {
    pub fn new<T>(_content: T) -> Self {
        Self
    }
}

pub enum LocatorPayload {
    Transparent(TransparentLocator),
}

pub struct SpecificLocator(pub citationberg::taxonomy::Locator, pub LocatorPayload);

pub struct CitationItem<'e, E>(std::marker::PhantomData<&'e E>);

impl<'e, E> CitationItem<'e, E> {
    pub fn new(
        _entry: &'e E,
        _locator: Option<SpecificLocator>,
        _locale: Option<citationberg::LocaleCode>,
        _hidden: bool,
        _purpose: Option<CitePurpose>,
    ) -> Self {
        Self(std::marker::PhantomData)
    }
}

pub struct CitationRequest<'e>(std::marker::PhantomData<&'e Entry>);

impl<'e> CitationRequest<'e> {
    pub fn new(
        _items: Vec<CitationItem<'e, Entry>>,
        _style: &citationberg::IndependentStyle,
        _locale: Option<citationberg::LocaleCode>,
        _locales: &[citationberg::Locale],
        _note: Option<usize>,
    ) -> Self {
        Self(std::marker::PhantomData)
    }
}

pub struct BibliographyRequest<'s> {
    pub style: &'s citationberg::IndependentStyle,
    pub locale: Option<citationberg::LocaleCode>,
    pub locale_files: &'s [citationberg::Locale],
}

#[derive(Default)]
pub struct BibliographyDriver<'e>(Vec<CitationRequest<'e>>);

impl<'e> BibliographyDriver<'e> {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn with_citation_number_offset(self, _offset: usize) -> Self {
        self
    }

    pub fn citation(&mut self, request: CitationRequest<'e>) {
        self.0.push(request);
    }

    /// # Panics
    ///
    /// Where something was cited: there is nothing that could be.
    pub fn finish(self, _request: BibliographyRequest<'_>) -> Rendered {
        assert!(self.0.is_empty(), "this build has no citations");
        Rendered { bibliography: None, citations: Vec::new() }
    }
}

pub struct Rendered {
    pub bibliography: Option<RenderedBibliography>,
    pub citations: Vec<RenderedCitation>,
}

pub struct RenderedBibliography {
    pub items: Vec<BibliographyItem>,
    pub hanging_indent: bool,
}

pub struct BibliographyItem {
    pub key: String,
    pub first_field: Option<ElemChild>,
    pub content: ElemChildren,
}

pub struct RenderedCitation {
    pub citation: ElemChildren,
}

pub struct ElemChildren(pub Vec<ElemChild>);

impl ElemChildren {
    pub fn find_meta(&self, _meta: &ElemMeta) -> Option<&Elem> {
        None
    }
}

pub enum ElemChild {
    Text(Formatted),
    Elem(Elem),
    Markup(String),
    Link { text: Formatted, url: String },
    Transparent { cite_idx: usize, format: Formatting },
}

pub struct Elem {
    pub children: ElemChildren,
    pub display: Option<citationberg::Display>,
    pub meta: Option<ElemMeta>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ElemMeta {
    CitationNumber,
    Entry(usize),
}

pub struct Formatted {
    pub text: String,
    pub formatting: Formatting,
}

pub struct Formatting {
    pub font_style: citationberg::FontStyle,
    pub font_variant: citationberg::FontVariant,
    pub font_weight: citationberg::FontWeight,
    pub text_decoration: citationberg::TextDecoration,
    pub vertical_align: citationberg::VerticalAlign,
}

pub mod citationberg {
    //! The language of styles.

    pub mod taxonomy {
        //! Parts of a work that a reference can point to.

        pub enum Locator {
            Custom,
        }
    }

    #[derive(Debug, Clone, Default, PartialEq, Eq)]
    pub struct IndependentStyle {
        pub settings: Settings,
    }

    impl IndependentStyle {
        pub fn from_xml(_text: &str) -> Result<Self, &'static str> {
            Err("this build has no styles of citation")
        }
    }

    pub enum Style {
        Independent(IndependentStyle),
        Dependent,
    }

    #[derive(Debug, Clone, Default, PartialEq, Eq)]
    pub struct Settings {
        pub class: StyleClass,
    }

    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
    pub enum StyleClass {
        #[default]
        InText,
        Note,
    }

    pub struct Locale;

    #[derive(Debug, Clone)]
    pub struct LocaleCode(pub String);

    pub enum Display {
        Block,
        Indent,
        LeftMargin,
        RightInline,
    }

    pub enum FontStyle {
        Normal,
        Italic,
    }

    pub enum FontVariant {
        Normal,
        SmallCaps,
    }

    pub enum FontWeight {
        Normal,
        Bold,
        Light,
    }

    pub enum TextDecoration {
        None,
        Underline,
    }

    pub enum VerticalAlign {
        None,
        Baseline,
        Sup,
        Sub,
    }
}
