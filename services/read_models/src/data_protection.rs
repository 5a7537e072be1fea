//! Data protection: what an institution did with data, line by line, for its privacy officer. Only its
//! own acts, and what was handed to it; no name, no record, no path.

use std::collections::BTreeSet;

use domain::access::{AccessEvent, Denial, ErasureReason};
use domain::consents::{ConsentEvent, Disclosure, Item};
use domain::handovers::HandoverEvent;
use domain::slips::SlipEvent;
use domain::vouchers::VoucherActEvent;
use domain::{Actor, InstitutionId};
use event_store::{
    FoldError, NetworkId, Placed, ReadModel, Recorded, RowFilter, StateGroup, Store, StoreError,
    StreamId, Subject,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::owner_of;
use crate::stored::{event_day, meta};

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActRow {
    /// The institution.
    pub institution: InstitutionId,
    /// What happened.
    pub what: DataAct,
    /// The day.
    pub on: Date,
}

/// What an institution did with data, or what reached it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum DataAct {
    /// It recorded her word on so many items.
    ConsentRecorded {
        /// Towards whom.
        recipient: InstitutionId,
        /// Granted items.
        granted: usize,
        /// Refused items.
        refused: usize,
    },
    /// It recorded a release from confidentiality.
    ReleaseRecorded {
        /// Towards whom.
        recipient: InstitutionId,
    },
    /// She took something back here.
    ConsentWithdrawn,
    /// She took everything back here.
    EverythingWithdrawn,
    /// What it had recorded expired.
    ConsentExpired,
    /// It handed these items over on a slip or a voucher.
    CopyHanded {
        /// Which.
        items: BTreeSet<Item>,
        /// To whom.
        recipient: InstitutionId,
    },
    /// These items were shown to its staff behind a code.
    CopyShown {
        /// Which.
        items: BTreeSet<Item>,
    },
    /// These items were copied for it.
    CopyReceived {
        /// Which.
        items: BTreeSet<Item>,
    },
    /// It told a sender something.
    FeedbackGiven {
        /// Under which items.
        items: BTreeSet<Item>,
    },
    /// It handed her a copy of her data.
    DataExported,
    /// It erased a record.
    RecordErased {
        /// Why.
        reason: ErasureReason,
        /// How many events became unreadable.
        events: u64,
    },
    /// An erasure was put off.
    ErasurePutOff {
        /// Until when, if it is known.
        until: Option<Date>,
    },
    /// Its staff tried a code that was not for it.
    CodeDenied {
        /// Why it was denied.
        denial: Denial,
    },
    /// Its staff asked for a record of another institution.
    RecordDenied,
}

/// The model.
pub struct DataProtection;

impl ReadModel for DataProtection {
    type Row = ActRow;
    const NAME: &'static str = "data_protection";

    fn subjects(event: &Recorded) -> Vec<Subject> {
        let line = act(event).map(|act| match (act.what, act.kept_with) {
            // Blind, on all paths that are hers: how many there are is not to be counted here.
            (DataAct::EverythingWithdrawn, Some(record)) => {
                let day = event.recorded_on;
                Subject::of_text(&format!("{record}/{day:?}/everything"))
            }
            _ => Subject::of_text(&format!("{}/{}", event.stream, event.version)),
        });
        line.into_iter().collect()
    }

    fn fold(
        _: &Subject,
        _: Option<ActRow>,
        event: &Recorded,
    ) -> Result<Option<Placed<ActRow>>, FoldError> {
        let Some(act) = act(event) else {
            return Ok(None);
        };
        let on = meta(event)?.occurred_on;
        Ok(Some(Placed {
            row: ActRow {
                institution: act.by,
                what: act.what,
                on,
            },
            sealed_with: act.kept_with.unwrap_or(event.stream),
            listed: Some((owner_of(act.by), DataProtection::NAME.into())),
            day: Some(event_day(on)),
            state: StateGroup::Closed,
        }))
    }
}

/// Whose act it is, and what.
struct Act {
    by: InstitutionId,
    what: DataAct,
    /// The institution's own record of her, where the act stands in a stream that is not its own: the
    /// line goes with that record, and not when the last of her other stations erases its own.
    kept_with: Option<StreamId>,
}

impl Act {
    const fn own(by: InstitutionId, what: DataAct) -> Self {
        Self {
            by,
            what,
            kept_with: None,
        }
    }
}

fn act(event: &Recorded) -> Option<Act> {
    let name = event.name();
    if ConsentEvent::knows(name) {
        consent(event.decode().ok()?)
    } else if SlipEvent::knows(name) {
        slip(event.decode().ok()?)
    } else if VoucherActEvent::NAMES.contains(&name) {
        voucher(event.decode().ok()?)
    } else if HandoverEvent::knows(name) {
        handover(event.decode().ok()?, staff(event))
    } else if AccessEvent::NAMES.contains(&name) {
        access(event.decode().ok()?, staff(event))
    } else {
        None
    }
}

fn staff(event: &Recorded) -> Option<InstitutionId> {
    match meta(event).ok()?.actor {
        Actor::Staff(staff) => Some(staff.institution),
        _ => None,
    }
}

