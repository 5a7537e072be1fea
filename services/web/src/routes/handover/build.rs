//! The page of a hand-over, from what the office holds and what the table lets this person do.

use std::collections::BTreeSet;

use casework::{HandoverView, StaffMember};
use domain::consents::Item;
use domain::handovers::{Act, Phase};
use domain::{AccountId, HandoverId, KnownOr as _, Staff};

use super::super::answer::link;
use super::super::choices::tell;
use super::super::facts::{fact, facts_of};
use super::super::frame::frame;
use super::super::where_instead::named;
use super::super::worklist::who;
use super::Typed;
use super::wording::{badge, line, next, notice};
use super::{daily, rare};
use crate::App;
use crate::auth::PageSession;
use crate::pages::{Fact, HandoverPage, Notices, Tell};
use crate::refusals::Problem;
use crate::words;

/// Where the page is built: what everything on it looks at.
pub(super) struct Desktop<'a> {
    pub(super) app: &'a App,
    pub(super) session: &'a PageSession,
    pub(super) staff: Staff,
    pub(super) view: &'a HandoverView,
    pub(super) colleagues: &'a [StaffMember],
}

impl Desktop<'_> {
    /// Where a step's form goes.
    pub(super) fn at(&self, step: &str) -> String {
        format!("/uebergaben/{}/{step}", self.view.row.handover())
    }

    /// Whether the table lets this person give the command now.
    pub(super) fn offers(&self, act: Act) -> bool {
        self.view.row.held.offers(act, self.staff)
    }

    /// A fresh key for a form.
    pub(super) fn key(&self) -> String {
        self.app.desk.fresh_key().text().to_owned()
    }

    /// Today, ISO.
    pub(super) fn today(&self) -> String {
        self.app.desk.now().today.to_string()
    }

    /// The boxes of those items that she allows.
    pub(super) fn tells(&self, items: &[Item], ticked: bool) -> Vec<Tell> {
        boxes(&self.view.allowed, items, ticked)
    }
}

/// The boxes of those items that are in the set.
pub(super) fn boxes(set: &BTreeSet<Item>, items: &[Item], ticked: bool) -> Vec<Tell> {
    let wanted = items.iter().filter(|item| set.contains(item));
    wanted.map(|item| tell(*item, ticked)).collect()
}

/// The page, with what was typed.
pub(super) async fn page(
    app: &App,
    session: &PageSession,
    staff: Staff,
    id: HandoverId,
    just_done: &str,
    mut typed: Typed,
) -> Result<HandoverPage, Problem> {
    let view = app.desk.handover(staff, id).await?;
    let colleagues = app.desk.colleagues(staff).await?;
    let here = Desktop {
        app,
        session,
        staff,
        view: &view,
        colleagues: &colleagues,
    };
    let row = &view.row;
    let sender = view.sender.as_ref().map(|s| s.name.as_str().to_owned());
    let place = match &row.instead {
        Some(instead) => named(app, instead).await,
        None => None,
    };
    let rejected = matches!(row.held.phase, Phase::Rejected(_));
    Ok(HandoverPage {
        frame: frame(app, session, "").await,
        just_done: just_done.into(),
        who: who(row.identity.as_ref()),
        sender: sender.unwrap_or_default(),
        badge: badge(row),
        next: next(row),
        notices: notices(&here),
        accept: daily::accept(&here),
        accept_tells: here.tells(&[Item::FeedbackArrival, Item::FeedbackAcceptance], true),
        resume: daily::resume(&here),
        sent_on: match row.held.phase {
            Phase::Forwarded(slip) => Some(link(
                "Zum Laufzettel, mit dem sie weitergeht",
                &format!("/laufzettel/{slip}"),
            )),
            _ => None,
        },
        print: place.as_ref().filter(|_| rejected).map(|(_, service)| {
            let label = format!("Für sie ausdrucken: {service} (PDF)");
            link(&label, &here.at("stattdessen.pdf"))
        }),
        feedback: daily::feedback(&here),
        conclude: daily::conclude(&here, &mut typed),
        hold: daily::hold(&here, &mut typed),
        forward: here.offers(Act::Forward).then(|| {
            let there = format!("/laufzettel/neu?uebergabe={}", row.handover());
            link("An eine andere Stelle weiterleiten", &there)
        }),
        again: (!row.stage().is_open()).then(|| {
            let there = format!("/uebergaben/neu?person={}", row.held.record);
            link("Sie ist wieder da, ohne Laufzettel", &there)
        }),
        reject: daily::reject(&here, &mut typed).await,
        link: daily::link_slip(&here, &mut typed),
        rare: rare::steps(&here, &mut typed),
        facts: facts(&here, place.as_ref().map(|(there, _)| there.as_str())),
        sender_knows: row
            .held
            .given
            .iter()
            .map(|(message, _)| words::message(*message))
            .collect(),
        history: row.history.iter().map(line).collect(),
        file_note: here.at("vermerk.pdf"),
        errors: typed.errors,
    })
}

fn notices(here: &Desktop<'_>) -> Option<Notices> {
    let open = &here.view.row.held.notices;
    let offered = here.offers(Act::AcknowledgeNotice) && !open.is_empty();
    offered.then(|| Notices {
        sentences: open.iter().map(|(what, on)| notice(*what, *on)).collect(),
        action: here.at("gelesen"),
        form_key: here.key(),
    })
}

fn facts(here: &Desktop<'_>, instead: Option<&str>) -> Vec<Fact> {
    let row = &here.view.row;
    let known = row.counselling.known();
    let mut facts = facts_of(
        &row.service_name,
        here.view.sender.as_ref().map(|sender| &sender.phone),
        row.need,
        known.and_then(|told| told.reason.as_ref()),
        row.identity.known(),
        row.child.known(),
    );
    if let Some(day) = row.held.arrived_on {
        facts.push(fact("Angekommen am", &words::day(day)));
    }
    if let Phase::OnHold { resume_on, .. } = row.held.phase {
        facts.push(fact("Wieder ansehen am", &words::day(resume_on)));
    }
    let remarks = known.map(|told| told.remarks.as_slice());
    for remark in remarks.unwrap_or_default() {
        facts.push(fact("Bemerkung", remark.as_str()));
    }
    let way = &here.view.way;
    if !way.is_empty() {
        let names: Vec<&str> = way.iter().map(domain::Line::as_str).collect();
        facts.push(fact("Bisherige Stationen", &names.join(", ")));
    }
    if let Some(instead) = instead {
        facts.push(fact("Stattdessen", instead));
    }
    if here.view.live.contains(&Item::CaseConference) {
        let text = "Sie hat erlaubt, dass Sie dort über sie sprechen.";
        facts.push(fact("Fallkonferenz", text));
    }
    if let Some((to, deputy)) = row.held.assigned {
        facts.push(fact("Zuständig", &assigned(here.colleagues, to, deputy)));
    }
    facts
}

fn assigned(colleagues: &[StaffMember], to: AccountId, deputy: Option<AccountId>) -> String {
    let name = |account: AccountId| {
        colleagues
            .iter()
            .find(|member| member.account == account)
            .map_or("nicht mehr in Ihrer Einrichtung", |member| {
                member.display_name.as_str()
            })
    };
    match deputy {
        None => name(to).to_owned(),
        Some(deputy) => format!("{}, Vertretung: {}", name(to), name(deputy)),
    }
}
