//! Retention: a record goes by itself when nothing was entered for as long as the network's rules keep
//! it. What is still open, held or joined to something that is kept stays.

use domain::access::ErasureReason;
use domain::clients::Client;
use domain::handovers::{Handover, HandoverEvent, Stage};
use domain::institutions::Institution;
use domain::slips::{self, Slip, SlipEvent};
use domain::vouchers::VoucherActEvent;
use domain::{Actor, HandoverId, RecordId, Refusal, StreamEvent};
use event_store::{Recorded, StreamId};
use jiff::civil::Date;

use super::gone::Joined;
use crate::Failure;
use crate::stroke::Stroke;
use crate::work::{Transaction, date_of, folded, read};

/// Erases a record whose time is over.
pub(crate) struct EndRetention {
    pub(crate) record: RecordId,
}

impl Stroke for EndRetention {
    async fn decide(&self, work: &mut Transaction<'_>) -> Result<Option<[u8; 16]>, Failure> {
        let now = work.now;
        let joined = work.joined_to(self.record).await?;
        let held = |client: &Client| client.may_be_erased(now.today).is_err();
        let opened = joined.get(&self.record).and_then(|her| her.opened);
        let institution = opened.ok_or(Refusal::NotFound)?.institution;
        if joined.values().any(held) {
            return Ok(None);
        }
        let Some(last_entry) = work.last_entry(&joined, now.today).await? else {
            return Ok(None);
        };
        let network = work.network().await?;
        let there: Institution = work.load(institution).await?;
        let kind = there.entry().ok_or(Refusal::NotFound)?.kind;
        if network.rules().kept_until(kind, last_entry) >= now.today {
            return Ok(None);
        }
        let reason = ErasureReason::Retention;
        let erased = work.erase_record(Actor::Clock, self.record, reason);
        Ok(Some(erased.await?.access_stream()))
    }
}

impl Transaction<'_> {
    /// The day of the last entry in any stream of these records; none while something is open. That
    /// somebody looked is no entry.
    async fn last_entry(&mut self, joined: &Joined, today: Date) -> Result<Option<Date>, Failure> {
        let mut last = None;
        for &record in joined.keys() {
            let readings = StreamId::from_bytes(record.access_stream());
            for events in self.streams_of(record).await? {
                let stream = events.first().map(|event| event.stream);
                let Some(stream) = stream.filter(|stream| *stream != readings) else {
                    continue;
                };
                self.saw(stream, events.len() as u64);
                if self.is_open(&events, today).await? {
                    return Ok(None);
                }
                let entered = events.iter().map(|event| date_of(event.recorded_on));
                last = last.max(entered.max());
            }
        }
        Ok(last)
    }

    async fn is_open(&mut self, events: &[Recorded], today: Date) -> Result<bool, Failure> {
        let opened_by = events.first().map_or("", Recorded::name);
        if SlipEvent::knows(opened_by) {
            let slip: Slip = folded(events)?;
            return Ok(slip.stage_on(today) == slips::Stage::Issued);
        }
        if VoucherActEvent::knows(opened_by) {
            return voucher_holds(events, today);
        }
        if !HandoverEvent::knows(opened_by) {
            return Ok(false);
        }
        let (mut handover, mut announced_until) = (Handover::default(), None);
        for event in events {
            let event = read(event)?;
            if let HandoverEvent::HandoverAnnounced(announced) = &event {
                announced_until = Some(announced.valid_until);
            }
            handover.evolve(&event);
        }
        Ok(match handover {
            // It goes with the arrival to which it was linked.
            Handover::LinkedTo { handover, .. } => self.is_there(handover).await?,
            _ => match handover.stage() {
                Stage::Announced => announced_until.is_some_and(|until| until >= today),
                Stage::Acknowledged | Stage::Accepted | Stage::OnHold => true,
                _ => false,
            },
        })
    }

    async fn is_there(&mut self, handover: HandoverId) -> Result<bool, Failure> {
        let there: Option<Handover> = self.load_unless_erased(handover).await?;
        Ok(there.is_some_and(|there| there.held().is_some()))
    }
}

/// Whether a voucher that was issued here can still be used.
fn voucher_holds(events: &[Recorded], today: Date) -> Result<bool, Failure> {
    let mut holds = false;
    for event in events {
        match read(event)? {
            VoucherActEvent::VoucherIssuedHere(issued) => holds = issued.valid_until >= today,
            VoucherActEvent::VoucherMarkedInErrorHere {} => holds = false,
            _ => {}
        }
    }
    Ok(holds)
}
