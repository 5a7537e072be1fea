//! `/uebergaben/{id}`: the receiving office's view, next steps first.

mod deeds;
mod steps;
mod wording;

use std::collections::BTreeSet;

use askama::Template;
use casework::{
    Desk, Failure, HandoverStep, HandoverView, Key, LinkSlip, StaffMember, WithdrawConsent,
    WithdrawEverything, WithdrawFrom,
};
use domain::consents::Item;
use domain::handovers::{Act, Phase, Stage};
use domain::slips::Message;
use domain::{AccountId, HandoverId, KnownOr as _, Staff};
use jiff::civil::Date;

use super::answer::link;
use super::choices::places;
use super::facts::{fact, facts_of, who};
use super::paper::named;
use super::visit::{Done, Visit};
use crate::form::{Input, Place, Step, Steps, Subject};
use crate::pages::{Badge, ChoiceGroup, Fact, Frame, HistoryLine, Link};
use crate::refusals::Problem;
use crate::words;
use deeds::Deed;
pub(crate) use deeds::{on_its_page, reject, reject_fields, tells};
pub(crate) use wording::{badge, line};
use wording::{next, notice};

/// What is said when she took something back while it was typed.
const UNTOLD: &str = "Nicht alles wurde mitgeteilt: Sie erlaubt es nicht mehr.";

/// `/uebergaben/{id}`. A step that is not possible now leaves no trace on the page.
#[derive(Template)]
#[template(path = "handover.html")]
pub(crate) struct Page {
    frame: Frame,
    /// Name, or "Ohne Namen".
    who: String,
    /// The sender, or the neutral one; empty if she came without a slip.
    sender: String,
    /// State.
    badge: Badge,
    /// What is next, in one sentence.
    next: String,
    /// Messages that wait to be read.
    notices: Vec<String>,
    /// Every step that can be taken.
    steps: Steps,
    /// Whether nothing comes before telling the sender.
    feedback_is_next: bool,
    /// The slip with which she was sent on.
    sent_on: Option<Link>,
    /// Print of the next place for her, after a rejection.
    print: Option<Link>,
    /// Send her on: the issue page for her.
    forward: Option<Link>,
    /// She is here again: a new arrival, once this one is closed.
    again: Option<Link>,
    /// What is known.
    facts: Vec<Fact>,
    /// What the sender knows of this, as sentences; empty means nothing.
    sender_knows: Vec<String>,
    /// What happened, oldest first.
    history: Vec<HistoryLine>,
    /// The note for the office's own leading file.
    file_note: String,
}

/// What everything on the page looks at.
pub(crate) struct Here {
    staff: Staff,
    today: Date,
    view: HandoverView,
    colleagues: Vec<StaffMember>,
    /// Where she can go instead; looked up where that can be said.
    places: Vec<ChoiceGroup>,
}

impl Here {
    /// Whether the table lets this person give the command now.
    fn offers(&self, act: Act) -> bool {
        self.view.row.held.offers(act, self.staff)
    }

    const fn declined(&self) -> &BTreeSet<Item> {
        &self.view.row.held.declined
    }

    /// What was told by this person or, for the lead, by anybody.
    fn told(&self) -> impl Iterator<Item = Message> {
        let by = Act::RetractFeedback.row().by;
        let given = self.view.row.held.given.iter();
        let own = given.filter(move |(_, author)| by.permits(self.staff, Some(*author)).is_ok());
        own.map(|(message, _)| *message)
    }

    fn facts(&self, instead: Option<&str>) -> Vec<Fact> {
        let row = &self.view.row;
        let known = row.counselling.known();
        let mut facts = facts_of(
            &row.service_name,
            self.view.sender.as_ref().map(|sender| &sender.phone),
            row.need,
            known.and_then(|told| told.reason.as_ref()),
            row.identity.known(),
            row.child.known(),
        );
        let arrived_on = row.held.arrived_on.map(words::day);
        facts.extend(arrived_on.map(|day| fact("Angekommen am", &day)));
        if let Phase::OnHold(hold) = row.held.phase {
            facts.push(fact("Wieder ansehen am", &words::day(hold.resume_on)));
        }
        let remarks = known.into_iter().flat_map(|told| &told.remarks);
        facts.extend(remarks.map(|remark| fact("Bemerkung", remark.as_str())));
        let way = &self.view.way;
        if !way.is_empty() {
            let names: Vec<&str> = way.iter().map(domain::Line::as_str).collect();
            facts.push(fact("Bisherige Stationen", &names.join(", ")));
        }
        facts.extend(instead.map(|instead| fact("Stattdessen", instead)));
        if self.view.live.contains(&Item::CaseConference) {
            let text = "Sie hat erlaubt, dass Sie dort über sie sprechen.";
            facts.push(fact("Fallkonferenz", text));
        }
        let assigned = row
            .held
            .assigned
            .map(|(to, deputy)| self.assigned(to, deputy));
        facts.extend(assigned.map(|who| fact("Zuständig", &who)));
        facts
    }

