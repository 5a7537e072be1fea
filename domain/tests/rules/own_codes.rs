//! Her own codes in the walk: which count is kept beside the events, and on the telephone nothing else is she.

use domain::consents::{CarriedBy, Consent, ConsentEvent, Said, SaidHow};
use domain::slips::SlipEvent;
use domain::{PathId, RecordId, Refusal, SlipId, Staff};
use jiff::ToSpan;

use super::op::Op;
use super::world::{World, Written};

/// A code that counts, and where it was given.
#[derive(Debug, Clone)]
pub(crate) struct OwnCode {
    path: PathId,
    record: RecordId,
    carried_by: CarriedBy,
    hash: String,
}

/// Which codes count after this.
pub(crate) fn follow(codes: &mut Vec<OwnCode>, path: PathId, event: &ConsentEvent) {
    let mut gone = |record: RecordId, paper: Option<CarriedBy>| {
        let goes = |code: &OwnCode| paper.is_none_or(|paper| paper == code.carried_by);
        codes.retain(|code| code.record != record || !goes(code));
    };
    match event {
        ConsentEvent::OwnCodeGiven {
            hash,
            record,
            carried_by,
            ..
        } => {
            gone(*record, Some(*carried_by));
            codes.push(OwnCode {
                path,
                record: *record,
                carried_by: *carried_by,
                hash: hash.clone(),
            });
        }
        ConsentEvent::OwnCodesEnded {
            record, carried_by, ..
        } => gone(*record, *carried_by),
        ConsentEvent::StationLeft { record, .. } => gone(*record, None),
        _ => {}
    }
}

impl World {
    pub(crate) fn give_own_code(
        &mut self,
        by: Staff,
        record: RecordId,
        path: PathId,
        carried_by: CarriedBy,
    ) {
        let hash = format!("{:02x?}", self.draw());
        let now = self.order(by, ()).now;
        let given = Consent::give_own_code(by.institution, now, record, carried_by, hash);
        self.write(Written::Consent(path, given));
    }

    /// The own code that a slip carries, after what was done with it.
    pub(crate) fn own_code_follows(&mut self, by: Staff, slip: SlipId, events: &[SlipEvent]) {
        let issued = self.issued(slip);
        let (record, path, carried_by) = (issued.record, issued.path, CarriedBy::Slip(slip));
        for event in events {
            match event {
                SlipEvent::SlipReissued(_) => self.give_own_code(by, record, path, carried_by),
                SlipEvent::SlipSenderHidden { .. }
                | SlipEvent::SlipWithdrawn {}
                | SlipEvent::SlipEnteredInError { .. } => {
                    self.end_own_codes(by, record, Some(carried_by));
                }
                _ => {}
            }
        }
    }

    pub(crate) fn end_own_codes(
        &mut self,
        by: Staff,
        record: RecordId,
        carried_by: Option<CarriedBy>,
    ) {
        let now = self.order(by, ()).now;
        for path in self.consents.keys().copied().collect::<Vec<_>>() {
            let ended = self.word(path).end_own_codes(now, record, carried_by);
            if let Some(ended) = ended {
                self.write(Written::Consent(path, ended));
            }
        }
    }

    /// Some letters lay about for some days, and some who ring up are not she.
    pub(crate) fn said(&self, op: &Op, path: PathId) -> Result<Said, Refusal> {
        let days = if op.at == 3 {
            i64::from(op.mask % 5)
        } else {
            0
        };
        let on = self.today.saturating_sub(days.days());
        let how = match op.mask >> 4 & 3 {
            0 => SaidHow::InPerson,
            1 => SaidHow::InWriting,
            _ => SaidHow::ByPhone,
        };
        let paths = self.all_paths(path);
        let hers = |code: &OwnCode| paths.contains(&code.path);
        // A code of hers, or of whoever comes along; some have none at hand.
        let mut codes = self.own_codes.iter();
        let code = codes.rfind(|code| !op.blind || !hers(code) || op.colleague == 0);
        let code = code.filter(|_| op.mask & 7 != 7);
        let words: Vec<Consent> = paths.iter().map(|path| self.word(*path)).collect();
        let now = self.order(self.by(op, self.town.nth(0)), ()).now;
        let hash = code.map(|code| code.hash.as_str());
        let said = Said::heard(how, Some(on), hash, &words, now);
        let may = how != SaidHow::ByPhone || code.is_some_and(hers);
        assert_eq!(said.is_ok(), may, "{how} with {code:?}");
        said
    }
}
