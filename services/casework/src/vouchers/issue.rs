//! IssueVoucher: anonymous, or for a client, with her name only if she wants it and consents; record,
//! consent, voucher, code and the issuer's own act in one append.

use domain::clients::{Client, Identity, Opened};
use domain::consents::{CarriedBy, Item, Permit, Route};
use domain::institutions::{Institution, Offer};
use domain::network::Network;
use domain::vocabulary::Need;
use domain::vouchers::{self, Voucher, VoucherCommand};
use domain::{InstitutionId, PathId, RecordId, Refusal, ServiceId, VoucherId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::perform::UseCase;
use crate::slips::read::caseworker;
use crate::work::Work;
use crate::{Agreed, Asked, Failure, WhichClient};

/// A station with the service that she finds there.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct StationAt {
    /// The institution.
    pub institution: InstitutionId,
    /// The service there.
    pub service: ServiceId,
}

/// Who carries the voucher.
#[derive(Clone, Serialize)]
#[expect(
    clippy::large_enum_variant,
    reason = "a command lives shortly; a box would hide the shape"
)]
pub enum Bearer {
    /// Nobody knows: no record, and a path of its own.
    Anonymous,
    /// A client of the institution, on her path.
    Client {
        /// Which.
        client: WhichClient,
        /// What she decides now about the next station; without it, what she decided before holds.
        asked: Option<Asked>,
        /// Whether she wants her name on it.
        shows_her_name: bool,
    },
}

/// A voucher to be issued.
#[derive(Clone, Serialize)]
pub struct IssueVoucher {
    /// Who carries it.
    pub bearer: Bearer,
    /// That she wants a voucher at all.
    pub agreement: Option<Agreed>,
    /// For which theme.
    pub theme: Need,
    /// The next station, if one is named.
    pub next: Option<StationAt>,
    /// Stations that she may visit besides, by name.
    pub named: Vec<StationAt>,
    /// How many counsellings belong to it.
    pub required: u8,
    /// How many she may take besides.
    pub optional: u8,
    /// The last day of validity.
    pub valid_until: Date,
}

/// Her, as far as the voucher knows her.
struct Her {
    record: Option<RecordId>,
    path: PathId,
    identity: Option<Identity>,
    permit: Option<Permit>,
}

impl UseCase for IssueVoucher {
    type Answer = VoucherId;
    const OUTCOME: &'static str = "voucher-issued";

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let (by, now) = (work.by, work.now);
        caseworker(by)?;
        let network = work.network().await?;
        if !network.rules().uses_vouchers() {
            return Err(Refusal::InstrumentNotUsed.into());
        }
        let next = match self.next {
            Some(at) => Some(at.offer(work, &network).await?),
            None => None,
        };
        let mut named = Vec::new();
        for at in &self.named {
            named.push(at.offer(work, &network).await?);
        }
        let her = self.her(work).await?;
        let id: VoucherId = work.draw();
        let (record, path) = (her.record, her.path);
        let (code, hashes) = match record {
            Some(_) => work.draw_codes(),
            None => work.draw_nobodys_codes(),
        };
        if let Some(record) = record {
            let carried_by = (record, CarriedBy::Voucher(id));
            let own = code.own.as_ref();
            work.give_own_code(path, carried_by, own).await?;
        }
        let what = VoucherCommand::Issue(Box::new(vouchers::IssueVoucher {
            voucher: id,
            path,
            anonymous: record.is_none(),
            agreement: self.agreement.map(|agreed| agreed.at(now)),
            theme: self.theme,
            next,
            named,
            required: self.required,
            optional: self.optional,
            valid_until: self.valid_until,
            shows_her_name: her.identity.is_some(),
            permit: her.permit,
            code,
            code_hashes: hashes.iter().map(ToString::to_string).collect(),
        }));
        let mut voucher = Voucher::default();
        work.decide(id, &mut voucher, what)?;
        let issued = voucher.issued().ok_or(Refusal::NotFound)?;
        work.write((id, by.institution), [issued.issued_here(record)])?;
        work.open_codes(id, &hashes);
        Ok(id.into())
    }
}

impl StationAt {
    /// The proof that a member offers the service.
    async fn offer(self, work: &mut Work<'_>, network: &Network) -> Result<Offer, Failure> {
        if !network.has(self.institution) {
            return Err(Refusal::ServiceNotOffered.into());
        }
        let institution: Institution = work.load(self.institution).await?;
        Ok(institution.offer(self.service)?)
    }
}

impl IssueVoucher {
    async fn her(&self, work: &mut Work<'_>) -> Result<Her, Failure> {
        let Bearer::Client {
            client,
            asked,
            shows_her_name,
        } = &self.bearer
        else {
            return Ok(Her {
                record: None,
                path: work.draw(),
                identity: None,
                permit: None,
            });
        };
        let (at, known) = client.here(work).await?;
        if *shows_her_name {
            known.may_be_used()?;
        }
        let permit = self.permit(work, (at, &known), asked.as_ref()).await?;
        let identity = known.written().identity;
        Ok(Her {
            record: Some(at.record),
            path: at.path,
            identity: identity
                .filter(|_| *shows_her_name)
                .and_then(|known| known.only(|item| item == Item::Identity)),
            permit,
        })
    }

    /// What lives in her consent towards the next station, after what she decides now.
    async fn permit(
        &self,
        work: &mut Work<'_>,
        (at, her): (Opened, &Client),
        asked: Option<&Asked>,
    ) -> Result<Option<Permit>, Failure> {
        let (sender, now) = (work.by.institution, work.now);
        let recipient = self.next.map(|next| next.institution);
        let consent = work.her_decision((at, her), asked, recipient).await?;
        Ok(recipient.map(|recipient| {
            let route = Route { sender, recipient };
            consent.live(at.path, route, &[Item::Identity].into(), now.today)
        }))
    }
}
