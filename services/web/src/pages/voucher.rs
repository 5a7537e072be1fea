//! `/gutscheine/…`: issuing, the issuer's and a station's own view, redeeming.
use super::{AskedPart, Badge, Choice, ChoiceGroup, Fact, FieldErrors, Frame, HistoryLine};
use crate::form::{Field, Form, Input, Offered, Place};
use askama::Template;

/// `/gutscheine/neu`. Form: `POST` there.
#[derive(Template)]
#[template(path = "voucher_new.html")]
pub(crate) struct NewVoucherPage {
    /// Header and footer.
    pub(crate) frame: Frame,
    /// As typed.
    pub(crate) form: Form,
    /// Her, if it is for somebody whom the office knows.
    pub(crate) who: String,
    /// Whether her record has a name that could stand on it.
    pub(crate) has_name: bool,
    /// Themes.
    pub(crate) themes: Vec<Choice>,
    /// Who can agree to the voucher itself.
    pub(crate) agreeing: Vec<Choice>,
    /// Stations by need: `institution:service`.
    pub(crate) stations: Vec<ChoiceGroup>,
    /// How she is asked, if her name stands on it.
    pub(crate) asked: AskedPart,
    /// Today, ISO.
    pub(crate) today: String,
}

/// `/gutscheine/{id}`: what the own institution did with it, and nothing else.
#[derive(Template)]
#[template(path = "voucher.html")]
pub(crate) struct VoucherPage {
    /// Header and footer.
    pub(crate) frame: Frame,
    /// What has just been done, else empty.
    pub(crate) just_done: String,
    /// "Beratungsgutschein: Schulden".
    pub(crate) title: String,
    /// State, as the own institution knows it.
    pub(crate) badge: Badge,
    /// What that means, in a sentence.
    pub(crate) state: String,
    /// What has to be known and nobody has read.
    pub(crate) notices: Vec<String>,
    /// The code as printed; empty for a station, and once it is over.
    pub(crate) code: String,
    /// The voucher as PDF, for its issuer.
    pub(crate) print: Option<String>,
    /// What it says.
    pub(crate) facts: Vec<Fact>,
    /// What the own institution did.
    pub(crate) history: Vec<HistoryLine>,
    /// Her record, if one goes with it.
    pub(crate) person: Option<String>,
    /// Every step that can be taken.
    pub(crate) steps: Vec<Offered>,
    /// Ids: `in_error_comment`.
    pub(crate) errors: FieldErrors,
}

/// `/gutscheine/einloesen`: a voucher at the counter. Form: `POST` there.
#[derive(Template)]
#[template(path = "voucher_redeem.html")]
pub(crate) struct RedeemPage {
    /// Header and footer.
    pub(crate) frame: Frame,
    /// Her name, if she lets this station know; else "Eine Person ohne Namen".
    pub(crate) who: String,
    /// What it says.
    pub(crate) facts: Vec<Fact>,
    /// What is to be known first, else empty.
    pub(crate) notice: String,
    /// As typed.
    pub(crate) form: Form,
    /// The day of her visit.
    pub(crate) fields: Vec<Field>,
}
