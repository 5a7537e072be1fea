//! `/gutscheine/…`: issuing, the issuer's and a station's own view, redeeming.
use super::{
    AskedPart, Badge, Choice, ChoiceGroup, Fact, FieldErrors, Frame, HistoryLine, Notices, TICKED,
};
use askama::Template;
use serde::Deserialize;

/// What `/gutscheine/neu` posts.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct VoucherForm {
    /// Idempotency key.
    pub form_key: String,
    /// The own record of her; empty for an anonymous voucher.
    pub client: String,
    /// The theme's code.
    pub theme: String,
    /// Where it leads first: `institution:service`, may be empty.
    pub next: String,
    /// A station that she may choose.
    pub named_1: String,
    /// Another one.
    pub named_2: String,
    /// A third.
    pub named_3: String,
    /// How many counsellings belong to it.
    pub required: String,
    /// How many she may take besides.
    pub optional: String,
    /// Last day of validity.
    pub valid_until: String,
    /// Checkbox, required: the voucher is wanted, with or without her name.
    pub instrument_agreed: String,
    /// Who wants it: one of the page's `agreeing`.
    pub agreed_by: String,
    /// Checkbox: her name stands on it, and the next station sees it.
    pub shows_her_name: String,
    /// Asked when she took something back here on the day of her word: `after` or `before`.
    pub signed: String,
    /// Checkbox, needed with her name: the consequences of refusing were told.
    pub consequences_told: String,
    /// Who decides: one of the page's `deciders`.
    pub decider: String,
    /// Her age, if she is a minor who decides herself.
    pub decider_age: String,
    /// For what her Betreuung was appointed, if it decides.
    pub decider_sphere: String,
    /// Version of the text that was put to her.
    pub text_version: String,
    /// Language of the text that was put to her.
    pub text_language: String,
    /// Language of the conversation: one of the page's languages.
    pub spoken_language: String,
    /// Checkbox: somebody interpreted.
    pub interpreter: String,
    /// `written` or `electronic`.
    pub consent_form: String,
}

impl VoucherForm {
    /// Whether a checkbox value says yes.
    #[must_use]
    pub fn ticked(value: &str) -> bool {
        value == TICKED
    }
}

/// `/gutscheine/neu`. Form: `POST` there with [`VoucherForm`].
#[derive(Template)]
#[template(path = "voucher_new.html")]
pub struct NewVoucherPage {
    /// Header and footer.
    pub frame: Frame,
    /// As typed.
    pub form: VoucherForm,
    /// Her, if it is for somebody whom the office knows.
    pub who: String,
    /// Whether her record has a name that could stand on it.
    pub has_name: bool,
    /// Themes.
    pub themes: Vec<Choice>,
    /// Who can agree to the voucher itself.
    pub agreeing: Vec<Choice>,
    /// Stations by need: `institution:service`.
    pub stations: Vec<ChoiceGroup>,
    /// How she is asked, if her name stands on it.
    pub asked: AskedPart,
    /// Today, ISO.
    pub today: String,
    /// Ids are the field names.
    pub errors: FieldErrors,
}

/// What the small steps at a voucher post.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct VoucherStepForm {
    /// Idempotency key.
    pub form_key: String,
    /// Why it was an error.
    pub comment: String,
    /// The day of her visit.
    pub used_on: String,
}

/// `/gutscheine/{id}`: what the own institution did with it, and nothing else.
#[derive(Template)]
#[template(path = "voucher.html")]
pub struct VoucherPage {
    /// Header and footer.
    pub frame: Frame,
    /// What has just been done, else empty.
    pub just_done: String,
    /// "Beratungsgutschein: Schulden".
    pub title: String,
    /// State, as the own institution knows it.
    pub badge: Badge,
    /// What that means, in a sentence.
    pub state: String,
    /// What has to be known and nobody has read.
    pub notices: Option<Notices>,
    /// The code as printed; empty for a station, and once it is over.
    pub code: String,
    /// The voucher as PDF, for its issuer.
    pub print: Option<String>,
    /// What it says.
    pub facts: Vec<Fact>,
    /// What the own institution did.
    pub history: Vec<HistoryLine>,
    /// Her record, if one goes with it.
    pub person: Option<String>,
    /// Where "entered in error" goes; none where it is not the own one.
    pub in_error: Option<String>,
    /// As typed there.
    pub form: VoucherStepForm,
    /// Ids: `comment`.
    pub errors: FieldErrors,
}

/// `/gutscheine/einloesen`: a voucher at the counter. Form: `POST` there with [`VoucherStepForm`].
#[derive(Template)]
#[template(path = "voucher_redeem.html")]
pub struct RedeemPage {
    /// Header and footer.
    pub frame: Frame,
    /// Her name, if she lets this station know; else "Eine Person ohne Namen".
    pub who: String,
    /// What it says.
    pub facts: Vec<Fact>,
    /// What is to be known first, else empty.
    pub notice: String,
    /// As typed.
    pub form: VoucherStepForm,
    /// Latest day of a visit, ISO.
    pub latest: String,
    /// Ids: `used_on`.
    pub errors: FieldErrors,
}
