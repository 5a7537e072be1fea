//! How she was asked, as every request says it that records her word, and that a slip or a voucher is wanted at all;
//! and the texts that are put to her.

use casework::Agreed;
use domain::consents::{Asking, ConsentForm, Decider, Incomplete, Subject, WhoDecides, Wording};
use domain::{AgreedBy, Language, Line, Refusal, optional_text};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::answers::Answered;
use super::json::Json;
use crate::auth::Bearer;
use crate::refusals::Problem;

/// The text that was put to her, as `/consent-texts` lists it.
#[derive(Deserialize, ToSchema)]
pub(crate) struct TextNamed {
    /// Its version: the one in force.
    #[schema(example = "2026-12")]
    version: String,
    /// Its language; only signed-off texts are taken.
    #[schema(example = "de")]
    language: String,
}

/// Who decides.
#[derive(Deserialize, ToSchema)]
pub(crate) struct DecidedBy {
    /// Who.
    who: WhoDecides,
    /// With `capable_minor`: her age in years, at least 15.
    #[schema(minimum = 15, maximum = 17)]
    age: Option<u8>,
    /// With `legal_carer`: for what the Betreuung was appointed (Aufgabenbereich).
    #[serde(default, deserialize_with = "optional_text")]
    sphere: Option<Line>,
}

impl DecidedBy {
    /// Who decided; nobody, if she cannot at this moment.
    pub(crate) fn read(self) -> Result<Option<Decider>, Problem> {
        self.who.with(self.age, self.sphere).map_err(|missing| {
            let field = match missing {
                Incomplete::Age => "decided_by.age",
                Incomplete::Sphere => "decided_by.sphere",
            };
            Problem::bad_input(&format!("Das Feld „{field}“ fehlt."))
        })
    }
}

/// How she was asked: which text, spoken in which language, interpreted or not, in which form.
pub(crate) fn asking(
    subject: Subject,
    text: &TextNamed,
    (spoken, interpreter): (Language, bool),
    form: ConsentForm,
) -> Result<Asking, Refusal> {
    let known = Wording::of(subject, &text.version, &text.language);
    Ok(Asking {
        text: known.ok_or(Refusal::ConsentTextUnknown)?.reference(),
        spoken,
        interpreter,
        form,
    })
}

/// The texts.
#[derive(Serialize, ToSchema)]
pub(crate) struct ConsentTexts {
    /// Every text that is or was in force, older ones first.
    texts: Vec<ConsentText>,
}

/// A text word for word, as it is shown, read aloud, printed and hashed.
#[derive(Serialize, ToSchema)]
pub(crate) struct ConsentText {
    /// What she is asked for.
    subject: Subject,
    /// Its version.
    version: &'static str,
    /// Its language.
    language: &'static str,
    /// Whether it may be put to her; older texts stay, so that evidence can be read.
    in_force: bool,
    /// The words; blank lines part the paragraphs, the first is the heading.
    words: &'static str,
    /// SHA-256 of the words in UTF-8, in hexadecimal: what the evidence keeps.
    sha256: String,
}

/// Lists the texts that are put to her, and those that were.
#[utoipa::path(get, path = "/consent-texts")]
pub(crate) async fn texts(_by: Bearer) -> Answered<ConsentTexts> {
    let texts = Wording::all().iter().map(|text| ConsentText {
        subject: text.subject,
        version: text.version,
        language: text.language,
        in_force: text.is_in_force(),
        words: text.words,
        sha256: text.sha256(),
    });
    let texts = texts.collect();
    Ok(Json(ConsentTexts { texts }))
}

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
