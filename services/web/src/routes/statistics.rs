//! `/statistik`: what a network sees of its parents' ways, for the coordinator and for leads.

mod comparison;
mod files;
mod revision;

use axum::Router;
use axum::routing::{get, post};
use casework::ListedRelease;
use domain::vocabulary::Role;
use domain::{Refusal, ReleaseId};
use jiff::civil::date;
use path_statistics::releases::Content;

use super::address::Said;
use super::answer::{Answer, page};
use super::visit::Visit;
use crate::App;
use crate::form::Form;
use crate::pages::{PeriodPage, StatisticsPage, Table};
use crate::refusals::Problem;
use crate::statistics::{self, Offices, PeriodReleases, Released, Told};
use crate::words;

/// The addresses.
pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/statistik", get(overview))
        .route("/statistik/vergleich", get(comparison::show))
        .route("/statistik/{id}", get(one))
        .route("/statistik/{id}/berichtigung", post(revision::make))
        .route("/statistik/{id}/wege.pdf", get(files::paper))
        .route("/statistik/{id}/zahlen.csv", get(files::table))
        .route("/statistik/{id}/veroeffentlichung.json", get(files::body))
}

async fn overview(visit: Visit) -> Answer {
    let releases = visit.app.desk.releases(visit.staff).await?;
    let periods = statistics::periods(&releases);
    let newest = match periods.first() {
        Some(of) => {
            let told = period_told(&visit, *of).await?;
            let href = of.id().map(|id| format!("/statistik/{id}"));
            told.zip(href)
                .map(|(told, href)| statistics::newest(told, href))
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
    Ok(page(&StatisticsPage {
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
    let desk = &visit.app.desk;
    let counts = desk.office_counts(visit.staff, first..=today).await?;
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
    let desk = &visit.app.desk;
    let mut released = Released::default();
    if let Some(access) = of.access {
        released.access = Some(desk.release_figures(visit.staff, access).await?);
    }
    if let Some(paths) = of.paths {
        released.paths = Some(desk.release_figures(visit.staff, paths).await?);
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
    release: ReleaseId,
    of: PeriodReleases,
    /// Whether it is a revision.
    revised: bool,
    /// Whether it is a revision, or has one.
    has_revision: bool,
}

async fn asked(visit: &Visit, release: ReleaseId) -> Result<Asked, Problem> {
    let (desk, staff) = (&visit.app.desk, visit.staff);
    let figures = desk.release_figures(staff, release).await?;
    let manifest = figures.manifest();
    let releases = desk.releases(staff).await?;
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
        release,
        of: PeriodReleases {
            period: manifest.period,
            access,
            paths,
        },
        revised: manifest.revision > 0,
        has_revision: releases.iter().any(is_revision),
    })
}

async fn told_of(visit: &Visit, asked: &Asked) -> Result<Told, Problem> {
    let told = period_told(visit, asked.of).await?;
    Ok(told.ok_or(Refusal::NotFound)?)
}

async fn one(mut visit: Visit, Said(said): Said<Form>) -> Answer {
    let done = "Neu gezählt. Die erste Fassung steht weiter in der Liste.";
    visit.hear(said, &[("berichtigt", done)]);
    Ok(page(&period_page(&visit).await?))
}

async fn period_page(visit: &Visit) -> Result<PeriodPage, Problem> {
    let asked = asked(visit, visit.named()?).await?;
    let told = told_of(visit, &asked).await?;
    let frame = visit.frame("/statistik").await;
    let address = format!("/statistik/{}", visit.id);
    let mut built = statistics::period(frame, told, asked.revised, address);
    built.just_done = visit.just_done;
    if visit.staff.function == Role::Coordinator && !asked.has_revision {
        // The same key each time: a second click makes no second revision.
        built.revise = Some(
            visit
                .app
                .desk
                .stable_key("berichtigung", asked.release.bytes()),
        );
    }
    Ok(built)
}
