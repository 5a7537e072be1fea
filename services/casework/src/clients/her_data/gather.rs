//! Gathering it: her records with all their streams, what the institution recorded on her paths, and
//! who read what. The copy is noted before anything leaves.

use async_recursion::async_recursion as boxed;
use std::collections::{BTreeMap, BTreeSet};

use domain::access::AccessEvent;
use domain::clients::{Client, ClientEvent};
use domain::consents::ConsentEvent;
use domain::handovers::HandoverEvent;
use domain::slips::{SlipEvent, Words};
use domain::vouchers::{VoucherActEvent, VoucherEvent};
use domain::{
    Erasable, InstitutionId, KnownOr, Line, Note, PathId, RecordId, Refusal, Staff, StreamEvent,
};
use event_store::{Recorded, StreamId};
use jiff::civil::Date;
use read_models::Tenant;
use read_models::access_log::{self, ReadingRow, What};
use read_models::consents::taken_back;
use read_models::handovers::HandoverRow;
use read_models::slips::SlipRow;

use super::handover::handover;
use super::held;
use super::voucher::voucher;
use super::{
    ConsentHeld, EvidenceHeld, Happened, HerData, InRecord, MessageReleased, ReadingHeld,
    ReleaseHeld, WithdrawalHeld,
};
use crate::erasure::paths_of;
use crate::places::Places;
use crate::senders::Names;
use crate::slips::read::caseworker;
use crate::work::{Work, meta, read, record_owner};
use crate::{Desk, Failure};

impl Desk {
    /// A copy of everything that the own institution holds about her.
    #[boxed]
    pub async fn her_data(&self, by: Staff, record: RecordId) -> Result<HerData, Failure> {
        // The privacy officer reads no content: who works with the record hands her the copy.
        caseworker(by)?;
        let mut work = Work::of(self, by);
        let own: Client = work.own(record).await?;
        if own.opened.is_none() {
            return Err(self.unknown(by).await);
        }
        let joined = work.joined_to(record).await?;
        // Who read what is asked of the rows: pages of lists stand in the institution's streams.
        self.settle(self.store.head(self.network).await?).await?;
        let mut gathering = Gathering::of(self, by.institution).await?;
        for (record, client) in &joined {
            gathering.streams_of(*record, client).await?;
        }
        for path in paths_of(&joined) {
            gathering.recorded_on(path).await?;
        }
        gathering.openings().await?;
        self.note(by, self.reader(by).hands_copy(record)).await?;
        Ok(gathering.data)
    }
}

struct Gathering<'d> {
    desk: &'d Desk,
    own: InstitutionId,
    names: BTreeMap<InstitutionId, Line>,
    places: Places,
    shown: Names<'d>,
    data: HerData,
}

impl<'d> Gathering<'d> {
    async fn of(desk: &'d Desk, own: InstitutionId) -> Result<Self, Failure> {
        let there = desk.institutions().await?.into_iter();
        let there = there.map(|row| (row.institution, row.entry.name));
        let names: BTreeMap<_, _> = there.collect();
        let institution = names.get(&own).cloned().ok_or(Refusal::NotFound)?;
        let data = HerData {
            institution,
            copied_on: desk.now().today,
            records: Vec::new(),
            consents: Vec::new(),
            releases: Vec::new(),
            messages_released: Vec::new(),
            withdrawals: Vec::new(),
            slips: Vec::new(),
            handovers: Vec::new(),
            vouchers: Vec::new(),
            child_copies: Vec::new(),
            readings: Vec::new(),
        };
        Ok(Self {
            desk,
            own,
            names,
            places: desk.places().await?,
            shown: desk.names().await?,
            data,
        })
    }

    fn name(&self, institution: InstitutionId) -> Result<Line, Failure> {
        let name = self.names.get(&institution).cloned();
        Ok(name.ok_or(Refusal::NotFound)?)
    }

    /// The record, and everything that is sealed for it.
    async fn streams_of(&mut self, record: RecordId, client: &Client) -> Result<(), Failure> {
        let (store, network) = (&self.desk.store, self.desk.network);
        let streams = store.owners_streams(network, record_owner(record)).await?;
        let mut copies = Vec::new();
        let mut own = None;
        for events in store.load_many(network, &streams).await?.into_values() {
            let opened_by = events.first().map_or("", Recorded::name);
            if ClientEvent::knows(opened_by) {
                own = held::record(client, &events)?;
            } else if SlipEvent::knows(opened_by) {
                self.slip(&events)?;
            } else if HandoverEvent::knows(opened_by) {
                self.handover(&events).await?;
            } else if VoucherActEvent::knows(opened_by) {
                self.voucher(&events).await?;
            } else if AccessEvent::knows(opened_by) {
                for event in events.iter() {
                    self.data.child_copies.extend(held::child_copy(event)?);
                    if let AccessEvent::DataExported { on, .. } = read(event)? {
                        let event = InRecord::DataExported;
                        copies.push(Happened { event, on });
                    }
                }
            }
        }
        self.read(What::Record(record)).await?;
        if let Some(mut own) = own {
            own.data_protection.extend(copies);
            self.data.records.push(own);
        }
        Ok(())
    }

    async fn handover(&mut self, events: &[Recorded]) -> Result<(), Failure> {
        if let Some(row) = folded::<HandoverRow>(events)? {
            let shown = self.shown.of(&row).await?;
            self.data.handovers.push(handover(row, shown, &self.places));
        }
        Ok(())
    }

