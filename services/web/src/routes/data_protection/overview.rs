//! `/datenschutz`: figures, put-off erasures, denied attempts, what was done.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::{DataProtection, DataProtectionParts, HeldHere, KeptHere};
use domain::Staff;
use domain::clients::{Kept, answered_by};
use read_models::data_protection::Sort;
use read_models::{Place, Window};

use super::lines::{Lines, Period, SHOWN};
use super::sentences::proof;
use crate::App;
use crate::auth::PageSession;
use crate::pages::{
    DataProtectionPage, FieldErrors, Figure, HeldRecord, KeptRecord, LinesShown, NumberedForm,
};
use crate::refusals::Problem;
use crate::routes::address::{Done, Said};
use crate::routes::answer::{page_with, problem};
use crate::routes::frame::frame;
use crate::routes::paging::paging;
use crate::routes::session::Visitor;
use crate::words;

const PAGE: &str = "/datenschutz";
/// The lists on the page, each with a place of its own: an address leads on in one of them.
const KEPT: &str = "/datenschutz#offen";
const HOLDS: &str = "/datenschutz#aufbewahrt";
const RESTRICTED: &str = "/datenschutz#eingeschraenkt";

/// What a step left behind.
#[derive(Default)]
pub(super) struct After {
    pub(super) just_done: &'static str,
    pub(super) verified: Option<(String, bool)>,
    /// As typed.
    pub(super) numbered: Option<NumberedForm>,
    pub(super) asked: Period,
    pub(super) errors: FieldErrors,
}

/// `GET /datenschutz`
pub(crate) async fn show(
    State(app): State<App>,
    Said(done): Said<Done>,
    Said(asked): Said<Period>,
    visitor: Visitor,
) -> Response {
    let Visitor { session, staff } = visitor;
    let just_done = match done.getan.as_str() {
        "geloescht" => "Gelöscht.",
        "aufbewahrt" => "Die Aufbewahrung ist festgehalten.",
        "aufbewahrung_aus" => "Die Akte wird nicht mehr aufbewahrt als andere.",
        "eingeschraenkt" => "Die Angaben werden vorerst nicht verwendet.",
        "wieder" => "Die Angaben werden wieder verwendet.",
        _ => "",
    };
    let after = After {
        just_done,
        asked,
        ..After::default()
    };
    render(&app, &session, staff, after, StatusCode::OK).await
}

/// The page, after a step.
pub(super) async fn render(
    app: &App,
    session: &PageSession,
    staff: Staff,
    after: After,
    status: StatusCode,
) -> Response {
    match build(app, session, staff, after).await {
        Ok(page) => page_with(status, &page),
        Err(refused) => problem(app, session, &refused).await,
    }
}

async fn build(
    app: &App,
    session: &PageSession,
    staff: Staff,
    after: After,
) -> Result<DataProtectionPage, Problem> {
    let mut errors = after.errors;
    let months = after.asked.months(app, &mut errors);
    let window = |list| after.asked.further.window(app, staff, list);
    let parts = DataProtectionParts {
        kept: window(KEPT),
        holds: window(HOLDS),
        restricted: window(RESTRICTED),
    };
    let view = app.desk.data_protection(staff, months, &parts).await?;
    let lines = Lines::of(app, staff, months).await?;
    let evidence = app.desk.kept_evidence(staff, &Window::first(SHOWN)).await?;
    let proof = |row| proof(row, &lines.offices);
    let leads_on = |list: &str, window: &Window<Place>, next| {
        let (page, place) = list.split_at(PAGE.len());
        let address = format!("{}{place}", lines.address(page));
        paging(app, staff, (list, &address), (window, next))
    };
    Ok(DataProtectionPage {
        frame: frame(app, session, PAGE).await,
        just_done: after.just_done.to_owned(),
        verified: after.verified,
        period: lines.form(PAGE),
        file: lines.address("/datenschutz/zeilen.csv"),
        figures: lines.figures(&view),
        now: now(&view),
        kept: view.kept.rows.iter().map(|kept| shown(app, kept)).collect(),
        kept_paging: leads_on(KEPT, &parts.kept, view.kept.next),
        holds: view
            .holds
            .rows
            .iter()
            .map(|held| in_force(app, held))
            .collect(),
        holds_paging: leads_on(HOLDS, &parts.holds, view.holds.next),
        restricted: view
            .restricted
            .rows
            .iter()
            .copied()
            .map(words::record_number)
            .collect(),
        restricted_paging: leads_on(RESTRICTED, &parts.restricted, view.restricted.next),
        numbered: after.numbered.unwrap_or_else(|| NumberedForm {
            form_key: app.desk.fresh_key().text().to_owned(),
            ..NumberedForm::default()
        }),
        evidence: LinesShown {
            lines: evidence.rows.iter().map(proof).collect(),
            all: evidence.next.map(|_| "/datenschutz/nachweise".into()),
        },
        denied: lines.shown(Sort::Denied).await?,
        asked: lines.shown(Sort::ChildCopies).await?,
        erased: lines.shown(Sort::Erased).await?,
        acts: lines.latest().await?,
        today: app.desk.now().today.to_string(),
        errors,
    })
}

/// What is there, whatever the period.
fn now(view: &DataProtection) -> Vec<Figure> {
    let figure = |number, label| Figure {
        number,
        label,
        href: None,
    };
    vec![
        figure(view.kept_count, "Bitten um Löschung noch offen"),
        figure(
            view.open_notices,
            "Übergaben und Gutscheine mit ungelesener Mitteilung",
        ),
        figure(view.hold_count, "Aufbewahrungen in Kraft"),
        figure(view.restricted_count, "Akten, zurzeit nicht verwendet"),
        figure(view.evidence, "Nachweise"),
    ]
}

fn in_force(app: &App, held: &HeldHere) -> HeldRecord {
    HeldRecord {
        id: held.record.to_string(),
        label: format!(
            "Akte {}, bis {}",
            words::record_number(held.record),
            words::day(held.until)
        ),
        until: held.until.to_string(),
        action: format!("/datenschutz/akten/{}/aufbewahrung", held.record),
        form_key: app.desk.fresh_key().text().to_owned(),
    }
}

fn shown(app: &App, kept: &KeptHere) -> KeptRecord {
    let id = kept.record.to_string();
    let since = words::day(kept.requested_on);
    let (text, held) = match kept.reason {
        Kept::LegalHold { until } => (
            format!(
                "Gewünscht am {since}. Muss bis {} aufbewahrt werden; bis dahin wird nichts verwendet.",
                words::day(until)
            ),
            true,
        ),
        Kept::HerWordAwaited => (
            format!(
                "Seit {since} gewünscht, so wurde es an anderer Stelle gesagt. Wer mit der Akte arbeitet, \
                 fragt sie selbst, bis {}. Gelöscht wird erst auf ihr Wort hier.",
                words::day(answered_by(kept.requested_on))
            ),
            false,
        ),
    };
    let key = || app.desk.fresh_key().text().to_owned();
    KeptRecord {
        label: format!("Akte {}", words::record_number(kept.record)),
        text,
        erase: (!held).then(|| format!("/datenschutz/akten/{id}/loeschen")),
        hold: format!("/datenschutz/akten/{id}/aufbewahrung"),
        erase_key: key(),
        hold_key: key(),
        id,
    }
}
