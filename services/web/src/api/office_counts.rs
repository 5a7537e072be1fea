//! Exact counts of the own office's acts, for its lead.

use std::collections::BTreeMap;

use domain::vocabulary::{Outcome, Side};
use jiff::civil::Date;
use read_models::office_counts::OfficeCounts;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::etag::Tagged;
use super::request::Caller;
use crate::refusals::Problem;
use crate::routes::address::Said;

/// What the own office did in a span of days. What was entered in error does not count, and what is erased
/// is gone from the figures.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnCounts {
    /// The first day.
    from: Date,
    /// The last day.
    to: Date,
    /// Slips issued.
    slips_issued: u32,
    /// Slips taken back.
    slips_withdrawn: u32,
    /// Own slips whose last day passed.
    slips_expired: u32,
    /// Arrivals with a slip.
    acknowledged: u32,
    /// Arrivals without a slip.
    arrived_without_slip: u32,
    /// Hand-overs taken on.
    accepted: u32,
    /// Hand-overs not taken on, by the side on which the reason lies.
    #[schema(value_type = BTreeMap<String, u32>)]
    rejected: BTreeMap<Side, u32>,
    /// Hand-overs put on hold.
    held: u32,
    /// Hand-overs concluded, by outcome.
    #[schema(value_type = BTreeMap<String, u32>)]
    concluded: BTreeMap<Outcome, u32>,
    /// Hand-overs that she ended.
    ended_by_her: u32,
    /// Vouchers issued.
    vouchers_issued: u32,
    /// Counsellings given on vouchers.
    vouchers_redeemed: u32,
}

impl OwnCounts {
    fn of(from: Date, to: Date, counts: OfficeCounts) -> Self {
        Self {
            from,
            to,
            slips_issued: counts.slips_issued,
            slips_withdrawn: counts.slips_withdrawn,
            slips_expired: counts.slips_expired,
            acknowledged: counts.acknowledged,
            arrived_without_slip: counts.arrived_without_slip,
            accepted: counts.accepted,
            rejected: counts.rejected,
            held: counts.held,
            concluded: counts.concluded,
            ended_by_her: counts.ended_by_her,
            vouchers_issued: counts.vouchers_issued,
            vouchers_redeemed: counts.vouchers_redeemed,
        }
    }
}

/// Counts what the own office did from one day to another.
#[utoipa::path(get, path = "/institutions/own/counts", params(("from" = String, Query, description = "The first day, such as 2026-01-01."),
        ("to" = String, Query, description = "The last day.")))]
pub(crate) async fn own(by: Caller, Said(days): Said<Days>) -> Result<Tagged<OwnCounts>, Problem> {
    let (from, to) = days.read()?;
    let counts = by.desk.office_counts(by.staff, from..=to).await?;
    Tagged::of(&OwnCounts::of(from, to, counts))
}

/// The days that the address names.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Days {
    from: String,
    to: String,
}

impl Days {
    fn read(&self) -> Result<(Date, Date), Problem> {
        match (self.from.parse(), self.to.parse()) {
            (Ok(from), Ok(to)) if from <= to => Ok((from, to)),
            _ => Err(Problem::bad_input(
                "Die Felder „from“ und „to“ in der Adresse müssen zwei Tage sein, der erste nicht nach \
                 dem letzten.",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(query: &str) -> Result<(Date, Date), Problem> {
        serde_urlencoded::from_str::<Days>(query).unwrap().read()
    }

    #[test]
    fn days_are_two_in_their_order() {
        let (from, to) = days("to=2026-02-01&from=2026-01-01").unwrap();
        assert_eq!(
            (from.to_string(), to.to_string()),
            ("2026-01-01".into(), "2026-02-01".into())
        );
        assert!(days("from=2026-01-01&to=2026-01-01").is_ok());
        for wrong in [
            "",
            "from=2026-01-01",
            "from=2026-02-01&to=2026-01-01",
            "from=Kern&to=2026-01-01",
        ] {
            let problem = days(wrong).unwrap_err();
            assert!(!problem.detail().contains("Kern"), "{wrong}");
        }
    }
}
