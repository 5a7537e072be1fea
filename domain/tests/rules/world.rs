//! A network in memory that puts the domain's decisions together as the offices' desks do: all of a
//! command's events or none.

use std::collections::BTreeMap;
use std::rc::Rc;

use domain::clients::{Client, ClientEvent};
use domain::consents::{Consent, ConsentEvent, Item, Permit, Route};
use domain::handovers::{Handover, HandoverEvent};
use domain::slips::{Issued, Slip, SlipEvent};
use domain::vouchers::{Voucher, VoucherEvent};
use domain::{
    HandoverId, InstitutionId, Instruction, Now, PathId, RecordId, Refusal, SlipId, Staff,
    VoucherId,
};
use jiff::ToSpan;
use jiff::civil::Date;

use super::her::Her;
use super::op::{Op, What};
use super::own_codes::{self, OwnCode};
use super::town::{self, Town};

pub(crate) type Answer = Result<(), Refusal>;

#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Written {
    Client(RecordId, ClientEvent),
    Consent(PathId, ConsentEvent),
    Slip(SlipId, SlipEvent),
    Handover(HandoverId, HandoverEvent),
    Voucher(VoucherId, VoucherEvent),
}

#[derive(Debug, Clone)]
pub(crate) struct World {
    pub(crate) town: Rc<Town>,
    /// Of whom a command is, if the thing that it is about does not say so.
    pub(crate) person: u8,
    /// Whose a path is.
    whose: BTreeMap<PathId, u8>,
    pub(crate) today: Date,
    pub(crate) clients: BTreeMap<RecordId, Client>,
    pub(crate) consents: BTreeMap<PathId, Consent>,
    pub(crate) slips: BTreeMap<SlipId, Slip>,
    pub(crate) handovers: BTreeMap<HandoverId, Handover>,
    pub(crate) vouchers: BTreeMap<VoucherId, Voucher>,
    pub(crate) her: Her,
    pub(crate) own_codes: Vec<OwnCode>,
    /// What the last step wrote.
    pub(crate) written: Vec<Written>,
    step: u32,
    drawn: u8,
}

impl World {
    /// Nothing has happened yet.
    pub(crate) fn of(town: Rc<Town>) -> Self {
        Self {
            town,
            person: 0,
            whose: BTreeMap::new(),
            today: town::first_day(),
            clients: BTreeMap::new(),
            consents: BTreeMap::new(),
            slips: BTreeMap::new(),
            handovers: BTreeMap::new(),
            vouchers: BTreeMap::new(),
            her: Her::default(),
            own_codes: vec![],
            written: Vec::new(),
            step: 0,
            drawn: 0,
        }
    }
}

/// The `at`-th thing, the latest first; unless blindly, one that fits, if there is one.
pub(crate) fn pick_fitting<K: Copy, V>(
    things: &BTreeMap<K, V>,
    op: &Op,
    fits: impl Fn(&V) -> bool,
) -> Option<K> {
    let fitting: Vec<K> = things
        .iter()
        .filter(|(_, thing)| fits(thing))
        .map(|(key, _)| *key)
        .collect();
    let one = fitting.iter().rev().cycle().nth(op.at).copied();
    one.filter(|_| !op.blind).or_else(|| pick(things, op.at))
}

/// The `at`-th thing, the latest first.
pub(crate) fn pick<K: Copy, V>(things: &BTreeMap<K, V>, at: usize) -> Option<K> {
    things.keys().rev().cycle().nth(at).copied()
}

impl World {
    /// Carries a command out, or leaves everything as it was.
    pub(crate) fn step(&mut self, op: &Op) -> Answer {
        self.step += 1;
        self.person = op.person % self.town.persons;
        self.drawn = 0;
        self.written.clear();
        let mut next = self.clone();
        let answer = next.perform(op);
        if answer.is_ok() {
            *self = next;
        }
        answer
    }

    /// Takes over what another run wrote in this step.
    pub(crate) fn take_over(&mut self, op: &Op, written: impl IntoIterator<Item = Written>) {
        self.step += 1;
        self.person = op.person % self.town.persons;
        self.written.clear();
        for event in written {
            self.write(event);
        }
    }

    fn perform(&mut self, op: &Op) -> Answer {
        match op.what {
            What::NextDays => {
                self.clock(op);
                Ok(())
            }
            What::RecordClient
            | What::Identify
            | What::Rectify
            | What::Protect
            | What::Restrict
            | What::Confide
            | What::KeepUntil
            | What::LiftHold
            | What::RequestErasure
            | What::KeepRecord
            | What::EraseRecord
            | What::Join => self.client(op),
            What::Ask
            | What::WithdrawItems
            | What::WithdrawEverything
            | What::ReleaseMessage
            | What::RecordRelease
            | What::WithdrawRelease => self.consent(op),
            What::Issue
            | What::Reissue
            | What::HideSender
            | What::WithdrawSlip
            | What::Revive
            | What::SlipInError
            | What::PaperReturn
            | What::SettleCallBack => self.slip(op),
            What::LookUp => self.look_up(op),
            What::IssueVoucher | What::Redeem | What::ReissueVoucher | What::VoucherInError => {
                self.voucher(op)
            }
            _ => self.receive(op),
        }
    }

