//! RecordClient: an institution opens a record of her, named or nameless.

use async_recursion::async_recursion as boxed;
use domain::clients::{Children, Client, ClientCommand, Identity};
use domain::{Instruction, Now, PathId, RecordId, Staff};
use serde::Serialize;

use crate::work::{UseCase, Work, record_owner};
use crate::{Desk, Failure, Key};

/// A record to be opened.
#[derive(Clone, Default, Serialize)]
pub struct RecordClient {
    /// Who she is, if she says so.
    pub identity: Option<Identity>,
    /// Her children, if she says so.
    pub children: Option<Children>,
    /// She is in danger: safe mode (rule 11).
    pub protected: bool,
}

impl UseCase for RecordClient {
    type Answer = RecordId;
    const OUTCOME: &'static str = "client-recorded";

    async fn decide(&self, by: Staff, now: Now, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let (record, _) = self.open(by, now, work).await?;
        Ok(record.bytes())
    }

    fn answer(id: [u8; 16]) -> RecordId {
        RecordId::from_bytes(id)
    }
}

impl RecordClient {
    /// Opens a record on a new path within another command.
    pub(crate) async fn open(
        &self,
        by: Staff,
        now: Now,
        work: &mut Work<'_>,
    ) -> Result<(RecordId, PathId), Failure> {
        let record = RecordId::from_bytes(work.draw());
        let path = PathId::from_bytes(work.draw());
        let what = ClientCommand::Record {
            record,
            path,
            identity: self.identity.clone(),
            children: self.children.clone(),
        };
        let mut client = Client::default();
        for what in [
            Some(what),
            self.protected.then_some(ClientCommand::Protect(true)),
        ]
        .into_iter()
        .flatten()
        {
            let events = client.decide(&Instruction { by, now, what })?;
            work.write(record.bytes(), Some(record_owner(record)), by, now, &events)?;
            for event in &events {
                client.evolve(event);
            }
        }
        work.station(now, path, by.institution, record).await?;
        Ok((record, path))
    }
}

impl Desk {
    /// Opens a record.
    #[boxed]
    pub async fn record_client(
        &self,
        by: Staff,
        command: &RecordClient,
        key: &Key,
    ) -> Result<RecordId, Failure> {
        self.perform(by, command, key).await
    }
}
