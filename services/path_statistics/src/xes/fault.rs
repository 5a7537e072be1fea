//! Why a log was not read, in sentences with the place.

use std::fmt;
use std::io;

use quick_xml::errors::{Error as XmlError, SyntaxError};

use super::bytes::Endless;

/// How much of the file a message repeats at most.
const QUOTED: usize = 60;

/// A fault and where it was noticed.
#[derive(Debug, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct XesError {
    line: u64,
    fault: Fault,
}

/// What is wrong with a log.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The file itself could not be read.
    #[error("the file cannot be read any further: {0}")]
    Unreadable(io::Error),
    /// It begins like gzip, but the rest is not.
    #[error("the gzip packing is damaged: {0}")]
    DamagedGzip(io::Error),
    /// The file ends before the log does.
    #[error("the log is cut off here: the file ends before the log does")]
    Truncated,
    /// Nothing in it.
    #[error("the file is empty, so it is no XES log")]
    Empty,
    /// Text, but no XML.
    #[error("this is no XES log: it does not begin like XML")]
    NotXml,
    /// XML whose root is something else.
    #[error("this is no XES log: it begins with <{0}>, not with <log>")]
    OtherRoot(Quote),
    /// Bytes that are no UTF-8.
    #[error("the text is not in UTF-8; no other encoding is read")]
    NotUtf8,
    /// Not well-formed.
    #[error("the XML is not well-formed: {0}")]
    Malformed(Quote),
    /// Larger than any honest log needs.
    #[error("{0}, more than is read")]
    TooLarge(Quote),
    /// It would belong to no case.
    #[error("an event outside of every trace belongs to no case")]
    EventWithoutTrace,
    /// No activity.
    #[error("the event that ends here has no concept:name, so no activity")]
    NoName,
    /// No time.
    #[error("the event that ends here has no time:timestamp; without times there is no order")]
    NoTime,
    /// Two values where one is meant.
    #[error("{0} is given twice")]
    Twice(&'static str),
    /// A time that is none.
    #[error("\"{0}\" is no time such as 2026-11-22T14:30:00.000+01:00")]
    MalformedTime(Quote),
}

/// A piece of the file in a message: short, and nothing in it reaches a terminal as a command.
#[derive(Clone, PartialEq, Eq)]
pub struct Quote(String);

impl Quote {
    pub(super) fn of(text: &str) -> Self {
        let mut quoted: String = text
            .chars()
            .take(QUOTED)
            .flat_map(char::escape_debug)
            .collect();
        if text.chars().nth(QUOTED).is_some() {
            quoted.push_str("...");
        }
        Self(quoted)
    }
}

impl fmt::Display for Quote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Quote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl XesError {
    pub(super) fn new(line: u64, fault: Fault) -> Self {
        Self { line, fault }
    }

    /// The line up to which the log was read, from 1.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.line
    }

    /// What is wrong there.
    #[must_use]
    pub fn fault(&self) -> &Fault {
        &self.fault
    }
}

impl Fault {
    pub(super) fn of_io(error: io::Error) -> Self {
        if let Some(endless) = error
            .get_ref()
            .and_then(|inner| inner.downcast_ref::<Endless>())
        {
            return Self::TooLarge(Quote::of(&endless.to_string()));
        }
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::Truncated,
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData => Self::DamagedGzip(error),
            _ => Self::Unreadable(error),
        }
    }
}

impl From<XmlError> for Fault {
    fn from(error: XmlError) -> Self {
        match error {
            XmlError::Io(error) => match std::sync::Arc::try_unwrap(error) {
                Ok(error) => Self::of_io(error),
                Err(shared) => Self::of_io(io::Error::new(shared.kind(), shared)),
            },
            XmlError::Encoding(_) => Self::NotUtf8,
            // All others say that the file ended within a tag, a comment or the like.
            XmlError::Syntax(fault) if fault != SyntaxError::InvalidBangMarkup => Self::Truncated,
            other => Self::Malformed(Quote::of(&other.to_string())),
        }
    }
}
