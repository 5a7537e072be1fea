//! What the sender does with a slip that is out: each form becomes its command; what is wrong comes
//! back at its field, with everything that was typed.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::{
    EnterSlipInError, Failure, HideSender, RecordPaperReturn, ReissueSlip, ReviveSlip,
    SettleCallBack, WithdrawSlip,
};
use domain::slips::Reappointed;
use domain::{EnteredDay, Refusal, SlipId, Staff};

use super::{Typed, render};
use crate::App;
use crate::auth::PageSession;
use crate::pages::{FieldErrors, PaperReturnForm, PlainForm, ReissueForm, ReviveForm, TICKED};
use crate::refusals::Problem;
use crate::routes::address::Named;
use crate::routes::answer::{problem, see};
use crate::routes::messages;
use crate::routes::posted::{Posted, key};
use crate::routes::typed::{self, AppointmentFields};

const APPOINTMENT: AppointmentFields = AppointmentFields {
    on: "reissue_appointment_on",
    time: "reissue_appointment_time",
    remark: "reissue_appointment_remark",
};

/// A command on one slip: where it came from, and what its page is told.
struct Change<'a> {
    app: &'a App,
    session: &'a PageSession,
    staff: Staff,
    id: &'a str,
    done: &'static str,
}

impl Change<'_> {
    /// After the command: the slip, the page with the mistake at its field, or a page of its own.
    async fn answer(
        &self,
        result: Result<SlipId, Failure>,
        field_of: impl Fn(&Refusal) -> Option<&'static str>,
        mut typed: Typed,
    ) -> Response {
        match result {
            Ok(id) => see(&format!("/laufzettel/{id}?getan={}", self.done)),
            Err(Failure::Refused(refusal)) if field_of(&refusal).is_some() => {
                if let Some(field) = field_of(&refusal) {
                    typed.proposed = typed::proposed(&refusal);
                    let refused = Problem::from(refusal);
                    typed.errors.add(field, refused.detail());
                }
                self.again(typed).await
            }
            Err(failure) => problem(self.app, self.session, &failure.into()).await,
        }
    }

    async fn again(&self, typed: Typed) -> Response {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        render(
            self.app,
            self.session,
            self.staff,
            self.id,
            "",
            typed,
            status,
        )
        .await
    }

    async fn nowhere(&self) -> Response {
        problem(self.app, self.session, &Refusal::NotFound.into()).await
    }
}

/// `POST /laufzettel/{id}/zuruecknehmen`
pub(crate) async fn withdraw(
    State(app): State<App>,
    Named(id): Named,
    Posted {
        session,
        staff,
        form,
    }: Posted<PlainForm>,
) -> Response {
    let change = Change {
        app: &app,
        session: &session,
        staff,
        id: &id,
        done: "zurueckgenommen",
    };
    let Ok(slip) = id.parse() else {
        return change.nowhere().await;
    };
    let key = key(&app, &form.form_key);
    let result = app
        .desk
        .withdraw_slip(staff, &WithdrawSlip { slip }, &key)
        .await;
    change.answer(result, |_| None, Typed::default()).await
}

/// `POST /laufzettel/{id}/absender`
pub(crate) async fn hide_sender(
    State(app): State<App>,
    Named(id): Named,
    Posted {
        session,
        staff,
        form,
    }: Posted<PlainForm>,
) -> Response {
    let change = Change {
        app: &app,
        session: &session,
        staff,
        id: &id,
        done: "absender",
    };
    let Ok(slip) = id.parse() else {
        return change.nowhere().await;
    };
    let key = key(&app, &form.form_key);
    let command = HideSender { slip };
    let result = app.desk.hide_sender(staff, &command, &key).await;
    change.answer(result, |_| None, Typed::default()).await
}

/// `POST /laufzettel/{id}/rueckruf`
pub(crate) async fn settle_call_back(
    State(app): State<App>,
    Named(id): Named,
    Posted {
        session,
        staff,
        form,
    }: Posted<PlainForm>,
) -> Response {
    let change = Change {
        app: &app,
        session: &session,
        staff,
        id: &id,
        done: "zurueckgerufen",
    };
    let Ok(slip) = id.parse() else {
        return change.nowhere().await;
    };
    let key = key(&app, &form.form_key);
    let command = SettleCallBack { slip };
    let result = app.desk.settle_call_back(staff, &command, &key).await;
    change.answer(result, |_| None, Typed::default()).await
}

