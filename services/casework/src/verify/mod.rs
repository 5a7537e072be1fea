//! Proof over a whole log: the store's own promises, and rule 1: every disclosure had a live consent
//! at its position, for this sender and this recipient, and covers what was disclosed; and that her words
//! count by their days. What was
//! erased is counted as no longer provable, never as proven.

use async_recursion::async_recursion as boxed;
mod call_back;
mod days;
mod feedback;
mod handovers;
mod her_word;
mod vouchers;

use std::collections::BTreeSet;

use domain::access::AccessEvent;
use domain::clients::{Children, Identity};
use domain::consents::{ConsentEvent, Disclosure, Item, Route};
use domain::handovers::HandoverEvent;
use domain::institutions::InstitutionEvent;
use domain::slips::SlipEvent;
use domain::vouchers::{VoucherActEvent, VoucherEvent};
use domain::{AccountId, Erasable, InstitutionId, Meta, PathId, StreamEvent};
use event_store::{NetworkId, Recorded, Store, StreamId, VerifyError};
use jiff::civil::Date;

use crate::work::date_of;

use days::Days;
use handovers::Handovers;
use her_word::{HerWord, Standing};
use vouchers::Vouchers;

/// What a log was found to be.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Report {
    /// Events in the log.
    pub events: u64,
    /// Disclosures that had a live consent at their position.
    pub disclosures: u64,
    /// Events whose core was erased: nothing can be proven about them any more.
    pub no_longer_provable: u64,
}

/// Verifies one network's log; the error names the first violation.
#[boxed]
pub async fn verify(store: &Store, network: NetworkId) -> Result<Report, VerifyError> {
    let mut proof = Proof::default();
    store.verify(network, |event| proof.follow(event)).await?;
    Ok(proof.end())
}

/// What must be remembered of a log to prove the next event: her word on each path, and of slips,
/// hand-overs and vouchers no more than from whom to whom they went.
#[derive(Default)]
struct Proof {
    report: Report,
    her_word: HerWord,
    days: Days,
    handovers: Handovers,
    vouchers: Vouchers,
    /// A request to ring up that the last event brought to this slip.
    called_back: Option<StreamId>,
    /// Institutions that may reduce benefits (rule 3).
    benefits_offices: BTreeSet<InstitutionId>,
}

/// How she was sent: what a slip or a voucher must be remembered for.
#[derive(Clone, Copy)]
struct Sent {
    /// From whom to whom.
    route: Route,
    /// On which path.
    path: PathId,
}

/// What an event discloses.
struct Claim {
    /// To whom.
    to: To,
    /// On which day.
    day: Date,
    /// Under which consent.
    disclosure: Disclosure,
}

/// To whom something is disclosed.
enum To {
    /// To whom she was sent: the event says nothing else.
    Recipient,
    /// To this institution.
    Institution(InstitutionId),
    /// To whom this stream of what an account opened on a day belongs.
    Reader {
        stream: StreamId,
        viewer: AccountId,
        on: Date,
    },
}

impl To {
    fn is(&self, recipient: InstitutionId) -> bool {
        match self {
            Self::Recipient => true,
            Self::Institution(institution) => *institution == recipient,
            Self::Reader { stream, viewer, on } => {
                let opened = recipient.opened_stream(*viewer, *on);
                // Before December 2026 it was the institution's one stream.
                [opened, recipient.access_stream()].contains(stream.as_bytes())
            }
        }
    }
}

impl Proof {
    fn end(self) -> Report {
        Report {
            no_longer_provable: self.report.no_longer_provable
                + self.handovers.never_met()
                + u64::from(self.called_back.is_some()),
            ..self.report
        }
    }

