//! `/laufzettel/{id}`: what the sender sees; a function of its own facts, its clock, and what
//! crossed the seam.

mod steps;

use askama::Template;
use casework::{Desk, Failure, Key, SlipStep};
use domain::institutions::Sender;
use domain::slips::{Act, Request, Stage};
use domain::{InstitutionId, KnownOr as _, Line, Refusal, SlipId, Staff};
use jiff::ToSpan as _;
use jiff::civil::Date;
use read_models::slips::SlipRow;

use super::facts::{fact, who};
use super::frame::office;
use super::issue::USUAL_DAYS;
use super::visit::{Done, Visit};
use super::worklist::badge;
use crate::form::{Input, Place, Step, Steps, Subject};
use crate::pages::{Badge, Fact, Frame, HistoryLine, happened};
use crate::refusals::Problem;
use crate::words;

/// `/laufzettel/{id}`.
#[derive(Template)]
#[template(path = "issued.html")]
pub(crate) struct Page {
    frame: Frame,
    /// For whom: name, or "Ohne Namen".
    who: String,
    /// Where to: office and service.
    addressee: String,
    /// State.
    badge: Badge,
    /// State in one sentence.
    state: String,
    /// Station code as printed; empty once it cannot be used any more.
    code: String,
    /// It holds, but its code is no longer kept here: only a new one can be printed.
    code_gone: bool,
    /// The slip as PDF; none once it cannot be used any more.
    print: Option<String>,
    /// A file note for the leading file.
    file_note: String,
    /// Whether she allowed any feedback.
    feedback_allowed: bool,
    /// Nobody signs in there: what she allowed comes back on a strip of paper.
    on_paper: bool,
    /// What she allowed, as sentences.
    allowed: Vec<String>,
    /// What came back, newest first.
    feedback: Vec<HistoryLine>,
    /// What stands on the slip.
    facts: Vec<Fact>,
    /// Own side's history.
    history: Vec<HistoryLine>,
    /// A request to ring up that waits.
    call_back: Option<CallBack>,
    /// Every step that can be taken.
    steps: Steps,
}

/// She, at the office to which she was sent, wants to be rung up.
struct CallBack {
    /// Who asked, since when, and under which number.
    asked: String,
    /// The own office appears there under the neutral sender: it must not give itself away on the
    /// telephone.
    hidden: bool,
}

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

