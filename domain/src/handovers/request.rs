//! What the receiving office says about a hand-over that it holds: sent by its pages and at the API, word for
//! word what `decide` looks at. What has to be looked up first stands beside it in the command.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{
    Accept, Act, Assign, Conclude, DeclineFeedback, EnterInError, Feedback, Hold, Reject, Reopen,
    RequestCallBack, RetractFeedback,
};
use crate::consents::Item;
use crate::slips::HerWord;

/// One step that the office takes.
#[derive(Clone, Serialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "each is the request of its name")]
pub enum Request {
    Accept(Accept),
    Reject(Reject),
    Hold(Hold),
    Conclude(Conclude),
    /// What needs nothing but its name.
    Plain {
        step: Plain,
    },
    Reopen(Reopen),
    EnterInError(EnterInError),
    GiveFeedback(Feedback),
    RetractFeedback(RetractFeedback),
    DeclineFeedback(DeclineFeedback),
    PassOnHerWord(HerWord),
    Assign(Assign),
    RequestCallBack(RequestCallBack),
}

/// Steps that need nothing but their name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Plain {
    /// The wait is over.
    Resume,
    /// She ends it; nobody asks why.
    EndOnHerWord,
    /// The open notices were read.
    AcknowledgeNotice,
}

impl From<Plain> for Request {
    fn from(step: Plain) -> Self {
        Self::Plain { step }
    }
}

macro_rules! requests {
    ($($act:ident = $request:ty),+ $(,)?) => {$(
        impl From<$request> for Request {
            fn from(request: $request) -> Self {
                Self::$act(request)
            }
        }
    )+};
}

requests! {
    Accept = Accept,
    Reject = Reject,
    Hold = Hold,
    Conclude = Conclude,
    Reopen = Reopen,
    EnterInError = EnterInError,
    GiveFeedback = Feedback,
    RetractFeedback = RetractFeedback,
    DeclineFeedback = DeclineFeedback,
    PassOnHerWord = HerWord,
    Assign = Assign,
    RequestCallBack = RequestCallBack,
}

impl Request {
    /// Which row of the table this is.
    #[must_use]
    pub const fn act(&self) -> Act {
        match self {
            Self::Accept(_) => Act::Accept,
            Self::Reject(_) => Act::Reject,
            Self::Hold(_) => Act::Hold,
            Self::Conclude(_) => Act::Conclude,
            Self::Plain { step } => match step {
                Plain::Resume => Act::Resume,
                Plain::EndOnHerWord => Act::EndOnHerWord,
                Plain::AcknowledgeNotice => Act::AcknowledgeNotice,
            },
            Self::Reopen(_) => Act::Reopen,
            Self::EnterInError(_) => Act::EnterInError,
            Self::GiveFeedback(_) => Act::GiveFeedback,
            Self::RetractFeedback(_) => Act::RetractFeedback,
            Self::DeclineFeedback(_) => Act::DeclineFeedback,
            Self::PassOnHerWord(_) => Act::PassOnHerWord,
            Self::Assign(_) => Act::Assign,
            Self::RequestCallBack(_) => Act::RequestCallBack,
        }
    }

    /// What the sender is told in the same act, as far as she allows it at that moment.
    #[must_use]
    pub fn tell(&self) -> BTreeSet<Item> {
        match self {
            Self::Accept(Accept { tell })
            | Self::Reject(Reject { tell, .. })
            | Self::Conclude(Conclude { tell, .. }) => tell.clone(),
            _ => BTreeSet::new(),
        }
    }
}
