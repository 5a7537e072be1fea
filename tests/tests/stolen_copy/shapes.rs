//! Joins and places rows by how long they are, where they lie in the file, and when they were written: learns from
//! half of the women what goes with what, and guesses the other half.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use event_store::StreamId;
use event_store::testing::{Clear, ClearRow};

use crate::played::Played;

/// How often the women are parted in halves.
const SPLITS: u32 = 200;

/// What an attack found, beside what a guess finds.
pub(crate) struct Found {
    how: &'static str,
    right: f64,
    guessed: f64,
    /// Of how many guesses it is the share, where each was made once and not in many ways.
    once: Option<usize>,
}

/// So many standard deviations are chance.
const CHANCE: f64 = 3.0;

impl Found {
    pub(crate) fn tells_no_more_than(&self, margin: f64) -> bool {
        let variance = self.guessed * (1.0 - self.guessed);
        let chance = self
            .once
            .map(|count| CHANCE * (variance / real(count.max(1))).sqrt());
        self.right - self.guessed <= margin + chance.unwrap_or_default()
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            how,
            right,
            guessed,
            ..
        } = self;
        write!(f, "{how}: {right:.4} right, a guess {guessed:.4}")
    }
}

/// What can be seen of a row.
#[derive(Clone)]
struct Seen {
    stream: StreamId,
    /// The lengths of what is sealed in it.
    lengths: Vec<usize>,
    /// Where it lies in the file.
    at: usize,
    day: Option<i64>,
}

/// A stolen copy.
pub(crate) struct Copy {
    slips: Vec<Seen>,
    handovers: Vec<Seen>,
    records: Vec<Seen>,
    /// The first events of slips and hand-overs.
    issued: Vec<Seen>,
    taken: Vec<Seen>,
}

impl Copy {
    /// What somebody sees who knows which rows are of which kind: the numbers of read models stand in the
    /// clear, and kinds of events differ in length.
    pub(crate) fn of(rows: &[ClearRow], file: &[u8]) -> Self {
        let models: BTreeMap<i64, String> = rows
            .iter()
            .filter(|row| row.table == "checkpoint")
            .filter_map(|row| Some((number(row, "generation")?, text(row, "read_model")?)))
            .collect();
        let places = places(file, rows);
        let seen = |(place, row): (usize, &ClearRow)| {
            let lengths = row.sealed.iter().map(|(_, bytes)| bytes.len()).collect();
            Some(Seen {
                stream: row.of?,
                lengths,
                at: places.get(place).copied().flatten().unwrap_or_default(),
                day: number(row, "recorded_on"),
            })
        };
        let of_model = |model: &str| {
            let is_it = |row: &ClearRow| {
                let generation = number(row, "generation").filter(|_| row.table == "view_row");
                generation.is_some_and(|generation| models[&generation] == model)
            };
            let rows = rows.iter().enumerate().filter(|(_, row)| is_it(row));
            rows.filter_map(seen).collect::<Vec<_>>()
        };
        let mut first = BTreeSet::new();
        let events = rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row.table == "event");
        let events: Vec<_> = events.filter_map(seen).collect();
        let firsts = events
            .into_iter()
            .filter(|event| first.insert(event.stream));
        let firsts: Vec<_> = firsts.collect();
        let (slips, handovers) = (of_model("slips"), of_model("handovers"));
        let of = |kind: &[Seen]| {
            let streams: BTreeSet<_> = kind.iter().map(|row| row.stream).collect();
            let firsts = firsts
                .iter()
                .filter(|event| streams.contains(&event.stream));
            firsts.cloned().collect()
        };
        Self {
            issued: of(&slips),
            taken: of(&handovers),
            records: of_model("clients"),
            slips,
            handovers,
        }
    }

    pub(crate) fn attacked(&self, played: &Played) -> Vec<Found> {
        let (slips, handovers) = (&self.slips, &self.handovers);
        vec![
            by_lengths("slips and hand-overs by lengths", slips, handovers, played),
            by_place("slips and hand-overs by place", slips, handovers, played),
            by_lengths_of_a_day(
                "events of a day by lengths",
                &self.issued,
                &self.taken,
                played,
            ),
            by_place_of_a_day(
                "first events of a day by place",
                &self.issued,
                &self.taken,
                played,
            ),
            placed("records by lengths", &self.records, played),
        ]
    }
}

