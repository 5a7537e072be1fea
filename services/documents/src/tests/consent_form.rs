//! The consent form, with a release.

use super::{heading, nor_does_a_long_note, nothing_collides};
use crate::Paper as _;
use crate::{ConsentForm, ConsentItem, ItemGroup, ReadText, Recipient, Release, Said, Signature};

/// A form that says `words` wherever a caller may put words.
fn everywhere(words: &str, signature: Signature) -> ConsentForm {
    let text = || words.to_owned();
    let item = |granted| ConsentItem {
        label: text(),
        seen: text(),
        granted,
    };
    let group = ItemGroup {
        heading: heading(words),
        seen: heading(words),
        items: vec![item(true), item(false)],
    };
    ConsentForm {
        network: text(),
        person: Some(text()),
        discloser: text(),
        recipients: [true, false]
            .map(|granted| Recipient {
                name: text(),
                granted,
            })
            .to_vec(),
        purpose: text(),
        groups: vec![group.clone(), group],
        said: said(words, signature),
        officer: text(),
        authority: text(),
        withdraw_at: text(),
        discreet: false,
        release: Some(Release {
            said: said(words, signature),
            bound: text(),
            recipient: text(),
            content: text(),
            purpose: text(),
        }),
    }
}

fn said(words: &str, signature: Signature) -> Said {
    let text = || words.to_owned();
    Said {
        number: text(),
        text: ReadText {
            words: format!("{words}\n\n{words}"),
            version: text(),
            sha256: text(),
        },
        decided_by: text(),
        herself: signature == Signature::Electronic,
        how: text(),
        signature,
        given_on: text(),
        expires_on: text(),
    }
}

#[test]
fn nothing_collides_on_a_consent_form() {
    for signature in [Signature::Handwritten, Signature::Electronic] {
        let form = |words: &str| everywhere(words, signature).files().unwrap();
        nothing_collides(ConsentForm::TEMPLATE, form);
        nor_does_a_long_note(ConsentForm::TEMPLATE, form);
    }
}
