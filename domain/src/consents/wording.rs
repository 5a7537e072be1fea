//! The texts that are put to her: one wording for each subject, version and language. Pages show it,
//! caseworkers read it aloud, papers print it, and its hash is what the evidence keeps. A text that was
//! in force once stays, so that evidence can be read; only the newest may be put to her.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::Refusal;

crate::vocabulary::words! {
    /// What she is asked for.
    Subject, "subject of a text" {
        /// That data is passed on.
        Consent = "consent",
        /// That somebody bound by section 203 StGB may speak.
        Release = "release",
    }
}

/// A text word for word.
#[derive(Debug, PartialEq, Eq)]
pub struct Wording {
    /// What it asks for.
    pub subject: Subject,
    /// Its version.
    pub version: &'static str,
    /// Its language, as a BCP 47 tag: only what a native speaker signed off.
    pub language: &'static str,
    /// The words; blank lines part the paragraphs, and the first is the heading.
    pub words: &'static str,
}

/// Every text that was ever in force, older ones first. None is changed or taken away.
const WORDINGS: &[Wording] = &[
    Wording {
        subject: Subject::Consent,
        version: "2026-11",
        language: "de",
        words: include_str!("texts/consent.2026-11.de.txt"),
    },
    Wording {
        subject: Subject::Consent,
        version: "2026-12",
        language: "de",
        words: include_str!("texts/consent.2026-12.de.txt"),
    },
    Wording {
        subject: Subject::Release,
        version: "2026-12",
        language: "de",
        words: include_str!("texts/release.2026-12.de.txt"),
    },
];

impl Wording {
    /// Every text that was ever in force, older ones first.
    #[must_use]
    pub const fn all() -> &'static [Self] {
        WORDINGS
    }

    /// The text that is put to her today, if there is one in that language.
    #[must_use]
    pub fn in_force(subject: Subject, language: &str) -> Option<&'static Self> {
        let mut newest_first = WORDINGS.iter().rev();
        newest_first.find(|text| (text.subject, text.language) == (subject, language))
    }

    /// A text of any time.
    #[must_use]
    pub fn of(subject: Subject, version: &str, language: &str) -> Option<&'static Self> {
        let sought = (subject, version, language);
        let mut texts = WORDINGS.iter();
        texts.find(|text| (text.subject, text.version, text.language) == sought)
    }

    /// Whether it is put to her today.
    #[must_use]
    pub fn is_in_force(&self) -> bool {
        Self::in_force(self.subject, self.language) == Some(self)
    }

    /// What evidence keeps of it.
    #[must_use]
    pub fn reference(&self) -> ConsentText {
        ConsentText {
            version: self.version.to_owned(),
            sha256: self.sha256(),
            language: self.language.to_owned(),
        }
    }

    /// SHA-256 of the words, in hexadecimal.
    #[must_use]
    pub fn sha256(&self) -> String {
        hex::encode(Sha256::digest(self.words.as_bytes()))
    }

    /// What stands above it.
    #[must_use]
    pub fn heading(&self) -> &'static str {
        self.words.split("\n\n").next().unwrap_or_default().trim()
    }

    /// The paragraphs beneath the heading.
    pub fn paragraphs(&self) -> impl Iterator<Item = &'static str> {
        self.words.split("\n\n").skip(1).map(str::trim)
    }
}

/// The text that was put to her, by version and hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsentText {
    /// The version of the text.
    pub version: String,
    /// SHA-256 of the text, in hexadecimal.
    pub sha256: String,
    /// The language in which it is written.
    pub language: String,
}

