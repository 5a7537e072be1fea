//! What belongs to an owner, erased or not, and whether it is sound: to be asked before it is erased.

use crate::{
    Store, StoreError, VerifyError,
    ids::{NetworkId, OwnerId, StreamId},
    open, read, verify,
};
use async_recursion::async_recursion as boxed;

/// How many streams are read at once.
const STREAMS: usize = 50;

impl Store {
    /// The streams that an owner owns, erased or not, by their ids.
    #[boxed]
    pub async fn owners_streams(
        &self,
        network: NetworkId,
        owner: OwnerId,
    ) -> Result<Vec<StreamId>, StoreError> {
        let mut session = self.engine.read().await?;
        match self.keys.network(&mut session, network).await? {
            Some(network) => self.keys.streams_of(&mut session.of(&network), owner).await,
            None => Ok(Vec::new()),
        }
    }

    /// Reads every event of this owner's streams; gives their number, or the first whose leaf does not
    /// fit or whose parts do not open. To be run before an erasure is logged: afterwards nobody can tell
    /// damage from erasure.
    #[boxed]
    pub async fn verify_streams_of(
        &self,
        network: NetworkId,
        owner: OwnerId,
    ) -> Result<u64, VerifyError> {
        let mut session = self.engine.read().await?;
        let Some(network) = self.keys.network(&mut session, network).await? else {
            return Ok(0);
        };
        let streams = self
            .keys
            .streams_of(&mut session.of(&network), owner)
            .await?;
        let mut events = 0;
        for streams in streams.chunks(STREAMS) {
            let rows = read::raw_streams(&mut session.of(&network), streams).await?;
            let headers = open::headers(&network, &rows).map_err(verify::damaged)?;
            let keys = open::keys_of(&self.keys, &mut session.of(&network), &headers).await;
            let keys = keys.map_err(verify::damaged)?;
            for (header, row) in headers.iter().zip(&rows) {
                verify::sound(&network, header, row, &keys)?;
                events += 1;
            }
        }
        Ok(events)
    }
}
