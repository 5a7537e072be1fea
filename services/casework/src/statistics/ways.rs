//! Who was sent where, came, was taken on or not: what the log says of slips, hand-overs and vouchers, in
//! the words of [`path_statistics::journeys`]. Left out are things entered in error (rule 12), anonymous
//! vouchers, what she did not agree to have counted, and what is erased: its events open no more.

use std::collections::{BTreeMap, BTreeSet};

use domain::clients::ClientEvent;
use domain::consents::{ConsentEvent, Route};
use domain::handovers::HandoverEvent;
use domain::institutions::InstitutionEvent;
use domain::slips::SlipEvent;
use domain::vocabulary::{Experience, Need, Outcome, Side};
use domain::vouchers::VoucherEvent;
use domain::{HandoverId, InstitutionId, Meta, PathId, RecordId, SlipId, VoucherId};
use event_store::Recorded;
use jiff::civil::Date;
use path_statistics::episodes::QUIET_DAYS;
use path_statistics::journeys::{Fact, HandOver, Journeys, JourneysBuilder, Station, What};
use serde::de::DeserializeOwned;

use super::agreed::{Agreed, ByPath};
use super::persons::{Numbers, Persons};
use crate::Failure;

/// A slip's or a voucher's way to one station: the same hand-over at either side of the seam.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Course {
    Handover(HandoverId),
    Voucher(VoucherId),
}

/// What happened, before persons and stations have numbers.
#[derive(Clone, Copy)]
enum Said {
    CameIn(Need),
    /// The institution does something for her: the first time, or after quiet days, she came in there.
    ActsFor(Need),
    Sent(InstitutionId, Need),
    Arrived,
    Accepted,
    Rejected(Side),
    Held,
    Resumed,
    Concluded(Outcome),
    EndedByHer,
    HerWord(Experience),
    SlipWithdrawn,
    SlipExpired,
}

struct Noted {
    path: PathId,
    day: Date,
    position: u64,
    at: InstitutionId,
    course: Course,
    said: Said,
}

/// A slip as its sender wrote it.
struct Slip {
    path: PathId,
    course: Course,
    route: Route,
    need: Need,
}

/// A hand-over as its holder has it.
struct Held {
    path: PathId,
    at: InstitutionId,
}

/// A named voucher.
struct Voucher {
    path: PathId,
    issuer: InstitutionId,
    next: Option<InstitutionId>,
    theme: Need,
}

/// All that was read so far.
#[derive(Default)]
pub(super) struct Ways {
    stations: BTreeMap<InstitutionId, Station>,
    persons: Persons,
    agreed: ByPath,
    slips: BTreeMap<SlipId, Slip>,
    held: BTreeMap<HandoverId, Held>,
    vouchers: BTreeMap<VoucherId, Voucher>,
    noted: Vec<Noted>,
    /// Arrivals without a slip whose slip turned up later: under which hand-over it had sent her.
    linked: BTreeMap<HandoverId, Course>,
    in_error: BTreeSet<(InstitutionId, Course)>,
}

impl Ways {
    pub(super) fn follow(&mut self, event: &Recorded) -> Result<(), Failure> {
        let (name, id) = (event.name(), *event.stream.as_bytes());
        if event.is_erased() {
            self.persons.forget(RecordId::from_bytes(id));
        } else if InstitutionEvent::knows(name) {
            if let InstitutionEvent::InstitutionEntered { institution, entry } = read(event)? {
                let station = Station {
                    institution,
                    kind: entry.kind,
                    protected: entry.neutral_sender,
                };
                self.stations.insert(institution, station);
            }
        } else if ClientEvent::knows(name) {
            let client: ClientEvent = read(event)?;
            self.persons.follow(RecordId::from_bytes(id), &client);
        } else if ConsentEvent::knows(name) {
            let consent: ConsentEvent = read(event)?;
            let path = PathId::from_bytes(id);
            if let ConsentEvent::PathLinked { path: other } = &consent {
                self.persons.link(path, *other);
            }
            self.agreed.entry(path).or_default().follow(&consent);
        } else if SlipEvent::knows(name) {
            self.slip(SlipId::from_bytes(id), &read(event)?, event)?;
        } else if HandoverEvent::knows(name) {
            self.handover(HandoverId::from_bytes(id), &read(event)?, event)?;
        } else if VoucherEvent::knows(name) {
            self.voucher(VoucherId::from_bytes(id), read(event)?, event)?;
        }
        Ok(())
    }

