//! What the contents of an event say, and of whom.

use std::collections::BTreeSet;

use domain::clients::{Children, Identity};
use domain::consents::Item;
use domain::slips::Counselling;
use domain::vocabulary::Need;
use domain::{Erasable, PathId};

use super::records;
use super::town::Town;
use super::world::World;

/// The items that these contents show.
pub(crate) fn shown(
    identity: Option<&Erasable<Identity>>,
    counselling: Option<&Erasable<Counselling>>,
    child: Option<&Erasable<Children>>,
    need: Option<Need>,
    town: &Town,
) -> BTreeSet<Item> {
    let mut items = BTreeSet::new();
    if let Some(Erasable::Known(identity)) = identity {
        let who = identity.name.is_some() || identity.birth_year.is_some();
        let reach =
            identity.contact.is_some() || identity.channel.is_some() || identity.language.is_some();
        assert!(who || reach, "an empty part is none");
        items.extend(who.then_some(Item::Identity));
        items.extend(reach.then_some(Item::Contact));
    }
    if let Some(Erasable::Known(told)) = counselling {
        let protected = |at: &domain::slips::Waypoint| town.hides(at.station);
        items.extend(told.reason.is_some().then_some(Item::Reason));
        items.extend((!told.way.is_empty()).then_some(Item::WaySoFar));
        let hidden = told.way.iter().any(protected);
        items.extend(hidden.then_some(Item::WaySoFarProtected));
    }
    if let Some(Erasable::Known(children)) = child {
        assert!(children.names.is_empty(), "a child's name never travels");
        items.insert(Item::Child);
    }
    items.extend(need.map(|_| Item::Need));
    items
}

/// Who travels on her path is she and nobody else.
pub(crate) fn she_is_named(identity: Option<&Erasable<Identity>>, path: PathId, world: &World) {
    let Some(Erasable::Known(identity)) = identity else {
        return;
    };
    let hers = records::identity(world.whose(path));
    assert!(identity.name.is_none() || identity.name == hers.name);
    assert!(identity.contact.is_none() || identity.contact == hers.contact);
}
