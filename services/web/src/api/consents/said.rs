//! How she said what she takes back.

use casework::HowSaid;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::api::codes::SaidHowCode;
use crate::api::fields;
use crate::refusals::Problem;
use crate::said::own_code;

/// How she said it: with it anybody who answers for her can be asked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Said {
    /// She is there, she rings up, or she wrote.
    #[schema(value_type = SaidHowCode)]
    how: SaidHowCode,
    /// Her own code, from her half of any paper of hers that holds. On the telephone it shows that it is she;
    /// nowhere else is it asked for or looked at.
    #[serde(default)]
    #[schema(example = "9M3T-XA7H-QK2Z-P4VC")]
    own_code: Option<String>,
    /// The day of her word, such as a letter's; today, if nothing is said.
    #[serde(default)]
    #[schema(format = Date)]
    on: Option<String>,
}

impl Said {
    pub(crate) fn read(&self) -> Result<HowSaid, Problem> {
        let how = self.how.read("said.how")?;
        Ok(HowSaid {
            how,
            own_code: own_code(how, self.own_code.as_deref().unwrap_or_default())?,
            on: fields::optional_day("said.on", self.on.as_deref())?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Refusal;
    use domain::codes::TypedCode;
    use serde_json::{Value, json};

    fn read(sent: &Value) -> Result<HowSaid, Problem> {
        let said: Said = serde_json::from_value(sent.clone()).unwrap();
        said.read()
    }

    fn refused(sent: &Value) -> Problem {
        read(sent).err().unwrap()
    }

    #[test]
    fn a_code_counts_on_the_telephone_alone() {
        let code = TypedCode::draw([7; 10]);
        let said = |how: &str, code: &str| read(&json!({"how": how, "own_code": code}));
        let by_phone = said("by_phone", &code.grouped().to_lowercase()).unwrap();
        assert_eq!(by_phone.own_code, Some(code));
        for how in ["in_person", "in_writing"] {
            for typed in ["", "K7Q2", "Sabine"] {
                assert_eq!(said(how, typed).unwrap().own_code, None);
            }
        }
        assert_eq!(said("by_phone", " ").unwrap().own_code, None);
    }

    #[test]
    fn what_is_no_code_is_not_hers() {
        let mut code = TypedCode::draw([7; 10]).plain().to_owned();
        let last = if code.pop() == Some('0') { '1' } else { '0' };
        code.push(last);
        for typed in [code.as_str(), "K7Q2", "Sabine"] {
            let problem = refused(&json!({"how": "by_phone", "own_code": typed}));
            assert!(problem.is(&Refusal::OwnCodeUnknown));
            assert!(!problem.detail().contains(typed));
        }
    }

    #[test]
    fn each_wrong_value_names_its_field() {
        for (field, sent) in [
            ("said.how", json!({"how": "by_friend"})),
            ("said.on", json!({"how": "in_writing", "on": "Freitag"})),
        ] {
            assert!(refused(&sent).detail().contains(&format!("„{field}“")));
        }
    }
}
