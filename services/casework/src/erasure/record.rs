//! EraseRecord: the institution erases its own record of her, with its slips and hand-overs; a legal hold puts
//! it off, and that is noted.

use domain::access::ErasureReason;
use domain::clients::Client;
use domain::{Actor, RecordId};
use serde::Serialize;

use crate::Failure;
use crate::perform::UseCase;
use crate::work::Work;

/// A record to be erased.
#[derive(Clone, Copy, Serialize)]
pub struct EraseRecord {
    /// Which.
    pub record: RecordId,
    /// It was somebody else's data; otherwise she wants it gone.
    pub wrong_person: bool,
}

impl UseCase for EraseRecord {
    type Answer = ();
    const OUTCOME: &'static str = "record-erased";

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let (by, now) = (work.by, work.now);
        let client: Client = work.own(self.record).await?;
        client.erase(by, now.today)?;
        let reason = if self.wrong_person {
            ErasureReason::WrongPerson
        } else {
            ErasureReason::HerWish
        };
        let actor = Actor::Staff(by);
        work.erase_record(actor, self.record, reason).await?;
        Ok(by.institution.access_stream())
    }
}
