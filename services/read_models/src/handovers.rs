//! Hand-overs: the receiving office's view, with its history; those that wait are its worklist.

use async_recursion::async_recursion as boxed;
mod fold;

use domain::clients::{Children, Identity};
use domain::consents::Item;
use domain::handovers::{HandoverEvent, HandoverEventKind, Held, Hold, Notice, Phase, Stage};
use domain::institutions::NamedService;
use domain::slips::{Message, Waypoint};
use domain::vocabulary::{Need, Outcome, RejectionReason};
use domain::{Erasable, HandoverId, InstitutionId, Line, Note};
use event_store::{Day, IndexEntry, RowOrder, StateGroup, StoreError};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::by_record;
use crate::listed::{Belongs, Part, Place, Stretch, Window};
use crate::office_acts::Act;
use crate::own::{Own, OwnRows};
use crate::stored::event_day;
use crate::tenant::Tenant;

/// A hand-over as the receiving office sees it.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct HandoverRow {
    /// What the office holds, and where it stands.
    pub held: Held,
    /// The service.
    pub service_name: Line,
    /// What she needs, if she lets the office know.
    pub need: Option<Need>,
    /// Since when it stands there.
    pub since: Date,
    /// The last day on which an announced person can come.
    pub valid_until: Option<Date>,
    /// Where she can go instead, after a rejection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead: Option<NamedService>,
    /// The sender took the slip back and the office read it: an announcement is over then.
    pub called_off: bool,
    /// What happened, in its order.
    pub history: Vec<Step>,
    /// Who she is, as far as she lets the office know. Not kept here: the office's own record says it
    /// whenever it is shown, so that two names never stand beside each other.
    #[serde(skip)]
    pub identity: Option<Erasable<Identity>>,
    /// Why she was sent, and the office's own remarks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counselling: Option<Erasable<Told>>,
    /// Her children, likewise.
    #[serde(skip)]
    pub child: Option<Erasable<Children>>,
}

/// Texts about her at this office.
#[derive(Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Told {
    /// Why she was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Note>,
    /// Her stations so far.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub way: Vec<Waypoint>,
    /// The office's own remarks.
    #[serde(default)]
    pub remarks: Vec<Note>,
}

/// One step of the history.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Step {
    /// What.
    pub event: HandoverEventKind,
    /// The day.
    pub on: Date,
    /// The message, for feedback.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub message: Option<Message>,
    /// What else it says, which the next step of its sort does not take away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub particular: Option<Particular>,
}

/// What a step says besides that it happened.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Particular {
    /// She can come until a day.
    Announced {
        /// The last day.
        valid_until: Date,
    },
    /// The office could not take her on.
    Rejected {
        /// Why.
        reason: RejectionReason,
        /// Where she can go instead.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        instead: Option<NamedService>,
    },
    /// The office waits.
    Held(Hold),
    /// The work is done.
    Concluded {
        /// How it ended.
        outcome: Outcome,
    },
    /// A request for feedback stays unanswered.
    Declined {
        /// Which.
        item: Item,
    },
    /// Something that the office must know.
    Noticed {
        /// What.
        notice: Notice,
    },
}

impl Particular {
    fn of(event: &HandoverEvent) -> Option<Self> {
        use HandoverEvent as E;
        match event {
            E::HandoverAnnounced(announced) => Some(Self::Announced {
                valid_until: announced.valid_until,
            }),
            E::HandoverRejected {
                reason, instead, ..
            } => Some(Self::Rejected {
                reason: *reason,
                instead: instead.clone(),
            }),
            E::HandoverHeld(hold) => Some(Self::Held(*hold)),
            E::HandoverConcluded { outcome, .. } => Some(Self::Concluded { outcome: *outcome }),
            E::FeedbackDeclined { item } => Some(Self::Declined { item: *item }),
            E::NoticeReceived { notice, .. } => Some(Self::Noticed { notice: *notice }),
            _ => None,
        }
    }
}

impl HandoverRow {
    /// Its id.
    #[must_use]
    pub const fn handover(&self) -> HandoverId {
        self.held.handover
    }

    /// Where it stands in the table.
    #[must_use]
    pub const fn stage(&self) -> Stage {
        self.held.phase.stage()
    }

    /// The day on which somebody has to look at it, if there is one.
    #[must_use]
    pub const fn due_on(&self) -> Option<Date> {
        match self.held.phase {
            Phase::OnHold(hold) => Some(hold.resume_on),
            Phase::Announced => self.valid_until,
            _ => None,
        }
    }
}

/// The model.
pub type Handovers = OwnRows<HandoverRow>;

impl Own for HandoverRow {
    type Event = HandoverEvent;
    const NAME: &'static str = "handovers";
    const ROOM: usize = 1024;
    const INDEXED: usize = 8;

    fn after(row: Option<Self>, event: HandoverEvent, on: Date) -> Option<Self> {
        fold::after(row, event, on)
    }

    fn institution(&self) -> InstitutionId {
        self.held.institution
    }

    fn state(&self) -> StateGroup {
        HandoverList::of(self).state()
    }

