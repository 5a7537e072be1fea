//! Bytes as text that nobody else reads or changes: AES-256-GCM, bound to whom and what they are for. Cursors are such
//! texts: where a list goes on, sealed for one reader and one list. The same place has the same cursor each time, so that
//! a list that did not change has the same bytes.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::AccountId;
use ring::{aead, hkdf, hmac};

/// A key to seal with.
pub(super) struct Sealing(pub(super) aead::LessSafeKey);

impl Sealing {
    /// The nonce is never that of other bytes.
    pub(super) fn seal(&self, nonce: [u8; 12], binding: &[u8], bytes: &[u8]) -> Option<String> {
        let mut sealed = bytes.to_vec();
        let (once, binding) = (
            aead::Nonce::assume_unique_for_key(nonce),
            aead::Aad::from(binding),
        );
        let done = self.0.seal_in_place_append_tag(once, binding, &mut sealed);
        done.ok()?;
        Some(URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat()))
    }

    pub(super) fn open(&self, binding: &[u8], text: &str) -> Option<Vec<u8>> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
        let (nonce, sealed) = bytes.split_at_checked(aead::NONCE_LEN)?;
        let nonce = aead::Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut sealed = sealed.to_vec();
        let opened = self
            .0
            .open_in_place(nonce, aead::Aad::from(binding), &mut sealed);
        opened.ok().map(|bytes| bytes.to_vec())
    }
}

/// Seals and opens cursors.
pub(crate) struct Cursors {
    sealing: Sealing,
    naming: hmac::Key,
}

impl Cursors {
    /// Cursors with keys of their own, derived from the installation's secret: they outlive a
    /// restart.
    pub(super) fn new(secret: &[u8; 32]) -> Self {
        let salt = hkdf::Salt::new(hkdf::HKDF_SHA256, b"laufzettel cursors");
        let keys = salt.extract(secret);
        let sealing = derived(&keys, b"sealing", &aead::AES_256_GCM);
        let naming = derived(&keys, b"naming", hmac::HMAC_SHA256);
        Self {
            sealing: Sealing(aead::LessSafeKey::new(sealing)),
            naming,
        }
    }

    /// A place in a list, for this reader only.
    pub(crate) fn seal(&self, reader: AccountId, list: &str, place: &[u8]) -> Option<String> {
        let binding = binding(reader, list);
        // The nonce is a keyed hash of all that is sealed: two places never share one.
        let name = hmac::sign(&self.naming, &[binding.as_slice(), place].concat());
        let nonce = name.as_ref().first_chunk()?;
        self.sealing.seal(*nonce, &binding, place)
    }

    /// The place that was sealed for this reader and this list.
    pub(crate) fn open(&self, reader: AccountId, list: &str, cursor: &str) -> Option<Vec<u8>> {
        self.sealing.open(&binding(reader, list), cursor)
    }
}

/// A reader's id has a fixed length, so reader and list cannot run into each other; the zero ends
/// the list's name, which has none.
fn binding(reader: AccountId, list: &str) -> Vec<u8> {
    [&reader.bytes(), list.as_bytes(), &[0]].concat()
}

fn derived<L: hkdf::KeyType, K>(keys: &hkdf::Prk, purpose: &[u8], length: L) -> K
where
    K: for<'k> From<hkdf::Okm<'k, L>>,
{
    keys.expand(&[purpose], length)
        .map(K::from)
        .expect("a key is far shorter than the longest that can be derived")
}

#[cfg(test)]
mod tests {
    use super::*;

    const READER: AccountId = AccountId::from_bytes([3; 16]);

    #[test]
    fn a_place_comes_back_to_its_reader_and_its_list_only() {
        let cursors = Cursors::new(&[1; 32]);
        let cursor = cursors.seal(READER, "slips", b"2026-11-22").unwrap();
        let open = |cursors: &Cursors, reader, list| cursors.open(reader, list, &cursor);
        assert_eq!(open(&cursors, READER, "slips").unwrap(), b"2026-11-22");
        let restarted = Cursors::new(&[1; 32]);
        assert!(open(&restarted, READER, "slips").is_some());
        let other = AccountId::from_bytes([4; 16]);
        assert!(open(&cursors, other, "slips").is_none());
        assert!(open(&cursors, READER, "worklist").is_none());
        assert!(open(&Cursors::new(&[2; 32]), READER, "slips").is_none());
        assert!(cursors.open(READER, "slips", "Sabine").is_none());
    }

    #[test]
    fn a_place_has_one_cursor_that_no_other_place_has() {
        let cursors = Cursors::new(&[1; 32]);
        let seal = |place: &[u8]| cursors.seal(READER, "slips", place).unwrap();
        assert_eq!(seal(b"a"), seal(b"a"));
        assert_ne!(seal(b"a")[..16], seal(b"b")[..16], "another nonce");
        assert_ne!(seal(b"a"), cursors.seal(READER, "worklist", b"a").unwrap());
    }
}
