//! Thin, typed use of ring: AES-256-GCM, HMAC-SHA-256, SHA-256 and the system's randomness.
//! Keys and nonces always come from the system: a seeded source would repeat nonces.

use crate::{ids::NetworkId, wiped::Wiped};
use ring::{aead, digest, hmac, rand::SecureRandom};
use zeroize::Zeroizing;

/// Random, drawn afresh for each sealing.
pub(crate) type Nonce = [u8; 12];
/// Key material of ours, wiped when dropped.
pub(crate) type Secret = Zeroizing<[u8; 32]>;

/// The length of an authentication tag.
pub(crate) const TAG: usize = 16;

/// What lies sealed somewhere: bound to its place, none stands for another.
#[derive(Clone, Copy)]
#[repr(u8)]
pub(crate) enum Bound {
    OwnerKey = 1,
    StreamKey = 2,
    NetworkKey = 3,
    EndedKey = 4,
    EventHeader = 5,
    Answer = 6,
    Code = 7,
    Row = 8,
    ListPage = 9,
}

/// What binds it: kind | network | the numbers by which it is found.
pub(crate) fn context(what: Bound, network: NetworkId, numbers: &[i64]) -> Vec<u8> {
    let mut bytes = vec![what as u8];
    bytes.extend(network.as_bytes());
    bytes.extend(numbers.iter().flat_map(|number| number.to_be_bytes()));
    bytes
}

/// Draws bytes from the operating system.
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    ring::rand::SystemRandom::new()
        .fill(&mut bytes)
        .expect("without the system's randomness nothing may be sealed");
    bytes
}

/// A new random key.
pub(crate) fn random_secret() -> Secret {
    Zeroizing::new(random())
}

/// A key that is ready to seal and open parts.
pub(crate) struct PartKey(aead::LessSafeKey);

impl PartKey {
    pub(crate) fn new(secret: &Secret) -> Self {
        let key = aead::UnboundKey::new(&aead::AES_256_GCM, secret.as_slice())
            .expect("the secret has the cipher's key length");
        Self(aead::LessSafeKey::new(key))
    }

    /// Ciphertext and tag.
    pub(crate) fn seal(&self, nonce: &Nonce, additional: &[u8], plain: &[u8]) -> Vec<u8> {
        // Room for the tag beforehand: growing would leave a copy of the plain text behind.
        let mut bytes = Vec::with_capacity(plain.len() + TAG);
        bytes.extend(plain);
        self.0
            .seal_in_place_append_tag(
                aead::Nonce::assume_unique_for_key(*nonce),
                aead::Aad::from(additional),
                &mut bytes,
            )
            .expect("a part is shorter than the cipher's limit of 64 GiB");
        bytes
    }

    /// The plain text, or nothing when key, nonce, additional data or ciphertext do not fit.
    pub(crate) fn open(
        &self,
        nonce: &Nonce,
        additional: &[u8],
        ciphertext: &[u8],
    ) -> Option<Wiped> {
        let mut bytes = Wiped(ciphertext.to_vec());
        let plain = self
            .0
            .open_in_place(
                aead::Nonce::assume_unique_for_key(*nonce),
                aead::Aad::from(additional),
                &mut bytes,
            )
            .ok()?
            .len();
        bytes.truncate(plain);
        Some(bytes)
    }

    /// Nonce | ciphertext and tag.
    pub(crate) fn seal_whole(&self, additional: &[u8], plain: &[u8]) -> Vec<u8> {
        let nonce = random();
        let mut sealed = nonce.to_vec();
        sealed.extend(self.seal(&nonce, additional, plain));
        sealed
    }

    /// What [`Self::seal_whole`] sealed.
    pub(crate) fn open_whole(&self, additional: &[u8], sealed: &[u8]) -> Option<Wiped> {
        let (nonce, ciphertext) = sealed.split_first_chunk()?;
        self.open(nonce, additional, ciphertext)
    }
}

/// Wraps a key under another: nonce | ciphertext and tag.
pub(crate) fn wrap(under: &Secret, additional: &[u8], key: &Secret) -> Vec<u8> {
    PartKey::new(under).seal_whole(additional, key.as_slice())
}

/// Opens a wrapped key, or nothing when anything does not fit.
pub(crate) fn unwrap(under: &Secret, additional: &[u8], wrapped: &[u8]) -> Option<Secret> {
    let plain = PartKey::new(under).open_whole(additional, wrapped)?;
    let mut key = Zeroizing::new([0; 32]);
    (plain.len() == key.len()).then(|| key.copy_from_slice(&plain))?;
    Some(key)
}

/// A network's key of keyed hashes.
pub(crate) struct TagKey(hmac::Key);

impl TagKey {
    pub(crate) fn new(secret: &Secret) -> Self {
        Self(hmac::Key::new(hmac::HMAC_SHA256, secret.as_slice()))
    }

    /// HMAC-SHA-256 over pieces, each preceded by its length so that no two lists hash alike.
    pub(crate) fn hash(&self, pieces: &[&[u8]]) -> [u8; 32] {
        let mut context = hmac::Context::with_key(&self.0);
        for piece in pieces {
            context.update(&(piece.len() as u64).to_be_bytes());
            context.update(piece);
        }
        fixed(context.sign().as_ref())
    }

    /// The first 64 bits of that hash: a row's number. Two of a million rows have the same one with a
    /// chance of 1 to 37 million, and what is sealed in them is bound to all that was hashed.
    pub(crate) fn tag(&self, pieces: &[&[u8]]) -> i64 {
        tag(&self.hash(pieces))
    }
}

/// The first 64 bits of a keyed hash.
pub(crate) fn tag(hash: &[u8; 32]) -> i64 {
    let (first, _) = hash.split_first_chunk().expect("32 bytes have eight");
    i64::from_be_bytes(*first)
}

/// SHA-256 over the concatenation.
pub(crate) fn sha256(pieces: &[&[u8]]) -> [u8; 32] {
    let mut context = digest::Context::new(&digest::SHA256);
    for piece in pieces {
        context.update(piece);
    }
    fixed(context.finish().as_ref())
}

/// A keyed hash under a secret that is used once.
pub(crate) fn keyed_hash(key: &Secret, pieces: &[&[u8]]) -> [u8; 32] {
    TagKey::new(key).hash(pieces)
}

fn fixed(bytes: &[u8]) -> [u8; 32] {
    bytes.try_into().expect("SHA-256 gives 32 bytes")
}
