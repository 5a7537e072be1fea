//! What happens because a day passed: validities end, consents expire, requested erasures are finished;
//! once a day records whose time is over go, releases that are due are made, and what was erased leaves
//! the log.

use async_recursion::async_recursion as boxed;
use domain::consents::Consent;
use domain::slips::Slip;
use domain::vouchers::Voucher;
use domain::{Actor, PathId, SlipId, VoucherId};
use read_models::clients::{self, ClientList};
use read_models::ends::Ending;
use read_models::{Tenant, Window};

use crate::erasure::{EndRetention, FinishErasure};
use crate::evidence::EndEvidence;
use crate::stroke::Stroke;
use crate::work::{Transaction, day};
use crate::{Desk, Failure};

/// How many things that are over are read at once.
const BATCH: u32 = 100;
/// How many days after an erasure the ciphertext leaves the log (rule 5).
const PURGED_AFTER: u32 = 30;

/// What an hour brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Struck {
    /// Slips and vouchers whose validity ended, paths on which something expired, and evidence whose
    /// time was over.
    pub ended: u64,
    /// Requested erasures that moved.
    pub requested: u64,
}

/// What a day brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct StruckMidnight {
    /// Records whose time was over.
    pub retained: u64,
    /// Parts of events and rows that left the log.
    pub purged: u64,
    /// Releases of statistics that were made, and periods that never will be released.
    pub released: u64,
}

impl Desk {
    /// Does what the hours bring; whoever runs it twice, or in two processes, changes nothing more.
    #[boxed]
    pub async fn strike_hour(&self) -> Result<Struck, Failure> {
        Ok(Struck {
            ended: self.end_what_is_over().await?,
            requested: self.finish_erasures().await?,
        })
    }

    /// Does what the days bring; repeating it is as harmless.
    #[boxed]
    pub async fn strike_midnight(&self) -> Result<StruckMidnight, Failure> {
        let retained = self.end_retentions().await?;
        let released = self.make_releases().await?;
        let today = day(self.now().today);
        let purge = self.store.purge(self.network, today, PURGED_AFTER).await?;
        Ok(StruckMidnight {
            retained,
            purged: purge.parts,
            released,
        })
    }

    async fn end_what_is_over(&self) -> Result<u64, Failure> {
        let mut ended = 0;
        loop {
            let today = self.now().today;
            let over = read_models::ends::over(&self.store, self.network, today, BATCH).await?;
            let before = ended;
            for row in &over {
                let done = match row.what {
                    Ending::Slip(slip) => self.tried(&EndSlip(slip)).await,
                    Ending::Voucher(voucher) => self.tried(&EndVoucher(voucher)).await,
                    Ending::Consent(path) => self.tried(&ExpireConsent(path)).await,
                    Ending::Evidence(kept_as) => self.tried(&EndEvidence(kept_as)).await,
                };
                ended += u64::from(done);
            }
            // Rows may be behind the log; the next hour finds what is left.
            if over.len() < BATCH as usize || ended == before {
                return Ok(ended);
            }
        }
    }

    async fn finish_erasures(&self) -> Result<u64, Failure> {
        let mut moved = 0;
        for there in self.institutions().await? {
            let tenant = Tenant::of(&self.store, self.network, there.institution);
            let (lists, mut window) = ([ClientList::ToBeErased], Window::first(BATCH as usize));
            loop {
                let due = tenant.listed(&lists, &window).await?;
                for row in due.rows {
                    let stroke = FinishErasure {
                        record: row.record,
                        actor: Actor::Clock,
                    };
                    moved += u64::from(self.tried(&stroke).await);
                }
                let Some(next) = due.next else { break };
                window.after = Some(next);
            }
        }
        Ok(moved)
    }

    async fn end_retentions(&self) -> Result<u64, Failure> {
        let today = self.now().today;
        let rules = Transaction::at(self).network().await?;
        let rules = rules.rules();
        let mut retained = 0;
        for there in self.institutions().await? {
            let day = rules.over_before(there.entry.kind, today);
            let tenant = Tenant::of(&self.store, self.network, there.institution);
            let mut window = Window::first(BATCH as usize);
            loop {
                let old = clients::unchanged_since(&tenant, day, &window).await?;
                for row in old.rows {
                    let record = row.record;
                    retained += u64::from(self.tried(&EndRetention { record }).await);
                }
                let Some(next) = old.next else { break };
                window.after = Some(next);
            }
        }
        Ok(retained)
    }
}

struct EndSlip(SlipId);

impl Stroke for EndSlip {
    async fn decide(&self, work: &mut Transaction<'_>) -> Result<Option<[u8; 16]>, Failure> {
        let now = work.now;
        let id = self.0;
        let slip: Slip = work.load(id).await?;
        let (Some(issued), Some(ended)) = (slip.issued(), slip.end_validity(now.today)) else {
            return Ok(None);
        };
        let on = issued.valid_until.tomorrow().unwrap_or(now.today);
        work.write_on(Actor::Clock, on, id, [ended])?;
        work.shred_code(id);
        Ok(Some(id.into()))
    }
}

struct EndVoucher(VoucherId);

impl Stroke for EndVoucher {
    async fn decide(&self, work: &mut Transaction<'_>) -> Result<Option<[u8; 16]>, Failure> {
        let now = work.now;
        let id = self.0;
        let voucher: Voucher = work.load(id).await?;
        let (Some(last_day), Some(ended)) = (voucher.last_day(), voucher.end_validity(now.today))
        else {
            return work.end_anonymous_path(&voucher).await;
        };
        let on = last_day.tomorrow().unwrap_or(now.today);
        work.write_on(Actor::Clock, on, id, [ended])?;
        work.shred_code(id);
        Ok(Some(id.into()))
    }
}

struct ExpireConsent(PathId);

impl Stroke for ExpireConsent {
    async fn decide(&self, work: &mut Transaction<'_>) -> Result<Option<[u8; 16]>, Failure> {
        let now = work.now;
        let id = self.0;
        let consent: Consent = work.load(id).await?;
        let events = consent.expire(now.today);
        work.write_as(Actor::Clock, id, events.iter().cloned())?;
        Ok((!events.is_empty()).then_some(id.into()))
    }
}
