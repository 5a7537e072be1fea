//! The key file: key-encryption keys by epoch and the server's secrets, each random, none derived.
//! It is readable by its owner alone and never lies beside the database's backups.

use crate::{
    ids::from_hex,
    private_file,
    seal::{self, Secret},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{
    borrow::Cow,
    collections::BTreeMap,
    fmt, fs,
    io::Write as _,
    path::{Path, PathBuf},
    sync::Arc,
};
use zeroize::Zeroizing;

/// The form of key files.
const FORMAT: u32 = 2;

/// Wraps owner keys: from a key file, or from a key-management service.
pub trait KeyEncryption: Send + Sync + 'static {
    /// The epoch under which new keys are wrapped.
    fn epoch(&self) -> u32;

    /// Wraps a key under the current epoch, bound to its context.
    fn wrap(&self, context: &[u8], key: &Zeroizing<[u8; 32]>) -> Result<Vec<u8>, KeyFault>;

    /// Opens a key that was wrapped under this epoch in this context.
    fn unwrap(
        &self,
        epoch: u32,
        context: &[u8],
        wrapped: &[u8],
    ) -> Result<Zeroizing<[u8; 32]>, KeyFault>;
}

/// A key could not be wrapped or opened.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct KeyFault(pub String);

/// Why a key file is not used.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// It cannot be read or written.
    #[error("the key file {} cannot be used: {error}", .path.display())]
    Io {
        /// Which file.
        path: PathBuf,
        /// Why.
        #[source]
        error: std::io::Error,
    },
    /// Others may read it.
    #[error("the key file {} is open to others (mode {mode:o}): set it to 600", .path.display())]
    OpenToOthers {
        /// Which file.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
    },
    /// It was made before the first release.
    #[error(
        "the key file {} was made before the first release, as was its database, in a form that is no longer read: begin new ones (a demo's data folder can simply be deleted)",
        .path.display()
    )]
    OldForm {
        /// Which file.
        path: PathBuf,
    },
    /// It does not hold keys.
    #[error("the key file {} does not hold valid keys", .path.display())]
    Invalid {
        /// Which file.
        path: PathBuf,
    },
}

/// The keys of a server, from a file with strict permissions.
#[derive(Clone)]
pub struct KeyFile {
    content: Arc<Content>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    format: u32,
    epoch: u32,
    key_encryption: BTreeMap<u32, HexSecret>,
    codes: HexSecret,
    idempotency: HexSecret,
    lockout: HexSecret,
    token: HexSecret,
    list: HexSecret,
    checkpoint: HexSecret,
}

/// What key files of all forms have.
#[derive(Deserialize)]
struct Form {
    format: u32,
}

/// The secrets behind keyed hashes that no owner's erasure touches.
#[derive(Clone)]
pub(crate) struct ServerSecrets {
    pub(crate) codes: Secret,
    pub(crate) idempotency: Secret,
    pub(crate) lockout: Secret,
    /// Seals the list that lies apart.
    pub(crate) list: Secret,
}

impl KeyFile {
    /// Makes a new file with fresh keys; an existing one is never overwritten.
    pub fn create(path: &Path) -> Result<Self, KeyFileError> {
        let content = Content::random();
        let json = Zeroizing::new(serde_json::to_vec_pretty(&content).map_err(|_| {
            KeyFileError::Invalid {
                path: path.to_owned(),
            }
        })?);
        write_private(path, &json).map_err(io_error(path))?;
        Ok(Self {
            content: Arc::new(content),
        })
    }

    /// Reads a file that only its owner may read.
    pub fn load(path: &Path) -> Result<Self, KeyFileError> {
        refuse_open_to_others(path)?;
        let json = Zeroizing::new(fs::read(path).map_err(io_error(path))?);
        let form = serde_json::from_slice::<Form>(&json);
        if form.is_ok_and(|form| form.format < FORMAT) {
            let path = path.to_owned();
            return Err(KeyFileError::OldForm { path });
        }
        let content: Content = serde_json::from_slice(&json)
            .ok()
            .filter(Content::is_complete)
            .ok_or_else(|| KeyFileError::Invalid {
                path: path.to_owned(),
            })?;
        Ok(Self {
            content: Arc::new(content),
        })
    }

