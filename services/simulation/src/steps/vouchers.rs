//! Vouchers: handed out at one institution, used at others.

use casework::{Agreed, Bearer, IssueVoucher, Opened, RedeemVoucher, StationAt, WhichClient};
use domain::Staff;
use domain::codes::PresentedCode;
use domain::consents::Item;
use jiff::ToSpan;
use jiff::civil::Date;

use super::Thread;
use super::her_word::asked;
use crate::StepError;
use crate::cases::{NewVoucher, Redeem, Station};
use crate::suhlheim::Member;

impl Thread<'_> {
    pub(super) async fn voucher(
        &mut self,
        by: Staff,
        at: &Member,
        voucher: &NewVoucher,
        day: Date,
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
        let named = voucher.named.iter().map(|station| self.station(station));
        let command = IssueVoucher {
            bearer,
            agreement: Some(Agreed::HERSELF),
            theme: voucher.theme,
            next: Some(self.station(&voucher.next)?),
            named: named.collect::<Result<_, _>>()?,
            required: voucher.required,
            optional: voucher.optional,
            valid_until: day.saturating_add(voucher.valid_days.days()),
        };
        let key = self.desk.fresh_key();
        let issued = self.desk.perform(by, &command, &key).await?;
        // She leaves with paper.
        let printed = self.desk.print_voucher(by, issued).await?;
        self.vouchers
            .insert(voucher.voucher.clone(), printed.code.station);
        Ok(())
    }

    fn station(&self, station: &Station) -> Result<StationAt, StepError> {
        let member = self.town.member(&station.at)?;
        Ok(StationAt {
            institution: member.id(),
            service: member.service(&station.service)?,
        })
    }

    pub(super) async fn redeem(
        &mut self,
        by: Staff,
        at: &Member,
        redeem: &Redeem,
        day: Date,
    ) -> Result<(), StepError> {
        let alias = &redeem.voucher;
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
        let key = self.desk.fresh_key();
        let voucher = self.desk.perform(by, &command, &key).await?;
        let row = self.desk.voucher(by, voucher).await?;
        // Her name opened a record here; without it she stays unknown.
        let opened = row.record.map(|record| (at.key.clone(), record));
        self.records.extend(opened);
        Ok(())
    }
}
