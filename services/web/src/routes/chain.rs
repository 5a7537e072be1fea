//! `/kette`: the service chain as the members wish it, beside how it runs by the newest releases. Everybody
//! of the network reads the chain; figures are for the coordinator and for leads.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::Failure;
use domain::Staff;
use domain::service_chain::{AdoptedChain, ChainText};
use domain::vocabulary::Role;
use path_statistics::chain::{ChainFault, ServiceChain};
use path_statistics::releases::Release;

use super::address::{Done, Said};
use super::answer::{page_with, problem, see};
use super::frame::frame;
use super::posted::{Posted, key};
use super::session::Visitor;
use super::statistics::{offices, released};
use crate::App;
use crate::auth::PageSession;
use crate::pages::{AgreedChain, ChainForm, ChainPage, FieldErrors};
use crate::refusals::Problem;
use crate::statistics::Released;
use crate::{statistics, words};

/// `GET /kette`
pub(crate) async fn show(
    State(app): State<App>,
    Said(done): Said<Done>,
    visitor: Visitor,
) -> Response {
    let Visitor { session, staff } = visitor;
    let just_done = match done.getan.as_str() {
        "vereinbart" => "Festgehalten. Diese Fassung gilt ab heute.",
        "unveraendert" => "Der Text ist derselbe. Es gilt weiter, was schon galt.",
        _ => "",
    };
    render(&app, &session, staff, just_done, None).await
}

/// `POST /kette`
pub(crate) async fn adopt(State(app): State<App>, posted: Posted<ChainForm>) -> Response {
    let Posted {
        session,
        staff,
        form,
    } = posted;
    // Browsers send line breaks as two characters; the text that was agreed has one.
    let text = form.text.replace("\r\n", "\n");
    let Ok(text) = ChainText::parse(&text) else {
        let mut errors = FieldErrors::default();
        let wrong = "Bitte geben Sie einen Text von höchstens 20 000 Zeichen ein.";
        errors.add("text", wrong);
        return render(&app, &session, staff, "", Some((form, errors))).await;
    };
    let same = match app.desk.service_chain().await {
        Ok(holds) => holds.is_some_and(|holds| holds.text == text),
        Err(failure) => return problem(&app, &session, &failure.into()).await,
    };
    let key = key(&app, &form.form_key);
    match app.desk.adopt_service_chain(staff, &text, &key).await {
        Ok(()) if same => see("/kette?getan=unveraendert"),
        Ok(()) => see("/kette?getan=vereinbart"),
        Err(Failure::NoServiceChain(fault)) => {
            let errors = statistics::chain_errors(&fault);
            render(&app, &session, staff, "", Some((form, errors))).await
        }
        Err(failure) => problem(&app, &session, &failure.into()).await,
    }
}

async fn render(
    app: &App,
    session: &PageSession,
    staff: Staff,
    just_done: &str,
    typed: Option<(ChainForm, FieldErrors)>,
) -> Response {
    match built(app, session, staff, just_done, typed).await {
        Ok((status, built)) => page_with(status, &built),
        Err(refused) => problem(app, session, &refused).await,
    }
}

async fn built(
    app: &App,
    session: &PageSession,
    staff: Staff,
    just_done: &str,
    typed: Option<(ChainForm, FieldErrors)>,
) -> Result<(StatusCode, ChainPage), Problem> {
    let holds = app.desk.service_chain().await?;
    let (form, errors) = typed.unwrap_or_else(|| {
        let text = holds.as_ref().map(|chain| chain.text.as_str().to_owned());
        let form = ChainForm {
            form_key: app.desk.fresh_key().text().to_owned(),
            text: text.unwrap_or_default(),
        };
        (form, FieldErrors::default())
    });
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let agreed = match holds {
        Some(holds) => Some(measured(app, staff, holds).await?),
        None => None,
    };
    let page = ChainPage {
        frame: frame(app, session, "/kette").await,
        just_done: just_done.to_owned(),
        agreed,
        may_change: staff.function == Role::Coordinator,
        form,
        kinds: statistics::kinds(),
        errors,
    };
    Ok((status, page))
}

/// The newest period with both releases, measured by the version that held on its last day; before there
/// is one, the version that holds.
async fn measured(app: &App, staff: Staff, holds: AdoptedChain) -> Result<AgreedChain, Problem> {
    let released = newest(app, staff).await?;
    let ended_on = released
        .as_ref()
        .map(|(access, _)| access.manifest().period.to());
    let held = match ended_on {
        Some(day) => app.desk.service_chain_on(day).await?,
        None => None,
    };
    // A chain that was agreed later measures what went before it, and says so.
    let version = match &held {
        Some(held) if held.version != holds.version => format!(
            "Es gilt Fassung {} seit dem {}. Gezeigt ist Fassung {}, die in dem gezählten Zeitraum galt.",
            holds.version,
            words::day(holds.on),
            held.version
        ),
        None if released.is_some() => format!(
            "Es gilt Fassung {} seit dem {}. In dem gezählten Zeitraum gab es noch keine Kette.",
            holds.version,
            words::day(holds.on)
        ),
        _ => format!(
            "Es gilt Fassung {} seit dem {}.",
            holds.version,
            words::day(holds.on)
        ),
    };
    let shown = held.unwrap_or(holds);
    let chain = parsed(&shown)?;
    let offices = offices(app).await?;
    let source = released
        .as_ref()
        .map(|(access, _)| words::period(access.manifest().period));
    let figures = released.as_ref().map(|(access, paths)| (access, paths));
    let told = statistics::chain_told(&chain, figures, &offices);
    Ok(statistics::agreed(&chain, version, told, source.as_deref()))
}

/// What was adopted was a chain then.
fn parsed(adopted: &AdoptedChain) -> Result<ServiceChain, Problem> {
    let parsed = ServiceChain::parse(adopted.text.as_str());
    parsed.map_err(|fault: ChainFault| Failure::from(fault).into())
}

async fn newest(app: &App, staff: Staff) -> Result<Option<(Release, Release)>, Problem> {
    if !matches!(staff.function, Role::Coordinator | Role::Lead) {
        return Ok(None);
    }
    let releases = app.desk.releases(staff).await?;
    let periods = statistics::periods(&releases);
    let Some(of) = periods.into_iter().find(|of| of.paths.is_some()) else {
        return Ok(None);
    };
    let Released { access, paths } = released(app, staff, of).await?;
    Ok(access.zip(paths))
}
