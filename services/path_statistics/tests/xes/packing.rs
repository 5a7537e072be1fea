//! How a log is packed: members, tails, and sources that give little at a time.

use std::io::{self, Read};

use path_statistics::xes;

use crate::given::{EVENT, packed, trace, ways};

/// A source that gives one byte at each read.
struct Dripping<'a>(&'a [u8]);

impl Read for Dripping<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let one = into.len().min(1);
        self.0.read(&mut into[..one])
    }
}

#[test]
fn a_source_may_give_byte_by_byte() {
    let text = format!("\u{feff}{}", trace(EVENT));
    let (head, tail) = text.as_bytes().split_at(40);
    let members = [packed(head), packed(tail), b"\0\0 a tail".to_vec()].concat();
    for bytes in [text.as_bytes(), &packed(text.as_bytes()), &members] {
        let log = xes::read(Dripping(bytes)).unwrap();
        assert_eq!(log.event_count(), 1);
    }
}

/// What `cat a.gz b.gz` makes, at whichever byte the text was parted; empty members too.
#[test]
fn members_one_behind_the_other_are_one_text() {
    let text = trace(EVENT);
    for place in 0..=text.len() {
        let (head, tail) = text.as_bytes().split_at(place);
        let members = [packed(head), packed(b""), packed(tail), packed(b"\n")].concat();
        assert_eq!(ways(members).unwrap(), ["a 1"], "parted at {place}");
    }
    let members: Vec<u8> = text.bytes().flat_map(|byte| packed(&[byte])).collect();
    assert_eq!(ways(members).unwrap(), ["a 1"]);
}

#[test]
fn a_tail_behind_the_last_member_is_passed_over() {
    let log = packed(trace(EVENT).as_bytes());
    let zeros = vec![0; 100_000];
    for tail in [
        &b"\0"[..],
        &zeros,
        b"\n",
        b"\x1f",
        b"\x1f\x8a and more",
        b"-----BEGIN PGP SIGNATURE-----\n",
        b"PK\x03\x04",
        &trace(EVENT).into_bytes(),
    ] {
        let bytes = [&log, tail].concat();
        assert_eq!(ways(&bytes).unwrap(), ["a 1"], "{tail:?}");
    }
}

#[test]
fn what_is_missing_is_told_whatever_the_tail() {
    let text = trace(EVENT);
    let (head, tail) = text.as_bytes().split_at(40);
    let refused = |bytes: &[u8]| ways(bytes).unwrap_err().to_string();
    // Then: a log whose second member is gone, plain or hidden behind a tail
    for missing in [
        packed(head),
        [packed(head), b"\0\0".to_vec()].concat(),
        [packed(head), b"\0".to_vec(), packed(tail)].concat(),
        [packed(head), tail.to_vec()].concat(),
    ] {
        assert!(refused(&missing).contains("cut off"));
    }
    // Then: a second member that ends before its end, at each byte from the signature on
    let (first, second) = (packed(head), packed(tail));
    for length in 2..second.len() {
        let told = refused(&[&first, &second[..length]].concat());
        assert!(told.contains("cut off"), "{length} bytes: {told}");
    }
    // Then: a second member that is damaged
    let mut second = second;
    let checksum = second.len() - 6;
    second[checksum] ^= 0xff;
    let told = refused(&[first, second].concat());
    assert!(told.contains("gzip packing is damaged"), "{told}");
}