/// `POST /laufzettel/{id}/neu-ausstellen`
pub(crate) async fn reissue(
    State(app): State<App>,
    Named(id): Named,
    Posted {
        session,
        staff,
        mut form,
    }: Posted<ReissueForm>,
) -> Response {
    form.takes_proposals();
    let change = Change {
        app: &app,
        session: &session,
        staff,
        id: &id,
        done: "neu-ausgestellt",
    };
    let Ok(slip) = id.parse() else {
        return change.nowhere().await;
    };
    let key = key(&app, &form.form_key);
    let mut errors = FieldErrors::default();
    let valid_until = typed::day(&mut errors, "reissue_valid_until", &form.valid_until);
    let appointment = typed::appointment(
        &mut errors,
        &APPOINTMENT,
        [
            &form.appointment_on,
            &form.appointment_time,
            &form.appointment_remark,
        ],
    );
    let her_wish = form.her_wish == TICKED;
    // What is none of the choices changes nothing.
    let paper = form.paper.parse().ok();
    let typed = Typed {
        reissue: Some(form),
        errors,
        ..Typed::default()
    };
    let valid_until = match valid_until {
        Some(valid_until) if typed.errors.is_empty() => valid_until,
        _ => return change.again(typed).await,
    };
    let command = ReissueSlip {
        slip,
        her_wish,
        valid_until,
        appointment: Reappointed::Now(appointment),
        paper,
    };
    let result = app.desk.reissue_slip(staff, &command, &key).await;
    let field_of = |refusal: &Refusal| match refusal {
        Refusal::OnlyOnHerWord => Some("reissue_her_wish"),
        Refusal::DayOutOfRange {
            day: EnteredDay::LastDay,
            ..
        }
        | Refusal::SlipEndsBeforeAppointment { .. } => Some("reissue_valid_until"),
        Refusal::AppointmentPassed { .. } | Refusal::DayOutOfRange { .. } => {
            Some("reissue_appointment_on")
        }
        _ => None,
    };
    change.answer(result, field_of, typed).await
}

/// `POST /laufzettel/{id}/verlaengern`
pub(crate) async fn revive(
    State(app): State<App>,
    Named(id): Named,
    Posted {
        session,
        staff,
        form,
    }: Posted<ReviveForm>,
) -> Response {
    let change = Change {
        app: &app,
        session: &session,
        staff,
        id: &id,
        done: "wieder-gueltig",
    };
    let Ok(slip) = id.parse() else {
        return change.nowhere().await;
    };
    let key = key(&app, &form.form_key);
    let mut errors = FieldErrors::default();
    let valid_until = typed::day(&mut errors, "revive_valid_until", &form.valid_until);
    let typed = Typed {
        revive: Some(form),
        errors,
        ..Typed::default()
    };
    let Some(valid_until) = valid_until else {
        return change.again(typed).await;
    };
    let command = ReviveSlip { slip, valid_until };
    let result = app.desk.revive_slip(staff, &command, &key).await;
    let field_of = |refusal: &Refusal| {
        let about_the_day = matches!(
            refusal,
            Refusal::DayOutOfRange { .. } | Refusal::SlipEndsBeforeAppointment { .. }
        );
        about_the_day.then_some("revive_valid_until")
    };
    change.answer(result, field_of, typed).await
}

/// `POST /laufzettel/{id}/rueckmeldung`
pub(crate) async fn record_paper_return(
    State(app): State<App>,
    Named(id): Named,
    Posted {
        session,
        staff,
        form,
    }: Posted<PaperReturnForm>,
) -> Response {
    let change = Change {
        app: &app,
        session: &session,
        staff,
        id: &id,
        done: "eingetragen",
    };
    let Ok(slip) = id.parse() else {
        return change.nowhere().await;
    };
    let key = key(&app, &form.form_key);
    let message = messages::parse(&form.message);
    let mut errors = FieldErrors::default();
    if message.is_none() {
        errors.add(
            "paper_message",
            "Bitte wählen Sie, was auf dem Streifen steht.",
        );
    }
    let words = typed::text(&mut errors, "paper_words", &form.words);
    let typed = Typed {
        paper_return: Some(form),
        errors,
        ..Typed::default()
    };
    match message {
        Some(message) if typed.errors.is_empty() => {
            let command = RecordPaperReturn {
                slip,
                message,
                words,
            };
            let result = app.desk.record_paper_return(staff, &command, &key).await;
            change.answer(result, |_| None, typed).await
        }
        _ => change.again(typed).await,
    }
}

/// `POST /laufzettel/{id}/irrtum`
pub(crate) async fn enter_in_error(
    State(app): State<App>,
    Named(id): Named,
    Posted {
        session,
        staff,
        form,
    }: Posted<PlainForm>,
) -> Response {
    let change = Change {
        app: &app,
        session: &session,
        staff,
        id: &id,
        done: "irrtum",
    };
    let Ok(slip) = id.parse() else {
        return change.nowhere().await;
    };
    let key = key(&app, &form.form_key);
    let mut errors = FieldErrors::default();
    let comment = typed::text(&mut errors, "in_error_comment", &form.comment);
    let typed = Typed {
        in_error: Some(form),
        errors,
        ..Typed::default()
    };
    if !typed.errors.is_empty() {
        return change.again(typed).await;
    }
    let command = EnterSlipInError { slip, comment };
    let result = app.desk.enter_slip_in_error(staff, &command, &key).await;
    let field_of = |refusal: &Refusal| {
        matches!(refusal, Refusal::CommentMissing).then_some("in_error_comment")
    };
    change.answer(result, field_of, typed).await
}
