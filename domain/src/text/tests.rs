//! What a text is, by examples from names and phone numbers, and as a property of whatever is typed.

use proptest::prelude::*;

use super::*;

/// Turns the order of letters around, or begins a stretch in which another order holds.
const DIRECTION: [char; 12] = [
    '\u{202a}', '\u{202b}', '\u{202c}', '\u{202d}', '\u{202e}', '\u{2066}', '\u{2067}', '\u{2068}',
    '\u{2069}', '\u{200e}', '\u{200f}', '\u{61c}',
];

/// Any character, those that make trouble more often.
fn typed() -> impl Strategy<Value = String> {
    let trouble = prop_oneof![
        Just('\n'),
        Just('\r'),
        Just('\t'),
        Just('\u{b}'),
        Just('\u{85}'),
        Just('\u{2028}'),
        Just('\u{200b}'),
        Just('\u{200c}'),
        Just('\u{200d}'),
        Just('\u{202e}'),
        Just('\u{2069}'),
        Just('\u{feff}'),
        Just('\u{ad}'),
        Just('\u{301}'),
        Just('\u{3164}'),
        Just('\u{2800}'),
        Just('\u{e0041}'),
        Just('\u{fe0f}'),
        Just(' '),
        Just('\u{a0}'),
        Just('\u{7}'),
    ];
    let one = prop_oneof![2 => trouble, 3 => any::<char>(), 3 => proptest::char::range('a', 'z')];
    proptest::collection::vec(one, 0..30).prop_map(String::from_iter)
}

proptest! {
    #[test]
    fn a_text_is_taken_once_and_never_shown(text in typed()) {
        if let Ok(taken) = Text::<20>::parse(&text) {
            prop_assert_eq!(Text::<20>::parse(taken.as_str()), Ok(taken.clone()));
            prop_assert_eq!(format!("{taken:?}"), "Text(..)");
        }
        if let Ok(taken) = Text::<20, true>::parse(&text) {
            prop_assert_eq!(Text::<20, true>::parse(taken.as_str()), Ok(taken.clone()));
        }
    }

    #[test]
    fn what_is_taken_is_seen_and_turns_nothing_around(text in typed()) {
        let line = Text::<20>::parse(&text).map(String::from);
        let note = Text::<20, true>::parse(&text).map(String::from);
        for taken in [&line, &note].into_iter().flatten() {
            prop_assert!(taken.chars().any(is_visible));
            prop_assert!(taken.chars().count() <= 20);
            prop_assert!(!taken.contains(DIRECTION));
            prop_assert_eq!(taken.trim(), taken);
        }
        if let Ok(line) = &line {
            prop_assert!(!line.chars().any(char::is_control));
            let breaks = line.contains(['\u{2028}', '\u{2029}']);
            prop_assert!(!breaks);
        }
        if let Ok(note) = &note {
            prop_assert!(!note.chars().any(|c| c.is_control() && c != '\n' && c != '\t'));
        }
    }

    #[test]
    fn visible_letters_are_kept_in_their_order(text in "[a-zäöüß0-9 ]{1,20}") {
        let letters = |text: &str| text.split_whitespace().collect::<String>();
        if let Ok(taken) = Text::<20>::parse(&text) {
            prop_assert_eq!(letters(taken.as_str()), letters(&text));
        } else {
            prop_assert!(text.trim().is_empty());
        }
    }
}

#[test]
fn what_nobody_sees_is_no_name() {
    for name in [
        "\u{200b}",
        "\u{200e}",
        "\u{2066}\u{2069}",
        "\u{202e}",
        "\u{feff}",
        "\u{ad}",
        "\u{34f}",
        "\u{200d}\u{200c}",
        "\u{2060}\u{2061}\u{180e}",
        "\u{3164}",
        "\u{115f}\u{1160}",
        "\u{ffa0}",
        "\u{2800}",
        "\u{fe0f}",
        "\u{e0100}",
        "\u{e0041}\u{e007f}",
        "\u{301}",
        "\u{301}\u{302}",
        // A vowel sign of Devanagari, an Arabic vowel, a Hebrew point: marks without their letter.
        "\u{93e}",
        "\u{64e}",
        "\u{5b8}",
        "\u{fff9}\u{fffb}",
        "\u{e0fff}",
        " \u{200b} \u{200e} ",
    ] {
        assert_eq!(
            Line::parse(name),
            Err(TextError::Invisible),
            "{}",
            name.escape_unicode()
        );
        assert_eq!(
            Note::parse(name),
            Err(TextError::Invisible),
            "{}",
            name.escape_unicode()
        );
        assert_eq!(Line::optional(name), Err(TextError::Invisible));
    }
    for nothing in ["", " ", "\n\t ", "\u{a0}\u{3000}", "\u{2028}"] {
        assert_eq!(Line::parse(nothing), Err(TextError::Empty));
        assert_eq!(Note::optional(nothing), Ok(None));
    }
}

