//! Reading own slips and records, noted before bytes leave.

use domain::access::Purpose;
use domain::clients::Identity;
use domain::consents::Item;
use domain::slips::{Act, Slip, Stage, TABLE};
use domain::{Erasable, KnownOr, RecordId, Refusal, ServiceId, SlipId, Staff};
use read_models::clients::ClientRow;
use read_models::consents::ConsentRow;
use read_models::institutions::InstitutionRow;
use read_models::slips::SlipRow;
use read_models::{Part, Window, WindowOf};

use crate::work::Work;
use crate::{Desk, Failure};

impl Desk {
    /// One own slip.
    pub async fn slip(&self, by: Staff, slip: SlipId) -> Result<SlipRow, Failure> {
        caseworker(by)?;
        let row = read_models::slips::one(&self.store, self.network, by.institution, slip).await?;
        let Some(row) = row else {
            return Err(self.unknown(by).await);
        };
        let row = self.as_her_record_says(by, row).await?;
        self.note_readings(by, &[row.record], Purpose::Slip).await?;
        Ok(row)
    }

    /// The row with what its record says of her now, as far as the slip carries it.
    pub(crate) async fn as_her_record_says(
        &self,
        by: Staff,
        mut row: SlipRow,
    ) -> Result<SlipRow, Failure> {
        let (store, network) = (&self.store, self.network);
        let her = read_models::clients::one(store, network, by.institution, row.record).await?;
        let Some(her) = her else {
            return Ok(row);
        };
        let carries = |item| row.disclosed.contains(&item);
        let (identity, child) = (carries(Item::Identity), carries(Item::Child));
        row.identity = match her.identity {
            Some(Erasable::Known(known)) => known.only(carries).map(Erasable::Known),
            erased => erased.filter(|_| identity),
        };
        row.child = her.child.filter(|_| child);
        Ok(row)
    }

    /// All own slips, the latest first.
    pub async fn slips(&self, by: Staff) -> Result<Vec<SlipRow>, Failure> {
        Ok(self.slips_in(by, &Window::whole()).await?.rows)
    }

    /// A part of the own slips.
    pub async fn slips_in(
        &self,
        by: Staff,
        window: &WindowOf<SlipRow>,
    ) -> Result<Part<SlipRow>, Failure> {
        caseworker(by)?;
        let (store, network) = (&self.store, self.network);
        let mut part =
            read_models::slips::of_institution(store, network, by.institution, window).await?;
        let mut rows = Vec::with_capacity(part.rows.len());
        for row in part.rows {
            rows.push(self.as_her_record_says(by, row).await?);
        }
        part.rows = rows;
        let named = named(part.rows.iter().map(|row| (&row.identity, row.record)));
        self.note_readings(by, &named, Purpose::Slip).await?;
        Ok(part)
    }

    /// An own slip of hers to this service that holds today.
    pub async fn open_slip_to(
        &self,
        by: Staff,
        record: RecordId,
        service: ServiceId,
    ) -> Result<Option<SlipRow>, Failure> {
        caseworker(by)?;
        let (store, all) = (&self.store, Window::whole());
        let own =
            read_models::slips::of_institution(store, self.network, by.institution, &all).await?;
        let today = self.now().today;
        Ok(own.rows.into_iter().find(|slip| {
            slip.record == record
                && slip.service == service
                && slip.stage_on(today) == Stage::Issued
        }))
    }

    /// What the table lets this member of staff do with an own slip today.
    pub async fn slip_acts(&self, by: Staff, slip: SlipId) -> Result<Vec<Act>, Failure> {
        caseworker(by)?;
        let slip: Slip = Work::at(self).own(by, slip.bytes()).await?;
        let today = self.now().today;
        let acts = TABLE.iter().map(|row| row.command);
        Ok(acts.filter(|act| slip.offers(*act, by, today)).collect())
    }

    /// All own records.
    pub async fn clients(&self, by: Staff) -> Result<Vec<ClientRow>, Failure> {
        Ok(self.clients_in(by, &Window::whole()).await?.rows)
    }

    /// A part of the own records.
    pub async fn clients_in(
        &self,
        by: Staff,
        window: &WindowOf<ClientRow>,
    ) -> Result<Part<ClientRow>, Failure> {
        caseworker(by)?;
        let (store, network) = (&self.store, self.network);
        let part =
            read_models::clients::of_institution(store, network, by.institution, window).await?;
        let named = named(part.rows.iter().map(|row| (&row.identity, row.record)));
        self.note_readings(by, &named, Purpose::Record).await?;
        Ok(part)
    }

    /// One own record.
    pub async fn client(&self, by: Staff, record: RecordId) -> Result<ClientRow, Failure> {
        caseworker(by)?;
        let row =
            read_models::clients::one(&self.store, self.network, by.institution, record).await?;
        let Some(row) = row else {
            return Err(self.unknown(by).await);
        };
        self.note_readings(by, &[record], Purpose::Record).await?;
        Ok(row)
    }

    /// What this institution recorded of her consents.
    pub async fn consents(&self, by: Staff, record: RecordId) -> Result<Vec<ConsentRow>, Failure> {
        Ok(self.consents_in(by, record, &Window::whole()).await?.rows)
    }

    /// A part of what this institution recorded of her consents.
    pub async fn consents_in(
        &self,
        by: Staff,
        record: RecordId,
        window: &WindowOf<ConsentRow>,
    ) -> Result<Part<ConsentRow>, Failure> {
        let path = self.client(by, record).await?.path;
        let (store, network) = (&self.store, self.network);
        Ok(read_models::consents::on_path(store, network, by.institution, path, window).await?)
    }

    /// All institutions of the network: the guide, open to every member of staff.
    pub async fn institutions(&self) -> Result<Vec<InstitutionRow>, Failure> {
        Ok(self.institutions_in(&Window::whole()).await?.rows)
    }

    /// A part of the guide.
    pub async fn institutions_in(
        &self,
        window: &WindowOf<InstitutionRow>,
    ) -> Result<Part<InstitutionRow>, Failure> {
        Ok(read_models::institutions::all(&self.store, self.network, window).await?)
    }
}

/// Records are for those who work on cases.
pub(crate) fn caseworker(by: Staff) -> Result<(), Refusal> {
    if by.function.does_casework() {
        Ok(())
    } else {
        Err(Refusal::NotYourRole)
    }
}

/// The records whose rows say who she is.
pub(crate) fn named<'r>(
    rows: impl Iterator<Item = (&'r Option<Erasable<Identity>>, RecordId)>,
) -> Vec<RecordId> {
    rows.filter(|(identity, _)| identity.known().is_some())
        .map(|(_, record)| record)
        .collect()
}
