//! How she said what she takes back, as every form asks it; each mistake at its field.

use casework::HowSaid;
use domain::consents::SaidHow;
use domain::{EnteredDay, Refusal};

use super::typed;
use crate::pages::FieldErrors;
use crate::refusals::Problem;
use crate::said::own_code;

/// The ids of the three questions in one form.
pub(crate) struct Questions {
    pub(crate) how: &'static str,
    pub(crate) code: &'static str,
    pub(crate) on: &'static str,
}

impl Questions {
    /// What was answered, or what is wrong with it.
    pub(crate) fn read(
        &self,
        errors: &mut FieldErrors,
        [how, code, on]: [&str; 3],
    ) -> Option<HowSaid> {
        let how: Option<SaidHow> = how.parse().ok();
        if how.is_none() {
            errors.add(self.how, "Bitte wählen Sie, wie sie es gesagt hat.");
        }
        let on = typed::optional_day(errors, self.on, on);
        let how = how?;
        let own_code = match own_code(how, code) {
            Ok(code) => code,
            Err(refusal) => {
                errors.add(self.code, Problem::from(refusal).detail());
                None
            }
        };
        Some(HowSaid { how, own_code, on })
    }

    /// Where a refusal is shown.
    pub(crate) const fn field_of(&self, refusal: &Refusal) -> Option<&'static str> {
        match refusal {
            Refusal::WithdrawalUnproven | Refusal::OwnCodeUnknown | Refusal::CodeLocked { .. } => {
                Some(self.code)
            }
            Refusal::DayOutOfRange {
                day: EnteredDay::Withdrawal,
                ..
            } => Some(self.on),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::codes::TypedCode;
    use jiff::civil::date;

    const ASKED: Questions = Questions {
        how: "said_how",
        code: "said_code",
        on: "said_on",
    };

    fn wrong(answers: [&str; 3]) -> Vec<String> {
        let mut errors = FieldErrors::default();
        ASKED.read(&mut errors, answers);
        errors
            .all()
            .iter()
            .map(|error| error.field_id.to_string())
            .collect()
    }

    #[test]
    fn each_mistake_stands_at_its_field() {
        assert_eq!(wrong(["", "", ""]), ["said_how"]);
        assert_eq!(wrong(["by_friend", "", "bald"]), ["said_how", "said_on"]);
        assert_eq!(
            wrong(["by_phone", "K7Q2", "bald"]),
            ["said_on", "said_code"]
        );
        for how in ["in_person", "in_writing"] {
            assert!(wrong([how, "K7Q2", ""]).is_empty(), "no code is asked for");
        }
    }

    #[test]
    fn what_is_answered_is_read() {
        let (code, mut errors) = (TypedCode::draw([7; 10]), FieldErrors::default());
        let typed = code.grouped().to_lowercase();
        let said = ASKED.read(&mut errors, ["by_phone", &typed, "27.11.2026"]);
        let said = said.unwrap();
        assert_eq!((said.how, said.own_code), (SaidHow::ByPhone, Some(code)));
        assert_eq!(said.on, Some(date(2026, 11, 27)));
        assert!(errors.is_empty());
    }
}
