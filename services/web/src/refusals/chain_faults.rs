//! What makes a text no service chain, in a sentence for whoever wrote it.

use axum::http::StatusCode;
use casework::ChainFault;

use super::Problem;
use crate::words;

impl From<&ChainFault> for Problem {
    fn from(fault: &ChainFault) -> Self {
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "no-service-chain",
            "Keine Dienstleistungskette",
            &words::chain_fault(fault),
        )
    }
}
