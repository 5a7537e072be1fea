//! The vocabulary's codes as the API takes and documents them.

use std::borrow::Cow;
use std::fmt::Display;
use std::marker::PhantomData;
use std::str::FromStr;

use domain::consents::Item;
use domain::slips::Paper;
use domain::vocabulary::{Experience, HoldReason, Outcome, RejectionReason};
use serde::{Deserialize, Deserializer};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::refusals::Problem;

/// A list of codes that the domain keeps.
pub(crate) trait Vocabulary: Copy + Ord + Display + FromStr + 'static {
    /// How the document calls it.
    const NAME: &'static str;

    /// Every code.
    fn all() -> &'static [Self];
}

macro_rules! vocabularies {
    ($($word:ident as $alias:ident),+ $(,)?) => {$(
        impl Vocabulary for $word {
            const NAME: &'static str = stringify!($word);

            fn all() -> &'static [Self] {
                Self::ALL
            }
        }

        /// Its code in a request or answer.
        pub(crate) type $alias = Code<$word>;
    )+};
}

vocabularies! {
    Experience as ExperienceCode,
    HoldReason as HoldReasonCode,
    Item as ItemCode,
    Outcome as OutcomeCode,
    Paper as PaperCode,
    RejectionReason as RejectionReasonCode,
}

/// A code as it was sent; it is read with its field's name, so that a problem can say where.
pub(crate) struct Code<T>(String, PhantomData<T>);

impl<T: Vocabulary> Code<T> {
    /// The word, if the vocabulary has it.
    pub(crate) fn read(&self, field: &str) -> Result<T, Problem> {
        self.0.parse().map_err(|_| {
            let codes: Vec<String> = T::all().iter().map(ToString::to_string).collect();
            Problem::bad_input(&format!(
                "Das Feld „{field}“ enthält einen unbekannten Wert. Möglich sind: {}.",
                codes.join(", ")
            ))
        })
    }
}

impl<'de, T> Deserialize<'de> for Code<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self(text, PhantomData))
    }
}

impl<T: Vocabulary> PartialSchema for Code<T> {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .enum_values(Some(T::all().iter().map(ToString::to_string)))
            .into()
    }
}

impl<T: Vocabulary> ToSchema for Code<T> {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed(T::NAME)
    }
}
