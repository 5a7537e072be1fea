//! The privacy officer's view of the own institution: what was done with data, what is kept and why.
//! No name, no content.

use async_recursion::async_recursion as boxed;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use domain::clients::Kept;
use domain::vocabulary::Role;
use domain::{RecordId, Refusal, Staff};
use event_store::{Position, VerifyError};
use jiff::civil::Date;
use read_models::clients::{ClientList, ClientRow};
use read_models::data_protection::{ActRow, Month, Months, Sort};
use read_models::evidence::EvidenceRow;
use read_models::handovers::HandoverList;
use read_models::vouchers::VoucherList;
use read_models::{Part, Place, Window, clients, data_protection, handovers};

use crate::work::date_of;
use crate::{Desk, Failure};

/// So many months before the network began something may have happened that was entered late.
const ENTERED_LATE: usize = 12;

/// What an institution did with data in a period, counted, and what it keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataProtection {
    /// How often it did what in these months.
    pub counts: BTreeMap<Sort, u64>,
    /// A part of the records that she wants erased and that are still there.
    pub kept: Part<KeptHere, Place>,
    /// How many there are of these.
    pub kept_count: u64,
    /// A part of the legal holds in force, the first to end first.
    pub holds: Part<HeldHere, Place>,
    /// How many there are of these.
    pub hold_count: u64,
    /// A part of the records whose data is not used for now (Art. 18 GDPR).
    pub restricted: Part<RecordId, Place>,
    /// How many there are of these.
    pub restricted_count: u64,
    /// How much there is that proves her word.
    pub evidence: u64,
    /// Hand-overs and vouchers with a notice that nobody has read.
    pub open_notices: u64,
}

/// Which parts of the lists on the view are wanted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataProtectionParts {
    /// Of [`DataProtection::kept`].
    pub kept: Window<Place>,
    /// Of [`DataProtection::holds`].
    pub holds: Window<Place>,
    /// Of [`DataProtection::restricted`].
    pub restricted: Window<Place>,
}

impl DataProtectionParts {
    /// The beginning of each.
    #[must_use]
    pub const fn first(limit: usize) -> Self {
        Self {
            kept: Window::first(limit),
            holds: Window::first(limit),
            restricted: Window::first(limit),
        }
    }
}

/// A record that she wants erased and that is still there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeptHere {
    /// Which.
    pub record: RecordId,
    /// Since when she wants it.
    pub requested_on: Date,
    /// Why it is there.
    pub reason: Kept,
}

/// A record that is kept until a day, whoever asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldHere {
    /// Which.
    pub record: RecordId,
    /// The last day.
    pub until: Date,
}

/// What a short record number leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbered {
    /// Exactly this record.
    One(RecordId),
    /// No record of the own institution.
    Nobody,
    /// More than one: it takes more of the number.
    Several,
}

/// What the verification of the log says to one institution: a verdict. A number of all events would
/// let one institution count another's (rule 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing was changed, and every disclosure had a live consent.
    Sound {
        /// So many of the institution's own acts with data are among what was proven.
        own_acts: u64,
    },
    /// Something does not fit; the operator's log says where.
    Violated,
}

impl Desk {
    /// Verifies the network's log for the privacy officer and the lead.
    #[boxed]
    pub async fn verify_log(&self, by: Staff) -> Result<Verdict, Failure> {
        oversees(by)?;
        let own_acts = self.all_own_acts(by).await?;
        match crate::verify::verify(&self.store, self.network).await {
            Ok(_) => Ok(Verdict::Sound { own_acts }),
            Err(VerifyError::Store(error)) => Err(error.into()),
            Err(VerifyError::Violation(violation)) => {
                tracing::error!(position = ?violation.position, "the log was not proven");
                Ok(Verdict::Violated)
            }
        }
    }

    /// So many acts with data there were, ever. As the verification, it takes as long as the log is.
    async fn all_own_acts(&self, by: Staff) -> Result<u64, Failure> {
        let own = self.tenant(by);
        let first = self.store.read_from(self.network, Position::START, 1);
        let first = first.await?;
        let founded = first.first().map(|event| date_of(event.recorded_on));
        let mut last = Month::of(self.now().today);
        let Some(mut first) = founded.map(Month::of) else {
            return Ok(0);
        };
        // What had happened elsewhere before is entered late.
        for _ in 0..ENTERED_LATE {
            first = first.before();
        }
        let mut acts = 0;
        while last >= first {
            let months = Months::from_to(last, last).ok_or(Refusal::NotFound)?;
            let counts = data_protection::counts(&own, months).await?;
            acts += counts.values().sum::<u64>();
            last = last.before();
        }
        Ok(acts)
    }

