//! The list that lies apart from the log and its backups: what no restored backup may undo. One sealed line
//! for each erased owner or part and for each withdrawal, all of one length, so that nobody without the key
//! sees more than how many there were. Appended and synced before the transaction commits.

use crate::{
    StoreError,
    ids::{Day, NetworkId, OwnerId, PartClass, StreamId},
    pack, private_file,
    seal::{PartKey, Secret},
};
use base64::{Engine as _, engine::general_purpose::STANDARD_NO_PAD};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use std::{
    fs::File,
    io::{self, Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};

/// Ends a line that a crash cut short, so that the file is only ever appended to.
const TORN: char = '!';
/// How many bytes a line seals, unless it says more than any line should.
const LINE: usize = 512;
/// What binds a sealed line to its purpose.
const CONTEXT: &[u8] = b"laufzettel list 1";

/// A list that is open for appending. Cheap to clone.
#[derive(Clone)]
pub(crate) struct ErasureList {
    path: Arc<Path>,
    key: Arc<PartKey>,
}

/// A line of the list.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Listed {
    pub(crate) network: NetworkId,
    pub(crate) day: Day,
    #[serde(flatten)]
    pub(crate) what: Kept,
}

/// What is not to be undone.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Kept {
    /// An owner was erased.
    Owner(OwnerId),
    /// One class of a stream was.
    Part { stream: StreamId, class: u8 },
    /// This was said in a stream; what is sealed as a part of its own is not among it.
    Said {
        stream: StreamId,
        event: Map<String, Json>,
    },
}

/// Everything that a list holds.
#[derive(PartialEq, Debug)]
pub(crate) struct Content {
    pub(crate) listed: Vec<Listed>,
    /// Lines that a crash cut short; what they would have listed was never committed.
    pub(crate) torn: u64,
}

impl ErasureList {
    /// Takes a list that only its owner may use; makes an empty one when there is none.
    pub(crate) fn open(path: PathBuf, key: &Secret) -> Result<Self, StoreError> {
        let fault = fault(&path);
        if !path.try_exists().map_err(&fault)? {
            private_file::options()
                .append(true)
                .create(true)
                .open(&path)
                .and_then(|file| file.sync_all())
                .and_then(|()| sync_folder(&path))
                .map_err(&fault)?;
        }
        refuse_open_to_others(&path)?;
        drop(fault);
        Ok(Self {
            path: path.into(),
            key: Arc::new(PartKey::new(key)),
        })
    }

    /// Appends what is about to be committed, and returns when the disk has it.
    pub(crate) async fn append(&self, listed: &[Listed]) -> Result<(), StoreError> {
        let lines: String = listed
            .iter()
            .map(|line| sealed(&self.key, line) + "\n")
            .collect();
        let path = Arc::clone(&self.path);
        let written = tokio::task::spawn_blocking(move || append(&path, &lines));
        let written = written.await.map_err(io::Error::other);
        written.flatten().map_err(fault(&self.path))
    }
}

/// Reads a whole list. A line without its end is a crash's; anything else that does not open stops: better
/// no start than an erasure forgotten.
pub(crate) fn read(path: &Path, key: &Secret) -> Result<Content, StoreError> {
    refuse_open_to_others(path)?;
    let text = std::fs::read_to_string(path).map_err(fault(path))?;
    parse(&text, &PartKey::new(key)).map_err(|line| StoreError::ErasureList {
        path: path.to_owned(),
        what: format!("line {line} does not open: is it of another installation?"),
    })
}

fn parse(text: &str, key: &PartKey) -> Result<Content, usize> {
    let (mut listed, mut torn) = (Vec::new(), 0);
    for (number, line) in (1_usize..).zip(text.split_inclusive('\n')) {
        match line.strip_suffix('\n') {
            Some(whole) if !whole.ends_with(TORN) => {
                listed.push(opened(key, whole).ok_or(number)?);
            }
            _ => torn += 1,
        }
    }
    Ok(Content { listed, torn })
}

fn sealed(key: &PartKey, line: &Listed) -> String {
    // Names are texts and numbers are whole: its text form cannot fail.
    let plain = serde_json::to_vec(line).unwrap_or_default();
    let mut packed = pack::pack(&plain);
    let full = packed.len().max(LINE);
    packed.resize(full, 0);
    STANDARD_NO_PAD.encode(key.seal_whole(CONTEXT, &packed))
}

fn opened(key: &PartKey, line: &str) -> Option<Listed> {
    let plain = key.open_whole(CONTEXT, &STANDARD_NO_PAD.decode(line).ok()?)?;
    let listed: Listed = serde_json::from_slice(&pack::unpack(&plain)?).ok()?;
    let is_known = match listed.what {
        Kept::Part { class, .. } => PartClass::from_number(class.into())?.member().is_some(),
        Kept::Owner(_) | Kept::Said { .. } => true,
    };
    is_known.then_some(listed)
}

fn append(path: &Path, lines: &str) -> io::Result<()> {
    // Without `create`: a list that has gone missing is not begun anew behind the operator's back.
    let mut file = File::options().read(true).append(true).open(path)?;
    // Two processes take turns; the lock ends with the file.
    file.lock()?;
    if is_torn(&mut file)? {
        writeln!(file, "{TORN}")?;
    }
    file.write_all(lines.as_bytes())?;
    file.sync_all()
}

