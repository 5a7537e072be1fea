//! The service chain (Dienstleistungskette): the process as a network wishes it, and how far released ways
//! keep to it. It is a text in TOML, whose versions the network counts; the example lies in the crate
//! `simulation`.
//!
//! **What a text means.** A way is the list of the kinds of its stations, in order. It is a *run*
//! when:
//!
//! - Its first station is one of `access`. It may be read as the access alone, or also as the run's
//!   first station.
//! - The run begins in the first stage of the text, goes from a stage only to one of its `next`, and
//!   ends in a stage of `end`.
//! - A stage is passed when one of `any_of` was visited (exactly one: one suffices) and each of `all_of`
//!   once, in any order; each of `optional` may be visited once, in between, before or after. A stage of
//!   optional stations only may be passed without visiting any.
//! - A stage that `may_repeat` may be passed again and again before going on.
//!
//! | module | owns |
//! | --- | --- |
//! | `text` | reading a text, and each way in which it makes no sense |
//! | `run` | where one can stand in a run, and what may come next |
//! | `figures` | what of it can be read from released figures |

mod figures;
mod run;
mod text;

pub use figures::{ChainFigures, EdgeFigure, EdgeFit, StageFigure};
pub use text::{ChainFault, ServiceChain, Stage};

#[cfg(test)]
mod tests;