    /// The view, for the privacy officer and the lead.
    #[boxed]
    pub async fn data_protection(
        &self,
        by: Staff,
        months: Months,
        parts: &DataProtectionParts,
    ) -> Result<DataProtection, Failure> {
        oversees(by)?;
        let own = self.tenant(by);
        let today = self.now().today;
        let lists = [ClientList::ToBeAskedAbout, ClientList::ToBeErased];
        let records = own.listed(&lists, &parts.kept).await?;
        let counted = own.counts(&lists).await?;
        let held = |until: Option<Date>| until.filter(|until| *until >= today);
        let kept = records.rows.iter().filter_map(|row| {
            let by_law = held(row.held_until).map(|until| Kept::LegalHold { until });
            Some(KeptHere {
                record: row.record,
                requested_on: row
                    .erasure_requested_on
                    .or(row.erasure_asked_elsewhere_on)?,
                reason: by_law.unwrap_or(Kept::HerWordAwaited),
            })
        });
        let in_force = clients::held(&own, today, &parts.holds).await?;
        let holds = in_force.rows.iter().filter_map(|row| {
            let (record, until) = (row.record, row.held_until?);
            Some(HeldHere { record, until })
        });
        let restricted = clients::restricted(&own, &parts.restricted).await?;
        let (hold_count, restricted_count) = clients::held_and_restricted(&own, today).await?;
        let handovers = handovers::count(&own, (HandoverList::Notices, today)).await?;
        let vouchers = own.counts(&[VoucherList::Notices]).await?;
        Ok(DataProtection {
            counts: data_protection::counts(&own, months).await?,
            kept: Part {
                rows: kept.collect(),
                next: records.next,
            },
            kept_count: counted.values().sum(),
            holds: Part {
                rows: holds.collect(),
                next: in_force.next,
            },
            hold_count,
            restricted: Part {
                rows: restricted.rows.iter().map(|row| row.record).collect(),
                next: restricted.next,
            },
            restricted_count,
            evidence: read_models::evidence::count(&own).await?,
            open_notices: handovers + vouchers.values().sum::<u64>(),
        })
    }

    /// A part of what was done in these months, line by line.
    #[boxed]
    pub async fn data_acts(
        &self,
        by: Staff,
        period: (&[Sort], Months),
        window: &Window<Place>,
    ) -> Result<Part<ActRow, Place>, Failure> {
        oversees(by)?;
        let own = self.tenant(by);
        let part = data_protection::listed(&own, period, window);
        let mut part = part.await?;
        // Of one day in an order that says nothing: that of the rows moves with what others do.
        part.rows.sort_by_cached_key(|act| {
            let month = Month::of(act.on);
            let sort = Sort::of(&act.what);
            (
                Reverse(month),
                sort,
                Reverse(act.on),
                format!("{:?}", act.what),
            )
        });
        Ok(part)
    }

    /// A part of what proves her word, kept by itself.
    #[boxed]
    pub async fn kept_evidence(
        &self,
        by: Staff,
        window: &Window<Place>,
    ) -> Result<Part<EvidenceRow, Place>, Failure> {
        oversees(by)?;
        let own = self.tenant(by);
        Ok(read_models::evidence::listed(&own, window).await?)
    }

    /// How much there is of that.
    #[boxed]
    pub async fn evidence_count(&self, by: Staff) -> Result<u64, Failure> {
        oversees(by)?;
        let own = self.tenant(by);
        Ok(read_models::evidence::count(&own).await?)
    }

    /// How many lines of each sort there are in these months.
    #[boxed]
    pub async fn data_act_counts(
        &self,
        by: Staff,
        months: Months,
    ) -> Result<BTreeMap<Sort, u64>, Failure> {
        oversees(by)?;
        let own = self.tenant(by);
        Ok(data_protection::counts(&own, months).await?)
    }

    /// The own record with this number, as it is shown in short: who works with it tells it, and no name is
    /// needed.
    #[boxed]
    pub async fn record_numbered(&self, by: Staff, number: &str) -> Result<Numbered, Failure> {
        oversees(by)?;
        let own = self.tenant(by);
        let id = |row: &ClientRow| row.record.to_string();
        let found = read_models::numbers::under(&own, number, id).await?;
        Ok(match found.as_slice() {
            [] => Numbered::Nobody,
            [one] => Numbered::One(one.record),
            _ => Numbered::Several,
        })
    }
}

/// For the privacy officer and the lead.
fn oversees(by: Staff) -> Result<(), Refusal> {
    if matches!(by.function, Role::PrivacyOfficer | Role::Lead) {
        Ok(())
    } else {
        Err(Refusal::NotYourRole)
    }
}
