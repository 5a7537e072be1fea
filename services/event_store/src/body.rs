//! The bytes that must not change: the layout of a header and a body, additional data, the leaf.
//! Everything is fixed width and big endian; the golden samples below freeze it. They were computed
//! by another implementation (Python's hashlib and the AES-GCM of its `cryptography`).

use crate::ids::{Classes, Day, NetworkId, PartClass, Position, StreamId};
use crate::network::Network;
use crate::pack;
use crate::seal::{self, Bound, Nonce, PartKey};
use crate::wiped::Wiped;

/// The only envelope so far.
pub(crate) const ENVELOPE: u8 = 2;

/// What a frame has beside what it seals: length, nonce, tag.
const FRAME: usize = 4 + 12 + seal::TAG;

/// Stands in the place of a length where a part was purged.
const PURGED: u32 = u32::MAX;

/// What an event is, apart from its content.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Header {
    pub(crate) network: NetworkId,
    pub(crate) position: Position,
    pub(crate) stream: StreamId,
    pub(crate) version: u64,
    pub(crate) recorded_on: Day,
    /// The parts that its body has.
    pub(crate) classes: Classes,
}

/// An event row without its body.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Place {
    pub(crate) network: NetworkId,
    /// A keyed hash of the position.
    pub(crate) id: i64,
    /// A keyed hash of stream and version.
    pub(crate) slot: i64,
    pub(crate) recorded_on: Day,
    /// Stream | version | classes | position, sealed.
    pub(crate) header: Vec<u8>,
}

impl Header {
    /// What binds a part to its event: network | stream | version | envelope | day. The position is not
    /// in it: the header has it, and the leaf binds both.
    pub(crate) fn context(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(45);
        bytes.extend(self.network.as_bytes());
        bytes.extend(self.stream.as_bytes());
        bytes.extend(self.version.to_be_bytes());
        bytes.push(ENVELOPE);
        bytes.extend(self.recorded_on.to_be_bytes());
        bytes
    }

    /// How it lies in the log.
    pub(crate) fn place(&self, network: &Network) -> Place {
        let slot = network.slot(self.stream, self.version);
        let mut plain = self.stream.as_bytes().to_vec();
        plain.extend(self.version.to_be_bytes());
        plain.push(self.classes.bits());
        plain.extend(self.position.get().to_be_bytes());
        let mut place = Place {
            network: self.network,
            id: network.event_id(self.position),
            slot,
            recorded_on: self.recorded_on,
            header: Vec::new(),
        };
        place.header = network.headers.seal_whole(&place.context(), &plain);
        place
    }
}

impl Place {
    /// What binds a header to its row: kind | network | number | slot | day.
    fn context(&self) -> Vec<u8> {
        let numbers = [self.id, self.slot];
        let mut bytes = seal::context(Bound::EventHeader, self.network, &numbers);
        bytes.extend(self.recorded_on.to_be_bytes());
        bytes
    }

    /// The header, or nothing when it does not belong here.
    pub(crate) fn open(&self, network: &Network) -> Option<Header> {
        let plain = network.headers.open_whole(&self.context(), &self.header)?;
        let (stream, rest) = plain.split_first_chunk()?;
        let (version, rest) = rest.split_first_chunk()?;
        let (&[classes], rest) = rest.split_first_chunk()?;
        let position = rest.try_into().ok()?;
        Some(Header {
            network: self.network,
            position: Position::new(u64::from_be_bytes(position)),
            stream: StreamId::from_bytes(*stream),
            version: u64::from_be_bytes(*version),
            recorded_on: self.recorded_on,
            classes: Classes::from_bits(classes)?,
        })
    }

    /// SHA-256(0x00 | SHA-256(network | number | slot | day | header) | SHA-256(envelope | count |
    /// digest of each part)). So a part can be purged, its digest kept, and the leaf still proves all
    /// that stays.
    pub(crate) fn leaf(&self, body: &[u8]) -> Result<[u8; 32], Malformed> {
        let parts = parts(body)?;
        let mut digests = Vec::with_capacity(2 + 32 * parts.len());
        digests.extend(&body[..2]);
        digests.extend(parts.iter().flat_map(Part::digest));
        Ok(seal::sha256(&[
            &[0],
            &seal::sha256(&[&self.context()[1..], &self.header]),
            &seal::sha256(&[&digests]),
        ]))
    }
}

/// A part still closed, as it lies in a body.
pub(crate) struct Part<'a> {
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

/// The additional data of one part: context | count | part index | class.
pub(crate) fn additional_data(context: &[u8], count: u8, index: u8, class: PartClass) -> Vec<u8> {
    [context, &[count, index, class as u8]].concat()
}

