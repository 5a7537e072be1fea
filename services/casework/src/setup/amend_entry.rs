//! AmendEntry: how an institution is called and reached, and under which name it appears to others. What
//! it appeared under before is stored nowhere as a name, so nothing has to be rewritten (rule 11).

use async_recursion::async_recursion as boxed;
use domain::institutions::{Entry, Institution, InstitutionCommand};
use domain::vocabulary::Role;
use domain::{InstitutionId, Line, Refusal, Staff, optional_text};
use serde::{Deserialize, Serialize};

use crate::perform::UseCase;
use crate::work::Work;
use crate::{Desk, Failure, Key};

/// What an institution says of itself.
#[derive(Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct OwnEntry {
    /// Its name.
    pub name: Line,
    /// Where it is; a shelter has none.
    #[serde(default, deserialize_with = "optional_text")]
    pub address: Option<Line>,
    /// Where it can be called.
    pub phone: Line,
    /// Whether it appears under the network's neutral sender.
    pub neutral_sender: bool,
}

/// An institution's entry is changed as a whole.
#[derive(Serialize)]
pub struct AmendEntry<'a> {
    /// Which.
    pub institution: InstitutionId,
    /// What it says from now on.
    pub entry: &'a Entry,
}

impl UseCase for AmendEntry<'_> {
    type Answer = ();
    const OUTCOME: &'static str = "entry-amended";

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let id = self.institution;
        let mut institution: Institution = work.load(id).await?;
        let what = InstitutionCommand::Amend(self.entry.clone());
        work.decide(id, &mut institution, what)?;
        Ok(id.into())
    }
}

impl Desk {
    /// The entry of the own institution for its lead, from the log.
    #[boxed]
    pub async fn own_entry(&self, by: Staff) -> Result<Entry, Failure> {
        if by.function != Role::Lead {
            return Err(Refusal::NotYourRole.into());
        }
        let institution: Institution = Work::of(self, by).load(by.institution).await?;
        Ok(institution.entry().cloned().ok_or(Refusal::NotFound)?)
    }

    /// Changes what the own institution says of itself.
    #[boxed]
    pub async fn amend_own_entry(
        &self,
        by: Staff,
        own: &OwnEntry,
        key: &Key,
    ) -> Result<(), Failure> {
        let entry = Entry {
            name: own.name.clone(),
            address: own.address.clone(),
            phone: own.phone.clone(),
            neutral_sender: own.neutral_sender,
            ..self.own_entry(by).await?
        };
        let (institution, entry) = (by.institution, &entry);
        let command = AmendEntry { institution, entry };
        self.perform(by, &command, key).await
    }
}
