//! One fictitious voucher, shared by the rules' tests.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{IssueVoucher, VoucherCommand};
use crate::codes::PaperCodes;
use crate::consents::tests_support::{day, now, path, staff_of};
use crate::slips::tests_support::receiving_office;
use crate::vocabulary::Need;
use crate::{Agreement, InstitutionId, Instruction, Now, ServiceId, VoucherId};

pub(crate) fn order(
    at: InstitutionId,
    today: Date,
    what: VoucherCommand,
) -> Instruction<VoucherCommand> {
    Instruction {
        by: staff_of(at),
        now: Now { today, ..now() },
        what,
    }
}

/// A voucher without her name, for the office at the other end of the route.
pub(crate) fn issue(required: u8, optional: u8) -> IssueVoucher {
    IssueVoucher {
        anonymous: false,
        voucher: VoucherId::from_bytes([50; 16]),
        path: path(),
        agreement: Some(Agreement::hers(day())),
        theme: Need::SocialNetwork,
        next: receiving_office()
            .offer(ServiceId::from_bytes([5; 16]))
            .ok(),
        named: vec![],
        required,
        optional,
        valid_until: day().saturating_add(28.days()),
        shows_her_name: false,
        permit: None,
        code: PaperCodes::drawn(13, 14, 15),
        code_hashes: vec![],
    }
}
