//! A release as lines, for whoever calculates with a spreadsheet: the shown cells, one a line, in the
//! cube's order, under the names that they have in the body. Every value is a code of ours, an id or a
//! number, so that nothing has to be quoted.

use serde_json::Value;

use super::body::Release;
use super::cube::Cell;

/// The columns; a cell fills those that it has.
const COLUMNS: [&str; 6] = ["cell", "at", "from", "to", "class", "bin"];

impl Release {
    /// The cells as comma-separated values, with a line of names first (RFC 4180).
    #[must_use]
    pub fn table(&self) -> String {
        let mut lines = vec![format!("{},persons", COLUMNS.join(","))];
        for (cell, persons) in self.cells() {
            lines.push(format!("{},{persons}", columns(cell).join(",")));
        }
        lines.push(String::new());
        lines.join("\r\n")
    }
}

fn columns(cell: &Cell) -> [String; 6] {
    let written = serde_json::to_value(cell).unwrap_or_default();
    COLUMNS.map(|name| text(&written[name]))
}

/// A class that has a cause reads as both: `broken/expired`.
fn text(value: &Value) -> String {
    match value {
        Value::String(code) => code.clone(),
        Value::Object(class) => {
            let parts = class
                .iter()
                .map(|(class, cause)| format!("{class}/{}", text(cause)));
            parts.collect()
        }
        _ => String::new(),
    }
}
