//! `/laufzettel/{id}/vermerk.pdf` and `.txt`, `/uebergaben/{id}/vermerk.pdf` and `.txt`: the note for the
//! office's own leading file.

use axum::Router;
use axum::routing::get;
use casework::{NoteOn, Noted};
use documents::{Entry, FileNote};
use domain::{Refusal, Staff};

use super::answer::Answer;
use super::facts::who;
use super::frame::office;
use super::printing::{download, printed};
use super::visit::Visit;
use crate::App;
use crate::refusals::Problem;
use crate::words;

/// The addresses.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/laufzettel/{id}/vermerk.pdf", get(|it| pdf(it, slip)))
        .route("/laufzettel/{id}/vermerk.txt", get(|it| text(it, slip)))
        .route("/uebergaben/{id}/vermerk.pdf", get(|it| pdf(it, handover)))
        .route("/uebergaben/{id}/vermerk.txt", get(|it| text(it, handover)))
}

/// Which thing an address names.
type OfWhat = fn(&Visit) -> Result<NoteOn, Refusal>;

fn slip(visit: &Visit) -> Result<NoteOn, Refusal> {
    visit.named().map(NoteOn::Slip)
}

fn handover(visit: &Visit) -> Result<NoteOn, Refusal> {
    visit.named().map(NoteOn::Handover)
}

async fn pdf(visit: Visit, on: OfWhat) -> Answer {
    let view = view(&visit.app, visit.staff, on(&visit)?).await?;
    printed(&visit.app, "vermerk.pdf", view).await
}

async fn text(visit: Visit, on: OfWhat) -> Answer {
    let view = view(&visit.app, visit.staff, on(&visit)?).await?;
    let text = view.text().into_bytes();
    Ok(download("text/plain; charset=utf-8", "vermerk.txt", text))
}

async fn view(app: &App, staff: Staff, on: NoteOn) -> Result<FileNote, Problem> {
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
