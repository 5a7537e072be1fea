//! What a caller names by an id. It is sought among what the own institution keeps; whatever is absent
//! there is unknown, and unknown alike: another institution's, erased, of another kind, or never there.

use async_recursion::async_recursion as boxed;
use std::collections::BTreeMap;

use domain::clients::{Client, Opened};
use domain::handovers::Handover;
use domain::slips::Slip;
use domain::{IdOf, InstitutionId, RecordId, Staff, Stream, StreamEvent};
use event_store::Recorded;
use read_models::{Own, RowList, Tenant};

use crate::slips::read::caseworker;
use crate::work::{Work, folded};
use crate::{Desk, Failure};

/// A kind of stream that one institution keeps.
pub(crate) trait Kept: Stream {
    /// Which institution; none while nothing is there.
    fn keeper(&self) -> Option<InstitutionId>;
}

impl Kept for Client {
    fn keeper(&self) -> Option<InstitutionId> {
        self.opened.map(|opened| opened.institution)
    }
}

impl Kept for Slip {
    fn keeper(&self) -> Option<InstitutionId> {
        self.issued().map(|issued| issued.institution)
    }
}

impl Kept for Handover {
    fn keeper(&self) -> Option<InstitutionId> {
        match self {
            Self::Held(held) => Some(held.institution),
            Self::LinkedTo { institution, .. } => Some(*institution),
            Self::Blank => None,
        }
    }
}

impl Work<'_> {
    /// What the own institution keeps under this id. What is absent there is blank, so that everything
    /// that is decided on it is decided alike; that somebody asked is noted, see [`Desk::unknown`].
    pub(crate) async fn own<A: Kept>(&mut self, id: IdOf<A>) -> Result<A, Failure> {
        let by = self.by;
        let there: A = self.named(id).await?;
        if there.keeper() == Some(by.institution) {
            return Ok(there);
        }
        self.asked_for_unknown = true;
        Ok(A::default())
    }

    /// The own institution's record of her, which must be there.
    pub(crate) async fn own_record(&mut self, id: RecordId) -> Result<(Opened, Client), Failure> {
        let client: Client = self.own(id).await?;
        Ok((client.at(self.by.institution)?, client))
    }

    /// What stands under an id that anybody may name; blank if it is erased or of another kind.
    pub(crate) async fn named<A: Stream>(&mut self, id: IdOf<A>) -> Result<A, Failure> {
        let events = self.read(A::Event::stream(id)).await?;
        let is_another = events
            .first()
            .is_some_and(|first| !A::Event::knows(first.name()));
        if is_another || events.iter().any(Recorded::is_erased) {
            return Ok(A::default());
        }
        folded(&events)
    }
}

impl Desk {
    /// The rows of the own institution.
    pub(crate) fn tenant(&self, by: Staff) -> Tenant<'_> {
        Tenant::of(&self.store, self.network, by.institution)
    }

    /// The own institution's row of a stream that a caller names; that somebody asked for what is not there
    /// is noted, see [`Self::unknown`].
    pub(crate) async fn own_row<R: Own>(
        &self,
        by: Staff,
        stream: impl Into<[u8; 16]>,
    ) -> Result<R, Failure> {
        match self.tenant(by).one(stream.into()).await? {
            Some(row) => Ok(row),
            None => Err(self.unknown(by).await),
        }
    }

    /// How many rows of the own institution stand in each of these lists; none is opened.
    #[boxed]
    pub async fn counts<L: RowList>(
        &self,
        by: Staff,
        lists: &[L],
    ) -> Result<BTreeMap<L, u64>, Failure> {
        caseworker(by)?;
        Ok(self.tenant(by).counts(lists).await?)
    }
}
