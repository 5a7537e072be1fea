//! Slips: the sender's view. Fed by the slip's own stream only, so nothing that the receiving office
//! does without her consent can change a byte of it (rule 2).

mod fold;

use std::collections::BTreeSet;

use domain::clients::{Children, Identity};
use domain::consents::Item;
use domain::institutions::Sender;
use domain::slips::{Appointment, Message, SlipEvent, SlipEventKind, Stage};
use domain::vocabulary::{Experience, Need};
use domain::{Agreement, Erasable, InstitutionId, Line, Note, RecordId, ServiceId, SlipId};
use event_store::{IndexEntry, RowOrder, StateGroup};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::office_acts::Act;
use crate::own::{Own, OwnRows};
use crate::tenant::RowList;
use crate::{by_record, numbers};

/// A slip as its sender sees it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct SlipRow {
    /// Its id.
    pub slip: SlipId,
    /// The sender.
    pub institution: InstitutionId,
    /// The sender's record of her.
    pub record: RecordId,
    /// Where she was sent.
    pub recipient: InstitutionId,
    /// To which service.
    pub service: ServiceId,
    /// The service's name.
    pub service_name: Line,
    /// What she needs.
    pub need: Need,
    /// Since when she wanted it, and who said so.
    pub agreement: Agreement,
    /// When it was issued.
    pub issued_on: Date,
    /// The last day of validity.
    pub valid_until: Date,
    /// An appointment, as it was agreed.
    pub appointment: Option<Appointment>,
    /// Under which name the sender appears to others now.
    pub sender: Sender,
    /// The office may know the sender's own name: from the paper, or because somebody came with it.
    pub named_before: bool,
    /// What the routing half shows.
    pub disclosed: BTreeSet<Item>,
    /// The feedback that she allowed.
    pub feedback: BTreeSet<Item>,
    /// Where it stands, as the log says; see [`SlipRow::stage_on`] for a day.
    pub stage: Stage,
    /// Since when it stands there.
    pub since: Date,
    /// Since when a request to ring up waits.
    pub call_back_since: Option<Date>,
    /// What came back, and on which day.
    pub received: Vec<Received>,
    /// What the sender did with it, in its order.
    pub history: Vec<Step>,
    /// Who she is, as far as the slip carries it. Not kept here: the record says it whenever it is shown.
    #[serde(skip)]
    pub identity: Option<Erasable<Identity>>,
    /// Why she was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counselling: Option<Erasable<Told>>,
    /// Her children, as far as the slip carries them; likewise.
    #[serde(skip)]
    pub child: Option<Erasable<Children>>,
}

/// One thing that came back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Received {
    /// What.
    pub what: CameBack,
    /// The day of crossing, or of the entry.
    pub on: Date,
}

/// Who said it, and what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum CameBack {
    /// The office, because she allows it.
    Office {
        /// What it said.
        message: Message,
    },
    /// The office, and it was wrong.
    Retracted {
        /// What it had said.
        message: Message,
    },
    /// A return strip, or she brought the news herself.
    Paper {
        /// What it says.
        message: Message,
    },
    /// She, in her own word.
    She {
        /// What she said.
        experience: Experience,
    },
}

/// One step of the history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// What.
    pub event: SlipEventKind,
    /// The day.
    pub on: Date,
}

impl Step {
    /// Whether something came back with it: then it stands among what was received, too.
    #[must_use]
    pub const fn came_back(&self) -> bool {
        matches!(
            self.event,
            SlipEventKind::FeedbackReceived
                | SlipEventKind::RetractionReceived
                | SlipEventKind::HerWordReceived
                | SlipEventKind::PaperReturnRecorded
        )
    }
}

/// Texts about her at the sender.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Told {
    /// Why she was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Note>,
    /// Her own words, remarks on a return strip, and why something was an error.
    #[serde(default)]
    pub words: Vec<Note>,
}

/// The model.
pub type Slips = OwnRows<SlipRow>;

impl Own for SlipRow {
    type Event = SlipEvent;
    const NAME: &'static str = "slips";
    const ROOM: usize = 1024;
    const INDEXED: usize = 4;

    fn after(row: Option<Self>, event: SlipEvent, on: Date) -> Option<Self> {
        fold::after(row, event, on)
    }

    fn institution(&self) -> InstitutionId {
        self.institution
    }

    fn state(&self) -> StateGroup {
        match self.stage {
            _ if self.call_back_since.is_some() => StateGroup::Due,
            Stage::Issued => StateGroup::Open,
            _ => StateGroup::Closed,
        }
    }

    fn day(&self) -> Date {
        self.call_back_since.unwrap_or(self.issued_on)
    }

    fn index(&self) -> Vec<IndexEntry> {
        let found = [
            numbers::of(&self.slip.to_string(), self.issued_on),
            by_record::entry(self.record, self.issued_on),
        ];
        let in_error = self.stage == Stage::InError;
        let acts = self.history.iter().filter_map(|step| {
            let act = match step.event {
                SlipEventKind::SlipIssued => Act::SlipIssued,
                SlipEventKind::SlipWithdrawn => Act::SlipWithdrawn,
                SlipEventKind::SlipValidityEnded => Act::SlipExpired,
                _ => return None,
            };
            Some(act.on(step.on))
        });
        found
            .into_iter()
            .chain(acts.filter(|_| !in_error))
            .collect()
    }
}

impl SlipRow {
    /// Where it stands on a day: its validity ends on the day itself.
    #[must_use]
    pub fn stage_on(&self, today: Date) -> Stage {
        if self.stage == Stage::Issued && self.valid_until < today {
            Stage::ValidityEnded
        } else {
            self.stage
        }
    }
}

/// How the sender's own slips are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SlipList {
    /// Somebody asks to be rung up about it, the longest wait first.
    CallBacks,
    /// She can still come with it, the latest first.
    Valid,
    /// It is over, the latest first.
    Over,
}

impl SlipList {
    /// All of them, the most urgent first.
    pub const ALL: [Self; 3] = [Self::CallBacks, Self::Valid, Self::Over];
}

impl RowList for SlipList {
    type Row = SlipRow;

    fn kept(self) -> (StateGroup, RowOrder) {
        match self {
            Self::CallBacks => (StateGroup::Due, RowOrder::EarliestFirst),
            Self::Valid => (StateGroup::Open, RowOrder::LatestFirst),
            Self::Over => (StateGroup::Closed, RowOrder::LatestFirst),
        }
    }
}
