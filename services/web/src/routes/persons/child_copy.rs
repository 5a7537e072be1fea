//! `/personen/{id}/kopie-fuer-andere`: a copy about a child for the other parent, a guardian or the grown
//! child. First it is shown what goes out; then it is noted and printed.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::{AnswerChildCopy, Failure};
use documents::{HerData as Paper, Row, Section};
use domain::clients::{
    AskForChildCopy, AskedBy, ChildCopy, Children, Entitlement, HeldOfChildren, IdentityProof,
};
use domain::institutions::SenderShown;
use domain::{Line, Note, RecordId, Refusal, Staff};
use jiff::civil::Date;

use super::record;
use crate::App;
use crate::auth::PageSession;
use crate::pages::persons::{ChildCopyForm, ChildCopyPage, Outgoing, Ticked};
use crate::pages::{Choice, Fact, FieldErrors};
use crate::refusals::Problem;
use crate::routes::address::Named;
use crate::routes::answer::{page_with, problem};
use crate::routes::choices::choice;
use crate::routes::facts::fact;
use crate::routes::frame::frame;
use crate::routes::posted::{Posted, key};
use crate::routes::printing::{download, print};
use crate::routes::session::Visitor;
use crate::routes::worklist::who;
use crate::words;

/// What is said where nothing goes out. It is true whether nothing is held or nothing may go out, so it
/// tells neither.
pub(crate) const NOTHING: &str = "Zu dieser Anfrage können wir Ihnen keine Angaben geben. Sie können sich an die oder den \
     Datenschutzbeauftragten dieser Stelle und an die Aufsichtsbehörde wenden (Art. 77 DSGVO).";

/// `GET /personen/{id}/kopie-fuer-andere`
pub(crate) async fn form(State(app): State<App>, Named(id): Named, visitor: Visitor) -> Response {
    let Visitor { session, staff } = visitor;
    let form = ChildCopyForm {
        form_key: app.desk.fresh_key().text().to_owned(),
        ..ChildCopyForm::default()
    };
    let shown = Shown {
        form,
        copy: None,
        errors: FieldErrors::default(),
    };
    render(&app, &session, staff, &id, shown).await
}

/// `POST /personen/{id}/kopie-fuer-andere`
pub(crate) async fn preview(
    State(app): State<App>,
    Named(id): Named,
    posted: Posted<ChildCopyForm>,
) -> Response {
    let Posted {
        session,
        staff,
        form,
    } = posted;
    match asked(&id, &form) {
        Err(errors) => again(&app, &session, staff, &id, form, errors).await,
        Ok(command) => match app.desk.preview_child_copy(staff, &command).await {
            Ok(copy) => {
                let shown = Shown {
                    form,
                    copy: Some(copy),
                    errors: FieldErrors::default(),
                };
                render(&app, &session, staff, &id, shown).await
            }
            Err(failure) => refused(&app, &session, staff, &id, form, failure).await,
        },
    }
}

/// `POST /personen/{id}/kopie-fuer-andere/auskunft.pdf`
pub(crate) async fn give(
    State(app): State<App>,
    Named(id): Named,
    posted: Posted<ChildCopyForm>,
) -> Response {
    let Posted {
        session,
        staff,
        form,
    } = posted;
    let command = match asked(&id, &form) {
        Ok(command) => command,
        Err(errors) => return again(&app, &session, staff, &id, form, errors).await,
    };
    let key = key(&app, &form.form_key);
    let copy = match app.desk.answer_child_copy(staff, &command, &key).await {
        Ok(copy) => copy,
        Err(failure) => return refused(&app, &session, staff, &id, form, failure).await,
    };
    match on_paper(&app, staff, &copy).await {
        Ok(bytes) => download("application/pdf", "auskunft.pdf", bytes),
        Err(refused) => problem(&app, &session, &refused).await,
    }
}