fn consent(event: ConsentEvent) -> Option<Act> {
    use ConsentEvent as E;
    let (by, record, what) = match event {
        E::ConsentRecorded {
            route,
            record,
            decisions,
            ..
        } => {
            let granted = decisions.iter().filter(|decision| decision.granted).count();
            let what = DataAct::ConsentRecorded {
                recipient: route.recipient,
                granted,
                refused: decisions.len() - granted,
            };
            (route.sender, record, what)
        }
        E::ReleaseRecorded { route, record, .. } => {
            let recipient = route.recipient;
            (route.sender, record, DataAct::ReleaseRecorded { recipient })
        }
        // Where she said it; elsewhere it is nobody's to know.
        E::ConsentWithdrawn { at, record, .. } | E::ReleaseWithdrawn { at, record, .. } => {
            (at, record, DataAct::ConsentWithdrawn)
        }
        E::EverythingWithdrawn { at, record } => (at, record, DataAct::EverythingWithdrawn),
        E::ConsentExpired { route, record, .. } => (route.sender, record, DataAct::ConsentExpired),
        // Copies are counted where they were made, in the streams of whoever made them.
        E::MessageReleased { .. }
        | E::StationJoined { .. }
        | E::StationLeft { .. }
        | E::PathLinked { .. }
        | E::CopyHanded { .. }
        | E::VoucherCopyHanded { .. } => return None,
    };
    Some(Act {
        by,
        what,
        kept_with: Some(StreamId::from_bytes(record.bytes())),
    })
}

/// The sender's own act is what it disclosed on the slip; when the office copied it, the sender
/// does not know (rule 2).
fn slip(event: SlipEvent) -> Option<Act> {
    match event {
        SlipEvent::SlipIssued {
            institution,
            recipient,
            disclosure: Some(disclosure),
            ..
        } => {
            let items = disclosure.items().clone();
            Some(Act::own(
                institution,
                DataAct::CopyHanded { items, recipient },
            ))
        }
        _ => None,
    }
}

/// As with a slip: what stands on the voucher, for the station that it names.
fn voucher(event: VoucherActEvent) -> Option<Act> {
    match event {
        VoucherActEvent::VoucherIssuedHere {
            institution,
            next: Some(next),
            disclosure: Some(disclosure),
            ..
        } => {
            let items = disclosure.items().clone();
            let recipient = next.institution;
            Some(Act::own(
                institution,
                DataAct::CopyHanded { items, recipient },
            ))
        }
        VoucherActEvent::VoucherRedeemedHere {
            institution,
            disclosure: Some(disclosure),
            ..
        } => Some(received(institution, &disclosure)),
        _ => None,
    }
}

fn handover(event: HandoverEvent, by: Option<InstitutionId>) -> Option<Act> {
    match event {
        HandoverEvent::HandoverAnnounced {
            institution,
            disclosure: Some(disclosure),
            ..
        }
        | HandoverEvent::HandoverAcknowledged {
            institution,
            disclosure: Some(disclosure),
            ..
        } => Some(received(institution, &disclosure)),
        HandoverEvent::SlipLinked {
            disclosure: Some(disclosure),
            ..
        } => Some(received(by?, &disclosure)),
        HandoverEvent::FeedbackGiven { disclosure, .. } => {
            let items = disclosure.items().clone();
            Some(Act::own(by?, DataAct::FeedbackGiven { items }))
        }
        _ => None,
    }
}

fn received(by: InstitutionId, disclosure: &Disclosure) -> Act {
    let items = disclosure.items().clone();
    Act::own(by, DataAct::CopyReceived { items })
}

fn access(event: AccessEvent, by: Option<InstitutionId>) -> Option<Act> {
    let (by, what) = match event {
        AccessEvent::SlipOpened {
            disclosure: Some(disclosure),
            ..
        }
        | AccessEvent::VoucherOpened { disclosure, .. } => {
            let items = disclosure.items().clone();
            (by?, DataAct::CopyShown { items })
        }
        AccessEvent::RecordErased {
            institution,
            reason,
            events,
            ..
        } => (institution, DataAct::RecordErased { reason, events }),
        AccessEvent::ErasurePutOff {
            institution, until, ..
        } => (institution, DataAct::ErasurePutOff { until }),
        AccessEvent::CodeDenied { denial, .. } => (by?, DataAct::CodeDenied { denial }),
        AccessEvent::RecordDenied { .. } => (by?, DataAct::RecordDenied),
        AccessEvent::DataExported { .. } => (by?, DataAct::DataExported),
        AccessEvent::RecordRead { .. } | AccessEvent::SlipOpened { .. } => return None,
    };
    Some(Act::own(by, what))
}

/// The institution's own lines, the latest last.
pub async fn of_institution(
    store: &Store,
    network: NetworkId,
    institution: InstitutionId,
) -> Result<Vec<ActRow>, StoreError> {
    let (owner, list) = (owner_of(institution), DataProtection::NAME);
    let rows = store.rows();
    rows.list::<DataProtection>(network, owner, list, RowFilter::default())
        .await
}
