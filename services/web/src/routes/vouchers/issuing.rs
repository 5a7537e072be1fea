//! `/gutscheine/neu`: a voucher, anonymous unless she wants her name on it.

use std::collections::BTreeMap;

use casework::{Asked, Bearer, IssueVoucher, Key, StationAt, WhichClient};
use domain::consents::{ConsentPurpose, Item, Subject};
use domain::vocabulary::Need;
use domain::{KnownOr as _, Refusal, Staff};
use jiff::ToSpan;
use jiff::civil::Date;
use read_models::clients::ClientRow;

use crate::App;
use crate::form::{Form, FormPage, Wrong, choice};
use crate::pages::NewVoucherPage;
use crate::refusals::Problem;
use crate::routes::choices::{agreed, agreeing, instead, signed_after};
use crate::routes::consent_form;
use crate::routes::facts::who;
use crate::routes::places::places;
use crate::routes::visit::Visit;
use crate::words;

/// How long a voucher is proposed to hold.
const USUAL_MONTHS: i64 = 3;

/// A voucher; with `?person=` for somebody whom the office knows.
pub(crate) struct Issuing;

impl FormPage for Issuing {
    type Deed = IssueVoucher;
    type Page = NewVoucherPage;
    const BEGINS: Option<&'static str> = Some("theme");

    async fn first(visit: &Visit, form: &mut Form) -> Result<(), Problem> {
        let valid_until = visit.today().saturating_add(USUAL_MONTHS.months());
        for (name, value) in [
            ("client", visit.said.get("person")),
            ("required", "2"),
            ("optional", "1"),
            ("valid_until", &valid_until.to_string()),
            ("decider", "herself"),
            ("consent_form", "written"),
            ("spoken_language", "de"),
            ("agreed_by", "herself"),
        ] {
            form.set(name, value);
        }
        Ok(())
    }

    async fn page(visit: &Visit, form: Form) -> Result<NewVoucherPage, Problem> {
        build(visit, form).await
    }

    async fn read_at(visit: &Visit, form: &mut Form) -> Result<Option<IssueVoucher>, Problem> {
        let client = known(&visit.app, visit.staff, form.get("client")).await?;
        Ok(command(form, client.as_ref(), visit.today()))
    }

    fn field_of(refusal: &Refusal) -> Option<&'static str> {
        Some(field_of(refusal))
    }

    async fn carry_out(visit: &Visit, command: IssueVoucher, key: &Key) -> Result<String, Wrong> {
        let id = visit.perform(&command, key).await?;
        Ok(format!("/gutscheine/{id}?getan=ausgestellt"))
    }
}

/// Where a refusal is shown.
const fn field_of(refusal: &Refusal) -> &'static str {
    if let Some(field) = consent_form::field_of(refusal) {
        return field;
    }
    match refusal {
        Refusal::DayOutOfRange { .. } => "valid_until",
        Refusal::VoucherWithoutCounselling => "required",
        Refusal::ServiceNotOffered | Refusal::VoucherToOneself => "next",
        Refusal::ConsequencesNotShown => "consequences_told",
        Refusal::ConsentMissing { .. } => "shows_her_name",
        Refusal::WithdrawnOnThatDay { .. } => "signed",
        _ => "theme",
    }
}

async fn known(app: &App, staff: Staff, client: &str) -> Result<Option<ClientRow>, Problem> {
    if client.trim().is_empty() {
        return Ok(None);
    }
    let record = client.trim().parse().map_err(|_| Refusal::NotFound)?;
    Ok(Some(app.desk.client(staff, record).await?))
}

fn command(form: &mut Form, client: Option<&ClientRow>, today: Date) -> Option<IssueVoucher> {
    let theme = form.chosen("theme", "Bitte wählen Sie ein Thema.");
    let required = count(form, "required");
    let optional = count(form, "optional");
    let valid_until = form.day("valid_until");
    let next = station(form, "next");
    let named = ["named_1", "named_2", "named_3"].map(|name| station(form, name));
    let agreement = agreed(form);
    let bearer = bearer(form, client, next, today);
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
    .filter(|_| form.errors.is_empty())
}

fn bearer(
    form: &mut Form,
    client: Option<&ClientRow>,
    next: Option<StationAt>,
    today: Date,
) -> Bearer {
    let Some(client) = client else {
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
        given_on: today,
        expires_on: None,
        signed_after_withdrawal: signed_after(form.get("signed")),
    });
    Bearer::Client {
        client: WhichClient::Known(client.record),
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

async fn build(visit: &Visit, form: Form) -> Result<NewVoucherPage, Problem> {
    let (app, staff) = (&visit.app, visit.staff);
    if !staff.function.does_casework() {
        return Err(Refusal::NotYourRole.into());
    }
    if !app.desk.rules().await?.uses_vouchers() {
        return Err(Refusal::InstrumentNotUsed.into());
    }
    let client = known(app, staff, form.get("client")).await?;
    let name = client.as_ref().and_then(|row| row.identity.known());
    Ok(NewVoucherPage {
        frame: visit.frame("/gutscheine/neu").await,
        who: client
            .as_ref()
            .map_or_else(String::new, |row| who(row.identity.as_ref())),
        has_name: name.is_some_and(|her| her.name.is_some()),
        themes: Need::ALL
            .iter()
            .map(|need| choice(need.code(), words::need(*need)))
            .collect(),
        agreeing: agreeing(),
        stations: places(app, staff).await,
        asked: consent_form::part(app, Subject::Consent)?,
        today: app.desk.now().today.to_string(),
        form,
    })
}
