//! Makes any text printable: every character has a glyph, every word can be broken to fit a column.
//! A name in a script that the vendored faces lack must not stop the print.

use serde::Serialize;
use serde_json::Value;

use crate::DocumentError;
use crate::press::{self, VirtualFile};

/// Stands for characters that cannot be printed; the caseworker sees where to write by hand.
const REPLACEMENT: char = '\u{FFFD}';
/// A place where a line may break without a hyphen.
const BREAK: char = '\u{200B}';
/// No syllable of a real word is longer; what is would leave the narrowest column.
const LONGEST_STRETCH: usize = 12;
/// Six of the widest letters fit the narrowest column.
const PIECE: usize = 6;
/// From this length on, addresses of mail and web may break after their punctuation.
const LONG_WORD: usize = 17;

/// The view as the template reads it: `data.json`, every string in it printable.
pub(crate) fn data(view: &impl Serialize) -> Result<VirtualFile, DocumentError> {
    let mut data = serde_json::to_value(view).map_err(|_| DocumentError::View)?;
    make_legible(&mut data);
    Ok(("data.json", data.to_string()))
}

/// Makes every string in `value` printable, in place.
fn make_legible(value: &mut Value) {
    match value {
        Value::String(text) => *text = legible(text),
        Value::Array(values) => values.iter_mut().for_each(make_legible),
        Value::Object(fields) => fields.values_mut().for_each(make_legible),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn legible(text: &str) -> String {
    printable(text.trim())
        .split_inclusive([' ', '\n'])
        .map(breakable)
        .collect()
}

/// Replaces each run of characters without a glyph by one sign, and drops invisible ones.
pub(crate) fn printable(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => out.push('\n'),
            '\r' => {}
            _ if character.is_whitespace() && !is_no_break_space(character) => out.push(' '),
            _ if is_invisible(character) => {}
            _ if press::has_glyph(character) => out.push(character),
            _ if out.ends_with(REPLACEMENT) => {}
            _ => out.push(REPLACEMENT),
        }
    }
    out
}

fn is_no_break_space(character: char) -> bool {
    matches!(character, '\u{A0}' | '\u{202F}')
}

/// Controls, joiners, direction marks and variation selectors: without a glyph they say nothing,
/// and direction marks could make a line read differently from what was entered.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{FEFF}')
        || matches!(character, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}')
        || matches!(character, '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}')
}

/// Typst hyphenates German words; what no hyphenation reaches gets invisible places to break.
fn breakable(word: &str) -> String {
    let long = word.chars().count() >= LONG_WORD;
    let mut out = String::with_capacity(word.len());
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let letters = first.is_alphanumeric();
        let end = rest
            .find(|c: char| c.is_alphanumeric() != letters)
            .unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        if letters {
            hypher::hyphenate(run, hypher::Lang::German).for_each(|part| push_cut(&mut out, part));
        } else {
            push_cut(&mut out, run);
            if long && !after.is_empty() {
                out.push(BREAK);
            }
        }
        rest = after;
    }
    out
}

/// Appends `stretch`, in pieces if it is too long to be one.
fn push_cut(out: &mut String, stretch: &str) {
    let too_long = stretch.chars().count() > LONGEST_STRETCH;
    for (index, character) in stretch.chars().enumerate() {
        if too_long && index > 0 && index % PIECE == 0 {
            out.push(BREAK);
        }
        out.push(character);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_europe_stay_as_they_are() {
        for name in [
            "Łukasz Żółć",
            "Ayşe Yıldız",
            "Олена Шевченко",
            "Nguyễn Thị Hạnh",
            "Ελένη",
        ] {
            assert_eq!(legible(name), name);
        }
    }

    #[test]
    fn a_run_without_glyphs_becomes_one_sign() {
        assert_eq!(legible("Sabine 😀👍🏽 Neumann"), "Sabine \u{FFFD} Neumann");
        assert_eq!(legible("سمية حداد"), "\u{FFFD} \u{FFFD}");
    }

    #[test]
    fn invisible_characters_vanish_and_tabs_become_spaces() {
        assert_eq!(
            legible("  Frau\u{202E}\tLang\u{0}\u{FEFF}\r\n2. Stock "),
            "Frau Lang\n2. Stock"
        );
    }

    #[test]
    fn words_that_hyphenation_reaches_are_left_alone() {
        let word = "Donaudampfschifffahrtsgesellschaftskapitän";
        assert_eq!(legible(word), word);
        assert_eq!(legible("07000 555-210"), "07000 555-210");
        assert_eq!(legible("K7Q2MX 4T9V-3RWPD-8"), "K7Q2MX 4T9V-3RWPD-8");
    }

    #[test]
    fn endless_words_and_long_addresses_can_break() {
        assert_eq!(legible(&"_".repeat(25)).matches(BREAK).count(), 4);
        assert_eq!(
            legible("sabine.neumann@post.example"),
            "sabine.\u{200B}neumann@\u{200B}post.\u{200B}example"
        );
    }
}
