//! What may leave a network: figures of a closed period, computed once, frozen, served for ever.
//!
//! ```text
//! journeys -> episodes -> cells of the fixed cube -> noise -> threshold -> protected share -> body
//! ```
//!
//! | module | owns |
//! | --- | --- |
//! | `place` | groups, kinds or institutions; the protected pool |
//! | `cell` | the cube: the at most eight cells that a person feeds |
//! | `key`, `noise` | a fresh key for each release, and what it draws from the published table |
//! | `tally` | how many persons, and which sum of keys, a cell has |
//! | `control` | what of it is shown |
//! | `body`, `table` | the frozen bytes, what may be asked of them, the same as lines |
//!
//! Which releases are due, and which are refused, the domain decides ([`domain::statistics`]).

mod body;
mod cell;
mod control;
mod key;
mod noise;
mod place;
mod table;
mod tally;

pub use body::{Manifest, NoRelease, OutsideManifest, Release};
pub use cell::{Cell, Cube, Waits};
pub use control::{
    LARGE_NETWORK, MEDIAN_FROM, SIZE_BLUR, SMALL_NETWORK, SMALL_PERIOD, THRESHOLD, TooFewPersons,
    WAITS_BY_ACCESS_FROM, access, paths, revised,
};
pub use domain::statistics::Content;
pub use key::ReleaseKey;
pub use noise::{BOUND, Noise, VARIANCE, noise};
pub use place::{Detail, Group, NoPlace, Place};
pub use tally::{Count, Tally, tally};

#[cfg(test)]
mod tests;
