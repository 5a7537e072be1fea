//! `/laufzettel/{id}`: what the sender sees; a function of its own facts, its clock, and what
//! crossed the seam.

mod change;
mod steps;
mod wording;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::Failure;
use domain::slips::Stage;
use domain::{Refusal, SlipId, Staff};

use super::address::{Done, Named, Said};
use super::answer::{page_with, problem};
use super::frame::{frame, office};
use super::session::Visitor;
use super::worklist::{badge, who};
use crate::App;
use crate::auth::PageSession;
use crate::pages::{
    FieldErrors, HistoryLine, IssuedPage, PaperReturnForm, PlainForm, Proposed, ReissueForm,
    ReviveForm,
};
use crate::refusals::Problem;
use crate::words;
use wording::{facts, history, state};

pub(crate) use change::{
    enter_in_error, hide_sender, record_paper_return, reissue, revive, settle_call_back, withdraw,
};

/// The forms as typed, for a page that comes back with errors.
#[derive(Default)]
pub(super) struct Typed {
    reissue: Option<ReissueForm>,
    proposed: Option<Proposed>,
    revive: Option<ReviveForm>,
    paper_return: Option<PaperReturnForm>,
    in_error: Option<PlainForm>,
    errors: FieldErrors,
}

/// `GET /laufzettel/{id}`
pub(crate) async fn show(
    State(app): State<App>,
    Named(id): Named,
    Said(done): Said<Done>,
    visitor: Visitor,
) -> Response {
    let Visitor { session, staff } = visitor;
    let just_done = match done.getan.as_str() {
        "ausgestellt" => "Der Laufzettel ist ausgestellt. Jetzt ausdrucken und ihr mitgeben.",
        "weitergeleitet" => {
            "Weitergeleitet: Das ist der Laufzettel, mit dem sie weitergeht. Jetzt ausdrucken und \
             ihr mitgeben."
        }
        "zurueckgenommen" => "Der Laufzettel ist zurückgenommen.",
        "neu-ausgestellt" => {
            "Neu ausgestellt, der alte Code gilt nicht mehr. Jetzt ausdrucken und ihr mitgeben."
        }
        "absender" => {
            "Auf diesem Laufzettel erscheint Ihre Einrichtung ab jetzt als neutraler Absender. Was \
             schon gedruckt ist, ändert sich nicht."
        }
        "wieder-gueltig" => "Der Laufzettel gilt wieder.",
        "zurueckgerufen" => "Als zurückgerufen vermerkt.",
        "eingetragen" => "Eingetragen.",
        "irrtum" => "Als Irrtum vermerkt.",
        _ => "",
    };
    let typed = Typed::default();
    render(&app, &session, staff, &id, just_done, typed, StatusCode::OK).await
}

/// The page, with what was typed.
async fn render(
    app: &App,
    session: &PageSession,
    staff: Staff,
    id: &str,
    just_done: &str,
    typed: Typed,
    status: StatusCode,
) -> Response {
    match build(app, session, staff, id, just_done, typed).await {
        Ok(built) => page_with(status, &built),
        Err(refused) => problem(app, session, &refused).await,
    }
}

async fn build(
    app: &App,
    session: &PageSession,
    staff: Staff,
    id: &str,
    just_done: &str,
    mut typed: Typed,
) -> Result<IssuedPage, Problem> {
    let id: SlipId = id.parse().map_err(|_| Refusal::NotFound)?;
    let row = app.desk.slip(staff, id).await?;
    let today = app.desk.now().today;
    let stage = row.stage_on(today);
    let usable = stage == Stage::Issued;
    let (code, code_gone) = match app.desk.station_code(staff, id).await {
        Ok(code) if usable => (code.typed.grouped(), false),
        Err(Failure::Refused(Refusal::CodeNotKept)) => (String::new(), usable),
        _ => (String::new(), false),
    };
    let steps = steps::Offered::of(app, staff, &row).await?;
    let addressee = office(app, row.recipient).await;
    let base = format!("/laufzettel/{id}");
    Ok(IssuedPage {
        frame: frame(app, session, "").await,
        just_done: just_done.into(),
        who: who(row.identity.as_ref()),
        addressee: format!("{addressee} – {}", row.service_name.as_str()),
        badge: badge(&row, today),
        state: state(&row, today),
        code,
        code_gone,
        print: (usable && !code_gone).then(|| format!("{base}/papier.pdf")),
        file_note: Some(format!("{base}/vermerk.pdf")),
        feedback_allowed: !row.feedback.is_empty(),
        on_paper: steps.on_paper,
        allowed: row
            .feedback
            .iter()
            .map(|item| words::item_words(*item).allowed.into())
            .collect(),
        feedback: row
            .received
            .iter()
            .rev()
            .map(|received| HistoryLine {
                day: words::day(received.on),
                sentence: words::came_back(received.what),
            })
            .collect(),
        facts: facts(&row),
        history: history(&row),
        call_back: steps.call_back(&addressee),
        hide_sender: steps.hide_sender(),
        withdraw: steps.withdraw(),
        reissue: steps.reissue(&mut typed, code_gone),
        revive: steps.revive(&mut typed),
        paper_return: steps.paper_return(&mut typed),
        in_error: steps.in_error(&mut typed),
        errors: typed.errors,
    })
}
