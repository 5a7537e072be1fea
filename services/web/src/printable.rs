//! Whatever is entered may come on paper one day: on a slip, on the copy of her data. So a text is asked
//! about where it is entered, and nothing is issued that would print as a replacement character.

use domain::{Refusal, Text};

/// The text, if all of it can be printed.
pub(crate) fn check<const MAX: usize, const SEVERAL_LINES: bool>(
    text: Text<MAX, SEVERAL_LINES>,
) -> Result<Text<MAX, SEVERAL_LINES>, Refusal> {
    let missing = documents::unprintable(text.as_str());
    text.printed_without(missing)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::refusals::Problem;
    use domain::Line;

    #[test]
    fn names_of_people_here_are_taken_in_their_own_script() {
        for name in [
            "Sabine Neumann",
            "Nguyễn Thị Hạnh",
            "Олена Шевченко",
            "سمية حداد",
            "علی\u{200c}رضا محمدی",
            "ሰላም ተስፋይ",
            "שרה לוי",
            "ნინო ბერიძე",
            "Անահիտ",
            "王小明",
        ] {
            let name = Line::parse(name).unwrap();
            assert_eq!(check(name.clone()), Ok(name));
        }
    }

    #[test]
    fn what_no_face_has_is_named_and_another_spelling_is_asked_for() {
        for (text, named) in [
            ("Sabine 😀 Neumann", "„😀“"),
            ("𐎀𐎁 und 𐎁", "„𐎀“, „𐎁“"),
            ("☐ Zimmer 12", "„☐“"),
            ("🏽🏾🏿👍👎👏", "„🏽🏾🏿“, „👍“, „👎“, „👏“"),
        ] {
            let refusal = check(Line::parse(text).unwrap()).unwrap_err();
            let problem = Problem::from(refusal);
            let said = problem.detail();
            assert!(said.contains(&format!("Für {named} gibt es")), "{said}");
            assert!(said.contains("schreiben Sie es anders"), "{said}");
        }
    }
}
