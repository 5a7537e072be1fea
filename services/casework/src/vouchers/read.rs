//! Reading own vouchers, issued here or redeemed here: the rows know the own acts and nothing else.

use domain::access::Purpose;
use domain::consents::Item;
use domain::{Erasable, Staff, VoucherId};
use read_models::vouchers::VoucherRow;
use read_models::{Part, Window, WindowOf};

use crate::slips::read::caseworker;
use crate::{Desk, Failure};

impl Desk {
    /// One voucher that this institution issued or redeemed.
    pub async fn voucher(&self, by: Staff, voucher: VoucherId) -> Result<VoucherRow, Failure> {
        caseworker(by)?;
        let (store, network) = (&self.store, self.network);
        let row = read_models::vouchers::one(store, network, by.institution, voucher).await?;
        let Some(row) = row else {
            return Err(self.unknown(by).await);
        };
        let row = self.with_name(by, row).await?;
        self.note_readings(by, row.record.as_slice(), Purpose::Voucher)
            .await?;
        Ok(row)
    }

    /// Her name, where it came with the voucher, as this institution's own record says it now.
    async fn with_name(&self, by: Staff, mut row: VoucherRow) -> Result<VoucherRow, Failure> {
        if let Some(record) = row.record.filter(|_| row.named) {
            let (store, network) = (&self.store, self.network);
            let her = read_models::clients::one(store, network, by.institution, record).await?;
            let named = |item| item == Item::Identity;
            row.identity = match her.and_then(|her| her.identity) {
                Some(Erasable::Known(known)) => known.only(named).map(Erasable::Known),
                other => other,
            };
        }
        Ok(row)
    }

    /// All of them, the latest first.
    pub async fn vouchers(&self, by: Staff) -> Result<Vec<VoucherRow>, Failure> {
        Ok(self.vouchers_in(by, &Window::whole()).await?.rows)
    }

    /// Those with a notice that nobody here has read: they wait like a hand-over's.
    pub async fn vouchers_with_notices(&self, by: Staff) -> Result<Vec<VoucherRow>, Failure> {
        caseworker(by)?;
        let (store, network) = (&self.store, self.network);
        let mut rows = Vec::new();
        for row in read_models::vouchers::with_notices(store, network, by.institution).await? {
            rows.push(self.with_name(by, row).await?);
        }
        let named: Vec<_> = rows
            .iter()
            .filter(|row| row.says_who_she_is())
            .filter_map(|row| row.record)
            .collect();
        self.note_readings(by, &named, Purpose::Worklist).await?;
        Ok(rows)
    }

    /// A part of them.
    pub async fn vouchers_in(
        &self,
        by: Staff,
        window: &WindowOf<VoucherRow>,
    ) -> Result<Part<VoucherRow>, Failure> {
        caseworker(by)?;
        let (store, network) = (&self.store, self.network);
        let mut part =
            read_models::vouchers::of_institution(store, network, by.institution, window).await?;
        let mut rows = Vec::with_capacity(part.rows.len());
        for row in part.rows {
            rows.push(self.with_name(by, row).await?);
        }
        part.rows = rows;
        let named: Vec<_> = part
            .rows
            .iter()
            .filter(|row| row.says_who_she_is())
            .filter_map(|row| row.record)
            .collect();
        self.note_readings(by, &named, Purpose::Voucher).await?;
        Ok(part)
    }
}
