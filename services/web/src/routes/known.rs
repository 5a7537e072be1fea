//! Somebody whom the office knows: a form is about its own record of her, or about a hand-over with which she came.

use domain::clients::Identity;
use domain::{HandoverId, KnownOr as _, RecordId, Refusal, Staff};
use read_models::clients::ClientRow;

use crate::App;
use crate::pages::{KnownPerson, SentOn, Shareable};
use crate::refusals::Problem;
use crate::routes::facts::{facts_about, who};
use crate::words;

/// Her record.
pub(crate) struct Known(ClientRow);

impl Known {
    /// The record that the form names, if it names one.
    pub(crate) async fn of(app: &App, by: Staff, client: &str) -> Result<Option<Self>, Problem> {
        if client.trim().is_empty() {
            return Ok(None);
        }
        let record = client.trim().parse().map_err(|_| Refusal::NotFound)?;
        Ok(Some(Self(app.desk.client(by, record).await?)))
    }

    /// Its id.
    pub(crate) const fn record(&self) -> RecordId {
        self.0.record
    }

    /// What of her there is to be shared.
    pub(crate) fn has(&self) -> Shareable {
        let identity = self.identity();
        Shareable {
            identity: identity.is_some_and(|her| her.name.is_some() || her.birth_year.is_some()),
            contact: identity.is_some_and(|her| her.contact.is_some()),
            children: self.0.child.known().is_some(),
        }
    }

    /// As the page shows her.
    pub(crate) fn shown(&self) -> KnownPerson {
        let children = self.0.child.known();
        KnownPerson {
            client: self.0.record.to_string(),
            who: self.who(),
            facts: facts_about(self.identity(), children).collect(),
            has: self.has(),
            children: format!(
                "Nur das Alter in Stufen, keine Namen: {}",
                children.map_or_else(String::new, words::children)
            ),
        }
    }

    /// How she is called.
    pub(crate) fn who(&self) -> String {
        who(self.0.identity.as_ref())
    }

    /// Whether the record has a name.
    pub(crate) fn has_name(&self) -> bool {
        self.identity().is_some_and(|her| her.name.is_some())
    }

    fn identity(&self) -> Option<&Identity> {
        self.0.identity.known()
    }
}

impl SentOn {
    /// The hand-over that the form names, if it names one.
    pub(crate) async fn of(app: &App, by: Staff, id: &str) -> Result<Option<Self>, Problem> {
        if id.trim().is_empty() {
            return Ok(None);
        }
        let id: HandoverId = id.trim().parse().map_err(|_| Refusal::NotFound)?;
        let row = app.desk.handover(by, id).await?.row;
        let offer = match (&row.instead, row.need) {
            (Some(there), Some(need)) => format!("{need}:{}:{}", there.institution, there.service),
            _ => String::new(),
        };
        Ok(Some(Self {
            handover: id,
            record: row.held.record,
            offer,
            service: row.service_name,
        }))
    }
}
