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
    /// How much of that its threads were on a processor, all together: says more than the clock on a
    /// machine that others use too.
    pub(crate) cpu_seconds: f64,
    /// The most memory that the process ever held, everything counted.
    pub(crate) peak_megabytes: f64,
}

/// What all threads of this program have used so far, as Linux counts it.
pub(crate) fn cpu_seconds() -> Outcome<f64> {
    let mut seconds = 0.0;
    for task in fs::read_dir("/proc/self/task")? {
        let counted = fs::read_to_string(task?.path().join("schedstat"))?;
        let on_processor = counted.split(' ').next().ok_or("an empty schedstat")?;
        seconds += on_processor.parse::<f64>()? / 1e9;
    }
    Ok(seconds)
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
