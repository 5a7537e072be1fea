//! What the sender says about a slip that is out, word for word what `decide` looks at.

use serde::Serialize;

use super::{Act, EnterInError, PaperReturn, Reissue, Revive};

/// One step that the sender takes.
#[derive(Clone, Serialize)]
#[serde(untagged)]
#[expect(missing_docs, reason = "each is the request of its name")]
pub enum Request {
    Withdraw {},
    HideSender {},
    SettleCallBack {},
    Reissue(Reissue),
    Revive(Revive),
    EnterInError(EnterInError),
    RecordPaperReturn(PaperReturn),
}

impl From<Reissue> for Request {
    fn from(request: Reissue) -> Self {
        Self::Reissue(request)
    }
}

impl From<Revive> for Request {
    fn from(request: Revive) -> Self {
        Self::Revive(request)
    }
}

impl From<EnterInError> for Request {
    fn from(request: EnterInError) -> Self {
        Self::EnterInError(request)
    }
}

impl From<PaperReturn> for Request {
    fn from(request: PaperReturn) -> Self {
        Self::RecordPaperReturn(request)
    }
}

impl Request {
    /// Which row of the table this is.
    #[must_use]
    pub const fn act(&self) -> Act {
        match self {
            Self::Withdraw {} => Act::Withdraw,
            Self::HideSender {} => Act::HideSender,
            Self::SettleCallBack {} => Act::SettleCallBack,
            Self::Reissue(_) => Act::Reissue,
            Self::Revive(_) => Act::Revive,
            Self::EnterInError(_) => Act::EnterInError,
            Self::RecordPaperReturn(_) => Act::RecordPaperReturn,
        }
    }
}
