//! That a slip or a voucher is wanted at all, with or without her name.

use casework::Agreed;
use domain::AgreedBy;
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::ToSchema;

/// Agreement to the instrument itself; without it none is issued. It lets nothing of hers travel: that
/// says her consent.
#[derive(Deserialize, ToSchema)]
pub(crate) struct InstrumentAgreement {
    /// Whether it is wanted.
    agreed: bool,
    /// Since which day; without it, since today.
    on: Option<Date>,
    /// Who said so; without it, she herself.
    by: Option<AgreedBy>,
}

impl InstrumentAgreement {
    /// What was said; none while it is not wanted.
    pub(crate) fn read(sent: Option<Self>) -> Option<Agreed> {
        sent.filter(|sent| sent.agreed).map(|sent| Agreed {
            on: sent.on,
            by: sent.by.unwrap_or(AgreedBy::Herself),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::json;
    use jiff::civil::date;
    use serde_json::{Value, json};

    fn read(sent: Value) -> Option<Agreed> {
        InstrumentAgreement::read(serde_json::from_value(sent).unwrap())
    }

    #[test]
    fn only_a_yes_is_one() {
        assert!(InstrumentAgreement::read(None).is_none());
        assert!(read(json!({"agreed": false})).is_none());
        let agreed = read(json!({"agreed": true})).unwrap();
        assert_eq!((agreed.on, agreed.by), (None, AgreedBy::Herself));
        let agreed = read(json!({"agreed": true, "on": "2026-11-20", "by": "for_her"})).unwrap();
        let on = date(2026, 11, 20);
        assert_eq!((agreed.on, agreed.by), (Some(on), AgreedBy::ForHer));
    }

    #[test]
    fn each_wrong_value_names_its_field() {
        for (field, value) in [("on", "gestern"), ("by", "father")] {
            let sent = json!({"agreed": true, field: value}).to_string();
            let problem = json::sent::<InstrumentAgreement>(&sent).err();
            let problem = problem.unwrap();
            assert!(problem.detail().contains(&format!("„{field}“")));
        }
    }
}
