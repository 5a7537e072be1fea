//! How she said what she takes back.

use casework::HowSaid;
use domain::Refusal;
use domain::consents::SaidHow;
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::ToSchema;

use crate::own_code::own_code;

/// How she said it: with it anybody who answers for her can be asked.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Said {
    /// She is there, she rings up, or she wrote.
    how: SaidHow,
    /// Her own code, from her half of any paper of hers that holds. On the telephone it shows that it is she;
    /// nowhere else is it asked for or looked at.
    #[schema(example = "9M3T-XA7H-QK2Z-P4VC")]
    own_code: Option<String>,
    /// The day of her word, such as a letter's; today, if nothing is said.
    on: Option<Date>,
}

impl Said {
    pub(crate) fn read(self) -> Result<HowSaid, Refusal> {
        Ok(HowSaid {
            how: self.how,
            own_code: own_code(self.how, self.own_code.as_deref().unwrap_or_default())?,
            on: self.on,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::json;
    use domain::codes::TypedCode;
    use serde_json::{Value, json};

    fn read(sent: &Value) -> Result<HowSaid, Refusal> {
        let said: Said = serde_json::from_value(sent.clone()).unwrap();
        said.read()
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
            let refused = read(&json!({"how": "by_phone", "own_code": typed}));
            assert_eq!(refused.err(), Some(Refusal::OwnCodeUnknown));
        }
    }

    #[test]
    fn each_wrong_value_names_its_field() {
        for (field, sent) in [
            ("how", json!({"how": "by_friend"})),
            ("on", json!({"how": "in_writing", "on": "Freitag"})),
        ] {
            let problem = json::sent::<Said>(&sent.to_string()).err();
            assert!(problem.unwrap().detail().contains(&format!("„{field}“")));
        }
    }
}
