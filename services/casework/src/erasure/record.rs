//! EraseRecord: the institution erases its own record of her, with its slips and hand-overs.

use async_recursion::async_recursion as boxed;
use domain::access::{AccessEvent, ErasureReason};
use domain::clients::Client;
use domain::{Actor, RecordId, Refusal, Staff};
use serde::Serialize;

use crate::work::{UseCase, Work};
use crate::{Desk, Failure, Key};

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

impl Desk {
    /// Erases a record; a legal hold puts it off, and that is noted.
    #[boxed]
    pub async fn erase_record(
        &self,
        by: Staff,
        command: &EraseRecord,
        key: &Key,
    ) -> Result<(), Failure> {
        let erased = self.perform(by, command, key).await;
        if let Err(Failure::Refused(Refusal::LegalHold { until })) = erased {
            let put_off = AccessEvent::ErasurePutOff {
                institution: by.institution,
                until: Some(until),
                on: self.now().today,
            };
            self.note_at_institution(by, put_off).await?;
        }
        erased
    }
}
