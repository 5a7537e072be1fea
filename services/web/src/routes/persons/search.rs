//! `/personen`: looking for own people by name and year of birth. What is looked for travels in a form, never
//! in an address.

use askama::Template;
use domain::{KnownOr as _, Line};
use read_models::clients::ClientRow;

use super::file::{FileLine, badges};
use crate::form::Form;
use crate::pages::Frame;
use crate::refusals::Problem;
use crate::routes::address::Said;
use crate::routes::answer::{Answer, page, page_unless};
use crate::routes::facts::who;
use crate::routes::visit::{Done, Returned, Visit};
use crate::words;

#[derive(Template)]
#[template(path = "persons/search.html")]
struct Page {
    frame: Frame,
    form: Form,
    /// Who was found; none before anybody searched.
    found: Option<Vec<FileLine>>,
    /// There are more than are shown.
    more: bool,
}

/// What was done elsewhere.
const DONE: [Done; 2] = [
    (
        "geloescht",
        "Gelöscht. Hier ist nichts mehr über sie gespeichert.",
    ),
    (
        "ueberall",
        "Hier ist gelöscht, was gelöscht werden darf. Andere Stellen, bei denen sie war, haben davon gehört und fragen sie selbst.",
    ),
];

/// `GET /personen`
pub(crate) async fn form(mut visit: Visit, Said(said): Said<Form>) -> Answer {
    visit.hear(said, DONE);
    Ok(page(&build(&visit, Form::default(), false).await?))
}

/// `POST /personen`
pub(crate) async fn search(Returned { visit, form }: Returned) -> Answer {
    let page = build(&visit, form, true).await?;
    Ok(page_unless(&page.form.errors, &page))
}

async fn build(visit: &Visit, mut form: Form, searched: bool) -> Result<Page, Problem> {
    visit.casework()?;
    let mut found = None;
    if searched {
        let name: Option<Line> = form.required("person_name", "Bitte geben Sie einen Namen ein.");
        let year = form.birth_year(visit.today());
        if let Some(name) = name.filter(|_| form.errors.is_empty()) {
            let (desk, by) = (&visit.desk, visit.staff);
            found = Some(desk.find_clients(by, name.as_str(), year).await?);
        }
    }
    Ok(Page {
        frame: visit.frame("/personen").await,
        form,
        more: found.as_ref().is_some_and(|found| found.more),
        found: found.map(|found| found.clients.iter().map(line).collect()),
    })
}

fn line(row: &ClientRow) -> FileLine {
    let year = row.identity.known().and_then(|her| her.birth_year);
    let born = year.map_or_else(String::new, |year| format!("geboren {year} · "));
    FileLine {
        label: who(row.identity.as_ref()),
        text: format!("{born}hier seit {}", words::day(row.since)),
        badge: badges(row).into_iter().next(),
        href: format!("/personen/{}", row.record),
    }
}
