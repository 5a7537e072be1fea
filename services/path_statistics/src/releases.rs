//! What may leave a network: figures of a closed period, computed once, frozen, served for ever.
//!
//! ```text
//! journeys -> episodes -> cells of the fixed cube -> noise -> threshold -> protected share -> body
//! ```
//!
//! | module | owns |
//! | --- | --- |
//! | `cube` | places, and the at most eight cells that a person feeds |
//! | `parameters` | the numbers of disclosure control |
//! | `control` | counting into cells, a release's key and noise, and what of it is shown |
//! | `body`, `table` | the frozen bytes, what may be asked of them, the same as lines |
//!
//! Which releases are due, and which are refused, the domain decides ([`domain::statistics`]).

mod body;
mod control;
mod cube;
mod parameters;
mod table;

pub use body::{Manifest, NoRelease, OutsideManifest, Release};
pub use control::{
    Count, Noise, ReleaseKey, Tally, TooFewPersons, access, noise, paths, revised, tally,
};
pub use cube::{Cell, Cube, Detail, Group, NoPlace, Place, Waits};
pub use domain::statistics::Content;
pub use parameters::{
    BOUND, LARGE_NETWORK, MEDIAN_FROM, SIZE_BLUR, SMALL_NETWORK, SMALL_PERIOD, THRESHOLD, VARIANCE,
    WAITS_BY_ACCESS_FROM,
};

#[cfg(test)]
mod tests;
