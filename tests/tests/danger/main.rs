//! Danger: whatever was stored before, everything that leaves the product after her flag, her correction
//! or her withdrawal is looked through, way out by way out.

#![expect(clippy::unwrap_used, reason = "a test panics where it cannot go on")]

mod enumerated;
mod institution;
mod moments;
mod old_paper;
mod ordinary;
mod own_code;
mod seen;
mod story;
mod table;
mod withdrawn;

use acceptance::on_both;
use domain::handovers::Notice;
use domain::slips::Message;
use domain::vocabulary::{Outcome, RejectionReason};

#[test]
fn every_way_out_is_listed() {
    enumerated::is_listed();
    for notice in [
        Notice::SlipWithdrawn,
        Notice::ConsentWithdrawn,
        Notice::Rectified,
    ] {
        assert!(table::says_only_what_happened(notice));
        // A word and nothing else: there is no place in it for a name.
        assert!(serde_json::to_value(notice).unwrap().is_string());
    }
    let reasons = RejectionReason::ALL.iter().copied();
    let outcomes = Outcome::ALL.iter().copied();
    let all = reasons
        .map(|reason| Message::Reason { reason })
        .chain(outcomes.map(|outcome| Message::Outcome { outcome }))
        .chain([Message::Arrived, Message::Accepted, Message::NotAccepted]);
    for message in all {
        assert!(table::is_a_code(message));
    }
}

on_both!(
    after_the_flag_no_way_out_names_who_sent_her,
    |town| async move {
        story::after_the_flag(&town).await;
    }
);

on_both!(
    after_a_correction_no_way_out_says_the_old,
    |town| async move {
        story::after_a_correction(&town).await;
    }
);

on_both!(
    after_a_withdrawal_no_new_way_out_says_it,
    |town| async move {
        withdrawn::after_new_papers(&town).await;
    }
);

on_both!(
    after_a_withdrawal_no_way_out_says_what_was_announced,
    |town| async move {
        withdrawn::before_she_comes(&town).await;
    }
);

on_both!(
    an_office_that_hides_is_hidden_on_all_that_it_ever_sent,
    |town| async move {
        institution::hides(&town).await;
    }
);

on_both!(
    an_ordinary_act_looks_like_danger_elsewhere,
    |town| async move {
        ordinary::looks_the_same(&town).await;
    }
);

on_both!(
    an_old_paper_gives_what_its_moment_allows,
    |town| async move {
        moments::give_what_they_give(&town).await;
    }
);

on_both!(
    what_an_old_paper_gives_tells_nobody_why,
    |town| async move {
        moments::look_alike(&town).await;
    }
);

on_both!(
    a_replaced_code_still_leads_to_what_is_held,
    |town| async move {
        moments::lead_back_to_what_is_held(&town).await;
    }
);

on_both!(on_the_telephone_her_own_code_is_she, |town| async move {
    own_code::is_she(&town).await;
});

on_both!(nobody_guesses_her_own_code, |town| async move {
    own_code::is_not_guessed(&town).await;
});

on_both!(her_own_code_ends_with_its_paper, |town| async move {
    own_code::ends_with_its_paper(&town).await;
});

on_both!(
    the_own_code_of_another_offices_paper_counts_on,
    |town| async move {
        own_code::of_another_office_counts_on(&town).await;
    }
);

on_both!(her_own_code_stands_on_her_half_alone, |town| async move {
    own_code::stands_on_her_half_alone(&town).await;
});

on_both!(her_letter_counts_by_its_day, |town| async move {
    own_code::a_letter_counts_by_its_day(&town).await;
});
