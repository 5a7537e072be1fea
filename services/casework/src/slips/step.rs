//! A step of the sender on one of its slips: load it, let it decide, write, and let its codes and those who
//! hold something of it follow.

use domain::consents::CarriedBy;
use domain::handovers::Notice;
use domain::institutions::Institution;
use domain::slips::{Act, Issued, NewCodes, Reissue, Request, Slip, SlipCommand, Stage};
use domain::{Refusal, SlipId, Staff};
use serde::Serialize;

use crate::Failure;
use crate::handovers::notify;
use crate::perform::UseCase;
use crate::work::Work;

/// What the sender asks about one of its slips.
#[derive(Clone, Serialize)]
pub struct SlipStep {
    /// Which.
    pub slip: SlipId,
    /// What.
    #[serde(flatten)]
    pub request: Request,
}

impl SlipStep {
    /// This, about that slip.
    pub fn on(slip: SlipId, request: impl Into<Request>) -> Self {
        let request = request.into();
        Self { slip, request }
    }
}

impl UseCase for SlipStep {
    type Answer = SlipId;
    const OUTCOME: &'static str = "slip-stepped";

    fn outcome(&self) -> &'static str {
        match self.request {
            Request::Withdraw {} => "slip-withdrawn",
            Request::HideSender {} => "sender-hidden",
            Request::SettleCallBack {} => "call-back-settled",
            Request::Reissue(_) => "slip-reissued",
            Request::Revive(_) => "slip-revived",
            Request::EnterInError(_) => "slip-in-error",
            Request::RecordPaperReturn(_) => "paper-return-recorded",
        }
    }

    fn streams(&self, _: Staff, _: [u8; 16]) -> Vec<[u8; 16]> {
        vec![self.slip.bytes()]
    }

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let id = self.slip;
        let command = match self.request.clone() {
            Request::Reissue(reissue) => {
                work.reissue(id, reissue).await?;
                return Ok(id.into());
            }
            Request::Withdraw {} => SlipCommand::Withdraw,
            Request::HideSender {} => SlipCommand::HideSender,
            Request::SettleCallBack {} => SlipCommand::SettleCallBack,
            // The code in her hand holds again; its table row was never closed.
            Request::Revive(revive) => SlipCommand::Revive(revive),
            Request::EnterInError(entry) => SlipCommand::EnterInError(entry),
            Request::RecordPaperReturn(request) => {
                let by = work.by.institution;
                let own: Institution = work.load(by).await?;
                let own = own.entry();
                SlipCommand::RecordPaperReturn {
                    request,
                    by_benefits_office: own.is_some_and(|own| own.kind.may_reduce_benefits()),
                }
            }
        };
        let before: Slip = work.own(id).await?;
        if matches!(command, SlipCommand::HideSender) {
            let hidden = before.decide(&work.order(command))?;
            if !hidden.is_empty() {
                work.hide(&before).await?;
            }
            return Ok(id.into());
        }
        let events = work.decide(id, &mut before.clone(), command)?;
        let issued = before.issued().ok_or(Refusal::NotFound)?;
        match self.request.act() {
            Act::Withdraw if !events.is_empty() => {
                work.end_codes(issued).await?;
                notify(work, issued.handover, Notice::SlipWithdrawn).await?;
            }
            Act::EnterInError => work.end_codes(issued).await?,
            _ => {}
        }
        Ok(id.into())
    }
}

impl Work<'_> {
    /// A new paper with a new code; the old code is dead.
    pub(super) async fn reissue(&mut self, id: SlipId, request: Reissue) -> Result<(), Failure> {
        let (code, hashes) = self.draw_codes();
        let own = code.own.clone();
        let drawn = NewCodes {
            code,
            code_hashes: hashes.iter().map(ToString::to_string).collect(),
        };
        let before: Slip = self.own(id).await?;
        let command = SlipCommand::Reissue(request, Box::new(drawn));
        self.decide(id, &mut before.clone(), command)?;
        let issued = before.issued().ok_or(Refusal::NotFound)?;
        self.close_codes(&issued.code_hashes)?;
        self.open_codes(id, &hashes);
        let carried_by = (issued.record, CarriedBy::Slip(id));
        self.give_own_code(issued.path, carried_by, own.as_ref())
            .await
    }

    /// Neither its station code nor her own code on it opens anything any more.
    async fn end_codes(&mut self, issued: &Issued) -> Result<(), Failure> {
        if issued.stage != Stage::Withdrawn {
            self.close_codes(&issued.code_hashes)?;
        }
        self.end_own_code_of(issued).await
    }

    /// The sender appears under the network's neutral name from now on, though nobody has to hide: on the slip,
    /// where she was with it, and on her way.
    async fn hide(&mut self, slip: &Slip) -> Result<(), Failure> {
        let own = self.by.institution;
        let issued = slip.of(own)?;
        let path = issued.path;
        self.hide_sender(slip, false).await?;
        self.end_own_code_of(issued).await?;
        self.hide_station(path, own).await
    }
}