    /// Reads the file, or makes it when there is none.
    pub fn load_or_create(path: &Path) -> Result<Self, KeyFileError> {
        match Self::create(path) {
            Err(KeyFileError::Io { error, .. })
                if error.kind() == std::io::ErrorKind::AlreadyExists =>
            {
                Self::load(path)
            }
            other => other,
        }
    }

    /// Signs the tokens of signed-in staff; the store itself does not use it.
    #[must_use]
    pub fn token_secret(&self) -> &[u8; 32] {
        &self.content.token.0
    }

    pub(crate) fn checkpoint_secret(&self) -> &Secret {
        &self.content.checkpoint.0
    }

    pub(crate) fn secrets(&self) -> ServerSecrets {
        ServerSecrets {
            codes: self.content.codes.0.clone(),
            idempotency: self.content.idempotency.0.clone(),
            lockout: self.content.lockout.0.clone(),
            list: self.content.list.0.clone(),
        }
    }
}

impl fmt::Debug for KeyFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyFile(epoch {})", self.content.epoch)
    }
}

impl KeyEncryption for KeyFile {
    fn epoch(&self) -> u32 {
        self.content.epoch
    }

    fn wrap(&self, context: &[u8], key: &Zeroizing<[u8; 32]>) -> Result<Vec<u8>, KeyFault> {
        Ok(seal::wrap(
            self.content.key(self.content.epoch)?,
            context,
            key,
        ))
    }

    fn unwrap(
        &self,
        epoch: u32,
        context: &[u8],
        wrapped: &[u8],
    ) -> Result<Zeroizing<[u8; 32]>, KeyFault> {
        seal::unwrap(self.content.key(epoch)?, context, wrapped)
            .ok_or_else(|| KeyFault(format!("its key of epoch {epoch} opens no stored key")))
    }
}

impl Content {
    fn random() -> Self {
        let secret = || HexSecret(seal::random_secret());
        Self {
            format: FORMAT,
            epoch: 1,
            key_encryption: BTreeMap::from([(1, secret())]),
            codes: secret(),
            idempotency: secret(),
            lockout: secret(),
            token: secret(),
            list: secret(),
            checkpoint: secret(),
        }
    }

    fn is_complete(&self) -> bool {
        self.format == FORMAT && self.key_encryption.contains_key(&self.epoch)
    }

    fn key(&self, epoch: u32) -> Result<&Secret, KeyFault> {
        self.key_encryption
            .get(&epoch)
            .map(|secret| &secret.0)
            .ok_or_else(|| KeyFault(format!("it has no key of epoch {epoch}")))
    }
}

struct HexSecret(Secret);

impl Serialize for HexSecret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&Zeroizing::new(hex::encode(self.0.as_slice())))
    }
}

impl<'de> Deserialize<'de> for HexSecret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<'de, str>::deserialize(deserializer)?;
        from_hex(&text)
            .map(|bytes| Self(Zeroizing::new(bytes)))
            .ok_or_else(|| serde::de::Error::custom("64 hexadecimal digits are expected"))
    }
}

fn io_error(path: &Path) -> impl FnOnce(std::io::Error) -> KeyFileError {
    let path = path.to_owned();
    move |error| KeyFileError::Io { path, error }
}

/// Writes under another name first: a crash leaves no half file that looks like keys.
fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{}", hex::encode(seal::random::<4>())));
    let draft = PathBuf::from(name);
    let mut file = private_file::options()
        .write(true)
        .create_new(true)
        .open(&draft)?;
    let written = file
        .write_all(bytes)
        .and_then(|()| file.sync_all())
        // Unlike a rename, a link does not overwrite.
        .and_then(|()| fs::hard_link(&draft, path));
    fs::remove_file(&draft)?;
    written
}

fn refuse_open_to_others(path: &Path) -> Result<(), KeyFileError> {
    match private_file::mode_for_others(path).map_err(io_error(path))? {
        None => Ok(()),
        Some(mode) => Err(KeyFileError::OpenToOthers {
            path: path.to_owned(),
            mode,
        }),
    }
}
