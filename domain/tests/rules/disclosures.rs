//! Rule 1: whatever leaves an institution is looked at for itself, field by field, and held against
//! her word.

use std::collections::BTreeSet;

use domain::consents::{ConsentEvent, CopyHeld, Disclosure, Item, Route};
use domain::handovers::{HandoverAcknowledged, HandoverAnnounced, HandoverEvent, SlipLinked};
use domain::institutions::Sender;
use domain::slips::{Issued, Message, SlipEvent, SlipIssued};
use domain::vocabulary::{Outcome, Side};
use domain::vouchers::{VoucherEvent, VoucherIssued};
use domain::{HandoverId, PathId, SlipId};

use super::contents::{she_is_named, shown};
use super::world::{World, Written};

pub(crate) fn check(written: &Written, world: &World) {
    match written {
        Written::Slip(id, event) => slip(*id, event, world),
        Written::Handover(id, event) => handover(*id, event, world),
        Written::Voucher(_, event) => voucher(event, world),
        Written::Consent(path, ConsentEvent::CopyHanded(_)) => copy(*path, written, world),
        Written::Consent(
            path,
            ConsentEvent::VoucherCopyHanded {
                items,
                voucher,
                route,
            },
        ) => {
            let issued = world.vouchers[voucher].issued().unwrap();
            assert!(issued.shows_her_name && issued.path == *path);
            assert!(issued.is_next(route.recipient), "not sent there");
            assert_eq!(
                *items,
                [Item::Identity].into(),
                "a voucher carries her name"
            );
            assert_eq!(*route, issued.route_to(route.recipient));
            assert!(world.her.allows(*path, *route, Item::Identity, world.today));
        }
        Written::Consent(
            path,
            ConsentEvent::CopyShown(CopyHeld { items, route, .. })
            | ConsentEvent::VoucherCopyShown { items, route, .. },
        ) => {
            for item in items {
                assert!(
                    world.her.allows(*path, *route, *item, world.today),
                    "{item}"
                );
            }
        }
        Written::Client(..) | Written::Consent(..) => {}
    }
}

/// What is shown stands in the trace, and the trace in her word.
fn consented(
    shown: &BTreeSet<Item>,
    trace: Option<&Disclosure>,
    path: PathId,
    route: Route,
    world: &World,
) {
    let traced = trace.map(|trace| trace.items().clone()).unwrap_or_default();
    assert!(
        shown.is_subset(&traced),
        "shown {shown:?}, traced {traced:?}"
    );
    for item in &traced {
        let allowed = world.her.allows(path, route, *item, world.today);
        assert!(allowed, "{item} without her consent");
    }
    if let Some(trace) = trace {
        assert_eq!(trace.consent(), path);
    }
}

fn slip(id: SlipId, event: &SlipEvent, world: &World) {
    match event {
        SlipEvent::SlipIssued(SlipIssued {
            institution,
            recipient,
            path,
            sender,
            feedback,
            carries,
            disclosure,
            ..
        }) => {
            let route = Route {
                sender: *institution,
                recipient: *recipient,
            };
            // The reason stands on her half in any case; the routing half takes what is disclosed.
            let carried = disclosure.as_ref().map(|trace| trace.items().clone());
            let shown = carried.unwrap_or_default();
            consented(&shown, disclosure.as_ref(), *path, route, world);
            // What she took back elsewhere the sender is not told: it writes it down, and nobody gets it.
            assert!(shown.is_subset(carries));
            let permit = world.live(*path, route);
            for item in carries.iter().chain(feedback) {
                assert!(permit.is_known_to_cover(*item), "{item}");
            }
            assert!(feedback.iter().all(|item| item.is_feedback()));
            if world.town.hides(*institution) {
                assert_eq!(*sender, Sender::Neutral);
            }
        }
        SlipEvent::FeedbackReceived { message } => {
            let issued = world.issued(id);
            let item = message.item();
            let route = issued.route();
            let standing = world.her.allows(issued.path, route, item, world.today)
                && issued.feedback.contains(&item);
            let once = world.her.released_on(issued.path, route, *message);
            assert!(standing || once, "{message:?} crossed without her word");
            if world.town.kind(issued.institution).may_reduce_benefits() {
                assert!(
                    once && !is_hers(*message),
                    "{message:?} to a benefits office"
                );
            }
        }
        SlipEvent::PaperReturnRecorded { message, .. } => {
            let reduces = world
                .town
                .kind(world.issued(id).institution)
                .may_reduce_benefits();
            assert!(!(reduces && is_hers(*message)), "{message:?} on paper");
        }
        _ => {}
    }
}

