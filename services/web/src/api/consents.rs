//! What she decided for one receiving institution; what she takes back, items or everything, and how she said so; and
//! her releases from confidentiality (section 203 StGB): recorded, listed, taken back.

use std::collections::{BTreeMap, BTreeSet};

use casework::{
    Asked, AskedRelease, HowSaid, RecordConsent, RecordRelease, WithdrawConsent,
    WithdrawEverything, WithdrawFrom, WithdrawRelease,
};
use domain::consents::{ConsentForm, ConsentPurpose, Item, SaidHow, Subject};
use domain::{Erasable, HandoverId, InstitutionId, Language, Line, Note, RecordId, Refusal};
use jiff::civil::Date;
use read_models::consents::{ConsentRow, KeptOnly};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::answers::{Answered, Made, Seen};
use super::asking::{DecidedBy, TextNamed, asking};
use super::clients::ClientNamed;
use super::etag::Tagged;
use super::json::{Created, Json};
use super::parts::InParts;
use super::request::{Address, Caller, Id, IdempotencyKey, Keyed};
use crate::form::own_code;
use crate::refusals::Problem;
use crate::routes::address;

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
pub(crate) async fn record(by: Keyed, Json(request): Json<NewConsent>) -> Made<ClientNamed> {
    let command = RecordConsent {
        record: request.client,
        recipients: request.recipients,
        asked: request.consent.read()?,
    };
    by.perform(&command).await?;
    let client = command.record;
    Ok(Created(ClientNamed { client }))
}

/// Lists what this institution recorded of her consents.
#[utoipa::path(get, path = "/consents", params(("client" = RecordId, Query, description = "The own record of her."), InParts))]
pub(crate) async fn list(by: Caller<InParts>, address::Said(asked): Address) -> Seen<ConsentList> {
    let client = asked.all("client").first();
    let missing = || Problem::bad_input("Das Feld „client“ fehlt in der Adresse.");
    let client = client.ok_or_else(missing)?.parse();
    let client: RecordId = client.map_err(|_| Refusal::NotFound)?;
    let name = format!("consents/{client}");
    let window = by.window(&name)?;
    let part = by.desk.consents_in(by.staff, client, &window).await?;
    let list = ConsentList {
        next: by.next(&name, part.next.as_ref()),
        consents: part.rows.into_iter().map(Consent::from).collect(),
    };
    Tagged::of(&list)
}

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
pub(crate) async fn withdraw(by: Keyed, Json(request): Json<Withdrawal>) -> Answered<Withdrawn> {
    let command = request.read()?;
    by.perform(&command).await?;
    Ok(Json(Withdrawn { withdrawn: true }))
}

/// Takes everything back, blindly: the answer says nothing of what there was.
#[utoipa::path(post, path = "/consents/everything", params(IdempotencyKey))]
pub(crate) async fn withdraw_everything(
    by: Keyed,
    Json(request): Json<WithdrawalOfEverything>,
) -> Answered<Withdrawn> {
    let command = WithdrawEverything {
        record: request.client,
        said: request.said.read()?,
    };
    by.perform(&command).await?;
    Ok(Json(Withdrawn { withdrawn: true }))
}

/// A release to be recorded.
#[derive(Deserialize, ToSchema)]
pub(crate) struct NewRelease {
    /// The own record of her.
    client: RecordId,
    /// The institution that may be told.
    recipient: InstitutionId,
    /// Who is released: a named person or unit.
    discloser: Line,
    /// What may be said, and nothing else.
    content: Note,
    /// Written or electronic.
    form: ConsentForm,
    /// The text that was put to her; one that is no longer in force is put to her anew.
    text: TextNamed,
    /// The language in which it was talked over with her, as a BCP 47 tag.
    spoken_language: Language,
    /// Somebody interpreted.
    #[serde(default)]
    interpreter: bool,
    /// Who decides.
    decided_by: DecidedBy,
    /// The day of her word.
    given_on: Date,
    /// The last day, if she wants it shorter than twelve months.
    expires_on: Option<Date>,
    /// On a day on which she took something of it back here: whether she signed after that. It is asked for
    /// only then; without her signature after it, what she took back stays taken back.
    signed_after_withdrawal: Option<bool>,
}