    fn follow(&mut self, event: &Recorded) -> Result<(), String> {
        self.report.events += 1;
        let name = event.name();
        self.was_asked_for(event)?;
        if event.is_erased() {
            self.report.no_longer_provable += 1;
            self.her_word.forget(event.stream);
            self.days.forget(event.stream);
            return Ok(());
        }
        if ConsentEvent::knows(name) {
            let said: ConsentEvent = read(event)?;
            self.her_word.follow(event.stream, &said);
            return self.days.follow(event, &said);
        }
        if SlipEvent::knows(name) {
            return self.follow_slip(event);
        }
        if HandoverEvent::knows(name) {
            return self.follow_handover(event);
        }
        if VoucherEvent::knows(name) {
            return self.follow_voucher(event);
        }
        if VoucherActEvent::knows(name) {
            return self.follow_voucher_act(event);
        }
        if AccessEvent::knows(name) {
            return self.follow_access(event);
        }
        if InstitutionEvent::knows(name)
            && let InstitutionEvent::InstitutionEntered { entry, .. }
            | InstitutionEvent::EntryAmended { entry } = read(event)?
        {
            let institution = InstitutionId::from_bytes(*event.stream.as_bytes());
            if entry.kind.may_reduce_benefits() {
                self.benefits_offices.insert(institution);
            } else {
                self.benefits_offices.remove(&institution);
            }
        }
        Ok(())
    }

    fn follow_access(&mut self, event: &Recorded) -> Result<(), String> {
        match read(event)? {
            AccessEvent::SlipOpened {
                slip,
                viewer,
                disclosure: Some(disclosure),
                on,
                ..
            } => {
                let to = To::Reader {
                    stream: event.stream,
                    viewer,
                    on,
                };
                self.claim(slip, Claim::of(event, to, disclosure))
            }
            AccessEvent::VoucherOpened {
                voucher,
                viewer,
                disclosure,
                on,
            } => {
                let to = To::Reader {
                    stream: event.stream,
                    viewer,
                    on,
                };
                self.claim_name(voucher, &Claim::of(event, to, disclosure))
            }
            _ => Ok(()),
        }
    }

    /// Proves that what is disclosed lives, on her path and for that route, on that day.
    fn prove(&mut self, Sent { route, path }: Sent, claim: &Claim) -> Result<(), String> {
        if claim.disclosure.consent() != path {
            return Err("a disclosure under a consent of another path".into());
        }
        if !claim.to.is(route.recipient) {
            return Err("her data went to another institution than she was sent to".into());
        }
        match self.her_word.standing(route, &claim.disclosure, claim.day) {
            Ok(Standing::Lives) => self.report.disclosures += 1,
            Ok(Standing::Erased) => self.report.no_longer_provable += 1,
            Ok(Standing::Dead(item)) => return Err(self.why_dead(path, route, item)),
            Err(what) => return Err(what.into()),
        }
        Ok(())
    }

    /// Why nothing may be disclosed under her word for this item.
    fn why_dead(&self, path: PathId, route: Route, item: Item) -> String {
        let stream = StreamId::from_bytes(path.bytes());
        match self.days.overtaken(stream, route, item) {
            Some((given_on, later_on)) => format!(
                "{item} was disclosed on a word of {given_on}, though she said otherwise on {later_on}"
            ),
            None => format!("{item} was disclosed without a live consent"),
        }
    }
}

impl Claim {
    fn of(event: &Recorded, to: To, disclosure: Disclosure) -> Self {
        Self {
            to,
            day: date_of(event.recorded_on),
            disclosure,
        }
    }
}

/// The items to which her data in an event belongs; of what was erased meanwhile nobody can say.
fn carried(
    identity: Option<&Erasable<Identity>>,
    child: Option<&Erasable<Children>>,
) -> BTreeSet<Item> {
    let mut items = BTreeSet::new();
    if let Some(identity) = identity.and_then(Erasable::known) {
        let says_who = identity.name.is_some() || identity.birth_year.is_some();
        items.extend(says_who.then_some(Item::Identity));
        let reaches =
            identity.contact.is_some() || identity.channel.is_some() || identity.language.is_some();
        items.extend(reaches.then_some(Item::Contact));
    }
    items.extend(child.map(|_| Item::Child));
    items
}

/// Refuses what is disclosed without being named in the consent's trace.
fn covers(disclosure: Option<&Disclosure>, carried: &BTreeSet<Item>) -> Result<(), String> {
    let named = |item: &&Item| disclosure.is_some_and(|trace| trace.items().contains(item));
    match carried.iter().find(|item| !named(item)) {
        Some(item) => Err(format!("{item} was disclosed without any consent")),
        None => Ok(()),
    }
}

fn read<E: StreamEvent>(event: &Recorded) -> Result<E, String> {
    domain::stored::read(&event.event).map_err(|unread| unread.to_string())
}

fn meta(event: &Recorded) -> Result<Meta, String> {
    domain::stored::meta(&event.event).map_err(|unread| unread.to_string())
}
