//! How she said what she takes back. Withdrawing is never harder than consenting (Art. 7(3) GDPR): who is
//! there, and who writes, needs nothing. On the telephone anybody could be she, so that her own code from a
//! paper of hers shows it.

use jiff::civil::Date;

use super::Consent;
use crate::{EnteredDay, Now, Refusal};

crate::vocabulary::words! {
    /// How she said it.
    SaidHow, "way of saying it" {
        /// She was there.
        InPerson = "in_person",
        /// On the telephone, with her own code.
        ByPhone = "by_phone",
        /// In a letter or a message.
        InWriting = "in_writing",
    }
}

/// A word that may be taken for hers: only [`Said::heard`] makes one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said {
    how: SaidHow,
    on: Date,
}

impl Said {
    /// Takes a word as hers, of a day or of today. `own_code` is the keyed hash of the code that was said on
    /// the telephone, and `hers` what is known on all paths of hers; a code is asked for nowhere else.
    pub fn heard<'c>(
        how: SaidHow,
        on: Option<Date>,
        own_code: Option<&str>,
        hers: impl IntoIterator<Item = &'c Consent>,
        now: Now,
    ) -> Result<Self, Refusal> {
        let on = on.unwrap_or(now.today);
        EnteredDay::Withdrawal.check(on, now)?;
        if how == SaidHow::ByPhone {
            let code = own_code.ok_or(Refusal::WithdrawalUnproven)?;
            if !hers.into_iter().any(|consent| consent.has_own_code(code)) {
                return Err(Refusal::OwnCodeUnknown);
            }
        }
        Ok(Self { how, on })
    }

    /// How she said it.
    #[must_use]
    pub const fn how(self) -> SaidHow {
        self.how
    }

    /// The day of her word.
    #[must_use]
    pub const fn on(self) -> Date {
        self.on
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::tests_support::{RECORD, day, now};
    use crate::consents::{CarriedBy, ConsentEvent};
    use crate::{InstitutionId, SlipId};
    use jiff::ToSpan;

    const HERS: &str = "her paper's";
    const ANOTHERS: &str = "another woman's";

    /// Two paths of hers; the code was given on the second.
    fn her_paths() -> [Consent; 2] {
        let mut linked = Consent::default();
        linked.evolve(&ConsentEvent::OwnCodeGiven {
            hash: HERS.into(),
            record: RECORD,
            carried_by: CarriedBy::Slip(SlipId::from_bytes([10; 16])),
            at: InstitutionId::from_bytes([9; 16]),
            on: day(),
        });
        [Consent::default(), linked]
    }

    fn heard(how: SaidHow, code: Option<&str>) -> Result<SaidHow, Refusal> {
        let said = Said::heard(how, None, code, &her_paths(), now())?;
        assert_eq!(said.on(), day());
        Ok(said.how())
    }

    #[test]
    fn on_the_telephone_only_a_living_code_of_hers_is_she() {
        let by_phone = |code| heard(SaidHow::ByPhone, code);
        assert_eq!(by_phone(None), Err(Refusal::WithdrawalUnproven));
        assert_eq!(by_phone(Some(ANOTHERS)), Err(Refusal::OwnCodeUnknown));
        assert_eq!(by_phone(Some(HERS)), Ok(SaidHow::ByPhone));
    }

    #[test]
    fn who_is_there_or_writes_needs_no_code_and_none_stands_in_her_way() {
        for how in [SaidHow::InPerson, SaidHow::InWriting] {
            for code in [None, Some(ANOTHERS), Some(HERS)] {
                assert_eq!(heard(how, code), Ok(how));
            }
        }
    }

    #[test]
    fn her_word_is_of_the_last_twelve_months() {
        let (first, today) = (day().saturating_sub(12.months()), day());
        let said = |on| Said::heard(SaidHow::InWriting, Some(on), None, &her_paths(), now());
        for on in [first, today] {
            assert_eq!(said(on).map(Said::on), Ok(on));
        }
        let refused = Err(Refusal::DayOutOfRange {
            day: EnteredDay::Withdrawal,
            earliest: first,
            latest: today,
        });
        for on in [first.saturating_sub(1.day()), today.saturating_add(1.day())] {
            assert_eq!(said(on), refused);
        }
        // A mistyped day is said before a code is looked at.
        let wrong = today.saturating_add(1.day());
        let by_phone = Said::heard(SaidHow::ByPhone, Some(wrong), None, [], now());
        assert_eq!(by_phone, refused);
    }
}
