//! `/personen/{id}/kopie-fuer-andere`: a copy about a child for the other parent, a guardian or the grown
//! child. First it is shown what goes out; then it is noted and printed.

use askama::Template;
use casework::{AnswerChildCopy, Failure, Key};
use documents::{HerData as Paper, Section};
use domain::clients::{AskForChildCopy, AskedBy, ChildCopy, Children, Entitlement};
use domain::clients::{HeldOfChildren, IdentityProof};
use domain::institutions::SenderShown;
use domain::{Line, Note, Refusal};
use jiff::civil::Date;

use super::her_data::{paper, section};
use crate::form::{Field, Form, Input};
use crate::pages::{Fact, Frame};
use crate::refusals::Problem;
use crate::routes::answer::{Answer, page, page_unless};
use crate::routes::facts::{self, fact, who};
use crate::routes::posted::key;
use crate::routes::printing::printed;
use crate::routes::visit::{Returned, Visit};
use crate::words;

/// What is said where nothing goes out. It is true whether nothing is held or nothing may go out, so it
/// tells neither.
pub(crate) const NOTHING: &str = "Zu dieser Anfrage können wir Ihnen keine Angaben geben. Sie können sich an die oder den \
     Datenschutzbeauftragten dieser Stelle und an die Aufsichtsbehörde wenden (Art. 77 DSGVO).";

/// Something that is held of a child and can be chosen.
struct Tickable {
    name: &'static str,
    value: String,
    label: String,
    ticked: bool,
}

/// Exactly what would go out.
struct Outgoing {
    facts: Vec<Fact>,
    /// What the grown child had confided.
    confided: Vec<String>,
    /// What is said where nothing goes out.
    nothing: &'static str,
}

#[derive(Template)]
#[template(path = "persons/child_copy.html")]
struct Page {
    frame: Frame,
    who: String,
    base: String,
    form: Form,
    /// Who asks, with which right, and how it was made sure.
    questions: Vec<Field>,
    /// Names and age bands that are held.
    entries: Vec<Tickable>,
    /// What children confided.
    notes: Vec<Tickable>,
    /// Once it was asked.
    outgoing: Option<Outgoing>,
}

/// `GET /personen/{id}/kopie-fuer-andere`
pub(crate) async fn form(visit: Visit) -> Answer {
    Ok(page(&build(&visit, visit.fresh(), None).await?))
}

/// `POST /personen/{id}/kopie-fuer-andere`
pub(crate) async fn preview(Returned { visit, mut form }: Returned) -> Answer {
    let copy = answered(&visit, &mut form, None).await?;
    again(&visit, form, copy).await
}

/// `POST /personen/{id}/kopie-fuer-andere/auskunft.pdf`
pub(crate) async fn give(Returned { visit, mut form }: Returned) -> Answer {
    let key = key(&visit.app, form.get("form_key"));
    let Some(copy) = answered(&visit, &mut form, Some(&key)).await? else {
        return again(&visit, form, None).await;
    };
    // The office's own face, whatever she chose: a neutral one here would tell of her flag.
    let sender = visit.desk.shown_as_sender(visit.staff, false).await?;
    let paper = on_paper(&copy, &sender, visit.today());
    printed(&visit.app, "auskunft.pdf", paper).await
}

/// What goes out, noted if there is a key; nothing where something in the form is wrong.
async fn answered(
    visit: &Visit,
    form: &mut Form,
    key: Option<&Key>,
) -> Result<Option<ChildCopy>, Failure> {
    let record = visit.named()?;
    let Some(ask) = read(form).filter(|_| form.errors.is_empty()) else {
        return Ok(None);
    };
    let (desk, command) = (&visit.desk, AnswerChildCopy { record, ask });
    let copy = match key {
        None => desk.preview_child_copy(visit.staff, &command).await,
        Some(key) => desk.answer_child_copy(visit.staff, &command, key).await,
    };
    let (field, refusal) = match copy {
        Ok(copy) => return Ok(Some(copy)),
        Err(Failure::Refused(it @ Refusal::EntitlementDoesNotFit)) => ("entitlement", it),
        Err(Failure::Refused(it @ Refusal::ConfidedIsTheChilds)) => ("notes", it),
        Err(Failure::Refused(it @ Refusal::ChildNotHeld)) => ("entries", it),
        Err(failure) => return Err(failure),
    };
    form.refused(field, refusal);
    Ok(None)
}

