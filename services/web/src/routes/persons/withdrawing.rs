//! She takes something back: an item, a release from confidentiality, or everything at once and
//! blindly. Each has a page that asks how she said so.

use std::collections::BTreeSet;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::{
    Failure, HowSaid, WithdrawConsent, WithdrawEverything, WithdrawFrom, WithdrawRelease,
};
use domain::consents::Item;
use domain::{InstitutionId, Refusal, Staff};

use super::record;
use crate::App;
use crate::auth::PageSession;
use crate::pages::FieldErrors;
use crate::pages::persons::{TakingBackForm, TakingBackPage};
use crate::refusals::Problem;
use crate::routes::address::{Named, Said};
use crate::routes::answer::{page_with, problem, see};
use crate::routes::frame::frame;
use crate::routes::posted::{Posted, key};
use crate::routes::said::Questions;
use crate::routes::session::Visitor;
use crate::routes::worklist::who;
use crate::words;

const QUESTIONS: Questions = Questions {
    how: "said_how",
    code: "said_code",
    on: "said_on",
};

/// What she takes back; the address says which.
#[derive(Clone, Copy)]
enum What {
    Item,
    Everything,
    Release,
}

/// `GET /personen/{id}/ruecknahme`
pub(crate) async fn ask_item(
    State(app): State<App>,
    Named(id): Named,
    Said(named): Said<TakingBackForm>,
    visitor: Visitor,
) -> Response {
    ask(&app, visitor, &id, What::Item, named).await
}

/// `GET /personen/{id}/alles-zuruecknehmen`
pub(crate) async fn ask_everything(
    State(app): State<App>,
    Named(id): Named,
    visitor: Visitor,
) -> Response {
    let nothing_named = TakingBackForm::default();
    ask(&app, visitor, &id, What::Everything, nothing_named).await
}

/// `GET /personen/{id}/entbindung/ruecknahme`
pub(crate) async fn ask_release(
    State(app): State<App>,
    Named(id): Named,
    Said(named): Said<TakingBackForm>,
    visitor: Visitor,
) -> Response {
    ask(&app, visitor, &id, What::Release, named).await
}

/// `POST /personen/{id}/ruecknahme`
pub(crate) async fn item(
    State(app): State<App>,
    Named(id): Named,
    posted: Posted<TakingBackForm>,
) -> Response {
    take(&app, posted, &id, What::Item).await
}

/// `POST /personen/{id}/alles-zuruecknehmen`
pub(crate) async fn everything(
    State(app): State<App>,
    Named(id): Named,
    posted: Posted<TakingBackForm>,
) -> Response {
    take(&app, posted, &id, What::Everything).await
}

/// `POST /personen/{id}/entbindung/ruecknahme`
pub(crate) async fn release(
    State(app): State<App>,
    Named(id): Named,
    posted: Posted<TakingBackForm>,
) -> Response {
    take(&app, posted, &id, What::Release).await
}

async fn ask(app: &App, visitor: Visitor, id: &str, what: What, named: TakingBackForm) -> Response {
    let Visitor { session, staff } = visitor;
    let form = TakingBackForm {
        form_key: app.desk.fresh_key().text().to_owned(),
        recipient: named.recipient,
        item: named.item,
        said_on: app.desk.now().today.to_string(),
        ..TakingBackForm::default()
    };
    let typed = (form, FieldErrors::default());
    show(app, &session, (staff, id, what), typed, StatusCode::OK).await
}

async fn take(app: &App, posted: Posted<TakingBackForm>, id: &str, what: What) -> Response {
    let Posted {
        session,
        staff,
        form,
    } = posted;
    let mut errors = FieldErrors::default();
    let answers = [&*form.said_how, &form.own_code, &form.said_on];
    let said = QUESTIONS.read(&mut errors, answers);
    let Some(said) = said.filter(|_| errors.is_empty()) else {
        let invalid = StatusCode::UNPROCESSABLE_ENTITY;
        return show(app, &session, (staff, id, what), (form, errors), invalid).await;
    };
    let refusal = match carry_out(app, staff, id, (what, &form, said)).await {
        Ok(()) => {
            let done = match what {
                What::Item | What::Release => "zurueckgenommen",
                What::Everything => "alles",
            };
            return see(&format!("/personen/{id}?getan={done}"));
        }
        Err(Failure::Refused(refusal)) => refusal,
        Err(failure) => return problem(app, &session, &failure.into()).await,
    };
    let field = QUESTIONS.field_of(&refusal);
    let refused = Problem::from(refusal);
    let Some(field) = field else {
        return problem(app, &session, &refused).await;
    };
    errors.add(field, refused.detail());
    let status = refused.status();
    show(app, &session, (staff, id, what), (form, errors), status).await
}

