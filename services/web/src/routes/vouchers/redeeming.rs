//! `/gutscheine/einloesen`: a voucher at the counter. Its code waits in a sealed cookie, as a slip's does.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use casework::{Failure, Opened, RedeemVoucher};
use domain::vouchers::Presented;
use domain::{Refusal, Staff, VoucherId};

use crate::App;
use crate::auth::PageSession;
use crate::form::{Field, Form};
use crate::pages::RedeemPage;
use crate::refusals::Problem;
use crate::routes::answer::{page_with, problem, see, with_cookie};
use crate::routes::code::{forgotten, look, waiting};
use crate::routes::facts::fact;
use crate::routes::frame::frame;
use crate::routes::posted::{Posted, key};
use crate::routes::session::Visitor;
use crate::words;

/// `GET /gutscheine/einloesen`
pub(crate) async fn show(State(app): State<App>, headers: HeaderMap, visitor: Visitor) -> Response {
    let Visitor { session, staff } = visitor;
    let Some(code) = waiting(&app, &headers) else {
        return see("/eingang");
    };
    render(&app, &session, staff, &code, None, StatusCode::OK).await
}

/// `POST /gutscheine/einloesen`
pub(crate) async fn redeem(
    State(app): State<App>,
    headers: HeaderMap,
    posted: Posted<Form>,
) -> Response {
    let Posted {
        session,
        staff,
        mut form,
    } = posted;
    let Some(code) = waiting(&app, &headers) else {
        return see("/eingang");
    };
    let mut status = StatusCode::UNPROCESSABLE_ENTITY;
    if let Some(on) = form.day("used_on") {
        let command = code
            .parse()
            .map(|code| RedeemVoucher { code, on: Some(on) });
        let key = key(&app, form.get("form_key"));
        let redeemed = match command {
            Ok(command) => app.desk.redeem_voucher(staff, &command, &key).await,
            Err(_) => Err(Refusal::UnknownCode.into()),
        };
        match redeemed {
            Ok(id) => return done(&app, id),
            Err(Failure::Refused(refusal)) if is_about_the_day(&refusal) => {
                status = Problem::from(refusal.clone()).status();
                form.refused("used_on", refusal);
            }
            Err(failure) => return problem(&app, &session, &failure.into()).await,
        }
    }
    render(&app, &session, staff, &code, Some(form), status).await
}

fn done(app: &App, id: VoucherId) -> Response {
    with_cookie(
        see(&format!("/gutscheine/{id}?getan=eingeloest")),
        &forgotten(app),
    )
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

async fn render(
    app: &App,
    session: &PageSession,
    staff: Staff,
    code: &str,
    typed: Option<Form>,
    status: StatusCode,
) -> Response {
    match look(app, staff, code).await {
        Ok(Opened::Voucher(presented)) => {
            let page = page(app, session, &presented, typed).await;
            page_with(status, &page)
        }
        // It is no voucher after all: the slip's page knows what to do.
        Ok(_) => see("/s"),
        Err(refused) => with_cookie(problem(app, session, &refused).await, &forgotten(app)),
    }
}

async fn page(
    app: &App,
    session: &PageSession,
    presented: &Presented,
    typed: Option<Form>,
) -> RedeemPage {
    let today = app.desk.now().today;
    let over = presented.valid_until < today;
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
    let mut used_on =
        Field::day("used_on", "Wann war sie da?").until(today.min(presented.valid_until));
    if !over {
        used_on = used_on.first(today);
    }
    let fields = vec![used_on];
    RedeemPage {
        frame: frame(app, session, "").await,
        who: name.map_or_else(
            || "Eine Person ohne Namen".to_owned(),
            |name| name.as_str().to_owned(),
        ),
        facts,
        notice: if over {
            let valid_until = presented.valid_until;
            Problem::from(Refusal::VoucherExpired { valid_until })
                .detail()
                .to_owned()
        } else {
            String::new()
        },
        form: typed.unwrap_or_else(|| Form::fresh("", app.desk.fresh_key().text(), &fields)),
        fields,
    }
}
