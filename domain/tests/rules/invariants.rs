//! What holds after every step, whoever did what.

use std::collections::BTreeSet;

use domain::consents::Item;
use domain::handovers::{Handover, HandoverCommand, Reopen, Stage};
use domain::institutions::Sender;
use domain::slips::{Message, Slip};
use domain::vocabulary::Role;
use domain::vouchers::Voucher;
use domain::{Refusal, Staff, slips, vouchers};

use super::disclosures;
use super::op::{Op, What};
use super::town;
use super::world::{Answer, World};

pub(crate) fn check(before: &World, op: &Op, answer: &Answer, after: &World) {
    if let Err(refusal) = answer {
        a_refusal_has_a_name_and_changes_nothing(refusal, before, after);
        no_transition_wants_consent(op, refusal);
    }
    her_word_holds(after);
    her_releases_hold(after);
    for written in &after.written {
        disclosures::check(written, after);
    }
    the_two_halves_agree(after);
    who_knows_her_in_danger_is_named_nowhere(after);
    for (id, handover) in &after.handovers {
        what_is_closed_reopens(handover, after);
        errors_stay(before.handovers.get(id), op, handover);
        nothing_is_forgotten(before.handovers.get(id), op, handover);
    }
    for (id, slip) in &after.slips {
        a_slip_in_error_stays(before.slips.get(id), slip, after);
    }
    for (id, voucher) in &after.vouchers {
        vouchers_count(voucher);
        a_voucher_in_error_stays(before.vouchers.get(id), voucher, after);
    }
}

fn a_refusal_has_a_name_and_changes_nothing(refusal: &Refusal, before: &World, after: &World) {
    let code = refusal.code();
    assert!(
        code.chars().all(|c| c.is_ascii_lowercase() || c == '-'),
        "{code}"
    );
    assert!(!refusal.to_string().is_empty());
    assert!(after.written.is_empty());
    assert_eq!(before.slips, after.slips);
    assert_eq!(before.handovers, after.handovers);
}

/// Rule 3: only telling needs her consent.
fn no_transition_wants_consent(op: &Op, refusal: &Refusal) {
    let tells = matches!(op.what, What::Tell | What::Decline | What::ReleaseMessage);
    if op.what.is_the_receiving_offices() && !tells {
        let wants = matches!(
            refusal,
            Refusal::ConsentMissing { .. } | Refusal::FeedbackNotPermitted { .. }
        );
        assert!(!wants, "{op:?} was refused for want of consent");
    }
}

/// Rule 1, at its root: a consent stream grants what she said and did not take back, from the first
/// day to the last, and nothing besides. Rule 3: never standing feedback to a benefits office.
fn her_word_holds(world: &World) {
    for path in world.consents.keys() {
        for sender in world.town.all() {
            for recipient in world.town.all() {
                let route = domain::consents::Route { sender, recipient };
                let permit = world.live(*path, route);
                for item in Item::ALL {
                    let hers = world.her.allows(*path, route, *item, world.today);
                    assert_eq!(permit.covers(*item), hers, "{item} on {route:?}");
                    let reduces = world.town.kind(sender).may_reduce_benefits();
                    assert!(
                        !(hers && reduces && item.is_feedback()),
                        "{item} to {sender}"
                    );
                }
            }
        }
    }
}

/// A message that she let cross once can cross until she takes it back, and not for anybody else.
fn her_releases_hold(world: &World) {
    for (id, handover) in &world.handovers {
        let with_slip = handover.held().and_then(|held| Some((held, held.slip?)));
        let Some((held, slip)) = with_slip else {
            continue;
        };
        for message in [Message::Arrived, Message::Accepted, Message::NotAccepted] {
            let once = world.word(held.path).permit_once(held.path, *id, message);
            let route = world.issued(slip).route();
            let hers = world.her.released(held.path, route, *id, message);
            assert_eq!(once.is_some(), hers, "{message:?} for {id}");
        }
    }
}