async fn carry_out(
    app: &App,
    staff: Staff,
    id: &str,
    (what, form, said): (What, &TakingBackForm, HowSaid),
) -> Result<(), Failure> {
    let record = record(id)?;
    let recipient = || -> Result<InstitutionId, Refusal> {
        form.recipient.parse().map_err(|_| Refusal::NotFound)
    };
    let key = key(app, &form.form_key);
    match what {
        What::Item => {
            let item: Item = form.item.parse().map_err(|_| Refusal::NotFound)?;
            let recipient = recipient()?;
            let command = WithdrawConsent {
                from: WithdrawFrom::Recorded { record, recipient },
                items: BTreeSet::from([item]),
                said,
            };
            app.desk.withdraw_consent(staff, &command, &key).await
        }
        What::Everything => {
            let command = WithdrawEverything { record, said };
            app.desk.withdraw_everything(staff, &command, &key).await
        }
        What::Release => {
            let command = WithdrawRelease {
                record,
                recipient: recipient()?,
                said,
            };
            app.desk.withdraw_release(staff, &command, &key).await
        }
    }
}

async fn show(
    app: &App,
    session: &PageSession,
    of: (Staff, &str, What),
    typed: (TakingBackForm, FieldErrors),
    status: StatusCode,
) -> Response {
    match build(app, session, of, typed).await {
        Ok(page) => page_with(status, &page),
        Err(refused) => problem(app, session, &refused).await,
    }
}

async fn build(
    app: &App,
    session: &PageSession,
    (staff, id, what): (Staff, &str, What),
    (form, errors): (TakingBackForm, FieldErrors),
) -> Result<TakingBackPage, Problem> {
    let record = record(id)?;
    let client = app.desk.client(staff, record).await?;
    let nobody_asks =
        "Hilfe, die schon begonnen hat, geht weiter, und niemand fragt nach dem Grund.";
    let (path, title, sentence) = match what {
        What::Item => {
            let item: Item = form.item.parse().map_err(|_| Refusal::NotFound)?;
            let there = named(app, &form.recipient).await?;
            let title = format!("Sie nimmt zurück: {}", words::item_words(item).asked);
            let sentence = format!("Für: {there}. {nobody_asks}");
            ("ruecknahme", title, sentence)
        }
        What::Everything => (
            "alles-zuruecknehmen",
            "Sie nimmt alles zurück".to_owned(),
            format!(
                "Sie nimmt alle Einwilligungen und Entbindungen zurück, auch solche, die an anderen \
                 Stellen aufgenommen wurden. Welche das sind, sehen Sie nicht. {nobody_asks}"
            ),
        ),
        What::Release => {
            let there = named(app, &form.recipient).await?;
            let title = "Sie nimmt die Entbindung zurück".to_owned();
            let sentence = format!("Gegenüber: {there}. {nobody_asks}");
            ("entbindung/ruecknahme", title, sentence)
        }
    };
    Ok(TakingBackPage {
        frame: frame(app, session, "").await,
        who: who(client.identity.as_ref()),
        title,
        sentence,
        button: match what {
            What::Item | What::Release => "Zurücknehmen".to_owned(),
            What::Everything => "Alles zurücknehmen".to_owned(),
        },
        back: format!("/personen/{record}"),
        action: format!("/personen/{record}/{path}"),
        form,
        today: app.desk.now().today.to_string(),
        errors,
    })
}

/// The name of an institution of the network.
async fn named(app: &App, id: &str) -> Result<String, Problem> {
    let id: InstitutionId = id.parse().map_err(|_| Refusal::NotFound)?;
    let institutions = app.desk.institutions().await?;
    let mut named = institutions.iter();
    let row = named.find(|row| row.institution == id);
    let row = row.ok_or(Refusal::NotFound)?;
    Ok(row.entry.name.as_str().to_owned())
}
