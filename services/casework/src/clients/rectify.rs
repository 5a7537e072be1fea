//! RectifyClient: what is wrong about her is put right (Art. 16 GDPR), and who holds a copy hears that
//! it is not right any more (Art. 19).

use domain::clients::{Children, Client, ClientCommand, Identity};
use domain::consents::Item;
use domain::handovers::{Handover, Notice};
use domain::slips::{Issued, Slip, SlipEvent};
use domain::{Instruction, Now, RecordId, Staff};
use serde::Serialize;

use crate::handovers::{her_word, notify};
use crate::work::{UseCase, Work, record_owner};
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
        let client: Client = work.load(id).await?;
        let what = ClientCommand::Rectify {
            identity: self.identity.clone(),
            children: self.children.clone(),
        };
        let events = client.decide(&Instruction { by, now, what })?;
        work.write(id, None, by, now, &events)?;
        if events.is_empty() {
            return Ok(id);
        }
        for issued in work.slips_of(self.record).await? {
            self.tell(now, work, &issued).await?;
        }
        if self.identity.is_some() {
            self.tell_stations(by, now, work, &client).await?;
        }
        Ok(id)
    }

    fn answer(_: [u8; 16]) {}
}

impl RectifyClient {
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

    /// Tells the office that holds a copy of what was corrected, if it does.
    async fn tell(&self, now: Now, work: &mut Work<'_>, issued: &Issued) -> Result<(), Failure> {
        let id = issued.handover.bytes();
        let there: Option<Handover> = work.load_unless_erased(id).await?;
        let holder = there.unwrap_or_default().is_at(issued.handover);
        let corrected = |item: &Item| match item {
            Item::Identity | Item::Contact => self.identity.is_some(),
            Item::Child => self.children.is_some(),
            _ => false,
        };
        let consent = her_word(work, issued.path).await?;
        let holds = |handover| {
            let copies = consent.copies().iter();
            let mut of_it = copies.filter(|copy| copy.handover == handover);
            of_it.any(|copy| copy.items.iter().any(corrected))
        };
        if holds(issued.handover) || holds(holder) {
            notify(work, now, holder, Notice::Rectified).await?;
        }
        Ok(())
    }
}

impl Work<'_> {
    /// The slips that were issued for a record.
    async fn slips_of(&mut self, record: RecordId) -> Result<Vec<Issued>, Failure> {
        let (store, network) = (&self.desk.store, self.desk.network);
        let mut slips = Vec::new();
        for stream in store.owners_streams(network, record_owner(record)).await? {
            let events = store.load(network, stream).await?;
            if events.first().is_some_and(|e| SlipEvent::knows(e.name())) {
                let slip: Slip = self.load(*stream.as_bytes()).await?;
                slips.extend(slip.issued().cloned());
            }
        }
        Ok(slips)
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
