//! The list of releases.

use jiff::civil::Date;
use path_statistics::episodes::Period;
use path_statistics::releases::Content;

use crate::pages::ReleaseEntry;
use crate::words;

/// A release as the list needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedRelease {
    /// Its id, as addresses carry it.
    pub id: String,
    /// Access or paths.
    pub content: Content,
    /// Its period.
    pub period: Period,
    /// 0, or 1 for the one revision.
    pub revision: u8,
    /// False where the period had too few persons.
    pub made: bool,
}

/// The entries, the newest period first, its paths before its accesses; a release that was revised is
/// still there.
pub fn entries(releases: &[ListedRelease]) -> Vec<ReleaseEntry> {
    let mut releases: Vec<&ListedRelease> = releases.iter().collect();
    releases.sort_by_key(|release| {
        let newest = std::cmp::Reverse((release.period.from(), release.content, release.revision));
        (newest, release.id.clone())
    });
    releases.into_iter().map(entry).collect()
}

fn entry(release: &ListedRelease) -> ReleaseEntry {
    let note = match (release.made, release.revision) {
        (false, _) => "nicht gemacht: zu wenige Personen",
        (true, 0) => "",
        (true, _) => "berichtigt",
    };
    ReleaseEntry {
        title: format!(
            "{}: {}",
            words::period(release.period),
            words::content(release.content)
        ),
        href: release.made.then(|| format!("/statistik/{}", release.id)),
        note: note.into(),
    }
}

/// When the next release is due, in a sentence: the first day after the period, or after the observation.
pub fn next_due(content: Content, period: Period) -> String {
    let last: Date = match content {
        Content::Access => period.to(),
        Content::Paths => period.observed_until(),
    };
    let day = last.tomorrow().map(words::day).unwrap_or_default();
    format!(
        "Als Nächstes: {} im {}, am {day}.",
        words::content(content),
        words::period(period)
    )
}
