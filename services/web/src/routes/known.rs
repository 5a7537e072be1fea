//! Somebody whom the office knows: a form is about its own record of her, or about a hand-over with which she came.

use domain::clients::Identity;
use domain::consents::Item;
use domain::handovers::Act;
use domain::{HandoverId, KnownOr as _, RecordId, Refusal};
use read_models::clients::ClientRow;
use read_models::handovers::HandoverRow;

use super::facts::{facts_about, who};
use super::persons::items::is_there;
use super::visit::Visit;
use crate::form::Form;
use crate::pages::Fact;
use crate::refusals::Problem;
use crate::words;

/// Her record.
#[derive(Clone)]
pub(crate) struct Known {
    row: ClientRow,
    /// The hand-over that she is sent on from: its record says who she is.
    pub(crate) sent_on: Option<HandoverRow>,
}

impl Known {
    /// The record that the form names, or the address, if one of them does.
    pub(crate) async fn of(visit: &Visit, form: &Form) -> Result<Option<Self>, Problem> {
        let client = [form.get("client"), visit.said.get("person")].map(str::trim);
        let Some(client) = client.into_iter().find(|client| !client.is_empty()) else {
            return Ok(None);
        };
        let record = client.parse().map_err(|_| Refusal::NotFound)?;
        Self::with(visit, record, None).await.map(Some)
    }

    pub(crate) async fn with(
        visit: &Visit,
        record: RecordId,
        sent_on: Option<HandoverRow>,
    ) -> Result<Self, Problem> {
        let row = visit.desk.client(visit.staff, record).await?;
        Ok(Self { row, sent_on })
    }

    /// Its id.
    pub(crate) const fn record(&self) -> RecordId {
        self.row.record
    }

    /// Whether there is something to be shared under the item: nothing else is asked about.
    pub(crate) fn has(&self, item: Item) -> bool {
        is_there(item, &self.row)
    }

    /// How she is called.
    pub(crate) fn who(&self) -> String {
        who(self.row.identity.as_ref())
    }

    /// What else the record says.
    pub(crate) fn facts(&self) -> Vec<Fact> {
        facts_about(self.identity(), self.row.child.known()).collect()
    }

    /// Her children's ages, for the tick that shares them.
    pub(crate) fn children(&self) -> String {
        let children = self.row.child.known();
        let ages = children.map_or_else(String::new, words::children);
        format!("Nur das Alter in Stufen, keine Namen: {ages}")
    }

    /// Whether the record has a name.
    pub(crate) fn has_name(&self) -> bool {
        self.identity().is_some_and(|her| her.name.is_some())
    }

    fn identity(&self) -> Option<&Identity> {
        self.row.identity.known()
    }
}

/// The hand-over that the form names, or the address, if one of them does; from one that only the address names
/// she has to be sent on now.
pub(crate) async fn sent_on(visit: &Visit, form: &Form) -> Result<Option<HandoverRow>, Problem> {
    let (in_form, in_address) = (
        form.get("handover").trim(),
        visit.said.get("uebergabe").trim(),
    );
    let id = if in_form.is_empty() {
        in_address
    } else {
        in_form
    };
    if id.is_empty() {
        return Ok(None);
    }
    let id: HandoverId = id.parse().map_err(|_| Refusal::NotFound)?;
    let row = visit.desk.handover(visit.staff, id).await?.row;
    if in_form.is_empty() && !row.held.offers(Act::Forward, visit.staff) {
        return Err(row.stage().refusal().into());
    }
    Ok(Some(row))
}
