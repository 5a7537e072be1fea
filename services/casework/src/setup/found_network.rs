//! FoundNetwork: its name, its neutral sender, its call-back line.

use async_recursion::async_recursion as boxed;
use domain::network::{Network, NetworkCommand};
use domain::{Line, Staff};
use serde::Serialize;

use crate::work::{UseCase, Work};
use crate::{Desk, Failure, Key};

#[derive(Serialize)]
struct FoundNetwork<'a> {
    name: &'a Line,
    neutral_sender: &'a Line,
    callback_phone: &'a Line,
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

impl Desk {
    /// Founds the network.
    #[boxed]
    pub async fn found_network(
        &self,
        by: Staff,
        name: &Line,
        neutral_sender: &Line,
        callback_phone: &Line,
        key: &Key,
    ) -> Result<(), Failure> {
        let command = FoundNetwork {
            name,
            neutral_sender,
            callback_phone,
        };
        self.perform(by, &command, key).await
    }
}
