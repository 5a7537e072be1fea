//! FoundNetwork: its name, its neutral sender, its call-back line.

use domain::Line;
use domain::network::{Network, NetworkCommand};
use serde::Serialize;

use crate::Failure;
use crate::perform::UseCase;
use crate::work::Work;

/// A network to be founded.
#[derive(Serialize)]
pub struct FoundNetwork<'a> {
    /// Its name.
    pub name: &'a Line,
    /// Under which name those appear who hide.
    pub neutral_sender: &'a Line,
    /// Where one can ask for a call back.
    pub callback_phone: &'a Line,
}

impl UseCase for FoundNetwork<'_> {
    type Answer = ();
    const OUTCOME: &'static str = "network-founded";

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let id = work.network_id();
        let mut network: Network = work.load(id).await?;
        let what = NetworkCommand::Found {
            name: self.name.clone(),
            neutral_sender: self.neutral_sender.clone(),
            callback_phone: self.callback_phone.clone(),
        };
        work.decide(id, &mut network, what)?;
        Ok(id.into())
    }
}