    fn list(&self) -> &'static str {
        HandoverList::of(self).name()
    }

    fn day(&self) -> Date {
        let told = self.held.notices.first().map(|(_, on)| *on);
        told.or_else(|| self.due_on()).unwrap_or(self.since)
    }

    fn index(&self) -> Vec<IndexEntry> {
        let since = self.history.first().map_or(self.since, |step| step.on);
        let found = by_record::entry(self.held.record, since);
        let in_error = self.stage() == Stage::InError;
        let acts = self.history.iter().filter_map(|step| {
            let act = match (&step.particular, step.event) {
                (Some(Particular::Rejected { reason, .. }), _) => Act::Rejected(reason.side()),
                (Some(Particular::Held(_)), _) => Act::Held,
                (Some(Particular::Concluded { outcome }), _) => Act::Concluded(*outcome),
                (_, HandoverEventKind::HandoverAcknowledged) => Act::Acknowledged,
                (_, HandoverEventKind::ArrivalRecorded) => Act::ArrivedWithoutSlip,
                (_, HandoverEventKind::HandoverAccepted) => Act::Accepted,
                (_, HandoverEventKind::HandoverEndedByHer) => Act::EndedByHer,
                _ => return None,
            };
            Some(act.on(step.on))
        });
        [found]
            .into_iter()
            .chain(acts.filter(|_| !in_error))
            .collect()
    }
}

/// How the institution's hand-overs are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HandoverList {
    /// With a notice that nobody has read, the longest wait first.
    Notices,
    /// Arrived, not yet taken on, the longest wait first.
    Arrived,
    /// Announced and still able to come, the latest first: so those that ended stand at the end, and nobody
    /// reads so far.
    Announced,
    /// Taken on, the longest wait first.
    Accepted,
    /// On hold until a day that has come: by that day.
    LookAgain,
    /// On hold until a day that is still to come, likewise.
    OnHold,
    /// Over, the latest first.
    Over,
}

impl HandoverList {
    /// What waits, the most urgent first.
    pub const WAITING: [Self; 6] = [
        Self::Notices,
        Self::LookAgain,
        Self::Arrived,
        Self::Announced,
        Self::Accepted,
        Self::OnHold,
    ];

    /// Where a row is kept. Whether the day of a hold has come, and whether an announcement ended, is a
    /// reader's to say.
    fn of(row: &HandoverRow) -> Self {
        match row.stage() {
            _ if !row.held.notices.is_empty() => Self::Notices,
            Stage::Announced if row.called_off => Self::Over,
            Stage::Announced => Self::Announced,
            Stage::Acknowledged => Self::Arrived,
            Stage::Accepted => Self::Accepted,
            Stage::OnHold => Self::OnHold,
            _ => Self::Over,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Notices => "handovers/notices",
            Self::Arrived => "handovers/arrived",
            Self::Announced => "handovers/announced",
            Self::Accepted => "handovers/accepted",
            Self::LookAgain | Self::OnHold => "handovers/on_hold",
            Self::Over => "handovers/over",
        }
    }

    const fn state(self) -> StateGroup {
        match self {
            Self::Notices | Self::Arrived | Self::Announced => StateGroup::Due,
            Self::Accepted | Self::LookAgain | Self::OnHold => StateGroup::Open,
            Self::Over => StateGroup::Closed,
        }
    }

    /// Whether a row that is kept in this list is shown in it on this day.
    fn shows(self, row: &HandoverRow, today: Date) -> Belongs {
        let day = row.day();
        match self {
            Self::Announced if day < today => Belongs::BehindTheEnd,
            Self::LookAgain if day > today => Belongs::BehindTheEnd,
            Self::OnHold if day <= today => Belongs::Elsewhere,
            _ => Belongs::Here,
        }
    }

    fn stretch(self) -> Stretch {
        let order = match self {
            Self::Announced | Self::Over => RowOrder::LatestFirst,
            _ => RowOrder::EarliestFirst,
        };
        Stretch::of(self.name(), self.state(), order)
    }
}

/// The institution's hand-overs in these lists, one after the other. An announcement stands in its list as
/// long as she can come.
#[boxed]
pub async fn listed(
    tenant: &Tenant<'_>,
    (lists, today): (&[HandoverList], Date),
    window: &Window<Place>,
) -> Result<Part<HandoverRow, Place>, StoreError> {
    let stretches: Vec<_> = lists.iter().map(|list| list.stretch()).collect();
    let belongs = |number: usize, row: &HandoverRow| lists[number].shows(row, today);
    tenant.part::<Handovers>(&stretches, window, belongs).await
}

/// How many hand-overs stand in a list on this day; none is opened.
#[boxed]
pub async fn count(
    tenant: &Tenant<'_>,
    (list, today): (HandoverList, Date),
) -> Result<u64, StoreError> {
    let (ever, today) = (Day::MIN..=Day::MAX, event_day(today));
    let days = match list {
        HandoverList::Announced => today..=Day::MAX,
        HandoverList::LookAgain => Day::MIN..=today,
        HandoverList::OnHold => today.saturating_add(1)..=Day::MAX,
        _ => ever,
    };
    let (rows, owner) = (tenant.store.rows(), tenant.owner());
    let of = (list.name(), list.state());
    rows.count_between::<Handovers>(tenant.network, owner, of, days)
        .await
}
