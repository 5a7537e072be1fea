//! The note for the office's own leading file: what it did with one slip or hand-over, and what it was
//! told with her consent. Nothing else of hers, and nothing of other institutions.

use async_recursion::async_recursion as boxed;
use domain::access::Purpose;
use domain::handovers::HandoverEventKind;
use domain::slips::{Message, SlipEventKind};
use domain::vocabulary::Role;
use domain::{HandoverId, Line, RecordId, Refusal, SlipId, Staff};
use jiff::civil::Date;
use read_models::handovers::Particular;
use read_models::slips::CameBack;

use crate::{Desk, Failure, Place};

/// What a note is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteOn {
    /// An own slip.
    Slip(SlipId),
    /// An own hand-over.
    Handover(HandoverId),
}

/// A note for the leading file.
#[derive(Debug, Clone, PartialEq)]
pub struct FileNote {
    /// The office.
    pub institution: Line,
    /// Who wrote it, by function.
    pub author: Role,
    /// The day of the note.
    pub written_on: Date,
    /// The record to which it belongs.
    pub record: RecordId,
    /// For which service.
    pub service: Line,
    /// What happened, in its order.
    pub entries: Vec<Noted>,
}

/// What can happen to what a note is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotedEvent {
    /// To a slip.
    Slip(SlipEventKind),
    /// To a hand-over.
    Handover(HandoverEventKind),
}

/// One thing that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Noted {
    /// What.
    pub event: NotedEvent,
    /// What was told, where something was.
    pub message: Option<Message>,
    /// What else was written down: an outcome, a reason, a day.
    pub particular: Option<Particular>,
    /// Where she can go instead, as it may stand on a paper.
    pub instead: Option<Place>,
    /// The day.
    pub on: Date,
}

impl Desk {
    /// The note, read for paper.
    #[boxed]
    pub async fn file_note(&self, by: Staff, on: NoteOn) -> Result<FileNote, Failure> {
        let (record, service, entries) = match on {
            NoteOn::Slip(slip) => {
                let row = self.slip(by, slip).await?;
                // Each message that came back has its step in the history, in the same order.
                let mut came_back = row.received.into_iter().map(|received| received.what);
                let entries = row.history.into_iter().map(|step| {
                    let message = step
                        .came_back()
                        .then(|| came_back.next())
                        .flatten()
                        .and_then(message);
                    Noted {
                        event: NotedEvent::Slip(step.event),
                        message,
                        particular: None,
                        instead: None,
                        on: step.on,
                    }
                });
                (row.record, row.service_name, entries.collect())
            }
            NoteOn::Handover(handover) => {
                let row = self.handover(by, handover).await?.row;
                let places = self.places().await?;
                let entries = row.history.into_iter().map(|step| Noted {
                    instead: step.particular.as_ref().and_then(|said| match said {
                        Particular::Rejected { instead, .. } => instead
                            .clone()
                            .map(|there| places.shown(there.institution, there.service_name)),
                        _ => None,
                    }),
                    event: NotedEvent::Handover(step.event),
                    message: step.message,
                    particular: step.particular,
                    on: step.on,
                });
                (row.held.record, row.service_name, entries.collect())
            }
        };
        self.note_reading(by, record, Purpose::Paper).await?;
        let own = self.institution(by.institution).await?;
        Ok(FileNote {
            institution: own.ok_or(Refusal::NotFound)?.entry.name,
            author: by.function,
            written_on: self.now().today,
            record,
            service,
            entries,
        })
    }
}

/// Her own words are hers; the leading file gets what an office said.
const fn message(what: CameBack) -> Option<Message> {
    match what {
        CameBack::Office { message }
        | CameBack::Retracted { message }
        | CameBack::Paper { message } => Some(message),
        CameBack::She { .. } => None,
    }
}
