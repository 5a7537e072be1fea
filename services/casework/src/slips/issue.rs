//! IssueSlip: record, consent, slip, code and announcement in one append, or nothing at all.

use std::collections::BTreeSet;

use domain::clients::{Children, Client, Identity};
use domain::consents::{Consent, Item, Permit, Route};
use domain::institutions::{Institution, Offer, SenderShown};
use domain::network::Network;
use domain::slips::{self, Appointment, Slip, SlipCommand};
use domain::vocabulary::Need;
use domain::{
    HandoverId, InstitutionId, Instruction, KnownOr, Note, Now, PathId, RecordId, Refusal,
    ServiceId, SlipId, Staff,
};
use jiff::civil::Date;
use serde::Serialize;

use super::announce::announce;
use super::read::caseworker;
use crate::work::{UseCase, Work, record_owner};
use crate::{Asked, Desk, Failure, Key, RecordClient};

/// For whom the slip is.
#[derive(Clone, Serialize)]
pub enum WhichClient {
    /// A record that the institution has.
    Known(RecordId),
    /// A record that is opened with the slip.
    New(RecordClient),
}

/// A slip to be issued.
#[derive(Clone, Serialize)]
pub struct IssueSlip {
    /// For whom.
    pub client: WhichClient,
    /// What she decides now; without it, what she decided before holds.
    pub asked: Option<Asked>,
    /// Where she is sent.
    pub recipient: InstitutionId,
    /// To which service.
    pub service: ServiceId,
    /// What she needs.
    pub need: Need,
    /// Why she is sent.
    pub reason: Option<Note>,
    /// The last day of validity.
    pub valid_until: Date,
    /// An appointment, as it was agreed.
    pub appointment: Option<Appointment>,
    /// Which of her data the routing half shows.
    pub disclose: BTreeSet<Item>,
    /// Whether the sender appears under the network's neutral name although it need not (rule 11).
    pub neutral_sender: bool,
    /// She gets it although she has an open slip to the same service from here.
    pub even_so: bool,
}

/// Her, as the sender knows her at this moment.
struct Her {
    record: RecordId,
    path: PathId,
    protected: bool,
    identity: Option<Identity>,
    children: Option<Children>,
    restricted: bool,
}

impl Her {
    /// Without what a restricted record says of her.
    fn blank(self) -> Self {
        Self {
            identity: None,
            children: None,
            ..self
        }
    }
}

impl UseCase for IssueSlip {
    type Answer = SlipId;
    const OUTCOME: &'static str = "slip-issued";

    async fn decide(&self, by: Staff, now: Now, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let id = SlipId::from_bytes(work.desk.draw.id());
        self.issue_as(by, now, work, id, None).await?;
        Ok(id.bytes())
    }

    fn answer(id: [u8; 16]) -> SlipId {
        SlipId::from_bytes(id)
    }
}

impl IssueSlip {
    /// Issues it within a command; a forwarded hand-over is its parent and lends its path.
    pub(crate) async fn issue_as(
        &self,
        by: Staff,
        now: Now,
        work: &mut Work<'_>,
        id: SlipId,
        parent: Option<(HandoverId, PathId)>,
    ) -> Result<(), Failure> {
        caseworker(by)?;
        let (sender, offer) = self.ends(by, work).await?;
        let mut her = self.her(by, now, work).await?;
        if let Some((_, path)) = parent {
            her.path = path;
        }
        // Care goes on without her data: a slip that says nothing of her, or nothing any more.
        if her.restricted && parent.is_none() && !self.disclose.is_empty() {
            return Err(Refusal::Restricted.into());
        }
        self.warn_of_another(by, work, &her, &offer).await?;
        let sender = if her.protected {
            neutral(work).await?
        } else {
            sender
        };
        let (record, path, restricted) = (her.record, her.path, her.restricted);
        let permit = self.permit(by, now, work, (record, path)).await?;
        let parent = parent.map(|(handover, _)| handover);
        let slip = self.issue(
            by,
            now,
            work,
            id,
            (her, sender, offer, permit.clone(), parent),
        )?;
        if permit.covers(Item::Announce) && !restricted {
            announce(by, now, work, &slip, permit).await?;
        }
        work.station(now, path, by.institution, record).await
    }

    /// An open slip of hers to the same service: a question to the caseworker, not a prohibition.
    async fn warn_of_another(
        &self,
        by: Staff,
        work: &Work<'_>,
        her: &Her,
        offer: &Offer,
    ) -> Result<(), Failure> {
        if self.even_so || matches!(self.client, WhichClient::New(_)) {
            return Ok(());
        }
        let service = offer.service().id;
        match work.desk.open_slip_to(by, her.record, service).await? {
            Some(_) => Err(Refusal::SlipAlreadyOpen.into()),
            None => Ok(()),
        }
    }

