//! Reading own vouchers, issued here or redeemed here: the rows know the own acts and nothing else.

use async_recursion::async_recursion as boxed;

use domain::access::Purpose;
use domain::consents::Item;
use domain::{Erasable, Refusal, Staff, VoucherId};
use read_models::vouchers::{VoucherList, VoucherRow};
use read_models::{Part, Place, Window};

use crate::slips::read::caseworker;
use crate::{Desk, Failure};

impl Desk {
    /// One voucher that this institution issued or redeemed.
    #[boxed]
    pub async fn voucher(&self, by: Staff, voucher: VoucherId) -> Result<VoucherRow, Failure> {
        caseworker(by)?;
        let acts = voucher.acts_of(by.institution);
        let row: VoucherRow = self.own_row(by, acts).await?;
        let rows = self.with_names(by, vec![row]).await?;
        let row = rows.into_iter().next().ok_or(Refusal::Erased)?;
        if let Some(record) = row.record {
            self.note_reading(by, record, Purpose::Voucher).await?;
        }
        Ok(row)
    }

    /// Their names, where they came with the vouchers, as this institution's own records say them now; without
    /// those whose record is erased, while somebody reads.
    async fn with_names(
        &self,
        by: Staff,
        mut rows: Vec<VoucherRow>,
    ) -> Result<Vec<VoucherRow>, Failure> {
        let named_in = |row: &VoucherRow| row.record.filter(|_| row.named);
        let own = self.tenant(by);
        let records = rows.iter().filter_map(named_in);
        let them = read_models::clients::several(&own, records).await?;
        rows.retain_mut(|row| {
            let Some(record) = named_in(row) else {
                return true;
            };
            let Some(her) = them.get(&record) else {
                return false;
            };
            let named = |item| item == Item::Identity;
            // A voucher carries her name and nothing else that the record knows of her.
            row.identity = match &her.identity {
                Some(Erasable::Known(known)) => known.clone().only(named).map(Erasable::Known),
                other => other.clone(),
            };
            true
        });
        Ok(rows)
    }

    /// A part of them.
    #[boxed]
    pub async fn vouchers_in(
        &self,
        by: Staff,
        lists: &[VoucherList],
        window: &Window<Place>,
    ) -> Result<Part<VoucherRow, Place>, Failure> {
        caseworker(by)?;
        let own = self.tenant(by);
        let Part { rows, next } = own.listed(lists, window).await?;
        let rows = self.with_names(by, rows).await?;
        let named = rows.iter().filter(|row| row.says_who_she_is());
        let named: Vec<_> = named.filter_map(|row| row.record).collect();
        // Notices that nobody has read wait like a hand-over's.
        let purpose = match lists {
            [VoucherList::Notices] => Purpose::Worklist,
            _ => Purpose::Voucher,
        };
        self.note_list(by, &named, purpose).await?;
        Ok(Part { rows, next })
    }
}
