//! The town of Suhlheim and the handbook's five cases, played by the commands of `casework`.
//! And towns of any size as plans, [`population`]. All of it is fictitious, and the same for the same
//! seed and the same today.

mod calendar;
mod cases;
mod chance;
mod command;
mod error;
mod ids;
mod network;
mod outcome;
mod play;
pub mod population;
mod service_chain;
mod stage;
mod steps;
mod suhlheim;

pub use chance::SeededDraw;
pub use error::{PlayError, StepError};
pub use outcome::{Link, Login, SlipSeen, SlipState, TourStop, Town};
pub use play::{network_id, play, suhlheims_parents};
pub use service_chain::SERVICE_CHAIN;
