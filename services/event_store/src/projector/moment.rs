//! Reading rows and lists as of one moment. A page is read in several statements, between which the projector may
//! move; each of them says where the model stands, and if that is one place nothing was missed. So a page needs
//! no transaction, and a reader who meets a move begins anew inside one.

use super::{checkpoint, generation::Generation, model::ReadModel};
use crate::{
    Probe, Store, StoreError,
    engine::{Row, Session, Value},
    ids::NetworkId,
    network::Network,
};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

/// A statement that finds rows by their numbers, alone and with where the model stands: a row of which only the
/// first column is there.
pub(super) struct Finding {
    pub(super) alone: &'static str,
    pub(super) watched: &'static str,
}

macro_rules! finding {
    ($columns:literal, $nothing:literal, $table:literal) => {
        $crate::projector::moment::Finding {
            alone: concat!("SELECT ", $columns, " FROM ", $table, " WHERE id = ANY($1)"),
            watched: concat!(
                "SELECT ",
                $columns,
                " FROM ",
                $table,
                " WHERE id = ANY($1) UNION ALL SELECT position, ",
                $nothing,
                " FROM checkpoint WHERE network = $2 AND generation = $3 AND live = 1"
            ),
        }
    };
}
pub(super) use finding;

/// Where a model stood when something of it was read.
struct Watch {
    network: i64,
    generation: u64,
    position: Option<i64>,
    /// It moved meanwhile, or this generation is not read any more.
    moved: bool,
    probe: Arc<dyn Probe>,
}

/// From where rows and lists are read: inside somebody's transaction, or watched.
pub(super) struct Source<'s> {
    session: &'s mut Session,
    watch: Option<&'s mut Watch>,
}

impl<'s> Source<'s> {
    /// Inside a transaction that keeps the model where it is, or as of which all is read.
    pub(super) fn inside(session: &'s mut Session) -> Self {
        Self {
            session,
            watch: None,
        }
    }

    /// For what needs not be of that moment.
    pub(super) fn session(&mut self) -> &mut Session {
        self.session
    }

    pub(super) async fn find(
        &mut self,
        finding: &Finding,
        ids: Vec<i64>,
    ) -> Result<Vec<Row>, StoreError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let Some(watch) = &mut self.watch else {
            return self.session.query(finding.alone, &[ids.into()]).await;
        };
        let params = [ids.into(), watch.network.into(), watch.generation.into()];
        let mut rows = self.session.query(finding.watched, &params).await?;
        let place = rows.iter().position(|row| row.0[1] == Value::Null);
        let place = place.map(|place| rows.swap_remove(place).number(0));
        let place = place.transpose()?;
        let known = *watch.position.get_or_insert(place.unwrap_or_default());
        watch.moved |= place != Some(known);
        watch.probe.while_reading().await;
        Ok(rows)
    }
}

/// Which generations are read, as far as was seen: a reader finds out when it is another one.
#[derive(Clone, Default)]
pub(crate) struct Generations(Arc<Mutex<HashMap<(i64, &'static str), u64>>>);

impl Generations {
    fn get(&self, network: &Network, model: &'static str) -> Option<u64> {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(&(network.number, model)).copied()
    }

    fn set(&self, network: &Network, model: &'static str, number: Option<u64>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match number {
            Some(number) => known.insert((network.number, model), number),
            None => known.remove(&(network.number, model)),
        };
    }
}

/// One reading of one model.
pub(super) struct Moment<'a> {
    store: &'a Store,
    session: Session,
    network: Arc<Network>,
    model: &'static str,
    number: u64,
    watch: Option<Watch>,
}

impl<'a> Moment<'a> {
    /// The first attempt is watched; one after a move reads inside a transaction. Nothing where nothing was ever
    /// written or read.
    pub(super) async fn of<M: ReadModel>(
        store: &'a Store,
        id: NetworkId,
        attempt: u32,
    ) -> Result<Option<Self>, StoreError> {
        let mut session = store.engine.read().await?;
        let Some(network) = store.keys.network(&mut session, id).await? else {
            return Ok(None);
        };
        let model = M::NAME;
        let known = store.generations.get(&network, model);
        if let Some(number) = known.filter(|_| attempt == 0) {
            let watch = Watch {
                network: network.number,
                generation: number,
                position: None,
                moved: false,
                probe: Arc::clone(&store.probe),
            };
            return Ok(Some(Self {
                store,
                session,
                network,
                model,
                number,
                watch: Some(watch),
            }));
        }
        drop(session);
        let mut session = store.engine.snapshot().await?;
        let live = checkpoint::live(&mut session.of(&network), model).await?;
        let number = live.map(|live| live.generation);
        store.generations.set(&network, model, number);
        let Some(number) = number else {
            session.rollback().await?;
            return Ok(None);
        };
        Ok(Some(Self {
            store,
            session,
            network,
            model,
            number,
            watch: None,
        }))
    }

    /// Where to read, and what.
    pub(super) fn parts(&mut self) -> (Source<'_>, Generation<'_>) {
        let source = Source {
            session: &mut self.session,
            watch: self.watch.as_mut(),
        };
        let generation = Generation::new(&self.network, self.model, self.number);
        (source, generation)
    }

    /// Whether all that was read is of one moment; otherwise it is to be read again.
    pub(super) async fn held(self) -> Result<bool, StoreError> {
        match self.watch {
            None => {
                self.session.rollback().await?;
                Ok(true)
            }
            Some(watch) => {
                if watch.moved {
                    self.store.generations.set(&self.network, self.model, None);
                }
                Ok(!watch.moved)
            }
        }
    }
}
