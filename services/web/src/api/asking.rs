//! How she was asked, as every request says it that records her word; and the texts that are put to her.

use domain::consents::{Asking, ConsentForm, Decider, Incomplete, Subject, WhoDecides, Wording};
use domain::{Language, Line, Refusal, optional_text};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

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
pub(crate) async fn texts(_by: Bearer) -> Result<Json<ConsentTexts>, Problem> {
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
