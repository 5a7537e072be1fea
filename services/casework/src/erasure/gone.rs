//! What goes with a record: the records that were joined to it, the codes of its slips, and a path that
//! has no other record of hers any more.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::{ErasureReason, Noted};
use domain::clients::Client;
use domain::consents::Consent;
use domain::slips::{Slip, SlipEvent};
use domain::vouchers::{Voucher, VoucherEvent};
use domain::{Actor, InstitutionId, PathId, RecordId, Refusal, StreamEvent};
use event_store::{OwnerId, StoreError, VerifyError};

use crate::Failure;
use crate::work::{Transaction, folded, path_owner, record_owner};

/// A record with those that were joined to it, as they stand.
pub(crate) type Joined = BTreeMap<RecordId, Client>;

/// All paths that her joined records know.
pub(crate) fn paths_of(joined: &Joined) -> BTreeSet<PathId> {
    let paths = joined.values().flat_map(|her| &her.paths);
    paths.copied().collect()
}

impl Transaction<'_> {
    /// Erases a record with everything that belongs to it alone, in this append.
    pub(crate) async fn erase_record(
        &mut self,
        actor: Actor,
        record: RecordId,
        reason: ErasureReason,
    ) -> Result<InstitutionId, Failure> {
        let now = self.now;
        let joined = self.joined_to(record).await?;
        for client in joined.values() {
            client.may_be_erased(now.today)?;
        }
        let opened = joined.get(&record).and_then(|her| her.opened);
        let institution = opened.ok_or(Refusal::NotFound)?.institution;
        let mut events = 0;
        for &record in joined.keys() {
            events += self.erase_owner(record_owner(record)).await?;
        }
        for path in paths_of(&joined) {
            if reason == ErasureReason::WrongPerson {
                events += self.erase_evidence(path, joined.keys()).await?;
            }
            if self.leave(actor, path, &joined).await? {
                // Not counted: that she has no other station is not the institution's to know.
                self.erase_owner(path_owner(path)).await?;
            }
        }
        let erased = Noted::erased(institution, reason, events, now.today);
        self.note(actor, erased).await?;
        Ok(institution)
    }

    /// An anonymous voucher's path goes when its late entries are made: there is no record with which
    /// it would go.
    pub(crate) async fn end_anonymous_path(
        &mut self,
        voucher: &Voucher,
    ) -> Result<Option<[u8; 16]>, Failure> {
        let now = self.now;
        let over = voucher.path_ends_on().is_some_and(|last| last < now.today);
        let Some(issued) = voucher.issued().filter(|_| over) else {
            return Ok(None);
        };
        let consent: Option<Consent> = self.load_unless_erased(issued.path).await?;
        if consent.is_some_and(|consent| !consent.stations().is_empty()) {
            return Ok(None);
        }
        self.erase_owner(path_owner(issued.path)).await?;
        // Where it was used is not the issuer's to know, nor how often.
        let events = 0;
        let erased = Noted::erased(issued.issuer, ErasureReason::Retention, events, now.today);
        let at = erased.at;
        self.note(Actor::Clock, erased).await?;
        Ok(Some(at.into()))
    }

    /// The record and all that turned out to be the same person's here.
    pub(crate) async fn joined_to(&mut self, record: RecordId) -> Result<Joined, Failure> {
        let mut joined = Joined::from([(record, self.load(record).await?)]);
        let mut open: BTreeSet<RecordId> = joined[&record].joined.clone();
        while let Some(other) = open.pop_first() {
            if joined.contains_key(&other) {
                continue;
            }
            if let Some(client) = self.load_unless_erased::<Client>(other).await? {
                open.extend(&client.joined);
                joined.insert(other, client);
            }
        }
        Ok(joined)
    }

    /// Takes these records off a path; whether none of hers is left on it. That the path's stream moves
    /// makes two that leave at the same moment see each other: one of them is the last.
    async fn leave(
        &mut self,
        actor: Actor,
        path: PathId,
        leaving: &Joined,
    ) -> Result<bool, Failure> {
        let Some(consent) = self.load_unless_erased::<Consent>(path).await? else {
            return Ok(false);
        };
        let mut last = true;
        for &(_, record) in consent.stations() {
            if last && !leaving.contains_key(&record) {
                let there: Option<Client> = self.load_unless_erased(record).await?;
                last = there.is_none_or(|client| client.opened.is_none());
            }
        }
        if !last {
            let left = consent.leave(|record| leaving.contains_key(&record));
            self.write_as(actor, path, left)?;
        }
        Ok(last)
    }

    /// Erases all that is sealed for an owner; the number of events that become unreadable.
    pub(crate) async fn erase_owner(&mut self, owner: OwnerId) -> Result<u64, Failure> {
        self.close_codes_of(owner).await?;
        let events = self.verified(owner).await?;
        self.erase(owner);
        Ok(events)
    }

    /// Codes whose slip or voucher goes lead nowhere.
    async fn close_codes_of(&mut self, owner: OwnerId) -> Result<(), Failure> {
        for events in self.sealed_for(owner).await? {
            let opened_by = events.first().map_or("", |event| event.name());
            let hashes = if SlipEvent::knows(opened_by) {
                let slip: Slip = folded(&events)?;
                slip.issued().map(|issued| issued.code_hashes.clone())
            } else if VoucherEvent::knows(opened_by) {
                let voucher: Voucher = folded(&events)?;
                voucher.issued().map(|issued| issued.code_hashes.clone())
            } else {
                None
            };
            self.close_codes(&hashes.unwrap_or_default())?;
        }
        Ok(())
    }

    /// The number of events that become unreadable, each found sound: afterwards nobody can tell
    /// damage from erasure.
    async fn verified(&self, owner: OwnerId) -> Result<u64, Failure> {
        let (store, network) = (&self.desk.store, self.desk.network);
        match store.verify_streams_of(network, owner).await {
            Ok(events) => Ok(events),
            Err(VerifyError::Store(error)) => Err(error.into()),
            Err(VerifyError::Violation(violation)) => Err(Failure::Store(StoreError::Damaged {
                position: violation.position,
                what: violation.what,
            })),
        }
    }
}
