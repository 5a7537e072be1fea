//! `laufzettel simulate`: a planned town, played by the real commands on past days into an empty database.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::sync::Arc;

use casework::{Desk, SettableClock};
use event_store::{Position, Projector, Store};
use jiff::civil::Date;
use simulation::population::{Scope, TownPlan, play_plan};
use simulation::{SeededDraw, network_id};

use crate::cli::SimulateArgs;
use crate::edge;
use crate::failure::Failure;
use crate::serve::events_of;
use crate::store_commands::{open_or_make, say};

pub(crate) async fn simulate(args: &SimulateArgs) -> Result<(), Failure> {
    let today = args.today.unwrap_or_else(edge::today);
    let plan = TownPlan::draw(Scope {
        persons: args.persons,
        quarters: args.quarters,
        seed: args.seed,
        today,
    });
    let store = open_or_make(&args.at).await?;
    if events_of(&store, network_id()).await? > Position::START {
        return Err(Failure::said(
            "this database holds a network already: a simulated town needs an empty one",
        ));
    }
    if let Some(file) = &args.truth {
        write_truth(&plan, file)?;
    }
    play(store.clone(), &plan, args.seed, today).await?;
    let events = events_of(&store, network_id()).await?.get();
    say(&format!(
        "{} parents went to {} institutions: {events} events",
        plan.persons.len(),
        plan.institutions.len(),
    ))
}

fn write_truth(plan: &TownPlan, file: &Path) -> Result<(), Failure> {
    let write = || {
        let mut to = BufWriter::new(File::create(file)?);
        plan.write_truth(&mut to)?;
        to.flush()
    };
    let failed = |error| Failure::io(format!("{} cannot be written", file.display()), error);
    write().map_err(failed)
}

/// A desk at which past days are played, one step after the other, and its clock.
pub(crate) fn desk_of_past(store: Store, seed: u64, today: Date) -> (Desk, Arc<SettableClock>) {
    let projector = Projector::new(store.clone(), read_models::all());
    let clock = Arc::new(SettableClock::at(today));
    let draw = Arc::new(SeededDraw::new(seed));
    let desk = Desk::new(store, projector, network_id(), clock.clone(), draw).alone();
    (desk, clock)
}

async fn play(store: Store, plan: &TownPlan, seed: u64, today: Date) -> Result<(), Failure> {
    let (desk, clock) = desk_of_past(store, seed, today);
    play_plan(&desk, &clock, plan).await?;
    clock.set(today, 6, 0);
    desk.catch_up().await?;
    desk.strike_hour().await?;
    desk.strike_midnight().await?;
    // What the clock did is on the pages too.
    desk.catch_up().await?;
    Ok(desk.store().sync().await?)
}
