//! Her word on one path: what she said about each item on each route, about releases from confidentiality, and
//! about everything at once. Who only asks what stands and until when needs no more of a path.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::standing::Entry;
use super::{ConsentEvent, Heard, Item, Route, Standing, TakenBack};
use crate::InstitutionId;

/// Everything that she said on one path.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) entries: Vec<Entry>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) releases: Vec<(Route, Heard)>,
    /// What she took back, all at once: it stands before whatever she is asked about for the first time.
    #[serde(default, skip_serializing_if = "Heard::is_empty")]
    pub(super) everything: Heard,
}

impl Word {
    /// Applies one event.
    pub fn evolve(&mut self, event: &ConsentEvent) {
        match event {
            ConsentEvent::ConsentRecorded(asked) => {
                let confirmed = asked.signed_after_withdrawal.then_some(asked.route.sender);
                for decision in &asked.decisions {
                    let heard = self.asked_about(asked.route, decision.item);
                    if decision.granted {
                        heard.yes(asked.given_on, asked.expires_on, confirmed);
                    } else {
                        heard.no(asked.given_on);
                    }
                }
            }
            ConsentEvent::ConsentWithdrawn(back) => {
                for item in &back.items {
                    self.entry(back.route, *item).back(back.on, back.at);
                }
            }
            ConsentEvent::ReleaseRecorded(asked) => {
                let confirmed = asked.signed_after_withdrawal.then_some(asked.route.sender);
                let heard = self.release_entry(asked.route);
                heard.yes(asked.given_on, asked.expires_on, confirmed);
            }
            ConsentEvent::ReleaseWithdrawn { route, on, at, .. } => {
                self.release_entry(*route).back(*on, *at);
            }
            ConsentEvent::EverythingWithdrawn { on, at, .. } => self.everything_back(*on, *at),
            ConsentEvent::ConsentExpired { route, on, .. } => self.expire_on(*route, *on),
            ConsentEvent::PathLinked { taken_back, .. } => {
                for back in taken_back {
                    self.taken_back_there(back);
                }
            }
            ConsentEvent::MessageReleased(_)
            | ConsentEvent::StationJoined { .. }
            | ConsentEvent::StationLeft { .. }
            | ConsentEvent::CopyHanded(_)
            | ConsentEvent::VoucherCopyHanded { .. }
            | ConsentEvent::CopyShown(_)
            | ConsentEvent::VoucherCopyShown { .. }
            | ConsentEvent::OwnCodeGiven { .. }
            | ConsentEvent::OwnCodesEnded { .. } => {}
        }
    }

    /// Where an item stands on a route, if it was ever put to her.
    #[must_use]
    pub fn standing(&self, route: Route, item: Item) -> Option<Standing> {
        self.heard(route, item)?.standing(|_| true)
    }

    /// Where a release from confidentiality stands on a route.
    #[must_use]
    pub fn release(&self, route: Route) -> Option<Standing> {
        self.release_heard(route)?.standing(|_| true)
    }

    /// Since when a release from confidentiality is taken back, if it is.
    #[must_use]
    pub fn release_taken_back_since(&self, route: Route) -> Option<Date> {
        let heard = self.release_heard(route)?;
        let withdrawn = heard.standing(|_| true) == Some(Standing::Withdrawn);
        heard.taken_back_since().filter(|_| withdrawn)
    }

    /// The day on which she said otherwise, as far as the sender knows, so that a yes of this day to an item
    /// is kept and changes nothing.
    #[must_use]
    pub fn stands_against(&self, route: Route, item: Item, given_on: Date) -> Option<Date> {
        self.heard_or_everything(route, item)
            .stands_against(route.sender, given_on)
    }

    /// The same of a release from confidentiality.
    #[must_use]
    pub fn stands_against_release(&self, route: Route, given_on: Date) -> Option<Date> {
        self.release_heard_or_everything(route)
            .stands_against(route.sender, given_on)
    }

    /// The first last day of anything that is granted.
    #[must_use]
    pub fn ends_on(&self) -> Option<Date> {
        self.granted().map(|(_, until)| until).min()
    }

    /// Routes on which something granted is over on this day.
    #[must_use]
    pub fn expired(&self, today: Date) -> BTreeSet<Route> {
        let over = self.granted().filter(|(_, until)| *until < today);
        over.map(|(route, _)| route).collect()
    }

