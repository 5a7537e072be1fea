//! `/statistik/vergleich`: two periods side by side.

use axum::extract::State;
use axum::response::Response;
use domain::Refusal;
use serde::Deserialize;

use super::super::address::Said;
use super::super::answer::{page, problem};
use super::super::frame::frame;
use super::super::session::Visitor;
use super::{asked, offices, released};
use crate::App;
use crate::pages::ComparisonPage;
use crate::refusals::Problem;
use crate::statistics;

/// Which two periods, by a release of each.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Pair {
    a: String,
    b: String,
}

pub(super) async fn show(
    State(app): State<App>,
    Said(pair): Said<Pair>,
    visitor: Visitor,
) -> Response {
    match comparison_page(&app, &visitor, &pair).await {
        Ok(built) => page(&built),
        Err(refused) => problem(&app, &visitor.session, &refused).await,
    }
}

async fn comparison_page(
    app: &App,
    visitor: &Visitor,
    pair: &Pair,
) -> Result<ComparisonPage, Problem> {
    let mut both = Vec::new();
    for text in [&pair.a, &pair.b] {
        let of = asked(app, visitor.staff, text).await?.of;
        both.push((of.period.from(), released(app, visitor.staff, of).await?));
    }
    // The earlier first, however they were chosen.
    both.sort_by_key(|(from, _)| *from);
    let frame = frame(app, &visitor.session, "/statistik").await;
    let pair = [&both[0].1, &both[1].1];
    let compared = statistics::comparison(frame, pair, &offices(app).await?);
    Ok(compared.ok_or(Refusal::NotFound)?)
}
