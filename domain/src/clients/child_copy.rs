//! A copy about a child for somebody else than the parent whose record it is (Art. 15 GDPR): it holds what
//! concerns the child and has no place for anything of the parent's.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Children, Client};
use crate::{Note, Refusal};

crate::vocabulary::words! {
    /// Who asks for a copy about a child.
    AskedBy, "asker" {
        /// The other parent, with custody.
        OtherParent = "other_parent",
        /// The guardian (Vormund).
        Guardian = "guardian",
        /// The child, of age by now.
        GrownChild = "grown_child",
    }
}

crate::vocabulary::words! {
    /// What gives somebody the right to ask.
    Entitlement, "entitlement" {
        /// Custody of both parents, by marriage or declaration.
        JointCustody = "joint_custody",
        /// A decision of the family court.
        CourtDecision = "court_decision",
        /// The guardian's certificate of appointment (Bestallungsurkunde).
        Appointment = "appointment",
        /// It is the asker's own data.
        OwnData = "own_data",
    }
}

crate::vocabulary::words! {
    /// How it was made sure that the asker is who it says.
    IdentityProof, "proof of identity" {
        /// An identity card or passport.
        IdentityDocument = "identity_document",
        /// A certified signature.
        CertifiedSignature = "certified_signature",
        /// Known to the caseworker in person.
        KnownInPerson = "known_in_person",
    }
}

/// What somebody asks, and what of it concerns that child: chosen by the caseworker, because a record
/// does not say which entry is whose, and half-siblings have other parents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AskForChildCopy {
    /// Who asks.
    pub asked_by: AskedBy,
    /// With which right.
    pub entitlement: Entitlement,
    /// How that was made sure.
    pub proof: IdentityProof,
    /// The child's entries.
    pub children: Children,
    /// What the child confided, by its place among the notes.
    pub confided: BTreeSet<usize>,
}

/// What a record holds of children.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HeldOfChildren {
    /// Names and age bands.
    pub children: Children,
    /// What they said in confidence, in its order.
    pub confided: Vec<Note>,
}

/// What goes out. Nothing but this type is printed or sent.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
pub struct ChildCopy {
    /// The child's names and age band.
    children: Children,
    /// What the grown child had confided.
    confided: Vec<Note>,
}

crate::erasable::hidden! { ChildCopy }

impl ChildCopy {
    /// The child's names and age band.
    #[must_use]
    pub const fn children(&self) -> &Children {
        &self.children
    }

    /// What the grown child had confided.
    #[must_use]
    pub fn confided(&self) -> &[Note] {
        &self.confided
    }

    /// Whether nothing goes out: nothing is held, nothing was chosen, or nothing may go out. Which of it
    /// is nobody's to see.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

impl AskedBy {
    /// The rights that this asker can have.
    #[must_use]
    pub const fn entitlements(self) -> &'static [Entitlement] {
        match self {
            Self::OtherParent => &[Entitlement::JointCustody, Entitlement::CourtDecision],
            Self::Guardian => &[Entitlement::Appointment, Entitlement::CourtDecision],
            Self::GrownChild => &[Entitlement::OwnData],
        }
    }
}

impl Client {
    /// Whether anything of this record may go out to another than her. That a child is known here says
    /// where she went: not while she is in danger or her data is at rest (Art. 15(4), 18 GDPR).
    #[must_use]
    pub fn may_tell_others(&self) -> bool {
        !self.protected && !self.restricted
    }
}

impl AskForChildCopy {
    /// What goes out. Mistakes of the form are told first, whatever may go out: so the answer never
    /// says whether something was held back.
    pub fn answer(&self, held: &HeldOfChildren, may_go_out: bool) -> Result<ChildCopy, Refusal> {
        if !self.asked_by.entitlements().contains(&self.entitlement) {
            return Err(Refusal::EntitlementDoesNotFit);
        }
        if !self.confided.is_empty() && self.asked_by != AskedBy::GrownChild {
            return Err(Refusal::ConfidedIsTheChilds);
        }
        let chosen = &self.children;
        let notes = self.confided.iter().map(|at| held.confided.get(*at));
        let notes: Option<Vec<&Note>> = notes.collect();
        let notes = notes.ok_or(Refusal::ChildNotHeld)?;
        let are_held = is_part(&chosen.names, &held.children.names)
            && is_part(&chosen.age_bands, &held.children.age_bands);
        if !are_held {
            return Err(Refusal::ChildNotHeld);
        }
        if !may_go_out {
            return Ok(ChildCopy::default());
        }
        Ok(ChildCopy {
            children: chosen.clone(),
            confided: notes.into_iter().cloned().collect(),
        })
    }
}

