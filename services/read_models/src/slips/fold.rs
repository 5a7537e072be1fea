//! How a slip's row changes, by the slip's own stream and nothing else.

use domain::Erasable;
use domain::institutions::Sender;
use domain::slips::{SlipEvent, SlipIssued, Stage, Words};
use jiff::civil::Date;

use super::{CameBack, Received, SlipRow, Step, Told};

pub(super) fn after(row: Option<SlipRow>, event: SlipEvent, on: Date) -> Option<SlipRow> {
    use SlipEvent as E;
    let step = Step {
        event: (&event).into(),
        on,
    };
    let mut row = match event {
        E::SlipIssued(issued) => SlipRow::issued(issued, on),
        E::SlipSenderHidden { .. } => {
            let row = row?;
            SlipRow {
                named_before: row.named_before || row.sender != Sender::Neutral,
                sender: Sender::Neutral,
                ..row
            }
        }
        E::SlipReissued(new) => SlipRow {
            valid_until: new.valid_until,
            appointment: new.appointment,
            ..row?
        },
        E::SlipRevived { valid_until } => SlipRow {
            valid_until,
            ..row?.moved(Stage::Issued, on)
        },
        E::SlipWithdrawn {} => row?.moved(Stage::Withdrawn, on),
        E::SlipValidityEnded {} => row?.moved(Stage::ValidityEnded, on),
        E::SlipEnteredInError { counselling } => {
            row?.moved(Stage::InError, on).with_words(Some(counselling))
        }
        E::CallBackReceived { on } => {
            let row = row?;
            SlipRow {
                call_back_since: row.call_back_since.or(Some(on)),
                ..row
            }
        }
        E::CallBackSettled {} => SlipRow {
            call_back_since: None,
            ..row?
        },
        E::FeedbackReceived { message } => row?.came_back(CameBack::Office { message }, on),
        E::RetractionReceived { message } => row?.came_back(CameBack::Retracted { message }, on),
        E::HerWordReceived {
            experience,
            counselling,
        } => row?
            .came_back(CameBack::She { experience }, on)
            .with_words(counselling),
        E::PaperReturnRecorded {
            message,
            counselling,
        } => row?
            .came_back(CameBack::Paper { message }, on)
            .with_words(counselling),
    };
    row.history.push(step);
    Some(row)
}

impl SlipRow {
    fn moved(self, stage: Stage, since: Date) -> Self {
        Self {
            stage,
            since,
            ..self
        }
    }

    fn came_back(mut self, what: CameBack, on: Date) -> Self {
        self.received.push(Received { what, on });
        self
    }

    fn with_words(mut self, words: Option<Erasable<Words>>) -> Self {
        if let Some(Erasable::Known(Words { words })) = words {
            match &mut self.counselling {
                Some(Erasable::Known(told)) => told.words.push(words),
                // What was erased stays erased.
                Some(Erasable::Erased) => {}
                none => {
                    *none = Some(Erasable::Known(Told {
                        reason: None,
                        words: vec![words],
                    }));
                }
            }
        }
        self
    }

    fn issued(issued: SlipIssued, on: Date) -> Self {
        Self {
            slip: issued.slip,
            institution: issued.institution,
            record: issued.record,
            recipient: issued.recipient,
            service: issued.service,
            service_name: issued.service_name,
            need: issued.need,
            agreement: issued.agreement,
            issued_on: on,
            valid_until: issued.valid_until,
            appointment: issued.appointment,
            sender: issued.sender,
            named_before: false,
            disclosed: issued.carries,
            feedback: issued.feedback,
            stage: Stage::Issued,
            since: on,
            call_back_since: None,
            received: vec![],
            history: vec![],
            identity: None,
            counselling: issued.counselling.map(|why| match why {
                Erasable::Known(why) => Erasable::Known(Told {
                    reason: why.reason,
                    words: vec![],
                }),
                Erasable::Erased => Erasable::Erased,
            }),
            child: None,
        }
    }
}
