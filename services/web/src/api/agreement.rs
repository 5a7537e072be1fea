//! That a slip or a voucher is wanted at all, with or without her name.

use casework::Agreed;
use domain::AgreedBy;
use serde::Deserialize;
use utoipa::ToSchema;

use super::codes::AgreedByCode;
use super::fields;
use crate::refusals::Problem;

/// Agreement to the instrument itself; without it none is issued. It lets nothing of hers travel: that
/// says her consent.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct InstrumentAgreement {
    /// Whether it is wanted.
    agreed: bool,
    /// Since which day; without it, since today.
    #[serde(default)]
    #[schema(format = Date)]
    on: Option<String>,
    /// Who said so; without it, she herself.
    #[serde(default)]
    #[schema(value_type = Option<AgreedByCode>)]
    by: Option<AgreedByCode>,
}

impl InstrumentAgreement {
    /// What was said; none while it is not wanted.
    pub(crate) fn read(sent: Option<&Self>) -> Result<Option<Agreed>, Problem> {
        let Some(sent) = sent else {
            return Ok(None);
        };
        let day = |on| fields::day("agreement.on", on);
        let agreed = Agreed {
            on: sent.on.as_deref().map(day).transpose()?,
            by: fields::maybe("agreement.by", sent.by.as_ref())?.unwrap_or(AgreedBy::Herself),
        };
        Ok(sent.agreed.then_some(agreed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use serde_json::{Value, json};

    fn read(sent: Value) -> Result<Option<Agreed>, Problem> {
        let sent: InstrumentAgreement = serde_json::from_value(sent).unwrap();
        InstrumentAgreement::read(Some(&sent))
    }

    #[test]
    fn only_a_yes_is_one() {
        assert!(matches!(InstrumentAgreement::read(None), Ok(None)));
        assert!(matches!(read(json!({"agreed": false})), Ok(None)));
        let agreed = read(json!({"agreed": true})).ok().unwrap().unwrap();
        assert_eq!((agreed.on, agreed.by), (None, AgreedBy::Herself));
        let all = json!({"agreed": true, "on": "2026-11-20", "by": "for_her"});
        let agreed = read(all).ok().unwrap().unwrap();
        let on = date(2026, 11, 20);
        assert_eq!((agreed.on, agreed.by), (Some(on), AgreedBy::ForHer));
    }

    #[test]
    fn each_wrong_value_names_its_field() {
        for (field, value) in [("agreement.on", "gestern"), ("agreement.by", "father")] {
            let mut sent = json!({"agreed": true});
            sent[field.split('.').next_back().unwrap()] = value.into();
            let detail = read(sent).err().unwrap().detail().to_owned();
            assert!(detail.contains(&format!("„{field}“")), "{detail}");
        }
    }
}
