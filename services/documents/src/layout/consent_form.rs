//! The consent form, with a release.

use super::{heading, nothing_collides};
use crate::consent_form::files;
use crate::press::CONSENT_FORM;
use crate::{ConsentForm, ConsentItem, ItemGroup, ReadText, Recipient, Release, Signature};

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
        decided_by: text(),
        discloser: text(),
        recipients: [true, false]
            .map(|granted| Recipient {
                name: text(),
                granted,
            })
            .to_vec(),
        purpose: text(),
        groups: vec![group.clone(), group],
        text: ReadText {
            words: format!("{words}\n\n{words}"),
            version: text(),
            sha256: text(),
        },
        number: text(),
        language: text(),
        signature,
        given_on: text(),
        expires_on: text(),
        withdraw_at: text(),
        release: Some(Release {
            number: text(),
            bound: text(),
            recipient: text(),
            content: text(),
            purpose: text(),
            valid_until: text(),
        }),
    }
}

#[test]
fn nothing_collides_on_a_consent_form() {
    for signature in [Signature::Handwritten, Signature::Electronic] {
        nothing_collides(CONSENT_FORM, |words| {
            files(&everywhere(words, signature)).unwrap()
        });
    }
}
