//! A period's figures as paper, as lines, and as they were released.

use axum::extract::State;
use axum::response::Response;

use super::super::address::Named;
use super::super::answer::problem;
use super::super::printing::{download, print};
use super::super::session::Visitor;
use super::{figures, id, told_of};
use crate::App;
use crate::auth::PageSession;
use crate::refusals::Problem;
use crate::statistics;

pub(super) async fn paper(State(app): State<App>, Named(id): Named, visitor: Visitor) -> Response {
    let set = match told_of(&app, visitor.staff, &id).await {
        Ok((told, _)) => {
            let network = app.settings.network.clone();
            let set = move |imprint: &_| {
                documents::path_report(&statistics::report(told, &network), imprint)
            };
            print(&app, set).await
        }
        Err(refused) => Err(refused),
    };
    file(&app, &visitor.session, "application/pdf", "wege.pdf", set).await
}

pub(super) async fn table(
    State(app): State<App>,
    Named(text): Named,
    visitor: Visitor,
) -> Response {
    let lines = match id(&text) {
        Ok(id) => figures(&app, visitor.staff, Some(id)).await,
        Err(refused) => Err(refused),
    };
    let lines = lines.map(|release| release.map(|release| release.table()).unwrap_or_default());
    let bytes = lines.map(String::into_bytes);
    file(
        &app,
        &visitor.session,
        "text/csv; charset=utf-8",
        "zahlen.csv",
        bytes,
    )
    .await
}

pub(super) async fn body(State(app): State<App>, Named(text): Named, visitor: Visitor) -> Response {
    let body = match id(&text) {
        Ok(id) => app
            .desk
            .release(visitor.staff, id)
            .await
            .map_err(Problem::from),
        Err(refused) => Err(refused),
    };
    let bytes = body.map(String::into_bytes);
    file(
        &app,
        &visitor.session,
        "application/json",
        "veroeffentlichung.json",
        bytes,
    )
    .await
}

async fn file(
    app: &App,
    session: &PageSession,
    kind: &'static str,
    name: &str,
    bytes: Result<Vec<u8>, Problem>,
) -> Response {
    match bytes {
        Ok(bytes) => download(kind, name, bytes),
        Err(refused) => problem(app, session, &refused).await,
    }
}
