//! One fictitious record, shared by the rules' tests.

use super::{Client, ClientCommand, ClientEvent, Known};
use crate::consents::tests_support::{now, path, staff_of};
use crate::{InstitutionId, Instruction, RecordId, Refusal};

pub(crate) const HERE: InstitutionId = InstitutionId::from_bytes([1; 16]);
pub(crate) const ELSEWHERE: InstitutionId = InstitutionId::from_bytes([2; 16]);
pub(crate) const RECORD: RecordId = RecordId::from_bytes([6; 16]);

pub(crate) fn order(at: InstitutionId, what: ClientCommand) -> Instruction<ClientCommand> {
    Instruction {
        by: staff_of(at),
        now: now(),
        what,
    }
}

/// Opens a record without a name.
pub(crate) fn nameless() -> ClientCommand {
    ClientCommand::Record {
        record: RECORD,
        path: path(),
        her: Known {
            identity: None,
            children: None,
        },
    }
}

pub(crate) fn recorded() -> Client {
    let mut client = Client::default();
    carry_out(&mut client, &order(HERE, nameless())).unwrap();
    client
}

/// Decides and applies; gives what was written.
pub(crate) fn carry_out(
    client: &mut Client,
    order: &Instruction<ClientCommand>,
) -> Result<Vec<ClientEvent>, Refusal> {
    let events = client.decide(order)?;
    for event in &events {
        client.evolve(event);
    }
    Ok(events)
}
