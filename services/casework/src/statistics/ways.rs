//! Who was sent where, came, was taken on or not: the log's events on institutions, records, consents, slips,
//! hand-overs and vouchers become the facts of [`path_statistics::journeys`], as they are read. What is erased
//! is not there any more: its events open no more. At the end everything falls away that may not be counted:
//! things entered in error (rule 12), anonymous vouchers, and what she did not agree to have counted.

use std::collections::{BTreeMap, BTreeSet};

use domain::clients::ClientEvent;
use domain::consents::{ConsentEvent, Route};
use domain::handovers::{HandoverEvent, Held};
use domain::institutions::InstitutionEvent;
use domain::slips::{SlipEvent, SlipIssued};
use domain::vocabulary::Need;
use domain::vouchers::{Redeemed, VoucherEvent, VoucherIssued};
use domain::{HandoverId, InstitutionId, PathId, RecordId, SlipId, StreamEvent, VoucherId};
use event_store::Recorded;
use jiff::civil::Date;
use path_statistics::episodes::QUIET_DAYS;
use path_statistics::journeys::{
    Fact, HandOver, Journeys, JourneysBuilder, Station, StationNumber, What,
};

use super::persons::{Agreed, Numbers, Persons};
use crate::Failure;
use crate::work::{meta, read};

/// A slip's or a voucher's way to one station: the same hand-over at either side of the seam.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Course {
    Handover(HandoverId),
    Voucher(VoucherId),
}

/// On whose path something happens, at which institution, in which hand-over.
type Here = (PathId, InstitutionId, Course);

/// A slip, or a voucher that names its next station, as its sender wrote it.
#[derive(Clone, Copy)]
struct Sending {
    here: Here,
    to: Option<InstitutionId>,
    need: Need,
}

/// Something that happened, before it is known whether it may be counted.
struct Noted {
    path: PathId,
    fact: Fact,
    /// The institution does something for her: the first time, or after quiet days, she came in there; else
    /// it is nothing by itself.
    new_there: bool,
}

/// All that was read so far.
#[derive(Default)]
pub(super) struct Ways {
    builder: JourneysBuilder,
    stations: BTreeMap<InstitutionId, StationNumber>,
    persons: Persons,
    slips: BTreeMap<SlipId, Sending>,
    /// Hand-overs as their holders have them.
    held: BTreeMap<HandoverId, Here>,
    /// Named ones.
    vouchers: BTreeMap<VoucherId, Sending>,
    hand_overs: BTreeMap<Course, HandOver>,
    noted: Vec<Noted>,
    /// Arrivals without a slip whose slip turned up later: under which hand-over it had sent her.
    linked: BTreeMap<HandOver, HandOver>,
    in_error: BTreeSet<(InstitutionId, HandOver)>,
}

/// What may be counted, and whose it is.
pub(super) struct Counted {
    pub(super) journeys: Journeys,
    pub(super) persons: Persons,
    pub(super) numbers: Numbers,
}

impl Ways {
    pub(super) fn follow(&mut self, event: &Recorded) -> Result<(), Failure> {
        let (name, id) = (event.name(), *event.stream.as_bytes());
        if event.is_erased() {
            self.persons.forget(RecordId::from_bytes(id));
        } else if InstitutionEvent::knows(name) {
            self.institution(InstitutionId::from_bytes(id), &read(event)?);
        } else if ClientEvent::knows(name) {
            let record = RecordId::from_bytes(id);
            self.persons.follow(record, &read::<ClientEvent>(event)?);
        } else if ConsentEvent::knows(name) {
            let path = PathId::from_bytes(id);
            self.persons.heard(path, &read::<ConsentEvent>(event)?);
        } else if SlipEvent::knows(name) {
            self.slip(SlipId::from_bytes(id), &read(event)?, event)?;
        } else if HandoverEvent::knows(name) {
            self.handover(HandoverId::from_bytes(id), &read(event)?, event)?;
        } else if VoucherEvent::knows(name) {
            self.voucher(VoucherId::from_bytes(id), read(event)?, event)?;
        }
        Ok(())
    }

    fn institution(&mut self, institution: InstitutionId, event: &InstitutionEvent) {
        if let InstitutionEvent::InstitutionEntered { entry, .. }
        | InstitutionEvent::EntryAmended { entry } = event
        {
            let number = self.builder.station(Station {
                institution,
                kind: entry.kind,
                protected: entry.neutral_sender,
            });
            self.stations.insert(institution, number);
        }
    }

