//! What the attributes that count are called, and what an element has said of each so far.

use super::fault::Fault;

/// The keys of the name and of the time, by the prefixes under which their extensions are declared.
#[derive(Default)]
pub(super) struct Keys {
    names: Spellings,
    times: Spellings,
}

impl Keys {
    /// An extension is known by its address. A file may declare it under any prefix, and, put together
    /// from two files, under several: then each of them counts.
    pub(super) fn declare(&mut self, prefix: &str, address: &str) {
        match address.rsplit('/').next() {
            Some("concept.xesext") => self.names.add(format!("{prefix}:name")),
            Some("time.xesext") => self.times.add(format!("{prefix}:timestamp")),
            _ => {}
        }
    }

    /// Under which spelling `key` is the name, if it is.
    pub(super) fn name(&self, key: &str) -> Option<Spelling> {
        self.names.of(key, "concept:name")
    }

    /// Under which spelling `key` is the time, if it is.
    pub(super) fn time(&self, key: &str) -> Option<Spelling> {
        self.times.of(key, "time:timestamp")
    }
}

/// One of the keys under which an attribute may stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Spelling(usize);

/// The declared keys of one attribute; the usual one where none is declared.
#[derive(Default)]
struct Spellings(Vec<String>);

impl Spellings {
    fn add(&mut self, key: String) {
        if !self.0.contains(&key) {
            self.0.push(key);
        }
    }

    fn of(&self, key: &str, usual: &str) -> Option<Spelling> {
        if self.0.is_empty() {
            return (key == usual).then_some(Spelling(0));
        }
        self.0.iter().position(|known| *known == key).map(Spelling)
    }
}

/// What an element says of an attribute.
pub(super) struct Given<T>(Option<(Spelling, T)>);

impl<T> Default for Given<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T: PartialEq> Given<T> {
    /// One key stands once in an element. Under two prefixes the same may be said twice, but no other.
    pub(super) fn say(&mut self, by: Spelling, value: T, what: &'static str) -> Result<(), Fault> {
        match &self.0 {
            Some((before, said)) if *before == by || *said != value => Err(Fault::Twice(what)),
            Some(_) => Ok(()),
            None => {
                self.0 = Some((by, value));
                Ok(())
            }
        }
    }

    /// What was said; for the next element nothing is.
    pub(super) fn take(&mut self) -> Option<T> {
        self.0.take().map(|(_, value)| value)
    }
}
