//! All keys of a network, for tests.

use super::{KeyRing, ended::EndedKey, stream_keys};
use crate::{
    engine::{Row, Session},
    ids::StreamId,
    network::Network,
};

impl KeyRing {
    /// The stream of every stream key.
    pub(crate) async fn all_streams(
        &self,
        session: &mut Session,
        network: &Network,
    ) -> Vec<(i64, StreamId)> {
        let sql = stream_keys!("/* walks */ s.network = $1");
        let rows = session.query(sql, &[network.number.into()]).await;
        let stream = |row: &Row| {
            let (id, owner_key) = (row.number(0).ok()?, row.number(3).ok()?);
            let live = self.open_content(network, row).ok().flatten();
            let ended = || EndedKey::read(network, id, owner_key, row.bytes(1).ok());
            let stream = match live {
                Some(live) => Some(live.stream),
                None => ended().ok().flatten().map(|ended| ended.stream),
            };
            stream.map(|stream| (id, stream))
        };
        rows.expect("the keys").iter().filter_map(stream).collect()
    }
}
