//! Typed ids, log positions and the classes of sealed parts.

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

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_hex(f, &self.0)
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
id!(
    /// A stream key or owner key.
    KeyId
);

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
    /// Never a part: the class of an owner's key for keyed hashes.
    Index = 6,
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

    pub(crate) fn from_number(number: i64) -> Option<Self> {
        [
            Self::Core,
            Self::Identity,
            Self::Counselling,
            Self::Child,
            Self::Evidence,
            Self::Code,
            Self::Index,
        ]
        .into_iter()
        .find(|class| i64::from(*class as u8) == number)
    }
}

fn write_hex(f: &mut fmt::Formatter<'_>, bytes: &[u8]) -> fmt::Result {
    bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
}

pub(crate) fn to_hex(bytes: &[u8]) -> String {
    use fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

pub(crate) fn from_hex<const N: usize>(text: &str) -> Option<[u8; N]> {
    if text.len() != 2 * N || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let mut bytes = [0; N];
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * index..2 * index + 2], 16).ok()?;
    }
    Some(bytes)
}
