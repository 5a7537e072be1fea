//! RectifyClient: what is wrong about her is put right (Art. 16 GDPR), and who holds a copy hears that
//! it is not right any more (Art. 19).

use std::collections::{BTreeMap, BTreeSet};

use domain::clients::{Children, Client, ClientCommand, Identity};
use domain::consents::Item;
use domain::handovers::Notice;
use domain::slips::{Issued, Slip, SlipEvent};
use domain::{Instruction, Now, PathId, RecordId, Staff};
use serde::Serialize;

use crate::handovers::{her_word, notify};
use crate::work::{UseCase, Work};
use crate::{Desk, Failure, Key, vouchers};

/// A record to be corrected. What is not given stays as it is.
#[derive(Clone, Serialize)]
pub struct RectifyClient {
    /// Which.
    pub record: RecordId,
    /// Who she is, as a whole.
    pub identity: Option<Identity>,
    /// Her children, as a whole.
    pub children: Option<Children>,
}

impl UseCase for RectifyClient {
    type Answer = ();
    const OUTCOME: &'static str = "client-rectified";

    async fn decide(&self, by: Staff, now: Now, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let id = self.record.bytes();
        // What turned out to be hers says the same of her: an old name stands beside no new one.
        let own: Client = work.own(by, id).await?;
        let joined = if own.opened().is_some() {
            work.joined_to(self.record).await?
        } else {
            [(self.record, own)].into()
        };
        for (record, client) in &joined {
            let names_her = client.identity().is_some() || client.children().is_some();
            if *record == self.record || names_her {
                self.correct(by, now, work, (*record, client)).await?;
            }
        }
        Ok(id)
    }

    fn answer(_: [u8; 16]) {}
}

impl RectifyClient {
    async fn correct(
        &self,
        by: Staff,
        now: Now,
        work: &mut Work<'_>,
        (record, client): (RecordId, &Client),
    ) -> Result<(), Failure> {
        let (identity, children) = (self.identity.as_ref(), self.children.as_ref());
        let changed = client.items_changed_by(identity, children);
        let what = ClientCommand::Rectify {
            identity: self.identity.clone(),
            children: self.children.clone(),
            heard: work.heard(client.paths()).await?,
        };
        let events = client.decide(&Instruction { by, now, what })?;
        work.write(record.bytes(), None, by, now, &events)?;
        for slip in work.slips_of(client).await? {
            if let Some(issued) = slip.issued() {
                tell(now, work, issued, &changed).await?;
            }
        }
        if changed.contains(&Item::Identity) {
            self.tell_stations(by, now, work, client).await?;
        }
        Ok(())
    }

    /// Tells the stations that hold her name from a voucher of this institution.
    async fn tell_stations(
        &self,
        by: Staff,
        now: Now,
        work: &mut Work<'_>,
        client: &Client,
    ) -> Result<(), Failure> {
        for path in client.paths() {
            for &(voucher, route) in her_word(work, *path).await?.voucher_copies() {
                if route.sender == by.institution {
                    let copy = (voucher, route.recipient);
                    vouchers::notify(work, now, copy, Notice::Rectified).await?;
                }
            }
        }
        Ok(())
    }
}

/// Tells the office that holds a copy of what was corrected, if it does.
async fn tell(
    now: Now,
    work: &mut Work<'_>,
    issued: &Issued,
    corrected: &BTreeSet<Item>,
) -> Result<(), Failure> {
    let (holder, _) = work.held_as(issued.handover).await?;
    let consent = her_word(work, issued.path).await?;
    let holds = |handover| {
        let copies = consent.copies().iter();
        let mut of_it = copies.filter(|copy| copy.handover == handover);
        of_it.any(|copy| !copy.items.is_disjoint(corrected))
    };
    if holds(issued.handover) || holds(holder) {
        notify(work, now, holder, Notice::Rectified).await?;
    }
    Ok(())
}

impl Work<'_> {
    /// The slips that were issued for a record.
    pub(crate) async fn slips_of(&mut self, client: &Client) -> Result<Vec<Slip>, Failure> {
        let Some(opened) = client.opened() else {
            return Ok(vec![]);
        };
        let mut slips = Vec::new();
        for events in self.streams_of(opened.record).await? {
            let Some(first) = events.first().filter(|e| SlipEvent::knows(e.name())) else {
                continue;
            };
            slips.push(self.load(*first.stream.as_bytes()).await?);
        }
        Ok(slips)
    }

    /// How much she had said on her paths until now.
    pub(crate) async fn heard(
        &mut self,
        paths: &BTreeSet<PathId>,
    ) -> Result<BTreeMap<PathId, u64>, Failure> {
        let mut heard = BTreeMap::new();
        for path in paths {
            heard.insert(*path, her_word(self, *path).await?.version());
        }
        Ok(heard)
    }
}

impl Desk {
    /// Corrects what is wrong about her.
    pub async fn rectify_client(
        &self,
        by: Staff,
        command: &RectifyClient,
        key: &Key,
    ) -> Result<(), Failure> {
        self.perform(by, command, key).await
    }
}