/// Whether it says what she did or left undone.
fn is_hers(message: Message) -> bool {
    match message {
        Message::Reason { reason } => reason.side() == Side::Hers,
        Message::Outcome { outcome } => outcome == Outcome::EndedByHer,
        Message::Arrived | Message::Accepted | Message::NotAccepted => false,
    }
}

fn handover(id: HandoverId, event: &HandoverEvent, world: &World) {
    match event {
        HandoverEvent::HandoverAnnounced(HandoverAnnounced {
            slip,
            need,
            disclosure,
            ..
        }) => {
            let issued = world.issued(*slip);
            let mut shown = shown(None, None, None, *need, &world.town);
            shown.insert(Item::Announce);
            consented(
                &shown,
                disclosure.as_ref(),
                issued.path,
                issued.route(),
                world,
            );
        }
        HandoverEvent::HandoverAcknowledged(HandoverAcknowledged {
            slip,
            need,
            disclosure,
            identity,
            counselling,
            child,
            ..
        }) => {
            let (identity, counselling) = (identity.as_ref(), counselling.as_ref());
            let shown = shown(identity, counselling, child.as_ref(), *need, &world.town);
            she_is_named(identity, world.issued(*slip).path, world);
            arrived(&shown, disclosure.as_ref(), world.issued(*slip), world);
        }
        HandoverEvent::SlipLinked(SlipLinked {
            slip,
            disclosure,
            identity,
            counselling,
            child,
            ..
        }) => {
            let issued = world.issued(*slip);
            let (identity, counselling) = (identity.as_ref(), counselling.as_ref());
            let shown = shown(identity, counselling, child.as_ref(), None, &world.town);
            she_is_named(identity, issued.path, world);
            arrived(&shown, disclosure.as_ref(), issued, world);
            if issued.stage != domain::slips::Stage::Issued {
                assert_eq!(
                    *disclosure, None,
                    "a slip that is over links without her items"
                );
            }
        }
        HandoverEvent::FeedbackGiven {
            message,
            disclosure,
            ..
        } => told(id, *message, disclosure, world),
        _ => {}
    }
}

/// A copy shows no more than the slip carried.
fn arrived(shown: &BTreeSet<Item>, trace: Option<&Disclosure>, slip: &Issued, world: &World) {
    consented(shown, trace, slip.path, slip.route(), world);
    assert!(shown.is_subset(&slip.carries), "more than the slip carries");
}

fn told(id: HandoverId, message: Message, trace: &Disclosure, world: &World) {
    let held = world.handovers[&id].held().unwrap();
    let slip = world.issued(held.slip.unwrap());
    let (path, route) = (slip.path, slip.route());
    assert_eq!(trace.items(), &BTreeSet::from([message.item()]));
    let allowed = world.her.allows(path, route, message.item(), world.today)
        && held.feedback.contains(&message.item());
    let once = world.her.released(path, route, id, message);
    assert!(allowed || once, "{message:?} was told without her word");
}

/// Every copy stands in her own stream, and nothing stands there that was not copied.
fn copy(path: PathId, written: &Written, world: &World) {
    let Written::Consent(
        _,
        ConsentEvent::CopyHanded(CopyHeld {
            items, handover, ..
        }),
    ) = written
    else {
        return;
    };
    let traced = world.written.iter().any(|other| {
        let Written::Handover(id, event) = other else {
            return false;
        };
        let trace = match event {
            HandoverEvent::HandoverAnnounced(HandoverAnnounced { disclosure, .. })
            | HandoverEvent::HandoverAcknowledged(HandoverAcknowledged { disclosure, .. })
            | HandoverEvent::SlipLinked(SlipLinked { disclosure, .. }) => disclosure.as_ref(),
            _ => None,
        };
        id == handover && trace.is_some_and(|t| t.items() == items && t.consent() == path)
    });
    assert!(traced, "a copy of {items:?} that nobody made");
}

fn voucher(event: &VoucherEvent, world: &World) {
    let VoucherEvent::VoucherIssued(VoucherIssued {
        issuer,
        path,
        next,
        disclosure,
        ..
    }) = event
    else {
        return;
    };
    let items = disclosure.as_ref().map(|_| Item::Identity);
    let items: BTreeSet<Item> = items.into_iter().collect();
    if let Some(next) = next {
        let route = Route {
            sender: *issuer,
            recipient: next.institution,
        };
        consented(&items, disclosure.as_ref(), *path, route, world);
    }
}
