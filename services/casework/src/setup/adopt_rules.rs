//! AdoptRules: what the members agreed on; the rules that hold are anybody's to read.

use async_recursion::async_recursion as boxed;
use domain::network::{Network, NetworkCommand, Rules};
use serde::Serialize;

use crate::perform::UseCase;
use crate::work::{Transaction, Work};
use crate::{Desk, Failure};

/// The rules on which the members agreed.
#[derive(Serialize)]
pub struct AdoptRules<'a> {
    /// What they say.
    pub rules: &'a Rules,
}

impl UseCase for AdoptRules<'_> {
    type Answer = ();
    const OUTCOME: &'static str = "rules-adopted";

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let id = work.network_id();
        let mut network: Network = work.load(id).await?;
        let what = NetworkCommand::AdoptRules(self.rules.clone());
        work.decide(id, &mut network, what)?;
        Ok(id.into())
    }
}

impl Desk {
    /// Which agreement of the members holds; zero before the first.
    #[boxed]
    pub async fn rules_version(&self) -> Result<u32, Failure> {
        let mut work = Transaction::at(self);
        let network = work.network().await?;
        Ok(network.rules_version())
    }

    /// The rules that hold.
    #[boxed]
    pub async fn rules(&self) -> Result<Rules, Failure> {
        let mut work = Transaction::at(self);
        let network = work.network().await?;
        Ok(network.rules())
    }
}
