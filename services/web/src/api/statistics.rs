//! Statistics: the releases of the network, for the coordinator and for leads. What is served are the
//! frozen bytes; nothing is counted here.

use casework::{ListedRelease, ReleaseState, ReviseRelease};
use domain::ReleaseId;
use domain::statistics::Content;
use jiff::civil::Date;
use serde::Serialize;
use utoipa::ToSchema;

use super::answers::{Made, Seen};
use super::etag::Tagged;
use super::json::Created;
use super::request::{Caller, Id, IdempotencyKey, Keyed};

/// All releases, made or to come, by period.
#[derive(Serialize, ToSchema)]
pub(crate) struct Statistics {
    /// The releases.
    releases: Vec<StatisticsRelease>,
}

/// One release of figures.
#[derive(Serialize, ToSchema)]
pub(crate) struct StatisticsRelease {
    /// Its id, once it is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<ReleaseId>,
    /// The first day of its period.
    from: Date,
    /// The last day of its period.
    to: Date,
    /// Where parents come in, or the paths that they take from there.
    content: Content,
    /// 1 for the one revision, which stands beside the first edition.
    revision: u8,
    /// `made`; `not_made`, for ever; or `awaited`.
    state: &'static str,
    /// The day on which it was made or passed over, or from which on it is made.
    on: Date,
    /// Why it is never made.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

/// The release that was made.
#[derive(Serialize, ToSchema)]
pub(crate) struct StatisticsReleaseNamed {
    /// Its id.
    id: ReleaseId,
}

impl From<ListedRelease> for StatisticsRelease {
    fn from(listed: ListedRelease) -> Self {
        let (id, state, on, reason) = match listed.state {
            ReleaseState::Made { release, on } => (Some(release), "made", on, None),
            ReleaseState::NotMade { reason, on } => (None, "not_made", on, Some(reason.code())),
            ReleaseState::Awaited { due_on } => (None, "awaited", due_on, None),
        };
        let edition = listed.edition;
        Self {
            id,
            from: edition.period.from(),
            to: edition.period.to(),
            content: edition.content,
            revision: edition.revision,
            state,
            on,
            reason,
        }
    }
}

/// Lists the releases of the network.
#[utoipa::path(get, path = "/statistics")]
pub(crate) async fn list(by: Caller) -> Seen<Statistics> {
    let releases = by.desk.releases(by.staff).await?;
    let releases = releases.into_iter().map(StatisticsRelease::from).collect();
    Tagged::of(&Statistics { releases })
}

/// How it was made (`manifest`) and what is shown (`cells`).
#[derive(ToSchema)]
#[schema(value_type = Object)]
#[expect(dead_code, reason = "it only describes the bytes")]
pub(crate) struct Frozen(String);

/// Serves one release: the bytes as they were frozen, for ever the same.
#[utoipa::path(get, path = "/statistics/{id}")]
pub(crate) async fn one(by: Caller, Id(release): Id<ReleaseId>) -> Seen<Frozen> {
    let body = by.desk.release(by.staff, release).await?;
    Ok(Tagged::bytes("application/json", body.into_bytes()))
}

/// A line of names, then one line for each shown cell.
#[derive(ToSchema)]
#[schema(value_type = String, content_media_type = "text/csv")]
#[expect(dead_code, reason = "it only describes the bytes")]
pub(crate) struct Csv(String);

/// Serves the shown cells of one release as lines.
#[utoipa::path(get, path = "/statistics/{id}/table")]
pub(crate) async fn table(by: Caller, Id(release): Id<ReleaseId>) -> Seen<Csv> {
    let table = by.desk.release_figures(by.staff, release).await?.table();
    let kind = "text/csv; charset=utf-8; header=present";
    Ok(Tagged::bytes(kind, table.into_bytes()))
}

/// Makes a release once more, if enough persons' figures changed. The first edition stays.
#[utoipa::path(post, path = "/statistics/{id}/revision", params(IdempotencyKey))]
pub(crate) async fn revise(by: Keyed, Id(release): Id<ReleaseId>) -> Made<StatisticsReleaseNamed> {
    let command = ReviseRelease { release };
    let id = by.perform(&command).await?;
    Ok(Created(StatisticsReleaseNamed { id }))
}
