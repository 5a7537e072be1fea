//! ReissueOpenSlips: new papers for all that she carries, vouchers too, in one act: what the old ones say
//! stays true of the old ones, and their codes are dead.

use async_recursion::async_recursion as boxed;
use std::collections::BTreeSet;

use domain::clients::Client;
use domain::consents::Item;
use domain::slips::{Paper, Reappointed, Reissue, Slip, Stage};
use domain::vouchers::Voucher;
use domain::{Now, RecordId, Refusal, SlipId, Staff, VoucherId};
use serde::Serialize;

use super::read::caseworker;
use crate::perform::UseCase;
use crate::vouchers::can_be_reissued;
use crate::work::Work;
use crate::{Desk, Failure};

/// New papers for a person.
#[derive(Clone, Serialize)]
pub struct ReissueOpenSlips {
    /// Whose slips.
    pub record: RecordId,
    /// She wants them.
    pub her_wish: bool,
    /// The slips whose paper shall say where she goes and why, because she wants that.
    pub plain: BTreeSet<SlipId>,
}

impl UseCase for ReissueOpenSlips {
    type Answer = ();
    const OUTCOME: &'static str = "open-slips-reissued";

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let (by, now) = (work.by, work.now);
        caseworker(by)?;
        let client: Client = work.own(self.record).await?;
        client.at(by.institution)?;
        if !self.her_wish {
            return Err(Refusal::OnlyOnHerWord.into());
        }
        let slips = work.slips_of(&client).await?;
        self.plain_are_open(&slips, now)?;
        work.reissue_vouchers(&client).await?;
        for slip in slips {
            let Some(issued) = slip.issued().filter(|_| is_open(&slip, now)) else {
                continue;
            };
            let plain = self.plain.contains(&issued.slip);
            let reissue = Reissue {
                her_wish: true,
                valid_until: issued.valid_until,
                appointment: Reappointed::Now(
                    issued
                        .appointment
                        .clone()
                        .filter(|appointment| !appointment.is_over(now.today)),
                ),
                paper: plain.then_some(Paper::Plain),
            };
            work.reissue(issued.slip, reissue).await?;
        }
        Ok(self.record.into())
    }
}

impl ReissueOpenSlips {
    /// What she wants to be plain is among what is made new: otherwise she would carry another paper than she
    /// chose, and nobody would notice.
    fn plain_are_open(&self, slips: &[Slip], now: Now) -> Result<(), Refusal> {
        for named in &self.plain {
            let is_named = |slip: &&Slip| slip.issued().is_some_and(|it| it.slip == *named);
            let slip = slips.iter().find(is_named).ok_or(Refusal::NotFound)?;
            match slip.stage_on(now.today) {
                Stage::Issued if is_open(slip, now) => {}
                Stage::Issued => return Err(Refusal::CodeNotKept),
                over => return Err(over.refusal()),
            }
        }
        Ok(())
    }
}

/// What she carries from an office.
#[derive(Default)]
pub struct OpenPapers {
    /// The slips that hold and whose paper can be replaced.
    pub slips: Vec<SlipId>,
    /// The slips that hold, but by a paper that is older than its sender's hiding: their codes give nothing
    /// of hers.
    pub outdated: BTreeSet<SlipId>,
    /// The vouchers that hold.
    pub vouchers: Vec<VoucherId>,
    /// The code of one of them gives no name, by a paper that is older than her danger.
    pub name_withheld: bool,
}

/// Whether it holds, and a new paper can take the place of the old one.
fn is_open(slip: &Slip, now: Now) -> bool {
    let kept = slip.issued().is_some_and(|issued| issued.code_kept);
    kept && slip.stage_on(now.today) == Stage::Issued
}

impl Desk {
    /// What she carries from here that holds, the latest first.
    #[boxed]
    pub async fn open_papers(&self, by: Staff, record: RecordId) -> Result<OpenPapers, Failure> {
        caseworker(by)?;
        let mut work = Work::of(self, by);
        let client: Client = work.own(record).await?;
        if client.opened.is_none() {
            return Err(self.unknown(by).await);
        }
        let now = self.now();
        let mut papers = OpenPapers::default();
        let mut slips = work.slips_of(&client).await?;
        slips.sort_unstable_by_key(|slip| slip.issued().map(|slip| (slip.issued_on, slip.slip)));
        for slip in slips.iter().rev() {
            let holds = slip.stage_on(now.today) == Stage::Issued;
            let Some(issued) = slip.issued().filter(|_| holds) else {
                continue;
            };
            if issued.paper_outdated {
                papers.outdated.insert(issued.slip);
            }
            if is_open(slip, now) {
                papers.slips.push(issued.slip);
            }
        }
        let mut vouchers = work.vouchers_of(&client).await?;
        vouchers.retain(|voucher| can_be_reissued(voucher, now));
        let mut vouchers: Vec<_> = vouchers.iter().filter_map(Voucher::issued).collect();
        vouchers.sort_unstable_by_key(|voucher| (voucher.issued_on, voucher.voucher));
        papers.name_withheld = vouchers.iter().any(|voucher| voucher.name_withheld);
        papers.vouchers = vouchers.iter().rev().map(|it| it.voucher).collect();
        Ok(papers)
    }

    /// Whether the way to reach her waits until she is asked again, on some route that she granted.
    #[boxed]
    pub async fn contact_waits(&self, by: Staff, record: RecordId) -> Result<bool, Failure> {
        caseworker(by)?;
        let mut work = Work::of(self, by);
        let client: Client = work.own(record).await?;
        let today = self.now().today;
        for slip in work.slips_of(&client).await? {
            let Some(issued) = slip
                .issued()
                .filter(|_| slip.stage_on(today) == Stage::Issued)
            else {
                continue;
            };
            let consent = work.her_word(issued.path).await?;
            let carries = issued.carries.contains(&Item::Contact);
            if carries && client.contact_waits(&consent, issued.path, issued.route()) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
