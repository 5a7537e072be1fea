//! Her stations: each record of hers makes its institution one, on the path that the record carries;
//! *way so far* shows them to a next station as far as she ticked it.

use domain::clients::Client;
use domain::consents::{Consent, ConsentEvent, Item, Permit};
use domain::institutions::Institution;
use domain::slips::{Issued, SlipEvent, Station};
use domain::{Actor, InstitutionId, Line, Now, PathId, RecordId};

use crate::Failure;
use crate::work::{Work, path_owner, record_owner};

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
            let sent_neutrally = self.ever_neutral(record, &entry.name).await?;
            let station = Station {
                name: entry.name.clone(),
                protected: entry.kind.is_protected()
                    || entry.neutral_sender
                    || her.is_protected()
                    || sent_neutrally,
            };
            if !way.contains(&station) {
                way.push(station);
            }
        }
        Ok(way)
    }

    /// Whether a station ever sent her on under the network's neutral name: then no later station reads
    /// its own name without her tick (rule 11).
    async fn ever_neutral(&self, record: RecordId, own_name: &Line) -> Result<bool, Failure> {
        let (store, network) = (&self.desk.store, self.desk.network);
        for stream in store.owners_streams(network, record_owner(record)).await? {
            let events = store.load(network, stream).await?;
            let opened = events.first().filter(|event| event.name() == "SlipIssued");
            let Some(Ok(SlipEvent::SlipIssued { sender, .. })) =
                opened.map(event_store::Recorded::decode::<SlipEvent>)
            else {
                continue;
            };
            if sender.name != *own_name {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
