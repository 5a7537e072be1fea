//! A planned town, played by the commands that caseworkers and the clock give: the log says of everybody
//! who agreed to be counted what the plan says, and of nobody else anything.

use std::sync::Arc;

use casework::{Desk, SettableClock};
use event_store::Projector;
use event_store::testing::TestStore;
use jiff::civil::Date;
use path_statistics::episodes::{Period, episodes};
use path_statistics::journeys::{Journeys, StationNumber};
use simulation::population::{Scope, TownPlan, play_plan};
use simulation::{SeededDraw, network_id};

use crate::bench::TODAY;

/// All episodes of a period, in words that name no person.
fn told(journeys: &Journeys, period: Period) -> Vec<String> {
    let at = |number: StationNumber| journeys.station(number).institution.to_string();
    let mut told: Vec<String> = episodes(journeys, period)
        .iter()
        .map(|episode| {
            let went = episode.transitions.iter();
            let went = went.map(|t| format!("{}>{} {:?}", at(t.from), at(t.to), t.days));
            let broken = episode.breaks.iter();
            let broken = broken.map(|b| format!("{}>{} {:?}", at(b.from), at(b.to), b.cause));
            let outcome = &episode.outcome;
            let waiting = episode.waiting.as_ref().map(|w| (at(w.to), w.bin));
            format!(
                "{} {} {:?} {:?} {:?} {waiting:?} {outcome:?}",
                at(episode.access),
                episode.protected,
                episode.quality,
                went.collect::<Vec<_>>(),
                broken.collect::<Vec<_>>(),
            )
        })
        .collect();
    told.sort();
    told
}

async fn played(store: &TestStore, plan: &TownPlan) -> Desk {
    let projector = Projector::new(store.store().clone(), read_models::all());
    let clock = Arc::new(SettableClock::at(TODAY));
    let draw = Arc::new(SeededDraw::new(5));
    let here = store.store().clone();
    let desk = Desk::new(here, projector, network_id(), clock.clone(), draw).unseen();
    play_plan(&desk, &clock, plan).await.unwrap();
    desk
}

fn scope(persons: u32, today: Date) -> Scope {
    Scope {
        persons,
        quarters: 2,
        seed: 5,
        today,
    }
}

async fn the_log_says_what_the_plan_says(store: TestStore) {
    let scope = scope(40, TODAY);
    let plan = TownPlan::draw(scope);
    let desk = played(&store, &plan).await;
    let counted = casework::statistics::journeys(desk.store(), desk.network(), None);
    let (counted, planned) = (counted.await.unwrap(), plan.facts(TODAY));
    let mut all = 0;
    for quarter in scope.quarters() {
        let (log, plan) = (told(&counted, quarter), told(&planned, quarter));
        assert_eq!(log, plan, "{quarter:?}");
        all += log.len();
    }
    assert!(all > 20, "{all} episodes");
    casework::verify::verify(desk.store(), desk.network())
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn on_sqlite_the_log_says_what_the_plan_says() {
    the_log_says_what_the_plan_says(TestStore::sqlite().await).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn on_postgres_the_log_says_what_the_plan_says() {
    the_log_says_what_the_plan_says(TestStore::postgres().await).await;
}
