//! `/uebergaben/{id}/stattdessen.pdf`: the place that the office named, for her to take along.

use casework::{PlaceShown, PrintedInstead};
use documents::{Destination, WhereInstead, Whereabouts};
use domain::handovers::Instead;

use super::answer::Answer;
use super::paper::destination_of;
use super::printing::{download, print};
use super::visit::Visit;
use crate::App;
use crate::words;

/// What a place that hides is said to offer.
const HIDDEN_SERVICE: &str = "Beratung";

/// The place that the office named, in a line of the page, and what it offers.
pub(super) async fn named(app: &App, instead: &Instead) -> Option<(String, String)> {
    Some(match app.desk.place(instead).await.ok()? {
        PlaceShown::Open(there, service) => (
            format!("{} – {}", there.entry.name.as_str(), service.as_str()),
            service.as_str().to_owned(),
        ),
        PlaceShown::Hidden(line) => (
            format!("{}, Telefon {}", line.name.as_str(), line.phone.as_str()),
            HIDDEN_SERVICE.to_owned(),
        ),
    })
}

/// `GET /uebergaben/{id}/stattdessen.pdf`
pub(crate) async fn paper(visit: Visit) -> Answer {
    let (app, handover) = (&visit.app, visit.named()?);
    let view = view(&app.desk.where_instead(visit.staff, handover).await?);
    let set = move |imprint: &_| documents::where_instead(&view, imprint);
    Ok(download(
        "application/pdf",
        "laufzettel.pdf",
        print(app, set).await?,
    ))
}

fn view(printed: &PrintedInstead) -> WhereInstead {
    WhereInstead {
        network: printed.network.as_str().to_owned(),
        named_by: printed.named_by.as_str().to_owned(),
        named_on: words::day(printed.named_on),
        destination: match &printed.place {
            PlaceShown::Open(row, service) => destination_of(row, service),
            // Whoever answers there knows where to go; the paper does not.
            PlaceShown::Hidden(line) => Destination {
                institution: line.name.as_str().to_owned(),
                service: HIDDEN_SERVICE.into(),
                contact_person: None,
                opening_hours: None,
                whereabouts: Whereabouts::CallFirst {
                    phone: line.phone.as_str().to_owned(),
                },
            },
        },
    }
}
