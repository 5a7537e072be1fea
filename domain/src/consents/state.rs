//! What lives in the consents of a path.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::granted::Granted;
use super::standing::{Entry, Released, Word};
use super::{ConsentEvent, CopyHeld, Item, Permit, Route, Stage, Standing};
use crate::slips::Message;
use crate::{EvidenceId, HandoverId, InstitutionId, PathId, RecordId, Refusal, VoucherId};

/// The consents of one path.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    version: u64,
    pub(super) entries: Vec<Entry>,
    pub(super) granted: Vec<Granted>,
    pub(super) releases: Vec<(Route, Word)>,
    pub(super) released: Vec<Released>,
    pub(super) copies: Vec<CopyHeld>,
    pub(super) on_vouchers: BTreeSet<(VoucherId, Route)>,
    pub(super) asked_with: Vec<(Route, RecordId)>,
    evidence: BTreeSet<(RecordId, EvidenceId)>,
    pub(super) stations: Vec<(InstitutionId, RecordId)>,
    pub(super) linked: BTreeSet<PathId>,
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
        self.entries
            .iter()
            .find(|e| e.route == route && e.item == item)
            .map(|e| e.word.standing())
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
        Permit {
            consent: path,
            version: self.version,
            route,
            items: wanted.iter().copied().filter(lives).collect(),
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
        let mut entries = self.entries.iter();
        let entry = entries.find(|e| (e.route, e.item) == (route, item));
        entry.map_or(Stage::Blank, |e| e.word.stage_at(institution))
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
        let mut entries = self.entries.iter();
        entries.any(|e| {
            let until = e.word.last_day_known_at(institution);
            (e.route, e.item) == (route, item) && until.is_some_and(|until| today <= until)
        })
    }

    /// Where a release from confidentiality stands, as far as this institution knows.
    pub(super) fn release_stage_at(&self, institution: InstitutionId, route: Route) -> Stage {
        let mut releases = self.releases.iter();
        let release = releases.find(|(r, _)| *r == route);
        release.map_or(Stage::Blank, |(_, word)| word.stage_at(institution))
    }

    /// As what the evidence is kept of all that was recorded here with a record.
    pub fn evidence_of(&self, record: RecordId) -> impl Iterator<Item = EvidenceId> {
        let of_record = self.evidence.iter().filter(move |(r, _)| *r == record);
        of_record.map(|(_, kept_as)| *kept_as)
    }

    /// Where a release from confidentiality stands on a route.
    #[must_use]
    pub fn release(&self, route: Route) -> Option<Standing> {
        let mut releases = self.releases.iter().rev();
        releases
            .find(|(r, _)| *r == route)
            .map(|(_, word)| word.standing())
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
                kept_as,
                ..
            } => {
                self.ask_with(*route, *record, *kept_as);
                for decision in decisions {
                    self.note_granted(*route, *decision, *given_on);
                    let word = if decision.granted {
                        Word::granted(*given_on, *expires_on)
                    } else {
                        Word::refused()
                    };
                    self.put(*route, decision.item, word);
                }
            }
            ConsentEvent::ConsentWithdrawn {
                route, items, at, ..
            } => self.take_back(*at, |r, item| r == *route && items.contains(&item)),
            ConsentEvent::ReleaseRecorded {
                route,
                record,
                given_on,
                expires_on,
                kept_as,
                ..
            } => {
                self.ask_with(*route, *record, *kept_as);
                self.put_release(*route, Word::granted(*given_on, *expires_on));
            }
            ConsentEvent::ReleaseWithdrawn { route, at, .. } => {
                let releases = self.releases.iter_mut().filter(|(r, _)| r == route);
                releases.for_each(|(_, word)| word.take_back(*at));
            }
            ConsentEvent::MessageReleased {
                route,
                handover,
                message,
            } => self.released.push(Released {
                route: *route,
                handover: *handover,
                message: *message,
                taken_back_at: BTreeSet::new(),
            }),
            ConsentEvent::EverythingWithdrawn { at, .. } => {
                self.take_back(*at, |_, _| true);
                for (_, word) in &mut self.releases {
                    word.take_back(*at);
                }
            }
            ConsentEvent::ConsentExpired { route, on, .. } => {
                let entries = self.entries.iter_mut().map(|e| (e.route, &mut e.word));
                let releases = self.releases.iter_mut().map(|(r, word)| (*r, word));
                let on_it = entries.chain(releases).filter(|(r, _)| r == route);
                on_it.for_each(|(_, word)| word.expire_before(*on));
            }
            ConsentEvent::StationJoined {
                institution,
                record,
                ..
            } => self.stations.push((*institution, *record)),
            ConsentEvent::StationLeft {
                institution,
                record,
            } => self.stations.retain(|at| *at != (*institution, *record)),
            ConsentEvent::PathLinked { path } => {
                self.linked.insert(*path);
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
        }
    }

    /// She took items back at an institution: standing ones and single messages.
    fn take_back(&mut self, at: InstitutionId, which: impl Fn(Route, Item) -> bool) {
        for entry in &mut self.entries {
            if which(entry.route, entry.item) {
                entry.word.take_back(at);
            }
        }
        for released in &mut self.released {
            if which(released.route, released.message.item()) {
                released.taken_back_at.insert(at);
            }
        }
    }

    fn ask_with(&mut self, route: Route, record: RecordId, kept_as: EvidenceId) {
        self.asked_with.retain(|(r, _)| *r != route);
        self.asked_with.push((route, record));
        self.evidence.insert((record, kept_as));
    }

    fn put_release(&mut self, route: Route, word: Word) {
        self.releases.retain(|(r, _)| *r != route);
        self.releases.push((route, word));
    }

    fn put(&mut self, route: Route, item: Item, word: Word) {
        self.entries.retain(|e| e.route != route || e.item != item);
        self.entries.push(Entry { route, item, word });
    }
}
