//! Her word: what she allows to travel, what may come back, and how she was asked.

use std::collections::{BTreeMap, BTreeSet};

use casework::Asked;
use domain::consents::{ConsentPurpose, Item, Preset, Subject};

use super::Fields;
use crate::pages::{IssueForm, Shareable};
use crate::routes::asked::typed_in;
use crate::routes::choices::{signed_after, ticked};

impl Fields<'_> {
    /// Her word on each item, and what the routing half shows.
    pub(super) fn decisions(&mut self, has: Shareable) -> (BTreeMap<Item, bool>, BTreeSet<Item>) {
        let form = self.form;
        let yes = |value: &str| IssueForm::ticked(value);
        let mut decisions = BTreeMap::from([
            (Item::Need, yes(&form.share_need)),
            (Item::Reason, yes(&form.share_reason)),
            (Item::Announce, yes(&form.announce)),
            (Item::WaySoFar, yes(&form.way_so_far)),
            (Item::CaseConference, yes(&form.case_conference)),
            (Item::Statistics, yes(&form.statistics)),
        ]);
        let protected_too = yes(&form.way_so_far) && yes(&form.way_so_far_protected);
        decisions.insert(Item::WaySoFarProtected, protected_too);
        // What nobody can share is not asked about.
        if has.identity {
            decisions.insert(Item::Identity, yes(&form.share_identity));
        }
        if has.contact {
            decisions.insert(Item::Contact, yes(&form.share_contact));
        }
        if has.children {
            decisions.insert(Item::Child, yes(&form.share_child));
        }
        let back = self.feedback();
        for item in Item::ALL.iter().filter(|item| item.is_feedback()) {
            decisions.insert(*item, back.contains(item));
        }
        let disclose = decisions
            .iter()
            .filter(|(item, granted)| **granted && item.travels_with_the_slip())
            .map(|(item, _)| *item)
            .collect();
        (decisions, disclose)
    }

    fn feedback(&mut self) -> BTreeSet<Item> {
        let form = self.form;
        match form.preset.as_str() {
            "nothing" => Preset::Nothing.items(),
            "arrived" => Preset::Arrived.items(),
            "arrived_and_result" => Preset::ArrivedAndResult.items(),
            "own" => ticked(&[
                (&form.feedback_arrival, Item::FeedbackArrival),
                (&form.feedback_acceptance, Item::FeedbackAcceptance),
                (&form.feedback_outcome, Item::FeedbackOutcome),
                (&form.feedback_reason, Item::FeedbackReason),
            ]),
            _ => {
                let message = "Bitte wählen Sie mit ihr, was zurückkommen darf.";
                self.errors.add("preset", message);
                BTreeSet::new()
            }
        }
    }

    pub(super) fn asked(&mut self, decisions: BTreeMap<Item, bool>) -> Option<Asked> {
        let form = self.form;
        let given_on = self.day("consented_on", &form.consented_on);
        let asked = typed_in!(form).read(Subject::Consent, &mut self.errors);
        if !IssueForm::ticked(&form.consequences_told) {
            self.errors.add(
                "consequences_told",
                "Bitte sagen Sie ihr, was geschieht, wenn sie nein sagt, und bestätigen Sie es hier.",
            );
        }
        let (asking, decider) = asked?;
        Some(Asked {
            decisions,
            asking,
            decider,
            purpose: ConsentPurpose::Referral,
            // Without the tick there is an error above.
            consequences_shown: IssueForm::ticked(&form.consequences_told),
            given_on: given_on?,
            expires_on: None,
            signed_after_withdrawal: signed_after(&form.signed),
        })
    }
}
