//! IssueSlip: record, consent, slip, code and announcement in one append, or nothing at all.

use std::collections::BTreeSet;

use domain::clients::Client;
use domain::codes::PaperCodes;
use domain::consents::{CarriedBy, Consent, Item, Permit, Route};
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
use crate::consents::{AskedOf, birth_year};
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

/// Her, as the sender knows her at this moment.
struct Her {
    record: RecordId,
    path: PathId,
    protected: bool,
    restricted: bool,
    /// The record; none while it is opened with the slip.
    known: Option<Client>,
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
        let mut her = self.her(work).await?;
        if let Some((_, path)) = parent {
            her.path = path;
        }
        // Care goes on without her data: a slip that says nothing of her, or nothing any more.
        if her.restricted && parent.is_none() && !self.disclose.is_empty() {
            return Err(Refusal::Restricted.into());
        }
        self.warn_of_another(work, &her, &offer).await?;
        let sender = if her.protected {
            Sender::Neutral
        } else {
            sender
        };
        let (record, path, restricted) = (her.record, her.path, her.restricted);
        let permit = self.permit(work, &her).await?;
        let parent = parent.map(|(handover, _)| handover);
        let way = match &her.known {
            // Nobody reads her streams for what she does not want to tell.
            _ if !self.disclose.contains(&Item::WaySoFar) => vec![],
            Some(known) => work.known_way(known).await?,
            None => vec![Waypoint {
                station: by.institution,
                ticked: false,
            }],
        };
        let (codes, hashes) = work.draw_codes();
        let carried_by = (record, CarriedBy::Slip(id));
        let own = codes.own.as_ref();
        work.give_own_code(path, carried_by, own).await?;
        let slip = self.issue(
            work,
            (id, codes, &hashes),
            (her, sender, offer, permit.clone(), parent),
            way,
        )?;
        if permit.covers(Item::Announce) && !restricted {
            announce(work, &slip, permit).await?;
        }
        work.station(path, by.institution, record).await
    }

    /// An open slip of hers to the same service: a question to the caseworker, not a prohibition.
    async fn warn_of_another(
        &self,
        work: &Work<'_>,
        her: &Her,
        offer: &Offer,
    ) -> Result<(), Failure> {
        let by = work.by;
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

    async fn her(&self, work: &mut Work<'_>) -> Result<Her, Failure> {
        let by = work.by;
        match &self.client {
            WhichClient::New(new) => {
                let (record, path) = new.open(work).await?;
                Ok(Her {
                    record,
                    path,
                    protected: new.protected,
                    restricted: false,
                    known: None,
                })
            }
            WhichClient::Known(record) => {
                let client: Client = work.own(*record).await?;
                let at = client.at(by.institution)?;
                Ok(Her {
                    record: at.record,
                    path: at.path,
                    protected: client.is_protected(),
                    restricted: client.is_restricted(),
                    known: Some(client),
                })
            }
        }
    }

    fn birth_year(&self, her: &Her) -> Option<i16> {
        match &self.client {
            WhichClient::New(new) => new.identity.as_ref()?.birth_year,
            WhichClient::Known(_) => birth_year(her.known.as_ref()?.identity()),
        }
    }

    /// What lives in her consent for this route, after what she decides now.
    async fn permit(&self, work: &mut Work<'_>, her: &Her) -> Result<Permit, Failure> {
        let (by, now) = (work.by, work.now);
        let (record, path) = (her.record, her.path);
        let mut consent: Consent = work.load(path).await?;
        if let Some(asked) = &self.asked {
            let asked_of = AskedOf {
                record,
                path,
                born: self.birth_year(her),
                consent,
            };
            consent = asked
                .record(work, asked_of, &[self.recipient].into())
                .await?;
        }
        let route = Route {
            sender: by.institution,
            recipient: self.recipient,
        };
        if let Some(asked) = &self.asked {
            asked.counts_here(&consent, route)?;
        }
        let mut items: BTreeSet<Item> = Item::ALL.iter().copied().collect();
        let waits = |known: &Client| known.contact_waits(&consent, path, route);
        if her.known.as_ref().is_some_and(waits) {
            items.remove(&Item::Contact);
        }
        Ok(consent.live(path, route, &items, now.today))
    }

    fn issue(
        &self,
        work: &mut Work<'_>,
        (id, code, hashes): (SlipId, PaperCodes, &[CodeHash]),
        (her, sender, offer, permit, parent): (Her, Sender, Offer, Permit, Option<HandoverId>),
        way: Vec<Waypoint>,
    ) -> Result<Slip, Failure> {
        let now = work.now;
        let disclose = if her.restricted {
            BTreeSet::new()
        } else {
            self.disclose.clone()
        };
        let what = SlipCommand::Issue(Box::new(slips::IssueSlip {
            slip: id,
            handover: work.draw(),
            parent,
            record: her.record,
            path: her.path,
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
