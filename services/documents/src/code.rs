//! A code on paper: a picture to scan and the text beside it to type. The picture is a QR code of one path, error
//! correction M, quiet zone of four modules inside.

use std::fmt::Write as _;

use qrcode::types::Color;
use qrcode::{EcLevel, QrCode};
use serde::Serialize;

use crate::DocumentError;

/// A code: the address goes into the QR picture, the text beside it.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Code {
    /// What the QR code holds. Not handed to the template.
    #[serde(skip)]
    pub url: String,
    /// The typed form; spaces part the lines.
    pub text: String,
}

redacted_debug!(Code);

impl Code {
    /// The picture; `whose` names the code if its address is too long.
    pub(crate) fn picture(&self, whose: &'static str) -> Result<String, DocumentError> {
        picture(&self.url).ok_or(DocumentError::QrCode { whose })
    }
}

/// ISO/IEC 18004 asks for four white modules on every side; scanners in bad light need them.
const QUIET_ZONE: usize = 4;

/// Draws `address` as an SVG whose unit is one module.
fn picture(address: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
    let side = code.width() + 2 * QUIET_ZONE;
    let colors = code.to_colors();
    let mut path = String::new();
    for (row, modules) in colors.chunks(code.width()).enumerate() {
        for (column, length) in dark_runs(modules) {
            let (x, y) = (column + QUIET_ZONE, row + QUIET_ZONE);
            // Writing to a string cannot fail.
            let _ = write!(path, "M{x} {y}h{length}v1h-{length}z");
        }
    }
    Some(format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}"><path fill="#000" d="{path}"/></svg>"##
    ))
}

/// Start and length of each run of dark modules in a row.
fn dark_runs(modules: &[Color]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for (column, color) in modules.iter().enumerate() {
        match (color, runs.last_mut()) {
            (Color::Dark, Some((start, length))) if *start + *length == column => *length += 1,
            (Color::Dark, _) => runs.push((column, 1)),
            (Color::Light, _) => {}
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_join_neighbours_and_skip_gaps() {
        use Color::{Dark, Light};
        let row = [Dark, Dark, Light, Dark, Light, Light, Dark];
        assert_eq!(dark_runs(&row), [(0, 2), (3, 1), (6, 1)]);
    }

    #[test]
    fn the_drawing_covers_exactly_the_dark_modules() {
        let address = "https://laufzettel.example/s/0123456789abcdef";
        let code = QrCode::with_error_correction_level(address, EcLevel::M).unwrap();
        let dark = code
            .to_colors()
            .iter()
            .filter(|color| **color == Color::Dark)
            .count();
        let svg = picture(address).unwrap();
        let drawn: usize = svg
            .split('h')
            .filter_map(|part| {
                part.split_once("v1")
                    .and_then(|(length, _)| length.parse().ok())
            })
            .map(|length: usize| length)
            .sum();
        assert_eq!(drawn, dark);
        assert!(svg.contains(&format!("0 0 {0} {0}", code.width() + 8)));
    }

    #[test]
    fn an_address_without_end_is_refused() {
        assert!(picture(&"x".repeat(3000)).is_none());
    }
}
