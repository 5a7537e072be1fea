//! `/laufzettel/{id}`: what the sender sees; a function of its own facts, its clock, and what
//! crossed the seam.

use axum::extract::State;
use axum::response::Response;
use casework::WithdrawSlip;
use domain::consents::Item;
use domain::slips::Stage;
use domain::{KnownOr as _, Refusal, SlipId, Staff};
use read_models::slips::SlipRow;
use serde::Deserialize;

use super::address::{Named, Said};
use super::answer::{page, problem, see};
use super::facts::fact;
use super::frame::{frame, office};
use super::posted::{Posted, key};
use super::session::Visitor;
use super::worklist::{badge, who};
use crate::App;
use crate::auth::PageSession;
use crate::pages::{ConfirmStep, Fact, HistoryLine, IssuedPage};
use crate::refusals::Problem;
use crate::words;

/// What has just been done.
#[derive(Default, Deserialize)]
pub(crate) struct Done {
    #[serde(default)]
    getan: String,
}

/// A form that needs nothing but its key.
#[derive(Deserialize)]
pub(crate) struct KeyOnly {
    #[serde(default)]
    form_key: String,
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
        "zurueckgenommen" => "Der Laufzettel ist zurückgenommen.",
        _ => "",
    };
    match build(&app, &session, staff, &id, just_done).await {
        Ok(built) => page(&built),
        Err(refused) => problem(&app, &session, &refused).await,
    }
}

/// `POST /laufzettel/{id}/zuruecknehmen`
pub(crate) async fn withdraw(
    State(app): State<App>,
    Named(id): Named,
    posted: Posted<KeyOnly>,
) -> Response {
    let Posted {
        session,
        staff,
        form,
    } = posted;
    let key = key(&app, &form.form_key);
    let done = match id.parse::<SlipId>() {
        Ok(slip) => {
            let command = WithdrawSlip { slip };
            let done = app.desk.withdraw_slip(staff, &command, &key).await;
            done.map_err(Problem::from)
        }
        Err(_) => Err(Refusal::NotFound.into()),
    };
    match done {
        Ok(id) => see(&format!("/laufzettel/{id}?getan=zurueckgenommen")),
        Err(refused) => problem(&app, &session, &refused).await,
    }
}

async fn build(
    app: &App,
    session: &PageSession,
    staff: Staff,
    id: &str,
    just_done: &str,
) -> Result<IssuedPage, Problem> {
    let id: SlipId = id.parse().map_err(|_| Refusal::NotFound)?;
    let row = app.desk.slip(staff, id).await?;
    let today = app.desk.now().today;
    let stage = row.stage_on(today);
    let out = matches!(stage, Stage::Issued | Stage::ValidityEnded);
    let usable = stage == Stage::Issued;
    let code = match app.desk.station_code(staff, id).await {
        Ok(code) if usable => code.typed.grouped(),
        _ => String::new(),
    };
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
        print: usable.then(|| format!("{base}/papier.pdf")),
        file_note: None,
        feedback_allowed: !row.feedback.is_empty(),
        allowed: row
            .feedback
            .iter()
            .map(|item| allowed(*item).into())
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
        withdraw: out.then(|| ConfirmStep {
            action: format!("{base}/zuruecknehmen"),
            form_key: app.desk.stable_key("zuruecknehmen", id.bytes()),
        }),
        reissue: None,
    })
}

fn state(row: &SlipRow, today: jiff::civil::Date) -> String {
    match row.stage_on(today) {
        Stage::Withdrawn => format!("Sie haben ihn am {} zurückgenommen.", words::day(row.since)),
        Stage::InError => format!("Am {} als Irrtum vermerkt.", words::day(row.since)),
        Stage::ValidityEnded => format!("Er galt bis {}.", words::day(row.valid_until)),
        Stage::Blank | Stage::Issued => format!("Er gilt bis {}.", words::day(row.valid_until)),
    }
}

const fn allowed(item: Item) -> &'static str {
    match item {
        Item::FeedbackArrival => "dass sie angekommen ist",
        Item::FeedbackAcceptance => "ob die Stelle sie annimmt",
        Item::FeedbackOutcome => "was daraus geworden ist",
        Item::FeedbackReason => "den Grund einer Ablehnung",
        other => words::item(other),
    }
}

fn facts(row: &SlipRow) -> Vec<Fact> {
    let mut facts = vec![fact("Bedarf", words::need(row.need))];
    if let Some(told) = row.counselling.known() {
        if let Some(reason) = &told.reason {
            facts.push(fact("Anlass", reason.as_str()));
        }
        for words in &told.words {
            facts.push(fact("Dazu", words.as_str()));
        }
    }
    if let Some(appointment) = &row.appointment {
        facts.push(fact("Termin", appointment.as_str()));
    }
    let shown: Vec<&str> = row
        .disclosed
        .iter()
        .map(|item| words::item(*item))
        .collect();
    let shown = if shown.is_empty() {
        "nichts; sie sagt selbst, was sie möchte".to_owned()
    } else {
        shown.join(", ")
    };
    facts.push(fact("Die Stelle erfährt", &shown));
    facts
}

fn history(row: &SlipRow) -> Vec<HistoryLine> {
    // What came back stands above, with its own days.
    let own = row.history.iter().filter_map(|step| {
        let sentence = match step.event.as_str() {
            "SlipIssued" => "Ausgestellt.",
            "SlipReissued" => "Auf ihren Wunsch neu ausgedruckt, mit neuem Code.",
            "SlipWithdrawn" => "Zurückgenommen.",
            "SlipValidityEnded" => "Gültigkeit zu Ende.",
            "SlipRevived" => "Wieder gültig gemacht.",
            "SlipEnteredInError" => "Als Irrtum vermerkt.",
            _ => return None,
        };
        Some(HistoryLine {
            day: words::day(step.on),
            sentence: sentence.into(),
        })
    });
    own.collect()
}
