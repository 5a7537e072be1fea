//! What she decided for one receiving institution.

pub(crate) mod withdraw;

use std::collections::{BTreeMap, BTreeSet};

use casework::{Asked, RecordConsent};
use domain::consents::{ConsentForm, ConsentPurpose, Item, Subject};
use domain::{InstitutionId, Language, RecordId, Refusal};
use jiff::civil::Date;
use read_models::consents::{ConsentRow, KeptOnly};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::asking::{DecidedBy, TextNamed, asking};
use super::clients::ClientNamed;
use super::etag::Tagged;
use super::json::{Created, Json};
use super::parts::InParts;
use super::request::{Caller, IdempotencyKey};
use crate::refusals::Problem;
use crate::routes::address::Said;

/// How she was asked and what she said.
#[expect(
    clippy::struct_field_names,
    reason = "the members are named as they are sent"
)]
#[derive(Deserialize, ToSchema)]
pub(crate) struct Decided {
    /// Her word on each item that was put to her: granted, or refused.
    #[schema(example = json!({"identity": true, "feedback_arrival": false}))]
    pub(crate) decisions: BTreeMap<Item, bool>,
    /// Written or electronic.
    pub(crate) form: ConsentForm,
    /// The text that was put to her; one that is no longer in force is put to her anew.
    pub(crate) text: TextNamed,
    /// The language in which it was talked over with her, as a BCP 47 tag.
    pub(crate) spoken_language: Language,
    /// Somebody interpreted.
    #[serde(default)]
    pub(crate) interpreter: bool,
    /// What for; referral if nothing is said.
    pub(crate) purpose: Option<ConsentPurpose>,
    /// She was shown what follows if she refuses.
    pub(crate) consequences_shown: bool,
    /// Who decides.
    pub(crate) decided_by: DecidedBy,
    /// The day of her word.
    pub(crate) given_on: Date,
    /// The last day, if she wants it shorter than twelve months.
    pub(crate) expires_on: Option<Date>,
    /// On a day on which she took something of it back here: whether she signed after that. It is asked for
    /// only then; without her signature after it, what she took back stays taken back.
    pub(crate) signed_after_withdrawal: Option<bool>,
}

/// A consent to be recorded.
#[derive(Deserialize, ToSchema)]
pub(crate) struct NewConsent {
    /// The own record of her.
    client: RecordId,
    /// The institutions that she ticked, each for itself.
    recipients: BTreeSet<InstitutionId>,
    /// How she was asked and what she said.
    consent: Decided,
}

/// What this institution recorded of her consents.
#[derive(Serialize, ToSchema)]
pub(crate) struct ConsentList {
    /// One entry for each receiving institution.
    consents: Vec<Consent>,
    /// The cursor of the next part, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

/// Her latest word for one receiving institution, as this institution recorded it.
#[derive(Serialize, ToSchema)]
pub(crate) struct Consent {
    /// The receiving institution.
    recipient: InstitutionId,
    /// Granted and refused items.
    decisions: BTreeMap<Item, bool>,
    /// The day of her latest word.
    given_on: Date,
    /// The last day on which it holds.
    expires_on: Date,
    /// What she took back here.
    withdrawn: BTreeSet<Item>,
    /// Forms that are kept as evidence only.
    kept_only: Vec<KeptAsEvidence>,
}

/// A form that was entered although she had said otherwise here on a later day: it is kept as evidence, and
/// changes nothing of that.
#[derive(Serialize, ToSchema)]
pub(crate) struct KeptAsEvidence {
    /// The day of her word.
    given_on: Date,
    /// The day on which she said otherwise.
    later_on: Date,
}

impl From<KeptOnly> for KeptAsEvidence {
    fn from(kept: KeptOnly) -> Self {
        Self {
            given_on: kept.given_on,
            later_on: kept.later_on,
        }
    }
}

impl Decided {
    /// Her word as the command takes it.
    pub(crate) fn read(self) -> Result<Asked, Problem> {
        let spoken = (self.spoken_language, self.interpreter);
        Ok(Asked {
            decisions: self.decisions,
            asking: asking(Subject::Consent, &self.text, spoken, self.form)?,
            decider: self.decided_by.read()?,
            purpose: self.purpose.unwrap_or(ConsentPurpose::Referral),
            consequences_shown: self.consequences_shown,
            given_on: self.given_on,
            expires_on: self.expires_on,
            signed_after_withdrawal: self.signed_after_withdrawal,
        })
    }
}

impl From<ConsentRow> for Consent {
    fn from(row: ConsentRow) -> Self {
        let decisions = row.decisions.iter().map(|word| (word.item, word.granted));
        Self {
            recipient: row.route.recipient,
            decisions: decisions.collect(),
            given_on: row.given_on,
            expires_on: row.expires_on,
            withdrawn: row.withdrawn,
            kept_only: row.kept_only.into_iter().map(Into::into).collect(),
        }
    }
}

/// Records what she decided.
#[utoipa::path(post, path = "/consents", params(IdempotencyKey))]
pub(crate) async fn record(
    by: Caller<IdempotencyKey>,
    Json(request): Json<NewConsent>,
) -> Result<Created<ClientNamed>, Problem> {
    let command = RecordConsent {
        record: request.client,
        recipients: request.recipients,
        asked: request.consent.read()?,
    };
    by.perform(&command).await?;
    let client = command.record;
    Ok(Created(ClientNamed { client }))
}

/// Whose consents are asked for, as the address says it.
#[derive(Default, Deserialize)]
pub(crate) struct Hers {
    client: Option<String>,
}

/// Lists what this institution recorded of her consents.
#[utoipa::path(get, path = "/consents", params(("client" = RecordId, Query, description = "The own record of her."), InParts))]
pub(crate) async fn list(
    by: Caller<InParts>,
    Said(of): Said<Hers>,
) -> Result<Tagged<ConsentList>, Problem> {
    let Some(client) = of.client else {
        return Err(Problem::bad_input(
            "Das Feld „client“ fehlt in der Adresse.",
        ));
    };
    let client: RecordId = client.parse().map_err(|_| Refusal::NotFound)?;
    let name = format!("consents/{client}");
    let window = by.window(&name)?;
    let part = by.desk.consents_in(by.staff, client, &window).await?;
    let list = ConsentList {
        next: by.next(&name, part.next.as_ref()),
        consents: part.rows.into_iter().map(Consent::from).collect(),
    };
    Tagged::of(&list)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::json;

    #[test]
    fn her_word_is_yes_or_no_on_items_that_exist() {
        let sent = json::sent::<BTreeMap<Item, bool>>;
        let word = sent(r#"{"identity": true, "need": false}"#).unwrap();
        assert_eq!(word, [(Item::Identity, true), (Item::Need, false)].into());
        for wrong in [
            r#"{"Sabine": true}"#,
            r#"{"need": "yes"}"#,
            r#"{"need": null}"#,
        ] {
            let problem = sent(wrong).unwrap_err();
            assert!(!problem.detail().contains("Sabine"));
        }
    }
}
