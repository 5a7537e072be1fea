//! Ids of the town never change, so that links to it in documents stay good: they come from names.

use sha2::{Digest, Sha256};

pub(crate) fn stable(kind: &str, key: &str) -> [u8; 16] {
    let digest = Sha256::digest(format!("suhlheim/{kind}/{key}"));
    let mut id = [0; 16];
    id.copy_from_slice(&digest[..16]);
    id
}