    fn slip(&mut self, id: SlipId, said: &SlipEvent, event: &Recorded) -> Result<(), Failure> {
        use SlipEvent as E;
        if let E::SlipIssued {
            institution,
            recipient,
            path,
            handover,
            parent,
            need,
            issued_on,
            ..
        } = said
        {
            let (institution, recipient, path) = (*institution, *recipient, *path);
            let (need, issued_on) = (*need, *issued_on);
            let route = Route {
                sender: institution,
                recipient,
            };
            let course = Course::Handover(*handover);
            let slip = Slip {
                path,
                course,
                route,
                need,
            };
            self.slips.insert(id, slip);
            let here = (path, institution, course);
            if parent.is_none() {
                self.note(here, issued_on, event, Said::ActsFor(need));
            }
            self.note(here, issued_on, event, Said::Sent(recipient, need));
            return Ok(());
        }
        let Some(slip) = self.slips.get(&id) else {
            return Ok(());
        };
        let here = (slip.path, slip.route.sender, slip.course);
        let again = Said::Sent(slip.route.recipient, slip.need);
        let said = match said {
            E::SlipReissued { .. } | E::SlipRevived { .. } => again,
            E::SlipWithdrawn {} => Said::SlipWithdrawn,
            E::SlipValidityEnded {} => Said::SlipExpired,
            E::HerWordReceived { experience, .. } => Said::HerWord(*experience),
            E::SlipEnteredInError { .. } => {
                self.in_error.insert((here.1, here.2));
                return Ok(());
            }
            _ => return Ok(()),
        };
        self.note(here, occurred_on(event)?, event, said);
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
        match said {
            E::HandoverAnnounced {
                institution, path, ..
            } => {
                // That she may come is nothing that happened to her.
                self.holds(id, *path, *institution);
                return Ok(());
            }
            E::HandoverAcknowledged {
                institution, path, ..
            } => self.holds(id, *path, *institution),
            E::ArrivalRecorded {
                institution,
                path,
                arrived_on,
                need,
                ..
            } => {
                self.holds(id, *path, *institution);
                let here = (*path, *institution, course);
                self.note(here, *arrived_on, event, Said::CameIn(*need));
                return Ok(());
            }
            E::SlipLinked { slip, .. } => {
                if let Some(slip) = self.slips.get(slip) {
                    self.linked.insert(id, slip.course);
                }
                return Ok(());
            }
            _ => {}
        }
        let Some(held) = self.held.get(&id) else {
            return Ok(());
        };
        let here = (held.path, held.at, course);
        let said = match said {
            E::HandoverAcknowledged { .. } => Said::Arrived,
            E::HandoverAccepted {} | E::HandoverReopened { .. } => Said::Accepted,
            E::HandoverRejected { reason, .. } => Said::Rejected(reason.side()),
            E::HandoverHeld { .. } => Said::Held,
            E::HandoverResumed {} => Said::Resumed,
            E::HandoverConcluded { outcome, .. } => Said::Concluded(*outcome),
            E::HandoverEndedByHer {} => Said::EndedByHer,
            E::HandoverEnteredInError { .. } => {
                self.in_error.insert((here.1, course));
                return Ok(());
            }
            _ => return Ok(()),
        };
        self.note(here, occurred_on(event)?, event, said);
        Ok(())
    }

    fn voucher(
        &mut self,
        id: VoucherId,
        said: VoucherEvent,
        event: &Recorded,
    ) -> Result<(), Failure> {
        let course = Course::Voucher(id);
        match said {
            VoucherEvent::VoucherIssued {
                issuer,
                path,
                issued_on,
                theme,
                next,
                anonymous: false,
                ..
            } => {
                let here = (path, issuer, course);
                self.note(here, issued_on, event, Said::ActsFor(theme));
                let next = next.map(|next| next.institution);
                if let Some(next) = next {
                    self.note(here, issued_on, event, Said::Sent(next, theme));
                }
                let voucher = Voucher {
                    path,
                    issuer,
                    next,
                    theme,
                };
                self.vouchers.insert(id, voucher);
            }
            VoucherEvent::VoucherRedeemed { institution, on } => {
                let Some(voucher) = self.vouchers.get(&id) else {
                    return Ok(());
                };
                let said = if voucher.next == Some(institution) {
                    Said::Arrived
                } else {
                    Said::CameIn(voucher.theme)
                };
                self.note((voucher.path, institution, course), on, event, said);
            }
            VoucherEvent::VoucherValidityEnded {} => {
                let Some(voucher) = self.vouchers.get(&id).filter(|v| v.next.is_some()) else {
                    return Ok(());
                };
                let here = (voucher.path, voucher.issuer, course);
                self.note(here, occurred_on(event)?, event, Said::SlipExpired);
            }
            VoucherEvent::VoucherEnteredInError { .. } => {
                self.vouchers.remove(&id);
                self.noted.retain(|noted| noted.course != course);
            }
            VoucherEvent::VoucherIssued { .. } => {}
        }
        Ok(())
    }

    fn holds(&mut self, id: HandoverId, path: PathId, at: InstitutionId) {
        self.held.insert(id, Held { path, at });
    }

    fn note(
        &mut self,
        (path, at, course): (PathId, InstitutionId, Course),
        day: Date,
        event: &Recorded,
        said: Said,
    ) {
        let position = event.position.get();
        self.noted.push(Noted {
            path,
            day,
            position,
            at,
            course,
            said,
        });
    }

