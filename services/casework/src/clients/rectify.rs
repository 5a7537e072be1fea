//! RectifyClient: what is wrong about her is put right (Art. 16 GDPR), and who holds a copy hears that
//! it is not right any more (Art. 19).

use std::collections::{BTreeMap, BTreeSet};

use domain::clients::{Children, Client, ClientCommand, Identity, Known};
use domain::consents::{Consent, Item, Route};
use domain::handovers::Notice;
use domain::slips::{Issued, Slip, SlipEvent};
use domain::{PathId, RecordId, StreamEvent};
use serde::Serialize;

use crate::handovers::notify;
use crate::perform::UseCase;
use crate::work::Work;
use crate::{Failure, vouchers};

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

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let id = self.record;
        // What turned out to be hers says the same of her: an old name stands beside no new one.
        let own: Client = work.own(id).await?;
        let mut joined = if own.opened.is_some() {
            work.joined_to(self.record).await?
        } else {
            [(self.record, own)].into()
        };
        for (record, client) in &mut joined {
            let names_her = client.identity.is_some() || client.children.is_some();
            if *record == self.record || names_her {
                self.correct(work, *record, client).await?;
            }
        }
        Ok(id.into())
    }
}

impl RectifyClient {
    async fn correct(
        &self,
        work: &mut Work<'_>,
        record: RecordId,
        client: &mut Client,
    ) -> Result<(), Failure> {
        let her = Known {
            identity: self.identity.clone(),
            children: self.children.clone(),
        };
        let changed = client.items_changed_by(&her);
        let what = ClientCommand::Rectify {
            her,
            heard: work.heard(&client.paths).await?,
        };
        work.decide(record, client, what)?;
        if client.protected {
            // Told when she is asked again, or is safe.
            return Ok(());
        }
        work.tell_corrected(client, |_, _| changed.clone()).await
    }
}

/// Tells the office that holds a copy of what was corrected, if it does.
async fn tell(
    work: &mut Work<'_>,
    issued: &Issued,
    (consent, corrected): (&Consent, &BTreeSet<Item>),
) -> Result<(), Failure> {
    let (holder, _) = work.held_as(issued.handover).await?;
    let holds = |handover| {
        let copies = consent.copies().iter();
        let mut of_it = copies.filter(|copy| copy.handover == handover);
        of_it.any(|copy| !copy.items.is_disjoint(corrected))
    };
    if holds(issued.handover) || holds(holder) {
        notify(work, holder, Notice::Rectified).await?;
    }
    Ok(())
}

impl Work<'_> {
    /// Tells whoever holds a copy from this institution of what was corrected for it, path and route by route.
    pub(crate) async fn tell_corrected(
        &mut self,
        client: &Client,
        corrected: impl Fn(&Consent, (PathId, Route)) -> BTreeSet<Item>,
    ) -> Result<(), Failure> {
        let by = self.by;
        for slip in self.slips_of(client).await? {
            let Some(issued) = slip.issued() else {
                continue;
            };
            let consent = self.her_word(issued.path).await?;
            let corrected = corrected(&consent, (issued.path, issued.route()));
            tell(self, issued, (&consent, &corrected)).await?;
        }
        for path in &client.paths {
            let consent = self.her_word(*path).await?;
            for &(voucher, route) in consent.voucher_copies() {
                let hers = corrected(&consent, (*path, route)).contains(&Item::Identity);
                if route.sender == by.institution && hers {
                    let copy = (voucher, route.recipient);
                    vouchers::notify(self, copy, Notice::Rectified).await?;
                }
            }
        }
        Ok(())
    }

    /// What was corrected in danger and nobody heard: she is safe now.
    pub(crate) async fn tell_untold(&mut self, client: &Client) -> Result<(), Failure> {
        self.tell_corrected(client, |consent, (path, route)| {
            client.untold_on(consent, path, route)
        })
        .await
    }

    /// The same for those about whom she has just been asked again.
    pub(crate) async fn tell_asked_again(
        &mut self,
        client: &Client,
        (path, before, after): (PathId, &Consent, &Consent),
    ) -> Result<(), Failure> {
        if client.untold.is_empty() {
            return Ok(());
        }
        self.tell_corrected(client, |_, (_, route)| {
            let mut asked = client.untold_on(before, path, route);
            let waits = client.untold_on(after, path, route);
            asked.retain(|item| !waits.contains(item));
            asked
        })
        .await
    }

    /// The slips that were issued for a record.
    pub(crate) async fn slips_of(&mut self, client: &Client) -> Result<Vec<Slip>, Failure> {
        let Some(opened) = client.opened else {
            return Ok(vec![]);
        };
        let mut slips = Vec::new();
        for events in self.streams_of(opened.record).await? {
            let Some(first) = events.first().filter(|e| SlipEvent::knows(e.name())) else {
                continue;
            };
            slips.push(self.load((*first.stream.as_bytes()).into()).await?);
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
            heard.insert(*path, self.her_word(*path).await?.version());
        }
        Ok(heard)
    }
}
