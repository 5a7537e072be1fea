//! Transitions, breaks, quality, outcome.

use domain::vocabulary::{Experience, Need, Outcome, Side};

use super::told::{A, B, C, Told};
use crate::episodes::{Cause, OutcomeClass, Quality, WaitingBin};
use crate::journeys::What;

#[test]
fn transitions_lead_from_the_sender_and_announcing_is_no_arrival() {
    let episode = Told::new()
        .comes(0, A, Need::Debts)
        .sent(1, A, B, 1, Need::Debts)
        .sent(1, A, C, 2, Need::Childcare)
        .then(1, B, What::Announced)
        .arrives(9, C, 2)
        .arrives(40, B, 1)
        .the_episode();
    let days: Vec<_> = episode.transitions.iter().map(|t| t.days).collect();
    assert_eq!(days, [Some(8), Some(39)]);
    assert!(episode.transitions.iter().all(|t| t.from == episode.access));
    let bin = episode.waiting.map(|waiting| waiting.bin);
    assert_eq!(bin, Some(WaitingBin::UpTo14));
}

#[test]
fn a_wait_counts_from_the_first_sending_and_a_reissued_slip_is_mended() {
    let episode = Told::new()
        .comes(0, A, Need::Debts)
        .sent(0, A, B, 1, Need::Debts)
        .then(14, A, What::SlipExpired)
        .sent(20, A, B, 1, Need::Debts)
        .arrives(30, B, 1)
        .the_episode();
    assert_eq!(episode.transitions[0].days, Some(30));
    assert!(episode.breaks.is_empty());
}

#[test]
fn breaks_by_cause_and_what_comes_after_an_arrival_breaks_nothing() {
    let sent = || {
        Told::new()
            .comes(0, A, Need::Debts)
            .sent(1, A, B, 1, Need::Debts)
    };
    for (what, cause) in [
        (What::SlipExpired, Cause::Expired),
        (What::SlipWithdrawn, Cause::Withdrawn),
        (What::Rejected(Side::Rules), Cause::RejectedByRules),
        (What::EndedByHer, Cause::EndedByHer),
    ] {
        let unreached = sent().then(9, A, what).the_episode();
        assert_eq!(unreached.quality, Quality::Broken(cause));
        assert_eq!(unreached.breaks.len(), 1);
        let reached = sent().arrives(2, B, 1).then(9, B, what).the_episode();
        let by_sender = matches!(cause, Cause::Expired | Cause::Withdrawn);
        assert_eq!(reached.breaks.is_empty(), by_sender, "{cause:?}");
    }
    let reopened = sent()
        .arrives(2, B, 1)
        .then(3, B, What::Rejected(Side::Slip))
        .then(5, B, What::Accepted)
        .the_episode();
    assert_eq!(reopened.quality, Quality::None);
}

#[test]
fn the_same_need_in_two_hands_is_double_counselling_and_passing_on_is_not() {
    let passed = Told::new()
        .comes(0, A, Need::Debts)
        .sent(1, A, B, 1, Need::Debts)
        .arrives(5, B, 1);
    assert_eq!(passed.the_episode().quality, Quality::None);
    let doubled = |need| {
        Told::new()
            .comes(0, A, Need::Debts)
            .comes(5, B, need)
            .the_episode()
            .quality
    };
    assert_eq!(doubled(Need::Debts), Quality::DoubleCounselling);
    assert_eq!(doubled(Need::Work), Quality::None);
    let at_once = |concludes: bool| {
        let told = Told::new()
            .comes(0, A, Need::Debts)
            .sent(1, A, B, 1, Need::Debts)
            .sent(1, A, C, 2, Need::Debts)
            .arrives(5, B, 1);
        let told = if concludes {
            told.then(6, B, What::Concluded(Outcome::HelpProvided))
        } else {
            told
        };
        told.arrives(7, C, 2).the_episode().quality
    };
    assert_eq!(at_once(false), Quality::DoubleCounselling);
    assert_eq!(at_once(true), Quality::None);
}

#[test]
fn back_with_the_same_need_is_a_loop_and_with_another_is_none() {
    let back = |need| {
        Told::new()
            .comes(0, A, Need::Debts)
            .sent(1, A, B, 1, Need::Debts)
            .arrives(5, B, 1)
            .sent(6, B, A, 2, need)
            .arrives(9, A, 2)
            .the_episode()
            .quality
    };
    assert_eq!(back(Need::Debts), Quality::Loop);
    assert_eq!(back(Need::Leisure), Quality::None);
}

#[test]
fn her_word_goes_before_the_offices() {
    let told = |word| {
        Told::new()
            .comes(0, A, Need::Debts)
            .sent(1, A, B, 1, Need::Debts)
            .arrives(2, B, 1)
            .then(9, B, What::HerWord(word))
            .then(20, B, What::Concluded(Outcome::HelpProvided))
            .the_episode()
            .outcome
    };
    assert_eq!(told(Experience::NoHelp), OutcomeClass::NotHelped);
    assert_eq!(told(Experience::WasThere), OutcomeClass::Helped);
}
