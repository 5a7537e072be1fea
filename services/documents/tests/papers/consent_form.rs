//! What a reader finds on the consent form.

use documents::{ConsentForm, ConsentItem, ItemGroup, Recipient};

use crate::cases::{
    self,
    consent_forms::{kern, neumann},
};
use crate::reading::{text, texts};

fn print(form: &ConsentForm) -> Vec<u8> {
    documents::print(form, &cases::imprint()).expect("the form prints")
}

/// Without the footer that counts the pages of a copy.
fn uncounted(page: &str) -> &str {
    page.split("Einwilligung ·")
        .next()
        .unwrap_or_default()
        .trim_end()
}

#[test]
fn her_copy_says_all_that_the_file_says_and_where_to_withdraw() {
    let pages = texts(&print(&neumann()));
    let hers = pages
        .iter()
        .position(|page| page.contains("Für Sie"))
        .unwrap();
    let whole = |pages: &[String]| -> String {
        let said = pages.iter().filter(|page| !page.is_empty());
        said.map(|page| uncounted(page))
            .collect::<Vec<_>>()
            .join(" ")
    };
    let (file, hers) = (whole(&pages[..hers]), whole(&pages[hers..]));
    let withdraw = "Frau Berger, Telefon 07000 555-210";
    assert!(hers.contains(withdraw) && !file.contains(withdraw));
    let (start, end) = (
        hers.find("Wenn Sie etwas zurücknehmen").unwrap(),
        hers.find(withdraw).unwrap() + withdraw.len(),
    );
    let without_the_box = format!("{}{}", hers[..start].trim_end(), &hers[end..]);
    let same = without_the_box.replace("Für Sie", "Für die Akte");
    assert_eq!(unbroken(&same), unbroken(&file));
}

/// Letters and digits: pages break where they may.
fn unbroken(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
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
    let form = kern();
    let text = text(&print(&form));
    let release = form.release.unwrap().said.text;
    for read in [form.said.text, release] {
        for paragraph in read.words.split("\n\n") {
            assert!(text.contains(paragraph.trim()), "{paragraph}");
        }
        assert!(text.replace(' ', "").contains(&read.sha256));
        assert!(text.contains("Fassung 2026-12"));
    }
}

#[test]
fn in_danger_her_own_copy_says_its_days_its_number_and_whom_to_ring_up() {
    for form in [neumann(), kern()] {
        let form = ConsentForm {
            discreet: true,
            ..form
        };
        let pages = texts(&print(&form));
        let hers = pages.iter().position(|page| page.contains("Für Sie"));
        let (file, hers) = pages.split_at(hers.unwrap());
        let (file, hers) = (file.concat(), hers.concat());
        for said in [&form.withdraw_at, &form.said.given_on, &form.said.number] {
            assert!(unbroken(&hers).contains(&unbroken(said)), "{said}: {hers}");
        }
        let items = form.groups.iter().flat_map(|group| &group.items);
        let mut secrets: Vec<&String> = items.map(|item| &item.label).collect();
        secrets.extend(form.recipients.iter().map(|recipient| &recipient.name));
        secrets.extend(form.release.iter().map(|release| &release.recipient));
        secrets.extend(form.release.iter().map(|release| &release.bound));
        secrets.extend(&form.person);
        for secret in secrets {
            assert!(
                unbroken(&file).contains(&unbroken(secret)),
                "{secret}: {file}"
            );
            assert!(
                !unbroken(&hers).contains(&unbroken(secret)),
                "{secret}: {hers}"
            );
        }
    }
}

#[test]
fn a_release_stands_on_a_page_of_its_own_in_each_copy() {
    let texts = texts(&print(&kern()));
    assert_eq!(texts.len(), 4);
    for (consent, release) in [(0, 1), (2, 3)] {
        assert!(texts[consent].starts_with("Einwilligung"));
        assert!(!texts[consent].contains("Schweigepflicht"));
        assert!(texts[release].contains("vom 16. November 2026 bis 31. Januar 2027"));
        assert!(texts[release].contains("Schweigepflicht"));
        assert!(texts[release].contains("Frau Wolff"));
    }
}

#[test]
fn a_release_without_a_consent_stands_alone() {
    let form = ConsentForm {
        groups: vec![],
        ..kern()
    };
    let texts = texts(&print(&form));
    let said: Vec<&String> = texts.iter().filter(|page| !page.is_empty()).collect();
    assert_eq!(said.len(), 2, "one for the file and one for her");
    for page in said {
        assert!(
            page.starts_with("Entbindung von der Schweigepflicht"),
            "{page}"
        );
    }
}

#[test]
fn it_says_who_decided_in_which_language_and_whom_she_can_turn_to() {
    let form = ConsentForm {
        said: documents::Said {
            decided_by: "die rechtliche Betreuung, Aufgabenbereich: Behörden".to_owned(),
            herself: false,
            how: "Text auf Deutsch, besprochen auf Arabisch, mit Sprachmittlung · schriftlich"
                .to_owned(),
            ..neumann().said
        },
        ..neumann()
    };
    let both = unbroken(&text(&print(&form)));
    for words in [
        "die rechtliche Betreuung, Aufgabenbereich: Behörden",
        "besprochen auf Arabisch, mit Sprachmittlung",
        "Ich habe zu jedem Punkt für sie entschieden.",
        &form.officer,
        &form.authority,
    ] {
        let copies = both.matches(&unbroken(words)).count();
        assert_eq!(copies, 2, "{words}: for the file and for her");
    }
    assert!(!both.contains(&unbroken("selbst entschieden")));
    assert!(text(&print(&neumann())).contains("Ich habe zu jedem Punkt selbst entschieden."));
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
