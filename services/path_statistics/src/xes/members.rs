//! Gzip as it is found in the wild: several members one behind the other, and a tail behind the last.
//!
//! Each member is unpacked by itself, so that here is decided what comes next, as gzip(1) does: two bytes
//! of a signature begin another member; all else (zeros up to a block's end, a signature, a note) is
//! a tail and is passed over. Nothing of a log can be lost by that: a log whose last tag is missing is
//! refused as cut off.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

/// What each member begins with.
pub(super) const SIGNATURE: [u8; 2] = [0x1f, 0x8b];

/// A reader of all members, one text.
pub(super) struct Members<R> {
    /// The member at hand; none behind the last.
    member: Option<GzDecoder<Parted<R>>>,
}

impl<R: BufRead> Members<R> {
    /// What `packed` holds, which begins with a member.
    pub(super) fn new(packed: R) -> Self {
        let packed = Parted {
            ahead: &[],
            rest: packed,
        };
        Self {
            member: Some(GzDecoder::new(packed)),
        }
    }
}

impl<R: BufRead> Read for Members<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if into.is_empty() {
            return Ok(0);
        }
        while let Some(member) = &mut self.member {
            let taken = member.read(into)?;
            if taken > 0 {
                return Ok(taken);
            }
            // The member has ended, its checksum was right.
            let ended = self.member.take().map(GzDecoder::into_inner);
            if let Some(mut packed) = ended
                && packed.another_begins()?
            {
                self.member = Some(GzDecoder::new(packed));
            }
        }
        Ok(0)
    }
}

/// A source with the signature put back before the rest of it: the two bytes may come in two reads, so
/// that a look ahead must take them.
struct Parted<R> {
    ahead: &'static [u8],
    rest: R,
}

impl<R: BufRead> Parted<R> {
    /// Whether a member begins here. If not, what was looked at is gone, and nobody asks for it.
    fn another_begins(&mut self) -> io::Result<bool> {
        let mut begin = Vec::with_capacity(SIGNATURE.len());
        let looked_at = SIGNATURE.len() as u64;
        self.rest.by_ref().take(looked_at).read_to_end(&mut begin)?;
        let begins = begin == SIGNATURE;
        if begins {
            self.ahead = &SIGNATURE;
        }
        Ok(begins)
    }
}

impl<R: BufRead> Read for Parted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let taken = self.fill_buf()?.read(into)?;
        self.consume(taken);
        Ok(taken)
    }
}

impl<R: BufRead> BufRead for Parted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.ahead.is_empty() {
            self.rest.fill_buf()
        } else {
            Ok(self.ahead)
        }
    }

    fn consume(&mut self, taken: usize) {
        if self.ahead.is_empty() {
            self.rest.consume(taken);
        } else {
            self.ahead = &self.ahead[taken..];
        }
    }
}