/// Whether each of the part is in the whole, twins as often.
fn is_part<T: PartialEq>(part: &[T], whole: &[T]) -> bool {
    let count = |all: &[T], one: &T| all.iter().filter(|other| *other == one).count();
    part.iter().all(|one| count(part, one) <= count(whole, one))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clients::tests_support::{HERE, carry_out, order, recorded};
    use crate::clients::{AgeBand, ClientChange, ClientCommand};
    use crate::consents::tests_support::line;

    fn note(text: &str) -> Note {
        Note::parse(text).unwrap()
    }

    /// Two children of different fathers, each of whom said something.
    fn held() -> HeldOfChildren {
        HeldOfChildren {
            children: Children {
                age_bands: vec![AgeBand::UnderThree, AgeBand::TenToThirteen],
                names: vec![line("René"), line("Meike")],
            },
            confided: vec![note("Ich schlafe schlecht."), note("Ich mag nicht hin.")],
        }
    }

    fn ask(asked_by: AskedBy) -> AskForChildCopy {
        AskForChildCopy {
            asked_by,
            entitlement: asked_by.entitlements()[0],
            proof: IdentityProof::IdentityDocument,
            children: Children {
                age_bands: vec![AgeBand::TenToThirteen],
                names: vec![line("Meike")],
            },
            confided: BTreeSet::new(),
        }
    }

    #[test]
    fn each_asker_gets_that_child_and_no_sibling() {
        for asked_by in AskedBy::ALL {
            let copy = ask(*asked_by).answer(&held(), true).unwrap();
            let said = serde_json::to_string(&copy).unwrap();
            assert!(
                said.contains("Meike") && said.contains("10_to_13"),
                "{said}"
            );
            assert!(
                !said.contains("René") && !said.contains("under_3"),
                "{said}"
            );
            assert!(!said.contains("schlafe"), "{said}");
        }
    }

    #[test]
    fn what_a_child_confided_is_its_own_alone() {
        for asked_by in AskedBy::ALL {
            let mut asks = ask(*asked_by);
            asks.confided.insert(1);
            let answer = asks.answer(&held(), true);
            if *asked_by == AskedBy::GrownChild {
                assert_eq!(answer.unwrap().confided(), [note("Ich mag nicht hin.")]);
            } else {
                assert_eq!(answer, Err(Refusal::ConfidedIsTheChilds), "{asked_by}");
            }
        }
    }

    #[test]
    fn a_right_fits_who_has_it() {
        for asked_by in AskedBy::ALL {
            for entitlement in Entitlement::ALL {
                let asks = AskForChildCopy {
                    entitlement: *entitlement,
                    ..ask(*asked_by)
                };
                let fits = asked_by.entitlements().contains(entitlement);
                let answer = asks.answer(&held(), true);
                assert_eq!(answer.is_ok(), fits, "{asked_by} {entitlement}");
                if !fits {
                    assert_eq!(answer, Err(Refusal::EntitlementDoesNotFit));
                }
            }
        }
    }

    /// Asker by asker: what may not go out is answered like what is not there.
    #[test]
    fn under_protection_the_answer_is_that_of_a_record_that_holds_nothing() {
        let nothing = HeldOfChildren::default();
        for asked_by in AskedBy::ALL {
            let held_back = ask(*asked_by).answer(&held(), false).unwrap();
            let of_nothing = AskForChildCopy {
                children: Children::default(),
                ..ask(*asked_by)
            };
            assert!(held_back.is_empty());
            assert_eq!(of_nothing.answer(&nothing, true), Ok(held_back));
        }
        // Mistakes are told alike, whatever may go out.
        let mut asks = ask(AskedBy::Guardian);
        asks.confided.insert(0);
        for may_go_out in [true, false] {
            let answer = asks.answer(&held(), may_go_out);
            assert_eq!(answer, Err(Refusal::ConfidedIsTheChilds));
        }
    }

    #[test]
    fn only_what_is_held_can_be_chosen() {
        let mut twins = ask(AskedBy::OtherParent);
        twins.children.age_bands = vec![AgeBand::TenToThirteen; 2];
        let mut stranger = ask(AskedBy::OtherParent);
        stranger.children.names = vec![line("Kevin")];
        let mut silent = ask(AskedBy::GrownChild);
        silent.confided.insert(2);
        for asks in [twins, stranger, silent] {
            for may_go_out in [true, false] {
                let answer = asks.answer(&held(), may_go_out);
                assert_eq!(answer, Err(Refusal::ChildNotHeld));
            }
        }
    }

    #[test]
    fn a_record_in_danger_or_at_rest_tells_nobody() {
        for what in [
            ClientCommand::Change(ClientChange::Protect(true)),
            ClientCommand::Change(ClientChange::Restrict(true)),
        ] {
            let mut client = recorded();
            assert!(client.may_tell_others());
            carry_out(&mut client, &order(HERE, what)).unwrap();
            assert!(!client.may_tell_others());
        }
    }
}
