//! `/statistik`: what a network sees of its parents' ways, for the coordinator and for leads: all periods, one, two side
//! by side; a period's figures as paper, as lines, and as they were released; and a release that is counted once more,
//! by the coordinator.

use askama::Template;
use axum::Router;
use axum::routing::{get, post};
use casework::{ListedRelease, ReviseRelease};
use domain::vocabulary::Role;
use domain::{Refusal, ReleaseId};
use jiff::civil::date;
use path_statistics::releases::Content;

use super::address::Said;
use super::answer::{Answer, page, page_with, see};
use super::posted::key;
use super::printing::{download, printed};
use super::visit::{Returned, Visit};
use crate::form::Form;
use crate::pages::{Choice, FieldErrors, Frame};
use crate::refusals::Problem;
use crate::statistics::{self, Offices, PeriodReleases, ReleaseEntry, Released, Table, Told};
use crate::{App, words};

/// The addresses.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/statistik", get(overview))
        .route("/statistik/vergleich", get(compare))
        .route("/statistik/{id}", get(one))
        .route("/statistik/{id}/berichtigung", post(revise))
        .route("/statistik/{id}/wege.pdf", get(paper))
        .route("/statistik/{id}/zahlen.csv", get(table))
        .route("/statistik/{id}/veroeffentlichung.json", get(body))
}

/// `/statistik`. Form: `GET /statistik/vergleich` with `a` and `b`.
#[derive(Template)]
#[template(path = "statistics.html")]
struct Page {
    frame: Frame,
    /// The newest release, and where all of it is read; none while there is none.
    newest: Option<(Told, String)>,
    /// When the next one is due, in a sentence.
    next_due: String,
    /// For a lead: the own office's exact counts.
    own: Option<Table>,
    /// All releases, the newest first.
    releases: Vec<ReleaseEntry>,
    /// Periods that can be compared; fewer than two: none.
    periods: Vec<Choice>,
    /// The value of the last but one.
    earlier: String,
    /// The value of the last.
    later: String,
}

async fn overview(visit: Visit) -> Answer {
    let releases = visit.desk.releases(visit.staff).await?;
    let periods = statistics::periods(&releases);
    let newest = match periods.first() {
        Some(of) => {
            let told = period_told(&visit, *of).await?;
            let href = of.id().map(|id| format!("/statistik/{id}"));
            told.zip(href)
        }
        None => None,
    };
    let choices = statistics::choices(&periods);
    let value = |at: usize| {
        let choice = choices.get(at);
        choice
            .map(|choice| choice.value.clone())
            .unwrap_or_default()
    };
    Ok(page(&Page {
        frame: visit.frame("/statistik").await,
        newest,
        next_due: statistics::next_due(&releases),
        own: own(&visit).await?,
        releases: statistics::entries(&releases),
        earlier: value(1),
        later: value(0),
        periods: choices,
    }))
}

/// What the lead's office did since the beginning of the year.
async fn own(visit: &Visit) -> Result<Option<Table>, Problem> {
    if visit.staff.function != Role::Lead {
        return Ok(None);
    }
    let today = visit.today();
    let first = date(today.year(), 1, 1);
    let counts = visit.desk.office_counts(visit.staff, first..=today).await?;
    let days = format!("{} bis heute", words::day(first));
    Ok(Some(statistics::own_counts(&counts, &days)))
}

pub(super) async fn offices(app: &App) -> Result<Offices, Problem> {
    let rows = app.desk.institutions().await?.into_iter();
    Ok(Offices::of(rows.map(|row| {
        let name = row.entry.name.as_str().to_owned();
        (row.institution, name, row.entry.kind)
    })))
}

pub(super) async fn released(visit: &Visit, of: PeriodReleases) -> Result<Released, Problem> {
    let mut released = Released::default();
    if let Some(access) = of.access {
        released.access = Some(visit.desk.release_figures(visit.staff, access).await?);
    }
    if let Some(paths) = of.paths {
        released.paths = Some(visit.desk.release_figures(visit.staff, paths).await?);
    }
    Ok(released)
}

async fn period_told(visit: &Visit, of: PeriodReleases) -> Result<Option<Told>, Problem> {
    let released = released(visit, of).await?;
    Ok(statistics::told(&released, &offices(&visit.app).await?))
}

/// What is asked for by one release: an access release stands alone, a path release beside the period's last
/// access release.
struct Asked {
    of: PeriodReleases,
    /// Whether it is a revision.
    revised: bool,
    /// Whether it is a revision, or has one.
    has_revision: bool,
}

