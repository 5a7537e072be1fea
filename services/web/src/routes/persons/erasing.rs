//! `/personen/{id}/loeschen`: erasing a record, here or at all her stations.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::{EraseEverywhere, EraseRecord, Failure};
use domain::{Refusal, Staff};

use super::record;
use crate::App;
use crate::auth::PageSession;
use crate::pages::FieldErrors;
use crate::pages::persons::{EraseForm, ErasePage};
use crate::refusals::Problem;
use crate::routes::address::Named;
use crate::routes::answer::{page_with, problem, see};
use crate::routes::frame::frame;
use crate::routes::posted::{Posted, key};
use crate::routes::session::Visitor;
use crate::routes::worklist::who;

/// `GET /personen/{id}/loeschen`
pub(crate) async fn form(State(app): State<App>, Named(id): Named, visitor: Visitor) -> Response {
    let Visitor { session, staff } = visitor;
    let form = EraseForm {
        form_key: app.desk.fresh_key().text().to_owned(),
        ..EraseForm::default()
    };
    let errors = FieldErrors::default();
    show(&app, &session, staff, &id, (form, errors), StatusCode::OK).await
}

/// `POST /personen/{id}/loeschen`
pub(crate) async fn erase(
    State(app): State<App>,
    Named(id): Named,
    posted: Posted<EraseForm>,
) -> Response {
    let Posted {
        session,
        staff,
        form,
    } = posted;
    let mut errors = FieldErrors::default();
    if !matches!(
        form.what.as_str(),
        "her_wish" | "everywhere" | "wrong_person"
    ) {
        errors.add("what", "Bitte wählen Sie, warum gelöscht wird.");
    }
    if !EraseForm::ticked(&form.understood) {
        errors.add(
            "understood",
            "Bitte bestätigen Sie, dass sich das Löschen nicht rückgängig machen lässt.",
        );
    }
    if !errors.is_empty() {
        let invalid = StatusCode::UNPROCESSABLE_ENTITY;
        return show(&app, &session, staff, &id, (form, errors), invalid).await;
    }
    match carry_out(&app, staff, &id, &form).await {
        Ok(done) => see(&format!("/personen?getan={done}")),
        Err(Failure::Refused(refusal @ (Refusal::LegalHold { .. } | Refusal::NotSeenHere))) => {
            let refused = Problem::from(refusal);
            errors.add("what", refused.detail());
            let status = refused.status();
            show(&app, &session, staff, &id, (form, errors), status).await
        }
        Err(failure) => problem(&app, &session, &failure.into()).await,
    }
}

async fn carry_out(
    app: &App,
    staff: Staff,
    id: &str,
    form: &EraseForm,
) -> Result<&'static str, Failure> {
    let record = record(id)?;
    let key = key(app, &form.form_key);
    if form.what == "everywhere" {
        let command = EraseEverywhere { record };
        app.desk.erase_everywhere(staff, &command, &key).await?;
        return Ok("ueberall");
    }
    let command = EraseRecord {
        record,
        wrong_person: form.what == "wrong_person",
    };
    app.desk.erase_record(staff, &command, &key).await?;
    Ok("geloescht")
}

async fn show(
    app: &App,
    session: &PageSession,
    staff: Staff,
    id: &str,
    (form, errors): (EraseForm, FieldErrors),
    status: StatusCode,
) -> Response {
    match build(app, session, staff, id, (form, errors)).await {
        Ok(page) => page_with(status, &page),
        Err(refused) => problem(app, session, &refused).await,
    }
}

async fn build(
    app: &App,
    session: &PageSession,
    staff: Staff,
    id: &str,
    (form, errors): (EraseForm, FieldErrors),
) -> Result<ErasePage, Problem> {
    let file = app.desk.client_file(staff, record(id)?).await?;
    let today = app.desk.now().today;
    let held = file.client.held_until.filter(|until| *until >= today);
    let counted = |n: usize, one: &str, many: &str| match n {
        0 => None,
        1 => Some(format!("ein {one}")),
        n => Some(format!("{n} {many}")),
    };
    let of_hers = [
        counted(file.slips.len(), "Laufzettel", "Laufzettel"),
        counted(file.handovers.len(), "Eintrag einer Übergabe", "Übergaben"),
        counted(file.vouchers.len(), "Gutschein", "Gutscheine"),
    ];
    let of_hers: Vec<String> = of_hers.into_iter().flatten().collect();
    let mut goes = vec![
        "Gelöscht werden ihre Angaben und die ihrer Kinder, auch was ein Kind anvertraut hat."
            .to_owned(),
        "Codes auf ihren offenen Laufzetteln gelten danach nicht mehr.".to_owned(),
        "Sofort unlesbar, nach 30 Tagen auch aus dem Protokoll, danach aus den Sicherungen."
            .to_owned(),
        "Der Nachweis, dass sie eingewilligt hat, bleibt so lange bei Ihnen, wie das Gesetz ihn \
         verlangt (Art. 7 Abs. 1 DSGVO). Was andere Stellen mit ihrer Einwilligung bekommen \
         haben, behalten diese."
            .to_owned(),
    ];
    if !of_hers.is_empty() {
        goes.insert(1, format!("Dazu: {}.", of_hers.join(", ")));
    }
    Ok(ErasePage {
        frame: frame(app, session, "").await,
        who: who(file.client.identity.as_ref()),
        back: format!("/personen/{id}"),
        action: format!("/personen/{id}/loeschen"),
        form,
        goes,
        kept: held.map_or_else(String::new, |until| {
            Problem::from(Refusal::LegalHold { until })
                .detail()
                .to_owned()
        }),
        errors,
    })
}
