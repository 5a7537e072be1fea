//! What lives in the consents of a path.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::granted::Granted;
use super::own_codes::OwnCode;
use super::standing::{Entry, Released};
use super::{ConsentEvent, CopyHeld, Heard, Item, Permit, Route, Stage, Standing};
use crate::slips::Message;
use crate::{EvidenceId, HandoverId, InstitutionId, PathId, RecordId, Refusal, VoucherId};

/// The consents of one path.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    version: u64,
    pub(super) entries: Vec<Entry>,
    pub(super) granted: Vec<Granted>,
    pub(super) releases: Vec<(Route, Heard)>,
    /// What she took back, all at once: it stands before whatever she is asked about for the first time.
    pub(super) everything: Heard,
    pub(super) released: Vec<Released>,
    pub(super) copies: Vec<CopyHeld>,
    pub(super) on_vouchers: BTreeSet<(VoucherId, Route)>,
    pub(super) asked_with: Vec<(Route, RecordId)>,
    evidence: BTreeSet<(RecordId, EvidenceId)>,
    pub(super) stations: Vec<(InstitutionId, RecordId)>,
    pub(super) linked: BTreeSet<PathId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) own_codes: Vec<OwnCode>,
}

impl Consent {
    /// The number of events that made this state: what an append guards.
    #[must_use]
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// Where an item stands on a route, if it was ever put to her.
    #[must_use]
    pub fn standing(&self, route: Route, item: Item) -> Option<Standing> {
        self.heard(route, item)?.standing(|_| true)
    }

    /// What she said about an item on a route; where it was never put to her, what she took back at once.
    pub(super) fn heard_or_everything(&self, route: Route, item: Item) -> &Heard {
        self.heard(route, item).unwrap_or(&self.everything)
    }

    pub(super) fn heard(&self, route: Route, item: Item) -> Option<&Heard> {
        let mut entries = self.entries.iter();
        let entry = entries.find(|e| (e.route, e.item) == (route, item))?;
        Some(&entry.heard)
    }

    /// All of `items`, or the refusal that names the first that does not live.
    pub fn permit(
        &self,
        path: PathId,
        route: Route,
        items: &BTreeSet<Item>,
        today: Date,
    ) -> Result<Permit, Refusal> {
        let permit = self.live(path, route, items, today);
        match items.iter().find(|item| !permit.covers(**item)) {
            Some(&item) => Err(Refusal::ConsentMissing { item }),
            None => Ok(permit),
        }
    }

    /// Those of `wanted` that live; what does not live stays blank, and nothing fails (rule 3).
    #[must_use]
    pub fn live(&self, path: PathId, route: Route, wanted: &BTreeSet<Item>, today: Date) -> Permit {
        let lives = |item: &Item| {
            self.standing(route, *item)
                .is_some_and(|s| s.lives_on(today))
        };
        let known = |item: &Item| self.lives_as_known_at(route.sender, route, *item, today);
        Permit {
            consent: path,
            version: self.version,
            route,
            items: wanted.iter().copied().filter(lives).collect(),
            known: wanted.iter().copied().filter(known).collect(),
            once: None,
        }
    }

    /// Her word for this one message, if she gave it.
    #[must_use]
    pub fn permit_once(
        &self,
        path: PathId,
        handover: HandoverId,
        message: Message,
    ) -> Option<Permit> {
        self.released
            .iter()
            .find(|r| (r.handover, r.message) == (handover, message) && r.taken_back_at.is_empty())
            .map(|released| Permit {
                consent: path,
                version: self.version,
                route: released.route,
                items: [message.item()].into(),
                known: [message.item()].into(),
                once: Some((handover, message)),
            })
    }

    /// Where an item stands on a route, as far as this institution knows; what she let cross once counts
    /// as a yes.
    pub(super) fn stage_at(&self, institution: InstitutionId, route: Route, item: Item) -> Stage {
        let mut released = self.released.iter();
        if released.any(|r| {
            let there = (r.route, r.message.item()) == (route, item);
            there && !r.taken_back_at.contains(&institution)
        }) {
            return Stage::Granted;
        }
        let heard = self.heard(route, item);
        heard.map_or(Stage::Blank, |heard| heard.stage_at(institution))
    }

    /// Whether an item lives on this day, as far as this institution knows: what its own paper may say.
    #[must_use]
    pub fn lives_as_known_at(
        &self,
        institution: InstitutionId,
        route: Route,
        item: Item,
        today: Date,
    ) -> bool {
        let heard = self.heard(route, item);
        let until = heard.and_then(|heard| heard.last_day_known_at(institution));
        until.is_some_and(|until| today <= until)
    }

    /// Where a release from confidentiality stands, as far as this institution knows.
    pub(super) fn release_stage_at(&self, institution: InstitutionId, route: Route) -> Stage {
        let heard = self.release_heard(route);
        heard.map_or(Stage::Blank, |heard| heard.stage_at(institution))
    }

    pub(super) fn release_heard(&self, route: Route) -> Option<&Heard> {
        let mut releases = self.releases.iter();
        let (_, heard) = releases.find(|(r, _)| *r == route)?;
        Some(heard)
    }

    /// As what the evidence is kept of all that was recorded here with a record.
    pub fn evidence_of(&self, record: RecordId) -> impl Iterator<Item = EvidenceId> {
        let of_record = self.evidence.iter().filter(move |(r, _)| *r == record);
        of_record.map(|(_, kept_as)| *kept_as)
    }

    /// Where a release from confidentiality stands on a route.
    #[must_use]
    pub fn release(&self, route: Route) -> Option<Standing> {
        self.release_heard(route)?.standing(|_| true)
    }

