//! Proof over a whole log: the store's own promises, and rule 1: every disclosure had a live consent
//! at its position. What was erased is counted as no longer provable, never as proven.

use std::collections::{BTreeMap, BTreeSet};

use domain::access::AccessEvent;
use domain::consents::{Consent, ConsentEvent, Disclosure, Item, Route};
use domain::handovers::HandoverEvent;
use domain::slips::SlipEvent;
use domain::{PathId, SlipId};
use event_store::{NetworkId, Recorded, Store, StreamId, VerifyError};
use jiff::civil::Date;

use crate::work::date_of;

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
pub async fn verify(store: &Store, network: NetworkId) -> Result<Report, VerifyError> {
    let mut proof = Proof::default();
    store.verify(network, |event| proof.follow(event)).await?;
    Ok(proof.end())
}

/// What must be remembered of a log to prove the next event.
#[derive(Default)]
struct Proof {
    report: Report,
    consents: BTreeMap<StreamId, Consent>,
    /// Consent streams of which an event was erased: what they held is unknown.
    unknown: BTreeSet<StreamId>,
    routes: BTreeMap<SlipId, Route>,
    slips: BTreeMap<StreamId, SlipId>,
    /// Disclosures of slips that were not met yet: an announcement stands before its slip in their
    /// common append; a slip that its sender erased is never met.
    awaiting: BTreeMap<SlipId, Vec<(Disclosure, Date)>>,
}

impl Proof {
    fn end(self) -> Report {
        let never_met: usize = self.awaiting.values().map(Vec::len).sum();
        Report {
            no_longer_provable: self.report.no_longer_provable + never_met as u64,
            ..self.report
        }
    }

    fn follow(&mut self, event: &Recorded) -> Result<(), String> {
        self.report.events += 1;
        let name = event.name();
        if event.is_erased() {
            self.report.no_longer_provable += 1;
            self.unknown.insert(event.stream);
            return Ok(());
        }
        if ConsentEvent::knows(name) {
            let change: ConsentEvent = read(event)?;
            self.consents
                .entry(event.stream)
                .or_default()
                .evolve(&change);
            return Ok(());
        }
        if SlipEvent::knows(name) {
            return self.follow_slip(event);
        }
        if HandoverEvent::knows(name) {
            return self.follow_handover(event);
        }
        if let Ok(AccessEvent::SlipOpened {
            slip,
            disclosure: Some(disclosure),
            ..
        }) = event.decode()
        {
            return self.prove(on(event), slip, &disclosure);
        }
        Ok(())
    }

    fn follow_slip(&mut self, event: &Recorded) -> Result<(), String> {
        if let SlipEvent::SlipIssued {
            slip,
            institution,
            recipient,
            disclosure,
            identity,
            child,
            ..
        } = read(event)?
        {
            let route = Route {
                sender: institution,
                recipient,
            };
            self.routes.insert(slip, route);
            for (earlier, day) in self.awaiting.remove(&slip).unwrap_or_default() {
                self.prove(day, slip, &earlier)?;
            }
            match disclosure {
                Some(disclosure) => self.prove(on(event), slip, &disclosure)?,
                None if identity.is_some() || child.is_some() => {
                    return Err("a slip carries personal data without any consent".into());
                }
                None => {}
            }
        }
        Ok(())
    }

    fn follow_handover(&mut self, event: &Recorded) -> Result<(), String> {
        let (slip, disclosure) = match read(event)? {
            HandoverEvent::HandoverAnnounced {
                slip, disclosure, ..
            } => (
                slip,
                Some(disclosure.ok_or("announced without any consent")?),
            ),
            HandoverEvent::HandoverAcknowledged {
                slip,
                disclosure,
                identity,
                counselling,
                child,
                ..
            } => {
                let carries = identity.is_some() || counselling.is_some() || child.is_some();
                if carries && disclosure.is_none() {
                    return Err("a hand-over carries personal data without any consent".into());
                }
                (slip, disclosure)
            }
            HandoverEvent::FeedbackGiven { disclosure, .. } => {
                let slip = self.slips.get(&event.stream);
                let slip = slip.ok_or("feedback without a hand-over")?;
                (*slip, Some(disclosure))
            }
            _ => return Ok(()),
        };
        self.slips.insert(event.stream, slip);
        match disclosure {
            Some(disclosure) => self.prove(on(event), slip, &disclosure),
            None => Ok(()),
        }
    }

    fn prove(&mut self, day: Date, slip: SlipId, disclosure: &Disclosure) -> Result<(), String> {
        let stream = StreamId::from_bytes(disclosure.consent().bytes());
        if self.unknown.contains(&stream) {
            self.report.no_longer_provable += 1;
            return Ok(());
        }
        let Some(route) = self.routes.get(&slip) else {
            let awaiting = self.awaiting.entry(slip).or_default();
            awaiting.push((disclosure.clone(), day));
            return Ok(());
        };
        let consent = self.consents.get(&stream);
        let consent = consent.ok_or("a disclosure without a consent")?;
        if disclosure.version() > consent.version() {
            return Err("a disclosure under a consent that did not exist yet".into());
        }
        let path = PathId::from_bytes(disclosure.consent().bytes());
        let live = consent.live(path, *route, disclosure.items(), day);
        if let Some(item) = first_dead(disclosure, |item| live.covers(item)) {
            return Err(format!("{item} was disclosed without a live consent"));
        }
        self.report.disclosures += 1;
        Ok(())
    }
}

fn first_dead(disclosure: &Disclosure, lives: impl Fn(Item) -> bool) -> Option<Item> {
    disclosure
        .items()
        .iter()
        .copied()
        .find(|item| !lives(*item))
}

fn on(event: &Recorded) -> Date {
    date_of(event.recorded_on)
}

fn read<E: serde::de::DeserializeOwned>(event: &Recorded) -> Result<E, String> {
    event
        .decode()
        .map_err(|_| format!("a {} that cannot be read", event.name()))
}
