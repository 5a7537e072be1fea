//! `/personen/{id}/auskunft.pdf` and `.json`: everything that is held about her, for her
//! (Art. 15 and 20 GDPR).

use axum::response::Response;
use domain::Staff;

use super::her_data;
use super::record;
use crate::App;
use crate::refusals::Problem;
use crate::routes::printing::print;
use crate::routes::visit::Visit;

/// `GET /personen/{id}/auskunft.pdf`
pub(crate) async fn pdf(visit: Visit) -> Response {
    let paper = set(&visit.app, visit.staff, &visit.id).await;
    visit
        .download("application/pdf", "auskunft.pdf", paper)
        .await
}

/// `GET /personen/{id}/auskunft.json`
pub(crate) async fn json(visit: Visit) -> Response {
    let file = written(&visit).await;
    visit
        .download("application/json", "auskunft.json", file)
        .await
}

async fn written(visit: &Visit) -> Result<Vec<u8>, Problem> {
    let record = record(&visit.id)?;
    let data = visit.app.desk.her_data(visit.staff, record).await?;
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
