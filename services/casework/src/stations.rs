//! Her stations: each record of hers makes its institution one, on the path that the record carries;
//! *way so far* shows them to a next station as far as she ticked it.

use std::collections::BTreeSet;

use domain::clients::Client;
use domain::consents::{Consent, ConsentEvent, Item, Permit};
use domain::handovers::{Handover, HandoverEvent, Held};
use domain::institutions::{Institution, Sender};
use domain::slips::{Issued, Slip, SlipEvent, Station, Waypoint};
use domain::{Actor, Erasable, InstitutionId, PathId, RecordId, Refusal, SlipId, StreamEvent};

use crate::Failure;
use crate::work::{Transaction, folded, read};

/// What says of an announced hand-over that she came after all.
const ARRIVALS: [&str; 2] = ["HandoverAcknowledged", "LinkedTo"];

/// How a station stands to her.
#[derive(Default)]
struct SheThere {
    /// It is named only by a tick.
    hides: bool,
    /// It knows that she is in danger.
    in_danger: bool,
}

impl Transaction<'_> {
    /// Notes on the path that she has a record at this institution. A path whose key is gone takes
    /// nothing any more, and nothing fails.
    pub(crate) async fn station(
        &mut self,
        path: PathId,
        institution: InstitutionId,
        record: RecordId,
    ) -> Result<(), Failure> {
        let now = self.now;
        let Some(consent) = self.load_unless_erased::<Consent>(path).await? else {
            return Ok(());
        };
        let joined = consent.join(institution, record, now.today);
        let new = |_: &ConsentEvent| self.joining.insert((path, record));
        let joined = joined.filter(new);
        self.write_as(Actor::Seam, path, joined)
    }

    /// Where she was, as far as the office of this record knows itself: who sent her, what it was shown, and it.
    pub(crate) async fn known_way(&self, client: &Client) -> Result<Vec<Waypoint>, Failure> {
        let Some(opened) = client.opened else {
            return Ok(vec![]);
        };
        let mut way: Vec<Waypoint> = Vec::new();
        for events in self.streams_of(opened.record).await? {
            let first = events.first();
            let is_handover = first.is_some_and(|e| HandoverEvent::knows(e.name()));
            if !is_handover || events.iter().any(event_store::Recorded::is_erased) {
                continue;
            }
            let handover: Handover = folded(&events)?;
            let known = handover.held().map_or_else(Vec::new, Held::known_way);
            way.retain(|at| !known.iter().any(|again| again.station == at.station));
            way.extend(known);
        }
        // Where she is now stands last.
        way.retain(|at| at.station != opened.institution);
        way.push(Waypoint {
            station: opened.institution,
            ticked: false,
        });
        Ok(way)
    }

    /// Refuses what she says for all her stations where she was only announced: whoever says it there for her
    /// has never seen her.
    pub(crate) async fn met_here(&mut self, client: &Client) -> Result<(), Failure> {
        let opened = client.opened.ok_or(Refusal::NotFound)?;
        for record in self.joined_to(opened.record).await?.into_keys() {
            if self.announced_with(record).await?.is_empty() {
                return Ok(());
            }
        }
        Err(Refusal::NotSeenHere.into())
    }

    /// The slips that announced her under a record, if it has nothing else: none once she came with one of
    /// them, or where it began with her.
    pub(crate) async fn announced_with(
        &self,
        record: RecordId,
    ) -> Result<BTreeSet<SlipId>, Failure> {
        let mut slips = BTreeSet::new();
        for events in self.streams_of(record).await? {
            let Some(first) = events.first().filter(|e| HandoverEvent::knows(e.name())) else {
                continue;
            };
            let came = events.iter().any(|e| ARRIVALS.contains(&e.name()));
            match read(first)? {
                HandoverEvent::HandoverAnnounced(it) if !came => slips.insert(it.slip),
                _ => return Ok(BTreeSet::new()),
            };
        }
        Ok(slips)
    }

    /// Her stations so far, for the recipient of a slip: those that its sender knew when it was issued. One
    /// that hides is named by a tick of its own, and only if she ticked it there, too: on the station's own
    /// slip, which whoever passes it on was shown. Where she is in danger no tick names it.
    pub(crate) async fn way(
        &mut self,
        consent: &Consent,
        issued: &Issued,
        permit: &Permit,
    ) -> Result<Vec<Station>, Failure> {
        let mut way: Vec<Station> = Vec::new();
        let told = issued.counselling.as_ref().and_then(Erasable::known);
        let known = told.map_or(&[][..], |told| &told.way);
        if !permit.covers(Item::WaySoFar) {
            return Ok(way);
        }
        for at in known {
            if at.station == issued.recipient {
                continue;
            }
            let Some(there) = self.she_there(consent, at.station).await? else {
                continue;
            };
            if !there.hides || (at.ticked && !there.in_danger) {
                way.push(Station {
                    station: at.station,
                    protected: there.hides,
                });
            }
        }
        Ok(way)
    }

    /// How a station stands to her now; none where all that it has of her is restricted or gone.
    async fn she_there(
        &mut self,
        consent: &Consent,
        station: InstitutionId,
    ) -> Result<Option<SheThere>, Failure> {
        let mut there: Option<SheThere> = None;
        let office: Institution = self.load(station).await?;
        let Some(entry) = office.entry() else {
            return Ok(None);
        };
        for &(institution, record) in consent.stations() {
            if institution != station {
                continue;
            }
            let her: Option<Client> = self.load_unless_erased(record).await?;
            let Some(her) = her.filter(|her| !her.restricted) else {
                continue;
            };
            let known = there.get_or_insert_with(SheThere::default);
            known.in_danger |= her.protected;
            known.hides |= entry.hides() || her.protected || self.ever_neutral(record).await?;
        }
        Ok(there)
    }

    /// Whether a station ever sent her on under the network's neutral name: then no later station reads
    /// its own name without her tick (rule 11).
    async fn ever_neutral(&self, record: RecordId) -> Result<bool, Failure> {
        for events in self.streams_of(record).await? {
            let slips = events.first().is_some_and(|e| SlipEvent::knows(e.name()));
            if !slips || events.iter().any(event_store::Recorded::is_erased) {
                continue;
            }
            let slip: Slip = folded(&events)?;
            let sender = slip.issued().map(|issued| issued.sender);
            if sender == Some(Sender::Neutral) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
