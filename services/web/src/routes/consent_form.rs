//! How she was asked, on every page that asks: with which text, who decides, in which language.

use std::collections::{BTreeMap, BTreeSet};

use casework::Asked;
use domain::consents::{Asking, ConsentForm, ConsentPurpose, Decider, Incomplete, Item};
use domain::consents::{Preset, Subject, WhoDecides, Wording};
use domain::{Line, Refusal};
use jiff::civil::Date;

use super::choices::signed_after;
use crate::form::{Form, all, choice};
use crate::pages::Choice;
use crate::words;
use crate::{App, DataProtectionContacts};

/// What such a form says before anybody typed.
pub(crate) fn usual(form: &mut Form, today: Date) {
    form.set("decider", WhoDecides::Herself.code());
    form.set("consent_form", "written");
    form.set("spoken_language", "de");
    form.set("consented_on", &today.to_string());
}

/// How she was asked and who decides, or what is wrong, each at its field.
pub(crate) fn read(form: &mut Form, subject: Subject) -> Option<(Asking, Option<Decider>)> {
    let (version, language) = (form.get("text_version"), form.get("text_language"));
    let text = Wording::of(subject, version, language);
    if text.is_none() {
        form.refused("consent_text", Refusal::ConsentTextUnknown);
    }
    let decider = decider(form);
    let ask = "Bitte wählen Sie, in welcher Sprache Sie mit ihr gesprochen haben.";
    let spoken = form.chosen("spoken_language", ask);
    let ask = "Bitte wählen Sie die Form der Einwilligung.";
    let written = form.chosen::<ConsentForm>("consent_form", ask);
    let asking = Asking {
        text: text?.reference(),
        spoken: spoken?,
        interpreter: form.ticked("interpreter"),
        form: written?,
    };
    Some((asking, decider.ok()?))
}

/// Her word on these items, with the days that it holds.
pub(crate) fn consent(form: &mut Form, decisions: BTreeMap<Item, bool>) -> Option<Asked> {
    let given_on = form.day("consented_on");
    let expires_on = form.maybe_day("expires_on");
    let (asking, decider) = read(form, Subject::Consent)?;
    Some(Asked {
        decisions,
        asking,
        decider,
        purpose: ConsentPurpose::Referral,
        consequences_shown: form.ticked("consequences_told"),
        given_on: given_on?,
        expires_on,
        signed_after_withdrawal: signed_after(form.get("signed")),
    })
}

/// What may come back: as she chose among the proposals, or each item by itself.
pub(crate) fn back(form: &mut Form) -> BTreeSet<Item> {
    if form.get("preset") == "own" {
        let ticked = |item: &Item| form.says("item", item.code()) || form.ticked(item.code());
        let own = Item::ALL.iter().copied();
        return own.filter(|it| it.is_feedback() && ticked(it)).collect();
    }
    let ask = "Bitte wählen Sie mit ihr, was zurückkommen darf.";
    let preset = form.chosen::<Preset>("preset", ask);
    preset.map(Preset::items).unwrap_or_default()
}

/// What is wrong stands at its field.
struct Marked;

/// Who decides: nobody where she cannot at the moment.
fn decider(form: &mut Form) -> Result<Option<Decider>, Marked> {
    let ask = "Bitte wählen Sie, wer entscheidet.";
    let who: WhoDecides = form.chosen("decider", ask).ok_or(Marked)?;
    // What was typed for another choice does not count.
    let sphere: Option<Line> = match who {
        WhoDecides::LegalCarer => {
            let missing = "Bitte nennen Sie den Aufgabenbereich der Betreuung.";
            Some(form.required("decider_sphere", missing).ok_or(Marked)?)
        }
        _ => None,
    };
    match who.with(form.maybe("decider_age"), sphere) {
        Ok(decider) => Ok(decider),
        Err(Incomplete::Age) => {
            let message = "Bitte geben Sie ihr Alter in Jahren an, zum Beispiel 16.";
            form.wrong("decider_age", message);
            Err(Marked)
        }
        // Missed above already.
        Err(Incomplete::Sphere) => Err(Marked),
    }
}

/// Where a refusal is shown that is about her word and how she was asked, on each form that takes it.
pub(crate) const fn field_of(refusal: &Refusal) -> Option<&'static str> {
    match refusal {
        Refusal::ConsentWithoutCapacity | Refusal::DeciderDoesNotFitAge => Some("decider"),
        Refusal::MinorTooYoung => Some("decider_age"),
        Refusal::ConsentTextUnknown | Refusal::ConsentTextOutdated => Some("consent_text"),
        Refusal::StandingFeedbackNotOffered => Some("preset"),
        Refusal::ConsequencesNotShown => Some("consequences_told"),
        Refusal::ConsentInFuture
        | Refusal::ConsentTooOld { .. }
        | Refusal::LaterWordStands { .. } => Some("consented_on"),
        Refusal::ConsentEndOutOfRange { .. } => Some("expires_on"),
        Refusal::WithdrawnOnThatDay { .. } => Some("signed"),
        _ => None,
    }
}

/// What a page that asks her shows of it; `asks.html` has its parts.
pub(crate) struct AskedPart {
    /// The text in force, as it is put to her: what stands here is what the hash is of.
    pub(crate) text: &'static Wording,
    /// Who can decide.
    pub(crate) deciders: Vec<Choice>,
    /// In which language it can be talked over.
    pub(crate) spoken: Vec<Choice>,
    pub(crate) contacts: DataProtectionContacts,
}

/// What the page shows: always the text in force, whatever was posted.
pub(crate) fn part(app: &App, subject: Subject) -> Result<AskedPart, Refusal> {
    // The caseworker reads German; a text in another language comes with its sign-off.
    let text = Wording::in_force(subject, "de").ok_or(Refusal::ConsentTextUnknown)?;
    let spoken = words::LANGUAGES.iter();
    Ok(AskedPart {
        text,
        deciders: all(WhoDecides::ALL, words::who_decides),
        spoken: spoken.map(|(tag, name)| choice(tag, name)).collect(),
        contacts: app.settings.data_protection.clone(),
    })
}
