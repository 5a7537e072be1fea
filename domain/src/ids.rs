//! Typed ids: sixteen random bytes, drawn at the edge, written as 32 hexadecimal digits.
//! An id carries no meaning: it is safe in a URL, and two kinds of it cannot be mixed up.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::statistics::Edition;

/// An id that is not 32 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an id has 32 hexadecimal digits")]
pub struct IdError;

fn parse(text: &str) -> Result<[u8; 16], IdError> {
    let mut bytes = [0; 16];
    hex::decode_to_slice(text, &mut bytes).map_err(|_| IdError)?;
    Ok(bytes)
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name([u8; 16]);

        #[cfg(feature = "schema")]
        crate::schema::described!($name as "Id", |text| text.pattern(Some("^[0-9A-Fa-f]{32}$")).description(Some(
            "32 hexadecimal digits. What the own institution does not keep is unknown, whoever else may \
             keep it.",
        )));

        impl $name {
            /// The id with these bytes; they come from the injected randomness.
            #[must_use]
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// The sixteen bytes, as the event store keeps them.
            #[must_use]
            pub const fn bytes(self) -> [u8; 16] {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex::encode(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        impl FromStr for $name {
            type Err = IdError;

            fn from_str(text: &str) -> Result<Self, IdError> {
                parse(text).map(Self)
            }
        }

        crate::spelled::spelled!($name, IdError, id => id.to_string());

        impl From<[u8; 16]> for $name {
            fn from(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }
        }

        impl From<$name> for [u8; 16] {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    )*};
}

ids! {
    /// A network: a town or district, tenant and shard.
    NetworkId
    /// An institution (Einrichtung): a functional unit of an office or association.
    InstitutionId
    /// A service (Angebot) of an institution.
    ServiceId
    /// A staff account.
    AccountId
    /// A record: one person at one institution; may be nameless.
    RecordId
    /// A path (Weg) through the network; known to institutions only inside sealed parts.
    PathId
    /// A referral slip (Laufzettel): the sender's side.
    SlipId
    /// A hand-over (Übergabe): the receiving office's side.
    HandoverId
    /// A counselling voucher (Beratungsgutschein).
    VoucherId
    /// Evidence (Nachweis) of her word, as the institution that asked keeps it.
    EvidenceId
    /// A release of statistics (Veröffentlichung).
    ReleaseId
}

impl NetworkId {
    /// The stream of which releases were made, beside the network's own: the rules are read with every
    /// command, the calendar with statistics only.
    #[must_use]
    pub fn calendar_stream(self) -> [u8; 16] {
        paired(b"calendar/network", &self.0)
    }

    /// The stream of the service chain's versions.
    #[must_use]
    pub fn service_chain_stream(self) -> [u8; 16] {
        paired(b"service-chain/network", &self.0)
    }
}

impl InstitutionId {
    /// The stream of what this institution's staff read or was denied (formats.md, "Reads and
    /// denials"): a stream of its own, so that reading never conflicts with editing the entry.
    #[must_use]
    pub fn access_stream(self) -> [u8; 16] {
        paired(b"access/institution", &self.0)
    }

    /// The stream of the lists that this member of staff was shown for this purpose on this day: who pages
    /// through a list disturbs nobody else, and a stream ends with its day.
    #[must_use]
    pub fn listed_stream(
        self,
        viewer: AccountId,
        purpose: crate::access::Purpose,
        on: jiff::civil::Date,
    ) -> [u8; 16] {
        let reading = format!("{self}/{viewer}/{purpose}/{on}");
        paired(b"access/listed", reading.as_bytes())
    }

    /// The stream of what this member of staff opened by its code on this day; likewise.
    #[must_use]
    pub fn opened_stream(self, viewer: AccountId, on: jiff::civil::Date) -> [u8; 16] {
        let opening = format!("{self}/{viewer}/{on}");
        paired(b"access/opened", opening.as_bytes())
    }
}

impl RecordId {
    /// The stream of who read this record, beside the record's own stream.
    #[must_use]
    pub fn access_stream(self) -> [u8; 16] {
        paired(b"access/record", &self.0)
    }
}

impl EvidenceId {
    /// The number by which people find it: on the paper that she signed and on the privacy officer's
    /// page, such as „3F9A-12BC".
    #[must_use]
    pub fn number(self) -> String {
        let digits = self.to_string().to_uppercase();
        format!("{}-{}", &digits[..4], &digits[4..8])
    }
}

impl VoucherId {
    /// The stream of what one institution did with this voucher: its own, and nobody else's.
    #[must_use]
    pub fn acts_of(self, institution: InstitutionId) -> [u8; 16] {
        let mut both = [0; 32];
        both[..16].copy_from_slice(&self.0);
        both[16..].copy_from_slice(&institution.0);
        paired(b"acts/voucher", &both)
    }
}

impl ReleaseId {
    /// The release of this edition. Not drawn: a list of releases then says nothing but which there are,
    /// and no edition is ever written twice.
    #[must_use]
    pub fn of(network: NetworkId, edition: Edition) -> Self {
        let Edition {
            period,
            content,
            revision,
        } = edition;
        let (from, to) = (period.from(), period.to());
        let edition = format!("{network}/{from}/{to}/{content}/{revision}");
        Self(paired(b"release/network", edition.as_bytes()))
    }
}

fn paired(purpose: &[u8], id: &[u8]) -> [u8; 16] {
    use sha2::{Digest, Sha256};
    let digest = Sha256::new()
        .chain_update(purpose)
        .chain_update(id)
        .finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_id_survives_its_text(bytes: [u8; 16]) {
            let id = SlipId::from_bytes(bytes);
            prop_assert_eq!(id.to_string().parse::<SlipId>(), Ok(id));
        }

        #[test]
        fn other_text_is_no_id(text in "[0-9a-g+-]{0,40}") {
            let is_id = text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit());
            prop_assert_eq!(text.parse::<SlipId>().is_ok(), is_id);
        }
    }

    #[test]
    fn each_edition_of_each_network_is_a_release_of_its_own() {
        use crate::statistics::{Content, Period, Rhythm};
        let day = jiff::civil::date(2026, 1, 1);
        let networks = [1, 2].map(|number| NetworkId::from_bytes([number; 16]));
        let mut ids = std::collections::BTreeSet::new();
        for network in networks {
            for rhythm in Rhythm::ALL {
                for content in Content::ALL {
                    let first = Edition::first(Period::holding(day, *rhythm), *content);
                    let revised = Edition {
                        revision: 1,
                        ..first
                    };
                    ids.extend([first, revised].map(|edition| ReleaseId::of(network, edition)));
                }
            }
        }
        assert_eq!(ids.len(), 2 * 3 * 2 * 2);
    }

    #[test]
    fn the_access_streams_differ_from_the_stream_and_from_each_other() {
        let bytes = [7; 16];
        let record = RecordId::from_bytes(bytes).access_stream();
        let institution = InstitutionId::from_bytes(bytes).access_stream();
        assert_ne!(record, bytes);
        assert_ne!(record, institution);
    }

    #[test]
    fn an_opened_stream_is_one_institutions_viewers_and_days() {
        let day = jiff::civil::date;
        let stream = |institution, viewer, on| {
            InstitutionId::from_bytes([institution; 16])
                .opened_stream(AccountId::from_bytes([viewer; 16]), on)
        };
        let all = std::collections::BTreeSet::from([
            stream(1, 1, day(2026, 11, 1)),
            stream(2, 1, day(2026, 11, 1)),
            stream(1, 2, day(2026, 11, 1)),
            stream(1, 1, day(2026, 11, 2)),
        ]);
        assert_eq!(all.len(), 4);
    }

    #[test]
    fn a_listed_stream_is_one_institutions_viewers_purposes_and_days() {
        use crate::access::Purpose;
        let day = jiff::civil::date;
        let stream = |institution, viewer, purpose, on| {
            InstitutionId::from_bytes([institution; 16]).listed_stream(
                AccountId::from_bytes([viewer; 16]),
                purpose,
                on,
            )
        };
        let all = std::collections::BTreeSet::from([
            stream(1, 1, Purpose::Slip, day(2026, 11, 1)),
            stream(2, 1, Purpose::Slip, day(2026, 11, 1)),
            stream(1, 2, Purpose::Slip, day(2026, 11, 1)),
            stream(1, 1, Purpose::Record, day(2026, 11, 1)),
            stream(1, 1, Purpose::Slip, day(2026, 11, 2)),
        ]);
        assert_eq!(all.len(), 5);
    }
}
