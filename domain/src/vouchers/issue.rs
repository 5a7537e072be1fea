//! IssueVoucher: a theme, how many counsellings, perhaps where first; her name only if she wants it.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{NextStation, Voucher, VoucherEvent};
use crate::clients::Identity;
use crate::codes::StationCode;
use crate::consents::{Item, Permit};
use crate::institutions::Offer;
use crate::vocabulary::Need;
use crate::{Erasable, Now, PathId, Refusal, Staff, VoucherId};

/// A voucher holds at most as long as a consent.
const LONGEST: i32 = 12;

/// A voucher to be issued.
#[derive(Debug, Clone)]
pub struct IssueVoucher {
    /// Its id, drawn at the edge.
    pub voucher: VoucherId,
    /// Her path.
    pub path: PathId,
    /// For which theme.
    pub theme: Need,
    /// The next station, if one is named.
    pub next: Option<Offer>,
    /// Stations that she may visit besides, by name.
    pub named: Vec<Offer>,
    /// How many counsellings belong to it.
    pub required: u8,
    /// How many she may take besides.
    pub optional: u8,
    /// The last day of validity.
    pub valid_until: Date,
    /// Who she is, if she wants her name on it.
    pub identity: Option<Identity>,
    /// What lives in her consent towards the next station.
    pub permit: Option<Permit>,
    /// The code, drawn at the edge.
    pub code: StationCode,
    /// The keyed hashes of the code's two forms.
    pub code_hashes: Vec<String>,
}

impl Voucher {
    pub(super) fn issue(
        by: Staff,
        now: Now,
        command: &IssueVoucher,
    ) -> Result<Vec<VoucherEvent>, Refusal> {
        let latest = now.today.saturating_add(LONGEST.months());
        if !(now.today..=latest).contains(&command.valid_until) {
            return Err(Refusal::ValidityOutOfRange);
        }
        if command.required == 0 && command.optional == 0 {
            return Err(Refusal::VoucherWithoutCounselling);
        }
        let mut stations = command.next.iter().chain(&command.named);
        if stations.any(|offer| offer.institution() == by.institution) {
            return Err(Refusal::VoucherToOneself);
        }
        let item = Item::Identity;
        let identity = command.identity.as_ref().and_then(name_alone);
        let disclosure = command.permit.as_ref().and_then(|permit| {
            let next = command.next.as_ref()?;
            let fits = permit.route().sender == by.institution
                && permit.route().recipient == next.institution()
                && permit.path() == command.path;
            permit.disclosure(&[item].into()).filter(|_| fits)
        });
        if identity.is_some() && disclosure.is_none() {
            return Err(Refusal::ConsentMissing { item });
        }
        let station = |offer: &Offer| NextStation {
            institution: offer.institution(),
            service: offer.service().id,
            service_name: offer.service().name.clone(),
        };
        Ok(vec![VoucherEvent::VoucherIssued {
            voucher: command.voucher,
            issuer: by.institution,
            author: by.account,
            path: command.path,
            issued_on: now.today,
            theme: command.theme,
            next: command.next.as_ref().map(station),
            named: command.named.iter().map(station).collect(),
            required: command.required,
            optional: command.optional,
            valid_until: command.valid_until,
            disclosure: disclosure.filter(|_| identity.is_some()),
            code_hashes: command.code_hashes.clone(),
            identity: identity.map(Erasable::Known),
            code: Some(Erasable::Known(command.code.clone())),
        }])
    }
}

/// Her consent is asked for her name and year of birth, not for how to reach her.
fn name_alone(known: &Identity) -> Option<Identity> {
    let identity = Identity {
        name: known.name.clone(),
        birth_year: known.birth_year,
        ..Identity::default()
    };
    (identity != Identity::default()).then_some(identity)
}
