//! How she was asked, on every page that asks: with which text, who decides, in which language.

use domain::consents::{Asking, ConsentForm, Decider, Incomplete, Subject, WhoDecides, Wording};
use domain::{Line, Refusal};

use super::choices::choice;
use super::typed;
use crate::App;
use crate::form::Form;
use crate::pages::{AskedPart, AskedText, Choice, FieldErrors, TICKED};
use crate::refusals::Problem;
use crate::words;

/// The fields of a form that say how she was asked, as they were typed.
pub(crate) struct Typed<'a> {
    pub(crate) decider: &'a str,
    pub(crate) decider_age: &'a str,
    pub(crate) decider_sphere: &'a str,
    pub(crate) text_version: &'a str,
    pub(crate) text_language: &'a str,
    pub(crate) spoken_language: &'a str,
    pub(crate) interpreter: &'a str,
    pub(crate) consent_form: &'a str,
}

/// How she was asked and who decides, as a form says it, or what is wrong, each at its field.
pub(crate) fn read(form: &mut Form, subject: Subject) -> Option<(Asking, Option<Decider>)> {
    let typed = form.clone();
    let said = Typed {
        decider: typed.get("decider"),
        decider_age: typed.get("decider_age"),
        decider_sphere: typed.get("decider_sphere"),
        text_version: typed.get("text_version"),
        text_language: typed.get("text_language"),
        spoken_language: typed.get("spoken_language"),
        interpreter: typed.get("interpreter"),
        consent_form: typed.get("consent_form"),
    };
    said.read(subject, &mut form.errors)
}

/// The fields of any form that has them.
macro_rules! typed_in {
    ($form:expr) => {
        $crate::routes::asked::Typed {
            decider: &$form.decider,
            decider_age: &$form.decider_age,
            decider_sphere: &$form.decider_sphere,
            text_version: &$form.text_version,
            text_language: &$form.text_language,
            spoken_language: &$form.spoken_language,
            interpreter: &$form.interpreter,
            consent_form: &$form.consent_form,
        }
    };
}

pub(crate) use typed_in;

impl Typed<'_> {
    /// How she was asked and who decides, or what is wrong, each at its field.
    pub(crate) fn read(
        &self,
        subject: Subject,
        errors: &mut FieldErrors,
    ) -> Option<(Asking, Option<Decider>)> {
        let text = Wording::of(subject, self.text_version, self.text_language);
        if text.is_none() {
            errors.add(
                "consent_text",
                Problem::from(Refusal::ConsentTextUnknown).detail(),
            );
        }
        let decider = self.decider(errors);
        let spoken = self.spoken_language.parse().ok();
        if spoken.is_none() {
            let message = "Bitte wählen Sie, in welcher Sprache Sie mit ihr gesprochen haben.";
            errors.add("spoken_language", message);
        }
        let form = self.consent_form.parse::<ConsentForm>().ok();
        if form.is_none() {
            let message = "Bitte wählen Sie die Form der Einwilligung.";
            errors.add("consent_form", message);
        }
        let asking = Asking {
            text: text?.reference(),
            spoken: spoken?,
            interpreter: self.interpreter == TICKED,
            form: form?,
        };
        Some((asking, decider.ok()?))
    }

    /// Who decides; nobody where she cannot at the moment.
    fn decider(&self, errors: &mut FieldErrors) -> Result<Option<Decider>, Marked> {
        let Ok(who) = self.decider.parse::<WhoDecides>() else {
            errors.add("decider", "Bitte wählen Sie, wer entscheidet.");
            return Err(Marked);
        };
        // What was typed for another choice does not count.
        let sphere: Option<Line> = match who {
            WhoDecides::LegalCarer => {
                let missing = "Bitte nennen Sie den Aufgabenbereich der Betreuung.";
                let typed = self.decider_sphere;
                let typed = typed::required(errors, "decider_sphere", typed, missing);
                Some(typed.ok_or(Marked)?)
            }
            _ => None,
        };
        match who.with(self.decider_age.trim().parse().ok(), sphere) {
            Ok(decider) => Ok(decider),
            Err(Incomplete::Age) => {
                let message = "Bitte geben Sie ihr Alter in Jahren an, zum Beispiel 16.";
                errors.add("decider_age", message);
                Err(Marked)
            }
            // Missed above already.
            Err(Incomplete::Sphere) => Err(Marked),
        }
    }
}

/// What is wrong stands at its field.
struct Marked;

/// Where a refusal is shown that is about how she was asked.
pub(crate) const fn field_of(refusal: &Refusal) -> Option<&'static str> {
    match refusal {
        Refusal::ConsentWithoutCapacity | Refusal::DeciderDoesNotFitAge => Some("decider"),
        Refusal::MinorTooYoung => Some("decider_age"),
        Refusal::ConsentTextUnknown | Refusal::ConsentTextOutdated => Some("consent_text"),
        _ => None,
    }
}

/// What the page shows: always the text in force, whatever was posted.
pub(crate) fn part(app: &App, subject: Subject) -> Result<AskedPart, Refusal> {
    // The caseworker reads German; a text in another language comes with its sign-off.
    let text = Wording::in_force(subject, "de").ok_or(Refusal::ConsentTextUnknown)?;
    let contacts = &app.settings.data_protection;
    Ok(AskedPart {
        text: AskedText {
            version: text.version,
            language: text.language,
            heading: text.heading(),
            paragraphs: text.paragraphs().collect(),
        },
        deciders: deciders(),
        spoken: words::LANGUAGES
            .iter()
            .map(|(tag, name)| choice(tag, name))
            .collect(),
        officer: contacts.officer.clone(),
        authority: contacts.authority.clone(),
    })
}

/// Who can decide.
fn deciders() -> Vec<Choice> {
    WhoDecides::ALL
        .iter()
        .map(|who| choice(who.code(), words::who_decides(*who)))
        .collect()
}