fn number(row: &ClearRow, column: &str) -> Option<i64> {
    row.values.iter().find_map(|(name, value)| match value {
        Clear::Number(number) if *name == column => Some(*number),
        _ => None,
    })
}

fn text(row: &ClearRow, column: &str) -> Option<String> {
    row.values.iter().find_map(|(name, value)| match value {
        Clear::Text(text) if *name == column => Some(text.clone()),
        _ => None,
    })
}

/// Where each row's first sealed bytes lie in the file.
fn places(file: &[u8], rows: &[ClearRow]) -> Vec<Option<usize>> {
    const KNOWN: usize = 12;
    let mut at: BTreeMap<&[u8], usize> = BTreeMap::new();
    let starts: BTreeSet<&[u8]> = rows.iter().filter_map(|row| start(row, KNOWN)).collect();
    for (place, window) in file.windows(KNOWN).enumerate() {
        if starts.contains(window) {
            at.entry(window).or_insert(place);
        }
    }
    rows.iter()
        .map(|row| at.get(start(row, KNOWN)?).copied())
        .collect()
}

fn start(row: &ClearRow, length: usize) -> Option<&[u8]> {
    row.sealed.first()?.1.get(..length)
}

fn real(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::MAX, f64::from)
}

/// Parts numbers in halves, another way each time.
fn first_half(number: usize, split: u32) -> bool {
    let mut value = (number as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ u64::from(split) << 7;
    value ^= value >> 31;
    value = value.wrapping_mul(0x94d0_49bb_1331_11eb);
    value >> 40 & 1 == 0
}

/// The share of hand-overs for which the best candidate is the right slip; candidates that are equally good share.
fn share(
    taken: &[Seen],
    played: &Played,
    mut score: impl FnMut(&Seen) -> Vec<(StreamId, f64)>,
) -> f64 {
    let mut right = 0.0;
    for handover in taken {
        let scores = score(handover);
        let best = scores
            .iter()
            .map(|(_, score)| *score)
            .fold(f64::MIN, f64::max);
        let bests: Vec<_> = scores.iter().filter(|(_, score)| *score >= best).collect();
        let is_it = |slip: &StreamId| played.handovers.get(slip) == Some(&handover.stream);
        let found = bests.iter().filter(|(slip, _)| is_it(slip)).count();
        right += real(found) / real(bests.len().max(1));
    }
    right / real(taken.len().max(1))
}

/// Which lengths of slips go with which lengths of hand-overs, learnt from one half.
fn by_lengths(how: &'static str, slips: &[Seen], taken: &[Seen], played: &Played) -> Found {
    let (mut right, mut guessed) = (0.0, 0.0);
    for split in 0..SPLITS {
        let learnt = learnt(slips, taken, played, split);
        let (slips, taken) = second_half(slips, taken, played, split);
        right += share(&taken, played, |handover| {
            let score = |slip: &Seen| {
                let pair = (handover.lengths.clone(), slip.lengths.clone());
                learnt.get(&pair).copied().unwrap_or_default()
            };
            slips
                .iter()
                .map(|slip| (slip.stream, score(slip)))
                .collect()
        });
        guessed += 1.0 / real(slips.len().max(1));
    }
    let splits = f64::from(SPLITS);
    Found {
        how,
        right: right / splits,
        guessed: guessed / splits,
        once: None,
    }
}

type Lengths = Vec<usize>;

/// How much likelier a pair of lengths is in a pair than by chance.
fn learnt(
    slips: &[Seen],
    taken: &[Seen],
    played: &Played,
    split: u32,
) -> BTreeMap<(Lengths, Lengths), f64> {
    let by_stream: BTreeMap<_, _> = taken.iter().map(|row| (row.stream, row)).collect();
    let (mut pairs, mut of_slips) = (BTreeMap::new(), BTreeMap::new());
    for (number, slip) in slips.iter().enumerate() {
        let handover = played.handovers.get(&slip.stream);
        let handover = handover.and_then(|handover| by_stream.get(handover));
        if let Some(handover) = handover.filter(|_| first_half(number, split)) {
            let pair = (handover.lengths.clone(), slip.lengths.clone());
            *pairs.entry(pair).or_insert(0.0) += 1.0;
            *of_slips.entry(slip.lengths.clone()).or_insert(0.0) += 1.0;
        }
    }
    let likelier = pairs.into_iter().map(|(pair, count): (_, f64)| {
        let all: f64 = of_slips[&pair.1];
        (pair, count / all)
    });
    likelier.collect()
}

fn second_half(
    slips: &[Seen],
    taken: &[Seen],
    played: &Played,
    split: u32,
) -> (Vec<Seen>, Vec<Seen>) {
    let slips = slips.iter().enumerate().filter(|(number, slip)| {
        !first_half(*number, split) && played.handovers.contains_key(&slip.stream)
    });
    let slips: Vec<_> = slips.map(|(_, slip)| slip.clone()).collect();
    let handovers: BTreeSet<_> = slips
        .iter()
        .map(|slip| played.handovers[&slip.stream])
        .collect();
    let taken = taken.iter().filter(|row| handovers.contains(&row.stream));
    (slips, taken.cloned().collect())
}

/// What lies nearest in the file.
fn by_place(how: &'static str, slips: &[Seen], taken: &[Seen], played: &Played) -> Found {
    let right = share(taken, played, |handover| {
        let near = |slip: &Seen| -real(slip.at.abs_diff(handover.at));
        slips.iter().map(|slip| (slip.stream, near(slip))).collect()
    });
    Found {
        how,
        right,
        guessed: 1.0 / real(slips.len().max(1)),
        once: Some(taken.len()),
    }
}

/// What lies nearest in the file, on the same day if it can be; the guess knows the day.
fn by_place_of_a_day(how: &'static str, slips: &[Seen], taken: &[Seen], played: &Played) -> Found {
    let found = |near: bool| {
        share(taken, played, |handover| {
            let score = |slip: &Seen| {
                let same_day = f64::from(u8::from(slip.day == handover.day));
                let near = f64::from(u8::from(near)) / (1.0 + real(slip.at.abs_diff(handover.at)));
                same_day + near
            };
            slips
                .iter()
                .map(|slip| (slip.stream, score(slip)))
                .collect()
        })
    };
    Found {
        how,
        right: found(true),
        guessed: found(false),
        once: Some(taken.len()),
    }
}

/// Who was taken over on a day was sent on one of the days before: by days alone, and by lengths besides.
fn by_lengths_of_a_day(
    how: &'static str,
    slips: &[Seen],
    taken: &[Seen],
    played: &Played,
) -> Found {
    let (mut right, mut guessed) = (0.0, 0.0);
    let lag = |slip: &Seen, handover: &Seen| Some(handover.day? - slip.day?);
    for split in 0..SPLITS {
        let learnt = learnt(slips, taken, played, split);
        let mut lags: BTreeMap<i64, f64> = BTreeMap::new();
        for (number, slip) in slips.iter().enumerate() {
            let handover = played.handovers.get(&slip.stream);
            let handover = taken.iter().find(|row| Some(&row.stream) == handover);
            let lag = handover.and_then(|handover| lag(slip, handover));
            if let Some(lag) = lag.filter(|_| first_half(number, split)) {
                *lags.entry(lag).or_default() += 1.0;
            }
        }
        let (slips, taken) = second_half(slips, taken, played, split);
        for lengths in [false, true] {
            let found = share(&taken, played, |handover| {
                let score = |slip: &Seen| {
                    let by_day = lag(slip, handover).and_then(|lag| lags.get(&lag));
                    let by_day = by_day.copied().unwrap_or_default();
                    let pair = (handover.lengths.clone(), slip.lengths.clone());
                    let by_length = learnt.get(&pair).copied().unwrap_or(0.01);
                    if lengths { by_day * by_length } else { by_day }
                };
                slips
                    .iter()
                    .map(|slip| (slip.stream, score(slip)))
                    .collect()
            });
            if lengths {
                right += found;
            } else {
                guessed += found;
            }
        }
    }
    let splits = f64::from(SPLITS);
    Found {
        how,
        right: right / splits,
        guessed: guessed / splits,
        once: None,
    }
}

/// At which office a record is, by its lengths; the guess is the office that has most.
fn placed(how: &'static str, records: &[Seen], played: &Played) -> Found {
    let (mut right, mut guessed) = (0.0, 0.0);
    let office = |row: &Seen| played.kept_by.get(&row.stream);
    for split in 0..SPLITS {
        let mut learnt: BTreeMap<&Lengths, BTreeMap<&String, usize>> = BTreeMap::new();
        let mut all: BTreeMap<&String, usize> = BTreeMap::new();
        let (first, second): (Vec<_>, Vec<_>) = records
            .iter()
            .enumerate()
            .partition(|(number, _)| first_half(*number, split));
        for (_, row) in first {
            if let Some(office) = office(row) {
                *learnt
                    .entry(&row.lengths)
                    .or_default()
                    .entry(office)
                    .or_default() += 1;
                *all.entry(office).or_default() += 1;
            }
        }
        let most = |counts: &BTreeMap<&String, usize>| {
            let most = counts.iter().max_by_key(|(_, count)| **count);
            most.map(|(office, _)| (*office).clone())
        };
        let usual = most(&all);
        let count = real(second.len().max(1));
        for (_, row) in second {
            let here = office(row).cloned();
            let told = learnt.get(&row.lengths).and_then(most).or(usual.clone());
            right += f64::from(u8::from(told == here)) / count;
            guessed += f64::from(u8::from(usual == here)) / count;
        }
    }
    let splits = f64::from(SPLITS);
    Found {
        how,
        right: right / splits,
        guessed: guessed / splits,
        once: None,
    }
}

/// Rows that one transaction wrote last.
pub(crate) fn by_moment(rows: &[ClearRow], moments: &BTreeMap<i64, i64>, played: &Played) -> Found {
    let copy = Copy::of(rows, &[]);
    let moment: BTreeMap<StreamId, BTreeSet<i64>> = {
        let mut moment: BTreeMap<StreamId, BTreeSet<i64>> = BTreeMap::new();
        for row in rows.iter().filter(|row| row.table == "view_row") {
            let written = number(row, "id").and_then(|id| moments.get(&id));
            if let (Some(stream), Some(written)) = (row.of, written) {
                moment.entry(stream).or_default().insert(*written);
            }
        }
        moment
    };
    let together = |slip: &Seen, handover: &Seen| {
        let moments = moment.get(&slip.stream).zip(moment.get(&handover.stream));
        moments.map_or(0.0, |(slip, handover)| {
            real(slip.intersection(handover).count())
        })
    };
    Found {
        how: "slips and hand-overs by the transaction that wrote them",
        right: share(&copy.handovers, played, |handover| {
            let score = |slip: &Seen| (slip.stream, together(slip, handover));
            copy.slips.iter().map(score).collect()
        }),
        guessed: 1.0 / real(copy.slips.len().max(1)),
        once: Some(copy.handovers.len()),
    }
}

/// Each slip gets a length that only its hand-over has too: most of them must be found.
pub(crate) fn find_what_was_planted(rows: &[ClearRow], played: &Played) {
    let numbers: BTreeMap<_, _> = played.handovers.iter().zip(0_usize..).collect();
    let planted = rows.iter().map(|row| {
        let mut row = row.clone();
        let pair = row.of.and_then(|stream| {
            let is_its = |pair: &(&StreamId, &StreamId)| *pair.0 == stream || *pair.1 == stream;
            numbers
                .iter()
                .find(|(pair, _)| is_its(pair))
                .map(|(_, number)| *number)
        });
        // Ten groups: what is learnt from one half holds for the other.
        if let Some(pair) = pair {
            for (_, sealed) in &mut row.sealed {
                sealed.resize(10_000 + pair % 10, 0);
            }
        }
        row
    });
    let planted: Vec<_> = planted.collect();
    let copy = Copy::of(&planted, &[]);
    let found = by_lengths("planted", &copy.slips, &copy.handovers, played);
    assert!(!found.tells_no_more_than(0.1), "{found}");
    // Each hand-over is put beside its slip in the file.
    let mut copy = Copy::of(rows, &[]);
    let beside: BTreeMap<_, _> = played.handovers.iter().zip(1_usize..).collect();
    for (kind, shift) in [(&mut copy.issued, 0), (&mut copy.taken, 1)] {
        for row in kind {
            let is_its =
                |pair: &(&StreamId, &StreamId)| *pair.0 == row.stream || *pair.1 == row.stream;
            let number = beside.iter().find(|(pair, _)| is_its(pair));
            row.at = number.map_or(0, |(_, number)| 1_000 * number + shift);
        }
    }
    let found = by_place_of_a_day("planted", &copy.issued, &copy.taken, played);
    assert!(!found.tells_no_more_than(0.1), "{found}");
}
