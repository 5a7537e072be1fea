//! A period's figures as paper, as lines, and as they were released.

use axum::extract::State;
use axum::response::Response;

use super::super::address::Named;
use super::super::answer::problem;
use super::super::printing::{download, print};
use super::super::session::Visitor;
use super::{asked, id, told_of};
use crate::App;
use crate::refusals::Problem;
use crate::statistics;

pub(super) async fn paper(State(app): State<App>, Named(id): Named, visitor: Visitor) -> Response {
    let bytes = printed(&app, &visitor, &id).await;
    file(&app, &visitor, ("application/pdf", "wege.pdf"), bytes).await
}

async fn printed(app: &App, visitor: &Visitor, text: &str) -> Result<Vec<u8>, Problem> {
    let asked = asked(app, visitor.staff, text).await?;
    let told = told_of(app, visitor.staff, &asked).await?;
    let network = app.settings.network.clone();
    let set =
        move |imprint: &_| documents::path_report(&statistics::report(told, &network), imprint);
    print(app, set).await
}

pub(super) async fn table(
    State(app): State<App>,
    Named(text): Named,
    visitor: Visitor,
) -> Response {
    let lines = async {
        let figures = app.desk.release_figures(visitor.staff, id(&text)?).await?;
        Ok(figures.table().into_bytes())
    };
    let named = ("text/csv; charset=utf-8", "zahlen.csv");
    file(&app, &visitor, named, lines.await).await
}

pub(super) async fn body(State(app): State<App>, Named(text): Named, visitor: Visitor) -> Response {
    let body = async {
        let body = app.desk.release(visitor.staff, id(&text)?).await?;
        Ok(body.into_bytes())
    };
    let named = ("application/json", "veroeffentlichung.json");
    file(&app, &visitor, named, body.await).await
}

async fn file(
    app: &App,
    visitor: &Visitor,
    (kind, name): (&'static str, &str),
    bytes: Result<Vec<u8>, Problem>,
) -> Response {
    match bytes {
        Ok(bytes) => download(kind, name, bytes),
        Err(refused) => problem(app, &visitor.session, &refused).await,
    }
}
