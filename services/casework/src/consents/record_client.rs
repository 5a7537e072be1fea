//! RecordClient: an institution opens a record of her, named or nameless.

use domain::RecordId;
use domain::clients::{Children, Client, ClientChange, ClientCommand, Identity, Known, Opened};
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
        let (opened, _) = self.open(work).await?;
        Ok(opened.record.into())
    }
}

impl RecordClient {
    /// Opens a record on a new path within another command.
    pub(crate) async fn open(&self, work: &mut Work<'_>) -> Result<(Opened, Client), Failure> {
        let by = work.by;
        let record: RecordId = work.draw();
        let path = work.draw();
        let her = Known {
            identity: self.identity.clone(),
            children: self.children.clone(),
        };
        let mut client = Client::default();
        work.decide(
            record,
            &mut client,
            ClientCommand::Record { record, path, her },
        )?;
        if self.protected {
            let protect = ClientCommand::Change(ClientChange::Protect(true));
            work.decide(record, &mut client, protect)?;
        }
        work.station(path, by.institution, record).await?;
        Ok((client.at(by.institution)?, client))
    }
}
