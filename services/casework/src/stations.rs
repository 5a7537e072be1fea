//! Her stations: each record of hers makes its institution one, on the path that the record carries;
//! *way so far* shows them to a next station as far as she ticked it.

use domain::clients::Client;
use domain::consents::{Consent, ConsentEvent, Item, Permit};
use domain::institutions::Institution;
use domain::slips::{Issued, Station};
use domain::{Actor, InstitutionId, Now, PathId, RecordId};

use crate::Failure;
use crate::work::{Work, path_owner};

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
            let (Some(entry), Some(her)) = (there.entry(), her) else {
                continue;
            };
            let sent_neutrally =
                institution == issued.institution && issued.sender.name != entry.name;
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
}
