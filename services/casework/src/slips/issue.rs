//! IssueSlip: record, consent, slip, code and announcement in one append, or nothing at all.

use std::collections::BTreeSet;

use domain::clients::{Client, Opened};
use domain::codes::PaperCodes;
use domain::consents::{CarriedBy, Item, Permit, Route};
use domain::institutions::{Institution, Offer, Sender};
use domain::slips::{self, Appointment, Paper, Slip, SlipCommand, Waypoint};
use domain::vocabulary::Need;
use domain::{
    AgreedBy, Agreement, HandoverId, InstitutionId, Note, Now, PathId, RecordId, Refusal,
    ServiceId, SlipId, Staff,
};
use event_store::CodeHash;
use jiff::civil::Date;
use serde::Serialize;

use super::announce::announce;
use super::read::caseworker;
use crate::perform::UseCase;
use crate::work::Work;
use crate::{Asked, Failure, RecordClient};

/// For whom the slip is.
#[derive(Clone, Serialize)]
pub enum WhichClient {
    /// A record that the institution has.
    Known(RecordId),
    /// A record that is opened with the slip.
    New(RecordClient),
}

/// That she wants the slip, or the voucher, whatever it says of her.
#[derive(Clone, Copy, Serialize)]
pub struct Agreed {
    /// Since which day; the day of issue, if nothing is said.
    pub on: Option<Date>,
    /// Who said so.
    pub by: AgreedBy,
}

impl Agreed {
    /// She says so now.
    pub const HERSELF: Self = Self {
        on: None,
        by: AgreedBy::Herself,
    };

    /// As it is remembered.
    pub(crate) fn at(self, now: Now) -> Agreement {
        Agreement {
            on: self.on.unwrap_or(now.today),
            by: self.by,
        }
    }
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
    /// That she wants a slip at all.
    pub agreement: Option<Agreed>,
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
    /// How much her paper says, if she chooses.
    pub paper: Option<Paper>,
    /// She gets it although she has an open slip to the same service from here.
    pub even_so: bool,
}

impl WhichClient {
    /// The own institution's record of her, opened within this command if it is new.
    pub(crate) async fn here(&self, work: &mut Work<'_>) -> Result<(Opened, Client), Failure> {
        match self {
            Self::Known(record) => work.own_record(*record).await,
            Self::New(new) => new.open(work).await,
        }
    }
}

impl UseCase for IssueSlip {
    type Answer = SlipId;
    const OUTCOME: &'static str = "slip-issued";

    fn streams(&self, by: Staff, network: [u8; 16]) -> Vec<[u8; 16]> {
        let known = match &self.client {
            WhichClient::Known(record) => Some(record.bytes()),
            WhichClient::New(_) => None,
        };
        let ends = [network, by.institution.bytes(), self.recipient.bytes()];
        ends.into_iter().chain(known).collect()
    }

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let id: SlipId = work.draw();
        self.issue_as(work, id, None).await?;
        Ok(id.into())
    }
}

impl IssueSlip {
    /// Issues it within a command; a forwarded hand-over is its parent and lends its path.
    pub(crate) async fn issue_as(
        &self,
        work: &mut Work<'_>,
        id: SlipId,
        parent: Option<(HandoverId, PathId)>,
    ) -> Result<(), Failure> {
        let by = work.by;
        caseworker(by)?;
        let (sender, offer) = self.ends(work).await?;
        let (mut at, her) = self.client.here(work).await?;
        if let Some((_, path)) = parent {
            at.path = path;
        }
        // Care goes on without her data: a slip that says nothing of her, or nothing any more.
        if her.restricted && parent.is_none() && !self.disclose.is_empty() {
            return Err(Refusal::Restricted.into());
        }
        self.warn_of_another(work, &offer).await?;
        let sender = if her.protected {
            Sender::Neutral
        } else {
            sender
        };
        let permit = self.permit(work, (at, &her)).await?;
        let parent = parent.map(|(handover, _)| handover);
        let way = match &self.client {
            // Nobody reads her streams for what she does not want to tell.
            _ if !self.disclose.contains(&Item::WaySoFar) => vec![],
            WhichClient::Known(_) => work.known_way(&her).await?,
            WhichClient::New(_) => vec![Waypoint {
                station: by.institution,
                ticked: false,
            }],
        };
        let (codes, hashes) = work.draw_codes();
        let carried_by = (at.record, CarriedBy::Slip(id));
        let own = codes.own.as_ref();
        work.give_own_code(at.path, carried_by, own).await?;
        let disclose = if her.restricted {
            BTreeSet::new()
        } else {
            self.disclose.clone()
        };
        let slip = self.issue(
            work,
            (id, codes, &hashes),
            (at, sender, offer, permit.clone(), parent),
            (way, disclose),
        )?;
        if permit.covers(Item::Announce) && !her.restricted {
            announce(work, &slip, permit).await?;
        }
        work.station(at.path, by.institution, at.record).await
    }