    /// How the sender shows itself, and the proof that the service is offered.
    async fn ends(&self, by: Staff, work: &mut Work<'_>) -> Result<(SenderShown, Offer), Failure> {
        let network: Network = work.load(*work.desk.network.as_bytes()).await?;
        let faces = network.faces().ok_or(Refusal::NotFound)?;
        let own: Institution = work.load(by.institution.bytes()).await?;
        let shown = own.shown_as_sender(faces).ok_or(Refusal::NotFound)?;
        if !network.rules().uses_slips() {
            return Err(Refusal::InstrumentNotUsed.into());
        }
        let sender = if self.neutral_sender {
            SenderShown::neutral(faces)
        } else {
            shown
        };
        if !network.has(self.recipient) {
            return Err(Refusal::ServiceNotOffered.into());
        }
        let recipient: Institution = work.load(self.recipient.bytes()).await?;
        Ok((sender, recipient.offer(self.service)?))
    }

    async fn her(&self, by: Staff, now: Now, work: &mut Work<'_>) -> Result<Her, Failure> {
        match &self.client {
            WhichClient::New(new) => {
                let (record, path) = new.open(by, now, work).await?;
                Ok(Her {
                    record,
                    path,
                    protected: new.protected,
                    identity: new.identity.clone(),
                    children: new.children.clone(),
                    restricted: false,
                })
            }
            WhichClient::Known(record) => {
                let client: Client = work.load(record.bytes()).await?;
                let at = client.at(by.institution)?;
                Ok(Her {
                    record: at.record,
                    path: at.path,
                    protected: client.is_protected(),
                    restricted: client.is_restricted(),
                    identity: client.identity().cloned().known().cloned(),
                    children: client.children().cloned().known().cloned(),
                })
            }
        }
    }

    /// What lives in her consent for this route, after what she decides now.
    async fn permit(
        &self,
        by: Staff,
        now: Now,
        work: &mut Work<'_>,
        (record, path): (RecordId, PathId),
    ) -> Result<Permit, Failure> {
        let mut consent: Consent = work.load(path.bytes()).await?;
        if let Some(asked) = &self.asked {
            consent = asked
                .record(
                    by,
                    now,
                    work,
                    (record, path, consent),
                    &[self.recipient].into(),
                )
                .await?;
        }
        let route = Route {
            sender: by.institution,
            recipient: self.recipient,
        };
        let all = Item::ALL.iter().copied().collect();
        Ok(consent.live(path, route, &all, now.today))
    }

    fn issue(
        &self,
        by: Staff,
        now: Now,
        work: &mut Work<'_>,
        id: SlipId,
        (her, sender, offer, permit, parent): (Her, SenderShown, Offer, Permit, Option<HandoverId>),
    ) -> Result<Slip, Failure> {
        let (code, hashes) = work.draw_code();
        let her = if her.restricted { her.blank() } else { her };
        let disclose = if her.restricted {
            BTreeSet::new()
        } else {
            self.disclose.clone()
        };
        let what = SlipCommand::Issue(Box::new(slips::IssueSlip {
            slip: id,
            handover: HandoverId::from_bytes(work.desk.draw.id()),
            parent,
            record: her.record,
            path: her.path,
            sender,
            offer,
            need: self.need,
            reason: self.reason.clone(),
            valid_until: self.valid_until,
            appointment: self.appointment.clone(),
            disclose,
            permit: Some(permit),
            identity: her.identity,
            children: her.children,
            code,
            code_hashes: hashes.iter().map(ToString::to_string).collect(),
        }));
        let mut slip = Slip::default();
        let events = slip.decide(&Instruction { by, now, what })?;
        work.write(id.bytes(), Some(record_owner(her.record)), by, now, &events)?;
        work.open_codes(id.bytes(), &hashes);
        for event in &events {
            slip.evolve(event);
        }
        Ok(slip)
    }
}

/// The network's neutral sender (rule 11).
async fn neutral(work: &mut Work<'_>) -> Result<SenderShown, Failure> {
    let network: Network = work.load(*work.desk.network.as_bytes()).await?;
    let faces = network.faces().ok_or(Refusal::NotFound)?;
    Ok(SenderShown::neutral(faces))
}

impl Desk {
    /// Issues a slip.
    pub async fn issue_slip(
        &self,
        by: Staff,
        command: &IssueSlip,
        key: &Key,
    ) -> Result<SlipId, Failure> {
        self.perform(by, command, key).await
    }
}
