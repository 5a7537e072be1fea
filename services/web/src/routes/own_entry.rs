//! `/einrichtung`: a lead puts right how the own institution is called and reached, and lets it appear
//! under the network's neutral sender, from then on wherever anybody reads it (rule 11).

use askama::Template;
use casework::{Key, OwnEntry};
use domain::Text;

use crate::form::{Form, FormPage, Wrong};
use crate::pages::{Frame, TICKED};
use crate::refusals::Problem;
use crate::routes::visit::{Done, Visit};

#[derive(Template)]
#[template(path = "own_entry.html")]
pub(crate) struct Page {
    frame: Frame,
    form: Form,
    /// Whether its kind may have an address at all.
    has_address: bool,
    /// Whether its kind appears neutrally whatever it chooses (rule 11).
    always_neutral: bool,
    /// The network's neutral sender.
    neutral: String,
}

pub(crate) struct Amending;

impl FormPage for Amending {
    type Deed = OwnEntry;
    type Page = Page;
    const DONE: &'static [Done] = &[(
        "festgehalten",
        "Festgehalten. So steht sie ab jetzt überall.",
    )];

    async fn first(visit: &Visit, form: &mut Form) -> Result<(), Problem> {
        let entry = visit.desk.own_entry(visit.staff).await?;
        form.set("name", entry.name.as_str());
        form.fill("address", entry.address.as_ref().map(Text::as_str));
        form.set("phone", entry.phone.as_str());
        form.fill("neutral_sender", entry.neutral_sender.then_some(TICKED));
        Ok(())
    }

    async fn page(visit: &Visit, form: Form) -> Result<Page, Problem> {
        let kind = visit.desk.own_entry(visit.staff).await?.kind;
        Ok(Page {
            frame: visit.frame("/einrichtung").await,
            form,
            has_address: !kind.hides_its_address(),
            always_neutral: kind.is_protected(),
            neutral: visit.desk.faces().await?.neutral_sender.as_str().to_owned(),
        })
    }

    fn read(_: &Visit, form: &mut Form) -> Option<OwnEntry> {
        let name = form.required("name", "Bitte geben Sie den Namen an.");
        let address = form.text("address");
        let phone = form.required("phone", "Bitte geben Sie eine Telefonnummer an.");
        Some(OwnEntry {
            name: name?,
            address,
            phone: phone?,
            neutral_sender: form.ticked("neutral_sender"),
        })
    }

    async fn carry_out(visit: &Visit, own: OwnEntry, key: &Key) -> Result<String, Wrong> {
        visit.desk.amend_own_entry(visit.staff, &own, key).await?;
        Ok("/einrichtung?getan=festgehalten".into())
    }
}
