//! Thin, typed use of ring: AES-256-GCM, HMAC-SHA-256, SHA-256 and the system's randomness.
//! Keys and nonces always come from the system: a seeded source would repeat nonces.

use crate::ids::KeyId;
use ring::{aead, digest, hmac, rand::SecureRandom};
use zeroize::Zeroizing;

/// Random, drawn afresh for each sealing.
pub(crate) type Nonce = [u8; 12];
/// Key material of ours, wiped when dropped.
pub(crate) type Secret = Zeroizing<[u8; 32]>;

/// The length of an authentication tag.
pub(crate) const TAG: usize = 16;

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
pub(crate) struct PartKey {
    id: KeyId,
    key: aead::LessSafeKey,
}

impl PartKey {
    pub(crate) fn new(id: KeyId, secret: &Secret) -> Self {
        let key = aead::UnboundKey::new(&aead::AES_256_GCM, secret.as_slice())
            .expect("the secret has the cipher's key length");
        Self {
            id,
            key: aead::LessSafeKey::new(key),
        }
    }

    pub(crate) fn id(&self) -> KeyId {
        self.id
    }

    /// Ciphertext and tag.
    pub(crate) fn seal(&self, nonce: &Nonce, additional: &[u8], plain: &[u8]) -> Vec<u8> {
        // Room for the tag beforehand: growing would leave a copy of the plain text behind.
        let mut bytes = Vec::with_capacity(plain.len() + TAG);
        bytes.extend(plain);
        self.key
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
    ) -> Option<Zeroizing<Vec<u8>>> {
        let mut bytes = Zeroizing::new(ciphertext.to_vec());
        let plain = self
            .key
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
}

/// Wraps a key under another: nonce | ciphertext and tag.
pub(crate) fn wrap(under: &Secret, additional: &[u8], key: &Secret) -> Vec<u8> {
    let nonce = random();
    let mut wrapped = nonce.to_vec();
    wrapped.extend(anonymous(under).seal(&nonce, additional, key.as_slice()));
    wrapped
}

/// Opens a wrapped key, or nothing when anything does not fit.
pub(crate) fn unwrap(under: &Secret, additional: &[u8], wrapped: &[u8]) -> Option<Secret> {
    let (nonce, ciphertext) = wrapped.split_first_chunk::<12>()?;
    let plain = anonymous(under).open(nonce, additional, ciphertext)?;
    let mut key = Zeroizing::new([0; 32]);
    (plain.len() == key.len()).then(|| key.copy_from_slice(&plain))?;
    Some(key)
}

fn anonymous(under: &Secret) -> PartKey {
    // A wrapping key's id is bound by the additional data of what it wraps.
    PartKey::new(KeyId::from_bytes([0; 16]), under)
}

/// SHA-256 over the concatenation.
pub(crate) fn sha256(pieces: &[&[u8]]) -> [u8; 32] {
    let mut context = digest::Context::new(&digest::SHA256);
    for piece in pieces {
        context.update(piece);
    }
    fixed(context.finish().as_ref())
}

/// HMAC-SHA-256 over pieces, each preceded by its length so that no two lists hash alike.
pub(crate) fn keyed_hash(key: &Secret, pieces: &[&[u8]]) -> [u8; 32] {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key.as_slice());
    let mut context = hmac::Context::with_key(&key);
    for piece in pieces {
        context.update(&(piece.len() as u64).to_be_bytes());
        context.update(piece);
    }
    fixed(context.sign().as_ref())
}

fn fixed(bytes: &[u8]) -> [u8; 32] {
    bytes.try_into().expect("SHA-256 gives 32 bytes")
}
