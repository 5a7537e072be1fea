//! A log of any size from a seed: thirty stations, some ways far more common than others, about five
//! events a case, ties in time, and some cases whose events stand in the wrong order.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::Timestamp;

use crate::Outcome;

const STATIONS: u64 = 30;
const DOORS: u64 = 4;
const LONGEST: usize = 20;

/// SplitMix64: small, and the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.roll() % bound
    }

    fn one_in(&mut self, chances: u64) -> bool {
        self.below(chances) == 0
    }

    /// Small numbers are far more common than large ones.
    fn skewed(&mut self, bound: u64) -> u64 {
        (0..5).fold(bound, |bound, _| self.below(bound) + 1) - 1
    }
}

pub(crate) fn write(cases: u64, seed: u64, file: &Path) -> Outcome<()> {
    let packed = GzEncoder::new(BufWriter::new(File::create(file)?), Compression::fast());
    let mut text = BufWriter::new(packed);
    let mut dice = Dice(seed);
    writeln!(
        text,
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<log xes.version=\"1.0\">"
    )?;
    for case in 0..cases {
        writeln!(
            text,
            "<trace>\n<string key=\"concept:name\" value=\"case {case}\"/>"
        )?;
        for (station, at) in events(&mut dice)? {
            writeln!(
                text,
                "<event>\n<string key=\"concept:name\" value=\"Anlaufstelle für {station}\"/>\n\
                 <date key=\"time:timestamp\" value=\"{at:.3}\"/>\n</event>"
            )?;
        }
        writeln!(text, "</trace>")?;
    }
    writeln!(text, "</log>")?;
    text.into_inner()?.finish()?.flush()?;
    Ok(())
}

fn events(dice: &mut Dice) -> Outcome<Vec<(u64, Timestamp)>> {
    let mut station = dice.skewed(DOORS);
    let mut at = 1_735_689_600_000 + i64::try_from(dice.below(365 * 86_400_000))?;
    let mut events = Vec::new();
    loop {
        events.push((station, Timestamp::from_millisecond(at)?));
        if events.len() == LONGEST || dice.below(26) < 5 {
            break;
        }
        station = (station * 7 + 1 + dice.skewed(STATIONS)) % STATIONS;
        if !dice.one_in(8) {
            at += i64::try_from(dice.skewed(60 * 86_400_000))?;
        }
    }
    if dice.one_in(20) {
        events.reverse();
    }
    Ok(events)
}
