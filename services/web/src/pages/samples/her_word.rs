//! Asking her: a consent for several recipients, a release from confidentiality.
use super::super::persons::{
    AskForm, AskPage, AskedItem, AskedRecipient, ReleaseForm, ReleasePage,
};
use super::super::{AskedPart, AskedText, FieldErrors};
use super::{at_debt_counselling, check, choices};
use domain::consents::{Subject, Wording};

fn asked(code: &'static str, label: &'static str, sees: &str, ticked: bool) -> AskedItem {
    AskedItem {
        code,
        label,
        sees: sees.into(),
        ticked,
    }
}

fn recipient(id: &str, name: &str, before: &str) -> AskedRecipient {
    AskedRecipient {
        id: id.into(),
        name: name.into(),
        before: before.into(),
        ticked: before.is_empty(),
    }
}

/// How she is asked, with the words of the text in force.
pub(super) fn asked_part(subject: Subject) -> AskedPart {
    let text = Wording::in_force(subject, "de").unwrap();
    AskedPart {
        text: AskedText {
            version: text.version,
            language: text.language,
            heading: text.heading(),
            paragraphs: text.paragraphs().collect(),
        },
        deciders: choices(&[
            ("herself", "Sie selbst (volljährig)"),
            (
                "capable_minor",
                "Sie selbst, minderjährig und einsichtsfähig (ab 15)",
            ),
            ("nobody_now", "Sie kann gerade nicht selbst entscheiden"),
        ]),
        spoken: choices(&[("de", "Deutsch"), ("ar", "Arabisch")]),
        officer: "Datenschutz der Stadt Suhlheim, Telefon 07000 555-900".into(),
        authority: "Landesbeauftragte für den Datenschutz, Telefon 07000 555-990".into(),
    }
}

pub(super) fn asking() -> AskPage {
    AskPage {
        frame: at_debt_counselling(""),
        who: "Anna Neumann".into(),
        back: "/personen/7".into(),
        action: "/personen/7/einwilligung".into(),
        form: AskForm {
            form_key: "f1".into(),
            preset: "nothing".into(),
            consented_on: "2026-11-22".into(),
            ..AskForm::default()
        },
        recipients: vec![
            recipient("h7", "Jugendamt Suhlheim, ASD", ""),
            recipient("h20", "Sozialamt Suhlheim", "zuletzt am 12.11.2026"),
        ],
        travels: vec![asked(
            "identity",
            "Name und Geburtsjahr",
            "Anna Neumann, 1998",
            true,
        )],
        comes_back: vec![asked(
            "feedback_arrival",
            "Dass Sie da waren",
            "Sie ist angekommen.",
            false,
        )],
        more: vec![asked(
            "case_conference",
            "Fallkonferenz",
            "dass darüber gesprochen wird",
            false,
        )],
        statistics: vec![asked(
            "statistics",
            "Statistik ohne Namen",
            "nur Zahlen",
            false,
        )],
        feedback_offered: true,
        asked: asked_part(Subject::Consent),
        today: "2026-11-22".into(),
        errors: FieldErrors::default(),
    }
}

pub(super) fn releasing() -> ReleasePage {
    ReleasePage {
        frame: at_debt_counselling(""),
        who: "Anna Neumann".into(),
        back: "/personen/7".into(),
        action: "/personen/7/entbindung".into(),
        form: ReleaseForm {
            form_key: "f1".into(),
            consented_on: "2026-11-22".into(),
            ..ReleaseForm::default()
        },
        recipients: choices(&[("h7", "Jugendamt Suhlheim, ASD")]),
        asked: asked_part(Subject::Release),
        today: "2026-11-22".into(),
        errors: FieldErrors::default(),
    }
}

#[test]
fn asking_her() {
    check("asking", &asking());
}

/// Towards an office that may reduce benefits nothing is asked that comes back (rule 3).
#[test]
fn asking_her_about_a_benefits_office_with_mistakes() {
    let mut page = asking();
    (page.feedback_offered, page.comes_back) = (false, vec![]);
    page.recipients.truncate(1);
    page.errors
        .add("recipients", "Bitte wählen Sie mindestens eine Stelle.");
    page.errors
        .add("consented_on", "Der Tag liegt in der Zukunft.");
    page.form.decider = "capable_minor".into();
    page.errors
        .add("decider_age", "Bitte geben Sie ihr Alter in Jahren an.");
    page.errors
        .add("consent_text", "Der Text wurde inzwischen geändert.");
    check("asking_errors", &page);
}

#[test]
fn release_from_confidentiality() {
    check("release", &releasing());
}

#[test]
fn release_with_a_mistake_keeps_what_was_typed() {
    let mut page = releasing();
    page.form.discloser = "Frau \"Winter\"".into();
    page.form.content = "Stand der Schulden".into();
    page.errors.add(
        "recipient",
        "Bitte wählen Sie, mit wem gesprochen werden darf.",
    );
    check("release_errors", &page);
}