    fn slip(&mut self, events: &[Recorded]) -> Result<(), Failure> {
        if let Some(row) = folded::<SlipRow>(events)? {
            let recipient = self.name(row.recipient)?;
            self.data.slips.push(held::slip(row, recipient));
        }
        Ok(())
    }

    async fn voucher(&mut self, acts: &[Recorded]) -> Result<(), Failure> {
        let mut comment: Option<Note> = None;
        let here = |name: &str| acts.iter().find(|act| act.name() == name);
        // Only who issued it marks it, and says why in its own stream.
        if let (Some(issued), Some(_)) =
            (here("VoucherIssuedHere"), here("VoucherMarkedInErrorHere"))
            && let VoucherActEvent::VoucherIssuedHere(issued) = read(issued)?
        {
            let stream = StreamId::from_bytes(issued.voucher.bytes());
            let events = self.desk.store.load(self.desk.network, stream).await?;
            for event in events.iter() {
                if !event.is_erased()
                    && let VoucherEvent::VoucherEnteredInError {
                        counselling: Erasable::Known(Words { words }),
                    } = read(event)?
                {
                    comment = Some(words);
                }
            }
        }
        let held = voucher(acts, comment.as_ref(), &self.places)?;
        self.data.vouchers.extend(held);
        Ok(())
    }

    /// What this institution recorded and heard on a path; what others did there is not its to tell.
    async fn recorded_on(&mut self, path: PathId) -> Result<(), Failure> {
        let stream = StreamId::from_bytes(path.bytes());
        let events = self.desk.store.load(self.desk.network, stream).await?;
        for event in events.iter() {
            if event.is_erased() {
                return Ok(());
            }
            self.recorded(read(event)?, meta(event)?.occurred_on)?;
        }
        Ok(())
    }

    fn recorded(&mut self, event: ConsentEvent, on: Date) -> Result<(), Failure> {
        match event {
            ConsentEvent::ConsentRecorded(asked) if asked.route.sender == self.own => {
                let evidence = asked.evidence.known().map(|proof| EvidenceHeld {
                    asking: proof.asking.clone(),
                    decider: proof.decider.clone(),
                    purpose: proof.purpose,
                    consequences_shown: proof.consequences_shown,
                });
                self.data.consents.push(ConsentHeld {
                    recipient: self.name(asked.route.recipient)?,
                    decisions: asked.decisions,
                    given_on: asked.given_on,
                    expires_on: asked.expires_on,
                    kept_as: asked.kept_as.number(),
                    evidence,
                });
            }
            ConsentEvent::ReleaseRecorded(asked) if asked.route.sender == self.own => {
                let proof = asked.evidence.known().cloned();
                self.data.releases.push(ReleaseHeld {
                    recipient: self.name(asked.route.recipient)?,
                    discloser: proof.as_ref().map(|proof| proof.discloser.clone()),
                    content: proof.as_ref().map(|proof| proof.content.clone()),
                    given_on: asked.given_on,
                    expires_on: asked.expires_on,
                    kept_as: asked.kept_as.number(),
                    asking: proof.as_ref().map(|proof| proof.asking.clone()),
                    decider: proof.map(|proof| proof.decider),
                });
            }
            // At the receiving desk, which knows who may hear it as its slip showed them.
            ConsentEvent::MessageReleased(said) if said.route.recipient == self.own => {
                let mut held = self.data.handovers.iter();
                let of_it = held.find(|held| held.handover == said.handover);
                let sender = of_it.and_then(|held| held.sender.as_ref());
                self.data.messages_released.push(MessageReleased {
                    handover: said.handover,
                    recipient: sender.map(|sender| sender.name.clone()),
                    message: said.message,
                    on,
                });
            }
            said if said.taken_back_at() == Some(self.own) => {
                if let Some(back) = taken_back(&said) {
                    let recipient = back.recipient.map(|recipient| self.name(recipient));
                    self.data.withdrawals.push(WithdrawalHeld {
                        recipient: recipient.transpose()?,
                        items: back.items,
                        on: back.on,
                        how: back.how,
                    });
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Slips and vouchers that were opened by their code before they came into her record here.
    async fn openings(&mut self) -> Result<(), Failure> {
        let held: BTreeSet<_> = self.data.handovers.iter().map(|one| one.handover).collect();
        for handover in held {
            self.read(What::Handover(handover)).await?;
        }
        let used: BTreeSet<_> = self.data.vouchers.iter().map(|one| one.voucher).collect();
        for voucher in used {
            self.read(What::Voucher(voucher)).await?;
        }
        // By function, not by person: what colleagues of one function did on a day is one line.
        self.data.readings.sort();
        self.data.readings.dedup();
        Ok(())
    }

    /// Who read this, or opened it.
    async fn read(&mut self, what: What) -> Result<(), Failure> {
        let own = Tenant::of(&self.desk.store, self.desk.network, self.own);
        let readings = access_log::of(&own, what).await?;
        let line = |row: ReadingRow| ReadingHeld {
            on: row.on,
            function: row.function,
            purpose: row.purpose,
        };
        self.data.readings.extend(readings.into_iter().map(line));
        Ok(())
    }
}

fn folded<R: read_models::Own>(events: &[Recorded]) -> Result<Option<R>, Failure> {
    let kind = "her data";
    read_models::folded(events).map_err(|_| Failure::Unreadable { kind })
}
