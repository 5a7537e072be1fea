//! What an erased part leaves behind: the event stays readable, its sealed section says "erased".

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A section of an event that is sealed under a key of its own and can be erased.
#[derive(Clone, PartialEq, Eq)]
pub enum Erasable<T> {
    /// The key lives: this is the content.
    Known(T),
    /// The key was destroyed; nobody can say what stood here.
    Erased,
}

impl<T> Erasable<T> {
    /// The content, unless it was erased.
    pub const fn known(&self) -> Option<&T> {
        match self {
            Self::Known(content) => Some(content),
            Self::Erased => None,
        }
    }
}

/// Reads through an optional section: absent and erased both give nothing.
pub trait KnownOr<T> {
    /// The content, if it was given and not erased.
    fn known(&self) -> Option<&T>;
}

impl<T> KnownOr<T> for Option<Erasable<T>> {
    fn known(&self) -> Option<&T> {
        self.as_ref().and_then(Erasable::known)
    }
}

/// Says nothing of what is hers, or leads to it, where a value is only debugged.
macro_rules! hidden {
    ($($name:ident)+) => {$(
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }
    )+};
}
pub(crate) use hidden;

impl<T> std::fmt::Debug for Erasable<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Known(_) => "Known(..)",
            Self::Erased => "Erased",
        })
    }
}

const ERASED: &str = "erased";

impl<T: Serialize> Serialize for Erasable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Known(content) => content.serialize(serializer),
            Self::Erased => serializer.serialize_str(ERASED),
        }
    }
}

impl<'de, T: serde::de::DeserializeOwned> Deserialize<'de> for Erasable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Sections are objects, so the bare word cannot be content.
        let value = serde_json::Value::deserialize(deserializer)?;
        if value.as_str() == Some(ERASED) {
            return Ok(Self::Erased);
        }
        serde_json::from_value(value)
            .map(Self::Known)
            .map_err(serde::de::Error::custom)
    }
}
