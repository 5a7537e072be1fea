//! The bytes that must not change: the layout of a body, additional data, the leaf.
//! Everything is fixed width and big endian; the golden samples below freeze it. They were computed
//! by another implementation (Python's hashlib and the AES-GCM of its `cryptography`).

use crate::ids::{Day, KeyId, NetworkId, Position, StreamId};
use crate::seal::{self, Nonce, PartKey};

/// The only envelope so far.
pub(crate) const ENVELOPE: u8 = 1;

/// Stands in the place of a length where a part was purged.
const PURGED: u32 = u32::MAX;

/// The clear columns of an event row.
#[derive(Clone, Copy)]
pub(crate) struct Header {
    pub(crate) network: NetworkId,
    pub(crate) position: Position,
    pub(crate) stream: StreamId,
    pub(crate) version: u64,
    pub(crate) envelope: u8,
    pub(crate) recorded_on: Day,
}

impl Header {
    /// What binds a part to its row. The position is not in it: it is bound by the leaf.
    pub(crate) fn context(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(45);
        bytes.extend(self.network.as_bytes());
        bytes.extend(self.stream.as_bytes());
        bytes.extend(self.version.to_be_bytes());
        bytes.push(self.envelope);
        bytes.extend(self.recorded_on.to_be_bytes());
        bytes
    }

    /// SHA-256(0x00 | SHA-256(header columns in table order) | SHA-256(count | digest of each part)).
    /// So a part can be purged, its digest kept, and the leaf still proves all that stays.
    pub(crate) fn leaf(&self, body: &[u8]) -> Result<[u8; 32], Malformed> {
        let mut header = Vec::with_capacity(53);
        header.extend(self.network.as_bytes());
        header.extend(self.position.get().to_be_bytes());
        header.extend(self.stream.as_bytes());
        header.extend(self.version.to_be_bytes());
        header.push(self.envelope);
        header.extend(self.recorded_on.to_be_bytes());
        let parts = parts(body)?;
        let mut digests = Vec::with_capacity(1 + 32 * parts.len());
        digests.extend(&body[..1]);
        digests.extend(parts.iter().flat_map(Part::digest));
        Ok(seal::sha256(&[
            &[0],
            &seal::sha256(&[&header]),
            &seal::sha256(&[&digests]),
        ]))
    }
}

/// A part still closed, as it lies in a body.
pub(crate) struct Part<'a> {
    pub(crate) key_id: KeyId,
    pub(crate) content: Content<'a>,
    frame: &'a [u8],
}

/// What a part still has.
pub(crate) enum Content<'a> {
    Sealed {
        nonce: Nonce,
        ciphertext: &'a [u8],
    },
    /// Only the digest of the frame that stood here.
    Purged {
        digest: [u8; 32],
    },
}

impl Part<'_> {
    /// SHA-256 of the part's frame as it was sealed, purged or not.
    fn digest(&self) -> [u8; 32] {
        match self.content {
            Content::Sealed { .. } => seal::sha256(&[self.frame]),
            Content::Purged { digest } => digest,
        }
    }
}

/// A body that is not laid out as a body.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Malformed;

/// The additional data of one part: context | count | part index | key id.
pub(crate) fn additional_data(context: &[u8], count: u8, index: u8, key_id: KeyId) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(context.len() + 18);
    bytes.extend(context);
    bytes.push(count);
    bytes.push(index);
    bytes.extend(key_id.as_bytes());
    bytes
}

/// Seals parts in their order: count, then per part length | key id | nonce | ciphertext and tag.
pub(crate) fn seal_parts(context: &[u8], parts: &[(&PartKey, Nonce, &[u8])]) -> Vec<u8> {
    let count = u8::try_from(parts.len()).expect("there are fewer classes than 256");
    let mut body = vec![count];
    for (index, (key, nonce, plain)) in (0..).zip(parts) {
        let aad = additional_data(context, count, index, key.id());
        let ciphertext = key.seal(nonce, &aad, plain);
        let length = u32::try_from(ciphertext.len()).expect("a part is shorter than 4 GiB");
        body.extend(length.to_be_bytes());
        body.extend(key.id().as_bytes());
        body.extend(nonce);
        body.extend(ciphertext);
    }
    body
}

/// Takes a body apart without opening it.
pub(crate) fn parts(body: &[u8]) -> Result<Vec<Part<'_>>, Malformed> {
    let (&count, mut rest) = body.split_first().ok_or(Malformed)?;
    let mut parts = Vec::with_capacity(usize::from(count));
    for _ in 0..count {
        let (part, after) = part(rest)?;
        parts.push(part);
        rest = after;
    }
    if rest.is_empty() && count > 0 {
        Ok(parts)
    } else {
        Err(Malformed)
    }
}

/// One frame and what follows it: length | key id | nonce | ciphertext and tag, where `length` counts
/// the last two; or, purged, `0xFFFF_FFFF` | key id | digest of the frame that stood here.
fn part(frames: &[u8]) -> Result<(Part<'_>, &[u8]), Malformed> {
    let (length, rest) = frames.split_first_chunk::<4>().ok_or(Malformed)?;
    let length = u32::from_be_bytes(*length);
    let (key_id, rest) = rest.split_first_chunk::<16>().ok_or(Malformed)?;
    let (content, rest) = if length == PURGED {
        let (&digest, rest) = rest.split_first_chunk::<32>().ok_or(Malformed)?;
        (Content::Purged { digest }, rest)
    } else {
        let length = usize::try_from(length).map_err(|_| Malformed)?;
        let (&nonce, rest) = rest.split_first_chunk::<12>().ok_or(Malformed)?;
        let (ciphertext, rest) = rest.split_at_checked(length).ok_or(Malformed)?;
        if length < seal::TAG {
            return Err(Malformed);
        }
        (Content::Sealed { nonce, ciphertext }, rest)
    };
    let part = Part {
        key_id: KeyId::from_bytes(*key_id),
        content,
        frame: &frames[..frames.len() - rest.len()],
    };
    Ok((part, rest))
}