/// A part before it is sealed: its class, the key and nonce that seal it, and what it says.
pub(crate) type Plain<'a> = (PartClass, &'a PartKey, Nonce, &'a [u8]);

/// Seals parts in their order: envelope, count, then per part length | nonce | ciphertext and tag.
pub(crate) fn seal_parts(context: &[u8], parts: &[Plain<'_>]) -> Vec<u8> {
    let packed = parts.iter().map(|(.., plain)| pack::pack(plain));
    seal_packed(context, parts, packed.collect())
}

/// Likewise, and all together takes at least so much room, and one of few lengths.
pub(crate) fn seal_parts_alike(context: &[u8], parts: &[Plain<'_>], room: usize) -> Vec<u8> {
    let packed = parts.iter().map(|(.., plain)| pack::pack(plain));
    let mut packed: Vec<_> = packed.collect();
    let frames = packed.iter().map(|part| FRAME + part.len());
    let length = 2 + frames.sum::<usize>();
    let missing = pack::filled(length).max(room) - length;
    if let Some(first) = packed.first_mut() {
        let full = first.len() + missing;
        first.resize(full, 0);
    }
    seal_packed(context, parts, packed)
}

fn seal_packed(context: &[u8], parts: &[Plain<'_>], packed: Vec<Wiped>) -> Vec<u8> {
    let count = u8::try_from(parts.len()).expect("there are fewer classes than 256");
    let mut body = vec![ENVELOPE, count];
    for (index, ((class, key, nonce, _), packed)) in (0..).zip(parts.iter().zip(packed)) {
        let aad = additional_data(context, count, index, *class);
        let ciphertext = key.seal(nonce, &aad, &packed);
        let length = u32::try_from(ciphertext.len()).expect("a part is shorter than 4 GiB");
        body.extend(length.to_be_bytes());
        body.extend(nonce);
        body.extend(ciphertext);
    }
    body
}

/// Opens one part, or gives nothing when it does not belong here.
pub(crate) fn open_part(
    key: &PartKey,
    nonce: &Nonce,
    additional: &[u8],
    ciphertext: &[u8],
) -> Option<Wiped> {
    pack::unpack(&key.open(nonce, additional, ciphertext)?)
}

/// Takes a body apart without opening it.
pub(crate) fn parts(body: &[u8]) -> Result<Vec<Part<'_>>, Malformed> {
    let (&[envelope, count], mut rest) = body.split_first_chunk().ok_or(Malformed)?;
    if envelope != ENVELOPE {
        return Err(Malformed);
    }
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

/// One frame and what follows it: length | nonce | ciphertext and tag, where `length` counts the last
/// two; or, purged, `0xFFFF_FFFF` | digest of the frame that stood here.
fn part(frames: &[u8]) -> Result<(Part<'_>, &[u8]), Malformed> {
    let (length, rest) = frames.split_first_chunk::<4>().ok_or(Malformed)?;
    let length = u32::from_be_bytes(*length);
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
        content,
        frame: &frames[..frames.len() - rest.len()],
    };
    Ok((part, rest))
}

/// The body with every sealed part of these classes purged, and how many those were. `classes` says of
/// which class each part is.
pub(crate) fn purge(
    body: &[u8],
    classes: Classes,
    purges: impl Fn(PartClass) -> bool,
) -> Result<(Vec<u8>, u64), Malformed> {
    let mut rest = body[..body.len().min(2)].to_vec();
    let mut count = 0;
    for (part, class) in parts(body)?.iter().zip(classes.iter()) {
        let sealed = matches!(part.content, Content::Sealed { .. });
        if sealed && purges(class) {
            rest.extend(PURGED.to_be_bytes());
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
    use crate::network::Network;
    use proptest::prelude::*;
    use zeroize::Zeroizing;

    fn header() -> Header {
        Header {
            network: NetworkId::from_bytes([0x11; 16]),
            position: Position::new(7),
            stream: StreamId::from_bytes([0x22; 16]),
            version: 3,
            recorded_on: 20_779,
            classes: Classes::of([PartClass::Core, PartClass::Identity].into_iter()),
        }
    }

    fn network() -> Network {
        Network::of_test(header().network)
    }

    fn key(material: u8) -> PartKey {
        PartKey::new(&Zeroizing::new([material; 32]))
    }

    /// Contents that LZ4 cannot make shorter: other implementations need not have the dictionary.
    const CONTENTS: [&[u8]; 2] = [b"0123456789", b"~~~~####"];

    fn golden_body() -> Vec<u8> {
        seal_parts(
            &header().context(),
            &[
                (PartClass::Core, &key(0x01), [0x0a; 12], CONTENTS[0]),
                (PartClass::Identity, &key(0x02), [0x0b; 12], CONTENTS[1]),
            ],
        )
    }

    /// The golden header: its nonce is not random.
    fn golden_place() -> Place {
        let header = include_str!("golden/header.hex").trim();
        let bytes = (0..header.len() / 2)
            .map(|at| u8::from_str_radix(&header[2 * at..2 * at + 2], 16).unwrap());
        Place {
            header: bytes.collect(),
            ..header_place()
        }
    }

    fn header_place() -> Place {
        header().place(&network())
    }

    #[test]
    fn body_header_and_leaf_stay_byte_exact() {
        let (body, place) = (golden_body(), golden_place());
        assert_eq!(hex::encode(&body), include_str!("golden/body.hex").trim());
        assert_eq!(place.open(&network()), Some(header()));
        assert_eq!(
            hex::encode(place.leaf(&body).unwrap()),
            include_str!("golden/leaf.hex").trim()
        );
    }

    #[test]
    fn a_purged_body_stays_byte_exact_and_keeps_its_leaf() {
        let (body, place) = (golden_body(), golden_place());
        let classes = header().classes;
        let (purged, count) = purge(&body, classes, |class| class == PartClass::Identity).unwrap();
        assert_eq!(
            hex::encode(&purged),
            include_str!("golden/purged.hex").trim()
        );
        assert_eq!(count, 1);
        assert_eq!(place.leaf(&purged), place.leaf(&body));
        let again = purge(&purged, classes, |class| class == PartClass::Identity).unwrap();
        assert_eq!(again, (purged, 0));
        let (nothing_left, count) = purge(&body, classes, |_| true).unwrap();
        assert_eq!((nothing_left.len(), count), (2 + 2 * (4 + 32), 2));
        assert_eq!(place.leaf(&nothing_left), place.leaf(&body));
    }

    #[test]
    fn a_header_opens_only_in_its_own_row() {
        let (place, network) = (header_place(), network());
        assert_eq!(place.open(&network), Some(header()));
        let moved = |change: fn(&mut Place)| {
            let mut moved = place.clone();
            change(&mut moved);
            moved.open(&network)
        };
        assert_eq!(moved(|place| place.id += 1), None);
        assert_eq!(moved(|place| place.slot += 1), None);
        assert_eq!(moved(|place| place.recorded_on += 1), None);
        assert_ne!(
            header_place().header,
            place.header,
            "two headers that say the same look different"
        );
    }

    #[test]
    fn a_part_opens_only_in_its_own_place() {
        let body = golden_body();
        let parts = parts(&body).unwrap();
        let Content::Sealed { nonce, ciphertext } = parts[1].content else {
            panic!("nothing was purged");
        };
        let open = |context: &[u8], count, index, class| {
            let aad = additional_data(context, count, index, class);
            open_part(&key(0x02), &nonce, &aad, ciphertext)
        };
        let (context, class) = (header().context(), PartClass::Identity);
        assert_eq!(open(&context, 2, 1, class).unwrap().as_slice(), CONTENTS[1]);
        assert!(open(&context, 2, 0, class).is_none(), "another index");
        assert!(open(&context, 1, 1, class).is_none(), "another count");
        let child = PartClass::Child;
        assert!(open(&context, 2, 1, child).is_none(), "another class");
        let elsewhere = Header {
            version: 4,
            ..header()
        };
        let elsewhere = elsewhere.context();
        assert!(open(&elsewhere, 2, 1, class).is_none(), "another version");
        let later = Header {
            recorded_on: 20_780,
            ..header()
        };
        assert!(open(&later.context(), 2, 1, class).is_none(), "another day");
    }

    proptest! {
        #[test]
        fn any_bytes_are_taken_apart_or_refused(bytes: Vec<u8>) {
            if let Ok(parts) = parts(&bytes) {
                let frames = parts.iter().flat_map(|part| part.frame.iter().copied());
                prop_assert_eq!(frames.collect::<Vec<_>>(), &bytes[2..]);
            }
        }

        #[test]
        fn a_shortened_body_is_refused(cut in 1_usize..180) {
            let classes = header().classes;
            let (purged, _) = purge(&golden_body(), classes, |class| class.member().is_some()).unwrap();
            for body in [golden_body(), purged] {
                let cut = cut.min(body.len());
                prop_assert!(parts(&body[..body.len() - cut]).is_err());
            }
        }

        #[test]
        fn one_changed_byte_changes_the_leaf(at in 0_usize..190, bit in 0_u32..8) {
            let (body, place) = (golden_body(), header_place());
            let mut changed = body.clone();
            let at = at % changed.len();
            changed[at] ^= 1 << bit;
            prop_assert_ne!(place.leaf(&body), place.leaf(&changed));
        }
    }
}
