//! Station codes within a command: drawn, opened with the events that carry them, closed with those
//! that end them.

use domain::codes::{QrCode, StationCode, TypedCode};
use event_store::{CodeChange, CodeHash, CodeState, StreamId};

use crate::Failure;
use crate::work::Work;

impl Work<'_> {
    /// A fresh code with the keyed hashes of its two forms.
    pub(crate) fn draw_code(&self) -> (StationCode, [CodeHash; 2]) {
        let draw = &self.desk.draw;
        let code = StationCode {
            qr: QrCode::draw(draw.id()),
            typed: TypedCode::draw(draw.typed()),
        };
        let hash = |text: &str| self.desk.store.code_hash(self.desk.network, text);
        let hashes = [hash(code.qr.plain()), hash(code.typed.plain())];
        (code, hashes)
    }

    /// From now on these hashes lead to the stream.
    pub(crate) fn open_codes(&mut self, target: [u8; 16], hashes: &[CodeHash]) {
        let target = StreamId::from_bytes(target);
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