impl Subject for Here {
    type Id = SlipId;
    type Deed = Request;
    type Taken = SlipId;
    type Page = Page;
    const AT: &'static str = "/laufzettel/{id}";
    const STEPS: &'static [Step<Self, Request>] = steps::STEPS;
    const DONE: &'static [Done] = &[
        (
            "ausgestellt",
            "Der Laufzettel ist ausgestellt. Jetzt ausdrucken und ihr mitgeben.",
        ),
        (
            "weitergeleitet",
            "Weitergeleitet: Das ist der Laufzettel, mit dem sie weitergeht. Jetzt ausdrucken und ihr mitgeben.",
        ),
    ];

    async fn of(visit: &Visit, id: SlipId) -> Result<Self, Problem> {
        let row = visit.desk.slip(visit.staff, id).await?;
        let institutions = visit.desk.institutions().await?;
        let entry = |id: InstitutionId| institutions.iter().find(|row| row.institution == id);
        let own = entry(visit.staff.institution);
        let there = entry(row.recipient);
        Ok(Self {
            today: visit.today(),
            acts: visit.desk.slip_acts(visit.staff, id).await?,
            may_reduce_benefits: own.is_some_and(|own| own.entry.kind.may_reduce_benefits()),
            hides: own.is_some_and(|own| own.entry.hides()),
            phone: there.map(|there| there.entry.phone.clone()),
            on_paper: !row.feedback.is_empty() && there.is_some_and(|there| !there.entry.signs_in),
            row,
        })
    }

    /// One key for what the slip is now: after the step it is another, and while nothing of its facts changes the
    /// page stays the same to the byte.
    fn key(&self, visit: &Visit, verb: &str) -> String {
        let form = format!("{verb}-{}", self.row.history.len());
        visit.desk.stable_key(&form, self.row.slip.bytes())
    }

    async fn page(self, visit: &Visit, mut steps: Steps) -> Result<Page, Problem> {
        let (app, id) = (&visit.app, self.row.slip);
        let (row, today) = (&self.row, self.today);
        let usable = row.stage_on(today) == Stage::Issued;
        let (code, code_gone) = match app.desk.station_code(visit.staff, id).await {
            Ok(code) if usable => (code.typed.grouped(), false),
            Err(Failure::Refused(Refusal::CodeNotKept)) => (String::new(), usable),
            _ => (String::new(), false),
        };
        let base = format!("/laufzettel/{id}");
        if code_gone {
            steps.open("neu-ausstellen");
        }
        let addressee = office(app, row.recipient).await;
        Ok(Page {
            frame: visit.frame("").await,
            who: who(row.identity.as_ref()),
            addressee: format!("{addressee} – {}", row.service_name.as_str()),
            badge: badge(row, today),
            state: state(row, today),
            code,
            code_gone,
            print: (usable && !code_gone).then(|| format!("{base}/papier.pdf")),
            file_note: format!("{base}/vermerk.pdf"),
            feedback_allowed: !row.feedback.is_empty(),
            on_paper: self.on_paper,
            allowed: row
                .feedback
                .iter()
                .map(|item| words::item_words(*item).allowed.into())
                .collect(),
            feedback: row
                .received
                .iter()
                .rev()
                .map(|received| happened(received.on, words::came_back(received.what)))
                .collect(),
            facts: facts(row),
            history: history(row),
            call_back: self.call_back(&addressee),
            steps,
        })
    }

    async fn carry_out(
        desk: &Desk,
        by: Staff,
        slip: SlipId,
        request: Request,
        key: &Key,
    ) -> Result<SlipId, Failure> {
        let step = SlipStep { slip, request };
        desk.perform(by, &step, key).await
    }

    async fn next(_: &Desk, slip: SlipId, done: &str) -> String {
        format!("/laufzettel/{slip}?getan={done}")
    }
}

/// Where it stands, in a sentence.
fn state(row: &SlipRow, today: Date) -> String {
    match row.stage_on(today) {
        Stage::Withdrawn => format!("Sie haben ihn am {} zurückgenommen.", words::day(row.since)),
        Stage::InError => format!("Am {} als Irrtum vermerkt.", words::day(row.since)),
        Stage::ValidityEnded => format!("Er galt bis {}.", words::day(row.valid_until)),
        Stage::Blank | Stage::Issued => format!("Er gilt bis {}.", words::day(row.valid_until)),
    }
}

/// What stands on it.
fn facts(row: &SlipRow) -> Vec<Fact> {
    let mut facts = vec![fact("Bedarf", words::need(row.need))];
    let told = row.counselling.known();
    let reason = told.and_then(|told| told.reason.as_ref());
    facts.extend(reason.map(|reason| fact("Anlass", reason.as_str())));
    let said = told.into_iter().flat_map(|told| &told.words);
    facts.extend(said.map(|said| fact("Dazu", said.as_str())));
    let appointment = row.appointment.as_ref().map(words::appointment);
    facts.extend(appointment.map(|when| fact("Termin", &when)));
    let shown = row.disclosed.iter().map(|item| words::item(*item));
    let shown: Vec<&str> = shown.collect();
    let shown = if shown.is_empty() {
        "nichts; sie sagt selbst, was sie möchte".to_owned()
    } else {
        shown.join(", ")
    };
    facts.push(fact("Die Stelle erfährt", &shown));
    if row.sender == Sender::Neutral {
        facts.push(fact("Absender", "der neutrale Absender des Netzwerks"));
    }
    facts
}

/// What the own office did with it.
fn history(row: &SlipRow) -> Vec<HistoryLine> {
    // What came back stands above, with its own days.
    let own = row.history.iter().filter(|step| !step.came_back());
    own.map(|step| happened(step.on, words::to_slip(step.event).on_page))
        .collect()
}
