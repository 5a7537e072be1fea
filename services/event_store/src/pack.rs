//! What is sealed is packed first: made short, so that the database stays small, and filled up to a length
//! that many share, so that equal lengths tell nobody that two parts say the same.

use crate::wiped::Wiped;

/// What parts of events and rows often say: names of members and words, without anything of anybody. Bytes
/// that were packed with it can only be unpacked with it: it never changes, a better one gets a new number.
const DICTIONARY: &[u8] = include_bytes!("dictionary.txt");

/// As it was.
const PLAIN: u8 = 0;
/// Its ids as bytes, then LZ4 with the dictionary.
const SHORT: u8 = 1;

/// Stands before the bytes of an id; JSON has no such byte.
const ID: u8 = 1;
/// An id in JSON: its hexadecimal digits between quotation marks.
const QUOTED: usize = 34;

/// LZ4 makes nothing shorter than to this part of it.
const MOST: usize = 255;

/// How it is packed | its length | its length before.
const HEAD: usize = 9;

/// Lengths grow in steps of this many bytes ...
const STEP: usize = 64;
/// ... up to here; from then on two to each doubling.
const EVEN: usize = 512;

/// Packs: head | content | zeros.
pub(crate) fn pack(content: &[u8]) -> Wiped {
    // Ids are most of what a part says, and LZ4 makes no digits shorter.
    let narrow = narrow(content);
    let short = narrow
        .as_ref()
        .map(|narrow| Wiped(lz4_flex::block::compress_with_dict(narrow, DICTIONARY)));
    match (narrow, short) {
        (Some(narrow), Some(short)) if short.len() < content.len() => fill(SHORT, &short, &narrow),
        _ => fill(PLAIN, content, content),
    }
}

/// Packs what looks random, which nothing makes shorter.
pub(crate) fn pack_random(content: &[u8]) -> Wiped {
    fill(PLAIN, content, content)
}

fn fill(how: u8, packed: &[u8], content: &[u8]) -> Wiped {
    let mut bytes = Wiped(Vec::with_capacity(filled(HEAD + packed.len())));
    bytes.push(how);
    bytes.extend(length(packed));
    bytes.extend(length(content));
    bytes.extend(packed);
    let full = filled(bytes.len());
    bytes.resize(full, 0);
    bytes
}

/// What was packed; nothing when it is no such thing.
pub(crate) fn unpack(bytes: &[u8]) -> Option<Wiped> {
    let (&how, rest) = bytes.split_first()?;
    let (packed, rest) = rest.split_first_chunk()?;
    let (before, rest) = rest.split_first_chunk()?;
    let size = |bytes: &[u8; 4]| usize::try_from(u32::from_be_bytes(*bytes)).ok();
    let packed = rest.get(..size(packed)?)?;
    match how {
        PLAIN => Some(Wiped(packed.to_vec())),
        SHORT => {
            let before = size(before).filter(|before| *before <= MOST * packed.len())?;
            let narrow = lz4_flex::block::decompress_with_dict(packed, before, DICTIONARY);
            widen(&Wiped(narrow.ok()?))
        }
        _ => None,
    }
}

/// With ids as bytes; nothing where that could not be told from the content.
fn narrow(content: &[u8]) -> Option<Wiped> {
    let mut bytes = Wiped(Vec::with_capacity(content.len()));
    let mut rest = content;
    while let Some((&byte, after)) = rest.split_first() {
        if byte == ID {
            return None;
        }
        if let Some(id) = quoted_id(rest) {
            bytes.push(ID);
            bytes.extend(id);
            rest = &rest[QUOTED..];
        } else {
            bytes.push(byte);
            rest = after;
        }
    }
    Some(bytes)
}

/// The id with which this begins.
fn quoted_id(content: &[u8]) -> Option<[u8; 16]> {
    let quoted = content.get(..QUOTED)?;
    let [b'"', digits @ .., b'"'] = quoted else {
        return None;
    };
    let mut id = [0; 16];
    for (byte, pair) in id.iter_mut().zip(digits.chunks_exact(2)) {
        *byte = digit(pair[0])? << 4 | digit(pair[1])?;
    }
    Some(id)
}