    /// Whether a yes of this day to an item is no more: she said no, or took it back, then or later.
    #[must_use]
    pub fn was_revoked(&self, route: Route, item: Item, day: Date) -> bool {
        self.heard_or_everything(route, item).was_revoked(day)
    }

    /// Since when a release from confidentiality is taken back, if it is.
    #[must_use]
    pub fn release_taken_back_since(&self, route: Route) -> Option<Date> {
        let heard = self.release_heard(route)?;
        let withdrawn = heard.standing(|_| true) == Some(Standing::Withdrawn);
        heard.taken_back_since().filter(|_| withdrawn)
    }

    /// Applies one event.
    pub fn evolve(&mut self, event: &ConsentEvent) {
        self.version += 1;
        match event {
            ConsentEvent::ConsentRecorded {
                route,
                record,
                decisions,
                given_on,
                expires_on,
                signed_after_withdrawal,
                kept_as,
                ..
            } => {
                self.ask_with(*route, *record, *kept_as);
                let confirmed = signed_after_withdrawal.then_some(route.sender);
                for decision in decisions {
                    self.note_granted(*route, *decision, *given_on);
                    let heard = self.asked_about(*route, decision.item);
                    if decision.granted {
                        heard.yes(*given_on, *expires_on, confirmed);
                    } else {
                        heard.no(*given_on);
                    }
                }
            }
            ConsentEvent::ConsentWithdrawn {
                route,
                items,
                on,
                at,
                ..
            } => {
                for item in items {
                    self.entry(*route, *item).back(*on, *at);
                }
                self.take_messages_back(*on, *at, |r, item| r == *route && items.contains(&item));
            }
            ConsentEvent::ReleaseRecorded {
                route,
                record,
                given_on,
                expires_on,
                signed_after_withdrawal,
                kept_as,
                ..
            } => {
                self.ask_with(*route, *record, *kept_as);
                let confirmed = signed_after_withdrawal.then_some(route.sender);
                let heard = self.release_entry(*route);
                heard.yes(*given_on, *expires_on, confirmed);
            }
            ConsentEvent::ReleaseWithdrawn { route, on, at, .. } => {
                self.release_entry(*route).back(*on, *at);
            }
            ConsentEvent::MessageReleased { .. } => self.released.extend(Released::of(event)),
            ConsentEvent::EverythingWithdrawn { on, at, .. } => {
                self.everything_back(*on, *at);
                self.take_messages_back(*on, *at, |_, _| true);
            }
            ConsentEvent::ConsentExpired { route, on, .. } => self.expire_on(*route, *on),
            ConsentEvent::StationJoined {
                institution,
                record,
                ..
            } => self.stations.push((*institution, *record)),
            ConsentEvent::StationLeft {
                institution,
                record,
            } => {
                self.stations.retain(|at| *at != (*institution, *record));
                self.own_codes_ended(*record, None);
            }
            ConsentEvent::PathLinked { path, taken_back } => {
                self.linked.insert(*path);
                for back in taken_back {
                    self.taken_back_there(back);
                }
            }
            ConsentEvent::CopyHanded {
                items,
                handover,
                route,
            } => self.copies.push(CopyHeld {
                handover: *handover,
                route: *route,
                items: items.clone(),
            }),
            ConsentEvent::VoucherCopyHanded { voucher, route, .. } => {
                self.on_vouchers.insert((*voucher, *route));
            }
            ConsentEvent::CopyShown { .. } | ConsentEvent::VoucherCopyShown { .. } => {}
            ConsentEvent::OwnCodeGiven { .. } | ConsentEvent::OwnCodesEnded { .. } => {
                self.own_codes_follow(event);
            }
        }
    }

    fn expire_on(&mut self, route: Route, on: Date) {
        let entries = self.entries.iter_mut().map(|e| (e.route, &mut e.heard));
        let releases = self.releases.iter_mut().map(|(r, heard)| (*r, heard));
        for (_, heard) in entries.chain(releases).filter(|(r, _)| *r == route) {
            heard.expire_before(on);
        }
    }

    fn ask_with(&mut self, route: Route, record: RecordId, kept_as: EvidenceId) {
        self.asked_with.retain(|(r, _)| *r != route);
        self.asked_with.push((route, record));
        self.evidence.insert((record, kept_as));
    }

    /// What she said about a release on this route, opened where there is nothing.
    pub(super) fn release_entry(&mut self, route: Route) -> &mut Heard {
        let at = self.releases.iter().position(|(r, _)| *r == route);
        let at = at.unwrap_or_else(|| {
            self.releases.push((route, self.everything.clone()));
            self.releases.len() - 1
        });
        &mut self.releases[at].1
    }

    /// What she said about an item on this route, opened where there is nothing.
    pub(super) fn entry(&mut self, route: Route, item: Item) -> &mut Heard {
        let found = |e: &Entry| (e.route, e.item) == (route, item);
        let at = self.entries.iter().position(found).unwrap_or_else(|| {
            self.entries.push(Entry {
                route,
                item,
                heard: self.everything.clone(),
            });
            self.entries.len() - 1
        });
        &mut self.entries[at].heard
    }

    /// The same, of something that is put to her now: the latest asking stands last.
    fn asked_about(&mut self, route: Route, item: Item) -> &mut Heard {
        let heard = self.entry(route, item).clone();
        self.entries.retain(|e| (e.route, e.item) != (route, item));
        self.entries.push(Entry { route, item, heard });
        self.entry(route, item)
    }
}