/// A release to be taken back.
#[derive(Deserialize, ToSchema)]
pub(crate) struct ReleaseTakenBack {
    /// The own record of her.
    client: RecordId,
    /// The institution that may be told until now.
    recipient: InstitutionId,
    /// How she said so.
    said: Said,
}

/// What was recorded here.
#[derive(Serialize, ToSchema)]
pub(crate) struct Releases {
    /// One for each institution that may be told.
    releases: Vec<Release>,
}

/// One release.
#[derive(Serialize, ToSchema)]
pub(crate) struct Release {
    /// The institution that may be told.
    recipient: InstitutionId,
    /// Who is released.
    #[serde(skip_serializing_if = "Option::is_none")]
    discloser: Option<Line>,
    /// What may be said.
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<Note>,
    /// The day of her word.
    given_on: Date,
    /// The last day.
    expires_on: Date,
    /// When she took it back here.
    #[serde(skip_serializing_if = "Option::is_none")]
    withdrawn_on: Option<Date>,
    /// Forms that are kept as evidence only.
    kept_only: Vec<KeptAsEvidence>,
}

impl NewRelease {
    fn read(self) -> Result<RecordRelease, Problem> {
        let spoken = (self.spoken_language, self.interpreter);
        Ok(RecordRelease {
            record: self.client,
            recipient: self.recipient,
            asked: AskedRelease {
                discloser: self.discloser,
                content: self.content,
                asking: asking(Subject::Release, &self.text, spoken, self.form)?,
                decider: self.decided_by.read()?,
                given_on: self.given_on,
                expires_on: self.expires_on,
                signed_after_withdrawal: self.signed_after_withdrawal,
            },
        })
    }
}

/// Records a release.
#[utoipa::path(post, path = "/consents/releases", params(IdempotencyKey))]
pub(crate) async fn record_release(
    by: Keyed,
    Json(request): Json<NewRelease>,
) -> Made<ClientNamed> {
    let command = request.read()?;
    by.perform(&command).await?;
    let client = command.record;
    Ok(Created(ClientNamed { client }))
}

/// Takes a release back.
#[utoipa::path(post, path = "/consents/releases/withdrawals", params(IdempotencyKey))]
pub(crate) async fn withdraw_release(
    by: Keyed,
    Json(request): Json<ReleaseTakenBack>,
) -> Answered<ClientNamed> {
    let command = WithdrawRelease {
        record: request.client,
        recipient: request.recipient,
        said: request.said.read()?,
    };
    by.perform(&command).await?;
    let client = command.record;
    Ok(Json(ClientNamed { client }))
}

/// Lists the releases that this institution recorded of her.
#[utoipa::path(get, path = "/clients/{id}/releases")]
pub(crate) async fn list_releases(by: Caller, Id(record): Id<RecordId>) -> Answered<Releases> {
    let file = by.desk.client_file(by.staff, record).await?;
    let releases = file.her_word.releases.into_iter().map(|row| {
        let told = row.evidence.as_ref().and_then(Erasable::known);
        Release {
            recipient: row.route.recipient,
            discloser: told.map(|told| told.discloser.clone()),
            content: told.map(|told| told.content.clone()),
            given_on: row.given_on,
            expires_on: row.expires_on,
            withdrawn_on: row.withdrawn_on,
            kept_only: row.kept_only.into_iter().map(Into::into).collect(),
        }
    });
    Ok(Json(Releases {
        releases: releases.collect(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::json;
    use domain::codes::TypedCode;
    use serde_json::{Value, json};

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
