//! Opening a slip by its code: a disclosure, written before bytes leave (formats.md, "/s/").

use domain::access::AccessEvent;
use domain::codes::PresentedCode;
use domain::consents::{ConsentEvent, Item};
use domain::handovers::Handover;
use domain::slips::Arrival;
use domain::{Actor, HandoverId, Staff};
use event_store::{AppendError, Appended, StreamId};
use jiff::civil::Date;
use std::collections::BTreeSet;

use super::acknowledge::her_word;
use crate::work::{Work, institution_owner};
use crate::{Desk, Failure};

const ATTEMPTS: usize = 8;

/// What a code leads to.
pub enum Opened {
    /// This office acknowledged it before.
    Held(HandoverId),
    /// She stands at the counter: what she lets this office know, and until when the slip holds.
    /// After that day nothing is shown before the day of arrival is entered.
    Arrived(Box<Arrival>, Date),
}

impl Desk {
    /// Shows the slip behind a code to its addressee.
    pub async fn open_code(&self, by: Staff, code: &PresentedCode) -> Result<Opened, Failure> {
        self.check_attempts(by, code).await?;
        let result = self.open(by, code).await;
        self.count_if_unknown(by, code, result).await
    }

    async fn open(&self, by: Staff, code: &PresentedCode) -> Result<Opened, Failure> {
        for _ in 0..ATTEMPTS {
            let mut work = Work::at(self);
            let (_, slip, issued) = work.addressed(by, code).await?;
            let handover: Handover = work.load(issued.handover.bytes()).await?;
            if !handover.awaits_her() {
                return Ok(Opened::Held(handover.is_at(issued.handover)));
            }
            let now = self.now();
            let consent = her_word(&mut work, issued.path).await?;
            let over = now.today > issued.valid_until;
            let shown = if over {
                // A late entry needs the day of arrival first; until then nothing of her is shown.
                BTreeSet::new()
            } else {
                Item::ALL.iter().copied().collect()
            };
            let permit = consent.live(issued.path, issued.route(), &shown, now.today);
            let arrived_on = now.today.min(issued.valid_until);
            let way = work.way(&consent, &issued, &permit).await?;
            let arrival = slip.present(by.institution, arrived_on, &permit, &way)?;
            let opened = AccessEvent::SlipOpened {
                slip: issued.slip,
                handover: issued.handover,
                viewer: by.account,
                disclosure: arrival.copy().disclosure.clone(),
                on: now.today,
            };
            let stream = by.institution.access_stream();
            let answer = Opened::Arrived(Box::new(arrival.clone()), issued.valid_until);
            if work.says_already(stream, &opened).await? {
                return Ok(answer);
            }
            if let Some(disclosure) = &arrival.copy().disclosure {
                let copy = ConsentEvent::CopyHanded {
                    items: disclosure.items().clone(),
                    handover: issued.handover,
                    recipient: by.institution,
                };
                let path = issued.path.bytes();
                work.write_as(path, None, Actor::Seam, now, now.today, &[copy])?;
            }
            let owner = Some(institution_owner(by.institution));
            work.write(stream, owner, by, now, &[opened])?;
            match work.commit(stream, "slip-opened", None).await {
                Ok(Some(Appended::Committed { last, .. })) => {
                    self.settle(last).await?;
                    return Ok(answer);
                }
                Ok(_) => return Ok(answer),
                Err(AppendError::Conflict { .. } | AppendError::GuardMoved { .. }) => {}
                Err(error) => return Err(Failure::of_append(error)),
            }
        }
        Err(Failure::Busy)
    }
}

impl Work<'_> {
    /// Whether the same reading was written today already; remembers the stream's length.
    async fn says_already(
        &mut self,
        stream: [u8; 16],
        event: &AccessEvent,
    ) -> Result<bool, Failure> {
        let stream = StreamId::from_bytes(stream);
        let earlier = self.desk.store.load(self.desk.network, stream).await?;
        self.saw(stream, earlier.len() as u64);
        Ok(earlier
            .iter()
            .rev()
            .filter_map(|recorded| recorded.decode::<AccessEvent>().ok())
            .any(|before| event.repeats(&before)))
    }
}
