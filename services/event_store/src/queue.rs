//! Appends that wait for one another's commit go together: whoever comes while nobody writes leads at once, and
//! takes along those who came while the one before was written. One lock, one look, one commit for all of them,
//! where nobody writes what somebody behind reads; who does not fit goes with the next. A store has one line: a
//! server serves one network, and where a store holds several, SQLite has one writer for all of them anyway.

use crate::{
    append::{Append, AppendError, Appended, CodeChange, CodeHash},
    idempotency,
    ids::StreamId,
    network::Network,
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
    /// It was among some that failed together: now it goes alone, and learns its own fault.
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

    fn is_gone(&self) -> bool {
        matches!(*self.turn(), Turn::Gone)
    }

    fn tries_alone(&self) {
        self.alone.store(true, Ordering::Relaxed);
    }

    fn goes_with(&self, first: &Self) -> bool {
        let alone = |one: &Self| one.alone.load(Ordering::Relaxed);
        !alone(self) && !alone(first) && self.network.id == first.network.id
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

    /// How many wait, and nobody leads them yet.
    #[cfg(feature = "testing")]
    pub(crate) fn waiting(&self) -> usize {
        self.line().waiting.len()
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

impl Drop for Place {
    fn drop(&mut self) {
        let mut line = self.queue.line();
        let turn = std::mem::replace(&mut *self.mine.turn(), Turn::Gone);
        match turn {
            Turn::Leads => line.pass_on(),
            Turn::Waits => line.waiting.retain(|other| !Arc::ptr_eq(other, &self.mine)),
            Turn::Done(_) | Turn::Gone => {}
        }
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
    pub(crate) fn failed(self, error: &AppendError) {
        if self.members.len() == 1 {
            return self.all_failed(error);
        }
        for member in &self.members {
            member.tries_alone();
        }
    }

    /// What no other try would change, such as that there is no database.
    pub(crate) fn all_failed(self, error: &AppendError) {
        let answers = self.members.iter().map(|_| Some(Err(error.clone())));
        let answers = answers.collect();
        self.answer(answers);
    }

    /// Nobody knows whether the commit happened. Of several, a command that would be known again tries alone;
    /// another would find its own events there, and be decided and noted twice.
    pub(crate) fn commit_failed(self, mut answers: Vec<Option<Answer>>, error: &AppendError) {
        let several = self.members.len() > 1;
        for (member, answer) in self.members.iter().zip(&mut answers) {
            if !matches!(answer, Some(Ok(Appended::Committed { .. }))) {
                continue;
            }
            *answer = if several && member.append.idempotency.is_some() {
                member.tries_alone();
                None
            } else {
                Some(Err(error.clone()))
            };
        }
        self.answer(answers);
    }
}

impl Drop for Led {
    fn drop(&mut self) {
        // What made one of them panic would make it panic again.
        if std::thread::panicking() {
            for member in &self.members {
                member.tries_alone();
            }
        }
        let mut line = self.queue.line();
        for member in self.members.drain(..).rev() {
            // Who left meanwhile could not leave the line.
            if !member.is_gone() {
                line.waiting.push_front(member);
            }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{StoreError, ids::NetworkId};

    #[tokio::test]
    async fn what_no_other_try_would_change_is_told_to_all() {
        let (queue, id) = (Arc::<Queue>::default(), NetworkId::from_bytes([7; 16]));
        let network = Arc::new(Network::of_test(id));
        let append = || Append {
            network: id,
            recorded_on: 0,
            writes: Vec::new(),
            guards: Vec::new(),
            codes: Vec::new(),
            erase: Vec::new(),
            shred: Vec::new(),
            idempotency: None,
            outcome: String::new(),
        };
        let place = |_| queue.join(Waiting::new(Arc::clone(&network), append()));
        let places: Vec<_> = (0..3).map(place).collect();
        let Called::ToLead(led) = places[0].called().await else {
            panic!("nobody writes");
        };
        assert_eq!(led.members.len(), 3);
        led.all_failed(&StoreError::Database("it is away".to_owned()).into());
        for place in &places {
            let Called::Answered(Err(AppendError::Store(error))) = place.called().await else {
                panic!("nobody tries anew");
            };
            assert_eq!(error.to_string(), "the database failed: it is away");
        }
    }
}
