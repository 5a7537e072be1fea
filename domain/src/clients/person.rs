//! What an institution knows of her and her children.

use std::ops::RangeInclusive;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Line, Note, Now, Refusal, optional_text};

crate::vocabulary::words! {
    /// The age of a child, no finer than the work needs.
    AgeBand, "age band" {
        UnderThree = "under_3",
        ThreeToFive = "3_to_5",
        SixToNine = "6_to_9",
        TenToThirteen = "10_to_13",
        FourteenToSeventeen = "14_to_17",
    }
}

/// Who she is and how to reach her.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Identity {
    /// Her name.
    #[serde(
        default,
        deserialize_with = "optional_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub name: Option<Line>,
    /// Her year of birth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(feature = "schema", schema(minimum = 1900, maximum = 2100))]
    pub birth_year: Option<i16>,
    /// A safe way to reach her.
    #[serde(
        default,
        deserialize_with = "optional_text",
        skip_serializing_if = "Option::is_none"
    )]
    pub contact: Option<Line>,
    /// Which way that is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<ContactChannel>,
    /// The language in which she wants to be spoken to, as a BCP 47 tag.
    #[serde(
        default,
        deserialize_with = "optional_text",
        skip_serializing_if = "Option::is_none"
    )]
    #[cfg_attr(feature = "schema", schema(example = "uk"))]
    pub language: Option<Line>,
}

/// The years in which a parent can have been born: mothers and fathers who are children themselves are
/// counted, and nobody older than anybody ever was.
#[must_use]
pub fn birth_years(today: Date) -> RangeInclusive<i16> {
    today.year() - 120..=today.year() - 10
}

impl Identity {
    /// Takes somebody who can have lived.
    pub(super) fn check(&self, now: Now) -> Result<(), Refusal> {
        let years = birth_years(now.today);
        match self.birth_year {
            Some(year) if !years.contains(&year) => {
                let (earliest, latest) = years.into_inner();
                Err(Refusal::BirthYearOutOfRange { earliest, latest })
            }
            _ => Ok(()),
        }
    }
}

crate::vocabulary::words! {
    /// How she can be reached safely.
    ContactChannel, "contact channel" {
        Phone = "phone",
        Message = "message",
        Email = "email",
        Letter = "letter",
        InPersonOnly = "in_person_only",
    }
}

/// Her children, as age bands.
#[derive(Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Children {
    /// One band a child.
    pub age_bands: Vec<AgeBand>,
    /// Names, only where the institution's own work needs them; they never travel with a slip.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<Line>,
}

impl Children {
    /// What may travel: the bands alone.
    #[must_use]
    pub fn without_names(&self) -> Self {
        Self {
            age_bands: self.age_bands.clone(),
            names: Vec::new(),
        }
    }
}

/// What a child said in confidence (section 8(3) SGB VIII).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confided {
    /// The note.
    pub note: Note,
}

crate::erasable::hidden! { Identity Children Confided }
