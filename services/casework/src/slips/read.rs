//! Reading own slips and records, noted before bytes leave.

use async_recursion::async_recursion as boxed;

use domain::access::Purpose;
use domain::clients::Identity;
use domain::consents::Item;
use domain::slips::{Act, Slip, Stage, TABLE};
use domain::{Erasable, InstitutionId, KnownOr, RecordId, Refusal, ServiceId, SlipId, Staff};
use read_models::clients::{ClientList, ClientRow};
use read_models::consents::ConsentRow;
use read_models::institutions::InstitutionRow;
use read_models::slips::{SlipList, SlipRow};
use read_models::{Part, PartOf, Place, Window, WindowOf};

use crate::work::Work;
use crate::{Desk, Failure};

impl Desk {
    /// One own slip.
    #[boxed]
    pub async fn slip(&self, by: Staff, slip: SlipId) -> Result<SlipRow, Failure> {
        caseworker(by)?;
        let row: SlipRow = self.own_row(by, slip).await?;
        let rows = self.as_their_records_say(by, vec![row]).await?;
        let row = rows.into_iter().next().ok_or(Refusal::Erased)?;
        self.note_reading(by, row.record, Purpose::Slip).await?;
        Ok(row)
    }

    /// The rows with what their records say of them now, as far as the slips carry it; without those whose
    /// record is erased, while somebody reads.
    pub(crate) async fn as_their_records_say(
        &self,
        by: Staff,
        mut rows: Vec<SlipRow>,
    ) -> Result<Vec<SlipRow>, Failure> {
        let own = self.tenant(by);
        let records = rows.iter().map(|row| row.record);
        let them = read_models::clients::several(&own, records).await?;
        rows.retain_mut(|row| {
            let Some(her) = them.get(&row.record) else {
                return false;
            };
            let carries = |item| row.disclosed.contains(&item);
            let (identity, child) = (carries(Item::Identity), carries(Item::Child));
            row.identity = match &her.identity {
                Some(Erasable::Known(known)) => known.clone().only(carries).map(Erasable::Known),
                erased => erased.clone().filter(|_| identity),
            };
            row.child = her.child.clone().filter(|_| child);
            true
        });
        Ok(rows)
    }

    /// A part of the own slips.
    #[boxed]
    pub async fn slips_in(
        &self,
        by: Staff,
        lists: &[SlipList],
        window: &Window<Place>,
    ) -> Result<Part<SlipRow, Place>, Failure> {
        caseworker(by)?;
        let own = self.tenant(by);
        let Part { rows, next } = own.listed(lists, window).await?;
        let rows = self.as_their_records_say(by, rows).await?;
        let named = named(rows.iter().map(|row| (&row.identity, row.record)));
        self.note_list(by, &named, Purpose::Slip).await?;
        Ok(Part { rows, next })
    }

    /// The own slip whose id begins so; of several the latest, which is more likely to be the one that is
    /// meant. An id, and nothing of hers.
    #[boxed]
    pub async fn slip_numbered(&self, by: Staff, number: &str) -> Result<Option<SlipId>, Failure> {
        caseworker(by)?;
        let own = self.tenant(by);
        let id = |row: &SlipRow| row.slip.to_string();
        let found = read_models::numbers::under(&own, number, id).await?;
        Ok(found.last().map(|row| row.slip))
    }

    /// An own slip of hers to this service that holds today.
    #[boxed]
    pub async fn open_slip_to(
        &self,
        by: Staff,
        record: RecordId,
        service: ServiceId,
    ) -> Result<Option<SlipRow>, Failure> {
        caseworker(by)?;
        let own = self.tenant(by);
        let hers = read_models::carried::slips_of(&own, record).await?;
        let today = self.now().today;
        Ok(hers
            .into_iter()
            .find(|slip| slip.service == service && slip.stage_on(today) == Stage::Issued))
    }

    /// What the table lets this member of staff do with an own slip today.
    #[boxed]
    pub async fn slip_acts(&self, by: Staff, slip: SlipId) -> Result<Vec<Act>, Failure> {
        caseworker(by)?;
        let slip: Slip = Work::of(self, by).own(slip).await?;
        let today = self.now().today;
        let acts = TABLE.iter().map(|row| row.command);
        Ok(acts.filter(|act| slip.offers(*act, by, today)).collect())
    }

    /// A part of the own records.
    #[boxed]
    pub async fn clients_in(
        &self,
        by: Staff,
        lists: &[ClientList],
        window: &Window<Place>,
    ) -> Result<Part<ClientRow, Place>, Failure> {
        caseworker(by)?;
        let own = self.tenant(by);
        let part = own.listed(lists, window).await?;
        let named = named(part.rows.iter().map(|row| (&row.identity, row.record)));
        // Whom to ask stands on the worklist.
        let purpose = match lists {
            [ClientList::ToBeAskedAbout] => Purpose::Worklist,
            _ => Purpose::Record,
        };
        self.note_list(by, &named, purpose).await?;
        Ok(part)
    }

    /// One own record.
    #[boxed]
    pub async fn client(&self, by: Staff, record: RecordId) -> Result<ClientRow, Failure> {
        caseworker(by)?;
        let row: ClientRow = self.own_row(by, record).await?;
        self.note_reading(by, record, Purpose::Record).await?;
        Ok(row)
    }

    /// What this institution recorded of her consents.
    #[boxed]
    pub async fn consents(&self, by: Staff, record: RecordId) -> Result<Vec<ConsentRow>, Failure> {
        Ok(self.consents_in(by, record, &Window::whole()).await?.rows)
    }

    /// A part of what this institution recorded of her consents.
    #[boxed]
    pub async fn consents_in(
        &self,
        by: Staff,
        record: RecordId,
        window: &WindowOf<ConsentRow>,
    ) -> Result<PartOf<ConsentRow>, Failure> {
        let path = self.client(by, record).await?.path;
        let own = self.tenant(by);
        Ok(read_models::consents::on_path(&own, path, window).await?)
    }

    /// All institutions of the network: the guide, open to every member of staff.
    #[boxed]
    pub async fn institutions(&self) -> Result<Vec<InstitutionRow>, Failure> {
        Ok(self.institutions_in(&Window::whole()).await?.rows)
    }

    /// A part of the guide.
    #[boxed]
    pub async fn institutions_in(
        &self,
        window: &WindowOf<InstitutionRow>,
    ) -> Result<PartOf<InstitutionRow>, Failure> {
        Ok(read_models::institutions::all(&self.store, self.network, window).await?)
    }

    /// One of them, if the guide has it.
    #[boxed]
    pub async fn institution(&self, id: InstitutionId) -> Result<Option<InstitutionRow>, Failure> {
        Ok(read_models::institutions::one(&self.store, self.network, id).await?)
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
