//! What one process needed for one log.

use std::fs;

use serde::{Deserialize, Serialize};

use crate::Outcome;

#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Measured {
    /// From the file to a log in memory.
    pub(crate) read_seconds: f64,
    /// From there to edges and variants.
    pub(crate) seconds: f64,
    /// The most memory that the process ever held, everything counted.
    pub(crate) peak_megabytes: f64,
}

/// As Linux counts it since this program was started.
pub(crate) fn peak_megabytes() -> Outcome<f64> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = line.and_then(|line| line.trim().strip_suffix(" kB"));
    let kibibytes: f64 = kibibytes
        .ok_or("no VmHWM in /proc/self/status")?
        .trim()
        .parse()?;
    Ok(kibibytes * 1024.0 / 1e6)
}