/// The form as a command, or what is missing in it.
fn asked(id: &str, form: &ChildCopyForm) -> Result<AnswerChildCopy, FieldErrors> {
    let mut errors = FieldErrors::default();
    let asked_by = form.asked_by.parse::<AskedBy>();
    let entitlement = form.entitlement.parse::<Entitlement>();
    let proof = form.proof.parse::<IdentityProof>();
    for (field, missing, ask) in [
        (
            "asked_by",
            asked_by.is_err(),
            "Bitte wählen Sie, wer fragt.",
        ),
        (
            "entitlement",
            entitlement.is_err(),
            "Bitte wählen Sie, mit welchem Recht gefragt wird.",
        ),
        (
            "proof",
            proof.is_err(),
            "Bitte wählen Sie, wie Sie die Person erkannt haben.",
        ),
    ] {
        if missing {
            errors.add(field, ask);
        }
    }
    // What is no entry at all is held by no record.
    let not_held = |errors: &mut FieldErrors, field| {
        let refused = Problem::from(Refusal::ChildNotHeld);
        errors.add(field, refused.detail());
    };
    let names: Result<Vec<Line>, _> = form.names.iter().map(|name| Line::parse(name)).collect();
    let bands: Result<_, _> = form.age_bands.iter().map(|band| band.parse()).collect();
    let notes: Result<_, _> = form.notes.iter().map(|at| at.parse()).collect();
    match (
        record(id),
        asked_by,
        entitlement,
        proof,
        names,
        bands,
        notes,
    ) {
        (
            Ok(record),
            Ok(asked_by),
            Ok(entitlement),
            Ok(proof),
            Ok(names),
            Ok(age_bands),
            Ok(confided),
        ) => Ok(AnswerChildCopy {
            record,
            ask: AskForChildCopy {
                asked_by,
                entitlement,
                proof,
                children: Children { age_bands, names },
                confided,
            },
        }),
        (_, _, _, _, names, bands, notes) => {
            if names.is_err() || bands.is_err() {
                not_held(&mut errors, "entries");
            }
            if notes.is_err() {
                not_held(&mut errors, "notes");
            }
            Err(errors)
        }
    }
}

async fn refused(
    app: &App,
    session: &PageSession,
    staff: Staff,
    id: &str,
    form: ChildCopyForm,
    failure: Failure,
) -> Response {
    let field = match &failure {
        Failure::Refused(Refusal::EntitlementDoesNotFit) => "entitlement",
        Failure::Refused(Refusal::ConfidedIsTheChilds) => "notes",
        Failure::Refused(Refusal::ChildNotHeld) => "entries",
        _ => return problem(app, session, &failure.into()).await,
    };
    let mut errors = FieldErrors::default();
    errors.add(field, Problem::from(failure).detail());
    again(app, session, staff, id, form, errors).await
}

/// The page with its mistakes, and with what was typed.
async fn again(
    app: &App,
    session: &PageSession,
    staff: Staff,
    id: &str,
    form: ChildCopyForm,
    errors: FieldErrors,
) -> Response {
    let shown = Shown {
        form,
        copy: None,
        errors,
    };
    render(app, session, staff, id, shown).await
}

/// What the page shows besides what is held.
struct Shown {
    form: ChildCopyForm,
    copy: Option<ChildCopy>,
    errors: FieldErrors,
}

async fn render(
    app: &App,
    session: &PageSession,
    staff: Staff,
    id: &str,
    shown: Shown,
) -> Response {
    let status = if shown.errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    match build(app, session, staff, id, shown).await {
        Ok(page) => page_with(status, &page),
        Err(refused) => problem(app, session, &refused).await,
    }
}

async fn build(
    app: &App,
    session: &PageSession,
    staff: Staff,
    id: &str,
    Shown { form, copy, errors }: Shown,
) -> Result<ChildCopyPage, Problem> {
    let record: RecordId = record(id)?;
    let client = app.desk.client(staff, record).await?;
    let held = app.desk.held_of_children(staff, record).await?;
    let base = format!("/personen/{record}");
    let action = format!("{base}/kopie-fuer-andere");
    let outgoing = copy.map(|copy| Outgoing {
        facts: facts(&copy),
        confided: texts(copy.confided()),
        nothing: if copy.is_empty() { NOTHING } else { "" }.to_owned(),
        give: format!("{action}/auskunft.pdf"),
    });
    Ok(ChildCopyPage {
        frame: frame(app, session, "").await,
        who: who(client.identity.as_ref()),
        askers: choices(AskedBy::ALL, AskedBy::code, words::asked_by),
        entitlements: choices(Entitlement::ALL, Entitlement::code, words::entitlement),
        proofs: choices(
            IdentityProof::ALL,
            IdentityProof::code,
            words::identity_proof,
        ),
        entries: entries(&held, &form),
        notes: notes(&held, &form),
        outgoing,
        back: base,
        action,
        form,
        errors,
    })
}

