//! A planned town's releases: the same plan, the same seed and the same clock give the same bytes, whatever
//! the database, and nothing in them names anybody.

use std::sync::Arc;

use casework::{Desk, ReleaseState, SettableClock};
use domain::statistics::Content;
use domain::vocabulary::Role;
use domain::{AccountId, InstitutionId, Staff};
use event_store::testing::TestStore;
use event_store::{Position, Projector};
use path_statistics::releases::Release;
use simulation::population::{Scope, TownPlan, play_plan};
use simulation::{SeededDraw, network_id};

use crate::bench::TODAY;

const SCOPE: Scope = Scope {
    persons: 90,
    quarters: 2,
    seed: 7,
    today: TODAY,
};

const COORDINATOR: Staff = Staff {
    account: AccountId::from_bytes([0xC0; 16]),
    institution: InstitutionId::from_bytes([0xC1; 16]),
    function: Role::Coordinator,
};

/// What the clock made of the town on this day: the frozen bytes, and every id that the log has.
async fn released(store: TestStore) -> (Vec<String>, Vec<String>) {
    let projector = Projector::new(store.store().clone(), read_models::all());
    let clock = Arc::new(SettableClock::at(TODAY));
    let draw = Arc::new(SeededDraw::new(7));
    let here = store.store().clone();
    let desk = Desk::new(here, projector, network_id(), clock.clone(), draw).unseen();
    play_plan(&desk, &clock, &TownPlan::draw(SCOPE))
        .await
        .unwrap();
    // The clock struck while the town was played: nothing is left.
    clock.set(TODAY, 6, 0);
    desk.catch_up().await.unwrap();
    assert_eq!(desk.strike_midnight().await.unwrap().released, 0);
    let mut bodies = Vec::new();
    for listed in desk.releases(COORDINATOR).await.unwrap() {
        if let ReleaseState::Made { release, .. } = listed.state {
            bodies.push(desk.release(COORDINATOR, release).await.unwrap());
        }
    }
    let log = store
        .store()
        .read_from(desk.network(), Position::START, 100_000);
    let log = log.await.unwrap();
    let ids = log.iter().flat_map(|event| {
        let said = ["record", "path", "slip", "handover"];
        let said = said
            .into_iter()
            .filter_map(|name| event.event.get(name)?.as_str());
        said.map(str::to_owned).chain([event.stream.to_string()])
    });
    (bodies, ids.collect())
}

#[tokio::test(flavor = "multi_thread")]
async fn both_databases_release_the_same_bytes() {
    let (here, there) = tokio::join!(
        released(TestStore::sqlite().await),
        released(TestStore::postgres().await)
    );
    assert_eq!(here.0, there.0);
    let [access, paths] = &here.0[..] else {
        panic!("two releases");
    };
    let read = |body: &str| Release::read(body.as_bytes()).unwrap();
    let (access, paths) = (read(access), read(paths));
    assert_eq!(access.manifest().content, Content::Access);
    assert!(access.came_in() > 20, "{} came in", access.came_in());
    assert_eq!(paths.manifest().period, access.manifest().period);
    assert!(paths.cells().count() > 2);
    for body in &here.0 {
        let named = here.1.iter().chain(&there.1).find(|id| body.contains(*id));
        assert_eq!(named, None, "{body}");
    }
}
