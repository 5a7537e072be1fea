//! The JSON API: one file for each thing that can be asked, with its request, answer and handler.
//! What concerns every request (body, key, ids, tags, problems) is parsed and worded here too.

mod answers;
mod asking;
pub(crate) mod clients;
mod consents;
mod data_protection;
mod document;
mod documented;
mod etag;
pub(crate) mod handovers;
mod health;
pub(crate) mod her_record;
mod institutions;
mod json;
mod limit;
mod messages;
mod office_counts;
mod parts;
mod persons;
mod problems;
mod query;
mod request;
mod rules;
mod service_chain;
mod sessions;
pub(crate) mod slips;
mod statistics;
pub(crate) mod steps;
mod strict;
mod unfit;
pub(crate) mod vouchers;
mod worklist;

use std::sync::Arc;

use axum::{Extension, Router, middleware};
use tower_http::catch_panic::CatchPanicLayer;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
use crate::form::operations;
use crate::routes::{handover, persons::file as person, slip, vouchers::showing as voucher};
use documented::Documented;
#[cfg(test)]
pub(crate) use problems::panicked;

/// Every endpoint.
pub(crate) fn routes() -> Router<App> {
    let (router, mut document) = every_endpoint().split_for_parts();
    document::close_requests(&mut document);
    router
        .method_not_allowed_fallback(problems::method_not_allowed)
        .layer(Extension(Arc::new(Documented::of(&document))))
}

/// The OpenAPI document.
#[must_use]
pub fn open_api() -> utoipa::openapi::OpenApi {
    let mut document = every_endpoint().into_openapi();
    document::close_requests(&mut document);
    document
}

fn every_endpoint() -> OpenApiRouter<App> {
    // The fallback is the API's own; the pages keep theirs for every other path.
    let api = OpenApiRouter::new()
        .nest("/v1", version_1())
        .fallback(problems::no_such_route)
        .layer(middleware::from_fn(etag::unless_known))
        .layer(middleware::from_fn(limit::bounded));
    OpenApiRouter::with_openapi(document::base())
        .merge(document::room("operation", operation()))
        .nest("/api", api)
        .layer(middleware::from_fn(query::strict))
        .layer(CatchPanicLayer::custom(problems::panicked))
}

fn version_1() -> OpenApiRouter<App> {
    let rooms = [
        document::room("sessions", sessions()),
        document::room("institutions", institutions()),
        document::room("clients", clients()),
        document::room("consents", consents()),
        document::room("slips", slips()),
        document::room("handovers", handovers()),
        document::room("vouchers", vouchers()),
        document::room("network", network()),
        document::room("data protection", data_protection()),
        document::room("statistics", statistics()),
    ];
    rooms
        .into_iter()
        .fold(OpenApiRouter::new(), OpenApiRouter::merge)
}

fn sessions() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(sessions::sign_in))
}

fn institutions() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(institutions::list))
        .routes(routes!(institutions::amend))
        .routes(routes!(office_counts::own))
}

fn clients() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(clients::record, clients::list))
        .routes(routes!(clients::one))
        .routes(routes!(her_record::search))
        .routes(routes!(her_record::rectify))
        .routes(routes!(her_record::reissue))
        .merge(operations::<person::Here>())
        .routes(routes!(her_record::confided))
        .routes(routes!(her_record::copy))
        .routes(routes!(her_record::paper))
        .routes(routes!(her_record::preview))
        .routes(routes!(her_record::answer))
        .routes(routes!(her_record::erase))
        .routes(routes!(her_record::everywhere))
}

fn consents() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(asking::texts))
        .routes(routes!(consents::record, consents::list))
        .routes(routes!(consents::withdraw))
        .routes(routes!(consents::withdraw_everything))
        .routes(routes!(consents::record_release))
        .routes(routes!(consents::withdraw_release))
        .routes(routes!(consents::list_releases))
}

fn slips() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(slips::issue, slips::list))
        .routes(routes!(slips::one))
        .routes(routes!(slips::print))
        .merge(operations::<slip::Here>())
}

fn handovers() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(handovers::arrive::acknowledge))
        .routes(routes!(handovers::arrive::look_up))
        .routes(routes!(handovers::read::one))
        .routes(routes!(handovers::arrive::record))
        .routes(routes!(handovers::arrive::link))
        .routes(routes!(handovers::forward))
        .routes(routes!(handovers::colleagues))
        .routes(routes!(worklist::list))
        .merge(operations::<handover::Here>())
}

fn vouchers() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(vouchers::issue, vouchers::list))
        .routes(routes!(vouchers::redeem))
        .routes(routes!(vouchers::one))
        .routes(routes!(vouchers::print))
        .merge(operations::<voucher::Here>())
}

fn network() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(rules::show_rules, rules::adopt_rules))
        .routes(routes!(
            service_chain::show_chain,
            service_chain::adopt_chain
        ))
        .routes(routes!(service_chain::chain_version))
}

fn data_protection() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(data_protection::show))
        .routes(routes!(data_protection::acts))
        .routes(routes!(data_protection::evidence))
        .routes(routes!(data_protection::verify))
}

fn statistics() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(statistics::list))
        .routes(routes!(statistics::one))
        .routes(routes!(statistics::table))
        .routes(routes!(statistics::revise))
}

fn operation() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(health::alive))
        .routes(routes!(health::ready))
        .routes(routes!(health::document))
}
