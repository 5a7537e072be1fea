//! What the sender can do with a slip, as far as the table offers it. The keys of the forms are made
//! of the slip's own facts, so that the page stays the same to the byte while nothing of them changes.

use casework::Failure;
use domain::institutions::Sender;
use domain::slips::Act;
use domain::{InstitutionId, Line, Staff};
use jiff::ToSpan as _;
use jiff::civil::Date;
use read_models::slips::SlipRow;

use super::Typed;
use crate::App;
use crate::pages::{
    CallBackStep, ConfirmStep, PaperReturnForm, PaperReturnStep, PlainForm, PlainStep, ReissueForm,
    ReissueStep, ReviveForm, ReviveStep,
};
use crate::routes::choices::papers;
use crate::routes::issue::USUAL_DAYS;
use crate::routes::messages;
use crate::words;

/// What is offered, and where.
pub(super) struct Offered<'a> {
    app: &'a App,
    row: &'a SlipRow,
    acts: Vec<Act>,
    may_reduce_benefits: bool,
    /// The own office appears under the neutral sender anyway.
    hides: bool,
    /// Where the addressee can be called.
    phone: Option<Line>,
    /// Whether what she allowed comes back on a strip of paper.
    pub(super) on_paper: bool,
}

impl<'a> Offered<'a> {
    pub(super) async fn of(app: &'a App, staff: Staff, row: &'a SlipRow) -> Result<Self, Failure> {
        let acts = app.desk.slip_acts(staff, row.slip).await?;
        let institutions = app.desk.institutions().await?;
        let entry = |id: InstitutionId| institutions.iter().find(|row| row.institution == id);
        let own = entry(staff.institution);
        let there = entry(row.recipient);
        Ok(Self {
            app,
            row,
            acts,
            may_reduce_benefits: own.is_some_and(|own| own.entry.kind.may_reduce_benefits()),
            hides: own.is_some_and(|own| own.entry.hides()),
            phone: there.map(|there| there.entry.phone.clone()),
            on_paper: !row.feedback.is_empty() && there.is_some_and(|there| !there.entry.signs_in),
        })
    }

    fn offers(&self, act: Act) -> bool {
        self.acts.contains(&act)
    }

    fn at(&self, step: &str) -> String {
        format!("/laufzettel/{}/{step}", self.row.slip)
    }

    /// One key for what the slip is now: after the step it is another.
    fn key(&self, step: &str) -> String {
        let form = format!("{step}-{}", self.row.history.len());
        self.app.desk.stable_key(&form, self.row.slip.bytes())
    }

    fn today(&self) -> String {
        self.app.desk.now().today.to_string()
    }

    fn usual_end(&self) -> String {
        self.end_with(None)
    }

    /// The usual last day, or that of the appointment if it is later.
    fn end_with(&self, appointment_on: Option<Date>) -> String {
        let today = self.app.desk.now().today;
        let usual = today.saturating_add(USUAL_DAYS.days());
        appointment_on.map_or(usual, |on| on.max(usual)).to_string()
    }

    pub(super) fn call_back(&self, addressee: &str) -> Option<CallBackStep> {
        let since = self.row.call_back_since?;
        let phone = self.phone.as_ref().map(Line::as_str);
        let phone = phone.map_or(String::new(), |phone| format!(", Telefon {phone}"));
        Some(CallBackStep {
            asked: format!(
                "{}: {addressee} bittet um Ihren Anruf{phone}. Die Stelle gibt an, dass die Person dort war und es möchte.",
                words::day(since)
            ),
            hidden: self.hides || self.row.sender == Sender::Neutral,
            action: self.at("rueckruf"),
            form_key: self.key("rueckruf"),
        })
    }

    pub(super) fn hide_sender(&self) -> Option<ConfirmStep> {
        let named = self.row.sender != Sender::Neutral && !self.hides;
        (named && self.offers(Act::HideSender)).then(|| ConfirmStep {
            action: self.at("absender"),
            form_key: self.key("absender"),
        })
    }

    pub(super) fn withdraw(&self) -> Option<ConfirmStep> {
        self.offers(Act::Withdraw).then(|| ConfirmStep {
            action: self.at("zuruecknehmen"),
            form_key: self.key("zuruecknehmen"),
        })
    }

    pub(super) fn reissue(&self, typed: &mut Typed, code_gone: bool) -> Option<ReissueStep> {
        let open = typed.reissue.is_some() || code_gone;
        let today = self.app.desk.now().today;
        let appointment = self.row.appointment.as_ref();
        let (passed, ahead): (Vec<_>, Vec<_>) =
            appointment.into_iter().partition(|it| it.is_over(today));
        let ahead = ahead.first();
        let form = typed.reissue.take().unwrap_or_else(|| ReissueForm {
            form_key: self.key("neu-ausstellen"),
            valid_until: self.end_with(ahead.map(|it| it.on)),
            appointment_on: ahead.map(|it| it.on.to_string()).unwrap_or_default(),
            appointment_time: ahead
                .and_then(|it| it.at)
                .map(|at| at.to_string())
                .unwrap_or_default(),
            appointment_remark: ahead
                .and_then(|it| it.remark.clone())
                .map(String::from)
                .unwrap_or_default(),
            ..ReissueForm::default()
        });
        self.offers(Act::Reissue).then(|| ReissueStep {
            action: self.at("neu-ausstellen"),
            form,
            papers: papers(),
            today: self.today(),
            passed: passed.first().map(|it| words::appointment(it)),
            proposed: typed.proposed.take(),
            open,
        })
    }

    pub(super) fn revive(&self, typed: &mut Typed) -> Option<ReviveStep> {
        let open = typed.revive.is_some();
        let form = typed.revive.take().unwrap_or_else(|| ReviveForm {
            form_key: self.key("verlaengern"),
            valid_until: self.usual_end(),
        });
        self.offers(Act::Revive).then(|| ReviveStep {
            action: self.at("verlaengern"),
            form,
            today: self.today(),
            open,
        })
    }

    pub(super) fn paper_return(&self, typed: &mut Typed) -> Option<PaperReturnStep> {
        let open = typed.paper_return.is_some();
        let form = typed
            .paper_return
            .take()
            .unwrap_or_else(|| PaperReturnForm {
                form_key: self.key("rueckmeldung"),
                ..PaperReturnForm::default()
            });
        self.offers(Act::RecordPaperReturn)
            .then(|| PaperReturnStep {
                reference: words::reference(self.row.slip),
                action: self.at("rueckmeldung"),
                form,
                messages: messages::on_paper(self.may_reduce_benefits),
                open,
            })
    }

    pub(super) fn in_error(&self, typed: &mut Typed) -> Option<PlainStep> {
        let open = typed.in_error.is_some();
        let form = typed.in_error.take().unwrap_or_else(|| PlainForm {
            form_key: self.key("irrtum"),
            ..PlainForm::default()
        });
        self.offers(Act::EnterInError).then(|| PlainStep {
            id: "in_error",
            title: "Versehentlich ausgestellt".into(),
            sentence:
                "Der Code gilt dann nicht mehr, und der Eintrag zählt nicht mehr; im Verlauf \
                       bleibt er stehen. Ging es um eine falsche Person, müssen ihre Angaben \
                       gelöscht werden."
                    .into(),
            button: "Als Irrtum vermerken".into(),
            action: self.at("irrtum"),
            comment_label: Some("Was ist passiert?".into()),
            her_word_label: None,
            form,
            open,
        })
    }
}