/// Rule 11: neither on the slip nor at whoever came by it, whenever the flag was set.
fn who_knows_her_in_danger_is_named_nowhere(world: &World) {
    for id in world.slips.keys() {
        let issued = world.issued(*id);
        let client = world.clients.get(&issued.record);
        if !client.is_some_and(|client| client.protected) {
            continue;
        }
        assert_eq!(issued.sender, Sender::Neutral, "on the slip");
        let holder = world.holder(*id).and_then(|id| world.handovers[&id].held());
        if let Some(held) = holder.filter(|held| held.slip == Some(*id)) {
            assert_eq!(held.sender, Some(Sender::Neutral), "at who holds it");
        }
    }
}

/// What was told at one side of the seam was heard at the other, and nothing else was.
fn the_two_halves_agree(world: &World) {
    let key = |message: &Message| format!("{message:?}");
    for (id, slip) in &world.slips {
        let heard: Vec<String> = world.issued(*id).received.iter().map(key).collect();
        let holder = world.holder(*id).and_then(|id| world.handovers[&id].held());
        let told = holder.map(|held| held.given.iter().map(|(message, _)| key(message)));
        let told: BTreeSet<String> = told.into_iter().flatten().collect();
        assert_eq!(
            heard.len(),
            told.len(),
            "once each: {heard:?} at {:?}",
            slip.issued()
        );
        assert_eq!(heard.into_iter().collect::<BTreeSet<_>>(), told);
    }
}

/// Rule 12: closed is never for ever.
fn what_is_closed_reopens(handover: &Handover, world: &World) {
    let Some(held) = handover.held() else {
        return;
    };
    let by = Staff {
        account: town::account(0),
        institution: held.institution,
        function: Role::Caseworker,
    };
    let reopen = HandoverCommand::Reopen(Reopen {
        comment: Some(town::note()),
        her_word: true,
    });
    let closed = !handover.stage().is_open() && handover.stage() != Stage::InError;
    let decided = handover.decide(&world.order(by, reopen));
    assert_eq!(decided.is_ok(), closed, "{:?}", handover.stage());
    let mut again = handover.clone();
    for event in decided.into_iter().flatten() {
        again.evolve(&event);
        assert!(again.stage().is_open());
    }
}

/// Rule 12: what was entered in error stays so; only a new arrival begins anew.
fn errors_stay(before: Option<&Handover>, op: &Op, after: &Handover) {
    let arrives = matches!(op.what, What::Present | What::PresentAndAccept);
    let was = before.is_some_and(|handover| handover.stage() == Stage::InError);
    if was && !arrives {
        assert_eq!(after.stage(), Stage::InError, "{op:?}");
    }
}

/// A notice waits until somebody reads it; who takes care of it goes on taking care.
fn nothing_is_forgotten(before: Option<&Handover>, op: &Op, after: &Handover) {
    let (Some(before), Some(after)) = (before.and_then(Handover::held), after.held()) else {
        return;
    };
    if op.what != What::ReadNotices {
        let kept = before
            .notices
            .iter()
            .all(|notice| after.notices.contains(notice));
        assert!(kept, "{op:?} swallows a notice");
    }
    if op.what != What::Assign {
        assert_eq!(before.assigned, after.assigned, "{op:?}");
    }
    assert!(before.declined.is_subset(&after.declined), "{op:?}");
}

fn a_slip_in_error_stays(before: Option<&Slip>, after: &Slip, world: &World) {
    if before.is_some_and(|slip| slip.stage_on(world.today) == slips::Stage::InError) {
        assert_eq!(after.stage_on(world.today), slips::Stage::InError);
    }
}

fn a_voucher_in_error_stays(before: Option<&Voucher>, after: &Voucher, world: &World) {
    if before.is_some_and(|voucher| voucher.stage_on(world.today) == vouchers::Stage::InError) {
        assert_eq!(after.stage_on(world.today), vouchers::Stage::InError);
    }
}

/// Never more than was given, once per station and day.
fn vouchers_count(voucher: &Voucher) {
    let issued = voucher.issued().unwrap();
    let used = &issued.redeemed;
    let given = usize::from(issued.required) + usize::from(issued.optional);
    let left = issued.remaining();
    let rest = usize::from(left.required) + usize::from(left.optional);
    assert_eq!(used.len() + rest, given);
    let visits: BTreeSet<_> = used.iter().map(|r| (r.institution, r.on)).collect();
    assert_eq!(visits.len(), used.len());
    for visit in used {
        assert!((issued.issued_on..=issued.valid_until).contains(&visit.on));
    }
}