    fn slip(&mut self, id: SlipId, said: &SlipEvent, event: &Recorded) -> Result<(), Failure> {
        use SlipEvent as E;
        if let E::SlipIssued(SlipIssued {
            institution,
            recipient,
            path,
            handover,
            parent,
            need,
            issued_on,
            ..
        }) = said
        {
            let sending = Sending {
                here: (*path, *institution, Course::Handover(*handover)),
                to: Some(*recipient),
                need: *need,
            };
            self.slips.insert(id, sending);
            self.sent(sending, parent.is_none(), *issued_on, event);
            return Ok(());
        }
        let Some(slip) = self.slips.get(&id).copied() else {
            return Ok(());
        };
        let what = match said {
            E::SlipReissued(_) | E::SlipRevived { .. } => {
                self.sent(slip, false, occurred_on(event)?, event);
                return Ok(());
            }
            E::SlipWithdrawn {} => What::SlipWithdrawn,
            E::SlipValidityEnded {} => What::SlipExpired,
            E::HerWordReceived { experience, .. } => What::HerWord(*experience),
            E::SlipEnteredInError { .. } => {
                self.err(slip.here);
                return Ok(());
            }
            _ => return Ok(()),
        };
        self.note(slip.here, occurred_on(event)?, event, what);
        Ok(())
    }

    fn handover(
        &mut self,
        id: HandoverId,
        said: &HandoverEvent,
        event: &Recorded,
    ) -> Result<(), Failure> {
        use HandoverEvent as E;
        let course = Course::Handover(id);
        // An announcement by itself is nothing that happened to her.
        if let Some(held) = Held::opened_by(said) {
            self.held.insert(id, (held.path, held.institution, course));
        }
        if let E::SlipLinked(linked) = said
            && let Some(slip) = self.slips.get(&linked.slip).copied()
        {
            let (arrival, sent) = (self.number(course), self.number(slip.here.2));
            self.linked.insert(arrival, sent);
        }
        let Some(here) = self.held.get(&id).copied() else {
            return Ok(());
        };
        let what = match said {
            E::ArrivalRecorded(arrival) => {
                let need = Some(arrival.need);
                self.note(here, arrival.arrived_on, event, What::CameIn { need });
                return Ok(());
            }
            E::HandoverAcknowledged(_) => What::Arrived,
            E::HandoverAccepted {} | E::HandoverReopened { .. } => What::Accepted,
            E::HandoverRejected { reason, .. } => What::Rejected(reason.side()),
            E::HandoverHeld(_) => What::Held,
            E::HandoverResumed {} => What::Resumed,
            E::HandoverConcluded { outcome, .. } => What::Concluded(*outcome),
            E::HandoverEndedByHer {} => What::EndedByHer,
            E::HandoverEnteredInError { .. } => {
                self.err(here);
                return Ok(());
            }
            _ => return Ok(()),
        };
        self.note(here, occurred_on(event)?, event, what);
        Ok(())
    }

    fn voucher(
        &mut self,
        id: VoucherId,
        said: VoucherEvent,
        event: &Recorded,
    ) -> Result<(), Failure> {
        let course = Course::Voucher(id);
        if let VoucherEvent::VoucherIssued(VoucherIssued {
            issuer,
            path,
            issued_on,
            theme,
            next,
            anonymous: false,
            ..
        }) = said
        {
            let sending = Sending {
                here: (path, issuer, course),
                to: next.map(|next| next.institution),
                need: theme,
            };
            self.vouchers.insert(id, sending);
            self.sent(sending, true, issued_on, event);
            return Ok(());
        }
        let Some(Sending { here, to, need }) = self.vouchers.get(&id).copied() else {
            return Ok(());
        };
        match said {
            VoucherEvent::VoucherRedeemed(Redeemed { institution, on }) => {
                let need = Some(need);
                let came = What::CameIn { need };
                let what = if to == Some(institution) {
                    What::Arrived
                } else {
                    came
                };
                self.note((here.0, institution, course), on, event, what);
            }
            VoucherEvent::VoucherValidityEnded {} if to.is_some() => {
                self.note(here, occurred_on(event)?, event, What::SlipExpired);
            }
            VoucherEvent::VoucherEnteredInError { .. } => {
                self.vouchers.remove(&id);
                let wrong = Some(self.number(course));
                self.noted.retain(|noted| noted.fact.hand_over != wrong);
            }
            _ => {}
        }
        Ok(())
    }

