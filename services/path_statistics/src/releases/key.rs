//! A release's key: made afresh for each release, gone after it.

use std::fmt;

use ring::hmac;
use zeroize::Zeroizing;

use crate::journeys::Person;

/// Thirty-two random bytes for one release. Our copy is zeroised when it is dropped; ring's expanded
/// one lives on the stack of the computation only.
pub struct ReleaseKey(Zeroizing<[u8; 32]>);

impl ReleaseKey {
    /// The key of these bytes; they come from the injected randomness and are used for nothing else.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// A key that is written where it stays, without a copy of it in between.
    #[must_use]
    pub fn drawn(fill: impl FnOnce(&mut [u8])) -> Self {
        let mut bytes = Zeroizing::new([0; 32]);
        fill(bytes.as_mut_slice());
        Self(bytes)
    }

    /// The record keys of this release: HMAC-SHA-256 of the person's number (four bytes, big endian),
    /// its first eight bytes as a number.
    pub(crate) fn record_keys(self) -> impl Fn(Person) -> u64 {
        let key = hmac::Key::new(hmac::HMAC_SHA256, self.0.as_slice());
        move |person| {
            let tag = hmac::sign(&key, &person.0.to_be_bytes());
            let first: [u8; 8] = std::array::from_fn(|byte| tag.as_ref()[byte]);
            u64::from_be_bytes(first)
        }
    }
}

impl fmt::Debug for ReleaseKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ReleaseKey")
    }
}
