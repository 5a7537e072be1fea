//! The order of days: her word is of a day on which it could have been entered, and no yes that was entered
//! later wins over what she said on a later day.

use std::collections::BTreeMap;

use domain::InstitutionId;
use domain::consents::{ConsentEvent, Item, Route};
use event_store::{Recorded, StreamId};
use jiff::civil::Date;

use super::meta;

/// What she said on all paths, in the order of the log, each with its day.
#[derive(Default)]
pub(super) struct Days {
    said: BTreeMap<StreamId, Vec<Said>>,
}

struct Said {
    /// On which route; none when it is about all of them.
    route: Option<Route>,
    /// About which items; none when it is about all of them.
    items: Option<BTreeMap<Item, bool>>,
    on: Date,
    /// Where she took it back, if it is no word but a withdrawal.
    back_at: Option<InstitutionId>,
    signed_after: bool,
}

impl Days {
    pub(super) fn forget(&mut self, stream: StreamId) {
        self.said.remove(&stream);
    }

    /// Takes one event of a path's consents.
    pub(super) fn follow(
        &mut self,
        recorded: &Recorded,
        event: &ConsentEvent,
    ) -> Result<(), String> {
        let entered_on = meta(recorded)?.occurred_on;
        if !event.has_plausible_days(entered_on) {
            return Err(format!("{} on a day that cannot be", event.name()));
        }
        let said = match event {
            ConsentEvent::ConsentRecorded(asked) => Said {
                route: Some(asked.route),
                items: Some(
                    asked
                        .decisions
                        .iter()
                        .map(|d| (d.item, d.granted))
                        .collect(),
                ),
                on: asked.given_on,
                back_at: None,
                signed_after: asked.signed_after_withdrawal,
            },
            ConsentEvent::ConsentWithdrawn(back) => Said {
                route: Some(back.route),
                items: Some(back.items.iter().map(|item| (*item, false)).collect()),
                on: back.on,
                back_at: Some(back.at),
                signed_after: false,
            },
            ConsentEvent::EverythingWithdrawn { on, at, .. } => Said {
                route: None,
                items: None,
                on: *on,
                back_at: Some(*at),
                signed_after: false,
            },
            _ => return Ok(()),
        };
        self.said.entry(recorded.stream).or_default().push(said);
        Ok(())
    }

    /// The day of the yes that was entered last, and the later day on which she had said otherwise before.
    pub(super) fn overtaken(
        &self,
        stream: StreamId,
        route: Route,
        item: Item,
    ) -> Option<(Date, Date)> {
        let about = |said: &&Said| {
            said.route.is_none_or(|its| its == route)
                && said
                    .items
                    .as_ref()
                    .is_none_or(|its| its.contains_key(&item))
        };
        let said: Vec<&Said> = self.said.get(&stream)?.iter().filter(about).collect();
        let (yes, before) = said.split_last()?;
        let granted = yes.items.as_ref().and_then(|its| its.get(&item));
        if granted != Some(&true) {
            return None;
        }
        let otherwise = before.iter().filter(|other| {
            let signed_after = yes.signed_after && other.back_at == Some(route.sender);
            let same_day = other.on == yes.on && other.back_at.is_some() && !signed_after;
            other.on > yes.on || same_day
        });
        let latest = otherwise.map(|other| other.on).max()?;
        Some((yes.on, latest))
    }
}
