//! The folder of a demo: its database, its keys, its erasures, its town. Without a chosen one it is fresh and goes
//! when the demo ends.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::failure::Failure;

pub(crate) struct Folder {
    path: PathBuf,
    /// Removes the folder when it is dropped.
    temporary: Option<TempDir>,
}

impl Folder {
    /// The chosen folder, made if it is not there; or a fresh one.
    pub(crate) fn take(chosen: Option<&Path>) -> Result<Self, Failure> {
        let Some(chosen) = chosen else {
            let made = tempfile::Builder::new()
                .prefix("laufzettel-demo-")
                .tempdir()
                .map_err(|error| Failure::io("no temporary folder can be made", error))?;
            return Ok(Self {
                path: made.path().to_owned(),
                temporary: Some(made),
            });
        };
        let refused = |error| {
            let what = format!("the folder {} cannot be used", chosen.display());
            Failure::io(what, error)
        };
        // What is printed about it must be good for somebody who stands in another folder.
        let path = std::path::absolute(chosen).map_err(refused)?;
        make_private(&path).map_err(refused)?;
        Ok(Self {
            path,
            temporary: None,
        })
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) const fn is_temporary(&self) -> bool {
        self.temporary.is_some()
    }

    /// Where a file of this name lies in it.
    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }
}

fn make_private(path: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fresh_folder_goes_and_a_chosen_one_stays() {
        let fresh = Folder::take(None).unwrap();
        let path = fresh.path().to_owned();
        assert!(fresh.is_temporary() && path.is_dir());
        drop(fresh);
        assert!(!path.exists());

        let place = tempfile::tempdir().unwrap();
        let path = place.path().join("a/b");
        drop(Folder::take(Some(&path)).unwrap());
        assert!(path.is_dir());
        // A second time it is there already.
        assert_eq!(Folder::take(Some(&path)).unwrap().path(), path);
    }

    #[test]
    fn a_folder_that_cannot_be_is_named() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let below = file.path().join("x");
        let told = Folder::take(Some(&below)).err().map(|error| error.told());
        assert!(told.is_some_and(|told| told.contains(&below.display().to_string())));
    }
}
