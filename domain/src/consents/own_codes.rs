//! Her own codes, as her path remembers them: the keyed hash of each, so that every station of hers can take
//! her on the telephone for who she is, and nobody else can. They are ended by who gave them alone: whether
//! others ended theirs tells what they know of her.

use serde::{Deserialize, Serialize};

use super::{Consent, ConsentEvent};
use crate::{InstitutionId, Now, RecordId, SlipId, VoucherId};

/// The paper that carries an own code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CarriedBy {
    /// A slip's.
    Slip(SlipId),
    /// A voucher's.
    Voucher(VoucherId),
}

/// An own code that counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct OwnCode {
    hash: String,
    record: RecordId,
    carried_by: CarriedBy,
}

impl Consent {
    /// Whether a code with this keyed hash is one of hers that counts.
    #[must_use]
    pub fn has_own_code(&self, hash: &str) -> bool {
        self.own_codes.iter().any(|code| code.hash == hash)
    }

    /// A paper of this record carries a new own code; the one that its older paper carried counts no more.
    #[must_use]
    pub const fn give_own_code(
        at: InstitutionId,
        now: Now,
        record: RecordId,
        carried_by: CarriedBy,
        hash: String,
    ) -> ConsentEvent {
        ConsentEvent::OwnCodeGiven {
            hash,
            record,
            carried_by,
            at,
            on: now.today,
        }
    }

    /// What papers of this record carried counts no more: what one of them did, or all. Nothing, where there
    /// is nothing to end.
    #[must_use]
    pub fn end_own_codes(
        &self,
        now: Now,
        record: RecordId,
        carried_by: Option<CarriedBy>,
    ) -> Option<ConsentEvent> {
        let mut codes = self.own_codes.iter();
        codes
            .any(|code| code.is_of(record, carried_by))
            .then_some(ConsentEvent::OwnCodesEnded {
                record,
                carried_by,
                on: now.today,
            })
    }

    /// Which codes count after this.
    pub(super) fn own_codes_follow(&mut self, event: &ConsentEvent) {
        match event {
            ConsentEvent::OwnCodeGiven {
                hash,
                record,
                carried_by,
                ..
            } => {
                self.own_codes_ended(*record, Some(*carried_by));
                self.own_codes.push(OwnCode {
                    hash: hash.clone(),
                    record: *record,
                    carried_by: *carried_by,
                });
            }
            ConsentEvent::OwnCodesEnded {
                record, carried_by, ..
            } => self.own_codes_ended(*record, *carried_by),
            _ => {}
        }
    }

    pub(super) fn own_codes_ended(&mut self, record: RecordId, carried_by: Option<CarriedBy>) {
        self.own_codes
            .retain(|code| !code.is_of(record, carried_by));
    }
}

impl OwnCode {
    fn is_of(&self, record: RecordId, carried_by: Option<CarriedBy>) -> bool {
        self.record == record && carried_by.is_none_or(|paper| paper == self.carried_by)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::consents::tests_support::{RECORD, now, route};

    const ELSEWHERE: RecordId = RecordId::from_bytes([6; 16]);
    const SLIP: CarriedBy = CarriedBy::Slip(SlipId::from_bytes([10; 16]));
    /// The same bytes, and another paper.
    const VOUCHER: CarriedBy = CarriedBy::Voucher(VoucherId::from_bytes([10; 16]));

    fn given(codes: &[(&str, RecordId, CarriedBy)]) -> Consent {
        let mut consent = Consent::default();
        for (hash, record, paper) in codes {
            let hash = (*hash).to_owned();
            let event = Consent::give_own_code(route().sender, now(), *record, *paper, hash);
            consent.evolve(&event);
        }
        consent
    }

    fn counting<'h>(consent: &Consent, hashes: &[&'h str]) -> Vec<&'h str> {
        let hashes = hashes.iter().copied();
        hashes.filter(|hash| consent.has_own_code(hash)).collect()
    }

    #[test]
    fn every_paper_has_one_of_its_own_and_a_new_paper_ends_the_older_ones() {
        let consent = given(&[("a", RECORD, SLIP), ("b", RECORD, VOUCHER)]);
        assert_eq!(counting(&consent, &["a", "b", "c"]), ["a", "b"]);
        let again = given(&[
            ("a", RECORD, SLIP),
            ("b", RECORD, VOUCHER),
            ("c", RECORD, SLIP),
        ]);
        assert_eq!(counting(&again, &["a", "b", "c"]), ["b", "c"]);
    }

    #[test]
    fn an_office_ends_what_its_own_papers_carried_and_nothing_of_anybody_elses() {
        let all = ["a", "b", "c"];
        let given = given(&[
            ("a", RECORD, SLIP),
            ("b", RECORD, VOUCHER),
            ("c", ELSEWHERE, SLIP),
        ]);
        for (record, paper, left) in [
            (RECORD, None, &["c"][..]),
            (RECORD, Some(SLIP), &["b", "c"]),
            (ELSEWHERE, None, &["a", "b"]),
        ] {
            let mut consent = given.clone();
            let ended = consent.end_own_codes(now(), record, paper).unwrap();
            consent.evolve(&ended);
            assert_eq!(counting(&consent, &all), left);
            assert_eq!(consent.end_own_codes(now(), record, paper), None);
        }
    }

    #[test]
    fn what_an_erased_record_gave_counts_no_more() {
        let mut consent = given(&[("a", RECORD, SLIP), ("c", ELSEWHERE, SLIP)]);
        consent.evolve(&ConsentEvent::StationLeft {
            institution: route().sender,
            record: RECORD,
        });
        assert_eq!(counting(&consent, &["a", "c"]), ["c"]);
    }
}
