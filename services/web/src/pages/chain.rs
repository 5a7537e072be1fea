//! `/kette`: the service chain as wished, and as it runs.
use super::{Drawn, Fact, FieldErrors, Frame, Table};
use askama::Template;
use serde::Deserialize;

/// What adopting a new version posts.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct ChainForm {
    /// Idempotency key.
    pub form_key: String,
    /// The chain's text, in TOML.
    pub text: String,
}

/// The chain that holds.
pub struct AgreedChain {
    /// What it is called.
    pub name: String,
    /// Which version holds, in a sentence.
    pub version: String,
    /// For whom it is made, and what it shall achieve.
    pub facts: Vec<Fact>,
    /// The picture.
    pub picture: Drawn,
    /// From which release the picture's ways come, in a sentence; or that there is none yet.
    pub source: String,
    /// What differs.
    pub differences: Vec<String>,
    /// Stages, and the released ways beside the chain.
    pub tables: Vec<Table>,
}

/// `/kette`. Form: `POST` there with [`ChainForm`], for the coordinator.
#[derive(Template)]
#[template(path = "chain.html")]
pub struct ChainPage {
    /// Header and footer.
    pub frame: Frame,
    /// What has just been done, else empty.
    pub just_done: String,
    /// The chain; none while nothing is agreed.
    pub agreed: Option<AgreedChain>,
    /// Whether the reader may adopt a new version.
    pub may_change: bool,
    /// As typed, or as agreed.
    pub form: ChainForm,
    /// Every kind of institution with the word for it in the text.
    pub kinds: Vec<Fact>,
    /// Ids: `text`.
    pub errors: FieldErrors,
}
