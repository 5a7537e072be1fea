//! The vendored faces: three in which every paper is set, and one for each further script that people
//! here write their names in. Of the latter only those are read that a paper's text needs: most need none.

use std::ops::RangeInclusive;
use std::sync::{LazyLock, OnceLock};

use serde::Serialize;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use unicode_properties::{GeneralCategoryGroup as Group, UnicodeGeneralCategory as _};

/// The family of a paper's text.
const TEXT: &str = "Noto Sans";

const BASE: [&[u8]; 3] = [
    include_bytes!("../fonts/NotoSans-Regular.ttf"),
    include_bytes!("../fonts/NotoSans-Bold.ttf"),
    include_bytes!("../fonts/NotoSansMono-Bold.ttf"),
];

/// A face for a script that the text's own family lacks.
struct ScriptFace {
    family: &'static str,
    file: &'static [u8],
    /// Where the script's characters stand in Unicode.
    blocks: &'static [RangeInclusive<char>],
    font: OnceLock<Font>,
}

/// Names a face by its family, its file and the blocks that it is asked for.
macro_rules! faces {
    ($($family:literal $file:literal $($block:expr),+;)+) => {
        [$(ScriptFace {
            family: $family,
            file: include_bytes!(concat!("../fonts/scripts/", $file)),
            blocks: &[$($block),+],
            font: OnceLock::new(),
        }),+]
    };
}

#[rustfmt::skip]
static SCRIPTS: [ScriptFace; 26] = faces![
    "Noto Sans Adlam" "NotoSansAdlam-Regular.ttf" '\u{1E900}'..='\u{1E95F}';
    "Noto Sans Arabic" "NotoSansArabic-Regular.ttf"
        '\u{600}'..='\u{6FF}', '\u{750}'..='\u{77F}', '\u{8A0}'..='\u{8FF}', '\u{FB50}'..='\u{FDFF}',
        '\u{FE70}'..='\u{FEFC}';
    "Noto Sans Armenian" "NotoSansArmenian-Regular.ttf" '\u{530}'..='\u{58F}', '\u{FB13}'..='\u{FB17}';
    "Noto Sans Bengali" "NotoSansBengali-Regular.ttf" '\u{980}'..='\u{9FF}';
    "Noto Sans CJK SC" "NotoSansCJKsc-Regular.otf"
        '\u{3000}'..='\u{30FF}', '\u{3105}'..='\u{312F}', '\u{31F0}'..='\u{31FF}', '\u{4E00}'..='\u{9FFF}',
        '\u{AC00}'..='\u{D7A3}', '\u{FF01}'..='\u{FF5E}';
    "Noto Sans Devanagari" "NotoSansDevanagari-Regular.ttf" '\u{900}'..='\u{97F}', '\u{A8E0}'..='\u{A8FF}';
    "Noto Sans Ethiopic" "NotoSansEthiopic-Regular.ttf"
        '\u{1200}'..='\u{139F}', '\u{2D80}'..='\u{2DDF}', '\u{AB00}'..='\u{AB2F}';
    "Noto Sans Georgian" "NotoSansGeorgian-Regular.ttf"
        '\u{10A0}'..='\u{10FF}', '\u{1C90}'..='\u{1CBF}', '\u{2D00}'..='\u{2D2F}';
    "Noto Sans Gujarati" "NotoSansGujarati-Regular.ttf" '\u{A80}'..='\u{AFF}';
    "Noto Sans Gurmukhi" "NotoSansGurmukhi-Regular.ttf" '\u{A00}'..='\u{A7F}';
    "Noto Sans Hebrew" "NotoSansHebrew-Regular.ttf" '\u{590}'..='\u{5FF}', '\u{FB1D}'..='\u{FB4F}';
    "Noto Sans Kannada" "NotoSansKannada-Regular.ttf" '\u{C80}'..='\u{CFF}';
    "Noto Sans Khmer" "NotoSansKhmer-Regular.ttf" '\u{1780}'..='\u{17FF}', '\u{19E0}'..='\u{19FF}';
    "Noto Sans Lao" "NotoSansLao-Regular.ttf" '\u{E80}'..='\u{EFF}';
    "Noto Sans Malayalam" "NotoSansMalayalam-Regular.ttf" '\u{D00}'..='\u{D7F}';
    "Noto Sans Myanmar" "NotoSansMyanmar-Regular.ttf"
        '\u{1000}'..='\u{109F}', '\u{A9E0}'..='\u{A9FF}', '\u{AA60}'..='\u{AA7F}';
    "Noto Sans NKo" "NotoSansNKo-Regular.ttf" '\u{7C0}'..='\u{7FF}';
    "Noto Sans Oriya" "NotoSansOriya-Regular.ttf" '\u{B00}'..='\u{B7F}';
    "Noto Sans Sinhala" "NotoSansSinhala-Regular.ttf" '\u{D80}'..='\u{DFF}';
    "Noto Sans Syriac" "NotoSansSyriac-Regular.ttf" '\u{700}'..='\u{74F}', '\u{860}'..='\u{86F}';
    "Noto Sans Tamil" "NotoSansTamil-Regular.ttf" '\u{B80}'..='\u{BFF}';
    "Noto Sans Telugu" "NotoSansTelugu-Regular.ttf" '\u{C00}'..='\u{C7F}';
    "Noto Sans Thaana" "NotoSansThaana-Regular.ttf" '\u{780}'..='\u{7BF}';
    "Noto Sans Thai" "NotoSansThai-Regular.ttf" '\u{E00}'..='\u{E7F}';
    "Noto Sans Tifinagh" "NotoSansTifinagh-Regular.ttf" '\u{2D30}'..='\u{2D7F}';
    "Noto Serif Tibetan" "NotoSerifTibetan-Regular.ttf" '\u{F00}'..='\u{FFF}';
];

