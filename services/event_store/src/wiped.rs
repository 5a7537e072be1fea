//! Bytes that somebody said, wiped when they are dropped.

use std::ops::{Deref, DerefMut};

/// As `Zeroizing<Vec<u8>>`, but filled at once and not byte by byte: every event and every row is opened and sealed
/// through some of these.
pub(crate) struct Wiped(pub(crate) Vec<u8>);

impl Deref for Wiped {
    type Target = Vec<u8>;

    fn deref(&self) -> &Vec<u8> {
        &self.0
    }
}

impl DerefMut for Wiped {
    fn deref_mut(&mut self) -> &mut Vec<u8> {
        &mut self.0
    }
}

impl Drop for Wiped {
    fn drop(&mut self) {
        // What it held before it was cut short lies behind its end.
        let room = self.0.capacity();
        self.0.clear();
        self.0.resize(room, 0);
        zeroize::optimization_barrier(self.0.as_slice());
    }
}
