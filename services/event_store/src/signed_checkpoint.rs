//! A tree head as a signed text that lies apart from the database (C2SP: tlog-checkpoint, signed-note): a log
//! that was put back to an older copy, or changed below it, does not fit it any more.

use crate::{
    KeyFile, Store, StoreError,
    ids::{NetworkId, Position},
    seal::{self, Secret},
    tree::TreeHead,
};
use async_recursion::async_recursion as boxed;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair as _, UnparsedPublicKey};

/// Ed25519, as signed notes number it.
const ALGORITHM: u8 = 1;

/// A tree head that was signed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignedCheckpoint {
    /// Of which log.
    pub network: NetworkId,
    /// What it says.
    pub head: TreeHead,
}

/// Why a text is no checkpoint of this installation.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
pub enum CheckpointError {
    /// It is not laid out as one.
    #[error("it is not laid out as a checkpoint")]
    Malformed,
    /// It was signed with another key, or changed afterwards.
    #[error("it was not signed with the key of this installation, or it was changed afterwards")]
    Unsigned,
}

/// How a log stands to a checkpoint.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AgainstCheckpoint {
    /// All that was there then is there, unchanged.
    Holds,
    /// The log is shorter: an older copy was put in its place.
    Behind {
        /// Where it ends.
        head: Position,
    },
    /// The log is long enough, but what was there then was something else.
    Differs,
}

/// Signs checkpoints, and tells its own.
pub struct CheckpointKey {
    pair: Ed25519KeyPair,
}

impl KeyFile {
    /// The key that signs checkpoints.
    #[must_use]
    pub fn checkpoint_key(&self) -> CheckpointKey {
        CheckpointKey::new(self.checkpoint_secret())
    }
}

impl CheckpointKey {
    fn new(secret: &Secret) -> Self {
        let pair = Ed25519KeyPair::from_seed_unchecked(secret.as_slice());
        Self {
            pair: pair.expect("a secret has the length of a seed"),
        }
    }

    /// The key by which others check signatures, as signed notes write it: name+id+key.
    #[must_use]
    pub fn verifier(&self, network: NetworkId) -> String {
        let id = u32::from_be_bytes(self.id(&origin(network)));
        let key = STANDARD.encode([&[ALGORITHM], self.pair.public_key().as_ref()].concat());
        format!("{}+{id:08x}+{key}", origin(network))
    }

    /// The signed text of a tree head: origin, size, root; an empty line; the signature.
    #[must_use]
    pub fn sign(&self, checkpoint: &SignedCheckpoint) -> String {
        let origin = origin(checkpoint.network);
        let TreeHead { size, root } = checkpoint.head;
        let text = format!("{origin}\n{}\n{}\n", size.get(), STANDARD.encode(root));
        let signature = self.pair.sign(text.as_bytes());
        let signature = [&self.id(&origin), signature.as_ref()].concat();
        format!("{text}\n\u{2014} {origin} {}\n", STANDARD.encode(signature))
    }

    /// Reads a text that this key signed. Other signatures may stand beside its own.
    pub fn read(&self, note: &str) -> Result<SignedCheckpoint, CheckpointError> {
        let malformed = CheckpointError::Malformed;
        let (text, signatures) = note.split_once("\n\n").ok_or(malformed)?;
        let mut lines = text.lines();
        let mut line = || lines.next().ok_or(malformed);
        let (origin, size, root) = (line()?, line()?, line()?);
        let network = origin.strip_prefix(ORIGIN).and_then(NetworkId::from_hex);
        let root = STANDARD.decode(root).ok();
        let root = root.and_then(|root| root.try_into().ok());
        let head = TreeHead {
            size: Position::new(size.parse().map_err(|_| malformed)?),
            root: root.ok_or(malformed)?,
        };
        let own = |line: &str| {
            let (name, signature) = line.strip_prefix("\u{2014} ")?.split_once(' ')?;
            let bytes = STANDARD.decode(signature).ok()?;
            let (id, signature) = bytes.split_first_chunk()?;
            (name == origin && *id == self.id(origin)).then(|| signature.to_vec())
        };
        let signed = format!("{text}\n");
        let key = UnparsedPublicKey::new(&ED25519, self.pair.public_key().as_ref());
        let mut own = signatures.lines().filter_map(own);
        if !own.any(|signature| key.verify(signed.as_bytes(), &signature).is_ok()) {
            return Err(CheckpointError::Unsigned);
        }
        let network = network.ok_or(malformed)?;
        Ok(SignedCheckpoint { network, head })
    }

    /// SHA-256(name | line feed | algorithm | public key), its first four bytes.
    fn id(&self, name: &str) -> [u8; 4] {
        let key = self.pair.public_key();
        let hash = seal::sha256(&[name.as_bytes(), b"\n", &[ALGORITHM], key.as_ref()]);
        let (id, _) = hash.split_first_chunk().expect("32 bytes have four");
        *id
    }
}

/// Before the network's id in the name of a log.
const ORIGIN: &str = "laufzettel/";

fn origin(network: NetworkId) -> String {
    format!("{ORIGIN}{network}")
}

impl Store {
    /// Whether all that a checkpoint says is still there.
    #[boxed]
    pub async fn against(
        &self,
        checkpoint: &SignedCheckpoint,
    ) -> Result<AgainstCheckpoint, StoreError> {
        let head = self.head(checkpoint.network).await?;
        if head < checkpoint.head.size {
            return Ok(AgainstCheckpoint::Behind { head });
        }
        let size = checkpoint.head.size;
        match self.tree_head_at(checkpoint.network, size).await {
            Ok(there) if there == checkpoint.head => Ok(AgainstCheckpoint::Holds),
            Ok(_) | Err(StoreError::Damaged { .. }) => Ok(AgainstCheckpoint::Differs),
            Err(error) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use zeroize::Zeroizing;

    fn key(material: u8) -> CheckpointKey {
        CheckpointKey::new(&Zeroizing::new([material; 32]))
    }

    fn checkpoint() -> SignedCheckpoint {
        SignedCheckpoint {
            network: NetworkId::from_bytes([0x11; 16]),
            head: TreeHead {
                size: Position::new(20_852_163),
                root: [0x5a; 32],
            },
        }
    }

    #[test]
    fn a_note_stays_byte_exact() {
        let (note, verifier) = (
            key(7).sign(&checkpoint()),
            key(7).verifier(checkpoint().network),
        );
        assert_eq!(note, include_str!("golden/checkpoint.txt"));
        assert_eq!(verifier, include_str!("golden/checkpoint_key.txt").trim());
    }

    #[test]
    fn only_its_own_and_unchanged_notes_are_read() {
        let note = key(7).sign(&checkpoint());
        assert_eq!(key(7).read(&note), Ok(checkpoint()));
        let beside = format!("{note}\u{2014} witness AAAAAAAA\n");
        assert_eq!(
            key(7).read(&beside),
            Ok(checkpoint()),
            "others may sign too"
        );
        assert_eq!(key(8).read(&note), Err(CheckpointError::Unsigned));
        let later = note.replace("20852163", "20852164");
        assert_eq!(key(7).read(&later), Err(CheckpointError::Unsigned));
        for malformed in [
            "",
            "laufzettel\n",
            "a\n\nb",
            &note.replace("20852163", "many"),
        ] {
            assert_eq!(
                key(7).read(malformed),
                Err(CheckpointError::Malformed),
                "{malformed}"
            );
        }
    }
}
