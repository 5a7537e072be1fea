//! What goes on paper: the voucher with its code, again and again the same. It is made from what its
//! issuer wrote alone, so a reprint tells nothing of what became of it (rule 2); and who issued it does
//! not stand on it, so there is no sender to hide (rule 11).

use async_recursion::async_recursion as boxed;
use domain::access::Purpose;
use domain::clients::Identity;
use domain::codes::{PaperCodes, StationCode};
use domain::consents::Item;
use domain::institutions::NamedService;
use domain::network::Faces;
use domain::slips::Paper;
use domain::vocabulary::Need;
use domain::vouchers::{Stage, VoucherIssued};
use domain::{Erasable, Line, Refusal, Staff, VoucherId};
use jiff::civil::Date;
use read_models::institutions::InstitutionRow;

use crate::slips::read::caseworker;
use crate::work::Work;
use crate::{Desk, Failure};

/// A voucher as it is printed.
pub struct PrintedVoucher {
    /// The day of issue.
    pub issued_on: Date,
    /// For which theme.
    pub theme: Need,
    /// The next station, if one is named.
    pub next: Option<PrintedStation>,
    /// Stations that she may visit besides, by name.
    pub named: Vec<PrintedStation>,
    /// How many counsellings belong to it.
    pub required: u8,
    /// How many she may take besides.
    pub optional: u8,
    /// The last day of validity.
    pub valid_until: Date,
    /// Who she is, if she wants her name on it and, as far as the institution knows, still does.
    pub identity: Option<Identity>,
    /// How much the paper says: where she is in danger, or the theme or a station says too much, neither
    /// theme nor stations nor name; the code says to its station what it may know.
    pub paper: Paper,
    /// Its codes: the station's in both forms, and her own where it goes with a record.
    pub code: PaperCodes,
    /// The network's names.
    pub network: Faces,
}

/// A station that the voucher names.
pub struct PrintedStation {
    /// The service's name.
    pub service_name: Line,
    /// The institution's entry.
    pub institution: InstitutionRow,
}

impl Desk {
    /// The voucher for printing; noted as read for that purpose where a record goes with it.
    #[boxed]
    pub async fn print_voucher(&self, by: Staff, id: VoucherId) -> Result<PrintedVoucher, Failure> {
        let mut work = Work::of(self, by);
        let (issued, code) = self.own_voucher(&mut work, id, true).await?;
        let record = work.acts_on_named(id).await?.record();
        let (mut name, mut protected) = (None, false);
        if let Some(record) = record {
            protected = work.is_protected(record).await?;
            if let Some(next) = &issued.next {
                let route = issued.route_to(next.institution);
                let printable = work.printable(record, issued.path, route);
                let printable = printable.await?;
                let may = printable.items.contains(&Item::Identity);
                name = issued.name(&printable.her).filter(|_| may);
            }
        }
        let network = work.network().await?;
        let faces = network.faces().cloned().ok_or(Refusal::NotFound)?;
        if let Some(record) = record {
            self.note_reading(by, record, Purpose::Paper).await?;
        }
        let mut named = Vec::new();
        for station in &issued.named {
            named.push(self.printed(station).await?);
        }
        let next = match &issued.next {
            Some(station) => Some(self.printed(station).await?),
            None => None,
        };
        let mut stations = next.iter().chain(&named);
        let discreet = protected
            || issued.theme.is_protected()
            || stations.any(|station| station.institution.entry.hides());
        Ok(PrintedVoucher {
            issued_on: issued.issued_on,
            theme: issued.theme,
            next,
            paper: if discreet {
                Paper::Discreet
            } else {
                Paper::Plain
            },
            named,
            required: issued.required,
            optional: issued.optional,
            valid_until: issued.valid_until,
            identity: name,
            code,
            network: faces,
        })
    }

    /// The code of an own voucher, whatever became of it: a retried command gives the same answer as
    /// the first time (rule 8).
    #[boxed]
    pub async fn voucher_code(&self, by: Staff, id: VoucherId) -> Result<StationCode, Failure> {
        let mut work = Work::of(self, by);
        let (_, codes) = self.own_voucher(&mut work, id, false).await?;
        Ok(codes.station)
    }

    async fn printed(&self, station: &NamedService) -> Result<PrintedStation, Failure> {
        let entry = self.institution(station.institution).await?;
        Ok(PrintedStation {
            service_name: station.service_name.clone(),
            institution: entry.ok_or(Refusal::NotFound)?,
        })
    }

    /// What an own voucher says, none of what became of it, and its code.
    async fn own_voucher(
        &self,
        work: &mut Work<'_>,
        id: VoucherId,
        printing: bool,
    ) -> Result<(VoucherIssued, PaperCodes), Failure> {
        let by = work.by;
        caseworker(by)?;
        // Before anything is said of its state.
        let voucher = match work.issued_here(id).await {
            Err(failure) => return Err(self.noting(work, failure).await?),
            Ok(voucher) => voucher,
        };
        let issued = voucher.issued().ok_or(Refusal::NotFound)?;
        let stage = voucher.stage_on(self.now().today);
        if printing && matches!(stage, Stage::InError | Stage::ValidityEnded) {
            return Err(stage.refusal(Some(issued.valid_until)).into());
        }
        match &issued.code {
            Some(Erasable::Known(code)) => Ok((VoucherIssued::clone(issued), code.clone())),
            // It goes with the voucher's validity (formats.md, "code").
            _ => Err(Refusal::CodeNotKept.into()),
        }
    }
}