async fn asked(visit: &Visit, release: ReleaseId) -> Result<Asked, Problem> {
    let figures = visit.desk.release_figures(visit.staff, release).await?;
    let manifest = figures.manifest();
    let releases = visit.desk.releases(visit.staff).await?;
    let mut periods = statistics::periods(&releases).into_iter();
    let last = periods.find(|of| of.period == manifest.period);
    let (access, paths) = match manifest.content {
        Content::Access => (Some(release), None),
        Content::Paths => (last.and_then(|of| of.access), Some(release)),
    };
    let is_revision = |listed: &ListedRelease| {
        let edition = listed.edition;
        edition.revision > 0
            && (edition.period, edition.content) == (manifest.period, manifest.content)
    };
    Ok(Asked {
        of: PeriodReleases {
            period: manifest.period,
            access,
            paths,
        },
        revised: manifest.revision > 0,
        has_revision: releases.iter().any(is_revision),
    })
}

async fn one(mut visit: Visit, Said(said): Said<Form>) -> Answer {
    let done = "Neu gezählt. Die erste Fassung steht weiter in der Liste.";
    visit.hear(said, [("berichtigt", done)]);
    Ok(page(&period_page(&visit).await?))
}

/// `/statistik/{id}`: one period.
#[derive(Template)]
#[template(path = "period.html")]
struct PeriodPage {
    frame: Frame,
    /// What is told of it.
    told: Told,
    /// "berichtigt", else empty.
    note: &'static str,
    /// Its address; beneath it lie `wege.pdf`, `zahlen.csv` and `veroeffentlichung.json`.
    address: String,
    /// The key of the form that makes its one revision; none for whoever may not, and of a revision. Form:
    /// `POST /statistik/{id}/berichtigung`.
    revise: Option<String>,
    /// Why it was not revised.
    errors: FieldErrors,
}

async fn period_page(visit: &Visit) -> Result<PeriodPage, Problem> {
    let release: ReleaseId = visit.named()?;
    let asked = asked(visit, release).await?;
    let told = period_told(visit, asked.of).await?;
    let revisable = visit.staff.function == Role::Coordinator && !asked.has_revision;
    // The same key each time: a second click makes no second revision.
    let key = || visit.desk.stable_key("berichtigung", release.bytes());
    Ok(PeriodPage {
        frame: visit.frame("/statistik").await,
        told: told.ok_or(Refusal::NotFound)?,
        note: if asked.revised { "berichtigt" } else { "" },
        address: format!("/statistik/{}", visit.id),
        revise: revisable.then(key),
        errors: FieldErrors::default(),
    })
}

/// The periods are said by a release of each.
async fn compare(visit: Visit, Said(pair): Said<Form>) -> Answer {
    let mut both = Vec::new();
    for name in ["a", "b"] {
        let release = pair.maybe(name).ok_or(Refusal::NotFound)?;
        let of = asked(&visit, release).await?.of;
        both.push((of.period.from(), released(&visit, of).await?));
    }
    // The earlier first, however they were chosen.
    both.sort_by_key(|(from, _)| *from);
    let pair = [&both[0].1, &both[1].1];
    let frame = visit.frame("/statistik").await;
    let compared = statistics::comparison(frame, pair, &offices(&visit.app).await?);
    Ok(page(&compared.ok_or(Refusal::NotFound)?))
}

async fn paper(visit: Visit) -> Answer {
    let asked = asked(&visit, visit.named()?).await?;
    let told = period_told(&visit, asked.of).await?;
    let told = told.ok_or(Refusal::NotFound)?;
    let network = visit.settings.network.clone();
    printed(&visit.app, "wege.pdf", statistics::report(told, network)).await
}

async fn table(visit: Visit) -> Answer {
    let (desk, release) = (&visit.desk, visit.named()?);
    let figures = desk.release_figures(visit.staff, release).await?;
    let lines = figures.table().into_bytes();
    Ok(download("text/csv; charset=utf-8", "zahlen.csv", lines))
}

async fn body(visit: Visit) -> Answer {
    let (desk, release) = (&visit.desk, visit.named()?);
    let body = desk.release(visit.staff, release).await?.into_bytes();
    Ok(download("application/json", "veroeffentlichung.json", body))
}

/// `POST /statistik/{id}/berichtigung`
async fn revise(Returned { visit, form }: Returned) -> Answer {
    let release = visit.named()?;
    let key = key(&visit.app, form.get("form_key"));
    let refused = match visit.perform(&ReviseRelease { release }, &key).await {
        Ok(revision) => return Ok(see(&format!("/statistik/{revision}?getan=berichtigt"))),
        Err(refused) => Problem::from(refused),
    };
    // Who may read the period stays on its page and reads there why not.
    match period_page(&visit).await {
        Ok(mut built) if built.revise.is_some() => {
            built.errors.add("berichtigen", refused.detail());
            Ok(page_with(refused.status(), &built))
        }
        _ => Err(refused),
    }
}