/// What every paper is set in, read once.
static BASE_FONTS: LazyLock<Vec<Font>> = LazyLock::new(|| {
    let faces = BASE.iter();
    faces
        .flat_map(|face| Font::iter(Bytes::new(*face)))
        .collect()
});

impl ScriptFace {
    fn of(character: char) -> Option<&'static Self> {
        // Most characters of most papers.
        if character < '\u{530}' {
            return None;
        }
        let has = |block: &RangeInclusive<char>| block.contains(&character);
        SCRIPTS.iter().find(|face| face.blocks.iter().any(has))
    }

    fn font(&self) -> &Font {
        self.font.get_or_init(|| {
            Font::new(Bytes::new(self.file), 0).expect("vendored faces are well formed")
        })
    }

    /// As typst reads which characters a family is asked for. Joiners and places to break stand between letters.
    fn covers(&self) -> String {
        let block = |block: &RangeInclusive<char>| {
            let (first, last) = (u32::from(*block.start()), u32::from(*block.end()));
            format!("\\x{{{first:x}}}-\\x{{{last:x}}}")
        };
        let blocks: String = self.blocks.iter().map(block).collect();
        format!("[{blocks}\\x{{200b}}\\x{{200c}}\\x{{200d}}]")
    }
}

/// Whether one face has a whole letter, marks included, in every weight that a template may use; `before`
/// stands to its left, if something does.
pub(crate) fn have(letter: &str, before: Option<char>) -> bool {
    // Archives must know what a glyph means: PDF/A-2a refuses private use.
    let private = |character: char| matches!(character, '\u{E000}'..='\u{F8FF}');
    let has = |font: &Font| letter.chars().all(|character| covers(font, character));
    let mut of_text = BASE_FONTS.iter().filter(|font| font.info().family == TEXT);
    let mut of_scripts = letter.chars().filter_map(ScriptFace::of);
    !letter.contains(private)
        && !is_mark_alone(letter, before)
        && (of_text.all(has) || of_scripts.any(|face| has(face.font())))
}

