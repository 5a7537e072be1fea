//! Opening a code at the counter, a slip's or a voucher's: a disclosure, written before bytes leave
//! (formats.md, "/s/").

use async_recursion::async_recursion as boxed;
use std::collections::BTreeSet;

use domain::access::{AccessEvent, Noted};
use domain::codes::PresentedCode;
use domain::consents::ConsentEvent;
use domain::handovers::Handover;
use domain::institutions::SenderShown;
use domain::slips::{Arrival, Issued, Slip};
use domain::vouchers::Presented;
use domain::{Actor, HandoverId, Line, PathId, Staff, VoucherId};
use jiff::civil::Date;

use crate::codes::Behind;
use crate::perform::Attempts;
use crate::vouchers;
use crate::work::{Work, read_of};
use crate::{Desk, Failure};

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
        let mut attempts = Attempts::deciding_anew();
        loop {
            let mut work = Work::of(self, by);
            let opened = match work.behind(code).await? {
                Behind::Slip(_, slip) => show(&mut work, &slip).await?,
                Behind::Voucher(id, voucher) => {
                    let presented = vouchers::show(&mut work, id, &voucher).await?;
                    presented.map_or(Opened::OwnVoucher(id), |it| Opened::Voucher(it.into()))
                }
            };
            let stream = work.reader().openings().bytes();
            let commit = work.commit(stream, "code-opened", None).await;
            if attempts.settled(self, commit).await?.is_some() {
                return Ok(opened);
            }
        }
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
    let reader = work.reader();
    let known = [*work.desk.network.as_bytes(), reader.openings().bytes()];
    work.fetch(behind(issued).into_iter().chain(known)).await?;
    let handover: Handover = work.load(issued.handover).await?;
    if !handover.awaits_her() {
        return Ok(Opened::Held(handover.is_at(issued.handover)));
    }
    let consent = work.her_word(issued.path).await?;
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
    let disclosure = arrival.copy.disclosure.clone();
    let opened = reader.opens_slip(issued, disclosure.clone());
    let shown = disclosure.map(|disclosure| issued.shown(&disclosure));
    work.note_opening(opened, issued.path, shown).await?;
    let mut names = work.names().await?;
    let told = arrival.copy.counselling.as_ref();
    let way = told.map_or(&[][..], |told| &told.way);
    Ok(Opened::Arrived(Box::new(Arrived {
        sender: names.sender(arrival.sender).await?,
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
        Noted { at, event }: Noted,
        path: PathId,
        shown: Option<ConsentEvent>,
    ) -> Result<(), Failure> {
        for earlier in self.events::<AccessEvent>(at).await?.iter().rev() {
            if read_of(earlier)?.is_some_and(|before| event.repeats(&before)) {
                return Ok(());
            }
        }
        self.write_as(Actor::Seam, path, shown)?;
        self.write(at, [event])
    }
}
