//! `/personen/{id}`: what the institution holds of her, and what she decided here.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use casework::ClientFile;
use domain::clients::answered_by;
use domain::vocabulary::Role;
use domain::{KnownOr as _, Note, Staff};
use read_models::clients::ClientRow;

use super::file_parts::{self as parts, Offices};
use super::record;
use crate::App;
use crate::auth::PageSession;
use crate::pages::persons::{ErasureQuestion, HoldShown, PersonPage, RightsForm, Switch};
use crate::pages::{Fact, FieldErrors};
use crate::refusals::Problem;
use crate::routes::address::{Done, Named, Said};
use crate::routes::answer::{page_with, problem};
use crate::routes::facts::fact;
use crate::routes::frame::frame;
use crate::routes::session::Visitor;
use crate::routes::worklist::who;
use crate::words;

/// What was typed into a small step, for a page that comes back with errors.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) form: RightsForm,
    pub(super) errors: FieldErrors,
}

/// `GET /personen/{id}`
pub(crate) async fn show(
    State(app): State<App>,
    Named(id): Named,
    Said(done): Said<Done>,
    visitor: Visitor,
) -> Response {
    let Visitor { session, staff } = visitor;
    let just_done = just_done(&done.getan);
    let typed = Typed::default();
    render(&app, &session, staff, &id, just_done, typed, StatusCode::OK).await
}

fn just_done(done: &str) -> &'static str {
    match done {
        "angelegt" => "Die Akte ist angelegt.",
        "berichtigt" => "Gespeichert.",
        "eingewilligt" => {
            "Festgehalten. Drucken Sie das Formular: einmal für die Akte, einmal für sie."
        }
        "entbunden" => "Die Entbindung ist festgehalten.",
        "zurueckgenommen" => "Zurückgenommen. Ab jetzt wird davon nichts mehr weitergegeben.",
        "alles" => "Alles ist zurückgenommen. Ab jetzt wird nichts mehr über sie weitergegeben.",
        "geschuetzt" => "Sie ist geschützt: Auf Papier steht ab jetzt der neutrale Absender.",
        "schutz_aus" => "Der Schutz ist aufgehoben.",
        "eingeschraenkt" => "Ihre Angaben werden ab jetzt nicht mehr verwendet.",
        "wieder" => "Ihre Angaben dürfen wieder verwendet werden.",
        "festgehalten" => "Festgehalten.",
        "aufbewahrt" => "Die Aufbewahrung ist festgehalten.",
        "behalten" => "Festgehalten: Sie möchte die Akte behalten.",
        "aufbewahrung_aus" => "Die Aufbewahrung ist beendet.",
        _ => "",
    }
}

/// The page, with what was typed.
pub(super) async fn render(
    app: &App,
    session: &PageSession,
    staff: Staff,
    id: &str,
    just_done: &str,
    typed: Typed,
    status: StatusCode,
) -> Response {
    match build(app, session, staff, id, just_done, typed).await {
        Ok(page) => page_with(status, &page),
        Err(refused) => problem(app, session, &refused).await,
    }
}

async fn build(
    app: &App,
    session: &PageSession,
    staff: Staff,
    id: &str,
    just_done: &str,
    typed: Typed,
) -> Result<PersonPage, Problem> {
    let record = record(id)?;
    let ClientFile {
        client,
        her_word,
        slips,
        handovers,
        vouchers,
        readings,
    } = app.desk.client_file(staff, record).await?;
    let confided = app.desk.confided(staff, record).await?;
    let institutions = app.desk.institutions().await?.into_iter();
    let offices: Offices = institutions
        .map(|row| (row.institution, row.entry.name.as_str().to_owned()))
        .collect();
    let rules = app.desk.rules().await?;
    let today = app.desk.now().today;
    let base = format!("/personen/{record}");
    let key = || app.desk.fresh_key().text().to_owned();
    let switch = |to: &str, on| Switch {
        action: format!("{base}/{to}"),
        form_key: key(),
        on,
    };
    let may_use = !client.restricted;
    Ok(PersonPage {
        frame: frame(app, session, "").await,
        just_done: just_done.to_owned(),
        who: who(client.identity.as_ref()),
        badges: parts::badges(&client),
        notes: parts::notes(&client),
        erasure_asked: client
            .erasure_asked_elsewhere_on
            .map(|since| ErasureQuestion {
                since: words::day(since),
                until: words::day(answered_by(since)),
                form_key: key(),
            }),
        new_slip: (may_use && rules.uses_slips())
            .then(|| format!("/laufzettel/neu?person={record}")),
        new_voucher: (may_use && rules.uses_vouchers())
            .then(|| format!("/gutscheine/neu?person={record}")),
        facts: facts(&client),
        consents: parts::consents(&client, &her_word.consents, &offices, today),
        releases: parts::releases(&client, &her_word.releases, &offices, today),
        taken_back: parts::taken_back(&her_word.taken_back, staff.institution, &offices),
        slips: parts::slips(&slips, &offices, today),
        handovers: parts::handovers(&handovers),
        vouchers: parts::vouchers(&vouchers),
        confided: confided
            .iter()
            .map(Note::as_str)
            .map(str::to_owned)
            .collect(),
        confide_key: key(),
        note: typed.form.note,
        protection: switch("schutz", client.protected),
        restriction: switch("einschraenkung", client.restricted),
        hold: matches!(staff.function, Role::Lead).then(|| HoldShown {
            form_key: key(),
            until: if typed.errors.on("until").is_some() {
                typed.form.until.clone()
            } else {
                client
                    .held_until
                    .map_or_else(String::new, |day| day.to_string())
            },
            worded: client.held_until.map_or_else(String::new, words::day),
        }),
        readings: parts::readings(&readings),
        today: today.to_string(),
        errors: typed.errors,
        base,
    })
}

fn facts(client: &ClientRow) -> Vec<Fact> {
    let mut facts = vec![];
    if let Some(her) = client.identity.known() {
        if let Some(year) = her.birth_year {
            facts.push(fact("Geburtsjahr", &year.to_string()));
        }
        if let Some(channel) = her.channel {
            facts.push(fact("Erreichbar", words::channel(channel)));
        }
        if let Some(contact) = &her.contact {
            facts.push(fact("Unter", contact.as_str()));
        }
        if let Some(tag) = &her.language {
            facts.push(fact("Sprache", words::language(tag.as_str())));
        }
    }
    if let Some(children) = client.child.known() {
        if !children.age_bands.is_empty() {
            facts.push(fact("Kinder", &words::children(children)));
        }
        if !children.names.is_empty() {
            let names: Vec<&str> = children.names.iter().map(domain::Line::as_str).collect();
            facts.push(fact("Namen der Kinder", &names.join(", ")));
        }
    }
    facts.push(fact("Akte seit", &words::day(client.since)));
    facts.push(fact("Aktenzeichen", &words::record_number(client.record)));
    facts
}
