//! What lives in the consents of a path.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::granted::Granted;
use super::own_codes::OwnCode;
use super::standing::Released;
use super::{ConsentEvent, CopyHeld, Item, Permit, Route, Stage, Standing, Word};
use crate::slips::Message;
use crate::{EvidenceId, HandoverId, InstitutionId, PathId, RecordId, Refusal, VoucherId};

/// The consents of one path.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    version: u64,
    pub(super) word: Word,
    pub(super) granted: Vec<Granted>,
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
        self.word.standing(route, item)
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
            .filter(|Released { said, .. }| (said.handover, said.message) == (handover, message))
            .find(|released| released.taken_back_at.is_empty())
            .map(|released| Permit {
                consent: path,
                version: self.version,
                route: released.said.route,
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
            let there = (r.said.route, r.said.message.item()) == (route, item);
            there && !r.taken_back_at.contains(&institution)
        }) {
            return Stage::Granted;
        }
        let heard = self.word.heard(route, item);
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
        let heard = self.word.heard(route, item);
        let until = heard.and_then(|heard| heard.last_day_known_at(institution));
        until.is_some_and(|until| today <= until)
    }

    /// Where a release from confidentiality stands, as far as this institution knows.
    pub(super) fn release_stage_at(&self, institution: InstitutionId, route: Route) -> Stage {
        let heard = self.word.release_heard(route);
        heard.map_or(Stage::Blank, |heard| heard.stage_at(institution))
    }

    /// As what the evidence is kept of all that was recorded here with a record.
    pub fn evidence_of(&self, record: RecordId) -> impl Iterator<Item = EvidenceId> {
        let of_record = self.evidence.iter().filter(move |(r, _)| *r == record);
        of_record.map(|(_, kept_as)| *kept_as)
    }

    /// Where a release from confidentiality stands on a route.
    #[must_use]
    pub fn release(&self, route: Route) -> Option<Standing> {
        self.word.release(route)
    }

    /// Whether a yes of this day to an item is no more: she said no, or took it back, then or later.
    #[must_use]
    pub fn was_revoked(&self, route: Route, item: Item, day: Date) -> bool {
        self.word.heard_or_everything(route, item).was_revoked(day)
    }

    /// Applies one event.
    pub fn evolve(&mut self, event: &ConsentEvent) {
        self.version += 1;
        self.word.evolve(event);
        match event {
            ConsentEvent::ConsentRecorded(asked) => {
                self.ask_with(asked.route, asked.record, asked.kept_as);
                for decision in &asked.decisions {
                    self.note_granted(asked.route, *decision, asked.given_on);
                }
            }
            ConsentEvent::ConsentWithdrawn(back) => {
                let taken = |route, item| route == back.route && back.items.contains(&item);
                self.take_messages_back(back.on, back.at, taken);
            }
            ConsentEvent::ReleaseRecorded(asked) => {
                self.ask_with(asked.route, asked.record, asked.kept_as);
            }
            ConsentEvent::MessageReleased(said) => self.released.push(Released {
                said: *said,
                taken_back_at: BTreeSet::new(),
            }),
            ConsentEvent::EverythingWithdrawn { on, at, .. } => {
                self.take_messages_back(*on, *at, |_, _| true);
            }
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
            ConsentEvent::PathLinked { path, .. } => {
                self.linked.insert(*path);
            }
            ConsentEvent::CopyHanded(copy) => self.copies.push(copy.clone()),
            ConsentEvent::VoucherCopyHanded { voucher, route, .. } => {
                self.on_vouchers.insert((*voucher, *route));
            }
            ConsentEvent::ReleaseWithdrawn { .. }
            | ConsentEvent::ConsentExpired { .. }
            | ConsentEvent::CopyShown(_)
            | ConsentEvent::VoucherCopyShown { .. } => {}
            ConsentEvent::OwnCodeGiven { .. } | ConsentEvent::OwnCodesEnded { .. } => {
                self.own_codes_follow(event);
            }
        }
    }

    fn ask_with(&mut self, route: Route, record: RecordId, kept_as: EvidenceId) {
        self.asked_with.retain(|(r, _)| *r != route);
        self.asked_with.push((route, record));
        self.evidence.insert((record, kept_as));
    }
}
