//! Opening a code at the counter, a slip's or a voucher's: a disclosure, written before bytes leave
//! (formats.md, "/s/").

use async_recursion::async_recursion as boxed;
use std::collections::BTreeSet;

use domain::access::{AccessEvent, AccessId};
use domain::codes::PresentedCode;
use domain::consents::ConsentEvent;
use domain::handovers::Handover;
use domain::institutions::SenderShown;
use domain::slips::{Arrival, Issued, Slip};
use domain::vouchers::Presented;
use domain::{Actor, HandoverId, Line, PathId, Staff, VoucherId};
use event_store::{AppendError, Appended};
use jiff::civil::Date;

use super::acknowledge::her_word;
use crate::codes::Behind;
use crate::vouchers;
use crate::work::Work;
use crate::{Desk, Failure};

const ATTEMPTS: usize = 8;

/// What a code leads to.
pub enum Opened {
    /// This office acknowledged it before.
    Held(HandoverId),
    /// She stands at the counter.
    Arrived(Box<Arrived>),
    /// A voucher, to be redeemed.
    Voucher(Box<Presented>),
    /// A voucher that this office issued itself; nothing is said of what became of it.
    OwnVoucher(VoucherId),
}

/// What she lets this office know.
pub struct Arrived {
    /// What the slip gives.
    pub arrival: Arrival,
    /// How the sender appears.
    pub sender: SenderShown,
    /// Her stations so far.
    pub way: Vec<Line>,
    /// Until when the slip holds. After that day nothing is shown before the day of arrival is entered.
    pub valid_until: Date,
}

impl Desk {
    /// Shows what stands behind a code: a slip to its addressee, a voucher to any member.
    #[boxed]
    pub async fn open_code(&self, by: Staff, code: &PresentedCode) -> Result<Opened, Failure> {
        self.check_attempts(by, code).await?;
        let result = self.open(by, code).await;
        self.count_if_unknown(by, code, result).await
    }

    async fn open(&self, by: Staff, code: &PresentedCode) -> Result<Opened, Failure> {
        for _ in 0..ATTEMPTS {
            let mut work = Work::of(self, by);
            let now = self.now();
            let opened = match work.behind(code).await? {
                Behind::Slip(_, slip) => show(&mut work, &slip).await?,
                Behind::Voucher(id, voucher) => vouchers::show(&mut work, id, &voucher).await?,
            };
            let stream = by.institution.opened_stream(by.account, now.today);
            match work.commit(stream, "code-opened").await {
                Ok(Some(Appended::Committed { last, .. })) => {
                    self.settle(last).await?;
                    return Ok(opened);
                }
                Ok(_) => return Ok(opened),
                Err(AppendError::Conflict { .. } | AppendError::GuardMoved { .. }) => {}
                Err(error) => return Err(Failure::of_append(error)),
            }
        }
        Err(Failure::Busy)
    }
}

/// The streams at which is looked when somebody comes with a slip.
pub(super) fn behind(issued: &Issued) -> [[u8; 16]; 4] {
    [
        issued.handover.bytes(),
        issued.path.bytes(),
        issued.record.bytes(),
        issued.institution.bytes(),
    ]
}

async fn show(work: &mut Work<'_>, slip: &Slip) -> Result<Opened, Failure> {
    let (by, now) = (work.by, work.now);
    let issued = slip.addressed_to(by.institution)?;
    let opened = by.institution.opened_stream(by.account, now.today);
    let known = [*work.desk.network.as_bytes(), opened];
    work.fetch(behind(issued).into_iter().chain(known)).await?;
    let handover: Handover = work.load(issued.handover).await?;
    if !handover.awaits_her() {
        return Ok(Opened::Held(handover.is_at(issued.handover)));
    }
    let consent = her_word(work, issued.path).await?;
    let (path, route) = (issued.path, issued.route());
    let mut usable = work.usable(issued.record, &consent, (path, route)).await?;
    if now.today > issued.valid_until {
        // A late entry needs the day of arrival first; until then nothing of her is shown.
        usable.items.clear();
    }
    let permit = consent.live(path, route, &usable.items, now.today);
    let arrived_on = now.today.min(issued.valid_until);
    let way = work.way(&consent, issued, &permit).await?;
    let arrival = slip.present(by.institution, arrived_on, &permit, &usable.her, &way)?;
    let disclosure = arrival.copy().disclosure.clone();
    let opened = AccessEvent::SlipOpened {
        slip: issued.slip,
        handover: issued.handover,
        viewer: by.account,
        disclosure: disclosure.clone(),
        on: now.today,
    };
    let shown = disclosure.map(|disclosure| issued.shown(&disclosure));
    work.note_opening(opened, issued.path, shown).await?;
    let mut names = work.names().await?;
    let told = arrival.copy().counselling.as_ref();
    let way = told.map_or(&[][..], |told| &told.way);
    Ok(Opened::Arrived(Box::new(Arrived {
        sender: names.sender(arrival.sender()).await?,
        way: names.way(way, &BTreeSet::new()).await?,
        valid_until: issued.valid_until,
        arrival,
    })))
}

impl Work<'_> {
    /// Notes what is shown: in the reader's own access stream, and for her on her path. The same
    /// reading of the day is not written again.
    pub(crate) async fn note_opening(
        &mut self,
        opened: AccessEvent,
        path: PathId,
        shown: Option<ConsentEvent>,
    ) -> Result<(), Failure> {
        let (by, now) = (self.by, self.now);
        let id = AccessId::Opened(by.institution, by.account, now.today);
        let earlier = self.events::<AccessEvent>(id).await?;
        let earlier = earlier.iter().rev();
        let mut earlier = earlier.filter_map(|event| event.decode::<AccessEvent>().ok());
        if earlier.any(|before| opened.repeats(&before)) {
            return Ok(());
        }
        self.write_as(Actor::Seam, path, shown)?;
        self.write(id, [opened])
    }
}
