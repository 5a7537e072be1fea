//! `/gutscheine/…`: issuing, the issuer's and a station's own view, redeeming.
use super::{AskedPart, Badge, Choice, ChoiceGroup, Fact, FieldErrors, Frame, HistoryLine};
use crate::form::{Field, Form, Input, Offered, Place};
use askama::Template;

/// `/gutscheine/neu`. Form: `POST` there.
#[derive(Template)]
#[template(path = "voucher_new.html")]
pub struct NewVoucherPage {
    /// Header and footer.
    pub frame: Frame,
    /// As typed.
    pub form: Form,
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
    pub notices: Vec<String>,
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
    /// Every step that can be taken.
    pub steps: Vec<Offered>,
    /// Ids: `in_error_comment`.
    pub errors: FieldErrors,
}

/// `/gutscheine/einloesen`: a voucher at the counter. Form: `POST` there.
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
    pub form: Form,
    /// The day of her visit.
    pub fields: Vec<Field>,
}
