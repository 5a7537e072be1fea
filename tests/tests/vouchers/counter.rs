//! An office at its counter, and what it does with vouchers.

use acceptance::{Office, Town, asking};
use casework::{
    Agreed, Asked, Bearer, Desk, EnterVoucherInError, Failure, IssueVoucher, Key, Opened,
    RecordClient, RedeemVoucher, StationAt, WhichClient,
};
use domain::clients::Identity;
use domain::codes::PresentedCode;
use domain::consents::{ConsentPurpose, Decider, Item, Subject};
use domain::vocabulary::Need;
use domain::vouchers::Presented;
use domain::{Line, Note, Refusal, Staff, VoucherId};
use jiff::ToSpan;
use jiff::civil::Date;
use read_models::vouchers::VoucherRow;

/// An office of a town.
pub(crate) struct Counter {
    pub(crate) desk: Desk,
    pub(crate) by: Staff,
}

/// A voucher in her hand.
#[derive(Clone)]
pub(crate) struct InHerHand {
    pub(crate) id: VoucherId,
    pub(crate) code: PresentedCode,
}

pub(crate) fn last_day() -> Date {
    Town::today().saturating_add(30.days())
}

/// What was refused; anything else that fails is a fault.
pub(crate) fn refused<T>(result: Result<T, Failure>) -> Refusal {
    match result {
        Err(Failure::Refused(refusal)) => refusal,
        Err(failure) => panic!("{failure}"),
        Ok(_) => panic!("not refused"),
    }
}

pub(crate) fn at(office: Office) -> StationAt {
    StationAt {
        institution: office.id(),
        service: office.service(),
    }
}

/// A voucher that nobody can tell whose it is.
pub(crate) fn anonymous(required: u8, optional: u8) -> IssueVoucher {
    IssueVoucher {
        bearer: Bearer::Anonymous,
        agreement: Some(Agreed::HERSELF),
        theme: Need::SocialNetwork,
        next: None,
        named: vec![],
        required,
        optional,
        valid_until: last_day(),
    }
}

/// A voucher of Frau Möller, who says whether the next station may know her name.
pub(crate) fn with_her_name(next: Office, she_says: bool) -> IssueVoucher {
    let client = WhichClient::New(RecordClient {
        identity: Some(Identity {
            name: Line::parse("Frau Möller").ok(),
            birth_year: Some(2005),
            contact: Line::parse("0171 39200 11").ok(),
            ..Identity::default()
        }),
        ..RecordClient::default()
    });
    IssueVoucher {
        bearer: Bearer::Client {
            client,
            asked: Some(Asked {
                decisions: [(Item::Identity, she_says)].into(),
                asking: asking(Subject::Consent),
                decider: Some(Decider::Herself),
                purpose: ConsentPurpose::Referral,
                consequences_shown: true,
                given_on: Town::today(),
                expires_on: None,
                signed_after_withdrawal: None,
            }),
            shows_her_name: true,
        },
        next: Some(at(next)),
        ..anonymous(1, 2)
    }
}

impl Counter {
    pub(crate) fn of(town: &Town, office: Office) -> Self {
        Self {
            desk: town.desk().clone(),
            by: Town::staff(office),
        }
    }

    pub(crate) fn key(&self) -> Key {
        self.desk.fresh_key()
    }

    pub(crate) async fn issues(&self, voucher: &IssueVoucher) -> InHerHand {
        let id = self.tries_to_issue(voucher).await.unwrap();
        let code = self.desk.print_voucher(self.by, id).await.unwrap().code;
        InHerHand {
            id,
            code: PresentedCode::Typed(code.station.typed),
        }
    }

    pub(crate) async fn tries_to_issue(
        &self,
        voucher: &IssueVoucher,
    ) -> Result<VoucherId, Failure> {
        self.desk.perform(self.by, voucher, &self.key()).await
    }

    pub(crate) async fn redeems(
        &self,
        voucher: &InHerHand,
        on: Option<Date>,
    ) -> Result<VoucherId, Failure> {
        let code = voucher.code.clone();
        let command = RedeemVoucher { code, on };
        self.desk.perform(self.by, &command, &self.key()).await
    }

    /// What is left, as this office's own view says after the latest use here.
    pub(crate) async fn left(&self, voucher: &InHerHand) -> (u8, u8) {
        let row = self.sees(voucher).await;
        let remaining = row.redeemed.last().unwrap().remaining;
        (remaining.required, remaining.optional)
    }

    pub(crate) async fn sees(&self, voucher: &InHerHand) -> VoucherRow {
        self.desk.voucher(self.by, voucher.id).await.unwrap()
    }

    pub(crate) async fn opens(&self, voucher: &InHerHand) -> Result<Opened, Failure> {
        self.desk.open_code(self.by, &voucher.code).await
    }

    /// What the station is shown before it redeems.
    pub(crate) async fn is_shown(&self, voucher: &InHerHand) -> Presented {
        match self.opens(voucher).await.unwrap() {
            Opened::Voucher(presented) => *presented,
            _ => panic!("no voucher"),
        }
    }

    pub(crate) async fn marks_as_error(&self, voucher: &InHerHand) -> Result<VoucherId, Failure> {
        let command = EnterVoucherInError {
            voucher: voucher.id,
            comment: Note::parse("Doppelt ausgestellt.").ok(),
        };
        let key = self.key();
        self.desk.perform(self.by, &command, &key).await
    }
}