const fn digit(character: u8) -> Option<u8> {
    match character {
        b'0'..=b'9' => Some(character - b'0'),
        b'a'..=b'f' => Some(character - b'a' + 10),
        _ => None,
    }
}

/// With ids as digits.
fn widen(narrow: &[u8]) -> Option<Wiped> {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut bytes = Wiped(Vec::with_capacity(2 * narrow.len()));
    let mut rest = narrow;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != ID {
            bytes.push(byte);
            continue;
        }
        let (id, after) = after.split_first_chunk::<16>()?;
        rest = after;
        bytes.push(b'"');
        let digits = |byte: &u8| [byte >> 4, byte & 15].map(|half| DIGITS[usize::from(half)]);
        bytes.extend(id.iter().flat_map(digits));
        bytes.push(b'"');
    }
    Some(bytes)
}

fn length(bytes: &[u8]) -> [u8; 4] {
    u32::try_from(bytes.len())
        .expect("a part is shorter than 4 GiB")
        .to_be_bytes()
}

/// The length that bytes of this length are filled up to.
pub(crate) fn filled(length: usize) -> usize {
    if length <= EVEN {
        return length.next_multiple_of(STEP).max(STEP);
    }
    let above = length.next_power_of_two();
    let between = above / 4 * 3;
    if length <= between { between } else { above }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn lengths_are_few_and_never_much_longer() {
        let lengths: BTreeSet<_> = (1..=100_000).map(filled).collect();
        assert!(lengths.len() <= 24, "{lengths:?}");
        for length in 1..=100_000 {
            assert!(filled(length) >= length);
            assert!(filled(length) < length + length / 2 + STEP);
        }
        assert_eq!(
            [1, 64, 65, 512, 513, 769].map(filled),
            [64, 64, 128, 512, 768, 1024]
        );
    }

    #[test]
    fn what_is_often_said_becomes_short() {
        let text = br#"{"event":"SlipIssued","recorded_at":"2026-11-22T08:00:00Z","schema":1}"#;
        assert_eq!(pack(text).len(), 64);
        assert_eq!(unpack(&pack(text)).unwrap().as_slice(), text);
    }

    #[test]
    fn an_id_takes_sixteen_bytes_and_one() {
        let id = "4f1d0c6b8a3e4d5f9b2a7c8e6d1f0a3b";
        let narrowed = |text: &str| narrow(text.as_bytes()).map(|narrow| narrow.len());
        assert_eq!(narrowed(&format!(r#""{id}""#)), Some(17));
        assert_eq!(
            narrowed(&format!(r#""a":"{id}","{id}":1"#)),
            Some(4 + 17 + 1 + 17 + 2)
        );
        // One that is none stays as it is.
        assert_eq!(narrowed(id), Some(32));
        assert_eq!(narrowed(&format!(r#""{id}"#)), Some(33));
        assert_eq!(narrowed(&format!(r#""{id}0""#)), Some(35));
        assert_eq!(narrowed(&format!(r#""{}""#, id.to_uppercase())), Some(34));
        assert_eq!(narrowed("\u{1}"), None);
    }

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(
            content: Vec<u8>,
            text in "[a-z{}\":, ]{0,900}",
            ids in "([{:,\u{1}]?\"?[0-9a-f]{31,33}\"?){0,20}",
        ) {
            for content in [content, text.into_bytes(), ids.into_bytes()] {
                let packed = pack(&content);
                prop_assert_eq!(packed.len(), filled(packed.len()));
                let unpacked = unpack(&packed).unwrap();
                prop_assert_eq!(unpacked.as_slice(), content.as_slice());
            }
        }

        #[test]
        fn any_bytes_are_unpacked_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            // No more than that nothing breaks: a seal keeps others' bytes away.
            let _ = unpack(&bytes);
        }
    }
}
