//! The numbers of disclosure control; `control` says what for.

/// A cell is shown from this noisy count on.
pub const THRESHOLD: u32 = 10;
/// A median is said from so many persons on.
pub const MEDIAN_FROM: u32 = 20;
/// Under so many persons a period has at least half a year.
pub const SMALL_PERIOD: u32 = 300;
/// Under so many persons waits are counted together.
pub const WAITS_BY_ACCESS_FROM: u32 = 200;
/// Under so many persons places are groups.
pub const SMALL_NETWORK: u32 = 500;
/// The number of persons is blurred by up to so many, evenly.
pub const SIZE_BLUR: u32 = 40;
/// Under so many persons places are kinds, from there on institutions.
pub const LARGE_NETWORK: u32 = 3_000;
/// No noise is larger than this, up or down.
pub const BOUND: u32 = 5;
/// The variance of the noise of every count but zero.
pub const VARIANCE: u32 = 3;
