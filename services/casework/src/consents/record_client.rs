//! RecordClient: an institution opens a record of her, named or nameless.

use domain::clients::{Children, Client, ClientCommand, Identity};
use domain::{PathId, RecordId};
use serde::Serialize;

use crate::Failure;
use crate::perform::UseCase;
use crate::work::Work;

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

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let (record, _) = self.open(work).await?;
        Ok(record.into())
    }
}

impl RecordClient {
    /// Opens a record on a new path within another command.
    pub(crate) async fn open(&self, work: &mut Work<'_>) -> Result<(RecordId, PathId), Failure> {
        let by = work.by;
        let record: RecordId = work.draw();
        let path: PathId = work.draw();
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
            work.decide(record, &mut client, what)?;
        }
        work.station(path, by.institution, record).await?;
        Ok((record, path))
    }
}