    fn assigned(&self, to: AccountId, deputy: Option<AccountId>) -> String {
        let name = |account: AccountId| {
            let member = self.colleagues.iter().find(|it| it.account == account);
            member.map_or("nicht mehr in Ihrer Einrichtung", |member| {
                member.display_name.as_str()
            })
        };
        match deputy {
            None => name(to).to_owned(),
            Some(deputy) => format!("{}, Vertretung: {}", name(to), name(deputy)),
        }
    }
}

impl Subject for Here {
    type Id = HandoverId;
    type Deed = Deed;
    type Taken = (HandoverId, BTreeSet<Item>);
    type Page = Page;
    const AT: &'static str = "/uebergaben/{id}";
    const STEPS: &'static [Step<Self, Deed>] = steps::STEPS;
    const DONE: &'static [Done] = &[(
        "ohne-laufzettel",
        "Eingetragen. Kommt der Laufzettel noch, verknüpfen Sie ihn hier.",
    )];

    async fn of(visit: &Visit, id: HandoverId) -> Result<Self, Problem> {
        let (app, staff) = (&visit.app, visit.staff);
        let mut here = Self {
            staff,
            today: visit.today(),
            view: app.desk.handover(staff, id).await?,
            colleagues: app.desk.colleagues(staff).await?,
            places: vec![],
        };
        if here.offers(Act::Reject) {
            here.places = places(app, staff).await;
        }
        Ok(here)
    }

    async fn page(self, visit: &Visit, mut steps: Steps) -> Result<Page, Problem> {
        let mut frame = visit.frame("").await;
        // Something that was ticked was not told: she does not allow it any more.
        if !visit.said.get("ungesagt").is_empty() {
            let told = format!("{} {UNTOLD}", frame.just_done);
            told.trim().clone_into(&mut frame.just_done);
        }
        let row = &self.view.row;
        let at = |verb: &str| format!("/uebergaben/{}/{verb}", row.handover());
        if steps.errors.is_empty() && row.stage() == Stage::Accepted {
            // It stands open while nothing else asks for attention.
            steps.open("abschliessen");
        }
        let sender = self
            .view
            .sender
            .as_ref()
            .map(|s| s.name.as_str().to_owned());
        let place = match &row.instead {
            Some(instead) => named(&visit.app, instead).await,
            None => None,
        };
        let rejected = matches!(row.held.phase, Phase::Rejected(_));
        Ok(Page {
            frame,
            who: who(row.identity.as_ref()),
            sender: sender.unwrap_or_default(),
            badge: badge(row),
            next: next(row),
            notices: row
                .held
                .notices
                .iter()
                .map(|(what, on)| notice(*what, *on))
                .collect(),
            feedback_is_next: !(self.offers(Act::Accept)
                || self.offers(Act::Resume)
                || self.offers(Act::Conclude)),
            steps,
            sent_on: match row.held.phase {
                Phase::Forwarded(slip) => Some(link(
                    "Zum Laufzettel, mit dem sie weitergeht",
                    &format!("/laufzettel/{slip}"),
                )),
                _ => None,
            },
            print: place.as_ref().filter(|_| rejected).map(|(_, service)| {
                let label = format!("Für sie ausdrucken: {service} (PDF)");
                link(&label, &at("stattdessen.pdf"))
            }),
            forward: self.offers(Act::Forward).then(|| {
                let there = format!("/laufzettel/neu?uebergabe={}", row.handover());
                link("An eine andere Stelle weiterleiten", &there)
            }),
            again: (!row.stage().is_open()).then(|| {
                let there = format!("/uebergaben/neu?person={}", row.held.record);
                link("Sie ist wieder da, ohne Laufzettel", &there)
            }),
            facts: self.facts(place.as_ref().map(|(there, _)| there.as_str())),
            sender_knows: row
                .held
                .given
                .iter()
                .map(|(message, _)| words::message(*message))
                .collect(),
            history: row.history.iter().map(line).collect(),
            file_note: at("vermerk.pdf"),
        })
    }

    async fn carry_out(
        desk: &Desk,
        by: Staff,
        id: HandoverId,
        deed: Deed,
        key: &Key,
    ) -> Result<(HandoverId, BTreeSet<Item>), Failure> {
        Ok(match deed {
            Deed::Step(request) => {
                let tell = request.tell();
                let step = HandoverStep {
                    handover: id,
                    request,
                };
                (desk.perform(by, &step, key).await?, tell)
            }
            Deed::Link(code) => {
                let link = LinkSlip { handover: id, code };
                (desk.perform(by, &link, key).await?, BTreeSet::new())
            }
            Deed::TakeBack(items, said) => {
                let from = WithdrawFrom::Held(id);
                let command = WithdrawConsent { from, items, said };
                desk.perform(by, &command, key).await?;
                (id, BTreeSet::new())
            }
            Deed::TakeEverythingBack(said) => {
                let record = desk.record_behind(by, id).await?;
                let command = WithdrawEverything { record, said };
                desk.perform(by, &command, key).await?;
                (id, BTreeSet::new())
            }
        })
    }

    async fn next(desk: &Desk, (id, tell): Self::Taken, done: &str) -> String {
        on_its_page(desk, id, done, &tell).await
    }
}