fn is_torn(file: &mut File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(false);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

/// A new file is there after a crash only when its folder was synced too.
fn sync_folder(path: &Path) -> io::Result<()> {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => File::open(folder)?.sync_all(),
        _ => File::open(".")?.sync_all(),
    }
}

fn refuse_open_to_others(path: &Path) -> Result<(), StoreError> {
    match private_file::mode_for_others(path).map_err(fault(path))? {
        None => Ok(()),
        Some(mode) => Err(StoreError::ErasureList {
            path: path.to_owned(),
            what: format!("it is open to others (mode {mode:o}): set it to 600"),
        }),
    }
}

fn fault(path: &Path) -> impl Fn(io::Error) -> StoreError {
    move |error| StoreError::ErasureList {
        path: path.to_owned(),
        what: error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use zeroize::Zeroizing;

    fn key() -> Secret {
        Zeroizing::new([0x07; 32])
    }

    fn three() -> [Listed; 3] {
        let network = NetworkId::from_bytes([0x11; 16]);
        let stream = StreamId::from_bytes([0x33; 16]);
        let said = json!({"event": "ConsentWithdrawn", "items": ["identity"]});
        let Json::Object(event) = said else {
            panic!("it is an object");
        };
        let line = |day, what| Listed { network, day, what };
        [
            line(20_779, Kept::Owner(OwnerId::from_bytes([0x22; 16]))),
            line(20_780, Kept::Part { stream, class: 5 }),
            line(20_781, Kept::Said { stream, event }),
        ]
    }

    fn line(listed: &Listed) -> String {
        sealed(&PartKey::new(&key()), listed) + "\n"
    }

    fn parsed(text: &str) -> Result<Content, usize> {
        parse(text, &PartKey::new(&key()))
    }

    #[test]
    fn lines_read_back_and_look_alike() {
        let lines = three().map(|listed| line(&listed));
        let read = parsed(&lines.concat()).unwrap();
        assert_eq!((read.listed.as_slice(), read.torn), (three().as_slice(), 0));
        assert!(lines.iter().all(|line| line.len() == lines[0].len()));
        assert_ne!(
            line(&three()[0]),
            lines[0],
            "twice the same looks different"
        );
        for clear in ["owner", "20779", "ConsentWithdrawn", &"22".repeat(16)] {
            assert!(!lines.concat().contains(clear), "{clear}");
        }
        assert_eq!(
            parse(&lines[0], &PartKey::new(&Zeroizing::new([8; 32]))),
            Err(1)
        );
    }

    #[test]
    fn what_a_line_says_stays_byte_exact() {
        let said = three().map(|listed| serde_json::to_string(&listed).unwrap());
        let (network, stream) = ("11".repeat(16), "33".repeat(16));
        assert_eq!(
            said,
            [
                format!(
                    r#"{{"network":"{network}","day":20779,"owner":"{}"}}"#,
                    "22".repeat(16)
                ),
                format!(
                    r#"{{"network":"{network}","day":20780,"part":{{"stream":"{stream}","class":5}}}}"#
                ),
                format!(
                    r#"{{"network":"{network}","day":20781,"said":{{"stream":"{stream}","event":{{"event":"ConsentWithdrawn","items":["identity"]}}}}}}"#
                ),
            ]
        );
    }

    #[test]
    fn a_torn_line_is_tolerated_wherever_the_list_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("erasures");
        ErasureList::open(path.clone(), &key()).unwrap();
        let [owner, part, _] = three();
        let (first, second) = (line(&part), line(&owner));
        for cut in [1, 2, 7, 100, second.len() - 1] {
            std::fs::write(&path, format!("{first}{}", &second[..cut])).unwrap();
            let read_torn = read(&path, &key()).unwrap();
            assert_eq!(
                (read_torn.listed.len(), read_torn.torn),
                (1, 1),
                "cut at {cut}"
            );
            append(&path, &second).unwrap();
            let read_on = read(&path, &key()).unwrap();
            assert_eq!(read_on.torn, 1, "cut at {cut}");
            assert_eq!(
                read_on.listed,
                [part.clone(), owner.clone()],
                "cut at {cut}"
            );
        }
    }

    #[test]
    fn anything_else_is_refused_and_named() {
        let [owner, part, _] = three();
        let mut core = part.clone();
        core.what = match core.what {
            Kept::Part { stream, .. } => Kept::Part { stream, class: 0 },
            other => other,
        };
        let good = line(&owner);
        let turned: String = good.trim().chars().rev().collect();
        for (number, text) in [
            (1, "owner 11 22 20779\n".to_owned()),
            (2, format!("{good}\n")),
            (2, format!("{good}{}{good}", line(&core))),
            (3, format!("{good}{good}{turned}\n")),
        ] {
            assert_eq!(parsed(&text), Err(number), "{text}");
        }
    }

    #[test]
    fn a_list_is_its_owners_alone_and_never_begun_twice() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("erasures");
        ErasureList::open(path.clone(), &key()).unwrap();
        let mode = std::fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600);
        let owner = line(&three()[0]);
        append(&path, &owner).unwrap();
        ErasureList::open(path.clone(), &key()).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), owner);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        for refused in [
            ErasureList::open(path.clone(), &key()).err().unwrap(),
            read(&path, &key()).unwrap_err(),
        ] {
            assert!(refused.to_string().contains("set it to 600"), "{refused}");
        }
        std::fs::remove_file(&path).unwrap();
        assert!(
            append(&path, &owner).is_err(),
            "a missing list is not begun anew"
        );
    }
}
