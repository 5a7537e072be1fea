//! The vocabulary's codes as the API takes and documents them.

use std::borrow::Cow;
use std::fmt::Display;
use std::marker::PhantomData;
use std::str::FromStr;

use domain::AgreedBy;
use domain::clients::{AgeBand, AskedBy, ContactChannel, Entitlement, IdentityProof};
use domain::consents::{ConsentForm, ConsentPurpose, Item, Preset, SaidHow, Subject, WhoDecides};
use domain::network::Instruments;
use domain::slips::Paper;
use domain::statistics::{Content, Rhythm};
use domain::vocabulary::{Experience, HoldReason, InstitutionKind, Need, Outcome, RejectionReason};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
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
    AgeBand as AgeBandCode,
    AgreedBy as AgreedByCode,
    AskedBy as AskedByCode,
    ConsentForm as ConsentFormCode,
    ConsentPurpose as ConsentPurposeCode,
    ContactChannel as ContactChannelCode,
    Content as ContentCode,
    Entitlement as EntitlementCode,
    Experience as ExperienceCode,
    HoldReason as HoldReasonCode,
    IdentityProof as IdentityProofCode,
    InstitutionKind as InstitutionKindCode,
    Instruments as InstrumentsCode,
    Item as ItemCode,
    Need as NeedCode,
    Outcome as OutcomeCode,
    Paper as PaperCode,
    Preset as PresetCode,
    RejectionReason as RejectionReasonCode,
    SaidHow as SaidHowCode,
    Subject as SubjectCode,
    WhoDecides as WhoDecidesCode,
    Rhythm as RhythmCode,
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

impl<T: Vocabulary> Code<T> {
    /// The word as it is shown.
    pub(crate) fn of(word: T) -> Self {
        Self(word.to_string(), PhantomData)
    }
}

impl<T> Serialize for Code<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
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
