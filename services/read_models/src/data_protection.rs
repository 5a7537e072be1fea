//! Data protection: what an institution did with data, line by line, for its privacy officer. Only its
//! own acts, and what was handed to it; no name, no record, no path.

use async_recursion::async_recursion as boxed;
mod acts;
mod month;

use std::collections::{BTreeMap, BTreeSet};

use domain::access::{Denial, ErasureReason};
use domain::clients::AskedBy;
use domain::consents::Item;
use domain::{InstitutionId, RecordId};
use event_store::{
    FoldError, Placed, ReadModel, Recorded, RowOrder, StateGroup, StoreError, Subject,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantArray};

use acts::act;
pub use month::{Month, NoMonth};

use crate::listed::{Part, Place, Stretch, Window};
use crate::own::owner_of;
use crate::stored::{event_day, meta};
use crate::tenant::Tenant;

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActRow {
    /// The institution.
    pub institution: InstitutionId,
    /// What happened.
    pub what: DataAct,
    /// The day.
    pub on: Date,
}

/// What an institution did with data, or what reached it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum DataAct {
    /// It recorded her word on so many items.
    ConsentRecorded {
        /// Towards whom.
        recipient: InstitutionId,
        /// Granted items.
        granted: usize,
        /// Refused items.
        refused: usize,
    },
    /// It recorded a release from confidentiality.
    ReleaseRecorded {
        /// Towards whom.
        recipient: InstitutionId,
    },
    /// She took something back here.
    ConsentWithdrawn,
    /// She took everything back here.
    EverythingWithdrawn,
    /// What it had recorded expired.
    ConsentExpired,
    /// It handed these items over on a slip or a voucher.
    CopyHanded {
        /// Which.
        items: BTreeSet<Item>,
        /// To whom.
        recipient: InstitutionId,
    },
    /// These items were shown to its staff behind a code.
    CopyShown {
        /// Which.
        items: BTreeSet<Item>,
    },
    /// These items were copied for it.
    CopyReceived {
        /// Which.
        items: BTreeSet<Item>,
    },
    /// It told a sender something.
    FeedbackGiven {
        /// Under which items.
        items: BTreeSet<Item>,
    },
    /// It handed her a copy of her data.
    DataExported,
    /// Somebody else asked it for a copy about a child.
    ChildCopyAnswered {
        /// In which record: the officer has to look into it where nothing went out.
        record: RecordId,
        /// Who asked.
        asked_by: AskedBy,
        /// Whether anything of the child's went out.
        given: bool,
    },
    /// It erased a record.
    RecordErased {
        /// Why.
        reason: ErasureReason,
        /// How many events became unreadable.
        events: u64,
    },
    /// Evidence of her word was erased: its time was over.
    EvidenceErased,
    /// An erasure was put off.
    ErasurePutOff {
        /// Until when, if it is known.
        until: Option<Date>,
    },
    /// Its staff tried a code that was not for it.
    CodeDenied {
        /// Why it was denied.
        denial: Denial,
    },
    /// Its staff asked for a record of another institution.
    RecordDenied,
}

/// The model.
pub struct DataProtection;

impl ReadModel for DataProtection {
    type Row = ActRow;
    const NAME: &'static str = "data_protection";

    fn subjects(event: &Recorded) -> Vec<Subject> {
        let Ok(act) = act(event) else {
            return vec![Subject::of_stream(event.stream)];
        };
        let line = act.map(|act| match (act.what, act.kept_with) {
            // Blind, on all paths that are hers: how many there are is not to be counted here.
            (DataAct::EverythingWithdrawn, Some(record)) => {
                let day = event.recorded_on;
                Subject::of_text(&format!("{record}/{day:?}/everything"))
            }
            _ => Subject::of_text(&format!("{}/{}", event.stream, event.version)),
        });
        line.into_iter().collect()
    }

    fn fold(
        _: &Subject,
        _: Option<ActRow>,
        event: &Recorded,
    ) -> Result<Option<Placed<ActRow>>, FoldError> {
        let Some(act) = act(event)? else {
            return Ok(None);
        };
        let on = meta(event)?.occurred_on;
        let sort = Sort::of(&act.what);
        Ok(Some(Placed {
            row: ActRow {
                institution: act.by,
                what: act.what,
                on,
            },
            sealed_with: act.kept_with.unwrap_or(event.stream),
            listed: Some((owner_of(act.by), sort.list(Month::of(on)))),
            day: Some(event_day(on)),
            state: StateGroup::Closed,
        }))
    }
}

