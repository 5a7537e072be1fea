//! An institution's own rows. There is no other way to them, so that nobody can forget whose they are: what
//! is found through a tenant is its own.

use async_recursion::async_recursion as boxed;
use std::collections::BTreeMap;

use domain::InstitutionId;
use event_store::{
    Found, ListPage, NetworkId, OwnerId, ReadModel, RowCounts, RowOrder, RowPlace, StateGroup,
    Store, StoreError, StreamId, Subject,
};

use crate::listed::{Belongs, Part, Place, Stretch, Window};
use crate::own::{Own, OwnRows, owner_of};

/// The institution whose rows are read, and where they lie.
#[derive(Clone, Copy)]
pub struct Tenant<'s> {
    pub(crate) store: &'s Store,
    pub(crate) network: NetworkId,
    pub(crate) institution: InstitutionId,
}

/// A list of an institution's rows of one kind: those of one state, in an order.
pub trait RowList: Copy + Ord + Send + Sync + 'static {
    /// The kind.
    type Row: Own;

    /// Which rows stand in it, and how.
    fn kept(self) -> (StateGroup, RowOrder);
}

impl<'s> Tenant<'s> {
    /// This institution, in that network.
    #[must_use]
    pub const fn of(store: &'s Store, network: NetworkId, institution: InstitutionId) -> Self {
        Self {
            store,
            network,
            institution,
        }
    }

    /// Whose index key hides its lists.
    pub(crate) fn owner(&self) -> OwnerId {
        owner_of(self.institution)
    }

    /// The row of a stream.
    #[boxed]
    pub async fn one<R: Own>(&self, stream: [u8; 16]) -> Result<Option<R>, StoreError> {
        let subject = Subject::of_stream(StreamId::from_bytes(stream));
        let rows = self.store.rows();
        let row = rows.get::<OwnRows<R>>(self.network, &subject).await?;
        Ok(row.filter(|row| row.institution() == self.institution))
    }

    /// The rows of these streams, in no order.
    pub(crate) async fn several<R: Own>(
        &self,
        streams: impl Iterator<Item = [u8; 16]>,
    ) -> Result<Vec<R>, StoreError> {
        let subjects = streams.map(|stream| Subject::of_stream(StreamId::from_bytes(stream)));
        let rows = self.store.rows();
        let rows = rows.several::<OwnRows<R>>(self.network, subjects).await?;
        let own = |row: &R| row.institution() == self.institution;
        Ok(rows.into_values().filter(own).collect())
    }

    /// The rows that are found by all of these texts, at most so many.
    pub(crate) async fn look_up<R: Own>(
        &self,
        texts: &[String],
        limit: usize,
    ) -> Result<Found<R>, StoreError> {
        let rows = self.store.rows();
        let found = rows.look_up::<OwnRows<R>>(self.network, self.owner(), texts, limit);
        let mut found = found.await?;
        found
            .rows
            .retain(|row| row.institution() == self.institution);
        Ok(found)
    }

    /// A part of these lists, one after the other.
    #[boxed]
    pub async fn listed<L: RowList>(
        &self,
        lists: &[L],
        window: &Window<Place>,
    ) -> Result<Part<L::Row, Place>, StoreError> {
        let stretch = |list: &L| {
            let (state, order) = list.kept();
            Stretch::of(L::Row::NAME, state, order)
        };
        let stretches: Vec<_> = lists.iter().map(stretch).collect();
        self.whole_part::<OwnRows<L::Row>>(&stretches, window).await
    }

    /// How many rows stand in each of these lists; none is opened.
    #[boxed]
    pub async fn counts<L: RowList>(&self, lists: &[L]) -> Result<BTreeMap<L, u64>, StoreError> {
        let counts = self.count::<L::Row>().await?;
        let count = |list: &L| match list.kept().0 {
            StateGroup::Due => counts.due,
            StateGroup::Open => counts.open,
            StateGroup::Closed => counts.closed,
        };
        Ok(lists.iter().map(|list| (*list, count(list))).collect())
    }

    /// How many rows of a kind there are, by state.
    pub(crate) async fn count<R: Own>(&self) -> Result<RowCounts, StoreError> {
        let rows = self.store.rows();
        rows.count::<OwnRows<R>>(self.network, self.owner(), R::NAME)
            .await
    }

    /// A part of these stretches; it is said of each row, by its stretch's number, whether it belongs there.
    pub(crate) async fn part<M: ReadModel>(
        &self,
        stretches: &[Stretch],
        window: &Window<Place>,
        belongs: impl Fn(usize, &M::Row) -> Belongs,
    ) -> Result<Part<M::Row, Place>, StoreError> {
        let mut rows = Vec::new();
        let mut at = window.after.unwrap_or(Place {
            stretch: 0,
            after: None,
        });
        while let Some(stretch) = stretches.get(at.stretch) {
            let room = window.limit.saturating_sub(rows.len());
            // Where there is no room left, it is only asked whether anything follows.
            let asked = room.max(1);
            let (found, mut next) = self.of_stretch::<M>(stretch, at.after, asked).await?;
            let mut here = Vec::with_capacity(found.len());
            for row in found {
                match belongs(at.stretch, &row) {
                    Belongs::Here => here.push(row),
                    Belongs::Elsewhere => {}
                    Belongs::BehindTheEnd => {
                        next = None;
                        break;
                    }
                }
            }
            if room == 0 && !here.is_empty() {
                let next = Some(at);
                return Ok(Part { rows, next });
            }
            rows.extend(here);
            at = match next {
                after @ Some(_) => Place { after, ..at },
                None => Place {
                    stretch: at.stretch + 1,
                    after: None,
                },
            };
        }
        Ok(Part { rows, next: None })
    }

    /// A part of these stretches, in which every row is shown.
    pub(crate) async fn whole_part<M: ReadModel>(
        &self,
        stretches: &[Stretch],
        window: &Window<Place>,
    ) -> Result<Part<M::Row, Place>, StoreError> {
        self.part::<M>(stretches, window, |_, _| Belongs::Here)
            .await
    }

    async fn of_stretch<M: ReadModel>(
        &self,
        stretch: &Stretch,
        after: Option<RowPlace>,
        limit: usize,
    ) -> Result<(Vec<M::Row>, Option<RowPlace>), StoreError> {
        let page = ListPage {
            state: stretch.state,
            order: stretch.order,
            after,
            limit: u32::try_from(limit).unwrap_or(u32::MAX),
        };
        let rows = self.store.rows();
        let found = rows.page::<M>(self.network, self.owner(), &stretch.list, page);
        let found = found.await?;
        Ok((found.rows, found.next))
    }
}