    /// She is sent on; `acts` when the sender does something for her by itself, not only passes her on.
    fn sent(
        &mut self,
        Sending { here, to, need }: Sending,
        acts: bool,
        day: Date,
        event: &Recorded,
    ) {
        let need = Some(need);
        if acts {
            self.noted_if(true, here, day, event, What::CameIn { need });
        }
        if let Some(to) = to.and_then(|to| self.stations.get(&to).copied()) {
            self.note(here, day, event, What::Sent { to, need });
        }
    }

    fn note(&mut self, here: Here, day: Date, event: &Recorded, what: What) {
        self.noted_if(false, here, day, event, what);
    }

    /// What no member of the network did is no way through it.
    fn noted_if(
        &mut self,
        new_there: bool,
        (path, at, course): Here,
        day: Date,
        event: &Recorded,
        what: What,
    ) {
        let hand_over = Some(self.number(course));
        let position = event.position.get();
        self.noted.extend(self.stations.get(&at).map(|&at| Noted {
            path,
            new_there,
            fact: Fact {
                day,
                position,
                at,
                hand_over,
                what,
            },
        }));
    }

    fn err(&mut self, (_, at, course): Here) {
        let hand_over = self.number(course);
        self.in_error.insert((at, hand_over));
    }

    fn number(&mut self, course: Course) -> HandOver {
        let next = u32::try_from(self.hand_overs.len()).expect("fewer than 2^32 hand-overs");
        *self.hand_overs.entry(course).or_insert(HandOver(next))
    }

    /// What may be counted of all this.
    pub(super) fn counted(mut self) -> Counted {
        let mut numbers = Numbers::default();
        let mut known = Known::default();
        let words = self.persons.words();
        self.noted
            .sort_by_key(|noted| (noted.fact.day, noted.fact.position));
        for noted in &self.noted {
            let mut fact = noted.fact;
            let top = self.persons.top(noted.path);
            let agreed = words.get(&top);
            if self.is_in_error(&fact) || !agreed.is_some_and(|words| self.covers(words, &fact)) {
                continue;
            }
            let new_there = known.is_new_at(top, &fact);
            if noted.new_there && !new_there {
                continue;
            }
            let linked = fact.hand_over.and_then(|arrival| self.linked.get(&arrival));
            if let Some(slip) = linked {
                fact.hand_over = Some(*slip);
                // The slip turned up: she had been sent.
                if matches!(fact.what, What::CameIn { .. }) {
                    fact.what = What::Arrived;
                }
            }
            self.builder.note(numbers.of(top), fact);
        }
        for top in self.persons.protected() {
            if let Some(person) = numbers.known(top) {
                self.builder.protect(person);
            }
        }
        Counted {
            journeys: self.builder.finish(),
            persons: self.persons,
            numbers,
        }
    }

    fn is_in_error(&self, fact: &Fact) -> bool {
        let at = self.builder.station_of(fact.at).institution;
        let wrong = |hand_over| self.in_error.contains(&(at, hand_over));
        fact.hand_over.is_some_and(wrong)
    }

    /// What is between two stations is covered by her word for this route; what is at one, by any word that
    /// names it.
    fn covers(&self, words: &[&Agreed], fact: &Fact) -> bool {
        let institution = |number| self.builder.station_of(number).institution;
        let (sender, day) = (institution(fact.at), fact.day);
        words.iter().any(|word| match fact.what {
            What::Sent { to, .. } => {
                let recipient = institution(to);
                word.covers(Route { sender, recipient }, day)
            }
            _ => word.covers_at(sender, day),
        })
    }
}

/// Where each person was seen before, and when last.
#[derive(Default)]
struct Known(BTreeMap<PathId, (Date, BTreeSet<StationNumber>)>);

impl Known {
    /// Whether the institution knows her from no earlier day, or everything was quiet for long.
    fn is_new_at(&mut self, top: PathId, fact: &Fact) -> bool {
        let seen = self.0.entry(top).or_insert((fact.day, BTreeSet::new()));
        let quiet = (fact.day - seen.0).get_days() > QUIET_DAYS;
        if !matches!(fact.what, What::SlipExpired) {
            seen.0 = fact.day;
        }
        seen.1.insert(fact.at) || quiet
    }
}

fn occurred_on(event: &Recorded) -> Result<Date, Failure> {
    Ok(meta(event)?.occurred_on)
}
