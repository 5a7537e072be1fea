//! Exact counts of the own office's acts, for its lead.

use jiff::civil::Date;
use read_models::office_counts::OfficeCounts;

use super::answers::Seen;
use super::etag::Tagged;
use super::request::{Address, Caller};
use crate::form::Form;
use crate::refusals::Problem;
use crate::routes::address::Said;

/// Counts what the own office did from one day to another.
#[utoipa::path(get, path = "/institutions/own/counts", params(("from" = String, Query, description = "The first day, such as 2026-01-01."),
        ("to" = String, Query, description = "The last day.")))]
pub(crate) async fn own(by: Caller, Said(asked): Address) -> Seen<OfficeCounts> {
    let (from, to) = days(&asked)?;
    let counts = by.desk.office_counts(by.staff, from..=to).await?;
    Tagged::of(&counts)
}

/// The days that the address names.
fn days(asked: &Form) -> Result<(Date, Date), Problem> {
    match (asked.get("from").parse(), asked.get("to").parse()) {
        (Ok(from), Ok(to)) if from <= to => Ok((from, to)),
        _ => Err(Problem::bad_input(
            "Die Felder „from“ und „to“ in der Adresse müssen zwei Tage sein, der erste nicht nach dem \
             letzten.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(query: &str) -> Result<(Date, Date), Problem> {
        super::days(&serde_urlencoded::from_str(query).unwrap())
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
