//! ReopenHandover and EnterHandoverInError: mistakes are normal (rule 12), what is closed can go
//! on, and what should never have been written is marked and stays.

use serde::{Deserialize, Serialize};

use super::{Handover, HandoverEvent, Stage, remark};
use crate::optional_text;
use crate::{Note, Refusal};

/// It goes on after all.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Reopen {
    /// Why; without a comment it is refused in words.
    #[serde(default, deserialize_with = "optional_text")]
    pub comment: Option<Note>,
    /// She wants it; what she ended goes on only then.
    #[serde(default)]
    pub her_word: bool,
}

/// It should never have been written.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct EnterInError {
    /// Why; without a comment it is refused in words.
    #[serde(default, deserialize_with = "optional_text")]
    pub comment: Option<Note>,
}

impl Handover {
    pub(super) fn reopen(&self, request: &Reopen) -> Result<Vec<HandoverEvent>, Refusal> {
        if self.stage() == Stage::EndedByHer && !request.her_word {
            return Err(Refusal::OnlyOnHerWord);
        }
        Ok(vec![HandoverEvent::HandoverReopened {
            counselling: remark(request.comment.as_ref())?,
        }])
    }

    /// What the sender believes because of the error is taken back with it.
    pub(super) fn enter_in_error(
        &self,
        request: &EnterInError,
    ) -> Result<Vec<HandoverEvent>, Refusal> {
        let counselling = remark(request.comment.as_ref())?;
        let told = self.held().map(|held| held.given.clone());
        let retracted = told.unwrap_or_default().into_iter().map(|(message, _)| {
            HandoverEvent::FeedbackRetracted {
                message,
                counselling: counselling.clone(),
            }
        });
        let marked = HandoverEvent::HandoverEnteredInError {
            counselling: counselling.clone(),
        };
        Ok(std::iter::once(marked).chain(retracted).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::Item;
    use crate::handovers::HandoverCommand;
    use crate::handovers::tests_support::{arrived, colleague, order};
    use crate::vocabulary::Outcome;

    fn after(mut handover: Handover, commands: &[HandoverCommand]) -> Handover {
        for command in commands {
            for event in handover.decide(&order(command.clone())).unwrap() {
                handover.evolve(&event);
            }
        }
        handover
    }

    fn reopen(her_word: bool) -> HandoverCommand {
        HandoverCommand::Reopen(Reopen {
            comment: Note::parse("Sie kommt doch wieder").ok(),
            her_word,
        })
    }

    fn conclude() -> HandoverCommand {
        HandoverCommand::Conclude(Outcome::HelpProvided.into())
    }

    #[test]
    fn what_was_concluded_goes_on_accepted() {
        let handover = arrived([(Item::Need, true)], true).0;
        let handover = after(handover, &[conclude(), reopen(false)]);
        assert_eq!(handover.stage(), Stage::Accepted);
    }

    #[test]
    fn what_she_ended_goes_on_only_on_her_word() {
        let handover = arrived([(Item::Need, true)], true).0;
        let ended = after(handover, &[HandoverCommand::EndOnHerWord]);
        assert_eq!(
            ended.decide(&order(reopen(false))),
            Err(Refusal::OnlyOnHerWord)
        );
        assert_eq!(after(ended, &[reopen(true)]).stage(), Stage::Acknowledged);
    }

    #[test]
    fn an_error_is_marked_with_a_comment_by_its_author_or_the_lead() {
        let handover = arrived([(Item::Need, true)], true).0;
        let mark = |comment| HandoverCommand::EnterInError(EnterInError { comment });
        assert_eq!(
            handover.decide(&order(mark(None))),
            Err(Refusal::CommentMissing)
        );
        let comment = Note::parse("falsche Person").ok();
        assert_eq!(
            handover.decide(&colleague(mark(comment.clone()))),
            Err(Refusal::OnlyAuthorOrLead)
        );
        let marked = after(handover, &[mark(comment)]);
        assert_eq!(
            marked.decide(&order(conclude())),
            Err(Refusal::EnteredInError)
        );
    }
}
