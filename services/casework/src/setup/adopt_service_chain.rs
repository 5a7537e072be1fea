//! AdoptServiceChain: the process as the members wish it; and which version held when.

use async_recursion::async_recursion as boxed;
use domain::StreamEvent;
use domain::service_chain::{
    AdoptedChain, ChainText, ServiceChain, ServiceChainCommand, ServiceChainEvent,
};
use jiff::civil::Date;
use serde::Serialize;

use crate::perform::UseCase;
use crate::work::{Transaction, Work};
use crate::{Desk, Failure};

/// The chain on which the members agreed; a text that makes no sense is none.
#[derive(Serialize)]
pub struct AdoptServiceChain<'a> {
    /// As they wrote it.
    pub text: &'a ChainText,
}

impl UseCase for AdoptServiceChain<'_> {
    type Answer = ();
    const OUTCOME: &'static str = "service-chain-adopted";

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let id = work.network_id();
        let mut chain: ServiceChain = work.load(id).await?;
        let what = ServiceChainCommand::Adopt(self.text.clone());
        work.decide(id, &mut chain, what)?;
        path_statistics::chain::ServiceChain::parse(self.text.as_str())?;
        Ok(ServiceChainEvent::stream(id))
    }
}

impl Desk {
    /// The version that holds, once there is one.
    #[boxed]
    pub async fn service_chain(&self) -> Result<Option<AdoptedChain>, Failure> {
        Ok(self.service_chains().await?.latest().cloned())
    }

    /// One version, by its number.
    #[boxed]
    pub async fn service_chain_version(
        &self,
        number: u32,
    ) -> Result<Option<AdoptedChain>, Failure> {
        Ok(self.service_chains().await?.version(number).cloned())
    }

    /// The version that held on a day. A release is compared with that of the last day of its period.
    #[boxed]
    pub async fn service_chain_on(&self, day: Date) -> Result<Option<AdoptedChain>, Failure> {
        Ok(self.service_chains().await?.held_on(day).cloned())
    }

    async fn service_chains(&self) -> Result<ServiceChain, Failure> {
        let mut transaction = Transaction::at(self);
        let id = transaction.network_id();
        transaction.load(id).await
    }
}
