//! `/laufzettel/neu`: consent, slip and print on one page; with a hand-over she is sent on from it.

pub(crate) mod reading;

use askama::Template;
use casework::{Failure, Forward, IssueSlip, Key};
use domain::consents::{Item, Subject};
use domain::{EnteredDay, HandoverId, Refusal};
use jiff::ToSpan;
use read_models::handovers::HandoverRow;

use super::answer::link;
use super::choices::offers;
use super::choices::papers;
use super::consent_form::{self, AskedPart};
use super::known::{Known, sent_on};
use super::visit::Visit;
use crate::form::{Form, FormPage, Wrong};
use crate::pages::{Choice, ChoiceGroup, Frame, Link};
use crate::refusals::Problem;
use crate::words;

/// How long a slip is proposed to hold.
pub(crate) const USUAL_DAYS: i64 = 28;

/// `/laufzettel/neu`. Form: `POST /laufzettel/neu`.
#[derive(Template)]
#[template(path = "issue.html")]
pub(crate) struct Page {
    frame: Frame,
    /// Own office as the sender.
    own_office: String,
    /// Everything as typed, or the defaults, and what is wrong: for radio groups their first option stands in.
    form: Form,
    /// Her, if the slip is for somebody whom the office knows.
    known: Option<Known>,
    /// Offers grouped by need; each value carries need and service.
    offers: Vec<ChoiceGroup>,
    /// False for a Grundsicherungsstelle or Agentur für Arbeit: only "nothing" is offered.
    feedback_offered: bool,
    /// How much the paper can say.
    papers: Vec<Choice>,
    /// The network's neutral sender.
    neutral_name: String,
    /// A protected institution: the neutral sender is not a choice.
    sender_protected: bool,
    /// How she is asked.
    asked: AskedPart,
    /// An open slip to the same service.
    duplicate: Option<Link>,
}

impl Page {
    /// The hand-over, if she is sent on.
    fn sent_on(&self) -> Option<&HandoverRow> {
        self.known.as_ref()?.sent_on.as_ref()
    }

    /// Whether the item is asked about: everything, if nobody knows her yet.
    fn asks(&self, item: Item) -> bool {
        self.known.as_ref().is_none_or(|person| person.has(item))
    }
}

/// A slip; with `?person=` for somebody whom the office knows, with `?uebergabe=` for somebody who is sent on.
pub(crate) struct Issuing;

/// What is issued.
pub(crate) struct Deed {
    slip: IssueSlip,
    /// From which she is sent on.
    handover: Option<HandoverId>,
    /// She agrees that she is sent on.
    agreed: bool,
}

impl FormPage for Issuing {
    type Deed = Deed;
    type Page = Page;
    const BEGINS: Option<&'static str> = Some("offer");

    async fn first(visit: &Visit, form: &mut Form) -> Result<(), Problem> {
        let sent_on = visit.known.as_ref().and_then(|her| her.sent_on.as_ref());
        let there = sent_on.and_then(|row| Some((row.instead.as_ref()?, row.need?)));
        // Where the office said that she can go instead, in the words of an offer's value.
        let offer = there.map(|(at, need)| format!("{need}:{}:{}", at.institution, at.service));
        let valid_until = visit.today().saturating_add(USUAL_DAYS.days());
        for (name, value) in [
            ("client", visit.said.get("person")),
            ("handover", visit.said.get("uebergabe")),
            ("offer", &offer.unwrap_or_default()),
            ("person", "named"),
            ("preset", "nothing"),
            ("valid_until", &valid_until.to_string()),
        ] {
            form.set(name, value);
        }
        consent_form::usual(form, visit.today());
        Ok(())
    }

