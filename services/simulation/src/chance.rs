//! Drawing from the seed: the same seed gives the same names and passwords on every machine.

use std::sync::{Mutex, PoisonError};

use domain::Line;
use path_statistics::attack::Draws;

/// A stream of draws; each purpose has its own, so that one more draw for a name moves no password.
pub(crate) struct Chance(Draws);

impl Chance {
    /// The draws of this seed for one purpose.
    pub(crate) fn new(seed: u64, purpose: &str) -> Self {
        // FNV-1a: enough to tell purposes apart, and the same on every platform.
        let mixed = purpose.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        Self(Draws(seed ^ mixed))
    }

    /// The next number.
    pub(crate) fn draw(&mut self) -> u64 {
        self.0.draw()
    }

    /// One of the words.
    pub(crate) fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }

    /// A number under `count`.
    pub(crate) fn below(&mut self, count: usize) -> usize {
        self.0.below(count)
    }

    /// True in so many of a hundred draws.
    pub(crate) fn percent(&mut self, of_hundred: usize) -> bool {
        self.below(100) < of_hundred
    }

    /// A number of days from `least` to `most`.
    pub(crate) fn days(&mut self, least: usize, most: usize) -> i32 {
        i32::try_from(least + self.below(most - least + 1)).unwrap_or(i32::MAX)
    }

    /// One of the choices, each as often as its weight says; weights are whole numbers, so that every
    /// machine draws the same.
    pub(crate) fn weighted<T: Copy>(&mut self, choices: &[(T, usize)]) -> T {
        let mut left = self.below(choices.iter().map(|(_, weight)| weight).sum());
        for &(choice, weight) in choices {
            match left.checked_sub(weight) {
                Some(rest) => left = rest,
                None => return choice,
            }
        }
        choices[0].0
    }
}

/// Ids and codes from the seed, so that a demo prints the same codes again. They can be foretold:
/// never for a network with real people.
pub struct SeededDraw(Mutex<Chance>);

impl SeededDraw {
    /// The draws of this seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self(Mutex::new(Chance::new(seed, "ids and codes")))
    }
}

impl casework::Draw for SeededDraw {
    fn fill(&self, bytes: &mut [u8]) {
        // A poisoned lock still holds a good state: drawing cannot stop half-way.
        let mut chance = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for chunk in bytes.chunks_mut(8) {
            let drawn = chance.draw().to_be_bytes();
            chunk.copy_from_slice(&drawn[..chunk.len()]);
        }
    }
}

/// First names of invented people.
const FIRST_NAMES: [&str; 20] = [
    "Ayla", "Beata", "Carina", "Dalia", "Elif", "Franka", "Greta", "Hatice", "Irina", "Jasmin",
    "Katrin", "Lamia", "Mirjam", "Natalia", "Olivia", "Paula", "Rahel", "Sonja", "Tamara", "Yara",
];

/// Family names of invented people.
const FAMILY_NAMES: [&str; 20] = [
    "Ahlers",
    "Bodenstein",
    "Celik",
    "Dombrowski",
    "Eichner",
    "Fahrenholz",
    "Grabowski",
    "Hinrichs",
    "Isakowa",
    "Jürgens",
    "Kowalczyk",
    "Lüders",
    "Marković",
    "Niehaus",
    "Ostermann",
    "Pfeffer",
    "Rosenau",
    "Steinke",
    "Thalbach",
    "Zielke",
];

/// The invented person with this number; neighbours never share a family name.
pub(crate) fn person(seed: u64, number: usize) -> Line {
    let mut chance = Chance::new(seed, "names");
    let first_family = chance.below(FAMILY_NAMES.len());
    let family = FAMILY_NAMES[(first_family + number) % FAMILY_NAMES.len()];
    let mut own = Chance::new(seed, &format!("names/{number}"));
    let name = format!("{} {family}", own.pick(&FIRST_NAMES));
    Line::parse(&name).expect("two of the words above make a line")
}

/// Short words without umlauts, so that a password can be read aloud and typed on any keyboard.
const WORDS: [&str; 127] = [
    "abend", "acker", "adler", "ahorn", "allee", "amsel", "anker", "apfel", "april", "arche",
    "asche", "aster", "atlas", "august", "balkon", "ballon", "banane", "beere", "besen", "biene",
    "birke", "birne", "blatt", "blume", "bogen", "bohne", "boot", "brief", "brille", "brot",
    "brunnen", "butter", "dach", "dampf", "daumen", "decke", "delfin", "diele", "distel", "donner",
    "dorf", "drachen", "eiche", "eimer", "elster", "ente", "erbse", "erle", "esche", "esel",
    "fabel", "fackel", "falke", "farbe", "farn", "feder", "feld", "felsen", "fenster", "feuer",
    "finger", "fink", "fisch", "flagge", "flocke", "flut", "forelle", "frosch", "funke", "gabel",
    "garten", "geige", "ginster", "giebel", "glocke", "granit", "gurke", "hafen", "hafer", "halle",
    "hamster", "hecke", "herbst", "himmel", "hirse", "holz", "honig", "hummel", "igel", "insel",
    "jacke", "kamin", "kanne", "karte", "kerze", "kiefer", "kiesel", "kirsche", "klee", "kompass",
    "koralle", "korb", "kreide", "krone", "kuchen", "lampe", "laterne", "lerche", "linde", "lotse",
    "luchs", "mandel", "marder", "melone", "minze", "moos", "morgen", "nebel", "nuss", "otter",
    "palme", "pappel", "pfad", "quelle", "rabe", "regen", "wolke",
];

/// A password of four words.
pub(crate) fn password(chance: &mut Chance) -> String {
    let words: Vec<&str> = std::iter::repeat_with(|| chance.pick(&WORDS))
        .take(4)
        .collect();
    words.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_seed_gives_the_same_draws_and_purposes_differ() {
        let draw = |seed, purpose| password(&mut Chance::new(seed, purpose));
        assert_eq!(draw(7, "a"), draw(7, "a"));
        assert_ne!(draw(7, "a"), draw(7, "b"));
        assert_ne!(draw(7, "a"), draw(8, "a"));
    }

    #[test]
    fn neighbours_have_names_of_their_own() {
        let names: BTreeSet<Line> = (0..FAMILY_NAMES.len()).map(|n| person(3, n)).collect();
        assert_eq!(names.len(), FAMILY_NAMES.len());
        assert!(person(3, 0) == person(3, 0));
    }

    #[test]
    fn every_word_can_be_typed_anywhere_and_four_are_long_enough() {
        assert!(
            WORDS
                .iter()
                .all(|w| w.len() >= 4 && w.bytes().all(|b| b.is_ascii_lowercase()))
        );
        assert_eq!(WORDS.iter().collect::<BTreeSet<_>>().len(), WORDS.len());
        let mut chance = Chance::new(1, "length");
        for _ in 0..500 {
            assert!(password(&mut chance).len() >= 16);
        }
    }
}
