//! Files of their owner alone: made so, and recognised when they are not.

use std::{fs, io, path::Path};

/// Options that make a file which only its owner may read and write.
pub(crate) fn options() -> fs::OpenOptions {
    let mut options = fs::OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// The permissions of a file that others may use in any way.
#[cfg(unix)]
pub(crate) fn mode_for_others(path: &Path) -> io::Result<Option<u32>> {
    let metadata = fs::metadata(path)?;
    let mode = std::os::unix::fs::PermissionsExt::mode(&metadata.permissions()) & 0o777;
    Ok((mode & 0o077 != 0).then_some(mode))
}

#[cfg(not(unix))]
pub(crate) fn mode_for_others(_: &Path) -> io::Result<Option<u32>> {
    Ok(None)
}
