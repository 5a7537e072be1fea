//! A step of the receiving office on one hand-over: load it, let it decide, write, and tell the sender
//! in the same append what she allows. Each command below says only what is its own.

use async_recursion::async_recursion as boxed;
use std::collections::BTreeSet;

use domain::consents::Item;
use domain::handovers::{Handover, HandoverCommand};
use domain::{HandoverId, Staff};
use serde::Serialize;

use super::tell::tell;
use crate::work::{UseCase, Work};
use crate::{Desk, Failure, Key};

/// A command on one hand-over of the own office.
pub trait HandoverStep: Serialize + Sync {
    /// The outcome's code, kept with the idempotency key.
    const OUTCOME: &'static str;

    /// Which hand-over.
    fn handover(&self) -> HandoverId;

    /// What the domain decides; some need a look at other streams first.
    fn command(
        &self,
        work: &mut Work<'_>,
    ) -> impl Future<Output = Result<HandoverCommand, Failure>> + Send;

    /// What the sender is told in the same act.
    fn tell(&self) -> BTreeSet<Item> {
        BTreeSet::new()
    }
}

struct Taking<'s, S>(&'s S);

impl<S: HandoverStep> Serialize for Taking<'_, S> {
    fn serialize<Z: serde::Serializer>(&self, serializer: Z) -> Result<Z::Ok, Z::Error> {
        self.0.serialize(serializer)
    }
}

impl<S: HandoverStep> UseCase for Taking<'_, S> {
    type Answer = HandoverId;
    const OUTCOME: &'static str = S::OUTCOME;

    fn streams(&self, _: Staff, _: [u8; 16]) -> Vec<[u8; 16]> {
        vec![self.0.handover().bytes()]
    }

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let id = self.0.handover();
        let mut state: Handover = work.own(id).await?;
        let what = self.0.command(work).await?;
        work.decide(id, &mut state, what)?;
        tell(work, id, &mut state, &self.0.tell()).await?;
        Ok(id.into())
    }
}

impl Desk {
    /// Takes a step on a hand-over.
    #[boxed]
    pub async fn take_step<S: HandoverStep>(
        &self,
        by: Staff,
        step: &S,
        key: &Key,
    ) -> Result<HandoverId, Failure> {
        self.perform(by, &Taking(step), key).await
    }
}
