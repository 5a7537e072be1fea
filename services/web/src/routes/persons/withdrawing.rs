//! She takes something back: an item, a release from confidentiality, or everything at once and
//! blindly. Each has a page that asks how she said so.

use std::collections::BTreeSet;

use askama::Template;
use casework::{HowSaid, Key};
use casework::{WithdrawConsent, WithdrawEverything, WithdrawFrom, WithdrawRelease};
use domain::consents::Item;
use domain::{InstitutionId, Refusal};

use crate::form::{Form, FormPage, Wrong, field_of_said};
use crate::pages::Frame;
use crate::refusals::Problem;
use crate::routes::facts::who;
use crate::routes::frame::offices;
use crate::routes::visit::Visit;
use crate::words;

/// What she takes back.
#[derive(Clone, Copy)]
pub(crate) enum What {
    Item(InstitutionId, Item),
    Release(InstitutionId),
    Everything,
}

#[derive(Template)]
#[template(path = "persons/taking_back.html")]
pub(crate) struct Page {
    frame: Frame,
    who: String,
    base: String,
    /// The last words of the address.
    at: String,
    title: String,
    sentence: String,
    form: Form,
}

/// Each at its own address.
pub(crate) struct TakingBack;

/// What is taken back, as the address and the form name it; nothing where there is no such thing.
fn what(visit: &Visit, form: &Form) -> Option<What> {
    let recipient = || form.maybe("recipient");
    match at(visit) {
        "ruecknahme" => Some(What::Item(recipient()?, form.maybe("item")?)),
        "entbindung/ruecknahme" => recipient().map(What::Release),
        "alles-zuruecknehmen" => Some(What::Everything),
        _ => None,
    }
}

/// The last words of the address.
fn at(visit: &Visit) -> &str {
    visit.path.splitn(4, '/').last().unwrap_or_default()
}

impl FormPage for TakingBack {
    type Deed = (What, HowSaid);
    type Page = Page;

    async fn first(visit: &Visit, form: &mut Form) -> Result<(), Problem> {
        for name in ["recipient", "item"] {
            form.set(name, visit.said.get(name));
        }
        form.set("said_on", &visit.today().to_string());
        Ok(())
    }

    async fn page(visit: &Visit, form: Form) -> Result<Page, Problem> {
        let client = visit.desk.client(visit.staff, visit.named()?).await?;
        let offices = offices(&visit.app).await?;
        let named = |id: InstitutionId| offices.get(&id).ok_or(Refusal::NotFound);
        let (title, sentence) = match what(visit, &form).ok_or(Refusal::NotFound)? {
            What::Item(there, item) => (
                format!("Sie nimmt zurück: {}", words::item_words(item).asked),
                format!("Für: {}.", named(there)?),
            ),
            What::Release(there) => (
                "Sie nimmt die Entbindung zurück".to_owned(),
                format!("Gegenüber: {}.", named(there)?),
            ),
            What::Everything => (
                "Sie nimmt alles zurück".to_owned(),
                "Sie nimmt alle Einwilligungen und Entbindungen zurück, auch solche, die an anderen \
                 Stellen aufgenommen wurden. Welche das sind, sehen Sie nicht."
                    .to_owned(),
            ),
        };
        Ok(Page {
            frame: visit.frame("").await,
            who: who(client.identity.as_ref()),
            base: format!("/personen/{}", client.record),
            at: at(visit).to_owned(),
            title,
            sentence,
            form,
        })
    }

    fn read(visit: &Visit, form: &mut Form) -> Option<Self::Deed> {
        let said = form.how_said();
        Some((what(visit, form)?, said?))
    }

    fn field_of(refusal: &Refusal) -> Option<&'static str> {
        field_of_said(refusal)
    }

    async fn carry_out(
        visit: &Visit,
        (what, said): Self::Deed,
        key: &Key,
    ) -> Result<String, Wrong> {
        let record = visit.named()?;
        let mut done = "zurueckgenommen";
        match what {
            What::Item(recipient, item) => {
                let command = WithdrawConsent {
                    from: WithdrawFrom::Recorded { record, recipient },
                    items: BTreeSet::from([item]),
                    said,
                };
                visit.perform(&command, key).await?;
            }
            What::Release(recipient) => {
                let command = WithdrawRelease {
                    record,
                    recipient,
                    said,
                };
                visit.perform(&command, key).await?;
            }
            What::Everything => {
                let command = WithdrawEverything { record, said };
                visit.perform(&command, key).await?;
                done = "alles";
            }
        }
        Ok(format!("/personen/{record}?getan={done}"))
    }
}