    /// What may be counted of all this.
    pub(super) fn journeys(mut self) -> Journeys {
        let mut builder = JourneysBuilder::default();
        let mut persons = Numbers::default();
        let mut courses: BTreeMap<Course, u32> = BTreeMap::new();
        let agreed = by_person(&self.agreed, &self.persons);
        let mut known = Known::default();
        self.noted.sort_by_key(|noted| (noted.day, noted.position));
        for noted in &self.noted {
            let top = self.persons.top(noted.path);
            let Some(station) = self.stations.get(&noted.at) else {
                continue;
            };
            let wrong = self.in_error.contains(&(noted.at, noted.course));
            let counted = agreed.get(&top).is_some_and(|words| covers(words, noted));
            if wrong || !counted {
                continue;
            }
            let new_here = known.is_new_at(top, noted);
            if matches!(noted.said, Said::ActsFor(_)) && !new_here {
                continue;
            }
            let linked = match noted.course {
                Course::Handover(id) => self.linked.get(&id).copied(),
                Course::Voucher(_) => None,
            };
            let course = linked.unwrap_or(noted.course);
            let next = u32::try_from(courses.len()).expect("fewer than 2^32 hand-overs");
            let number = HandOver(*courses.entry(course).or_insert(next));
            let to = match noted.said {
                Said::Sent(to, _) => match self.stations.get(&to) {
                    Some(to) => Some(builder.station(*to)),
                    None => continue,
                },
                _ => None,
            };
            let what = match (noted.said, to) {
                (Said::Sent(_, need), Some(to)) => What::Sent {
                    hand_over: number,
                    to,
                    need: Some(need),
                },
                // The slip turned up: she had been sent.
                (Said::CameIn(_), _) if linked.is_some() => What::Arrived(number),
                (said, _) => said.as_told(number),
            };
            let fact = Fact {
                day: noted.day,
                position: noted.position,
                at: builder.station(*station),
                what,
            };
            builder.note(persons.of(top), fact);
        }
        for top in self.persons.protected() {
            if let Some(person) = persons.known(top) {
                builder.protect(person);
            }
        }
        builder.finish()
    }
}

impl Said {
    fn as_told(self, number: HandOver) -> What {
        match self {
            Self::CameIn(need) | Self::ActsFor(need) | Self::Sent(_, need) => {
                What::CameIn { need: Some(need) }
            }
            Self::Arrived => What::Arrived(number),
            Self::Accepted => What::Accepted(number),
            Self::Rejected(side) => What::Rejected(number, side),
            Self::Held => What::Held(number),
            Self::Resumed => What::Resumed(number),
            Self::Concluded(outcome) => What::Concluded(number, outcome),
            Self::EndedByHer => What::EndedByHer(number),
            Self::HerWord(experience) => What::HerWord(experience),
            Self::SlipWithdrawn => What::SlipWithdrawn(number),
            Self::SlipExpired => What::SlipExpired(number),
        }
    }
}

/// Where each person was seen before, and when last.
#[derive(Default)]
struct Known(BTreeMap<PathId, (Date, BTreeSet<InstitutionId>)>);

impl Known {
    /// Whether the institution knows her from no earlier day, or everything was quiet for long.
    fn is_new_at(&mut self, top: PathId, noted: &Noted) -> bool {
        let seen = self.0.entry(top).or_insert((noted.day, BTreeSet::new()));
        let quiet = (noted.day - seen.0).get_days() > QUIET_DAYS;
        if !matches!(noted.said, Said::SlipExpired) {
            seen.0 = noted.day;
        }
        seen.1.insert(noted.at) || quiet
    }
}

fn by_person<'a>(agreed: &'a ByPath, persons: &Persons) -> BTreeMap<PathId, Vec<&'a Agreed>> {
    let mut all: BTreeMap<PathId, Vec<&Agreed>> = BTreeMap::new();
    for (path, agreed) in agreed {
        all.entry(persons.top(*path)).or_default().push(agreed);
    }
    all
}

/// What is between two stations is covered by her word for this route; what is at one, by any word that
/// names it.
fn covers(words: &[&Agreed], noted: &Noted) -> bool {
    let day = noted.day;
    words.iter().any(|word| match noted.said {
        Said::Sent(recipient, _) => {
            let sender = noted.at;
            word.covers(Route { sender, recipient }, day)
        }
        _ => word.covers_at(noted.at, day),
    })
}

fn read<E: DeserializeOwned>(event: &Recorded) -> Result<E, Failure> {
    event.decode().map_err(|_| Failure::Unreadable {
        kind: "a counted event",
    })
}

fn occurred_on(event: &Recorded) -> Result<Date, Failure> {
    read::<Meta>(event).map(|meta| meta.occurred_on)
}
