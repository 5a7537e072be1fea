//! Whole lists, for tests that look at everything: page after page, as a reader would.

use casework::{DataProtection, DataProtectionParts, Desk, Failure, HeldHere, Incoming, KeptHere};
use domain::{RecordId, Staff};
use read_models::clients::{ClientList, ClientRow};
use read_models::data_protection::{ActRow, DataAct, Month, Months, Sort};
use read_models::evidence::EvidenceRow;
use read_models::slips::{SlipList, SlipRow};
use read_models::vouchers::{VoucherList, VoucherRow};
use read_models::{Part, Place, Window};

/// So many rows make a page here: few, so that there is more than one.
const PAGE: usize = 3;

/// What a privacy officer can read.
pub struct Overseen {
    /// What was done in the last two years.
    pub acts: Vec<ActRow>,
    /// What is still there though she wants it erased.
    pub kept: Vec<KeptHere>,
    /// Legal holds.
    pub holds: Vec<HeldHere>,
    /// What is not used for now.
    pub restricted: Vec<RecordId>,
    /// What proves her word.
    pub evidence: Vec<EvidenceRow>,
    /// Notices that nobody has read.
    pub open_notices: u64,
}

impl Overseen {
    /// How many acts of a kind there were.
    pub fn count(&self, is: impl Fn(&DataAct) -> bool) -> usize {
        self.acts.iter().filter(|act| is(&act.what)).count()
    }
}

async fn all<R>(
    part: impl AsyncFn(&Window<Place>) -> Result<Part<R, Place>, Failure>,
) -> Result<Vec<R>, Failure> {
    let (mut rows, mut window) = (Vec::new(), Window::first(PAGE));
    loop {
        let found = part(&window).await?;
        rows.extend(found.rows);
        match found.next {
            Some(next) => window.after = Some(next),
            None => return Ok(rows),
        }
    }
}

fn two_years(desk: &Desk) -> Months {
    let last = Month::of(desk.now().today);
    let months = std::iter::successors(Some(last), |month| Some(month.before()));
    let first = months.take(Months::MOST).last().unwrap_or(last);
    Months::from_to(first, last).expect("a period")
}

/// What a privacy officer sees first.
pub async fn overview(desk: &Desk, by: Staff) -> Result<DataProtection, Failure> {
    let (months, first) = (two_years(desk), DataProtectionParts::first(PAGE));
    desk.data_protection(by, months, &first).await
}

/// Everything that a privacy officer or a lead can read.
pub async fn overseen(desk: &Desk, by: Staff) -> Result<Overseen, Failure> {
    let (months, view) = (two_years(desk), overview(desk, by).await?);
    let acts = all(async |window| desk.data_acts(by, (Sort::ALL, months), window).await).await?;
    let counted: u64 = view.counts.values().sum();
    assert_eq!(
        acts.len() as u64,
        counted,
        "what is counted is what is read"
    );
    let evidence = all(async |window| desk.kept_evidence(by, window).await).await?;
    assert_eq!(evidence.len() as u64, view.evidence);
    let parts = |window: &Window<Place>| DataProtectionParts {
        kept: window.clone(),
        holds: window.clone(),
        restricted: window.clone(),
    };
    let read =
        async |window: &Window<Place>| desk.data_protection(by, months, &parts(window)).await;
    let kept = all(async |window| Ok(read(window).await?.kept)).await?;
    let holds = all(async |window| Ok(read(window).await?.holds)).await?;
    let restricted = all(async |window| Ok(read(window).await?.restricted)).await?;
    let counted = (view.kept_count, view.hold_count, view.restricted_count);
    let there = (kept.len(), holds.len(), restricted.len());
    assert_eq!(
        (there.0 as u64, there.1 as u64, there.2 as u64),
        counted,
        "what is counted is what is read"
    );
    Ok(Overseen {
        acts,
        kept,
        holds,
        restricted,
        evidence,
        open_notices: view.open_notices,
    })
}

/// What waits at an office.
pub async fn worklist(desk: &Desk, by: Staff) -> Result<Vec<Incoming>, Failure> {
    all(async |window| desk.worklist_in(by, window).await).await
}

/// The slips of an office.
pub async fn slips(desk: &Desk, by: Staff) -> Result<Vec<SlipRow>, Failure> {
    all(async |window| desk.slips_in(by, &SlipList::ALL, window).await).await
}

/// The records of an office.
pub async fn clients(desk: &Desk, by: Staff) -> Result<Vec<ClientRow>, Failure> {
    all(async |window| desk.clients_in(by, &ClientList::ALL, window).await).await
}

/// The vouchers of an office.
pub async fn vouchers(desk: &Desk, by: Staff) -> Result<Vec<VoucherRow>, Failure> {
    all(async |window| desk.vouchers_in(by, &VoucherList::ALL, window).await).await
}
