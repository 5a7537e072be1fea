//! `/uebergaben/{id}/stattdessen.pdf`: the place that the office named, for her to take along.

use axum::extract::State;
use axum::response::Response;
use casework::{PlaceShown, PrintedInstead};
use documents::{Destination, WhereInstead, Whereabouts};
use domain::handovers::Instead;
use domain::{HandoverId, Refusal, Staff};

use super::address::Named;
use super::answer::problem;
use super::paper::{destination_of, file};
use super::printing::print;
use super::session::Visitor;
use crate::App;
use crate::refusals::Problem;
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
pub(crate) async fn paper(State(app): State<App>, Named(id): Named, visitor: Visitor) -> Response {
    let printed = match id.parse::<HandoverId>() {
        Ok(handover) => pdf(&app, visitor.staff, handover).await,
        Err(_) => Err(Refusal::NotFound.into()),
    };
    match printed {
        Ok(bytes) => file(bytes),
        Err(refused) => problem(&app, &visitor.session, &refused).await,
    }
}

async fn pdf(app: &App, staff: Staff, handover: HandoverId) -> Result<Vec<u8>, Problem> {
    let printed = app.desk.where_instead(staff, handover).await?;
    let view = view(&printed);
    print(app, move |imprint| documents::where_instead(&view, imprint)).await
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
