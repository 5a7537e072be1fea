//! `/uebergaben/neu`: she is here without a slip; nobody phones the sender.

use askama::Template;
use casework::{Key, RecordArrival, WhichClient};
use domain::vocabulary::Need;
use domain::{Refusal, ServiceId};

use super::issue::reading::somebody_new;
use super::known::Known;
use super::visit::Visit;
use crate::form::{Form, FormPage, Wrong, choice};
use crate::pages::{ChoiceGroup, Frame};
use crate::refusals::Problem;
use crate::words;

/// `/uebergaben/neu`.
#[derive(Template)]
#[template(path = "arrival.html")]
pub(crate) struct Page {
    frame: Frame,
    /// Everything as typed, or the defaults.
    form: Form,
    /// Her, if the office knows her.
    known: Option<Known>,
    /// Own services, each with its needs.
    services: Vec<ChoiceGroup>,
    /// The network's neutral sender.
    neutral_name: String,
}

/// Somebody without a slip, and with `?person=` somebody whom the office knows.
pub(crate) struct Arriving;

impl FormPage for Arriving {
    type Deed = RecordArrival;
    type Page = Page;
    const BEGINS: Option<&'static str> = Some("service");

    async fn first(visit: &Visit, form: &mut Form) -> Result<(), Problem> {
        form.set("client", visit.said.get("person"));
        form.set("person", "named");
        form.set("arrived_on", &visit.today().to_string());
        Ok(())
    }

    async fn page(visit: &Visit, form: Form) -> Result<Page, Problem> {
        let app = &visit.app;
        visit.casework()?;
        let institutions = app.desk.institutions().await?;
        let own = visit.own(&institutions)?;
        let services = own.services.iter().map(|service| ChoiceGroup {
            label: service.name.as_str().to_owned(),
            choices: service
                .needs
                .iter()
                .map(|need| choice(&format!("{need}:{}", service.id), words::need(*need)))
                .collect(),
        });
        Ok(Page {
            frame: visit.frame("").await,
            known: visit.known.clone(),
            services: services.collect(),
            neutral_name: app.desk.faces().await?.neutral_sender.as_str().to_owned(),
            form,
        })
    }

    async fn known(visit: &Visit, form: &Form) -> Result<Option<Known>, Problem> {
        Known::of(visit, form).await
    }

    fn read(visit: &Visit, form: &mut Form) -> Option<RecordArrival> {
        let client = match &visit.known {
            Some(known) => WhichClient::Known(known.record()),
            None => WhichClient::New(somebody_new(form, visit.today())),
        };
        let service = service(form.get("service"));
        if service.is_none() {
            form.wrong("service", "Bitte wählen Sie, weswegen sie kommt.");
        }
        let arrived_on = form.day("arrived_on");
        let (need, service) = service?;
        Some(RecordArrival {
            client,
            service,
            need,
            arrived_on,
            accept: form.get("step") == "accept",
        })
    }

    fn field_of(refusal: &Refusal) -> Option<&'static str> {
        match refusal {
            Refusal::DayOutOfRange { .. } => Some("arrived_on"),
            Refusal::ServiceNotOffered => Some("service"),
            Refusal::BirthYearOutOfRange { .. } => Some("birth_year"),
            _ => None,
        }
    }

    async fn carry_out(visit: &Visit, command: RecordArrival, key: &Key) -> Result<String, Wrong> {
        let id = visit.perform(&command, key).await?;
        Ok(format!("/uebergaben/{id}?getan=ohne-laufzettel"))
    }
}

fn service(value: &str) -> Option<(Need, ServiceId)> {
    let (need, service) = value.split_once(':')?;
    Some((need.parse().ok()?, service.parse().ok()?))
}
