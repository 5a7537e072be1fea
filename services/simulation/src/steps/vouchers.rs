//! Vouchers: handed out at one institution, used at others.

use casework::{Agreed, Bearer, IssueVoucher, Opened, RedeemVoucher, StationAt, WhichClient};
use domain::codes::PresentedCode;
use domain::consents::Item;
use jiff::ToSpan;

use super::{Here, Thread};
use crate::StepError;
use crate::cases::{NewVoucher, Place};
use crate::command::asked;

impl Thread<'_> {
    pub(super) async fn voucher(
        &mut self,
        Here { by, at, day }: Here<'_>,
        voucher: &NewVoucher,
    ) -> Result<(), StepError> {
        let bearer = if voucher.with_her_name {
            Bearer::Client {
                client: WhichClient::Known(self.record_at(&at.key)?),
                asked: Some(asked([(Item::Identity, true)].into(), day)),
                shows_her_name: true,
            }
        } else {
            Bearer::Anonymous
        };
        let station = |place: &Place| -> Result<StationAt, StepError> {
            let (institution, service) = self.place(place)?;
            Ok(StationAt {
                institution,
                service,
            })
        };
        let command = IssueVoucher {
            bearer,
            agreement: Some(Agreed::HERSELF),
            theme: voucher.theme,
            next: Some(station(&voucher.next)?),
            named: voucher
                .named
                .iter()
                .map(station)
                .collect::<Result<_, _>>()?,
            required: voucher.required,
            optional: voucher.optional,
            valid_until: day.saturating_add(voucher.valid_days.days()),
        };
        let issued = self.give(by, &command).await?;
        // She leaves with paper.
        let printed = self.desk.print_voucher(by, issued).await?;
        self.vouchers
            .insert(voucher.voucher.clone(), printed.code.station);
        Ok(())
    }

    pub(super) async fn redeem(
        &mut self,
        Here { by, at, day }: Here<'_>,
        alias: &str,
    ) -> Result<(), StepError> {
        let code = self.vouchers.get(alias).map(|code| code.typed.clone());
        let code = code.ok_or_else(|| StepError::unknown("voucher", alias))?;
        let code = PresentedCode::Typed(code);
        // As at the counter: the code is typed, the voucher is read, then it is redeemed.
        let Opened::Voucher(_) = self.desk.open_code(by, &code).await? else {
            return Err(StepError::unknown("voucher", alias));
        };
        let command = RedeemVoucher {
            code,
            on: Some(day),
        };
        let voucher = self.give(by, &command).await?;
        let row = self.desk.voucher(by, voucher).await?;
        // Her name opened a record here; without it she stays unknown.
        let opened = row.record.map(|record| (at.key.clone(), record));
        self.records.extend(opened);
        Ok(())
    }
}
