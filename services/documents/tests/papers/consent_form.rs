//! What a reader finds on the consent form.

use documents::{ConsentForm, ConsentItem, ItemGroup, Recipient, consent_form};

use crate::cases::{
    self,
    consent_forms::{kern, neumann},
};
use crate::reading::{text, texts};

fn print(form: &ConsentForm) -> Vec<u8> {
    consent_form(form, &cases::imprint()).expect("the form prints")
}

#[test]
fn her_copy_says_all_that_the_file_says_and_where_to_withdraw() {
    let texts = texts(&print(&neumann()));
    let [file, empty_back, hers] = texts.as_slice() else {
        panic!("{} pages", texts.len());
    };
    assert_eq!(empty_back, "");
    let withdraw = "Frau Berger, Telefon 07000 555-210";
    assert!(hers.contains(withdraw) && !file.contains(withdraw));
    let (start, end) = (
        hers.find("Wenn Sie etwas zurücknehmen").unwrap(),
        hers.find(withdraw).unwrap() + withdraw.len(),
    );
    let without_the_box = format!("{}{}", hers[..start].trim_end(), &hers[end..]);
    let same = without_the_box.replace("Für Sie", "Für die Akte");
    assert_eq!(same, *file);
}

#[test]
fn each_answer_stands_beside_its_item() {
    let item = |granted| ConsentItem {
        label: "Den Anlass".to_owned(),
        seen: "den Satz auf dem Laufzettel".to_owned(),
        granted,
    };
    for (granted, word, other) in [(true, "Ja", "Nein"), (false, "Nein", "Ja")] {
        let form = ConsentForm {
            recipients: vec![Recipient {
                name: "Schuldnerberatung".to_owned(),
                granted,
            }],
            groups: vec![ItemGroup {
                heading: "Was sie wissen darf".to_owned(),
                seen: "Das sieht sie".to_owned(),
                items: vec![item(granted)],
            }],
            ..neumann()
        };
        let text = text(&print(&form));
        assert!(text.contains(&format!("{word} Den Anlass")), "{text}");
        assert!(!text.contains(&format!("{other} Den Anlass")));
        assert!(text.contains(&format!("{word} Schuldnerberatung")));
        assert!(!text.contains(&format!("{other} Schuldnerberatung")));
    }
}

#[test]
fn the_read_text_stands_there_in_full_with_its_hash() {
    let form = neumann();
    let text = text(&print(&form));
    for paragraph in form.text.words.split("\n\n") {
        assert!(text.contains(paragraph), "{paragraph}");
    }
    assert!(text.replace(' ', "").contains(&form.text.sha256));
    assert!(text.contains("Fassung 2026-11"));
}

#[test]
fn a_release_stands_on_a_page_of_its_own_in_each_copy() {
    let texts = texts(&print(&kern()));
    assert_eq!(texts.len(), 4);
    for (consent, release) in [(0, 1), (2, 3)] {
        assert!(texts[consent].starts_with("Einwilligung"));
        assert!(!texts[consent].contains("Schweigepflicht"));
        assert!(texts[release].contains("Schweigepflicht"));
        assert!(texts[release].contains("Frau Wolff"));
    }
}

#[test]
fn only_a_handwritten_consent_has_lines_to_sign() {
    let signature = "Unterschrift der Fachkraft";
    assert!(text(&print(&neumann())).contains(signature));
    let electronic = text(&print(&kern()));
    assert!(!electronic.contains(signature));
    assert!(electronic.contains("Elektronisch erklärt am 16. November 2026."));
}

#[test]
fn a_long_form_counts_the_pages_of_each_copy() {
    let mut form = neumann();
    for group in &mut form.groups {
        group.items = vec![group.items.clone(); 5].concat();
    }
    let texts = texts(&print(&form));
    assert!(texts[0].contains("Einwilligung · Für die Akte · Seite 1 von"));
    assert!(
        texts
            .last()
            .unwrap()
            .contains("Einwilligung · Für Sie · Seite")
    );
    let hers = texts
        .iter()
        .position(|page| page.contains("Für Sie"))
        .unwrap();
    assert_eq!(hers % 2, 0, "her copy starts on the front of a sheet");
}

#[test]
fn a_nameless_consent_names_nobody() {
    let form = ConsentForm {
        person: None,
        ..neumann()
    };
    assert!(text(&print(&form)).contains("die Person, die hier zustimmt"));
}