    /// An open slip of hers to the same service: a question to the caseworker, not a prohibition.
    async fn warn_of_another(&self, work: &Work<'_>, offer: &Offer) -> Result<(), Failure> {
        let by = work.by;
        let (WhichClient::Known(record), false) = (&self.client, self.even_so) else {
            return Ok(());
        };
        let service = offer.service().id;
        match work.desk.open_slip_to(by, *record, service).await? {
            Some(_) => Err(Refusal::SlipAlreadyOpen.into()),
            None => Ok(()),
        }
    }

    /// How the sender shows itself, and the proof that the service is offered.
    async fn ends(&self, work: &mut Work<'_>) -> Result<(Sender, Offer), Failure> {
        let by = work.by;
        let network = work.network().await?;
        let own: Institution = work.load(by.institution).await?;
        let shown = own.as_sender().ok_or(Refusal::NotFound)?;
        if !network.rules().uses_slips() {
            return Err(Refusal::InstrumentNotUsed.into());
        }
        let sender = if self.neutral_sender {
            Sender::Neutral
        } else {
            shown
        };
        if !network.has(self.recipient) {
            return Err(Refusal::ServiceNotOffered.into());
        }
        let recipient: Institution = work.load(self.recipient).await?;
        Ok((sender, recipient.offer(self.service)?))
    }

    /// What lives in her consent for this route, after what she decides now.
    async fn permit(
        &self,
        work: &mut Work<'_>,
        (at, her): (Opened, &Client),
    ) -> Result<Permit, Failure> {
        let (sender, recipient) = (work.by.institution, self.recipient);
        let asked = self.asked.as_ref();
        let consent = work.her_decision((at, her), asked, Some(recipient)).await?;
        let route = Route { sender, recipient };
        let mut items: BTreeSet<Item> = Item::ALL.iter().copied().collect();
        if her.contact_waits(&consent, at.path, route) {
            items.remove(&Item::Contact);
        }
        Ok(consent.live(at.path, route, &items, work.now.today))
    }

    fn issue(
        &self,
        work: &mut Work<'_>,
        (id, code, hashes): (SlipId, PaperCodes, &[CodeHash]),
        (at, sender, offer, permit, parent): (Opened, Sender, Offer, Permit, Option<HandoverId>),
        (way, disclose): (Vec<Waypoint>, BTreeSet<Item>),
    ) -> Result<Slip, Failure> {
        let now = work.now;
        let what = SlipCommand::Issue(Box::new(slips::IssueSlip {
            slip: id,
            handover: work.draw(),
            parent,
            record: at.record,
            path: at.path,
            sender,
            offer,
            agreement: self.agreement.map(|agreed| agreed.at(now)),
            need: self.need,
            reason: self.reason.clone(),
            valid_until: self.valid_until,
            appointment: self.appointment.clone(),
            paper: self.paper,
            way,
            disclose,
            permit: Some(permit),
            code,
            code_hashes: hashes.iter().map(ToString::to_string).collect(),
        }));
        let mut slip = Slip::default();
        work.decide(id, &mut slip, what)?;
        work.open_codes(id, hashes);
        Ok(slip)
    }
}
