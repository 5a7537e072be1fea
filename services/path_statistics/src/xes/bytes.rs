//! The bytes beneath the XML: unpacked, their lines counted, no tag longer than memory bears.

use std::fmt;
use std::io::{self, BufRead, BufReader, Read};

use memchr::memchr_iter;

use super::members::{Members, SIGNATURE};

const BYTE_ORDER_MARK: [u8; 3] = [0xef, 0xbb, 0xbf];
const BUFFER: usize = 64 * 1024;
/// No honest attribute is that long; the parser would keep all of it at once.
const LONGEST_TOKEN: usize = 16 * 1024 * 1024;

/// Unpacks what begins like gzip, and passes on everything else; a byte order mark falls away.
pub(super) fn unpacked<'source>(
    source: impl Read + 'source,
) -> io::Result<Counted<Box<dyn Read + 'source>>> {
    let (head, whole) = begun(source, SIGNATURE.len())?;
    let unpacked: Box<dyn Read> = if head == SIGNATURE {
        let packed = BufReader::with_capacity(BUFFER, whole);
        Box::new(Members::new(packed))
    } else {
        Box::new(whole)
    };
    // Not left to the parser: it sees the mark only if the first read brings the whole of it.
    let (head, mut text) = begun(unpacked, BYTE_ORDER_MARK.len())?;
    if head == BYTE_ORDER_MARK {
        io::copy(&mut text.by_ref().take(head.len() as u64), &mut io::sink())?;
    }
    Ok(Counted {
        inner: BufReader::with_capacity(BUFFER, Box::new(text)),
        line: 1,
        token: 0,
    })
}

/// The first bytes, if there are as many, and again all of them.
fn begun<R: Read>(mut source: R, length: usize) -> io::Result<(Vec<u8>, impl Read)> {
    let mut head = Vec::with_capacity(length);
    source.by_ref().take(length as u64).read_to_end(&mut head)?;
    Ok((head.clone(), io::Cursor::new(head).chain(source)))
}

/// A reader that knows its line and refuses a token without end.
pub(super) struct Counted<R> {
    inner: BufReader<R>,
    line: u64,
    token: usize,
}

impl<R> Counted<R> {
    /// The line up to which was read, from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// A token is complete; the next one may be as long again.
    pub(super) fn next_token(&mut self) {
        self.token = 0;
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let taken = self.fill_buf()?.read(into)?;
        self.consume(taken);
        Ok(taken)
    }
}

impl<R: Read> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.token > LONGEST_TOKEN {
            return Err(io::Error::other(Endless));
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, taken: usize) {
        let passed = &self.inner.buffer()[..taken];
        self.line += memchr_iter(b'\n', passed).count() as u64;
        self.token += taken;
        self.inner.consume(taken);
    }
}

/// Why a token was not read to its end.
#[derive(Debug)]
pub(super) struct Endless;

impl fmt::Display for Endless {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a tag or text of more than {LONGEST_TOKEN} bytes")
    }
}

impl std::error::Error for Endless {}
