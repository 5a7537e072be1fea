//! `/laufzettel/{id}`: what the sender sees; a function of its own facts, its clock, and what
//! crossed the seam.

mod steps;
mod wording;

use casework::Failure;
use domain::institutions::Sender;
use domain::slips::{Act, Stage};
use domain::{InstitutionId, Line, Refusal, SlipId, Staff};
use jiff::ToSpan as _;
use jiff::civil::Date;
use read_models::slips::SlipRow;

use super::facts::who;
use super::frame::office;
use super::issue::USUAL_DAYS;
use super::visit::Visit;
use super::worklist::badge;
use crate::App;
use crate::form::{Typed, offered};
use crate::pages::{CallBack, HistoryLine, IssuedPage};
use crate::refusals::Problem;
use crate::words;
use wording::{facts, history, state};

/// What everything on the page looks at.
pub(crate) struct Here {
    today: Date,
    row: SlipRow,
    acts: Vec<Act>,
    may_reduce_benefits: bool,
    /// The own office appears under the neutral sender anyway.
    hides: bool,
    /// Where the addressee can be called.
    phone: Option<Line>,
    /// Whether what she allowed comes back on a strip of paper.
    on_paper: bool,
}

impl Here {
    async fn of(app: &App, staff: Staff, id: SlipId) -> Result<Self, Failure> {
        let row = app.desk.slip(staff, id).await?;
        let institutions = app.desk.institutions().await?;
        let entry = |id: InstitutionId| institutions.iter().find(|row| row.institution == id);
        let own = entry(staff.institution);
        let there = entry(row.recipient);
        Ok(Self {
            today: app.desk.now().today,
            acts: app.desk.slip_acts(staff, id).await?,
            may_reduce_benefits: own.is_some_and(|own| own.entry.kind.may_reduce_benefits()),
            hides: own.is_some_and(|own| own.entry.hides()),
            phone: there.map(|there| there.entry.phone.clone()),
            on_paper: !row.feedback.is_empty() && there.is_some_and(|there| !there.entry.signs_in),
            row,
        })
    }

    fn offers(&self, act: Act) -> bool {
        self.acts.contains(&act)
    }

    /// The own office appears on it under its name.
    fn is_named(&self) -> bool {
        self.row.sender != Sender::Neutral && !self.hides
    }

    /// The usual last day, or that of the appointment if it is later.
    fn end_with(&self, appointment_on: Option<Date>) -> Date {
        let usual = self.today.saturating_add(USUAL_DAYS.days());
        appointment_on.map_or(usual, |on| on.max(usual))
    }

    /// Who asked to be rung up, since when, and under which number.
    fn call_back(&self, addressee: &str) -> Option<CallBack> {
        let since = words::day(self.row.call_back_since?);
        let phone = self.phone.as_ref().map(Line::as_str);
        let phone = phone.map_or(String::new(), |phone| format!(", Telefon {phone}"));
        Some(CallBack {
            asked: format!(
                "{since}: {addressee} bittet um Ihren Anruf{phone}. Die Stelle gibt an, dass die Person dort war und es möchte."
            ),
            hidden: !self.is_named(),
        })
    }
}

/// The page, with what was typed.
async fn build(visit: &Visit, id: SlipId, typed: Typed) -> Result<IssuedPage, Problem> {
    let (app, staff) = (&visit.app, visit.staff);
    let here = Here::of(app, staff, id).await?;
    let (row, today) = (&here.row, here.today);
    let usable = row.stage_on(today) == Stage::Issued;
    let (code, code_gone) = match app.desk.station_code(staff, id).await {
        Ok(code) if usable => (code.typed.grouped(), false),
        Err(Failure::Refused(Refusal::CodeNotKept)) => (String::new(), usable),
        _ => (String::new(), false),
    };
    let errors = typed.as_ref().map(|(_, form)| form.errors.clone());
    let base = format!("/laufzettel/{id}");
    // One key for what the slip is now: after the step it is another, and while nothing of its facts changes
    // the page stays the same to the byte.
    let key = |verb: &str| {
        let form = format!("{verb}-{}", row.history.len());
        app.desk.stable_key(&form, id.bytes())
    };
    let mut steps = offered(&here, |verb| format!("{base}/{verb}"), key, typed);
    for reissue in steps.iter_mut().filter(|_| code_gone) {
        reissue.open |= reissue.action.ends_with("/neu-ausstellen");
    }
    let addressee = office(app, row.recipient).await;
    Ok(IssuedPage {
        frame: visit.frame("").await,
        just_done: visit.just_done.into(),
        who: who(row.identity.as_ref()),
        addressee: format!("{addressee} – {}", row.service_name.as_str()),
        badge: badge(row, today),
        state: state(row, today),
        code,
        code_gone,
        print: (usable && !code_gone).then(|| format!("{base}/papier.pdf")),
        file_note: format!("{base}/vermerk.pdf"),
        feedback_allowed: !row.feedback.is_empty(),
        on_paper: here.on_paper,
        allowed: row
            .feedback
            .iter()
            .map(|item| words::item_words(*item).allowed.into())
            .collect(),
        feedback: row
            .received
            .iter()
            .rev()
            .map(|received| HistoryLine::of(received.on, words::came_back(received.what)))
            .collect(),
        facts: facts(row),
        history: history(row),
        call_back: here.call_back(&addressee),
        steps,
        errors: errors.unwrap_or_default(),
    })
}
