//! `/laufzettel/{id}/vermerk.pdf` and `.txt`, `/uebergaben/{id}/vermerk.pdf` and `.txt`: the note for the
//! office's own leading file.

use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use casework::{NoteOn, Noted};
use documents::{Entry, FileNote};
use domain::{Refusal, Staff};

use super::address::Named;
use super::answer::problem;
use super::facts::who;
use super::frame::office;
use super::printing::{download, print};
use super::session::Visitor;
use crate::App;
use crate::refusals::Problem;
use crate::words;

/// The addresses.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/laufzettel/{id}/vermerk.pdf", get(of_slip_pdf))
        .route("/laufzettel/{id}/vermerk.txt", get(of_slip_text))
        .route("/uebergaben/{id}/vermerk.pdf", get(of_handover_pdf))
        .route("/uebergaben/{id}/vermerk.txt", get(of_handover_text))
}

async fn of_slip_pdf(State(app): State<App>, Named(id): Named, visitor: Visitor) -> Response {
    as_pdf(&app, &visitor, slip(&id)).await
}

async fn of_slip_text(State(app): State<App>, Named(id): Named, visitor: Visitor) -> Response {
    as_text(&app, &visitor, slip(&id)).await
}

async fn of_handover_pdf(State(app): State<App>, Named(id): Named, visitor: Visitor) -> Response {
    as_pdf(&app, &visitor, handover(&id)).await
}

async fn of_handover_text(State(app): State<App>, Named(id): Named, visitor: Visitor) -> Response {
    as_text(&app, &visitor, handover(&id)).await
}

fn slip(id: &str) -> Result<NoteOn, Refusal> {
    id.parse().map(NoteOn::Slip).map_err(|_| Refusal::NotFound)
}

fn handover(id: &str) -> Result<NoteOn, Refusal> {
    let id = id.parse().map_err(|_| Refusal::NotFound)?;
    Ok(NoteOn::Handover(id))
}

async fn as_pdf(app: &App, visitor: &Visitor, on: Result<NoteOn, Refusal>) -> Response {
    let set = match view(app, visitor.staff, on).await {
        Ok(view) => {
            let set = move |imprint: &_| documents::file_note(&view, imprint);
            print(app, set).await
        }
        Err(refused) => Err(refused),
    };
    match set {
        Ok(bytes) => download("application/pdf", "vermerk.pdf", bytes),
        Err(refused) => problem(app, &visitor.session, &refused).await,
    }
}

async fn as_text(app: &App, visitor: &Visitor, on: Result<NoteOn, Refusal>) -> Response {
    match view(app, visitor.staff, on).await {
        Ok(view) => {
            let text = view.text().into_bytes();
            download("text/plain; charset=utf-8", "vermerk.txt", text)
        }
        Err(refused) => problem(app, &visitor.session, &refused).await,
    }
}

async fn view(app: &App, staff: Staff, on: Result<NoteOn, Refusal>) -> Result<FileNote, Problem> {
    let on = on?;
    let note = app.desk.file_note(staff, on).await?;
    let subject = match on {
        NoteOn::Slip(slip) => {
            let row = app.desk.slip(staff, slip).await?;
            let there = office(app, row.recipient).await;
            let her = of_her(&who(row.identity.as_ref()));
            format!("Laufzettel{her} an {there}, {}", note.service.as_str())
        }
        NoteOn::Handover(handover) => {
            let view = app.desk.handover(staff, handover).await?;
            let her = of_her(&who(view.row.identity.as_ref()));
            let from = view.sender.as_ref();
            let from = from.map_or_else(
                || "ohne Laufzettel".to_owned(),
                |sender| format!("von {}", sender.name.as_str()),
            );
            format!("Übergabe{her}, {}, {from}", note.service.as_str())
        }
    };
    let entries = note.entries.iter().map(|noted| Entry {
        date: words::day(noted.on),
        sentence: sentence(noted),
    });
    Ok(FileNote {
        institution: note.institution.as_str().to_owned(),
        author: Some(words::role(note.author).to_owned()),
        written_on: words::day(note.written_on),
        subject,
        entries: entries.collect(),
    })
}

/// Nameless people stay nameless in the file too.
fn of_her(who: &str) -> String {
    if who == "Ohne Namen" {
        " ohne Namen".to_owned()
    } else {
        format!(" für {who}")
    }
}

/// A step with what was told or written down in it.
fn sentence(noted: &Noted) -> String {
    if let Some(particular) = &noted.particular {
        let there = noted.instead.as_ref().map(words::place);
        return words::particular(particular, there.as_deref());
    }
    words::with_message(words::noted(noted.event), noted.message)
}
