//! A period's figures as paper, as lines, and as they were released.

use super::super::answer::Answer;
use super::super::printing::{download, print};
use super::super::visit::Visit;
use super::{asked, told_of};
use crate::statistics;

pub(super) async fn paper(visit: Visit) -> Answer {
    let asked = asked(&visit, visit.named()?).await?;
    let told = told_of(&visit, &asked).await?;
    let network = visit.app.settings.network.clone();
    let set =
        move |imprint: &_| documents::path_report(&statistics::report(told, &network), imprint);
    let bytes = print(&visit.app, set).await?;
    Ok(download("application/pdf", "wege.pdf", bytes))
}

pub(super) async fn table(visit: Visit) -> Answer {
    let (desk, release) = (&visit.app.desk, visit.named()?);
    let figures = desk.release_figures(visit.staff, release).await?;
    let lines = figures.table().into_bytes();
    Ok(download("text/csv; charset=utf-8", "zahlen.csv", lines))
}

pub(super) async fn body(visit: Visit) -> Answer {
    let (desk, release) = (&visit.app.desk, visit.named()?);
    let body = desk.release(visit.staff, release).await?.into_bytes();
    Ok(download("application/json", "veroeffentlichung.json", body))
}