fn read(form: &mut Form) -> Option<AskForChildCopy> {
    let asked_by = form.chosen("asked_by", "Bitte wählen Sie, wer fragt.");
    let ask = "Bitte wählen Sie, mit welchem Recht gefragt wird.";
    let entitlement = form.chosen("entitlement", ask);
    let ask = "Bitte wählen Sie, wie Sie die Person erkannt haben.";
    let proof = form.chosen("proof", ask);
    let names = form.all("name").iter().map(|name| Line::parse(name));
    let names = names.collect::<Result<Vec<_>, _>>();
    let bands = form.all("age_band").iter().map(|band| band.parse());
    let bands = bands.collect::<Result<Vec<_>, _>>();
    let notes = form.all("note").iter().map(|at| at.parse());
    let notes = notes.collect::<Result<_, _>>();
    // What is no entry at all is held by no record.
    if names.is_err() || bands.is_err() {
        form.refused("entries", Refusal::ChildNotHeld);
    }
    if notes.is_err() {
        form.refused("notes", Refusal::ChildNotHeld);
    }
    Some(AskForChildCopy {
        asked_by: asked_by?,
        entitlement: entitlement?,
        proof: proof?,
        children: Children {
            age_bands: bands.ok()?,
            names: names.ok()?,
        },
        confided: notes.ok()?,
    })
}

/// The page with what goes out, or with its mistakes; in any case with what was typed.
async fn again(visit: &Visit, form: Form, copy: Option<ChildCopy>) -> Answer {
    let page = build(visit, form, copy).await?;
    Ok(page_unless(&page.form.errors, &page))
}

async fn build(visit: &Visit, form: Form, copy: Option<ChildCopy>) -> Result<Page, Problem> {
    let (desk, record) = (&visit.desk, visit.named()?);
    let client = desk.client(visit.staff, record).await?;
    let held = desk.held_of_children(visit.staff, record).await?;
    let right = Field::vocabulary(
        "entitlement",
        "Mit welchem Recht?",
        Entitlement::ALL,
        words::entitlement,
    );
    Ok(Page {
        frame: visit.frame("").await,
        who: who(client.identity.as_ref()),
        base: format!("/personen/{record}"),
        questions: vec![
            Field::vocabulary("asked_by", "Wer fragt?", AskedBy::ALL, words::asked_by),
            right.hint("Lassen Sie es sich zeigen."),
            Field::vocabulary(
                "proof",
                "Woher wissen Sie, dass es diese Person ist?",
                IdentityProof::ALL,
                words::identity_proof,
            ),
        ],
        entries: entries(&held, &form),
        notes: notes(&held, &form),
        outgoing: copy.map(|copy| Outgoing {
            facts: said(&copy),
            confided: texts(copy.confided()),
            nothing: if copy.is_empty() { NOTHING } else { "" },
        }),
        form,
    })
}

fn entries(held: &HeldOfChildren, form: &Form) -> Vec<Tickable> {
    let names = held.children.names.iter();
    let names = names.map(|name| ("name", name.as_str(), name.as_str().to_owned()));
    let bands = held.children.age_bands.iter();
    let bands = bands.map(|band| {
        let label = format!("ein Kind {}", words::age_band(*band));
        ("age_band", band.code(), label)
    });
    // Twins have one band twice: each tick counts once.
    let left = |name: &'static str| form.all(name).iter().map(move |value| (name, &**value));
    let mut left: Vec<(&str, &str)> = left("name").chain(left("age_band")).collect();
    let ticked = names.chain(bands).map(|(name, value, label)| {
        let found = left.iter().position(|chosen| *chosen == (name, value));
        Tickable {
            name,
            value: value.to_owned(),
            label,
            ticked: found.map(|at| left.swap_remove(at)).is_some(),
        }
    });
    ticked.collect()
}

fn notes(held: &HeldOfChildren, form: &Form) -> Vec<Tickable> {
    let notes = held.confided.iter().enumerate();
    let ticked = notes.map(|(at, note)| Tickable {
        name: "note",
        value: at.to_string(),
        label: note.as_str().to_owned(),
        ticked: form.says("note", &at.to_string()),
    });
    ticked.collect()
}

fn texts(notes: &[Note]) -> Vec<String> {
    notes.iter().map(|note| note.as_str().to_owned()).collect()
}

fn said(copy: &ChildCopy) -> Vec<Fact> {
    let Children { age_bands, names } = copy.children();
    let names: Vec<&str> = names.iter().map(Line::as_str).collect();
    let bands = age_bands.iter().map(|band| words::age_band(*band));
    let bands: Vec<&str> = bands.collect();
    facts::said([
        ("Name", Some(names.join(", "))),
        ("Alter", Some(bands.join(", "))),
    ])
}

fn on_paper(copy: &ChildCopy, sender: &SenderShown, today: Date) -> Paper {
    let mut sections = vec![Section {
        intro: copy.is_empty().then(|| NOTHING.to_owned()),
        rows: said(copy),
        ..section("Angaben zum Kind")
    }];
    if !copy.confided().is_empty() {
        let notes = copy.confided().iter();
        sections.push(Section {
            rows: notes.map(|note| fact("Notiz", note.as_str())).collect(),
            ..section("Was Sie uns anvertraut hatten")
        });
    }
    paper("Auskunft zu einem Kind", None, today, sections, sender)
}
