//! Typed ids, log positions and the classes of sealed parts.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;

/// Days since 1970-01-01: the only time that stands in the clear.
pub type Day = i32;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name([u8; 16]);

        impl $name {
            /// Wraps sixteen random bytes drawn by the caller.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// The sixteen bytes as they stand in the database.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }

            /// Reads 32 hexadecimal digits.
            #[must_use]
            pub fn from_hex(text: &str) -> Option<Self> {
                from_hex(text).map(Self)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                let expected = || D::Error::custom("an id has 32 hexadecimal digits");
                Self::from_hex(&text).ok_or_else(expected)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex::encode(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }
    };
}

id!(
    /// A town or district: tenant, shard and owner of one log.
    NetworkId
);
id!(
    /// One stream of events.
    StreamId
);
id!(
    /// The holder of erasable keys: a network, institution, account, path or record.
    OwnerId
);
impl NetworkId {
    /// The owner of what belongs to no institution and nobody: it is never erased.
    pub(crate) const fn owner(self) -> OwnerId {
        OwnerId(self.0)
    }
}

/// A place in a network's log; the first event stands at 1.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug, Default)]
pub struct Position(u64);

impl Position {
    /// Before the first event.
    pub const START: Self = Self(0);

    /// The position with this number.
    #[must_use]
    pub const fn new(number: u64) -> Self {
        Self(number)
    }

    /// The number of events up to and including this position.
    #[must_use]
    pub const fn get(self) -> u64 {
        self.0
    }

    /// The position so many events later.
    #[must_use]
    pub const fn plus(self, events: u64) -> Self {
        Self(self.0 + events)
    }
}

/// What is erased together: each class of an owner has a key of its own.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
#[repr(u8)]
pub enum PartClass {
    /// Event name, times, actor, and facts of no other class.
    Core = 0,
    /// Name and contact.
    Identity = 1,
    /// What was said in counselling.
    Counselling = 2,
    /// The children.
    Child = 3,
    /// How she was asked for a consent, and what proves it.
    Evidence = 4,
    /// A code that must be printed again.
    Code = 5,
}

impl PartClass {
    /// The classes whose parts are members of an event's JSON object, by the member's name.
    pub(crate) const MEMBERS: [(&'static str, Self); 5] = [
        ("identity", Self::Identity),
        ("counselling", Self::Counselling),
        ("child", Self::Child),
        ("evidence", Self::Evidence),
        ("code", Self::Code),
    ];

    pub(crate) fn member(self) -> Option<&'static str> {
        Self::MEMBERS
            .iter()
            .find(|(_, class)| *class == self)
            .map(|(name, _)| *name)
    }

    /// All classes, in the order in which their parts stand in a body.
    pub(crate) const ALL: [Self; 6] = [
        Self::Core,
        Self::Identity,
        Self::Counselling,
        Self::Child,
        Self::Evidence,
        Self::Code,
    ];

    pub(crate) fn from_number(number: i64) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|class| i64::from(*class as u8) == number)
    }
}

/// Which parts a body has.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Classes(u8);

impl Classes {
    pub(crate) fn of(classes: impl Iterator<Item = PartClass>) -> Self {
        Self(classes.fold(0, |bits, class| bits | 1 << class as u8))
    }

    pub(crate) fn from_bits(bits: u8) -> Option<Self> {
        let all = Self::of(PartClass::ALL.into_iter()).0;
        (bits & !all == 0).then_some(Self(bits))
    }

    pub(crate) fn bits(self) -> u8 {
        self.0
    }

    /// In the order in which their parts stand in the body.
    pub(crate) fn iter(self) -> impl Iterator<Item = PartClass> {
        let has = move |class: &PartClass| self.0 & (1 << *class as u8) != 0;
        PartClass::ALL.into_iter().filter(has)
    }
}

/// Reads so many bytes from their hexadecimal digits.
pub(crate) fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    let mut bytes = [0; N];
    hex::decode_to_slice(text, &mut bytes).ok()?;
    Some(bytes)
}
