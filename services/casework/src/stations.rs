//! Her stations: each record of hers makes its institution one, on the path that the record carries;
//! *way so far* shows them to a next station as far as she ticked it.

use domain::clients::Client;
use domain::consents::{Consent, ConsentEvent, Item, Permit};
use domain::institutions::{Institution, Sender};
use domain::slips::{Issued, Slip, SlipEvent, Station};
use domain::{Actor, InstitutionId, Now, PathId, RecordId};

use crate::Failure;
use crate::work::{Work, folded, path_owner, record_owner};

impl Work<'_> {
    /// Notes on the path that she has a record at this institution. A path whose key is gone takes
    /// nothing any more, and nothing fails.
    pub(crate) async fn station(
        &mut self,
        now: Now,
        path: PathId,
        institution: InstitutionId,
        record: RecordId,
    ) -> Result<(), Failure> {
        let Some(consent) = self.load_unless_erased::<Consent>(path.bytes()).await? else {
            return Ok(());
        };
        let known = consent.stations().contains(&(institution, record));
        if known || !self.joining.insert((path, record)) {
            return Ok(());
        }
        let joined = ConsentEvent::StationJoined {
            institution,
            record,
            on: now.today,
        };
        let owner = Some(path_owner(path));
        self.write_as(path.bytes(), owner, Actor::Seam, now, now.today, &[joined])
    }

    /// Her stations so far, for the recipient of a slip; protected ones are marked, and only a tick
    /// of their own shows them.
    pub(crate) async fn way(
        &mut self,
        consent: &Consent,
        issued: &Issued,
        permit: &Permit,
    ) -> Result<Vec<Station>, Failure> {
        let mut way: Vec<Station> = Vec::new();
        if !permit.covers(Item::WaySoFar) {
            return Ok(way);
        }
        for &(institution, record) in consent.stations() {
            if institution == issued.recipient {
                continue;
            }
            let there: Institution = self.load(institution.bytes()).await?;
            let her: Option<Client> = self.load_unless_erased(record.bytes()).await?;
            let her = her.filter(|her| !her.is_restricted());
            let (Some(entry), Some(her)) = (there.entry(), her) else {
                continue;
            };
            let station = Station {
                station: institution,
                protected: entry.hides() || her.is_protected() || self.ever_neutral(record).await?,
            };
            match way.iter_mut().find(|at| at.station == institution) {
                Some(known) => known.protected |= station.protected,
                None => way.push(station),
            }
        }
        Ok(way)
    }

    /// Whether a station ever sent her on under the network's neutral name: then no later station reads
    /// its own name without her tick (rule 11).
    async fn ever_neutral(&self, record: RecordId) -> Result<bool, Failure> {
        let (store, network) = (&self.desk.store, self.desk.network);
        for stream in store.owners_streams(network, record_owner(record)).await? {
            let events = store.load(network, stream).await?;
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
