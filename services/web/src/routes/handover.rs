//! `/uebergaben/{id}`: the receiving office's view, next steps first.

mod deeds;
mod rejecting;
mod steps;
mod wording;

use std::collections::BTreeSet;

use casework::{HandoverView, StaffMember};
use domain::consents::Item;
use domain::handovers::{Act, Phase, Stage};
use domain::slips::Message;
use domain::{AccountId, HandoverId, KnownOr as _, Staff};
use jiff::civil::Date;

use super::answer::link;
use super::facts::{fact, facts_of, who};
use super::visit::Visit;
use super::where_instead::named;
use crate::App;
use crate::form::{Place, Typed, offered};
use crate::pages::{ChoiceGroup, Fact, HandoverPage};
use crate::refusals::Problem;
use crate::routes::places::places;
use crate::words;
pub(crate) use deeds::on_its_page;
pub(crate) use rejecting::{reject, reject_fields, tells};
pub(crate) use wording::{badge, line};
use wording::{next, notice};

/// What is said when she took something back while it was typed.
const UNTOLD: &str = "Nicht alles wurde mitgeteilt: Sie erlaubt es nicht mehr.";

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
    async fn of(app: &App, staff: Staff, id: HandoverId) -> Result<Self, Problem> {
        let mut here = Self {
            staff,
            today: app.desk.now().today,
            view: app.desk.handover(staff, id).await?,
            colleagues: app.desk.colleagues(staff).await?,
            places: vec![],
        };
        if here.offers(Act::Reject) {
            here.places = places(app, staff).await;
        }
        Ok(here)
    }

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
        if let Phase::OnHold { resume_on, .. } = row.held.phase {
            facts.push(fact("Wieder ansehen am", &words::day(resume_on)));
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

/// The page, with what was typed.
async fn build(visit: &Visit, id: HandoverId, typed: Typed) -> Result<HandoverPage, Problem> {
    let (app, staff) = (&visit.app, visit.staff);
    // Something that was ticked was not told: she does not allow it any more.
    let untold = match visit.said.get("ungesagt") {
        "" => "",
        _ => UNTOLD,
    };
    let here = Here::of(app, staff, id).await?;
    let row = &here.view.row;
    let errors = typed.as_ref().map(|(_, form)| form.errors.clone());
    let at = |verb: &str| format!("/uebergaben/{}/{verb}", row.handover());
    let key = |_: &str| visit.fresh_key();
    let mut steps = offered(&here, at, key, typed);
    if errors.is_none() && row.stage() == Stage::Accepted {
        // It stands open while nothing else asks for attention.
        for conclude in steps.iter_mut().filter(|step| step.title == "Abschließen") {
            conclude.open = true;
        }
    }
    let sender = here
        .view
        .sender
        .as_ref()
        .map(|s| s.name.as_str().to_owned());
    let place = match &row.instead {
        Some(instead) => named(app, instead).await,
        None => None,
    };
    let rejected = matches!(row.held.phase, Phase::Rejected(_));
    Ok(HandoverPage {
        frame: visit.frame("").await,
        just_done: format!("{} {untold}", visit.just_done).trim().to_owned(),
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
        more: steps.iter().any(|step| step.place == Place::Fold),
        feedback_is_next: !(here.offers(Act::Accept)
            || here.offers(Act::Resume)
            || here.offers(Act::Conclude)),
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
        forward: here.offers(Act::Forward).then(|| {
            let there = format!("/laufzettel/neu?uebergabe={}", row.handover());
            link("An eine andere Stelle weiterleiten", &there)
        }),
        again: (!row.stage().is_open()).then(|| {
            let there = format!("/uebergaben/neu?person={}", row.held.record);
            link("Sie ist wieder da, ohne Laufzettel", &there)
        }),
        facts: here.facts(place.as_ref().map(|(there, _)| there.as_str())),
        sender_knows: row
            .held
            .given
            .iter()
            .map(|(message, _)| words::message(*message))
            .collect(),
        history: row.history.iter().map(line).collect(),
        file_note: at("vermerk.pdf"),
        errors: errors.unwrap_or_default(),
    })
}
