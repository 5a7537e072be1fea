//! How a sender appears to others: under its own name, or under the network's neutral one (rule 11).

use serde::{Deserialize, Serialize};

use super::{Institution, SenderShown};
use crate::InstitutionId;
use crate::network::Faces;

/// Under which name a sender appears to others. What is stored is the choice; the name is looked up
/// whenever it is shown, so that an office that hides from today on is named nowhere from today on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sender {
    /// An office that shows itself as long as its entry does.
    Office(InstitutionId),
    /// The network's neutral sender; it never turns into a name again.
    Neutral,
}

impl Sender {
    /// The office, where it shows itself.
    #[must_use]
    pub const fn office(self) -> Option<InstitutionId> {
        match self {
            Self::Office(institution) => Some(institution),
            Self::Neutral => None,
        }
    }

    /// As it is shown at this moment; `office` is the entry of the office that it names.
    #[must_use]
    pub fn shown(self, office: Option<&Institution>, network: &Faces) -> SenderShown {
        let named = office.filter(|office| office.id().is_some() && office.id() == self.office());
        named
            .and_then(|office| office.shown_as_sender(network))
            .unwrap_or_else(|| SenderShown::neutral(network))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::tests_support::{line, route};
    use crate::institutions::{Entry, InstitutionEvent};
    use crate::slips::tests_support::receiving_office;

    fn network() -> Faces {
        Faces {
            name: line("Netzwerk Alleinerziehende Suhlheim"),
            neutral_sender: line("Lotsendienst Suhlheim"),
            callback_phone: line("0000 100"),
        }
    }

    #[test]
    fn an_office_is_named_only_while_its_entry_shows_it() {
        let (mut office, id) = (receiving_office(), route().recipient);
        let name = |sender: Sender, office: &Institution| {
            let shown = sender.shown(Some(office), &network());
            shown.name.as_str().to_owned()
        };
        assert_eq!(name(Sender::Office(id), &office), "Jugendamt Suhlheim");
        assert_eq!(name(Sender::Neutral, &office), "Lotsendienst Suhlheim");
        let other = InstitutionId::from_bytes([9; 16]);
        assert_eq!(
            name(Sender::Office(other), &office),
            "Lotsendienst Suhlheim"
        );
        let entry = Entry {
            neutral_sender: true,
            ..office.entry().unwrap().clone()
        };
        office.evolve(&InstitutionEvent::EntryAmended { entry });
        assert_eq!(name(Sender::Office(id), &office), "Lotsendienst Suhlheim");
        assert_eq!(office.as_sender(), Some(Sender::Neutral));
    }
}