/// A mark without a letter of its script to stand on: no face has a glyph for that.
fn is_mark_alone(letter: &str, before: Option<char>) -> bool {
    let is_mark = |character: char| character.general_category_group() == Group::Mark;
    let mut characters = letter.chars();
    let Some(first) = characters.next() else {
        return false;
    };
    if first.is_whitespace() {
        return characters.next().is_some();
    }
    let script = |character| ScriptFace::of(character).map(|face| face.family);
    is_mark(first)
        && !before.is_some_and(|before| script(before).is_some() && script(before) == script(first))
}

/// Joiners change other glyphs and have none.
fn covers(font: &Font, character: char) -> bool {
    let joiner = matches!(character, '\u{200C}' | '\u{200D}');
    joiner || font.info().coverage.contains(u32::from(character))
}

/// What one paper is set in.
pub(crate) struct Faces {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) fonts: Vec<Font>,
    /// The families of the text for the templates, as JSON.
    pub(crate) families: String,
}

/// A family that is asked only for its script, so that blanks and digits stay those of the text.
#[derive(Serialize)]
struct Family {
    name: &'static str,
    covers: String,
}

impl Faces {
    /// The faces that `texts` need.
    pub(crate) fn needed_by<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut needed: Vec<&ScriptFace> = Vec::new();
        for face in texts.flat_map(str::chars).filter_map(ScriptFace::of) {
            if !needed.iter().any(|known| known.family == face.family) {
                needed.push(face);
            }
        }
        // In an order of their own: the same text in another order is set in the same faces.
        needed.sort_by_key(|face| face.family);
        let family = |face: &&ScriptFace| Family {
            name: face.family,
            covers: face.covers(),
        };
        let families: Vec<Family> = needed.iter().map(family).collect();
        let mut fonts = BASE_FONTS.clone();
        fonts.extend(needed.iter().map(|face| face.font().clone()));
        Self {
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            families: serde_json::json!(families).to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_face_is_the_family_that_it_is_called() {
        for face in &SCRIPTS {
            assert_eq!(face.font().info().family, face.family);
            let glyphs = face.font().info().coverage.iter();
            let of_blocks = glyphs.filter_map(char::from_u32);
            let of_blocks =
                of_blocks.filter(|c| ScriptFace::of(*c).is_some_and(|of| of.family == face.family));
            assert!(of_blocks.count() > 25, "{}", face.family);
        }
    }

    #[test]
    fn no_two_faces_are_asked_for_one_character() {
        for (index, face) in SCRIPTS.iter().enumerate() {
            for other in &SCRIPTS[index + 1..] {
                for block in face.blocks {
                    let meets = |with: &RangeInclusive<char>| {
                        block.start() <= with.end() && with.start() <= block.end()
                    };
                    assert!(
                        !other.blocks.iter().any(meets),
                        "{} {}",
                        face.family,
                        other.family
                    );
                }
            }
        }
    }

    #[test]
    fn a_paper_reads_the_faces_that_its_text_needs() {
        let families = |text: &str| {
            let faces = Faces::needed_by([text].into_iter());
            let extra = faces.fonts.len() - BASE_FONTS.len();
            (extra, faces.families)
        };
        assert_eq!(
            families("Sabine Müller, Олена, Ελένη"),
            (0, "[]".to_owned())
        );
        let (extra, of_two) = families("سمية und ሰላም und سمية");
        assert_eq!(extra, 2);
        assert_eq!(families("ሰላም سمية"), (2, of_two));
    }

    #[test]
    fn what_has_no_glyph_is_known() {
        for letter in [
            "a", "ß", "Ж", "Ω", "श", "س", "سّ", "ש", "ሰ", "ა", "王", "김", "ひ", "1",
        ] {
            assert!(have(letter, None), "{letter}");
        }
        for letter in [
            "😀",
            "\u{E000}",
            "☐",
            "𐎀",
            "\u{13000}",
            "a\u{651}",
            " \u{651}",
            "\u{301}",
            "\u{E4C}",
            "س\u{E31}",
        ] {
            assert!(!have(letter, None), "{letter}");
        }
        // Some vowels of Burmese are letters of their own to Unicode, and marks to a face.
        assert!(have("\u{102C}", Some('\u{1019}')));
        assert!(!have("\u{102C}", Some(' ')) && !have("\u{102C}", Some('a')));
    }
}
