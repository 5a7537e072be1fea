//! The consent form: what she granted and refused, once for the file and once for her.
//! The words that were read to her stand on it in full, so that the paper proves what it was about.

use serde::Serialize;

use crate::press::{Paper, Template, VirtualFile, template};
use crate::{DocumentError, legible};

/// A consent as she gave it. Recorded answers only: nothing is ticked beforehand.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct ConsentForm {
    /// The network's name, under the title.
    pub network: String,
    /// Her name; `None` if the institution keeps none.
    pub person: Option<String>,
    /// Who discloses.
    pub discloser: String,
    /// To whom: every recipient that was put to her.
    pub recipients: Vec<Recipient>,
    /// What it is for, as a sentence to her.
    pub purpose: String,
    /// Which data, by direction; none, if there is only a release.
    pub groups: Vec<ItemGroup>,
    /// How she consented.
    pub said: Said,
    /// The data-protection officer, and how to reach her.
    pub officer: String,
    /// The supervisory authority, and how to reach it.
    pub authority: String,
    /// Where she takes it back: telephone or office. Stands on her copy.
    pub withdraw_at: String,
    /// A release from confidentiality, on a page of its own.
    pub release: Option<Release>,
    /// Her own copy says no more than its days, its number and whom to ring up: a bag is searched.
    pub discreet: bool,
}

/// Her word: who gave it, with which text, and how.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// The number under which the institution keeps the evidence of it.
    pub number: String,
    /// The text that was put to her.
    pub text: ReadText,
    /// Who decided, worded, such as „Frau Neumann selbst".
    pub decided_by: String,
    /// Whether she decided herself.
    pub herself: bool,
    /// In which languages and in which form, worded.
    pub how: String,
    /// Written or electronic.
    pub signature: Signature,
    /// The day of her word, worded.
    pub given_on: String,
    /// The last day on which it holds, worded.
    pub expires_on: String,
}

/// An institution that was put to her as recipient.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Recipient {
    /// The institution.
    pub name: String,
    /// Her answer.
    pub granted: bool,
}

/// Items that go the same way.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct ItemGroup {
    /// Which way, such as „Das darf die Schuldnerberatung wissen".
    pub heading: String,
    /// Over the column of consequences, such as „Das sieht die Schuldnerberatung".
    pub seen: String,
    /// The items.
    pub items: Vec<ConsentItem>,
}

/// One thing that was put to her.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct ConsentItem {
    /// What it is.
    pub label: String,
    /// What the recipient, or the sender, will see; where she says no, „nichts" is printed instead.
    pub seen: String,
    /// Her answer.
    pub granted: bool,
}

/// The text that was put to her; its hash proves that it is the one in force.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct ReadText {
    /// All of it. Blank lines part the paragraphs; the first is the heading.
    pub words: String,
    /// Its version.
    pub version: String,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
}

/// How she consented (section 67b(2) SGB X).
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Debug)]
#[serde(rename_all = "snake_case")]
pub enum Signature {
    /// By hand: the form has lines to sign.
    Handwritten,
    /// On a device: the form says so.
    Electronic,
}

/// A release from confidentiality (section 203 StGB).
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Release {
    /// How she released them.
    pub said: Said,
    /// The person or unit that is bound and may then speak.
    pub bound: String,
    /// With whom.
    pub recipient: String,
    /// About what, and about nothing else.
    pub content: String,
    /// What it is for.
    pub purpose: String,
}

redacted_debug!(
    ConsentForm,
    Said,
    Recipient,
    ItemGroup,
    ConsentItem,
    ReadText,
    Release
);

/// Prints both copies; each starts on a sheet of its own, even if the printer uses both sides.
impl Paper for ConsentForm {
    const TEMPLATE: Template = template!("consent_form.typ");

    fn files(&self) -> Result<Vec<VirtualFile>, DocumentError> {
        let mut view = self.clone();
        let release = view.release.as_mut().map(|release| &mut release.said);
        for said in [Some(&mut view.said), release].into_iter().flatten() {
            said.text.sha256 = by_eights(&said.text.sha256);
        }
        Ok(vec![legible::data(&view)?])
    }
}

/// Sixty-four digits in a row cannot be compared by eye.
fn by_eights(hash: &str) -> String {
    let groups = hash.as_bytes().chunks(8);
    let groups: Vec<_> = groups.map(String::from_utf8_lossy).collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::by_eights;

    #[test]
    fn a_hash_stands_in_groups_of_eight() {
        assert_eq!(by_eights("0123456789abcdef01"), "01234567 89abcdef 01");
        assert_eq!(by_eights(""), "");
    }
}
