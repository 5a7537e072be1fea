//! `/personen/{id}/auskunft.pdf` and `.json`: everything that is held about her, for her
//! (Art. 15 and 20 GDPR).

use domain::{RecordId, Staff};

use super::her_data;
use crate::App;
use crate::refusals::Problem;
use crate::routes::answer::Answer;
use crate::routes::printing::{download, print};
use crate::routes::visit::Visit;

/// `GET /personen/{id}/auskunft.pdf`
pub(crate) async fn pdf(visit: Visit) -> Answer {
    let paper = set(&visit.app, visit.staff, visit.named()?).await?;
    Ok(download("application/pdf", "auskunft.pdf", paper))
}

/// `GET /personen/{id}/auskunft.json`
pub(crate) async fn json(visit: Visit) -> Answer {
    let (desk, record) = (&visit.app.desk, visit.named()?);
    let data = desk.her_data(visit.staff, record).await?;
    let file = serde_json::to_vec_pretty(&data).map_err(|_| Problem::failure())?;
    Ok(download("application/json", "auskunft.json", file))
}

/// The copy as PDF.
pub(crate) async fn set(app: &App, staff: Staff, record: RecordId) -> Result<Vec<u8>, Problem> {
    let data = app.desk.her_data(staff, record).await?;
    let protected = data.records.iter().any(|record| record.protected);
    let sender = app.desk.shown_as_sender(staff, protected).await?;
    let view = her_data::view(&data, &sender);
    print(app, move |imprint| documents::her_data(&view, imprint)).await
}
