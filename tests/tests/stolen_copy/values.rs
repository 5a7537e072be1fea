//! Joins rows over every value that two of them share.

use std::collections::{BTreeMap, BTreeSet};

use event_store::StreamId;
use event_store::testing::{Clear, ClearRow};

use crate::played::Played;

/// Numbers up to here are days, counts and places: the same for many.
const SMALL: u64 = u32::MAX as u64;

/// What hangs together over shared values, as the offices whose rows they are.
fn chains(rows: &[ClearRow], played: &Played) -> Vec<BTreeSet<String>> {
    let mut by_value: BTreeMap<Vec<u8>, Vec<usize>> = BTreeMap::new();
    for (number, row) in rows.iter().enumerate() {
        for (_, value) in &row.values {
            let value = match value {
                Clear::Bytes(bytes) => bytes.clone(),
                Clear::Number(tag) if tag.unsigned_abs() > SMALL => tag.to_be_bytes().to_vec(),
                Clear::Number(_) | Clear::Text(_) => continue,
            };
            by_value.entry(value).or_default().push(number);
        }
        for (_, bytes) in &row.sealed {
            by_value.entry(bytes.clone()).or_default().push(number);
        }
    }
    let mut chain: Vec<usize> = (0..rows.len()).collect();
    // Until nothing changes any more: rows that share a value are of one chain.
    loop {
        let before = chain.clone();
        for sharing in by_value.values() {
            let least = sharing
                .iter()
                .map(|row| chain[*row])
                .min()
                .unwrap_or_default();
            for row in sharing {
                chain[*row] = least;
            }
        }
        if chain == before {
            break;
        }
    }
    let mut offices: BTreeMap<usize, BTreeSet<String>> = BTreeMap::new();
    for (row, chain) in rows.iter().zip(chain) {
        let office = row.of.and_then(|stream| played.offices.get(&stream));
        offices.entry(chain).or_default().extend(office.cloned());
    }
    offices.into_values().collect()
}

pub(crate) fn join_nobody(rows: &[ClearRow], played: &Played) {
    for chain in chains(rows, played) {
        assert!(
            chain.len() <= 1,
            "rows of two offices hang together: {chain:?}"
        );
    }
}

/// One value in a row of a slip and in one of its hand-over.
pub(crate) fn find_what_was_planted(mut rows: Vec<ClearRow>, played: &Played) {
    let (slip, handover) = played.handovers.first_key_value().expect("there are slips");
    for stream in [slip, handover] {
        let row = row_of(&mut rows, *stream);
        row.values.push(("planted", Clear::Number(i64::MAX)));
    }
    let found = chains(&rows, played);
    assert!(
        found.iter().any(|chain| chain.len() == 2),
        "the planted join"
    );
}

fn row_of(rows: &mut [ClearRow], stream: StreamId) -> &mut ClearRow {
    let found = rows.iter_mut().find(|row| row.of == Some(stream));
    found.expect("it has a row")
}
