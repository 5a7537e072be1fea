//! What the members agreed on (Netzwerkregeln, handbook line 1804): which instruments they use, what
//! a consent suggests, how long records are kept, how often statistics are released.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::consents::Preset;
use crate::statistics::Rhythm;
use crate::vocabulary::InstitutionKind;

crate::vocabulary::words! {
    /// The culture of the network.
    Instruments, "instruments" {
        /// Referral slips.
        Slips = "slips",
        /// Counselling vouchers.
        Vouchers = "vouchers",
        /// Both.
        Both = "both",
    }
}

/// The rules of a network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// Which instruments are used.
    pub instruments: Instruments,
    /// Which preset a consent starts with.
    pub preset: Preset,
    /// How many months a record is kept after the last entry, where its kind says nothing else.
    pub keep_months: u16,
    /// How many months records are kept by kind of institution.
    pub keep_months_by_kind: BTreeMap<InstitutionKind, u16>,
    /// How long the periods of statistics are.
    #[serde(default)]
    pub rhythm: Rhythm,
}

impl Default for Rules {
    /// Both instruments, nothing comes back unless she says so, and a year after the last entry:
    /// this product is not the leading file, whose duties are longer.
    fn default() -> Self {
        Self {
            instruments: Instruments::Both,
            preset: Preset::Nothing,
            keep_months: 12,
            keep_months_by_kind: BTreeMap::new(),
            rhythm: Rhythm::default(),
        }
    }
}

impl Rules {
    /// How many months a record is kept at this kind of institution.
    #[must_use]
    pub fn keeps(&self, kind: InstitutionKind) -> u16 {
        let by_kind = self.keep_months_by_kind.get(&kind);
        by_kind.copied().unwrap_or(self.keep_months)
    }

    /// The last day on which a record with this last entry may have to be kept; afterwards it goes.
    #[must_use]
    pub fn kept_until(&self, kind: InstitutionKind, last_entry: Date) -> Date {
        last_entry.saturating_add(i32::from(self.keeps(kind)).months())
    }

    /// The latest last entry of records whose time may be over today.
    #[must_use]
    pub fn over_before(&self, kind: InstitutionKind, today: Date) -> Date {
        today.saturating_sub(i32::from(self.keeps(kind)).months())
    }

    /// Whether referral slips are used.
    #[must_use]
    pub const fn uses_slips(&self) -> bool {
        matches!(self.instruments, Instruments::Slips | Instruments::Both)
    }

    /// Whether counselling vouchers are used.
    #[must_use]
    pub const fn uses_vouchers(&self) -> bool {
        matches!(self.instruments, Instruments::Vouchers | Instruments::Both)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::tests_support::{line, now, staff_of};
    use crate::network::{Faces, Network, NetworkCommand, NetworkEvent};
    use crate::vocabulary::Role;
    use crate::{InstitutionId, Instruction, Refusal};

    fn order(function: Role, what: NetworkCommand) -> Instruction<NetworkCommand> {
        let mut by = staff_of(InstitutionId::from_bytes([1; 16]));
        by.function = function;
        Instruction {
            by,
            now: now(),
            what,
        }
    }

    fn founded() -> Network {
        let mut network = Network::default();
        network.evolve(&NetworkEvent::NetworkFounded(Faces {
            name: line("Netzwerk Suhlheim"),
            neutral_sender: line("Lotsendienst Suhlheim"),
            callback_phone: line("0000 100"),
        }));
        network
    }

    fn only(instruments: Instruments) -> Rules {
        Rules {
            instruments,
            ..Rules::default()
        }
    }

    #[test]
    fn each_agreement_has_its_number_and_the_latest_holds() {
        let mut network = founded();
        assert_eq!(network.rules(), Rules::default());
        for (rules, number) in [
            (only(Instruments::Slips), Some(1)),
            (only(Instruments::Slips), None),
            (only(Instruments::Vouchers), Some(2)),
        ] {
            let adopt = NetworkCommand::AdoptRules(rules.clone());
            let events = network.decide(&order(Role::Coordinator, adopt)).unwrap();
            let adopted = number.map(|version| NetworkEvent::RulesAdopted {
                version,
                rules: rules.clone(),
            });
            assert_eq!(events, adopted.into_iter().collect::<Vec<_>>());
            for event in &events {
                network.evolve(event);
            }
            assert_eq!(network.rules(), rules);
        }
    }

    #[test]
    fn rules_need_a_network_and_its_coordinator() {
        let adopt = |role| {
            let rules = only(Instruments::Slips);
            order(role, NetworkCommand::AdoptRules(rules))
        };
        assert_eq!(
            Network::default().decide(&adopt(Role::Coordinator)),
            Err(Refusal::NotFound)
        );
        for role in [Role::Caseworker, Role::Lead, Role::PrivacyOfficer] {
            assert_eq!(founded().decide(&adopt(role)), Err(Refusal::NotYourRole));
        }
    }

    #[test]
    fn a_network_uses_slips_or_vouchers_or_both() {
        for (instruments, slips, vouchers) in [
            (Instruments::Slips, true, false),
            (Instruments::Vouchers, false, true),
            (Instruments::Both, true, true),
        ] {
            let rules = only(instruments);
            assert_eq!(rules.uses_slips(), slips, "{instruments}");
            assert_eq!(rules.uses_vouchers(), vouchers, "{instruments}");
        }
    }

    #[test]
    fn a_kind_with_a_duty_of_its_own_keeps_longer() {
        let rules = Rules {
            keep_months_by_kind: [(InstitutionKind::Jugendamt, 36)].into(),
            ..Rules::default()
        };
        assert_eq!(rules.keeps(InstitutionKind::Jugendamt), 36);
        assert_eq!(rules.keeps(InstitutionKind::Kita), 12);
    }
}
