//! Which months a privacy officer looks at.

use jiff::civil::Date;
use read_models::data_protection::{Month, Months};

/// The months from one to another, as typed; the last three if nothing is said.
pub(crate) fn of(first: &str, last: &str, today: Date) -> Option<Months> {
    let this = Month::of(today);
    let last = match last {
        "" => this,
        last => last.parse().ok()?,
    };
    let first = match first {
        "" => last.before().before(),
        first => first.parse().ok()?,
    };
    Months::from_to(first, last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_months_unless_somebody_says_otherwise() {
        let of = |first, last| {
            let months = of(first, last, jiff::civil::date(2026, 11, 22))?;
            Some(format!("{} {}", months.first(), months.last()))
        };
        assert_eq!(of("", "").as_deref(), Some("2026-09 2026-11"));
        assert_eq!(of("", "2026-02").as_deref(), Some("2025-12 2026-02"));
        assert_eq!(of("2026-01", "").as_deref(), Some("2026-01 2026-11"));
        for wrong in [
            ("2026-12", ""),
            ("Neumann", ""),
            ("", "2026"),
            ("2020-01", ""),
        ] {
            assert_eq!(of(wrong.0, wrong.1), None, "{wrong:?}");
        }
    }
}
