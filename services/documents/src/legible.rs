//! Makes any text printable: every character has a glyph, every word can be broken to fit a column.
//! What the vendored faces lack must not stop the print; [`unprintable`] says it before.

use serde::Serialize;
use serde_json::Value;
use unicode_normalization::UnicodeNormalization as _;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::press::VirtualFile;
use crate::{DocumentError, faces};

/// Stands for characters that cannot be printed, where nobody was asked for another spelling.
const REPLACEMENT: char = '\u{FFFD}';
/// A place where a line may break without a hyphen.
const BREAK: char = '\u{200B}';
/// No syllable of a real word is longer; what is would leave the narrowest column.
const LONGEST_STRETCH: usize = 12;
/// Six of the widest letters fit the narrowest column.
const PIECE: usize = 6;
/// Where letters join each other, a sign between them would part their shapes: only what is no word is cut.
const LONGEST_JOINED: usize = 24;
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

/// Replaces each run of letters without glyphs by one sign, and drops invisible characters.
pub(crate) fn printable(text: &str) -> String {
    let visible = visible(text);
    let mut out = String::with_capacity(visible.len());
    for (letter, prints) in letters(&visible) {
        if prints {
            out.push_str(letter);
        } else if !out.ends_with(REPLACEMENT) {
            out.push(REPLACEMENT);
        }
    }
    out
}

/// What no paper can print of a text, each once: to be asked about before it is issued. A letter stands
/// with its marks, for which no face may be right.
#[must_use]
pub fn unprintable(text: &str) -> Vec<String> {
    let mut missing: Vec<String> = Vec::new();
    for (letter, prints) in letters(&visible(text)) {
        if !prints && !missing.iter().any(|known| known == letter) {
            missing.push(letter.to_owned());
        }
    }
    missing
}

/// Each letter with its marks, and whether it can be printed where it stands.
fn letters(visible: &str) -> impl Iterator<Item = (&str, bool)> {
    let mut before = None;
    visible.graphemes(true).map(move |letter| {
        let prints = letter == "\n" || faces::have(letter, before);
        before = letter.chars().next_back().filter(|_| prints);
        (letter, prints)
    })
}

/// The text without what says nothing on paper. A letter and its marks become one character where there
/// is one, as faces have it.
fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.nfc() {
        match character {
            '\n' => out.push('\n'),
            '\r' => {}
            _ if character.is_whitespace() && !is_no_break_space(character) => out.push(' '),
            _ if is_joiner(character) && out.chars().next_back().is_some_and(joins) => {
                out.push(character);
            }
            _ if is_invisible(character) => {}
            _ => out.push(character),
        }
    }
    out
}

/// Farsi and Indian scripts are spelt with them.
fn is_joiner(character: char) -> bool {
    matches!(character, '\u{200C}' | '\u{200D}')
}

/// Whether letters around this one take another shape: Arabic, the scripts of India and those beyond.
fn joins(character: char) -> bool {
    matches!(character, '\u{600}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{1E900}'..='\u{1E95F}')
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
    let mut out = String::with_capacity(word.len());
    if word.chars().any(joins) {
        cut(&mut out, word, LONGEST_JOINED, LONGEST_STRETCH);
        return out;
    }
    let long = word.chars().count() >= LONG_WORD;
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let letters = first.is_alphanumeric();
        let end = rest
            .find(|c: char| c.is_alphanumeric() != letters)
            .unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        if letters {
            for part in hypher::hyphenate(run, hypher::Lang::German) {
                cut(&mut out, part, LONGEST_STRETCH, PIECE);
            }
        } else {
            cut(&mut out, run, LONGEST_STRETCH, PIECE);
            // After a hyphen a line may break anyway.
            if long && !after.is_empty() && !run.ends_with('-') {
                out.push(BREAK);
            }
        }
        rest = after;
    }
    out
}

/// Appends `stretch`, in pieces if it is longer than `longest`. A letter keeps its marks.
fn cut(out: &mut String, stretch: &str, longest: usize, piece: usize) {
    let too_long = stretch.graphemes(true).count() > longest;
    for (index, letter) in stretch.graphemes(true).enumerate() {
        if too_long && index > 0 && index % piece == 0 {
            out.push(BREAK);
        }
        out.push_str(letter);
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
        assert_eq!(legible("𐎀𐎁 𐎂"), "\u{FFFD} \u{FFFD}");
    }

    #[test]
    fn what_cannot_be_printed_is_said_once_each() {
        assert_eq!(unprintable("😀 Sabine 👍😀 𐎀"), ["😀", "👍", "𐎀"]);
        assert_eq!(unprintable("Sabine\u{651}"), ["e\u{651}"]);
        for printable in [
            "Sabine\t\r\n Neumann",
            "سمية",
            "علی\u{200C}رضا",
            "Cafe\u{301}",
            "\u{FEFF}\u{202E}x",
        ] {
            assert!(unprintable(printable).is_empty(), "{printable}");
        }
    }

    #[test]
    fn joiners_stay_between_letters_that_join() {
        assert_eq!(legible("علی\u{200C}رضا"), "علی\u{200C}رضا");
        assert_eq!(legible("ශ්\u{200D}රී"), "ශ්\u{200D}රී");
        assert_eq!(legible("Sa\u{200D}bi\u{200C}ne"), "Sabine");
        assert_eq!(legible("\u{200C}علی"), "علی");
    }

    #[test]
    fn a_letter_and_its_marks_are_one_character_where_there_is_one() {
        assert_eq!(legible("Nguye\u{302}\u{303}n"), "Nguyễn");
        assert_eq!(legible("\u{1112}\u{1161}\u{11AB}"), "한");
    }

    #[test]
    fn words_of_joined_letters_are_cut_only_where_no_name_reaches() {
        for name in [
            "प्रियदर्शिनीचट्टोपाध्याय",
            "ธนพรศรีสุวรรณรัตนโชติ",
            "عبدالرحمنالخالديالحسيني",
        ] {
            assert_eq!(legible(name), name);
        }
        let endless = legible(&"क्षि".repeat(60));
        assert_eq!(endless.replace(BREAK, ""), "क्षि".repeat(60));
        assert!(endless.contains(BREAK) && !endless.contains("\u{200B}ि"));
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
        let double = "Wollschläger-Hohenstein";
        assert_eq!(legible(double), double);
        assert_eq!(
            legible("sabine.neumann@post.example"),
            "sabine.\u{200B}neumann@\u{200B}post.\u{200B}example"
        );
    }
}
