//! `/personen/{id}/auskunft.pdf` and `.json`: everything that is held about her, for her
//! (Art. 15 and 20 GDPR).

use axum::extract::State;
use axum::response::Response;
use domain::Staff;

use super::her_data;
use super::record;
use crate::App;
use crate::refusals::Problem;
use crate::routes::address::Named;
use crate::routes::answer::problem;
use crate::routes::printing::{download, print};
use crate::routes::session::Visitor;

/// `GET /personen/{id}/auskunft.pdf`
pub(crate) async fn pdf(State(app): State<App>, Named(id): Named, visitor: Visitor) -> Response {
    match set(&app, visitor.staff, &id).await {
        Ok(bytes) => download("application/pdf", "auskunft.pdf", bytes),
        Err(refused) => problem(&app, &visitor.session, &refused).await,
    }
}

/// `GET /personen/{id}/auskunft.json`
pub(crate) async fn json(State(app): State<App>, Named(id): Named, visitor: Visitor) -> Response {
    match written(&app, visitor.staff, &id).await {
        Ok(bytes) => download("application/json", "auskunft.json", bytes),
        Err(refused) => problem(&app, &visitor.session, &refused).await,
    }
}

async fn written(app: &App, staff: Staff, id: &str) -> Result<Vec<u8>, Problem> {
    let data = app.desk.her_data(staff, record(id)?).await?;
    serde_json::to_vec_pretty(&data).map_err(|_| Problem::failure())
}

/// The copy as PDF.
pub(crate) async fn set(app: &App, staff: Staff, id: &str) -> Result<Vec<u8>, Problem> {
    let record = record(id)?;
    let data = app.desk.her_data(staff, record).await?;
    let protected = data.records.iter().any(|record| record.protected);
    let sender = app.desk.shown_as_sender(staff, protected).await?;
    let view = her_data::view(&data, &sender);
    print(app, move |imprint| documents::her_data(&view, imprint)).await
}
