//! The head row of a network: its lock, the count of its events, and the day of the last.

use crate::{
    StoreError,
    engine::{Engine, Row, Session, Value},
    ids::{Day, NetworkId, Position},
    network::Log,
};

/// Takes the network's lock until the transaction ends and moves the head by so many events;
/// gives the position before them.
pub(crate) async fn lock(log: &mut Log<'_>, events: u64) -> Result<Position, StoreError> {
    let sql = "UPDATE head SET position = position + $2 WHERE network = $1 RETURNING position";
    let row = log
        .session
        .first(sql, &[log.network.number.into(), events.into()])
        .await?;
    let row = row.ok_or_else(|| StoreError::Corrupt("the head row has gone".to_owned()))?;
    let after: u64 = row.int(0)?;
    Ok(Position::new(after - events))
}

/// Moves the head back to where the log ends, when fewer events came than it was moved by. The caller holds it.
pub(crate) async fn give_back(
    log: &mut Log<'_>,
    moved_to: Position,
    last: Position,
) -> Result<(), StoreError> {
    if moved_to == last {
        return Ok(());
    }
    let sql = "UPDATE head SET position = $2 WHERE network = $1";
    let params = [log.network.number.into(), last.get().into()];
    log.session.execute(sql, &params).await.map(drop)
}

pub(crate) async fn read(
    session: &mut Session,
    network: NetworkId,
) -> Result<Position, StoreError> {
    let sql = "SELECT position FROM head WHERE network_id = $1";
    let row = session.first(sql, &[network.as_bytes().into()]).await?;
    row.map_or(Ok(Position::START), |row| row.int(0).map(Position::new))
}

/// The networks that have events.
pub(crate) async fn networks(engine: &Engine) -> Result<Vec<NetworkId>, StoreError> {
    let mut session = engine.read().await?;
    let no_params: [Value; 0] = [];
    let sql = "SELECT network_id FROM head WHERE position > 0 ORDER BY network_id";
    let rows = session.query(sql, &no_params).await?;
    let network = |row: &Row| row.fixed(0).map(NetworkId::from_bytes);
    rows.iter().map(network).collect()
}

/// The day of the last event.
pub(crate) async fn last_day(log: &mut Log<'_>, last: Position) -> Result<Day, StoreError> {
    let sql = "SELECT recorded_on FROM event WHERE id = $1";
    let params = [log.network.event_id(last).into()];
    let row = log.session.first(sql, &params).await?;
    row.map_or(Ok(Day::MIN), |row| row.int(0))
}
