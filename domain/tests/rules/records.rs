//! Who comes, and the records that offices keep of her.

use std::collections::BTreeMap;

use domain::clients::{
    AgeBand, Children, Client, ClientCommand, ClientEvent, ContactChannel, Identity, Known,
};
use domain::consents::ConsentEvent;
use domain::{InstitutionId, PathId, RecordId, Refusal, Staff};

use super::town;
use super::world::{World, Written, pick};

/// Who she is: no two are called alike.
pub(crate) fn identity(person: u8) -> Identity {
    Identity {
        name: Some(town::line(&format!("Frau Neumann {person}"))),
        birth_year: Some(1998),
        contact: Some(town::line(&format!("0000 12345 {person}"))),
        channel: Some(ContactChannel::Phone),
        language: Some(town::line("uk")),
    }
}

pub(crate) fn children() -> Children {
    Children {
        age_bands: vec![AgeBand::SixToNine],
        names: vec![town::line("Mia")],
    }
}

/// Her, as every record that knows her says.
pub(crate) fn known(person: u8) -> Known {
    Known {
        identity: Some(identity(person)),
        children: Some(children()),
    }
}

impl World {
    /// A record of hers there, the latest first.
    pub(crate) fn record_at(&self, institution: InstitutionId, at: usize) -> Option<RecordId> {
        let mut here = self.hers();
        here.retain(|_, client| client.at(institution).is_ok());
        pick(&here, at)
    }

    /// Her records, wherever they are.
    pub(crate) fn hers(&self) -> BTreeMap<RecordId, Client> {
        let mut hers = self.clients.clone();
        hers.retain(|_, client| {
            let path = client.opened.map(|opened| opened.path);
            path.is_some_and(|path| self.whose(path) == self.person)
        });
        hers
    }

    /// A record of hers there; she comes for the first time, if there is none.
    pub(crate) fn record_for(&mut self, by: Staff, at: usize) -> Result<RecordId, Refusal> {
        if let Some(record) = self.record_at(by.institution, at) {
            return Ok(record);
        }
        let record = RecordId::from_bytes(self.draw());
        let path = PathId::from_bytes(self.draw());
        let what = ClientCommand::Record {
            record,
            path,
            her: Known {
                identity: None,
                children: None,
            },
        };
        let events = Client::default().decide(&self.order(by, what))?;
        self.open_record(record, by.institution, path, events);
        Ok(record)
    }

    /// Opens a record: one more of her stations.
    pub(crate) fn open_record(
        &mut self,
        record: RecordId,
        institution: InstitutionId,
        path: PathId,
        events: Vec<ClientEvent>,
    ) {
        for event in events {
            self.write(Written::Client(record, event));
        }
        let joined = ConsentEvent::StationJoined {
            institution,
            record,
            on: self.today,
        };
        self.write(Written::Consent(path, joined));
    }
}
