//! What an office told, as forms post it: one code for each message.

use domain::slips::Message;
use domain::vocabulary::{Outcome, RejectionReason, Side};

use crate::form::choice;
use crate::pages::{Choice, ChoiceGroup};
use crate::words;

/// The code of a message: `arrived`, `outcome:help_provided`.
pub(crate) fn code(message: Message) -> String {
    match message {
        Message::Arrived => "arrived".into(),
        Message::Accepted => "accepted".into(),
        Message::NotAccepted => "not_accepted".into(),
        Message::Outcome { outcome } => format!("outcome:{outcome}"),
        Message::Reason { reason } => format!("reason:{reason}"),
    }
}

/// The message of a code.
pub(crate) fn parse(code: &str) -> Option<Message> {
    let reasons = RejectionReason::ALL.iter();
    let reasons = reasons.map(|&reason| Message::Reason { reason });
    let mut all = OF_HER_COMING.into_iter().chain(outcomes()).chain(reasons);
    all.find(|message| self::code(*message) == code)
}

const OF_HER_COMING: [Message; 3] = [Message::Arrived, Message::Accepted, Message::NotAccepted];

fn outcomes() -> impl Iterator<Item = Message> {
    let all = Outcome::ALL.iter();
    all.map(|&outcome| Message::Outcome { outcome })
}

/// A message to be chosen.
pub(crate) fn offered(message: Message) -> Choice {
    choice(&code(message), &words::message(message))
}

/// A message in a word or two: on the sender's page a whole sentence would read as if it were said.
const fn in_short(message: Message) -> &'static str {
    match message {
        Message::Arrived => "angekommen",
        Message::Accepted => "angenommen",
        Message::NotAccepted => "nicht angenommen",
        Message::Outcome { outcome } => words::outcome(outcome),
        Message::Reason { reason } => words::reason(reason),
    }
}

/// Every message that a strip of paper can bring; an office that may reduce benefits enters nothing
/// that lies on her side (transitions.md, below the hand-over's table).
pub(crate) fn on_paper(may_reduce_benefits: bool) -> Vec<ChoiceGroup> {
    let group = |label: &str, messages: Vec<Message>| ChoiceGroup {
        label: label.into(),
        choices: messages
            .into_iter()
            .filter(|message| !(may_reduce_benefits && message.lies_on_her_side()))
            .map(|message| choice(&code(message), in_short(message)))
            .collect(),
    };
    let reasons = |side: Side| {
        let of_side = RejectionReason::ALL
            .iter()
            .filter(move |r| r.side() == side);
        of_side.map(|&reason| Message::Reason { reason })
    };
    let mut groups = vec![
        group("Ankunft", OF_HER_COMING.to_vec()),
        group("Ergebnis", outcomes().collect()),
        group(
            "Grund, warum es nicht ging",
            Side::ALL.iter().flat_map(|side| reasons(*side)).collect(),
        ),
    ];
    groups.retain(|group| !group.choices.is_empty());
    groups
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_is_read_from_its_code() {
        for choice in on_paper(false).iter().flat_map(|group| &group.choices) {
            let message = parse(&choice.value);
            assert_eq!(message.map(code).as_ref(), Some(&choice.value));
        }
        for wrong in ["", "outcome", "outcome:", "reason:tired", "arrived:now"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn nothing_on_her_side_is_entered_by_an_office_that_may_reduce_benefits() {
        let groups = on_paper(true);
        let offered: Vec<&str> = groups
            .iter()
            .flat_map(|group| group.choices.iter().map(|c| c.value.as_str()))
            .collect();
        assert!(offered.contains(&"arrived") && offered.contains(&"reason:no_capacity"));
        for hers in ["reason:no_show", "reason:declined", "outcome:ended_by_her"] {
            assert!(!offered.contains(&hers), "{hers}");
        }
    }
}
