//! The file of a person at one institution: her record, what she decided here, the institution's own
//! slips and hand-overs of hers, and who read it. One reading, noted once.

use async_recursion::async_recursion as boxed;
use std::cmp::Reverse;

use domain::{PathId, RecordId, Staff};
use read_models::access_log::{self, ReadingRow, What};
use read_models::clients::ClientRow;
use read_models::consents::HerWord;
use read_models::slips::SlipRow;
use read_models::vouchers::VoucherRow;

use crate::{Desk, Failure, Incoming};

/// What an institution holds of her, on one page.
pub struct ClientFile {
    /// The record.
    pub client: ClientRow,
    /// What she decided here.
    pub her_word: HerWord,
    /// The slips that this institution gave her, the latest first.
    pub slips: Vec<SlipRow>,
    /// The hand-overs with which she came here, the latest first.
    pub handovers: Vec<Incoming>,
    /// The vouchers that go with the record, the latest first.
    pub vouchers: Vec<VoucherRow>,
    /// Who read the record.
    pub readings: Vec<ReadingRow>,
}

impl Desk {
    /// Everything about one own record.
    #[boxed]
    pub async fn client_file(&self, by: Staff, record: RecordId) -> Result<ClientFile, Failure> {
        let client = self.client(by, record).await?;
        let own = self.tenant(by);
        let carried = read_models::carried::with_record(&own, record).await?;
        let (mut slips, mut vouchers) = (carried.slips, carried.vouchers);
        slips.sort_by_key(|slip| (Reverse(slip.issued_on), slip.slip));
        vouchers.sort_by_key(|voucher| (Reverse(voucher.since), voucher.voucher));
        let mut rows = carried.handovers;
        rows.sort_by_key(|row| (Reverse(row.since), row.handover()));
        let (mut handovers, mut names) = (Vec::with_capacity(rows.len()), self.names().await?);
        for row in rows {
            let (sender, _) = names.of(&row).await?;
            handovers.push(Incoming { row, sender });
        }
        let mut readings = access_log::of(&own, What::Record(record)).await?;
        readings.sort_by_key(|reading| Reverse(reading.on));
        Ok(ClientFile {
            her_word: self.her_word(by, client.path).await?,
            client,
            slips,
            handovers,
            vouchers,
            readings,
        })
    }

    /// What she decided here; the caller has noted the reading.
    async fn her_word(&self, by: Staff, path: PathId) -> Result<HerWord, Failure> {
        let own = self.tenant(by);
        Ok(read_models::consents::her_word(&own, path).await?)
    }
}
