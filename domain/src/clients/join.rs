//! JoinRecords and AddPath: what turned out to be hers is kept and erased together.

use super::{Client, ClientEvent, changed};
use crate::{PathId, RecordId};

impl Client {
    pub(super) fn join(&self, record: RecordId) -> Vec<ClientEvent> {
        let itself = self.opened().map(|opened| opened.record) == Some(record);
        changed(
            !itself && !self.joined().contains(&record),
            ClientEvent::RecordsJoined { record },
        )
    }

    pub(super) fn add_path(&self, path: PathId) -> Vec<ClientEvent> {
        changed(
            !self.paths().contains(&path),
            ClientEvent::PathAdded { path },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Refusal;
    use crate::clients::ClientCommand;
    use crate::clients::tests_support::{ELSEWHERE, HERE, RECORD, carry_out, order, recorded};
    use crate::consents::tests_support::path;

    const OTHER: RecordId = RecordId::from_bytes([7; 16]);

    #[test]
    fn another_record_is_joined_once_and_none_with_itself() {
        let mut client = recorded();
        for (record, written) in [(OTHER, 1), (OTHER, 0), (RECORD, 0)] {
            let join = order(HERE, ClientCommand::Join { record });
            let events = carry_out(&mut client, &join).unwrap();
            assert_eq!(events.len(), written);
        }
        assert_eq!(client.joined(), &[OTHER].into());
        assert_eq!(
            client.decide(&order(ELSEWHERE, ClientCommand::Join { record: OTHER })),
            Err(Refusal::NotYours)
        );
    }

    #[test]
    fn a_path_of_hers_is_added_once_and_her_own_is_known() {
        let other = PathId::from_bytes([8; 16]);
        let mut client = recorded();
        for (path, written) in [(path(), 0), (other, 1), (other, 0)] {
            let add = order(HERE, ClientCommand::AddPath(path));
            let events = carry_out(&mut client, &add).unwrap();
            assert_eq!(events.len(), written);
        }
        assert_eq!(client.paths(), &[path(), other].into());
        assert_eq!(client.opened().unwrap().path, path());
    }
}
