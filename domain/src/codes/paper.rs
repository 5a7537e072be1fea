//! All that one paper carries in codes.

use serde::{Deserialize, Serialize};

use super::{StationCode, TypedCode};

/// The codes of one paper; kept together, so that a reprint shows the same, and gone together.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperCodes {
    /// What the station scans or types.
    #[serde(flatten)]
    pub station: StationCode,
    /// Her own, on the half that she keeps and nowhere else: it shows on the telephone that it is she. None
    /// on a paper that goes with nobody's record, and on those of before there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub own: Option<TypedCode>,
}

#[cfg(test)]
impl PaperCodes {
    /// Those of one paper, for the tests of what carries them.
    pub(crate) fn drawn(qr: u8, typed: u8, own: u8) -> Self {
        Self {
            station: StationCode {
                qr: super::QrCode::draw([qr; 16]),
                typed: TypedCode::draw([typed; 10]),
            },
            own: Some(TypedCode::draw([own; 10])),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::QrCode;
    use serde_json::{from_value, to_value};

    fn station() -> StationCode {
        StationCode {
            qr: QrCode::draw([13; 16]),
            typed: TypedCode::draw([14; 10]),
        }
    }

    #[test]
    fn what_was_kept_before_there_was_an_own_code_is_read_and_written_as_it_was() {
        let stored = to_value(station()).unwrap();
        let read: PaperCodes = from_value(stored.clone()).unwrap();
        assert!(read.station == station() && read.own.is_none());
        assert_eq!(to_value(&read).unwrap(), stored);
    }

    #[test]
    fn an_own_code_is_kept_beside_the_stations() {
        let codes = PaperCodes {
            station: station(),
            own: Some(TypedCode::draw([15; 10])),
        };
        let stored = to_value(&codes).unwrap();
        assert!(from_value::<PaperCodes>(stored.clone()).unwrap() == codes);
        let of_before: StationCode = from_value(stored).unwrap();
        assert!(of_before == codes.station, "an older program reads it, too");
        assert_eq!(format!("{codes:?}"), "PaperCodes(..)");
    }
}
