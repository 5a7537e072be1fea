//! EraseEverywhere: she asks one of her stations, and all of them hear it, in one append. Here the record goes;
//! each other institution is its own controller and asks her itself first, since who was taken for her here may
//! not have been she. What only announced her with a slip from here goes with that slip. The asking institution
//! learns nothing of the others.

use async_recursion::async_recursion as boxed;
use std::collections::{BTreeMap, BTreeSet};

use domain::access::{ErasureReason, Noted};
use domain::clients::{Client, ClientCommand, Kept};
use domain::slips::Slip;
use domain::{Actor, RecordId, Refusal, Staff};
use event_store::StoreError;
use serde::Serialize;

use super::gone::paths_of;
use crate::perform::UseCase;
use crate::stroke::Stroke;
use crate::work::{Transaction, Work};
use crate::{Desk, Failure, Key};

/// Everything about her, wherever it is.
#[derive(Clone, Copy, Serialize)]
pub struct EraseEverywhere {
    /// The asking institution's record of her.
    pub record: RecordId,
}

impl UseCase for EraseEverywhere {
    type Answer = ();
    const OUTCOME: &'static str = "erasure-requested-everywhere";

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let (by, now) = (work.by, work.now);
        let own: Client = work.own(self.record).await?;
        let what = ClientCommand::RequestErasure;
        work.decide(self.record, &mut own.clone(), what)?;
        work.met_here(&own).await?;
        let held = own.held(now.today);
        work.put_off(Actor::Staff(by), &own, held).await?;
        let mut slips = BTreeSet::new();
        for client in work.joined_to(self.record).await?.values() {
            let of_hers = work.slips_of(client).await?;
            slips.extend(of_hers.iter().filter_map(Slip::issued).map(|i| i.slip));
        }
        for (other, client) in work.her_other_records(self.record).await? {
            let announced = match work.announced_with(other).await {
                // What is damaged elsewhere hinders nobody here.
                Err(Failure::Store(StoreError::Damaged { .. })) => BTreeSet::new(),
                announced => announced?,
            };
            let goes = !announced.is_empty() && announced.is_subset(&slips);
            let asked = if goes {
                client.requested(now.today)
            } else {
                client.asked_elsewhere(now.today)
            };
            work.write_as(Actor::Seam, other, asked)?;
        }
        Ok(self.record.into())
    }
}

impl Transaction<'_> {
    /// Her living records at all stations of all her linked paths but this one and those joined to
    /// it, which go with it.
    async fn her_other_records(
        &mut self,
        record: RecordId,
    ) -> Result<BTreeMap<RecordId, Client>, Failure> {
        let own = self.joined_to(record).await?;
        let mut others = BTreeMap::new();
        for consent in self.her_word_on_all(paths_of(&own)).await?.values() {
            for &(_, other) in consent.stations() {
                let client: Option<Client> = self.load_unless_erased(other).await?;
                others.extend(client.map(|client| (other, client)));
            }
        }
        let joined: Vec<RecordId> = others
            .values()
            .flat_map(|her| &her.joined)
            .copied()
            .collect();
        others.retain(|other, _| !own.contains_key(other) && !joined.contains(other));
        Ok(others)
    }

    /// What is held is not used meanwhile, and its institution finds out why it is still there.
    async fn put_off(
        &mut self,
        actor: Actor,
        client: &Client,
        held: Option<Kept>,
    ) -> Result<bool, Failure> {
        let now = self.now;
        let opened = client.opened.ok_or(Refusal::NotFound)?;
        let (Some(held), Some(restricted)) = (held, client.put_off()) else {
            return Ok(false);
        };
        self.write_as(actor, opened.record, [restricted])?;
        let institution = opened.institution;
        let noted = Noted::put_off(institution, held, now.today);
        self.note(actor, noted).await?;
        Ok(true)
    }
}

/// Does what a standing request asks for, as soon as nothing keeps the record.
pub(crate) struct FinishErasure {
    pub(crate) record: RecordId,
    pub(crate) actor: Actor,
}

impl Stroke for FinishErasure {
    async fn decide(&self, work: &mut Transaction<'_>) -> Result<Option<[u8; 16]>, Failure> {
        let now = work.now;
        let client: Client = work.load(self.record).await?;
        if !client.asks_for_erasure() {
            return Ok(None);
        }
        let held = client.held(now.today);
        if held.is_some() {
            let written = work.put_off(self.actor, &client, held).await?;
            return Ok(written.then_some(self.record.into()));
        }
        let reason = ErasureReason::HerWish;
        let erased = work.erase_record(self.actor, self.record, reason);
        Ok(Some(erased.await?.access_stream()))
    }
}

impl Desk {
    /// Asks all her stations to erase what they have of her; the one that is asked does so at once, if it may.
    #[boxed]
    pub async fn erase_everywhere(
        &self,
        by: Staff,
        command: &EraseEverywhere,
        key: &Key,
    ) -> Result<(), Failure> {
        self.perform(by, command, key).await?;
        let others = match Transaction::at(self)
            .her_other_records(command.record)
            .await
        {
            // A retry after it went.
            Err(Failure::Refused(Refusal::Erased)) => return Ok(()),
            others => others?,
        };
        let requested = others.iter().filter(|(_, her)| her.asks_for_erasure());
        let elsewhere = requested.map(|(record, _)| (*record, Actor::Seam));
        for (record, actor) in elsewhere.chain([(command.record, Actor::Staff(by))]) {
            // The request stands: what fails here the clock does, and the answer stays the same.
            if let Err(failure) = self.strike_one(&FinishErasure { record, actor }).await {
                tracing::error!(%failure, "a requested erasure is left to the clock");
            }
        }
        Ok(())
    }
}
