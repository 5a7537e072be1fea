//! The privacy officer's view of the own institution: what was done with data, what is kept and why.
//! No name, no content.

use domain::clients::Kept;
use domain::vocabulary::Role;
use domain::{RecordId, Refusal, Staff};
use event_store::VerifyError;
use jiff::civil::Date;
use read_models::data_protection::{ActRow, DataAct};
use read_models::evidence::EvidenceRow;
use read_models::{Window, clients, handovers, vouchers};

use crate::{Desk, Failure};

/// What an institution did with data, and what it keeps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataProtection {
    /// What happened, by day.
    pub acts: Vec<ActRow>,
    /// Records that she wants erased and that are still there.
    pub kept: Vec<KeptHere>,
    /// All legal holds in force, the first to end first.
    pub holds: Vec<HeldHere>,
    /// Records whose data is not used for now (Art. 18 GDPR).
    pub restricted: Vec<RecordId>,
    /// What proves her word, kept by itself, by the day on which it goes.
    pub evidence: Vec<EvidenceRow>,
    /// Hand-overs and vouchers with a notice that nobody has read.
    pub open_notices: usize,
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

impl DataProtection {
    /// How many acts of a kind there were.
    pub fn count(&self, is: impl Fn(&DataAct) -> bool) -> usize {
        self.acts.iter().filter(|act| is(&act.what)).count()
    }
}

/// What the verification of the log says to one institution: a verdict. A number of all events would
/// let one institution count another's (rule 2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing was changed, and every disclosure had a live consent.
    Sound {
        /// So many of the institution's own acts with data are among what was proven.
        own_acts: usize,
    },
    /// Something does not fit; the operator's log says where.
    Violated,
}

impl Desk {
    /// Verifies the network's log for the privacy officer and the lead.
    pub async fn verify_log(&self, by: Staff) -> Result<Verdict, Failure> {
        let own_acts = self.data_protection(by).await?.acts.len();
        match crate::verify::verify(&self.store, self.network).await {
            Ok(_) => Ok(Verdict::Sound { own_acts }),
            Err(VerifyError::Store(error)) => Err(error.into()),
            Err(VerifyError::Violation(violation)) => {
                tracing::error!(position = ?violation.position, "the log was not proven");
                Ok(Verdict::Violated)
            }
        }
    }

    /// The view, for the privacy officer and the lead.
    pub async fn data_protection(&self, by: Staff) -> Result<DataProtection, Failure> {
        if !matches!(by.function, Role::PrivacyOfficer | Role::Lead) {
            return Err(Refusal::NotYourRole.into());
        }
        let (store, network, own) = (&self.store, self.network, by.institution);
        let today = self.now().today;
        let mut acts = read_models::data_protection::of_institution(store, network, own).await?;
        // Of one day in an order that says nothing: that of the rows moves with what others do.
        acts.sort_by_cached_key(|act| (act.on, format!("{:?}", act.what)));
        let records = clients::of_institution(store, network, own, &Window::whole()).await?;
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
        let mut holds: Vec<HeldHere> = records
            .rows
            .iter()
            .filter_map(|row| {
                let (record, until) = (row.record, held(row.held_until)?);
                Some(HeldHere { record, until })
            })
            .collect();
        holds.sort_by_key(|held| (held.until, held.record));
        let restricted = records.rows.iter().filter(|row| row.restricted);
        let handovers = handovers::of_institution(store, network, own).await?;
        let unread = handovers.iter().filter(|row| !row.held.notices.is_empty());
        let vouchers = vouchers::with_notices(store, network, own).await?;
        Ok(DataProtection {
            acts,
            kept: kept.collect(),
            holds,
            restricted: restricted.map(|row| row.record).collect(),
            evidence: read_models::evidence::of_institution(store, network, own).await?,
            open_notices: unread.count() + vouchers.len(),
        })
    }

    /// The own record with this number, as it is shown in short: who works with it tells it, and no name is
    /// needed.
    pub async fn record_numbered(&self, by: Staff, number: &str) -> Result<Numbered, Failure> {
        if !matches!(by.function, Role::PrivacyOfficer | Role::Lead) {
            return Err(Refusal::NotYourRole.into());
        }
        let (store, whole) = (&self.store, Window::whole());
        let records = clients::of_institution(store, self.network, by.institution, &whole).await?;
        let records = records.rows.iter().map(|row| row.record);
        Ok(Numbered::among(records, number))
    }
}

impl Numbered {
    fn among(records: impl Iterator<Item = RecordId>, number: &str) -> Self {
        let number = number.to_lowercase();
        let mut fitting = records.filter(|record| record.to_string().starts_with(&number));
        match (fitting.next(), fitting.next()) {
            (None, _) => Self::Nobody,
            (Some(one), None) => Self::One(one),
            (Some(_), Some(_)) => Self::Several,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_one_record_or_it_takes_more_of_it() {
        let record = |last| {
            let mut bytes = [0xAB; 16];
            bytes[3] = last;
            RecordId::from_bytes(bytes)
        };
        let records = [record(1), record(2)];
        let among = |number| Numbered::among(records.into_iter(), number);
        assert_eq!(among("ababab"), Numbered::Several);
        assert_eq!(among("ABABAB02"), Numbered::One(record(2)));
        assert_eq!(among("ababab03"), Numbered::Nobody);
    }
}
