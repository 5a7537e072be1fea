//! Reading own hand-overs, noted before bytes leave.

use async_recursion::async_recursion as boxed;
use std::collections::BTreeSet;

use domain::access::Purpose;
use domain::consents::Item;
use domain::handovers::Handover;
use domain::institutions::SenderShown;
use domain::slips::Message;
use domain::{HandoverId, Line, RecordId, Refusal, Staff};
use read_models::handovers::{HandoverList, HandoverRow};
use read_models::{Part, Place, Window};

use super::tell::{Seam, message};
use crate::slips::read::{caseworker, named};
use crate::work::{Transaction, Work};
use crate::{Desk, Failure};

/// A hand-over with what can be told at this moment.
pub struct HandoverView {
    /// The hand-over.
    pub row: HandoverRow,
    /// How the sender appears; nobody while she has not shown a slip.
    pub sender: Option<SenderShown>,
    /// Her stations so far, as far as they show themselves.
    pub way: Vec<Line>,
    /// The items that she allows now and that were not told yet, whether or not they happened yet.
    pub allowed: BTreeSet<Item>,
    /// Those of them that can be told at once, because they happened.
    pub tellable: BTreeSet<Item>,
    /// What happened, what no consent covers, and what she can release at this desk, each by itself;
    /// nothing that lies on her side (transitions.md, below the hand-over's table).
    pub releasable: BTreeSet<Item>,
    /// Whether she can have the sender asked to ring up.
    pub call_back: bool,
    /// What the office holds or may tell because she lets it, and what she can take back here.
    pub live: BTreeSet<Item>,
}

/// A hand-over with the name under which its sender appears.
pub struct Incoming {
    /// The hand-over.
    pub row: HandoverRow,
    /// How the sender appears; nobody while she has not shown a slip.
    pub sender: Option<SenderShown>,
}

/// What her word lets the office do at this moment.
#[derive(Default)]
struct HerWord {
    allowed: BTreeSet<Item>,
    tellable: BTreeSet<Item>,
    releasable: BTreeSet<Item>,
    live: BTreeSet<Item>,
}

impl Desk {
    /// The own record of her behind a hand-over; an id, and nothing of hers.
    #[boxed]
    pub async fn record_behind(&self, by: Staff, id: HandoverId) -> Result<RecordId, Failure> {
        let there: Handover = Work::of(self, by).own(id).await?;
        match there.of(by) {
            Ok(held) => Ok(held.record),
            Err(_) => Err(self.unknown(by).await),
        }
    }

    /// Which of these items the sender was not told: what she takes back while somebody types stays untold,
    /// and the step goes through (rule 3).
    #[boxed]
    pub async fn untold(
        &self,
        id: HandoverId,
        items: &BTreeSet<Item>,
    ) -> Result<BTreeSet<Item>, Failure> {
        let there: Handover = Transaction::at(self).load(id).await?;
        let told = |item: &Item| {
            let held = there.held();
            held.is_some_and(|held| held.given.iter().any(|(told, _)| told.item() == *item))
        };
        Ok(items.iter().copied().filter(|item| !told(item)).collect())
    }

    /// One own hand-over.
    #[boxed]
    pub async fn handover(&self, by: Staff, id: HandoverId) -> Result<HandoverView, Failure> {
        caseworker(by)?;
        let row: HandoverRow = self.own_row(by, id).await?;
        let rows = self.with_their_names(by, vec![row]).await?;
        let row = rows.into_iter().next().ok_or(Refusal::Erased)?;
        self.note_reading(by, row.held.record, Purpose::Handover)
            .await?;
        let word = self.her_word_on(id).await?;
        let (sender, way) = self.names().await?.of(&row).await?;
        let call_back = self.call_back_offered(&row.held).await?;
        Ok(HandoverView {
            sender,
            way,
            call_back,
            row,
            allowed: word.allowed,
            tellable: word.tellable,
            releasable: word.releasable,
            live: word.live,
        })
    }

