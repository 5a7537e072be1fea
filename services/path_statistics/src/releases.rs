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
//! | `calendar` | which releases are due, and which are refused |
//! | `body` | the frozen bytes, and what may be asked of them |

mod body;
mod calendar;
mod cell;
mod control;
mod key;
mod noise;
mod place;
mod tally;

pub use body::{Manifest, NoRelease, OutsideManifest, Release};
pub use calendar::{Frozen, REVISION_FROM, ReleaseRefused, admit, due};
pub use cell::{Cell, Content, Cube};
pub use control::{
    LARGE_NETWORK, MEDIAN_FROM, SIZE_BLUR, SMALL_NETWORK, SMALL_PERIOD, THRESHOLD, access, paths,
};
pub use key::ReleaseKey;
pub use noise::{BOUND, Noise, VARIANCE, noise};
pub use place::{Detail, Group, NoPlace, Place};
pub use tally::{Count, Tally, tally};

#[cfg(test)]
mod tests;