fn choices<T: Copy>(
    all: &[T],
    code: impl Fn(T) -> &'static str,
    label: impl Fn(T) -> &'static str,
) -> Vec<Choice> {
    all.iter()
        .map(|one| choice(code(*one), label(*one)))
        .collect()
}

fn entries(held: &HeldOfChildren, form: &ChildCopyForm) -> Vec<Ticked> {
    let names = held.children.names.iter();
    let names = names.map(|name| ("name", name.as_str(), name.as_str().to_owned()));
    let bands = held.children.age_bands.iter();
    let bands = bands.map(|band| {
        let label = format!("ein Kind {}", words::age_band(*band));
        ("age_band", band.code(), label)
    });
    // Twins have one band twice: each tick counts once.
    let mut left = (form.names.clone(), form.age_bands.clone());
    let all = names.chain(bands).enumerate();
    let ticked = all.map(|(at, (name, value, label))| {
        let chosen = if name == "name" {
            &mut left.0
        } else {
            &mut left.1
        };
        let found = chosen.iter().position(|one| one == value);
        Ticked {
            id: format!("{name}_{at}"),
            name,
            value: value.to_owned(),
            label,
            ticked: found.map(|at| chosen.swap_remove(at)).is_some(),
        }
    });
    ticked.collect()
}

fn notes(held: &HeldOfChildren, form: &ChildCopyForm) -> Vec<Ticked> {
    let notes = held.confided.iter().enumerate();
    let ticked = notes.map(|(at, note)| {
        let value = at.to_string();
        Ticked {
            id: format!("note_{at}"),
            name: "note",
            label: note.as_str().to_owned(),
            ticked: form.notes.contains(&value),
            value,
        }
    });
    ticked.collect()
}

fn texts(notes: &[Note]) -> Vec<String> {
    notes.iter().map(|note| note.as_str().to_owned()).collect()
}

fn facts(copy: &ChildCopy) -> Vec<Fact> {
    let said = said(copy).into_iter();
    said.map(|(label, value)| fact(label, &value)).collect()
}

fn said(copy: &ChildCopy) -> Vec<(&'static str, String)> {
    let Children { age_bands, names } = copy.children();
    let names: Vec<&str> = names.iter().map(Line::as_str).collect();
    let bands: Vec<&str> = age_bands
        .iter()
        .map(|band| words::age_band(*band))
        .collect();
    let mut said = vec![("Name", names.join(", ")), ("Alter", bands.join(", "))];
    said.retain(|(_, value)| !value.is_empty());
    said
}

async fn on_paper(app: &App, staff: Staff, copy: &ChildCopy) -> Result<Vec<u8>, Problem> {
    // The office's own face, whatever she chose: a neutral one here would tell of her flag.
    let sender = app.desk.shown_as_sender(staff, false).await?;
    let view = paper(copy, &sender, app.desk.now().today);
    print(app, move |imprint| documents::her_data(&view, imprint)).await
}

fn paper(copy: &ChildCopy, sender: &SenderShown, today: Date) -> Paper {
    let rows = said(copy).into_iter().map(|(label, value)| Row {
        label: label.into(),
        value,
    });
    let mut sections = vec![Section {
        heading: "Angaben zum Kind".into(),
        intro: copy.is_empty().then(|| NOTHING.to_owned()),
        rows: rows.collect(),
        entries: vec![],
    }];
    if !copy.confided().is_empty() {
        let rows = texts(copy.confided()).into_iter().map(|value| Row {
            label: "Notiz".into(),
            value,
        });
        sections.push(Section {
            heading: "Was Sie uns anvertraut hatten".into(),
            intro: None,
            rows: rows.collect(),
            entries: vec![],
        });
    }
    Paper {
        title: "Auskunft zu einem Kind".into(),
        institution: sender.name.as_str().to_owned(),
        person: None,
        date: words::day(today),
        sections,
        contact: format!(
            "{}, Telefon {}",
            sender.name.as_str(),
            sender.phone.as_str()
        ),
    }
}
