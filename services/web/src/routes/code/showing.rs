//! `GET /s`: what she lets this office know, with what can be done now.

use std::collections::BTreeSet;

use axum::http::StatusCode;
use axum::response::Response;
use casework::{Arrived, Opened};
use domain::consents::Item;
use domain::{Line, Refusal};
use jiff::civil::Date;

use super::AtTheCounter;
use crate::form::{Field, Form};
use crate::pages::{Badge, SlipByCodePage, Tone};
use crate::refusals::Problem;
use crate::routes::answer::{Answer, page_with, see};
use crate::routes::facts::facts_of;
use crate::routes::handover::{reject_fields, tells};
use crate::routes::places::places;
use crate::routes::visit::Visit;
use crate::words;

/// `GET /s`: the slip.
pub(crate) async fn show(here: AtTheCounter) -> Answer {
    Ok(match here.read().await {
        Ok(Opened::Held(id)) => here.done(&format!("/uebergaben/{id}")),
        Ok(Opened::Arrived(arrived)) => slip_page(&here.visit, &arrived, [None, None]).await,
        // The voucher's page looks behind the code itself.
        Ok(Opened::Voucher(_)) => see("/gutscheine/einloesen"),
        Ok(Opened::OwnVoucher(id)) => here.done(&format!("/gutscheine/{id}")),
        Err(refused) => here.without(refused),
    })
}

/// The page again, with everything that was typed: her arrival, or that she is rejected.
pub(super) async fn again(
    here: &AtTheCounter,
    typed: [Option<Form>; 2],
    refused: Problem,
) -> Answer {
    match here.read().await {
        Ok(Opened::Arrived(arrived)) => Ok(slip_page(&here.visit, &arrived, typed).await),
        _ => Err(refused),
    }
}

/// The slip with both forms, as offered or as typed.
async fn slip_page(visit: &Visit, arrived: &Arrived, typed: [Option<Form>; 2]) -> Response {
    let (arrival, valid_until) = (&arrived.arrival, arrived.valid_until);
    let (copy, allowed) = (arrival.copy(), arrival.feedback());
    let over = valid_until < visit.today();
    let mut fields = vec![day_there(visit, "arrived_on", "Angekommen am", valid_until)];
    let told = [Item::FeedbackArrival, Item::FeedbackAcceptance];
    fields.extend(tells(&told, allowed).map(Field::ticked));
    let reject_fields = reject_fields(places(&visit.app, visit.staff).await, allowed);
    let errors = typed.iter().flatten().next();
    let errors = errors.map(|form| form.errors.clone()).unwrap_or_default();
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let [form, reject] = typed;
    let fresh = |prefix, fields: &[Field]| Form::fresh(prefix, &visit.fresh_key(), fields);
    let name = copy.identity.as_ref().and_then(|her| her.name.as_ref());
    let page = SlipByCodePage {
        frame: visit.frame("/s").await,
        who: name
            .map_or("Eine Person ohne Namen", Line::as_str)
            .to_owned(),
        sender: arrived.sender.name.as_str().to_owned(),
        badge: Badge {
            tone: if over { Tone::Warning } else { Tone::Info },
            text: format!(
                "{} bis {}",
                if over { "galt" } else { "gültig" },
                words::day(valid_until)
            ),
        },
        facts: facts_of(
            arrival.service_name(),
            Some(&arrived.sender.phone),
            copy.need,
            copy.counselling.as_ref().and_then(|c| c.reason.as_ref()),
            copy.identity.as_ref(),
            copy.children.as_ref(),
        ),
        sender_learns: sender_learns(allowed),
        notice: if over {
            Problem::from(Refusal::SlipExpired { valid_until }).into_detail()
        } else {
            String::new()
        },
        form: form.unwrap_or_else(|| fresh("", &fields)),
        fields,
        reject_open: reject.is_some(),
        reject: reject.unwrap_or_else(|| fresh("reject", &reject_fields)),
        reject_fields,
        errors,
    };
    page_with(status, &page)
}

/// The day of her visit: today, while what she shows holds.
pub(crate) fn day_there(
    visit: &Visit,
    name: &'static str,
    label: &'static str,
    valid_until: Date,
) -> Field {
    let today = visit.today();
    let day = Field::day(name, label).until(today.min(valid_until));
    if valid_until < today {
        day
    } else {
        day.first(today)
    }
}

fn sender_learns(allowed: &BTreeSet<Item>) -> String {
    if allowed.is_empty() {
        return "Die ausstellende Stelle erfährt nichts. Bitte melden Sie nichts zurück.".into();
    }
    let items: Vec<&str> = allowed
        .iter()
        .filter_map(|item| match item {
            Item::FeedbackArrival => Some("dass sie angekommen ist"),
            Item::FeedbackAcceptance => Some("ob Sie sie annehmen"),
            Item::FeedbackOutcome => Some("was daraus geworden ist"),
            Item::FeedbackReason => Some("den Grund einer Ablehnung"),
            _ => None,
        })
        .collect();
    format!(
        "Sie hat erlaubt, dass die ausstellende Stelle erfährt: {}.",
        items.join(", ")
    )
}
