//! Somebody whom the office knows: the slip is for its own record of her.

use domain::clients::Identity;
use domain::{KnownOr as _, RecordId, Refusal, Staff};
use read_models::clients::ClientRow;

use crate::App;
use crate::pages::{KnownPerson, Shareable};
use crate::refusals::Problem;
use crate::routes::facts::facts_about;
use crate::routes::worklist::who;
use crate::words;

/// Her record.
pub(super) struct Known(ClientRow);

impl Known {
    /// The record that the form names, if it names one.
    pub(super) async fn of(app: &App, staff: Staff, client: &str) -> Result<Option<Self>, Problem> {
        if client.trim().is_empty() {
            return Ok(None);
        }
        let record = client.trim().parse().map_err(|_| Refusal::NotFound)?;
        Ok(Some(Self(app.desk.client(staff, record).await?)))
    }

    /// Its id.
    pub(super) const fn record(&self) -> RecordId {
        self.0.record
    }

    /// What of her there is to be shared.
    pub(super) fn has(&self) -> Shareable {
        let identity = self.identity();
        Shareable {
            identity: identity.is_some_and(|her| her.name.is_some() || her.birth_year.is_some()),
            contact: identity.is_some_and(|her| her.contact.is_some()),
            children: self.0.child.known().is_some(),
        }
    }

    /// As the page shows her.
    pub(super) fn shown(&self) -> KnownPerson {
        let children = self.0.child.known();
        KnownPerson {
            client: self.0.record.to_string(),
            who: who(self.0.identity.as_ref()),
            facts: facts_about(self.identity(), children),
            has: self.has(),
            children: format!(
                "Nur das Alter in Stufen, keine Namen: {}",
                children.map_or_else(String::new, words::children)
            ),
        }
    }

    fn identity(&self) -> Option<&Identity> {
        self.0.identity.known()
    }
}