#[test]
fn names_of_all_scripts_are_kept_letter_by_letter() {
    for name in [
        "Zoë Müller-Lüdenscheidt",
        "فاطمة الزهراء",
        // Farsi is spelt with the non-joiner, Sinhala with the joiner.
        "علی\u{200c}رضا",
        "ශ\u{dca}\u{200d}රී",
        "יעל בן־דוד",
        "שָׂרָה",
        "ሰላም ተስፋይ",
        "თამარ ბერიძე",
        "Nguyễn Thị Ánh",
        "e\u{301}",
        "प्रिया",
        "葛\u{e0100}城",
        "O’Neill",
        "X Æ A-12",
    ] {
        assert_eq!(Line::parse(name).map(String::from).as_deref(), Ok(name));
    }
}

#[test]
fn a_line_is_one_line_and_a_note_keeps_its_lines() {
    for separator in [
        "\n", "\r", "\r\n", "\u{b}", "\u{c}", "\u{85}", "\u{2028}", "\u{2029}",
    ] {
        let text = format!("Frau{separator}Neumann");
        assert_eq!(
            Line::parse(&text).map(String::from).as_deref(),
            Ok("Frau Neumann")
        );
        assert_eq!(
            Note::parse(&text).map(String::from).as_deref(),
            Ok("Frau\nNeumann")
        );
    }
    let spaced = "Frau \t\u{a0}\u{2003}Neumann";
    assert_eq!(
        Line::parse(spaced).map(String::from).as_deref(),
        Ok("Frau Neumann")
    );
    assert_eq!(
        Note::parse("- a\n\t- b").map(String::from).as_deref(),
        Ok("- a\n\t- b")
    );
    for control in ["\u{0}", "\u{7}", "\u{1b}[31m", "\u{7f}", "\u{9b}"] {
        let text = format!("Frau {control} Neumann");
        assert_eq!(Line::parse(&text), Err(TextError::ControlCharacter));
        assert_eq!(Note::parse(&text), Err(TextError::ControlCharacter));
    }
}

#[test]
fn nothing_turns_the_rest_of_a_line_around() {
    for mark in DIRECTION {
        let text = format!("Frau {mark}Neumann");
        assert_eq!(
            Line::parse(&text).map(String::from).as_deref(),
            Ok("Frau Neumann")
        );
    }
    // As a phone writes a number into the clipboard.
    let phone = "\u{202a}+49 171 39200 00\u{202c}";
    assert_eq!(
        Line::parse(phone).map(String::from).as_deref(),
        Ok("+49 171 39200 00")
    );
}

#[test]
fn characters_are_counted_not_bytes() {
    let just = "ä".repeat(200);
    assert_eq!(Line::parse(&just).map(String::from), Ok(just.clone()));
    let just = "فاط".repeat(66);
    assert!(Line::parse(&just).is_ok());
    // What goes does not count.
    assert!(Line::parse(&format!("{}\u{200b}\n", "a".repeat(200))).is_ok());
    let max = 200;
    assert_eq!(
        Line::parse(&"ä".repeat(201)),
        Err(TextError::TooLong { max })
    );
    let megabyte = "x".repeat(1 << 20);
    assert_eq!(
        Note::parse(&megabyte),
        Err(TextError::TooLong { max: 2000 })
    );
}

#[test]
fn a_text_with_letters_that_no_paper_prints_is_refused_by_naming_them() {
    let name = Line::parse("Sabine 😀 Neumann").unwrap();
    assert_eq!(name.clone().printed_without(vec![]), Ok(name.clone()));
    let refused = |missing: &[&str]| {
        let letters = missing.iter().map(|letter| (*letter).to_owned()).collect();
        match name.clone().printed_without(letters) {
            Err(Refusal::NotPrintable { letters }) => {
                assert_eq!(format!("{letters:?}"), "Letters(..)");
                letters.named().concat()
            }
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(refused(&["😀"]), "😀");
    assert_eq!(refused(&["a", "b", "c", "d", "e", "f"]), "abcde");
}
