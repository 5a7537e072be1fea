//! JSON as the document describes it, and nothing that merely could be taken for it. What serde derives
//! is more lenient: a struct may come as an array of its fields, the word of an enum as an object with
//! one member, and of a key that stands twice in a map the last one counts in silence. This layer lies
//! between the text and every type that is read from it, however deep: objects come as objects with the
//! members that are documented, each once, words as text, days as days without a time, and texts so that they
//! can be printed.
//!
//! Types that serde first copies into a buffer (`flatten`, `untagged`, `tag`) would be read behind this
//! layer's back; no request has one, and a test sees to it.

use std::collections::BTreeSet;
use std::fmt;

use domain::Line;
use serde::Deserialize;
use serde::de::value::StringDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor,
};
use serde::forward_to_deserialize_any;

use super::unfit;

/// What jiff says of its days.
const A_DAY: &str = "a date string";
const DAY_CHARACTERS: usize = "2026-11-22".len();

/// What reads the text, made strict.
pub(super) struct Strict<D>(pub(super) D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Strict<D> {
    type Error = D::Error;

    // JSON says itself what it is.
    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char string bytes byte_buf unit unit_struct seq
        tuple tuple_struct map identifier ignored_any
    }

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(Wrapped(visitor))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_option(Wrapped(visitor))
    }

    /// A text; a day is known by what it expects, and jiff would drop a time of day behind it.
    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        if Expected(&visitor).to_string() != A_DAY {
            return self.0.deserialize_str(Wrapped(visitor));
        }
        let text = String::deserialize(self.0)?;
        let day = (text.len() == DAY_CHARACTERS).then(|| visitor.visit_str::<D::Error>(&text));
        let no_day = || D::Error::custom(unfit::NO_DAY);
        day.ok_or_else(no_day)?.map_err(|_| no_day())
    }

    /// An object, never an array of the fields in their order.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(Object { visitor, fields })
    }

    /// A word, never an object with the word as its member.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        known: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_str(Word { visitor, known })
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        if name == Line::SERDE_NAME {
            let text = String::deserialize(self.0)?;
            if let Some(unprintable) = unfit::unprintable(&text) {
                return Err(D::Error::custom(unprintable));
            }
            let text: StringDeserializer<D::Error> = text.into_deserializer();
            return visitor.visit_newtype_struct(text);
        }
        self.0.deserialize_newtype_struct(name, Wrapped(visitor))
    }
}

/// A visitor whose inner values are read strictly, too.
struct Wrapped<V>(V);

macro_rules! visited {
    ($($method:ident: $value:ty),+ $(,)?) => {$(
        fn $method<E: Error>(self, value: $value) -> Result<V::Value, E> {
            self.0.$method(value)
        }
    )+};
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Wrapped<V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(formatter)
    }

    // What JSON can be.
    visited!(
        visit_bool: bool,
        visit_i64: i64,
        visit_u64: u64,
        visit_f64: f64,
        visit_str: &str,
        visit_borrowed_str: &'de str,
        visit_string: String,
    );

    fn visit_none<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_none()
    }

    fn visit_unit<E: Error>(self) -> Result<V::Value, E> {
        self.0.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        self.0.visit_some(Strict(inner))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, inner: D) -> Result<V::Value, D::Error> {
        self.0.visit_newtype_struct(Strict(inner))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<V::Value, A::Error> {
        self.0.visit_seq(Items(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(Members {
            sent: members,
            fields: None,
            seen: BTreeSet::new(),
        })
    }
}

/// The object of a struct, which has these members and no others.
struct Object<V> {
    visitor: V,
    fields: &'static [&'static str],
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Object<V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(formatter)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_map(Members {
            sent: members,
            fields: Some(self.fields),
            seen: BTreeSet::new(),
        })
    }
}

/// The word of an enum.
struct Word<V> {
    visitor: V,
    known: &'static [&'static str],
}

impl<'de, V: Visitor<'de>> Visitor<'de> for Word<V> {
    type Value = V::Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.visitor.expecting(formatter)
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<V::Value, E> {
        if !self.known.contains(&word) {
            return Err(E::custom(unfit::unknown_word(self.known)));
        }
        self.visitor.visit_enum(word.into_deserializer())
    }
}

/// What a visitor expects, in its own words.
struct Expected<'v, V>(&'v V);

impl<'de, V: Visitor<'de>> fmt::Display for Expected<'_, V> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(formatter)
    }
}

struct Seed<S>(S);

impl<'de, S: DeserializeSeed<'de>> DeserializeSeed<'de> for Seed<S> {
    type Value = S::Value;

    fn deserialize<D: Deserializer<'de>>(self, inner: D) -> Result<S::Value, D::Error> {
        self.0.deserialize(Strict(inner))
    }
}

struct Items<A>(A);

impl<'de, A: SeqAccess<'de>> SeqAccess<'de> for Items<A> {
    type Error = A::Error;

    fn next_element_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        self.0.next_element_seed(Seed(seed))
    }
}

struct Members<A> {
    sent: A,
    /// The members that there are; none where any may be.
    fields: Option<&'static [&'static str]>,
    seen: BTreeSet<String>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Members<A> {
    type Error = A::Error;

    fn next_key_seed<S: DeserializeSeed<'de>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, A::Error> {
        let Some(key) = self.sent.next_key::<String>()? else {
            return Ok(None);
        };
        if self.fields.is_some_and(|them| !them.contains(&&*key)) {
            return Err(A::Error::custom(format_args!("unknown field `{key}`")));
        }
        if !self.seen.insert(key.clone()) {
            return Err(A::Error::custom(format_args!("duplicate field `{key}`")));
        }
        let key: StringDeserializer<A::Error> = key.into_deserializer();
        seed.deserialize(Strict(key)).map(Some)
    }

    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, A::Error> {
        self.sent.next_value_seed(Seed(seed))
    }
}

#[cfg(test)]
mod tests;
