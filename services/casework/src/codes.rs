//! Station codes within a command: drawn, opened with the events that carry them, closed with those
//! that end them, and at the counter found again.

use domain::codes::{PaperCodes, PresentedCode, QrCode, StationCode, TypedCode};
use domain::handovers::Handover;
use domain::slips::Slip;
use domain::vouchers::{Voucher, VoucherEvent};
use domain::{Refusal, SlipId, StreamEvent, VoucherId};
use event_store::{CodeChange, CodeHash, CodeState, StreamId};

use crate::Failure;
use crate::work::{Transaction, Work, folded};

/// What a code leads to.
pub(crate) enum Behind {
    /// A slip.
    Slip(SlipId, Slip),
    /// A voucher.
    Voucher(VoucherId, Voucher),
}

impl Work<'_> {
    /// What stands behind a code, whoever may know of it. What was erased is unknown (formats.md,
    /// "What crosses the seam").
    pub(crate) async fn behind(&mut self, code: &PresentedCode) -> Result<Behind, Failure> {
        let by = self.by;
        if !by.function.does_casework() {
            return Err(Refusal::NotYourRole.into());
        }
        let desk = self.desk;
        let hash = desk.store.code_hash(desk.network, code.plain());
        let entry = desk.store.find_code(desk.network, &hash).await?;
        let id = *entry.ok_or(Refusal::UnknownCode)?.target.as_bytes();
        let events = match self.unerased(id).await {
            Err(Failure::Refused(Refusal::Erased)) => return Err(Refusal::UnknownCode.into()),
            other => other?,
        };
        let opening = events.first().ok_or(Refusal::UnknownCode)?;
        // The code of a paper that was replaced is dead, whatever became of slip or voucher.
        let holds = |hashes: Option<&Vec<String>>| {
            hashes.is_some_and(|hashes| hashes.contains(&hash.to_string()))
        };
        if VoucherEvent::knows(opening.name()) {
            let voucher: Voucher = folded(&events)?;
            if !holds(voucher.issued().map(|issued| &issued.code_hashes)) {
                return Err(Refusal::UnknownCode.into());
            }
            return Ok(Behind::Voucher(VoucherId::from_bytes(id), voucher));
        }
        let slip: Slip = folded(&events)?;
        let holds = holds(slip.issued().map(|issued| &issued.code_hashes));
        if !holds && !self.keeps_what_it_opened(&slip).await? {
            return Err(Refusal::UnknownCode.into());
        }
        Ok(Behind::Slip(SlipId::from_bytes(id), slip))
    }

    /// Whether she came to this office with the slip, and it keeps the hand-over: then a paper that was
    /// replaced since leads there as before. That new papers were made is none of its business.
    async fn keeps_what_it_opened(&mut self, slip: &Slip) -> Result<bool, Failure> {
        let by = self.by;
        let Ok(issued) = slip.addressed_to(by.institution) else {
            return Ok(false);
        };
        let opened: Option<Handover> = self.load_unless_erased(issued.handover).await?;
        let Some(opened) = opened.filter(|opened| !opened.awaits_her()) else {
            return Ok(false);
        };
        let at = opened.is_at(issued.handover);
        let kept: Option<Handover> = self.load_unless_erased(at).await?;
        Ok(kept.is_some_and(|kept| !kept.awaits_her()))
    }
}

impl Transaction<'_> {
    /// Fresh codes for a paper of a record, with the keyed hashes of the two forms of the station code.
    pub(crate) fn draw_codes(&self) -> (PaperCodes, [CodeHash; 2]) {
        let (codes, hashes) = self.draw_nobodys_codes();
        let own = Some(TypedCode::draw(self.desk.draw.typed()));
        (PaperCodes { own, ..codes }, hashes)
    }

    /// The same for a paper that goes with nobody's record: nobody could say whose own code it is.
    pub(crate) fn draw_nobodys_codes(&self) -> (PaperCodes, [CodeHash; 2]) {
        let draw = &self.desk.draw;
        let station = StationCode {
            qr: QrCode::draw(draw.id()),
            typed: TypedCode::draw(draw.typed()),
        };
        let hash = |text: &str| self.desk.store.code_hash(self.desk.network, text);
        let hashes = [hash(station.qr.plain()), hash(station.typed.plain())];
        (PaperCodes { station, own: None }, hashes)
    }

    /// From now on these hashes lead to the stream.
    pub(crate) fn open_codes(&mut self, target: impl Into<[u8; 16]>, hashes: &[CodeHash]) {
        let target = StreamId::from_bytes(target.into());
        for &hash in hashes {
            self.code(CodeChange::Open { hash, target });
        }
    }

    /// From now on these hashes lead nowhere.
    pub(crate) fn close_codes(&mut self, hashes: &[String]) -> Result<(), Failure> {
        for text in hashes {
            let hash = text
                .parse()
                .map_err(|_| Failure::Unreadable { kind: "code" })?;
            let state = CodeState::Blocked;
            self.code(CodeChange::Close { hash, state });
        }
        Ok(())
    }
}
