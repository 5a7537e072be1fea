//! Reading own slips and records, noted before bytes leave.

use domain::access::Purpose;
use domain::{KnownOr, RecordId, Refusal, SlipId, Staff};
use read_models::clients::ClientRow;
use read_models::consents::ConsentRow;
use read_models::institutions::InstitutionRow;
use read_models::slips::SlipRow;

use crate::{Desk, Failure};

impl Desk {
    /// One own slip.
    pub async fn slip(&self, by: Staff, slip: SlipId) -> Result<SlipRow, Failure> {
        caseworker(by)?;
        let row = read_models::slips::one(&self.store, self.network, by.institution, slip).await?;
        let row = row.ok_or(Refusal::NotFound)?;
        self.note_readings(by, &[row.record], Purpose::Slip).await?;
        Ok(row)
    }

    /// All own slips, the latest first.
    pub async fn slips(&self, by: Staff) -> Result<Vec<SlipRow>, Failure> {
        caseworker(by)?;
        let rows =
            read_models::slips::of_institution(&self.store, self.network, by.institution).await?;
        let named: Vec<RecordId> = rows
            .iter()
            .filter(|row| row.identity.known().is_some())
            .map(|row| row.record)
            .collect();
        self.note_readings(by, &named, Purpose::Slip).await?;
        Ok(rows)
    }

    /// All own records.
    pub async fn clients(&self, by: Staff) -> Result<Vec<ClientRow>, Failure> {
        caseworker(by)?;
        let rows =
            read_models::clients::of_institution(&self.store, self.network, by.institution).await?;
        let named: Vec<RecordId> = rows
            .iter()
            .filter(|row| row.identity.known().is_some())
            .map(|row| row.record)
            .collect();
        self.note_readings(by, &named, Purpose::Record).await?;
        Ok(rows)
    }

    /// One own record.
    pub async fn client(&self, by: Staff, record: RecordId) -> Result<ClientRow, Failure> {
        caseworker(by)?;
        let row =
            read_models::clients::one(&self.store, self.network, by.institution, record).await?;
        let row = row.ok_or(Refusal::NotFound)?;
        self.note_readings(by, &[record], Purpose::Record).await?;
        Ok(row)
    }

    /// What this institution recorded of her consents.
    pub async fn consents(&self, by: Staff, record: RecordId) -> Result<Vec<ConsentRow>, Failure> {
        let client = self.client(by, record).await?;
        Ok(
            read_models::consents::on_path(&self.store, self.network, by.institution, client.path)
                .await?,
        )
    }

    /// All institutions of the network: the guide, open to every member of staff.
    pub async fn institutions(&self) -> Result<Vec<InstitutionRow>, Failure> {
        Ok(read_models::institutions::all(&self.store, self.network).await?)
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
