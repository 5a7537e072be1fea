//! What the own office did, exactly, for its lead.

use async_recursion::async_recursion as boxed;
use std::ops::RangeInclusive;

use domain::vocabulary::Role;
use domain::{Refusal, Staff};
use jiff::civil::Date;
use read_models::office_counts::{self, OfficeCounts};

use crate::{Desk, Failure};

impl Desk {
    /// How often the own office did what, on these days.
    #[boxed]
    pub async fn office_counts(
        &self,
        by: Staff,
        days: RangeInclusive<Date>,
    ) -> Result<OfficeCounts, Failure> {
        if by.function != Role::Lead {
            return Err(Refusal::NotYourRole.into());
        }
        let own = self.tenant(by);
        Ok(office_counts::of_institution(&own, &days).await?)
    }
}
