//! AdoptRules: what the members agreed on; the rules that hold are anybody's to read.

use async_recursion::async_recursion as boxed;
use domain::network::{Network, NetworkCommand, Rules};
use domain::{Instruction, Now, Staff};
use serde::Serialize;

use crate::work::{UseCase, Work};
use crate::{Desk, Failure, Key};

#[derive(Serialize)]
struct AdoptRules<'a> {
    rules: &'a Rules,
}

impl UseCase for AdoptRules<'_> {
    type Answer = ();
    const OUTCOME: &'static str = "rules-adopted";

    async fn decide(&self, by: Staff, now: Now, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let id = *work.desk.network.as_bytes();
        let network: Network = work.load(id).await?;
        let what = NetworkCommand::AdoptRules(self.rules.clone());
        let events = network.decide(&Instruction { by, now, what })?;
        work.write(id, None, by, now, &events)?;
        Ok(id)
    }

    fn answer(_: [u8; 16]) {}
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
        let mut work = Work::at(self);
        let network: Network = work.load(*self.network.as_bytes()).await?;
        Ok(network.rules_version())
    }

    /// The rules that hold.
    #[boxed]
    pub async fn rules(&self) -> Result<Rules, Failure> {
        let mut work = Work::at(self);
        let network: Network = work.load(*self.network.as_bytes()).await?;
        Ok(network.rules())
    }
}
