//! Appends that wait for one another's commit go together: whoever comes while nobody writes leads at once, and
//! takes along those who came while the one before was written. One lock, one look, one commit for all of them,
//! where nobody writes what somebody behind reads; who does not fit goes with the next.

use crate::{
    append::{Append, AppendError, Appended, CodeChange, CodeHash},
    idempotency,
    ids::StreamId,
    keys::Network,
};
use std::{
    collections::{HashSet, VecDeque},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};
use tokio::sync::Notify;

/// How many go together: so long are those behind kept waiting.
const MOST: usize = 32;

/// What an append is answered.
pub(crate) type Answer = Result<Appended, AppendError>;

/// An append that waits.
pub(crate) struct Waiting {
    pub(crate) network: Arc<Network>,
    pub(crate) append: Append,
    turn: Mutex<Turn>,
    told: Notify,
    /// It was among some that failed together: now each goes alone, and learns its own fault.
    alone: AtomicBool,
}

enum Turn {
    Waits,
    Leads,
    Done(Answer),
    /// Nobody waits for the answer any more.
    Gone,
}

impl Waiting {
    pub(crate) fn new(network: Arc<Network>, append: Append) -> Arc<Self> {
        Arc::new(Self {
            network,
            append,
            turn: Mutex::new(Turn::Waits),
            told: Notify::new(),
            alone: AtomicBool::new(false),
        })
    }

    fn turn(&self) -> MutexGuard<'_, Turn> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells it, unless nobody listens any more.
    fn tell(&self, turn: Turn) -> bool {
        let mut now = self.turn();
        if matches!(*now, Turn::Gone) {
            return false;
        }
        *now = turn;
        self.told.notify_one();
        true
    }
}

/// Those who wait, in the order in which they came.
#[derive(Default)]
pub(crate) struct Queue(Mutex<Line>);

#[derive(Default)]
struct Line {
    led: bool,
    waiting: VecDeque<Arc<Waiting>>,
}

impl Line {
    /// Lets the first lead who still wants to.
    fn pass_on(&mut self) {
        let mut first = std::iter::from_fn(|| self.waiting.pop_front());
        self.led = first.any(|first| first.tell(Turn::Leads));
    }
}

impl Queue {
    fn line(&self) -> MutexGuard<'_, Line> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn join(self: &Arc<Self>, mine: Arc<Waiting>) -> Place {
        let mut line = self.line();
        line.waiting.push_back(Arc::clone(&mine));
        if !line.led {
            line.pass_on();
        }
        drop(line);
        Place {
            queue: Arc::clone(self),
            mine,
        }
    }
}

/// A place in the queue; whoever drops it leaves, unless somebody writes for it at this moment.
pub(crate) struct Place {
    queue: Arc<Queue>,
    mine: Arc<Waiting>,
}

/// What one waited for.
pub(crate) enum Called {
    Answered(Answer),
    ToLead(Led),
}

impl Place {
    /// Waits until somebody has written it, or nobody writes.
    pub(crate) async fn called(&self) -> Called {
        loop {
            let told = self.mine.told.notified();
            let turn = std::mem::replace(&mut *self.mine.turn(), Turn::Waits);
            match turn {
                Turn::Done(answer) => return Called::Answered(answer),
                Turn::Leads => return Called::ToLead(self.lead()),
                Turn::Waits | Turn::Gone => {}
            }
            told.await;
        }
    }

    /// Takes along whoever fits, in the order in which they came.
    fn lead(&self) -> Led {
        let (mut members, mut touched) = (Vec::new(), Touched::default());
        let mut line = self.queue.line();
        touched.take(&self.mine);
        members.push(Arc::clone(&self.mine));
        let mut left = VecDeque::with_capacity(line.waiting.len());
        for next in line.waiting.drain(..) {
            if members.len() < MOST && next.goes_with(&self.mine) && !touched.meets(&next) {
                touched.take(&next);
                members.push(next);
            } else {
                left.push_back(next);
            }
        }
        line.waiting = left;
        drop(line);
        let queue = Arc::clone(&self.queue);
        Led { queue, members }
    }
}

impl Waiting {
    fn goes_with(&self, first: &Self) -> bool {
        let alone = |one: &Self| one.alone.load(Ordering::Relaxed);
        !alone(self) && !alone(first) && self.network.id == first.network.id
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut line = self.queue.line();
        let turn = std::mem::replace(&mut *self.mine.turn(), Turn::Gone);
        if matches!(turn, Turn::Leads) {
            line.pass_on();
        }
        line.waiting.retain(|other| !Arc::ptr_eq(other, &self.mine));
    }
}

/// Appends that are written together. Those that are not answered when it is dropped wait again.
pub(crate) struct Led {
    queue: Arc<Queue>,
    pub(crate) members: Vec<Arc<Waiting>>,
}

impl Led {
    /// Answers each that has an answer.
    pub(crate) fn answer(mut self, answers: Vec<Option<Answer>>) {
        let mut answers = answers.into_iter();
        self.members.retain(|member| {
            let answer = answers.next().flatten();
            let waits = answer.is_none();
            if let Some(answer) = answer {
                member.tell(Turn::Done(answer));
            }
            waits
        });
    }

    /// What failed for one alone is its answer; what failed for several each tries anew alone.
    pub(crate) fn failed(self, error: AppendError) {
        if self.members.len() == 1 {
            return self.answer(vec![Some(Err(error))]);
        }
        for member in &self.members {
            member.alone.store(true, Ordering::Relaxed);
        }
    }
}

impl Drop for Led {
    fn drop(&mut self) {
        let mut line = self.queue.line();
        for member in self.members.drain(..).rev() {
            line.waiting.push_front(member);
        }
        line.pass_on();
    }
}

/// What those who go together write and read.
#[derive(Default)]
struct Touched {
    written: HashSet<StreamId>,
    codes: HashSet<CodeHash>,
    commands: HashSet<i64>,
}

impl Touched {
    fn take(&mut self, one: &Waiting) {
        let append = &one.append;
        let streams = append.writes.iter().map(|write| write.stream);
        self.written.extend(streams);
        self.codes
            .extend(append.codes.iter().map(|code| *code.hash()));
        self.commands
            .extend(append.idempotency.as_ref().map(idempotency::id));
    }

    /// Whether this one would read what those write.
    fn meets(&self, one: &Waiting) -> bool {
        let append = &one.append;
        let written = append.writes.iter().map(|write| write.stream);
        let guarded = append.guards.iter().map(|guard| guard.stream);
        let mut codes = append.codes.iter().map(CodeChange::hash);
        let command = append.idempotency.as_ref().map(idempotency::id);
        written
            .chain(guarded)
            .any(|stream| self.written.contains(&stream))
            || codes.any(|code| self.codes.contains(code))
            || command.is_some_and(|command| self.commands.contains(&command))
    }
}
