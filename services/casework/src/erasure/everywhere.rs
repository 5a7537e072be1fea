//! EraseEverywhere: she asks one of her stations, and all of them hear it. The request stands in each
//! record in one append; then each record goes by itself, and what is interrupted the clock finishes.
//! The asking institution learns nothing of the others.

use std::collections::BTreeMap;

use domain::access::{AccessEvent, ErasureReason};
use domain::clients::{Client, ClientCommand, Kept};
use domain::institutions::Institution;
use domain::network::Network;
use domain::{Actor, Instruction, Now, RecordId, Refusal, Staff};
use serde::Serialize;

use crate::clock_strikes::Stroke;
use crate::consents::linked;
use crate::work::{UseCase, Work, institution_owner};
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

    async fn decide(&self, by: Staff, now: Now, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let own: Client = work.own(by, self.record.bytes()).await?;
        let what = ClientCommand::RequestErasure;
        own.decide(&Instruction { by, now, what })?;
        let held = own.held(now.today);
        work.request(Actor::Staff(by), now, &own, held).await?;
        for client in work.her_other_records(self.record).await?.values() {
            let kept = work.kept(client, now).await?;
            work.request(Actor::Seam, now, client, kept).await?;
        }
        Ok(self.record.bytes())
    }

    fn answer(_: [u8; 16]) {}
}

impl Work<'_> {
    /// Her living records at all stations of all her linked paths but this one and those joined to
    /// it, which go with it.
    async fn her_other_records(
        &mut self,
        record: RecordId,
    ) -> Result<BTreeMap<RecordId, Client>, Failure> {
        let own = self.joined_to(record).await?;
        let paths = own.values().flat_map(Client::paths).copied().collect();
        let mut others = BTreeMap::new();
        for consent in linked(self, paths).await?.values() {
            for &(_, other) in consent.stations() {
                let client: Option<Client> = self.load_unless_erased(other.bytes()).await?;
                others.extend(client.map(|client| (other, client)));
            }
        }
        let joined: Vec<RecordId> = others.values().flat_map(Client::joined).copied().collect();
        others.retain(|other, _| !own.contains_key(other) && !joined.contains(other));
        Ok(others)
    }

    /// What keeps a record whose institution did not ask itself.
    async fn kept(&mut self, client: &Client, now: Now) -> Result<Option<Kept>, Failure> {
        let opened = client.opened().ok_or(Refusal::NotFound)?;
        let network: Network = self.load(*self.desk.network.as_bytes()).await?;
        let there: Institution = self.load(opened.institution.bytes()).await?;
        let kind = there.entry().ok_or(Refusal::NotFound)?.kind;
        Ok(client.kept(&network.rules(), kind, now.today))
    }

    /// Lets the request stand in a record; what is kept is not used meanwhile, and its institution
    /// finds out why it is still there.
    async fn request(
        &mut self,
        actor: Actor,
        now: Now,
        client: &Client,
        kept: Option<Kept>,
    ) -> Result<bool, Failure> {
        let opened = client.opened().ok_or(Refusal::NotFound)?;
        let put_off = kept.and_then(|_| client.put_off());
        let events: Vec<_> = [client.requested(now.today), put_off]
            .into_iter()
            .flatten()
            .collect();
        if events.is_empty() {
            return Ok(false);
        }
        let stream = opened.record.bytes();
        self.write_as(stream, None, actor, now, now.today, &events)?;
        if let Some(kept) = kept {
            let institution = opened.institution;
            let noted = AccessEvent::ErasurePutOff {
                institution,
                until: kept.until(),
                on: now.today,
            };
            let stream = institution.access_stream();
            let owner = Some(institution_owner(institution));
            self.at_the_end_of(stream).await?;
            self.write_as(stream, owner, actor, now, now.today, &[noted])?;
        }
        Ok(true)
    }
}

/// Does what a standing request asks for, as soon as nothing keeps the record.
pub(crate) struct FinishErasure {
    pub(crate) record: RecordId,
    pub(crate) actor: Actor,
}

impl Stroke for FinishErasure {
    async fn decide(&self, now: Now, work: &mut Work<'_>) -> Result<Option<[u8; 16]>, Failure> {
        let client: Client = work.load(self.record.bytes()).await?;
        if !client.asks_for_erasure() {
            return Ok(None);
        }
        let kept = match self.actor {
            // The institution that asks decides for itself by asking.
            Actor::Staff(_) => client.held(now.today),
            _ => work.kept(&client, now).await?,
        };
        if kept.is_some() {
            let written = work.request(self.actor, now, &client, kept).await?;
            return Ok(written.then_some(self.record.bytes()));
        }
        let reason = ErasureReason::HerWish;
        let erased = work.erase_record(self.actor, now, self.record, reason);
        Ok(Some(erased.await?.access_stream()))
    }
}

impl Desk {
    /// Asks all her stations to erase what they have of her; those that may do so at once.
    pub async fn erase_everywhere(
        &self,
        by: Staff,
        command: &EraseEverywhere,
        key: &Key,
    ) -> Result<(), Failure> {
        self.perform(by, command, key).await?;
        let others = Work::at(self).her_other_records(command.record).await;
        let others = match others {
            // A retry after everything went.
            Err(Failure::Refused(Refusal::Erased)) => return Ok(()),
            others => others?,
        };
        let elsewhere = others.into_keys().map(|record| (record, Actor::Seam));
        let own = (command.record, Actor::Staff(by));
        for (record, actor) in elsewhere.chain([own]) {
            // The request stands: what fails here the clock does, and the answer stays the same.
            if let Err(failure) = self.strike_one(&FinishErasure { record, actor }).await {
                tracing::error!(%failure, "a requested erasure is left to the clock");
            }
        }
        Ok(())
    }
}
