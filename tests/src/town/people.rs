//! Who is there: the offices, and who has an account.

use domain::vocabulary::{InstitutionKind, Need, Role};
use domain::{InstitutionId, ServiceId};

/// The offices of the town.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Office {
    /// A sender.
    Schuldnerberatung,
    /// A receiver.
    Jugendamt,
    /// A sender that may reduce benefits.
    Grundsicherungsstelle,
    /// A protected sender without an address.
    Frauenhaus,
    /// An office that has nothing to do with it.
    Wohnungsamt,
    /// A station where nobody signs in.
    Kita,
}

impl Office {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Schuldnerberatung,
        Self::Jugendamt,
        Self::Grundsicherungsstelle,
        Self::Frauenhaus,
        Self::Wohnungsamt,
        Self::Kita,
    ];

    pub(super) const fn number(self) -> u8 {
        match self {
            Self::Schuldnerberatung => 1,
            Self::Jugendamt => 2,
            Self::Grundsicherungsstelle => 3,
            Self::Frauenhaus => 4,
            Self::Wohnungsamt => 5,
            Self::Kita => 6,
        }
    }

    pub(super) const fn kind_and_need(self) -> (InstitutionKind, Need) {
        match self {
            Self::Schuldnerberatung => (InstitutionKind::Schuldnerberatung, Need::Debts),
            Self::Jugendamt => (InstitutionKind::Jugendamt, Need::Maintenance),
            Self::Grundsicherungsstelle => {
                (InstitutionKind::Grundsicherungsstelle, Need::Livelihood)
            }
            Self::Frauenhaus => (InstitutionKind::Frauenhaus, Need::Violence),
            Self::Wohnungsamt => (InstitutionKind::Wohngeldstelle, Need::Housing),
            Self::Kita => (InstitutionKind::Kita, Need::Childcare),
        }
    }

    /// Whether its staff have accounts.
    #[must_use]
    pub const fn signs_in(self) -> bool {
        !matches!(self, Self::Kita)
    }

    /// Its id.
    #[must_use]
    pub const fn id(self) -> InstitutionId {
        InstitutionId::from_bytes([self.number(); 16])
    }

    /// The id of its one service.
    #[must_use]
    pub const fn service(self) -> ServiceId {
        ServiceId::from_bytes([0x10 + self.number(); 16])
    }

    /// The user name of its caseworker.
    #[must_use]
    pub fn user(self) -> String {
        format!("{self:?}").to_lowercase()
    }
}

/// Somebody with an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Person {
    /// The caseworker of an office.
    At(Office),
    /// Somebody of the Schuldnerberatung with this role.
    Role(Role),
}

impl Person {
    /// The user name.
    #[must_use]
    pub fn user(self) -> String {
        match self {
            Self::At(office) => office.user(),
            Self::Role(role) => format!("schuldnerberatung.{role}"),
        }
    }
}
