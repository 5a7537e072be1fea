//! `/laufzettel/neu`: consent, slip and print on one page; with a hand-over she is sent on from it.

pub(crate) mod reading;

use casework::{Failure, Forward, IssueSlip, Key};
use domain::consents::{Item, Subject};
use domain::handovers::Act;
use domain::{EnteredDay, HandoverId, Refusal};
use jiff::ToSpan;

use super::answer::link;
use super::choices::papers;
use super::consent_form;
use super::known::Known;
use super::places::offers;
use super::visit::Visit;
use crate::form::{Form, FormPage, Wrong};
use crate::pages::{IssuePage, Link, SentOn};
use crate::refusals::Problem;
use crate::words;

/// How long a slip is proposed to hold.
pub(crate) const USUAL_DAYS: i64 = 28;

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
    type Page = IssuePage;
    const BEGINS: Option<&'static str> = Some("offer");

    async fn first(visit: &Visit, form: &mut Form) -> Result<(), Problem> {
        let handover = visit.said.get("uebergabe");
        let sent_on = may_send_on(visit, handover).await?;
        let valid_until = visit.today().saturating_add(USUAL_DAYS.days());
        for (name, value) in [
            ("client", visit.said.get("person")),
            ("handover", handover),
            ("offer", &sent_on.map(|it| it.offer).unwrap_or_default()),
            ("person", "named"),
            ("preset", "nothing"),
            ("valid_until", &valid_until.to_string()),
        ] {
            form.set(name, value);
        }
        consent_form::usual(form, visit.today());
        Ok(())
    }

    async fn page(visit: &Visit, form: Form) -> Result<IssuePage, Problem> {
        let app = &visit.app;
        visit.casework()?;
        let institutions = app.desk.institutions().await?;
        let own = visit.own(&institutions)?;
        let faces = app.desk.faces().await?;
        let sent_on = SentOn::of(app, visit.staff, form.get("handover")).await?;
        let warned =
            form.error("duplicate_confirmed").is_some() || form.ticked("duplicate_confirmed");
        let duplicate = match &visit.known {
            Some(known) if warned => another(visit, known, form.get("offer")).await?,
            _ => None,
        };
        Ok(IssuePage {
            forwarding: sent_on,
            known: visit.known.as_ref().map(Known::shown),
            frame: visit.frame("/laufzettel/neu").await,
            own_office: own.entry.name.as_str().to_owned(),
            papers: papers(),
            neutral_name: faces.neutral_sender.as_str().to_owned(),
            offers: offers(&institutions, visit.staff.institution),
            feedback_offered: !own.entry.kind.may_reduce_benefits(),
            sender_protected: own.entry.kind.is_protected() || own.entry.neutral_sender,
            asked: consent_form::part(app, Subject::Consent)?,
            today: app.desk.now().today.to_string(),
            duplicate,
            form,
        })
    }

    /// A hand-over says before everything else for whom it is.
    async fn known(visit: &Visit, form: &Form) -> Result<Option<Known>, Problem> {
        let (app, by) = (&visit.app, visit.staff);
        let sent_on = SentOn::of(app, by, form.get("handover")).await?;
        let record = sent_on.map(|sent_on| sent_on.record.to_string());
        Known::of(app, by, record.as_deref().unwrap_or(form.get("client"))).await
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
        Some(field_of(refusal))
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

/// The hand-over from which she is sent on, if that can be done now.
async fn may_send_on(visit: &Visit, id: &str) -> Result<Option<SentOn>, Problem> {
    let sent_on = SentOn::of(&visit.app, visit.staff, id).await?;
    if let Some(SentOn { handover, .. }) = &sent_on {
        let view = visit.app.desk.handover(visit.staff, *handover).await?;
        let held = view.row.held;
        if !held.offers(Act::Forward, visit.staff) {
            return Err(held.phase.stage().refusal().into());
        }
    }
    Ok(sent_on)
}

/// Where a refusal is shown.
fn field_of(refusal: &Refusal) -> &'static str {
    if let Some(field) = consent_form::field_of(refusal) {
        return field;
    }
    match refusal {
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
    }
}

/// Her open slip to the chosen service.
async fn another(visit: &Visit, known: &Known, offer: &str) -> Result<Option<Link>, Problem> {
    let Some(service) = offer.rsplit(':').next().and_then(|id| id.parse().ok()) else {
        return Ok(None);
    };
    let desk = &visit.app.desk;
    let open = desk.open_slip_to(visit.staff, known.record(), service);
    Ok(open.await?.map(|slip| {
        let issued = words::day(slip.issued_on);
        let label = format!("{}, ausgestellt am {issued}", slip.service_name.as_str());
        link(&label, &format!("/laufzettel/{}", slip.slip))
    }))
}