    /// Who came is known by the office's own record, whatever once came with a slip: what was corrected
    /// here is right here. Without those whose record is erased, while somebody reads.
    pub(crate) async fn with_their_names(
        &self,
        by: Staff,
        mut rows: Vec<HandoverRow>,
    ) -> Result<Vec<HandoverRow>, Failure> {
        let here = |row: &HandoverRow| row.held.arrived_on.map(|_| row.held.record);
        let own = self.tenant(by);
        let records = rows.iter().filter_map(here);
        let them = read_models::clients::several(&own, records).await?;
        rows.retain_mut(|row| {
            let Some(record) = here(row) else {
                return true;
            };
            let Some(her) = them.get(&record) else {
                return false;
            };
            row.identity.clone_from(&her.identity);
            row.child.clone_from(&her.child);
            true
        });
        Ok(rows)
    }

    async fn her_word_on(&self, id: HandoverId) -> Result<HerWord, Failure> {
        let mut work = Transaction::at(self);
        let state: Handover = work.load(id).await?;
        let Some(held) = state.held() else {
            return Ok(HerWord::default());
        };
        let Some(seam) = Seam::of(&mut work, held).await? else {
            return Ok(HerWord::default());
        };
        let told: BTreeSet<Item> = held.given.iter().map(|(given, _)| given.item()).collect();
        let allowed: BTreeSet<Item> = held
            .feedback
            .iter()
            .copied()
            .filter(|item| seam.may_tell(*item) && !told.contains(item))
            .collect();
        let happened = |item: &Item| {
            message(&state, *item).is_ok_and(|message| state.happened(message).unwrap_or(false))
        };
        let on_her_side = |item: &Item| message(&state, *item).is_ok_and(Message::lies_on_her_side);
        let releasable = |item: &Item| {
            item.is_feedback()
                && !seam.may_tell(*item)
                && !told.contains(item)
                && happened(item)
                && !on_her_side(item)
        };
        Ok(HerWord {
            tellable: allowed.iter().copied().filter(happened).collect(),
            releasable: Item::ALL.iter().copied().filter(releasable).collect(),
            live: seam.live(held),
            allowed,
        })
    }

    /// A part of what waits at the own institution, the most urgent first.
    #[boxed]
    pub async fn worklist_in(
        &self,
        by: Staff,
        window: &Window<Place>,
    ) -> Result<Part<Incoming, Place>, Failure> {
        self.handovers_in(by, &HandoverList::WAITING, window).await
    }

    /// A part of the own hand-overs.
    #[boxed]
    pub async fn handovers_in(
        &self,
        by: Staff,
        lists: &[HandoverList],
        window: &Window<Place>,
    ) -> Result<Part<Incoming, Place>, Failure> {
        caseworker(by)?;
        let own = self.tenant(by);
        let lists = (lists, self.now().today);
        let part = read_models::handovers::listed(&own, lists, window);
        let part = part.await?;
        let mut names = self.names().await?;
        let mut rows = Vec::with_capacity(part.rows.len());
        for row in self.with_their_names(by, part.rows).await? {
            let (sender, _) = names.of(&row).await?;
            rows.push(Incoming { row, sender });
        }
        let shown = rows.iter().map(|waiting| &waiting.row);
        let shown = named(shown.map(|row| (&row.identity, row.held.record)));
        self.note_list(by, &shown, Purpose::Worklist).await?;
        let next = part.next;
        Ok(Part { rows, next })
    }

    /// How many own hand-overs stand in a list today; none is opened.
    #[boxed]
    pub async fn handover_count(&self, by: Staff, list: HandoverList) -> Result<u64, Failure> {
        caseworker(by)?;
        let today = self.now().today;
        let own = self.tenant(by);
        Ok(read_models::handovers::count(&own, (list, today)).await?)
    }
}
