//! What may leave a network: figures of a closed period, computed once, frozen, served for ever.
//!
//! ```text
//! journeys -> episodes -> cells of the fixed cube -> noise -> threshold -> protected share -> body
//! ```
//!
//! | module | owns |
//! | --- | --- |
//! | `cube` | places, and the at most eight cells that a person feeds |
//! | `control` | counting into cells, a release's key and noise, and what of it is shown |
//! | `body`, `table` | the numbers of disclosure control, the frozen bytes, what may be asked of them, the same as lines |
//!
//! Which releases are due, and which are refused, the domain decides ([`domain::statistics`]).

mod body;
mod control;
mod cube;
mod table;

pub use body::{
    BOUND, LARGE_NETWORK, MEDIAN_FROM, Manifest, NoRelease, OutsideManifest, Release, SIZE_BLUR,
    SMALL_NETWORK, SMALL_PERIOD, THRESHOLD, VARIANCE, WAITS_BY_ACCESS_FROM,
};
pub use control::{
    Count, Noise, ReleaseKey, Tally, TooFewPersons, access, noise, paths, revised, tally,
};
pub use cube::{Cell, Cube, Detail, Group, NoPlace, Place, Waits};
pub use domain::statistics::Content;

#[cfg(test)]
mod tests;
