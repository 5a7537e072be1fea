//! AdoptRules: what the members agreed on; the rules that hold are anybody's to read.

use async_recursion::async_recursion as boxed;
use domain::Staff;
use domain::network::{Network, NetworkCommand, Rules};
use serde::Serialize;

use crate::work::{Transaction, UseCase, Work};
use crate::{Desk, Failure, Key};

#[derive(Serialize)]
struct AdoptRules<'a> {
    rules: &'a Rules,
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
    /// Writes down the rules on which the members agreed.
    #[boxed]
    pub async fn adopt_rules(&self, by: Staff, rules: &Rules, key: &Key) -> Result<(), Failure> {
        self.perform(by, &AdoptRules { rules }, key).await
    }

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
