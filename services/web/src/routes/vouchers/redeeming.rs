//! `/gutscheine/einloesen`: a voucher at the counter. Its code waits in a sealed cookie, as a slip's does.

use askama::Template;
use axum::http::StatusCode;
use casework::{Failure, Opened, RedeemVoucher};
use domain::vouchers::Presented;
use domain::{Line, Refusal};

use crate::form::{Field, Form, Input};
use crate::pages::{Fact, Frame};
use crate::refusals::Problem;
use crate::routes::answer::{Answer, page_with, see};
use crate::routes::code::{AtTheCounter, FromTheCounter, day_there};
use crate::routes::facts::fact;
use crate::routes::posted::key;
use crate::routes::visit::Visit;
use crate::words;

/// `/gutscheine/einloesen`: a voucher at the counter. Form: `POST` there.
#[derive(Template)]
#[template(path = "voucher_redeem.html")]
struct Page {
    frame: Frame,
    /// Her name, if she lets this station know; else "Eine Person ohne Namen".
    who: String,
    /// What it says.
    facts: Vec<Fact>,
    /// What is to be known first, else empty.
    notice: String,
    /// As typed.
    form: Form,
    /// The day of her visit.
    fields: Vec<Field>,
}

/// `GET /gutscheine/einloesen`
pub(crate) async fn show(here: AtTheCounter) -> Answer {
    render(&here, None, StatusCode::OK).await
}

/// `POST /gutscheine/einloesen`
pub(crate) async fn redeem(FromTheCounter(here, mut form): FromTheCounter) -> Answer {
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if let Some(on) = form.day("used_on") {
        let code = here.code.parse();
        let command = code.map(|code| RedeemVoucher { code, on: Some(on) });
        let key = key(&here.visit.app, form.get("form_key"));
        let redeemed = match command {
            Ok(command) => here.visit.perform(&command, &key).await,
            Err(_) => Err(Refusal::UnknownCode.into()),
        };
        match redeemed {
            Ok(id) => return Ok(here.done(&format!("/gutscheine/{id}?getan=eingeloest"))),
            Err(Failure::Refused(refusal)) if is_about_the_day(&refusal) => {
                status = Problem::from(refusal.clone()).status();
                form.refused("used_on", refusal);
            }
            Err(failure) => return Err(failure.into()),
        }
    }
    render(&here, Some(form), status).await
}

const fn is_about_the_day(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::DayOutOfRange { .. }
            | Refusal::ArrivalBeforeIssue { .. }
            | Refusal::VoucherExpired { .. }
            | Refusal::VoucherUsedUp
    )
}

async fn render(here: &AtTheCounter, typed: Option<Form>, status: StatusCode) -> Answer {
    Ok(match here.read().await {
        Ok(Opened::Voucher(presented)) => {
            let page = page(&here.visit, &presented, typed).await;
            page_with(status, &page)
        }
        // It is no voucher after all: the slip's page knows what to do.
        Ok(_) => see("/s"),
        Err(refused) => here.without(refused),
    })
}

async fn page(visit: &Visit, presented: &Presented, typed: Option<Form>) -> Page {
    let mut facts = vec![
        fact("Thema", words::need(presented.theme)),
        fact("Gültig bis", &words::day(presented.valid_until)),
    ];
    if presented.named_next {
        facts.push(fact("Zuerst zu", "Ihrer Einrichtung"));
    }
    let used: Vec<String> = presented
        .used_here_on
        .iter()
        .copied()
        .map(words::day)
        .collect();
    if !used.is_empty() {
        facts.push(fact("Hier schon eingelöst am", &used.join(", ")));
    }
    let name = presented
        .name
        .as_ref()
        .and_then(|name| name.identity.name.as_ref());
    let valid_until = presented.valid_until;
    let fields = vec![day_there(visit, "used_on", "Wann war sie da?", valid_until)];
    Page {
        frame: visit.frame("").await,
        who: name
            .map_or("Eine Person ohne Namen", Line::as_str)
            .to_owned(),
        facts,
        notice: if valid_until < visit.today() {
            Problem::from(Refusal::VoucherExpired { valid_until }).into_detail()
        } else {
            String::new()
        },
        form: typed.unwrap_or_else(|| Form::fresh("", &visit.fresh_key(), &fields)),
        fields,
    }
}
