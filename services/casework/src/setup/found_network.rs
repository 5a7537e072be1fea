//! FoundNetwork: its name, its neutral sender, its call-back line.

use domain::network::{Faces, Network, NetworkCommand};
use serde::Serialize;

use crate::Failure;
use crate::perform::UseCase;
use crate::work::Work;

/// A network to be founded.
#[derive(Serialize)]
pub struct FoundNetwork(pub Faces);

impl UseCase for FoundNetwork {
    type Answer = ();
    const OUTCOME: &'static str = "network-founded";

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let id = work.network_id();
        let mut network: Network = work.load(id).await?;
        work.decide(id, &mut network, NetworkCommand::Found(self.0.clone()))?;
        Ok(id.into())
    }
}