    /// Days pass, and whatever ends on a day ends.
    fn clock(&mut self, op: &Op) {
        let days = [1_i32, 1, 1, 2, 5, 12, 30, 100][usize::from(op.other)];
        self.today = self.today.saturating_add(days.days());
        let today = self.today;
        let mut over: Vec<Written> = Vec::new();
        for (id, slip) in &self.slips {
            over.extend(slip.end_validity(today).map(|e| Written::Slip(*id, e)));
        }
        for (id, voucher) in &self.vouchers {
            let ended = voucher.end_validity(today);
            over.extend(ended.map(|e| Written::Voucher(*id, e)));
        }
        for (id, consent) in &self.consents {
            let expired = consent.expire(today).into_iter();
            over.extend(expired.map(|e| Written::Consent(*id, e)));
        }
        for written in over {
            self.write(written);
        }
    }

    pub(crate) fn write(&mut self, written: Written) {
        if let Written::Client(_, ClientEvent::ClientRecorded { path, .. }) = &written {
            self.whose.entry(*path).or_insert(self.person);
        }
        match &written {
            Written::Client(id, event) => self.clients.entry(*id).or_default().evolve(event),
            Written::Consent(id, event) => {
                self.consents.entry(*id).or_default().evolve(event);
                own_codes::follow(&mut self.own_codes, *id, event);
            }
            Written::Slip(id, event) => self.slips.entry(*id).or_default().evolve(event),
            Written::Handover(id, event) => self.handovers.entry(*id).or_default().evolve(event),
            Written::Voucher(id, event) => self.vouchers.entry(*id).or_default().evolve(event),
        }
        self.written.push(written);
    }

    /// Sixteen bytes that nobody else has, in the order of the steps; the same ones in every run.
    pub(crate) fn draw(&mut self) -> [u8; 16] {
        self.drawn += 1;
        let mut bytes = [0; 16];
        bytes[..4].copy_from_slice(&self.step.to_be_bytes());
        bytes[4] = self.drawn;
        bytes
    }

    pub(crate) fn order<C>(&self, by: Staff, what: C) -> Instruction<C> {
        let now = Now {
            at: "2026-11-02T09:00:00Z".parse().unwrap(),
            today: self.today,
        };
        Instruction { by, now, what }
    }

    /// Who gives the command: whose thing it is, unless a stray office tries.
    pub(crate) fn by(&self, op: &Op, rightful: InstitutionId) -> Staff {
        let stray = op.stray.map(|number| self.town.nth(number.into()));
        Staff {
            account: town::account(op.colleague),
            institution: stray.unwrap_or(rightful),
            function: op.role,
        }
    }

    /// Whose this path is.
    pub(crate) fn whose(&self, path: PathId) -> u8 {
        self.whose[&path]
    }

    pub(crate) fn word(&self, path: PathId) -> Consent {
        self.consents.get(&path).cloned().unwrap_or_default()
    }

    /// Everything that lives on this route.
    pub(crate) fn live(&self, path: PathId, route: Route) -> Permit {
        let all = Item::ALL.iter().copied().collect();
        let never_asked = Consent::default();
        let word = self.consents.get(&path).unwrap_or(&never_asked);
        word.live(path, route, &all, self.today)
    }

    pub(crate) fn issued(&self, slip: SlipId) -> &Issued {
        self.slips[&slip].issued().unwrap()
    }

    /// The hand-over that this slip led to: the one it opened, or the arrival that it was linked to.
    pub(crate) fn holder(&self, slip: SlipId) -> Option<HandoverId> {
        let opened = self.issued(slip).handover;
        match self.handovers.get(&opened)? {
            Handover::LinkedTo { handover, .. } => Some(*handover),
            _ => Some(opened),
        }
    }

    /// This path and all that were linked with it.
    pub(crate) fn all_paths(&self, path: PathId) -> Vec<PathId> {
        let mut all = vec![path];
        let mut next = 0;
        while let Some(path) = all.get(next).copied() {
            for other in self.word(path).linked() {
                if !all.contains(other) {
                    all.push(*other);
                }
            }
            next += 1;
        }
        all
    }
}

/// What a hand-over's stream holds before anything happened.
pub(crate) fn at(world: &World, id: HandoverId) -> Handover {
    world.handovers.get(&id).cloned().unwrap_or_default()
}
