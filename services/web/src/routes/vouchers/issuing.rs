//! `/gutscheine/neu`: a voucher, anonymous unless she wants her name on it.

use std::collections::BTreeMap;

use askama::Template;
use casework::{Asked, Bearer, IssueVoucher, Key, StationAt, WhichClient};
use domain::Refusal;
use domain::consents::{ConsentPurpose, Item, Subject};
use domain::vocabulary::Need;
use jiff::ToSpan;

use crate::form::{Form, FormPage, Wrong, all};
use crate::pages::{Choice, ChoiceGroup, Frame};
use crate::refusals::Problem;
use crate::routes::choices::{agreed, agreeing, instead, places, signed_after};
use crate::routes::consent_form::{self, AskedPart};
use crate::routes::known::Known;
use crate::routes::visit::Visit;
use crate::words;

/// How long a voucher is proposed to hold.
const USUAL_MONTHS: i64 = 3;

/// `/gutscheine/neu`. Form: `POST` there.
#[derive(Template)]
#[template(path = "voucher_new.html")]
pub(crate) struct Page {
    frame: Frame,
    /// As typed.
    form: Form,
    /// Her, if it is for somebody whom the office knows.
    who: String,
    /// Whether her record has a name that could stand on it.
    has_name: bool,
    /// Themes.
    themes: Vec<Choice>,
    /// Who can agree to the voucher itself.
    agreeing: Vec<Choice>,
    /// Stations by need: `institution:service`.
    stations: Vec<ChoiceGroup>,
    /// How she is asked, if her name stands on it.
    asked: AskedPart,
}

/// A voucher; with `?person=` for somebody whom the office knows.
pub(crate) struct Issuing;

impl FormPage for Issuing {
    type Deed = IssueVoucher;
    type Page = Page;
    const BEGINS: Option<&'static str> = Some("theme");

    async fn first(visit: &Visit, form: &mut Form) -> Result<(), Problem> {
        let valid_until = visit.today().saturating_add(USUAL_MONTHS.months());
        for (name, value) in [
            ("client", visit.said.get("person")),
            ("required", "2"),
            ("optional", "1"),
            ("valid_until", &valid_until.to_string()),
            ("agreed_by", "herself"),
        ] {
            form.set(name, value);
        }
        consent_form::usual(form, visit.today());
        Ok(())
    }

    async fn page(visit: &Visit, form: Form) -> Result<Page, Problem> {
        let known = visit.known.as_ref();
        Ok(Page {
            frame: visit.frame("/gutscheine/neu").await,
            who: known.map_or_else(String::new, Known::who),
            has_name: known.is_some_and(Known::has_name),
            themes: all(Need::ALL, words::need),
            agreeing: agreeing(),
            stations: places(&visit.app, visit.staff).await,
            asked: consent_form::part(&visit.app, Subject::Consent)?,
            form,
        })
    }

    /// Nobody is read for a page that is not shown.
    async fn known(visit: &Visit, form: &Form) -> Result<Option<Known>, Problem> {
        visit.casework()?;
        if !visit.desk.rules().await?.uses_vouchers() {
            return Err(Refusal::InstrumentNotUsed.into());
        }
        Known::of(visit, form).await
    }

    fn read(visit: &Visit, form: &mut Form) -> Option<IssueVoucher> {
        let theme = form.chosen("theme", "Bitte wählen Sie ein Thema.");
        let required = count(form, "required");
        let optional = count(form, "optional");
        let valid_until = form.day("valid_until");
        let next = station(form, "next");
        let named = ["named_1", "named_2", "named_3"].map(|name| station(form, name));
        let agreement = agreed(form);
        let bearer = bearer(form, visit, next);
        Some(IssueVoucher {
            bearer,
            agreement,
            theme: theme?,
            next,
            named: named.into_iter().flatten().collect(),
            required,
            optional,
            valid_until: valid_until?,
        })
    }

    fn field_of(refusal: &Refusal) -> Option<&'static str> {
        let own = match refusal {
            Refusal::DayOutOfRange { .. } => "valid_until",
            Refusal::VoucherWithoutCounselling => "required",
            Refusal::ServiceNotOffered | Refusal::VoucherToOneself => "next",
            Refusal::ConsentMissing { .. } => "shows_her_name",
            _ => "theme",
        };
        consent_form::field_of(refusal).or(Some(own))
    }

    async fn carry_out(visit: &Visit, command: IssueVoucher, key: &Key) -> Result<String, Wrong> {
        let id = visit.perform(&command, key).await?;
        Ok(format!("/gutscheine/{id}?getan=ausgestellt"))
    }
}

fn bearer(form: &mut Form, visit: &Visit, next: Option<StationAt>) -> Bearer {
    let Some(known) = &visit.known else {
        return Bearer::Anonymous;
    };
    let shows_her_name = form.ticked("shows_her_name");
    if shows_her_name && next.is_none() {
        let message = "Ihr Name braucht eine erste Stelle, die ihn sehen darf. Wählen Sie sie aus, \
                       oder lassen Sie den Namen weg.";
        form.wrong("next", message);
    }
    let how = shows_her_name.then(|| consent_form::read(form, Subject::Consent));
    let asked = how.flatten().map(|(asking, decider)| Asked {
        decisions: BTreeMap::from([(Item::Identity, true)]),
        asking,
        decider,
        purpose: ConsentPurpose::Referral,
        consequences_shown: form.ticked("consequences_told"),
        given_on: visit.today(),
        expires_on: None,
        signed_after_withdrawal: signed_after(form.get("signed")),
    });
    Bearer::Client {
        client: WhichClient::Known(known.record()),
        asked,
        shows_her_name,
    }
}

fn count(form: &mut Form, name: &str) -> u8 {
    let typed = form.get(name).trim();
    if typed.is_empty() {
        return 0;
    }
    let count = typed.parse::<u8>().ok().filter(|count| *count <= 12);
    if count.is_none() {
        form.wrong(name, "Bitte geben Sie eine Zahl von 0 bis 12 an.");
    }
    count.unwrap_or_default()
}

fn station(form: &mut Form, name: &str) -> Option<StationAt> {
    if form.get(name).is_empty() {
        return None;
    }
    let at = instead(form.get(name));
    if at.is_none() {
        form.wrong(name, "Bitte wählen Sie eine Stelle aus der Liste.");
    }
    at.map(|at| StationAt {
        institution: at.institution,
        service: at.service,
    })
}