    async fn page(visit: &Visit, form: Form) -> Result<Page, Problem> {
        let app = &visit.app;
        visit.casework()?;
        let institutions = app.desk.institutions().await?;
        let own = visit.own(&institutions)?;
        let faces = app.desk.faces().await?;
        let warned =
            form.error("duplicate_confirmed").is_some() || form.ticked("duplicate_confirmed");
        let duplicate = match &visit.known {
            Some(known) if warned => another(visit, known, form.get("offer")).await?,
            _ => None,
        };
        Ok(Page {
            known: visit.known.clone(),
            frame: visit.frame("/laufzettel/neu").await,
            own_office: own.entry.name.as_str().to_owned(),
            papers: papers(),
            neutral_name: faces.neutral_sender.as_str().to_owned(),
            offers: offers(&institutions, visit.staff.institution),
            feedback_offered: !own.entry.kind.may_reduce_benefits(),
            sender_protected: own.entry.kind.is_protected() || own.entry.neutral_sender,
            asked: consent_form::part(app, Subject::Consent)?,
            duplicate,
            form,
        })
    }

    /// A hand-over says before everything else for whom it is.
    async fn known(visit: &Visit, form: &Form) -> Result<Option<Known>, Problem> {
        match sent_on(visit, form).await? {
            Some(row) => Known::with(visit, row.held.record, Some(row))
                .await
                .map(Some),
            None => Known::of(visit, form).await,
        }
    }

    fn read(visit: &Visit, form: &mut Form) -> Option<Deed> {
        form.take_proposal("valid_until");
        form.take_proposal("appointment_on");
        let (handover, agreed) = (form.maybe("handover"), form.ticked("agreed"));
        let slip = reading::command(form, visit.known.as_ref(), visit.today())?;
        Some(Deed {
            slip,
            handover,
            agreed,
        })
    }

    fn field_of(refusal: &Refusal) -> Option<&'static str> {
        let own = match refusal {
            Refusal::DayOutOfRange {
                day: EnteredDay::LastDay,
                ..
            }
            | Refusal::SlipEndsBeforeAppointment { .. } => "valid_until",
            Refusal::AppointmentPassed { .. } | Refusal::DayOutOfRange { .. } => "appointment_on",
            Refusal::BirthYearOutOfRange { .. } => "birth_year",
            Refusal::ConsentMissing { item } => match item {
                Item::Identity => "share_identity",
                Item::Contact => "share_contact",
                Item::Need => "share_need",
                Item::Reason => "share_reason",
                Item::Child => "share_child",
                Item::WaySoFar | Item::WaySoFarProtected => "way_so_far",
                _ => "preset",
            },
            // What only a hand-over refuses: she does not agree, or it went on meanwhile.
            Refusal::OnlyOnHerWord
            | Refusal::HandoverNotAcknowledged
            | Refusal::HandoverClosed
            | Refusal::HandoverEndedByHer
            | Refusal::EnteredInError => "agreed",
            _ => "offer",
        };
        consent_form::field_of(refusal).or(Some(own))
    }

    async fn carry_out(visit: &Visit, deed: Deed, key: &Key) -> Result<String, Wrong> {
        let (issued, done) = match deed.handover {
            None => (visit.perform(&deed.slip, key).await, "ausgestellt"),
            Some(handover) => {
                let command = Forward {
                    handover,
                    agreed: deed.agreed,
                    slip: deed.slip,
                };
                (visit.perform(&command, key).await, "weitergeleitet")
            }
        };
        match issued {
            Ok(id) => Ok(format!("/laufzettel/{id}?getan={done}")),
            // A question, which a tick answers.
            Err(Failure::Refused(asks @ Refusal::SlipAlreadyOpen)) => Err(Wrong::At(
                "duplicate_confirmed",
                Problem::from(asks).into_detail(),
            )),
            Err(failure) => Err(failure.into()),
        }
    }
}

/// Her open slip to the chosen service.
async fn another(visit: &Visit, known: &Known, offer: &str) -> Result<Option<Link>, Problem> {
    let Some(service) = offer.rsplit(':').next().and_then(|id| id.parse().ok()) else {
        return Ok(None);
    };
    let open = visit
        .desk
        .open_slip_to(visit.staff, known.record(), service);
    Ok(open.await?.map(|slip| {
        let issued = words::day(slip.issued_on);
        let label = format!("{}, ausgestellt am {issued}", slip.service_name.as_str());
        link(&label, &format!("/laufzettel/{}", slip.slip))
    }))
}
