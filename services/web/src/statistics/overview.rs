//! The list of releases, and which of them belong together.

use std::collections::BTreeMap;

use casework::{ListedRelease, ReleaseState};
use domain::ReleaseId;
use domain::statistics::{Content, Period};
use read_models::office_counts::OfficeCounts;

use super::tables::Table;
use crate::pages::Choice;
use crate::words;

/// What is made of a period: of each release its last edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PeriodReleases {
    /// The period.
    pub(crate) period: Period,
    /// Where parents came in.
    pub(crate) access: Option<ReleaseId>,
    /// Where they went.
    pub(crate) paths: Option<ReleaseId>,
}

impl PeriodReleases {
    /// By which the period is read: its paths, before they are there its accesses.
    pub(crate) fn id(&self) -> Option<ReleaseId> {
        self.paths.or(self.access)
    }
}

/// The periods of which something is made, the newest first.
pub(crate) fn periods(releases: &[ListedRelease]) -> Vec<PeriodReleases> {
    let mut made: Vec<_> = releases
        .iter()
        .filter_map(|listed| match listed.state {
            ReleaseState::Made { release, .. } => Some((listed.edition, release)),
            _ => None,
        })
        .collect();
    // Revisions come after what they revise, and take its place.
    made.sort_by_key(|(edition, _)| edition.revision);
    let mut periods: BTreeMap<Period, PeriodReleases> = BTreeMap::new();
    for (edition, release) in made {
        let of = periods.entry(edition.period).or_insert(PeriodReleases {
            period: edition.period,
            access: None,
            paths: None,
        });
        match edition.content {
            Content::Access => of.access = Some(release),
            Content::Paths => of.paths = Some(release),
        }
    }
    let mut periods: Vec<_> = periods.into_values().collect();
    periods.sort_by_key(|of| std::cmp::Reverse(of.period.from()));
    periods
}

/// The periods as choices.
pub(crate) fn choices(periods: &[PeriodReleases]) -> Vec<Choice> {
    let choice = |of: &PeriodReleases| {
        Some(Choice {
            value: of.id()?.to_string(),
            label: words::period(of.period),
        })
    };
    periods.iter().filter_map(choice).collect()
}

/// One release in the list.
pub(crate) struct ReleaseEntry {
    /// "1. Halbjahr 2026: Wege".
    pub(crate) title: String,
    /// Where it is read; none where it was not made.
    pub(crate) href: Option<String>,
    /// "berichtigt", or why it was not made; else empty.
    pub(crate) note: String,
}

/// The lines of the list, the newest period first, its paths before its accesses; a release that was
/// revised is still there. What is only awaited is no line.
pub(crate) fn entries(releases: &[ListedRelease]) -> Vec<ReleaseEntry> {
    let mut releases: Vec<&ListedRelease> = releases.iter().collect();
    releases.sort_by_key(|listed| {
        let edition = listed.edition;
        std::cmp::Reverse((edition.period.from(), edition.content, edition.revision))
    });
    releases.into_iter().filter_map(entry).collect()
}

fn entry(listed: &ListedRelease) -> Option<ReleaseEntry> {
    let edition = listed.edition;
    let (href, note) = match listed.state {
        ReleaseState::Made { release, .. } if edition.revision == 0 => {
            (Some(format!("/statistik/{release}")), "")
        }
        ReleaseState::Made { release, .. } => (Some(format!("/statistik/{release}")), "berichtigt"),
        ReleaseState::NotMade { .. } => (None, "nicht gemacht: zu wenige Personen"),
        ReleaseState::Awaited { .. } => return None,
    };
    Some(ReleaseEntry {
        title: format!(
            "{}: {}",
            words::period(edition.period),
            words::content(edition.content)
        ),
        href,
        note: note.into(),
    })
}

/// When the next release is due, in a sentence.
pub(crate) fn next_due(releases: &[ListedRelease]) -> String {
    let awaited = releases.iter().filter_map(|listed| match listed.state {
        ReleaseState::Awaited { due_on } => Some((due_on, listed.edition)),
        _ => None,
    });
    match awaited.min() {
        Some((due_on, edition)) => format!(
            "Als Nächstes: {}, {}, am {}.",
            words::content(edition.content),
            words::period(edition.period),
            words::day(due_on)
        ),
        None => "Wann die nächste kommt, steht noch nicht fest.".into(),
    }
}

/// What the own office did, exactly.
pub(crate) fn own_counts(counts: &OfficeCounts, days: &str) -> Table {
    let rejected = counts.rejected.values().sum();
    let concluded = counts.concluded.values().sum();
    let rows = [
        ("Laufzettel ausgestellt", counts.slips_issued),
        ("Laufzettel zurückgenommen", counts.slips_withdrawn),
        (
            "Letzter Tag eines Laufzettels vorbei, ob sie ankam oder nicht",
            counts.slips_expired,
        ),
        ("Angekommen mit Laufzettel", counts.acknowledged),
        ("Angekommen ohne Laufzettel", counts.arrived_without_slip),
        ("Angenommen", counts.accepted),
        ("Abgelehnt", rejected),
        ("Zurückgestellt", counts.held),
        ("Abgeschlossen", concluded),
        ("Von ihr beendet", counts.ended_by_her),
        ("Gutscheine ausgestellt", counts.vouchers_issued),
        ("Beratungen auf Gutschein", counts.vouchers_redeemed),
    ];
    let rows = rows.map(|(label, count)| vec![label.to_owned(), count.to_string()]);
    let columns = ["Was hier getan wurde", "Anzahl"];
    Table::new("eigene-zahlen", days, &columns, rows.to_vec())
}
