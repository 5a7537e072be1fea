//! What she takes back: items, or everything; and how she said so.

use std::collections::BTreeSet;

use casework::{HowSaid, WithdrawConsent, WithdrawEverything, WithdrawFrom};
use domain::consents::{Item, SaidHow};
use domain::{HandoverId, InstitutionId, RecordId, Refusal};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::json::Json;
use crate::api::request::{Caller, IdempotencyKey};
use crate::own_code::own_code;
use crate::refusals::Problem;

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

/// Items that she takes back.
#[derive(Deserialize, ToSchema)]
pub(crate) struct Withdrawal {
    /// The own record of her, for what this institution recorded.
    client: Option<RecordId>,
    /// The receiving institution for which they held, together with `client`.
    recipient: Option<InstitutionId>,
    /// The own hand-over, for what came to this institution with it.
    handover: Option<HandoverId>,
    /// The items.
    items: BTreeSet<Item>,
    /// How she said so.
    said: Said,
}

/// That it is done; which paths it reached is hers to know.
#[derive(Serialize, ToSchema)]
pub(crate) struct Withdrawn {
    /// Always true.
    withdrawn: bool,
}

/// Everything that she ever allowed; nothing of it is listed.
#[derive(Deserialize, ToSchema)]
pub(crate) struct WithdrawalOfEverything {
    /// The own record of her.
    client: RecordId,
    /// How she said so.
    said: Said,
}

impl Withdrawal {
    fn read(self) -> Result<WithdrawConsent, Problem> {
        let from = match (self.client, self.recipient, self.handover) {
            (Some(record), Some(recipient), None) => WithdrawFrom::Recorded { record, recipient },
            (None, None, Some(handover)) => WithdrawFrom::Held(handover),
            _ => {
                return Err(Problem::bad_input(
                    "Bitte geben Sie entweder „client“ und „recipient“ an oder „handover“.",
                ));
            }
        };
        Ok(WithdrawConsent {
            from,
            items: self.items,
            said: self.said.read()?,
        })
    }
}

/// Takes items back.
#[utoipa::path(post, path = "/consents/withdrawals", params(IdempotencyKey))]
pub(crate) async fn withdraw(
    by: Caller<IdempotencyKey>,
    Json(request): Json<Withdrawal>,
) -> Result<Json<Withdrawn>, Problem> {
    let command = request.read()?;
    by.perform(&command).await?;
    Ok(Json(Withdrawn { withdrawn: true }))
}

/// Takes everything back, blindly: the answer says nothing of what there was.
#[utoipa::path(post, path = "/consents/everything", params(IdempotencyKey))]
pub(crate) async fn withdraw_everything(
    by: Caller<IdempotencyKey>,
    Json(request): Json<WithdrawalOfEverything>,
) -> Result<Json<Withdrawn>, Problem> {
    let command = WithdrawEverything {
        record: request.client,
        said: request.said.read()?,
    };
    by.perform(&command).await?;
    Ok(Json(Withdrawn { withdrawn: true }))
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