    /// Everything that is granted, with its last day, as its sender knows: that she took it back
    /// elsewhere does not keep the sender from reading that it is over.
    fn granted(&self) -> impl Iterator<Item = (Route, Date)> {
        let items = self.entries.iter().map(|e| (e.route, &e.heard));
        let releases = self.releases.iter().map(|(route, heard)| (*route, heard));
        let all = items.chain(releases);
        all.filter_map(|(route, heard)| Some((route, heard.last_day_known_at(route.sender)?)))
    }

    /// Everything that she took back.
    pub(super) fn taken_back(&self) -> Vec<TakenBack> {
        let everything: Vec<_> = self
            .everything
            .backs()
            .map(|(_, on, at)| (on, at))
            .collect();
        let whole = everything.iter().map(|&(on, at)| TakenBack {
            route: None,
            item: None,
            on,
            at,
        });
        let items = self.entries.iter();
        let items = items.map(|e| (e.route, Some(e.item), &e.heard));
        let releases = self
            .releases
            .iter()
            .map(|(route, heard)| (*route, None, heard));
        let single = items.chain(releases).flat_map(|(route, item, heard)| {
            let own =
                |(_, on, at): &(usize, Date, InstitutionId)| !everything.contains(&(*on, *at));
            heard.backs().filter(own).map(move |(_, on, at)| TakenBack {
                route: Some(route),
                item,
                on,
                at,
            })
        });
        whole.chain(single).collect()
    }

    pub(super) fn taken_back_there(&mut self, back: &TakenBack) {
        let TakenBack { on, at, .. } = *back;
        match (back.route, back.item) {
            (None, _) => self.everything_back(on, at),
            (Some(route), Some(item)) => self.entry(route, item).back(on, at),
            (Some(route), None) => self.release_entry(route).back(on, at),
        }
    }

    /// The routes on which something was put to her, the latest asking last.
    pub(super) fn asked_routes(&self) -> impl DoubleEndedIterator<Item = Route> {
        let asked = self.entries.iter().filter(|e| e.heard.was_asked());
        asked.map(|e| e.route)
    }

    pub(super) fn heard(&self, route: Route, item: Item) -> Option<&Heard> {
        let mut entries = self.entries.iter();
        let entry = entries.find(|e| (e.route, e.item) == (route, item))?;
        Some(&entry.heard)
    }

    /// What she said about an item on a route; where it was never put to her, what she took back at once.
    pub(super) fn heard_or_everything(&self, route: Route, item: Item) -> &Heard {
        self.heard(route, item).unwrap_or(&self.everything)
    }

    pub(super) fn release_heard(&self, route: Route) -> Option<&Heard> {
        let mut releases = self.releases.iter();
        let (_, heard) = releases.find(|(r, _)| *r == route)?;
        Some(heard)
    }

    /// The same of a release.
    pub(super) fn release_heard_or_everything(&self, route: Route) -> &Heard {
        self.release_heard(route).unwrap_or(&self.everything)
    }

    /// What she says later about something new is held against it as well.
    fn everything_back(&mut self, on: Date, at: InstitutionId) {
        self.everything.back(on, at);
        let entries = self.entries.iter_mut().map(|e| &mut e.heard);
        let releases = self.releases.iter_mut().map(|(_, heard)| heard);
        entries.chain(releases).for_each(|heard| heard.back(on, at));
    }

    fn expire_on(&mut self, route: Route, on: Date) {
        let entries = self.entries.iter_mut().map(|e| (e.route, &mut e.heard));
        let releases = self.releases.iter_mut().map(|(r, heard)| (*r, heard));
        for (_, heard) in entries.chain(releases).filter(|(r, _)| *r == route) {
            heard.expire_before(on);
        }
    }

    /// What she said about a release on this route, opened where there is nothing.
    fn release_entry(&mut self, route: Route) -> &mut Heard {
        let at = self.releases.iter().position(|(r, _)| *r == route);
        let at = at.unwrap_or_else(|| {
            self.releases.push((route, self.everything.clone()));
            self.releases.len() - 1
        });
        &mut self.releases[at].1
    }

    /// What she said about an item on this route, opened where there is nothing.
    fn entry(&mut self, route: Route, item: Item) -> &mut Heard {
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