/// The sorts of acts. Lines of one sort and month are one list, so that a period is read, and counted,
/// without reading any other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, VariantArray, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Sort {
    /// Her word was recorded.
    Consents,
    /// She took something back, or it expired.
    TakenBack,
    /// Handed over on a slip or a voucher.
    Handed,
    /// Shown behind a code, or copied for the institution.
    Received,
    /// Told to a sender.
    Feedback,
    /// She was handed a copy of her data.
    Copies,
    /// Somebody else asked for a copy about a child.
    ChildCopies,
    /// Something was erased, or not yet.
    Erased,
    /// Somebody was turned away.
    Denied,
}

impl Sort {
    /// All of them.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// As it stands in addresses.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.into()
    }

    /// Of this act.
    #[must_use]
    pub const fn of(act: &DataAct) -> Self {
        match act {
            DataAct::ConsentRecorded { .. } | DataAct::ReleaseRecorded { .. } => Self::Consents,
            DataAct::ConsentWithdrawn | DataAct::EverythingWithdrawn | DataAct::ConsentExpired => {
                Self::TakenBack
            }
            DataAct::CopyHanded { .. } => Self::Handed,
            DataAct::CopyShown { .. } | DataAct::CopyReceived { .. } => Self::Received,
            DataAct::FeedbackGiven { .. } => Self::Feedback,
            DataAct::DataExported => Self::Copies,
            DataAct::ChildCopyAnswered { .. } => Self::ChildCopies,
            DataAct::RecordErased { .. }
            | DataAct::EvidenceErased
            | DataAct::ErasurePutOff { .. } => Self::Erased,
            DataAct::CodeDenied { .. } | DataAct::RecordDenied => Self::Denied,
        }
    }

    fn list(self, month: Month) -> String {
        format!("{}/{}/{month}", DataProtection::NAME, self.code())
    }
}

/// Months, the latest first, as a period of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Months {
    first: Month,
    last: Month,
}

impl Months {
    /// So many at most: a period is read list by list.
    pub const MOST: usize = 24;

    /// From a month to a month; none if it ends before it begins or is too long.
    #[must_use]
    pub fn from_to(first: Month, last: Month) -> Option<Self> {
        let months = Self { first, last };
        let count = months.latest_first().take(Self::MOST + 1).count();
        (1..=Self::MOST).contains(&count).then_some(months)
    }

    /// Its first month.
    #[must_use]
    pub const fn first(self) -> Month {
        self.first
    }

    /// Its last month.
    #[must_use]
    pub const fn last(self) -> Month {
        self.last
    }

    fn latest_first(self) -> impl Iterator<Item = Month> {
        let months = std::iter::successors(Some(self.last), |month| Some(month.before()));
        months.take_while(move |month| *month >= self.first)
    }
}

/// The institution's own lines of these sorts and months, month by month, in each the sorts one after the
/// other, in each of them the latest first.
#[boxed]
pub async fn listed(
    tenant: &Tenant<'_>,
    (sorts, months): (&[Sort], Months),
    window: &Window<Place>,
) -> Result<Part<ActRow, Place>, StoreError> {
    let of_month = |month| {
        let latest = RowOrder::LatestFirst;
        let of = move |sort: &Sort| Stretch::of(&sort.list(month), StateGroup::Closed, latest);
        sorts.iter().map(of)
    };
    let stretches: Vec<_> = months.latest_first().flat_map(of_month).collect();
    tenant
        .whole_part::<DataProtection>(&stretches, window)
        .await
}

/// How many lines of each sort there are in these months.
#[boxed]
pub async fn counts(
    tenant: &Tenant<'_>,
    months: Months,
) -> Result<BTreeMap<Sort, u64>, StoreError> {
    let (owner, rows) = (tenant.owner(), tenant.store.rows());
    let mut counts = BTreeMap::new();
    for &sort in Sort::ALL {
        for month in months.latest_first() {
            let list = sort.list(month);
            let found = rows.count::<DataProtection>(tenant.network, owner, &list);
            *counts.entry(sort).or_default() += found.await?.closed;
        }
    }
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_has_its_months_from_the_last_to_the_first() {
        let month = |text: &str| text.parse::<Month>().unwrap();
        let months = |first, last| Months::from_to(month(first), month(last));
        let all = months("2025-11", "2026-02").unwrap().latest_first();
        let all: Vec<String> = all.map(|month| month.to_string()).collect();
        assert_eq!(all, ["2026-02", "2026-01", "2025-12", "2025-11"]);
        assert!(months("2026-02", "2026-02").is_some());
        assert!(months("2024-03", "2026-02").is_some(), "two years");
        assert_eq!(months("2024-02", "2026-02"), None);
        assert_eq!(months("2026-03", "2026-02"), None);
    }
}
