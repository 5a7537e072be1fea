//! A copy about a child for the other parent, a guardian or the grown child. What is written, read and
//! answered is the same whether something goes out or nothing may: only she and the officer can tell.

use async_recursion::async_recursion as boxed;
use domain::clients::{AskForChildCopy, ChildCopy, Children, Client, ClientEvent, HeldOfChildren};
use domain::institutions::{Entry, Institution};
use domain::{Actor, Erasable, KnownOr, RecordId, Staff};
use serde::Serialize;

use crate::perform::UseCase;
use crate::slips::read::caseworker;
use crate::work::{Work, read_of};
use crate::{Desk, Failure, Key};

/// Somebody asks for a copy about a child of hers.
#[derive(Clone, Serialize)]
pub struct AnswerChildCopy {
    /// The own record of her.
    pub record: RecordId,
    /// Who asks, with which right, for what.
    pub ask: AskForChildCopy,
}

/// What is held of her children here, and whether any of it may go out.
struct Here {
    held: HeldOfChildren,
    may_go_out: bool,
}

impl Work<'_> {
    async fn children_here(&mut self, record: RecordId) -> Result<Here, Failure> {
        let by = self.by;
        caseworker(by)?;
        let asked: Client = self.own(record).await?;
        asked.at(by.institution)?;
        let joined = self.joined_to(record).await?;
        for client in joined.values() {
            client.at(by.institution)?;
        }
        let own: Institution = self.load(by.institution).await?;
        // That an office which hides knows the child says where she went.
        let hides = own.entry().is_none_or(Entry::hides);
        let mut held = HeldOfChildren::default();
        for (record, client) in &joined {
            if let Some(Children { age_bands, names }) = client.children.known() {
                held.children.age_bands.extend(age_bands);
                held.children.names.extend(names.iter().cloned());
            }
            for event in self.events::<ClientEvent>(*record).await?.iter() {
                if let Some(ClientEvent::ChildConfided {
                    child: Erasable::Known(confided),
                }) = read_of(event)?
                {
                    held.confided.push(confided.note);
                }
            }
        }
        let may_go_out = !hides && joined.values().all(Client::may_tell_others);
        Ok(Here { held, may_go_out })
    }
}

impl UseCase for AnswerChildCopy {
    type Answer = ();
    const OUTCOME: &'static str = "child-copy-answered";

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let by = work.by;
        let here = work.children_here(self.record).await?;
        let copy = self.ask.answer(&here.held, here.may_go_out)?;
        let answered = work.reader().answers(self.record, &self.ask, &copy);
        let at = answered.at;
        work.note(Actor::Staff(by), answered).await?;
        Ok(at.into())
    }
}

impl Desk {
    /// What is held of her children: among it the caseworker chooses what concerns the child.
    #[boxed]
    pub async fn held_of_children(
        &self,
        by: Staff,
        record: RecordId,
    ) -> Result<HeldOfChildren, Failure> {
        Ok(self.children(by, record).await?.held)
    }

    /// Exactly what would go out.
    #[boxed]
    pub async fn preview_child_copy(
        &self,
        by: Staff,
        command: &AnswerChildCopy,
    ) -> Result<ChildCopy, Failure> {
        let here = self.children(by, command.record).await?;
        Ok(command.ask.answer(&here.held, here.may_go_out)?)
    }

    /// Notes who asked and what was answered; then gives it.
    #[boxed]
    pub async fn answer_child_copy(
        &self,
        by: Staff,
        command: &AnswerChildCopy,
        key: &Key,
    ) -> Result<ChildCopy, Failure> {
        self.perform(by, command, key).await?;
        self.preview_child_copy(by, command).await
    }

    async fn children(&self, by: Staff, record: RecordId) -> Result<Here, Failure> {
        let mut work = Work::of(self, by);
        let here = match work.children_here(record).await {
            Err(failure) => return Err(self.noting(&work, failure).await?),
            Ok(here) => here,
        };
        self.note_reading(by, record, domain::access::Purpose::Record)
            .await?;
        Ok(here)
    }
}