/// The body with every sealed part of these keys purged, and how many those were.
pub(crate) fn purge(
    body: &[u8],
    purges: impl Fn(&KeyId) -> bool,
) -> Result<(Vec<u8>, u64), Malformed> {
    let mut rest = body[..body.len().min(1)].to_vec();
    let mut count = 0;
    for part in parts(body)? {
        let sealed = matches!(part.content, Content::Sealed { .. });
        if sealed && purges(&part.key_id) {
            rest.extend(PURGED.to_be_bytes());
            rest.extend(part.key_id.as_bytes());
            rest.extend(part.digest());
            count += 1;
        } else {
            rest.extend(part.frame);
        }
    }
    Ok((rest, count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::to_hex;
    use proptest::prelude::*;
    use zeroize::Zeroizing;

    fn header() -> Header {
        Header {
            network: NetworkId::from_bytes([0x11; 16]),
            position: Position::new(7),
            stream: StreamId::from_bytes([0x22; 16]),
            version: 3,
            envelope: ENVELOPE,
            recorded_on: 20_779,
        }
    }

    fn key(id: u8, material: u8) -> PartKey {
        PartKey::new(KeyId::from_bytes([id; 16]), &Zeroizing::new([material; 32]))
    }

    fn golden_body() -> Vec<u8> {
        let (core, identity) = (key(0xa0, 0x01), key(0xa1, 0x02));
        seal_parts(
            &header().context(),
            &[
                (&core, [0x0a; 12], br#"{"event":"SlipIssued"}"#.as_slice()),
                (&identity, [0x0b; 12], br#"{"name":"Kern"}"#.as_slice()),
            ],
        )
    }

    #[test]
    fn body_and_leaf_stay_byte_exact() {
        let body = golden_body();
        assert_eq!(to_hex(&body), include_str!("golden/body.hex").trim());
        assert_eq!(
            to_hex(&header().leaf(&body).unwrap()),
            include_str!("golden/leaf.hex").trim()
        );
    }

    #[test]
    fn a_purged_body_stays_byte_exact_and_keeps_its_leaf() {
        let body = golden_body();
        let identity = key(0xa1, 0x02).id();
        let (purged, count) = purge(&body, |key| *key == identity).unwrap();
        assert_eq!(to_hex(&purged), include_str!("golden/purged.hex").trim());
        assert_eq!(count, 1);
        assert_eq!(header().leaf(&purged), header().leaf(&body));
        let again = purge(&purged, |key| *key == identity).unwrap();
        assert_eq!(again, (purged, 0));
        let (nothing_left, count) = purge(&body, |_| true).unwrap();
        assert_eq!((nothing_left.len(), count), (1 + 2 * (4 + 16 + 32), 2));
        assert_eq!(header().leaf(&nothing_left), header().leaf(&body));
    }

    #[test]
    fn a_part_opens_only_in_its_own_place() {
        let body = golden_body();
        let parts = parts(&body).unwrap();
        let identity = key(0xa1, 0x02);
        let Content::Sealed { nonce, ciphertext } = parts[1].content else {
            panic!("nothing was purged");
        };
        let open = |context: &[u8], count, index| {
            let aad = additional_data(context, count, index, identity.id());
            identity.open(&nonce, &aad, ciphertext)
        };
        let context = header().context();
        assert_eq!(
            open(&context, 2, 1).unwrap().as_slice(),
            br#"{"name":"Kern"}"#
        );
        assert!(open(&context, 2, 0).is_none(), "another index");
        assert!(open(&context, 1, 1).is_none(), "another count");
        let elsewhere = Header {
            version: 4,
            ..header()
        };
        assert!(
            open(&elsewhere.context(), 2, 1).is_none(),
            "another version"
        );
        let later = Header {
            recorded_on: 20_780,
            ..header()
        };
        assert!(open(&later.context(), 2, 1).is_none(), "another day");
    }

    proptest! {
        #[test]
        fn any_bytes_are_taken_apart_or_refused(bytes: Vec<u8>) {
            if let Ok(parts) = parts(&bytes) {
                let frames = parts.iter().flat_map(|part| part.frame.iter().copied());
                prop_assert_eq!(frames.collect::<Vec<_>>(), &bytes[1..]);
            }
        }

        #[test]
        fn a_shortened_body_is_refused(cut in 1_usize..120) {
            let (purged, _) = purge(&golden_body(), |key| key.as_bytes()[0] == 0xa1).unwrap();
            for body in [golden_body(), purged] {
                let cut = cut.min(body.len());
                prop_assert!(parts(&body[..body.len() - cut]).is_err());
            }
        }

        #[test]
        fn one_changed_byte_changes_the_leaf(at in 0_usize..130, bit in 0_u32..8) {
            let body = golden_body();
            let mut changed = body.clone();
            let at = at % changed.len();
            changed[at] ^= 1 << bit;
            prop_assert_ne!(header().leaf(&body), header().leaf(&changed));
        }
    }
}
