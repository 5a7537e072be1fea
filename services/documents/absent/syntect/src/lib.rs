//! No syntax highlighting: the names that typst calls to colour program listings. No language is
//! known and no theme loads; a listing is set in its plain colour.

use std::convert::Infallible;
use std::fmt;

/// A value of this type is never made.
type Never = Infallible;

fn absent(f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str("this build has no syntax highlighting")
}

#[derive(Debug)]
pub enum LoadingError {
    ParseSyntax(parsing::ParseSyntaxError, String),
    Absent,
}

impl fmt::Display for LoadingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        absent(f)
    }
}

impl std::error::Error for LoadingError {}

pub mod parsing {
    //! Languages, of which there are none.

    use super::{Never, absent, fmt};

    #[derive(Debug, Clone, Copy)]
    pub struct Scope;

    impl Scope {
        /// Scopes are for themes to tell apart; here all are one.
        pub fn new(_name: &str) -> Result<Self, Never> {
            Ok(Self)
        }
    }

    #[derive(Debug)]
    pub enum ParseSyntaxError {
        InvalidYaml(ScanError),
        Absent,
    }

    impl fmt::Display for ParseSyntaxError {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            absent(f)
        }
    }

    impl std::error::Error for ParseSyntaxError {}

    #[derive(Debug)]
    pub struct ScanError(Never);

    impl ScanError {
        pub fn marker(&self) -> &Marker {
            match self.0 {}
        }
    }

    pub struct Marker(Never);

    impl Marker {
        pub fn index(&self) -> usize {
            match self.0 {}
        }

        pub fn line(&self) -> usize {
            match self.0 {}
        }

        pub fn col(&self) -> usize {
            match self.0 {}
        }
    }

    pub struct SyntaxDefinition(Never);

    impl SyntaxDefinition {
        pub fn load_from_str(
            _source: &str,
            _lines_include_newline: bool,
            _fallback_name: Option<&str>,
        ) -> Result<Self, ParseSyntaxError> {
            Err(ParseSyntaxError::Absent)
        }
    }

    pub struct SyntaxReference {
        pub name: String,
        pub file_extensions: Vec<String>,
    }

    #[derive(Debug, Clone, Default)]
    pub struct SyntaxSet;

    impl SyntaxSet {
        pub fn find_syntax_by_token(&self, _token: &str) -> Option<&SyntaxReference> {
            None
        }

        pub fn syntaxes(&self) -> &[SyntaxReference] {
            &[]
        }
    }

    #[derive(Default)]
    pub struct SyntaxSetBuilder;

    impl SyntaxSetBuilder {
        pub fn new() -> Self {
            Self
        }

        pub fn add(&mut self, syntax: SyntaxDefinition) {
            match syntax.0 {}
        }

        pub fn build(self) -> SyntaxSet {
            SyntaxSet
        }
    }
}

pub mod highlighting {
    //! Colours, of which there is one.

    use std::io::{BufRead, Seek};
    use std::ops::BitOr;
    use std::str::FromStr;

    use super::{LoadingError, Never, parsing::Scope};

    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct Color {
        pub r: u8,
        pub g: u8,
        pub b: u8,
        pub a: u8,
    }

    impl Color {
        pub const BLACK: Self = Self { r: 0, g: 0, b: 0, a: 255 };
    }

    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    pub struct FontStyle(u8);

    impl FontStyle {
        pub const BOLD: Self = Self(1);
        pub const UNDERLINE: Self = Self(2);
        pub const ITALIC: Self = Self(4);

        pub fn contains(self, other: Self) -> bool {
            self.0 & other.0 == other.0
        }
    }

    impl BitOr for FontStyle {
        type Output = Self;

        fn bitor(self, other: Self) -> Self {
            Self(self.0 | other.0)
        }
    }

    #[derive(Debug, Clone, Copy)]
    pub struct Style {
        pub foreground: Color,
        pub background: Color,
        pub font_style: FontStyle,
    }

    #[derive(Debug, Clone, Copy)]
    pub struct StyleModifier {
        pub foreground: Option<Color>,
        pub background: Option<Color>,
        pub font_style: Option<FontStyle>,
    }

    #[derive(Debug, Clone, Copy)]
    pub struct ScopeSelectors;

    impl FromStr for ScopeSelectors {
        type Err = Never;

        fn from_str(_selectors: &str) -> Result<Self, Never> {
            Ok(Self)
        }
    }

    #[derive(Debug, Clone)]
    pub struct ThemeItem {
        pub scope: ScopeSelectors,
        pub style: StyleModifier,
    }

    #[derive(Debug, Clone, Default)]
    pub struct ThemeSettings {
        pub foreground: Option<Color>,
        pub background: Option<Color>,
    }

    #[derive(Debug, Clone)]
    pub struct Theme {
        pub name: Option<String>,
        pub author: Option<String>,
        pub settings: ThemeSettings,
        pub scopes: Vec<ThemeItem>,
    }

    pub struct ThemeSet(Never);

    impl ThemeSet {
        pub fn load_from_reader<R: BufRead + Seek>(_reader: &mut R) -> Result<Theme, LoadingError> {
            Err(LoadingError::Absent)
        }
    }

    pub struct Highlighter<'t>(&'t Theme);

    impl<'t> Highlighter<'t> {
        pub fn new(theme: &'t Theme) -> Self {
            Self(theme)
        }

        pub fn style_for_stack(&self, _scopes: &[Scope]) -> Style {
            let settings = &self.0.settings;
            Style {
                foreground: settings.foreground.unwrap_or(Color::BLACK),
                background: settings.background.unwrap_or(Color { a: 0, ..Color::BLACK }),
                font_style: FontStyle(0),
            }
        }
    }
}

pub mod easy {
    //! Line by line, for a language that is known.

    use super::highlighting::{Style, Theme};
    use super::parsing::{SyntaxReference, SyntaxSet};
    use super::LoadingError;

    pub struct HighlightLines;

    impl HighlightLines {
        pub fn new(_syntax: &SyntaxReference, _theme: &Theme) -> Self {
            Self
        }

        pub fn highlight_line<'l>(
            &mut self,
            _line: &'l str,
            _syntaxes: &SyntaxSet,
        ) -> Result<Vec<(Style, &'l str)>, LoadingError> {
            Err(LoadingError::Absent)
        }
    }
}
