//! Who was sent where, came, was taken on or not: what the log says of slips, hand-overs and vouchers,
//! noted as it is read. What is erased is not there any more: its events open no more.

use std::collections::{BTreeMap, BTreeSet};

use domain::clients::ClientEvent;
use domain::consents::{ConsentEvent, Route};
use domain::handovers::HandoverEvent;
use domain::institutions::InstitutionEvent;
use domain::slips::SlipEvent;
use domain::vocabulary::Need;
use domain::vouchers::VoucherEvent;
use domain::{HandoverId, InstitutionId, Meta, PathId, RecordId, SlipId, VoucherId};
use event_store::Recorded;
use jiff::civil::Date;
use path_statistics::journeys::Station;
use serde::de::DeserializeOwned;

use super::agreed::ByPath;
use super::noted::{Course, Noted, Said};
use super::persons::Persons;
use crate::Failure;

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
    pub(super) stations: BTreeMap<InstitutionId, Station>,
    pub(super) persons: Persons,
    pub(super) agreed: ByPath,
    slips: BTreeMap<SlipId, Slip>,
    held: BTreeMap<HandoverId, Held>,
    vouchers: BTreeMap<VoucherId, Voucher>,
    pub(super) noted: Vec<Noted>,
    /// Arrivals without a slip whose slip turned up later: under which hand-over it had sent her.
    pub(super) linked: BTreeMap<HandoverId, Course>,
    pub(super) in_error: BTreeSet<(InstitutionId, Course)>,
}

impl Ways {
    pub(super) fn follow(&mut self, event: &Recorded) -> Result<(), Failure> {
        let (name, id) = (event.name(), *event.stream.as_bytes());
        if event.is_erased() {
            self.persons.forget(RecordId::from_bytes(id));
        } else if InstitutionEvent::knows(name) {
            let institution = InstitutionId::from_bytes(id);
            if let InstitutionEvent::InstitutionEntered { entry, .. }
            | InstitutionEvent::EntryAmended { entry } = read(event)?
            {
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
            if let ConsentEvent::PathLinked { path: other, .. } = &consent {
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
            VoucherEvent::VoucherIssued { .. }
            | VoucherEvent::VoucherReissued { .. }
            | VoucherEvent::VoucherNameWithheld {} => {}
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
}

fn read<E: DeserializeOwned>(event: &Recorded) -> Result<E, Failure> {
    event.decode().map_err(|_| Failure::Unreadable {
        kind: "a counted event",
    })
}

fn occurred_on(event: &Recorded) -> Result<Date, Failure> {
    read::<Meta>(event).map(|meta| meta.occurred_on)
}
