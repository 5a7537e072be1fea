//! Who decides: she herself, or who decides for her. Recorded as it was; nobody's name is kept here, the
//! paper bears the signature.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Line, Refusal};

/// From this birthday on a minor can ask for benefits herself (section 36 SGB I), and decides here too if
/// she has the insight.
const OLD_ENOUGH: u8 = 15;

/// From this birthday on she is of age (section 2 BGB).
const OF_AGE: u8 = 18;

crate::vocabulary::words! {
    /// Who decides, as it is chosen: what belongs to it is said beside it.
    WhoDecides, "who decides" {
        /// She herself, of age.
        Herself = "herself",
        /// She herself, not yet of age, who understands what it is about.
        CapableMinor = "capable_minor",
        /// Who has custody of her.
        CustodyHolder = "custody_holder",
        /// Her Vormund.
        Guardian = "guardian",
        /// Her rechtliche Betreuung.
        LegalCarer = "legal_carer",
        /// She cannot at this moment, and nobody is there who may for her.
        NobodyNow = "nobody_now",
    }
}

/// What is missing beside the choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Incomplete {
    /// A minor's age.
    Age,
    /// For what a Betreuung was appointed.
    Sphere,
}

impl WhoDecides {
    /// Who decided, or nobody, with what was said beside the choice.
    pub fn with(
        self,
        age: Option<u8>,
        sphere: Option<Line>,
    ) -> Result<Option<Decider>, Incomplete> {
        Ok(Some(match self {
            Self::Herself => Decider::Herself,
            Self::CapableMinor => Decider::CapableMinor {
                age: age.ok_or(Incomplete::Age)?,
            },
            Self::CustodyHolder => Decider::CustodyHolder,
            Self::Guardian => Decider::Guardian,
            Self::LegalCarer => Decider::LegalCarer {
                sphere: sphere.ok_or(Incomplete::Sphere)?,
            },
            Self::NobodyNow => return Ok(None),
        }))
    }
}

/// Who decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "snake_case")]
pub enum Decider {
    /// She herself, of age.
    Herself,
    /// She herself, not yet of age, who understands what it is about.
    CapableMinor {
        /// Her age on that day.
        age: u8,
    },
    /// Who has custody of her.
    CustodyHolder,
    /// Her Vormund.
    Guardian,
    /// Her rechtliche Betreuung.
    LegalCarer {
        /// For what it was appointed (Aufgabenbereich, section 1815 BGB).
        sphere: Line,
    },
}

impl Decider {
    /// Which of them, and nothing that belongs to her.
    #[must_use]
    pub const fn who(&self) -> WhoDecides {
        match self {
            Self::Herself => WhoDecides::Herself,
            Self::CapableMinor { .. } => WhoDecides::CapableMinor,
            Self::CustodyHolder => WhoDecides::CustodyHolder,
            Self::Guardian => WhoDecides::Guardian,
            Self::LegalCarer { .. } => WhoDecides::LegalCarer,
        }
    }

    /// Whether it is her own word.
    #[must_use]
    pub const fn is_herself(&self) -> bool {
        matches!(self, Self::Herself | Self::CapableMinor { .. })
    }

    /// Takes who can have decided on that day, as far as her year of birth is known.
    pub(super) fn check(&self, born: Option<i16>, on: Date) -> Result<(), Refusal> {
        if let Self::CapableMinor { age } = self {
            if *age < OLD_ENOUGH {
                return Err(Refusal::MinorTooYoung);
            }
            if *age >= OF_AGE {
                return Err(Refusal::DeciderDoesNotFitAge);
            }
        }
        // On that day she had her birthday of the year already, or not yet.
        let Some(oldest) = born.map(|year| on.year().saturating_sub(year)) else {
            return Ok(());
        };
        let youngest = oldest - 1;
        let of_age = i16::from(OF_AGE);
        let fits = match self {
            Self::Herself | Self::LegalCarer { .. } => oldest >= of_age,
            Self::CapableMinor { age } => (youngest..=oldest).contains(&i16::from(*age)),
            Self::CustodyHolder | Self::Guardian => youngest < of_age,
        };
        if fits {
            Ok(())
        } else {
            Err(Refusal::DeciderDoesNotFitAge)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn minor(age: u8) -> Decider {
        Decider::CapableMinor { age }
    }

    fn carer() -> Decider {
        Decider::LegalCarer {
            sphere: Line::parse("Behördenangelegenheiten").unwrap(),
        }
    }

    #[test]
    fn who_decides_fits_her_age() {
        use Decider::{CustodyHolder, Guardian, Herself};
        let (young, wrong) = (
            Err(Refusal::MinorTooYoung),
            Err(Refusal::DeciderDoesNotFitAge),
        );
        // Asked on 2 November 2026.
        for (decider, born, answer) in [
            (minor(16), Some(2010), Ok(())),
            (minor(15), Some(2010), Ok(())),
            (minor(15), Some(2011), Ok(())),
            (minor(17), Some(2009), Ok(())),
            (minor(17), Some(2008), Ok(())),
            (minor(17), Some(2007), wrong.clone()),
            (minor(16), None, Ok(())),
            (minor(16), Some(1998), wrong.clone()),
            (minor(16), Some(2012), wrong.clone()),
            (minor(14), Some(2012), young.clone()),
            (minor(14), None, young.clone()),
            (minor(0), None, young),
            (minor(18), None, wrong.clone()),
            (minor(18), Some(2008), wrong.clone()),
            (Herself, None, Ok(())),
            (Herself, Some(2008), Ok(())),
            (Herself, Some(2009), wrong.clone()),
            (Herself, Some(1998), Ok(())),
            (CustodyHolder, Some(2012), Ok(())),
            (CustodyHolder, Some(2008), Ok(())),
            (CustodyHolder, Some(2007), wrong.clone()),
            (CustodyHolder, None, Ok(())),
            (Guardian, Some(2010), Ok(())),
            (Guardian, Some(1998), wrong.clone()),
            (carer(), Some(1998), Ok(())),
            (carer(), Some(2008), Ok(())),
            (carer(), Some(2010), wrong),
        ] {
            let case = format!("{decider:?} {born:?}");
            assert_eq!(decider.check(born, date(2026, 11, 2)), answer, "{case}");
        }
    }

    #[test]
    fn what_belongs_to_a_choice_has_to_be_said() {
        let sphere = || Line::parse("Behördenangelegenheiten").ok();
        for (who, age, sphere, answer) in [
            (WhoDecides::Herself, None, None, Ok(Some(Decider::Herself))),
            (
                WhoDecides::CapableMinor,
                Some(16),
                None,
                Ok(Some(minor(16))),
            ),
            (
                WhoDecides::CapableMinor,
                None,
                sphere(),
                Err(Incomplete::Age),
            ),
            (WhoDecides::LegalCarer, None, sphere(), Ok(Some(carer()))),
            (
                WhoDecides::LegalCarer,
                Some(16),
                None,
                Err(Incomplete::Sphere),
            ),
            (WhoDecides::NobodyNow, Some(16), sphere(), Ok(None)),
        ] {
            if let Ok(Some(decider)) = &answer {
                assert_eq!(decider.who(), who);
            }
            assert_eq!(who.with(age, sphere), answer, "{who}");
        }
    }

    #[test]
    fn her_own_word_is_hers_at_any_age_and_nobody_elses() {
        assert!(Decider::Herself.is_herself() && minor(16).is_herself());
        assert!(!Decider::Guardian.is_herself() && !Decider::CustodyHolder.is_herself());
        assert!(!carer().is_herself());
        assert!(!format!("{:?}", carer()).contains("Behörden"));
    }
}
