//! `/statistik/vergleich`: two periods side by side.

use axum::extract::State;
use axum::response::Response;
use domain::Refusal;
use serde::Deserialize;

use super::super::address::Said;
use super::super::answer::{page, problem};
use super::super::frame::frame;
use super::super::session::Visitor;
use super::{beside, figures, id, offices};
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
    let staff = visitor.staff;
    let mut both = Vec::new();
    for text in [&pair.a, &pair.b] {
        let (_, of) = beside(app, staff, id(text)?).await?;
        let access = figures(app, staff, of.access).await?;
        both.push((
            of.period.from(),
            access,
            figures(app, staff, of.paths).await?,
        ));
    }
    // The earlier first, however they were chosen.
    both.sort_by_key(|(from, ..)| *from);
    let [(_, access, paths), (_, later_access, later_paths)] = &both[..] else {
        return Err(Refusal::NotFound.into());
    };
    let compared = statistics::compared(
        (access.as_ref(), paths.as_ref()),
        (later_access.as_ref(), later_paths.as_ref()),
        &offices(app).await?,
    );
    let frame = frame(app, &visitor.session, "/statistik").await;
    Ok(statistics::comparison(
        frame,
        compared.ok_or(Refusal::NotFound)?,
    ))
}
