//! Under which name an office appears to others: looked up whenever it is shown, so that whoever hides
//! from today on is named nowhere from today on (rule 11). And hiding: a fact on each stream that names
//! the sender, in one append, so that it outlives the sender's own record.

use std::collections::{BTreeMap, BTreeSet};

use domain::consents::Item;
use domain::handovers::{Handover, HandoverEvent};
use domain::institutions::{Institution, Sender, SenderShown};
use domain::network::Faces;
use domain::slips::{Slip, Waypoint};
use domain::{Actor, HandoverId, InstitutionId, KnownOr, Line, PathId, Refusal};
use read_models::handovers::HandoverRow;

use crate::work::{Transaction, Work};
use crate::{Desk, Failure};

/// The names of offices at this moment, each entry read once.
pub(crate) struct Names<'d> {
    work: Transaction<'d>,
    faces: Faces,
    offices: BTreeMap<InstitutionId, Institution>,
}

impl Desk {
    pub(crate) async fn names(&self) -> Result<Names<'_>, Failure> {
        Transaction::at(self).names().await
    }
}

impl<'d> Transaction<'d> {
    /// Names, with what was read already; nothing of them is guarded.
    pub(crate) async fn names(&self) -> Result<Names<'d>, Failure> {
        let mut work = self.unguarded();
        Ok(Names {
            faces: work.faces().await?,
            offices: BTreeMap::new(),
            work,
        })
    }
}

impl Names<'_> {
    async fn office(&mut self, id: InstitutionId) -> Result<&Institution, Failure> {
        // From the log, not from the rows: who hides is hidden at once, in every process.
        if !self.offices.contains_key(&id) {
            let office = self.work.load(id).await?;
            self.offices.insert(id, office);
        }
        Ok(self.offices.get(&id).ok_or(Refusal::NotFound)?)
    }

    /// As this sender is shown.
    pub(crate) async fn sender(&mut self, sender: Sender) -> Result<SenderShown, Failure> {
        let faces = self.faces.clone();
        let office = match sender.office() {
            Some(id) => Some(self.office(id).await?),
            None => None,
        };
        Ok(sender.shown(office, &faces))
    }

    /// The sender of a hand-over, and her stations before it.
    pub(crate) async fn of(
        &mut self,
        row: &HandoverRow,
    ) -> Result<(Option<SenderShown>, Vec<Line>), Failure> {
        let sender = match row.held.sender {
            Some(sender) => Some(self.sender(sender).await?),
            None => None,
        };
        let told = row.counselling.known();
        let way = told.map_or(&[][..], |told| &told.way);
        Ok((sender, self.way(way, &row.held.hidden).await?))
    }

    /// Her stations so far, without those that hide by now, unless she ticked that this one is shown although
    /// it hides. Whoever hid since is shown to nobody: her tick was given before.
    pub(crate) async fn way(
        &mut self,
        way: &[Waypoint],
        hidden: &BTreeSet<InstitutionId>,
    ) -> Result<Vec<Line>, Failure> {
        let mut names = Vec::new();
        for at in way {
            let office = self.office(at.station).await?;
            let entry = office.entry().ok_or(Refusal::NotFound)?;
            let shown = at.ticked || !entry.hides();
            if shown && !hidden.contains(&at.station) {
                names.push(entry.name.clone());
            }
        }
        Ok(names)
    }
}

impl Work<'_> {
    /// The sender of this slip appears under the neutral name from now on, wherever somebody reads it.
    pub(crate) async fn hide_sender(&mut self, slip: &Slip, discreet: bool) -> Result<(), Failure> {
        let issued = slip.issued().ok_or(Refusal::NotFound)?;
        let hidden = slip.hide_sender(discreet);
        self.write(issued.slip, hidden)?;
        self.hide_at(issued.handover, Handover::hide_sender).await
    }

    /// This station appears no more among her way so far, at whoever was shown it.
    pub(crate) async fn hide_station(
        &mut self,
        path: PathId,
        station: InstitutionId,
    ) -> Result<(), Failure> {
        let word = self.her_word(path).await?;
        let shown = word.copies().iter();
        let shown = shown.filter(|copy| copy.items.contains(&Item::WaySoFar));
        let shown: BTreeSet<HandoverId> = shown.map(|copy| copy.handover).collect();
        for handover in shown {
            self.hide_at(handover, |held| held.hide_station(station))
                .await?;
        }
        Ok(())
    }

    async fn hide_at(
        &mut self,
        handover: HandoverId,
        hides: impl Fn(&Handover) -> Option<HandoverEvent>,
    ) -> Result<(), Failure> {
        let (at, there) = self.held_as(handover).await?;
        let hidden = hides(&there);
        self.write_as(Actor::Seam, at, hidden)
    }
}
