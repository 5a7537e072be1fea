//! The path report: what a network's release tells, to lay on a table and to file.

use serde::Serialize;

use crate::press::{Paper, Template, VirtualFile, template};
use crate::{DocumentError, Row, legible};

/// A release in a picture, sentences and tables. The caller words it; it holds no person.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct PathReport {
    /// The title, such as „Wege durch das Netzwerk, 1. Halbjahr 2026".
    pub title: String,
    /// The network's name.
    pub network: String,
    /// What it tells of, in a sentence or two.
    pub lead: String,
    /// The large picture.
    pub flow: ReportPicture,
    /// A smaller one, with its heading.
    pub map: Option<(String, ReportPicture)>,
    /// What the figures say.
    pub sentences: Vec<String>,
    /// All figures.
    pub tables: Vec<ReportTable>,
    /// What a dash means.
    pub dash: String,
    /// How the figures came about.
    pub method: Vec<Row>,
}

/// A picture with its words for those who do not see it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReportPicture {
    /// The SVG, without any reference to elsewhere.
    #[serde(skip)]
    pub svg: String,
    /// What it shows.
    pub alt: String,
    /// Its width over its height.
    pub shape: f64,
}

/// A table; the first cell of a row names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ReportTable {
    /// What it shows.
    pub caption: String,
    /// The heads of its columns.
    pub columns: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
    /// Whether all but the first column are figures.
    pub figures: bool,
}

/// Prints the report: the picture on a page of its own, as wide as it is; then the rest on A4 upright.
impl Paper for PathReport {
    const TEMPLATE: Template = template!("path_report.typ");

    fn files(&self) -> Result<Vec<VirtualFile>, DocumentError> {
        let mut files = vec![
            legible::data(self)?,
            ("flow.svg", legible::printable(&self.flow.svg)),
        ];
        if let Some((_, map)) = &self.map {
            files.push(("map.svg", legible::printable(&map.svg)));
        }
        Ok(files)
    }
}
