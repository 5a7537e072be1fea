//! The list of erasures, apart from the log and its backups: one line per erased owner or part, ids
//! and a day, never content. Appended and synced before the erasing transaction commits.

use crate::{
    StoreError,
    erase::Erase,
    ids::{Day, NetworkId, OwnerId, PartClass, StreamId},
    private_file,
};
use std::{
    fmt::Write as _,
    fs::File,
    io::{self, Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};

/// Ends a line that a crash cut short, so that the file is only ever appended to.
const TORN: char = '!';

/// A list that is open for appending. Cheap to clone.
#[derive(Clone)]
pub(crate) struct ErasureList {
    path: Arc<Path>,
}

/// A line of the list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Listed {
    pub(crate) network: NetworkId,
    pub(crate) what: Erased,
    pub(crate) day: Day,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Erased {
    Owner(OwnerId),
    Part(StreamId, PartClass),
}

/// Everything that a list holds.
#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Content {
    pub(crate) listed: Vec<Listed>,
    /// Lines that a crash cut short; what they would have listed was never committed.
    pub(crate) torn: u64,
}

impl ErasureList {
    /// Takes a list that only its owner may use; makes an empty one when there is none.
    pub(crate) fn open(path: PathBuf) -> Result<Self, StoreError> {
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
        Ok(Self { path: path.into() })
    }

    /// Appends what is about to be erased, and returns when the disk has it.
    pub(crate) async fn append(&self, erase: &Erase<'_>) -> Result<(), StoreError> {
        let (path, lines) = (Arc::clone(&self.path), lines(erase));
        let written = tokio::task::spawn_blocking(move || append(&path, &lines));
        let written = written.await.map_err(io::Error::other);
        written.flatten().map_err(fault(&self.path))
    }
}

/// Reads a whole list. A line without its end is a crash's; anything else that is not understood
/// stops: better no start than an erasure forgotten.
pub(crate) fn read(path: &Path) -> Result<Content, StoreError> {
    refuse_open_to_others(path)?;
    let text = std::fs::read_to_string(path).map_err(fault(path))?;
    parse(&text).map_err(|line| StoreError::ErasureList {
        path: path.to_owned(),
        what: format!("line {line} is not understood"),
    })
}

fn parse(text: &str) -> Result<Content, usize> {
    let (mut listed, mut torn) = (Vec::new(), 0);
    for (number, line) in (1_usize..).zip(text.split_inclusive('\n')) {
        match line.strip_suffix('\n') {
            Some(whole) if !whole.ends_with(TORN) => {
                listed.push(Listed::parse(whole).ok_or(number)?);
            }
            _ => torn += 1,
        }
    }
    Ok(Content { listed, torn })
}

impl Listed {
    fn parse(line: &str) -> Option<Self> {
        let mut words = line.split(' ');
        let kind = words.next()?;
        let network = NetworkId::from_hex(words.next()?)?;
        let id = words.next()?;
        let what = match kind {
            "owner" => Erased::Owner(OwnerId::from_hex(id)?),
            "part" => {
                let class = PartClass::from_number(words.next()?.parse().ok()?)?;
                class.member()?;
                Erased::Part(StreamId::from_hex(id)?, class)
            }
            _ => return None,
        };
        let day = words.next()?.parse().ok()?;
        words
            .next()
            .is_none()
            .then_some(Self { network, what, day })
    }
}

fn lines(erase: &Erase<'_>) -> String {
    let (network, day) = (erase.network, erase.day);
    let mut lines = String::new();
    // Writing to a String cannot fail.
    for owner in erase.owners {
        let _ = writeln!(lines, "owner {network} {owner} {day}");
    }
    for (stream, class) in erase.parts {
        let _ = writeln!(lines, "part {network} {stream} {} {day}", *class as u8);
    }
    lines
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

    const OWNER: &str =
        "owner 11111111111111111111111111111111 22222222222222222222222222222222 20779\n";
    const PART: &str =
        "part 11111111111111111111111111111111 33333333333333333333333333333333 5 20780\n";

    fn both() -> [Listed; 2] {
        let network = NetworkId::from_bytes([0x11; 16]);
        [
            Listed {
                network,
                what: Erased::Owner(OwnerId::from_bytes([0x22; 16])),
                day: 20_779,
            },
            Listed {
                network,
                what: Erased::Part(StreamId::from_bytes([0x33; 16]), PartClass::Code),
                day: 20_780,
            },
        ]
    }

    #[test]
    fn lines_stay_byte_exact_and_read_back() {
        let network = NetworkId::from_bytes([0x11; 16]);
        let written = lines(&Erase {
            network,
            owners: &[OwnerId::from_bytes([0x22; 16])],
            parts: &[(StreamId::from_bytes([0x33; 16]), PartClass::Code)],
            day: 20_779,
        });
        assert_eq!(
            written,
            format!("{OWNER}{}", PART.replace("20780", "20779"))
        );
        let read = parse(&format!("{OWNER}{PART}")).unwrap();
        assert_eq!((read.listed.as_slice(), read.torn), (both().as_slice(), 0));
    }

    #[test]
    fn a_torn_line_is_tolerated_wherever_the_list_goes_on() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("erasures");
        ErasureList::open(path.clone()).unwrap();
        for cut in 1..OWNER.len() {
            std::fs::write(&path, format!("{PART}{}", &OWNER[..cut])).unwrap();
            let read_torn = read(&path).unwrap();
            assert_eq!(
                (read_torn.listed.len(), read_torn.torn),
                (1, 1),
                "cut at {cut}"
            );
            append(&path, OWNER).unwrap();
            let read_on = read(&path).unwrap();
            assert_eq!(read_on.torn, 1, "cut at {cut}");
            assert_eq!(read_on.listed, [both()[1], both()[0]], "cut at {cut}");
        }
    }

    #[test]
    fn anything_else_is_refused_and_named() {
        for (line, text) in [
            (1, "owner 11 22 20779\n".to_owned()),
            (2, format!("{OWNER}\n")),
            (2, format!("{OWNER}{}{PART}", PART.replace(" 5 ", " 0 "))),
            (1, OWNER.replace("20779", "20779 1")),
            (1, OWNER.replace("owner", "person")),
            (
                3,
                format!("{OWNER}{PART}{}", OWNER.replace("20779", "soon")),
            ),
        ] {
            assert_eq!(parse(&text), Err(line), "{text}");
        }
    }

    #[test]
    fn a_list_is_its_owners_alone_and_never_begun_twice() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("erasures");
        ErasureList::open(path.clone()).unwrap();
        let mode = std::fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600);
        append(&path, OWNER).unwrap();
        ErasureList::open(path.clone()).unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), OWNER);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        for refused in [
            ErasureList::open(path.clone()).err().unwrap(),
            read(&path).unwrap_err(),
        ] {
            assert!(refused.to_string().contains("set it to 600"), "{refused}");
        }
        std::fs::remove_file(&path).unwrap();
        assert!(
            append(&path, OWNER).is_err(),
            "a missing list is not begun anew"
        );
    }
}