impl ConsentText {
    /// Takes a text that may be put to her today, word for word.
    pub(super) fn check(&self, subject: Subject) -> Result<(), Refusal> {
        let known = Wording::of(subject, &self.version, &self.language);
        match known.filter(|text| text.sha256() == self.sha256) {
            None => Err(Refusal::ConsentTextUnknown),
            Some(text) if text.is_in_force() => Ok(()),
            Some(_) => Err(Refusal::ConsentTextOutdated),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_never_changes_under_its_version() {
        let kept = Wording::all().iter().map(|text| {
            let Wording {
                subject,
                version,
                language,
                ..
            } = text;
            format!("{subject} {version} {language} {}", text.sha256())
        });
        let kept: Vec<String> = kept.collect();
        assert_eq!(
            kept,
            [
                "consent 2026-11 de cab86f459530240cda0f717afcd4d34e03fba595994034725a1a451accef24c5",
                "consent 2026-12 de b0940212636e745c6b56d7a7db72c4def853e881b4eb80e9306e95c3af43c715",
                "release 2026-12 de b26f64cb2c68d477e3a90cfd9b1b1550277e1ee3b3e29cd8b3fa3055f5d73496",
            ]
        );
    }

    #[test]
    fn only_the_newest_text_of_its_own_subject_is_put_to_her() {
        for (subject, version, language, answer) in [
            (Subject::Consent, "2026-12", "de", Ok(())),
            (Subject::Release, "2026-12", "de", Ok(())),
            (
                Subject::Consent,
                "2026-11",
                "de",
                Err(Refusal::ConsentTextOutdated),
            ),
            (
                Subject::Release,
                "2026-11",
                "de",
                Err(Refusal::ConsentTextUnknown),
            ),
            (
                Subject::Consent,
                "2027-01",
                "de",
                Err(Refusal::ConsentTextUnknown),
            ),
            (
                Subject::Consent,
                "2026-12",
                "ar",
                Err(Refusal::ConsentTextUnknown),
            ),
            (Subject::Consent, "", "", Err(Refusal::ConsentTextUnknown)),
        ] {
            // Whoever invents a version has some hash, too.
            let text = Wording::of(subject, version, language).map_or_else(
                || ConsentText {
                    version: version.to_owned(),
                    ..Wording::all()[0].reference()
                },
                Wording::reference,
            );
            let text = ConsentText {
                language: language.to_owned(),
                ..text
            };
            assert_eq!(
                text.check(subject),
                answer,
                "{subject} {version} {language}"
            );
        }
    }

    #[test]
    fn the_hash_is_of_the_words_and_not_of_the_version() {
        let old = Wording::of(Subject::Consent, "2026-11", "de").unwrap();
        let new = Wording::in_force(Subject::Consent, "de").unwrap();
        let mixed = ConsentText {
            sha256: old.sha256(),
            ..new.reference()
        };
        assert_eq!(
            mixed.check(Subject::Consent),
            Err(Refusal::ConsentTextUnknown)
        );
        let other_subject = Wording::in_force(Subject::Release, "de").unwrap();
        let answer = other_subject.reference().check(Subject::Consent);
        assert_eq!(answer, Err(Refusal::ConsentTextUnknown));
    }

    #[test]
    fn every_text_has_a_heading_and_paragraphs_and_loses_nothing_between_them() {
        for text in Wording::all() {
            let parts: Vec<&str> = [text.heading()]
                .into_iter()
                .chain(text.paragraphs())
                .collect();
            assert!(parts.len() > 3, "{}", text.version);
            assert_eq!(format!("{}\n", parts.join("\n\n")), text.words);
        }
    }

    /// What stands in force is true (section 1(3) UhVorschG asks for details, section 8a SGB VIII breaks
    /// confidence): no text promises more.
    #[test]
    fn no_text_in_force_promises_what_no_office_can_keep() {
        let exception = "Ausnahme: Müssen wir ein Kind schützen (§ 8a SGB VIII, § 4 KKG), dürfen wir das \
                         Jugendamt auch ohne Ihre Zustimmung informieren.";
        for text in Wording::all().iter().filter(|text| text.is_in_force()) {
            assert!(text.words.contains(exception), "{text:?}");
            assert!(
                text.words
                    .contains("Für Anträge kann die Stelle selbst gesetzlich Angaben verlangen.")
            );
            assert!(!text.words.contains("genauso") && !text.words.contains("kein Nachteil"));
        }
        let consent = Wording::in_force(Subject::Consent, "de").unwrap().words;
        assert!(consent.contains("Ihr Nein zum Laufzettel hat keine Nachteile. Für Anträge"));
    }
}
