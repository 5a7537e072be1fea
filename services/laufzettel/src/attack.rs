//! `laufzettel attack`: the ten attacks on the releases of a simulated network, with figures and pass or
//! fail. It needs to know who really went where: the truth file that `simulate --truth` wrote.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::BufReader;

use casework::statistics::{MadeRelease, journeys, made};
use domain::statistics::{Content, Period};
use event_store::{NetworkId, Store};
use jiff::ToSpan as _;
use jiff::civil::Date;
use path_statistics::attack::{Effort, Report, Target, run};
use path_statistics::episodes::episodes;
use path_statistics::journeys::Journeys;
use serde::Serialize;
use simulation::population::TownPlan;

use crate::cli::AttackArgs;
use crate::failure::Failure;
use crate::store_commands::{networks, open_existing, say};

/// How often attack 7 asks the same.
const REPEATS: u32 = 10_000;

/// The attacks on one period.
#[derive(Serialize)]
struct Attacked {
    period: Period,
    passed: bool,
    #[serde(flatten)]
    report: Report,
}

pub(crate) async fn attack(args: &AttackArgs) -> Result<(), Failure> {
    let truth = read_truth(args)?;
    let store = open_existing(&args.at).await?;
    let mut attacked = Vec::new();
    for network in networks(&store).await? {
        for (access, paths) in pairs(made(&store, network).await?) {
            agrees(&store, network, &truth, &paths).await?;
            attacked.push(attack_period(&truth, &access, &paths, args));
        }
    }
    if attacked.is_empty() {
        return Err(Failure::said(
            "no period of this database has both its releases: there is nothing to attack yet",
        ));
    }
    if args.json {
        let all = serde_json::to_string(&attacked);
        say(&all.map_err(|error| Failure::said(format!("figures are no JSON: {error}")))?)?;
    } else {
        for one in &attacked {
            print(one)?;
        }
    }
    let failed = attacked.iter().filter(|one| !one.passed).count();
    match failed {
        0 => Ok(()),
        _ => Err(Failure::said(format!(
            "the releases of {failed} of {} periods did not withstand",
            attacked.len()
        ))),
    }
}

fn read_truth(args: &AttackArgs) -> Result<TownPlan, Failure> {
    let name = args.truth.display();
    let file = File::open(&args.truth)
        .map_err(|error| Failure::io(format!("{name} cannot be opened"), error))?;
    TownPlan::read_truth(BufReader::new(file))
        .map_err(|error| Failure::said(format!("{name}: {error}")))
}

/// The first editions of each period that has both.
fn pairs(all: Vec<MadeRelease>) -> Vec<(MadeRelease, MadeRelease)> {
    let mut by_period: BTreeMap<Period, (Option<MadeRelease>, Option<MadeRelease>)> =
        BTreeMap::new();
    for made in all.into_iter().filter(|made| made.edition.revision == 0) {
        let both = by_period.entry(made.edition.period).or_default();
        match made.edition.content {
            Content::Access => both.0 = Some(made),
            Content::Paths => both.1 = Some(made),
        }
    }
    let both = by_period.into_values();
    both.filter_map(|(access, paths)| Some((access?, paths?)))
        .collect()
}

/// The clock makes releases before the offices open: what was known is what happened until the day before.
fn known_on(made: &MadeRelease) -> Date {
    made.on.saturating_sub(1.day())
}

/// A truth of another town would let every attack fail.
async fn agrees(
    store: &Store,
    network: NetworkId,
    truth: &TownPlan,
    paths: &MadeRelease,
) -> Result<(), Failure> {
    let log = journeys(store, network, Some(paths.as_of)).await?;
    // By now everybody is erased whom the plan erases.
    let planned = truth.facts_without_erased(known_on(paths), Date::MAX);
    let period = paths.edition.period;
    if ways(&log, period) == ways(&planned, period) {
        return Ok(());
    }
    Err(Failure::said(format!(
        "what the log says of {} to {} is not what the truth file says: was it written for another \
         town, or were people entered beside it?",
        period.from(),
        period.to()
    )))
}

/// Every way of a period, by stations, with how many took it.
fn ways(journeys: &Journeys, period: Period) -> BTreeMap<Vec<String>, u32> {
    let name = |number| journeys.station(number).institution.to_string();
    let mut ways = BTreeMap::new();
    for episode in episodes(journeys, period) {
        let went = episode.transitions.iter().map(|transition| transition.to);
        let way = std::iter::once(episode.access).chain(went).map(name);
        *ways.entry(way.collect()).or_default() += 1;
    }
    ways
}

fn attack_period(
    truth: &TownPlan,
    access: &MadeRelease,
    paths: &MadeRelease,
    args: &AttackArgs,
) -> Attacked {
    let (came_in, went) = (truth.facts(known_on(access)), truth.facts(known_on(paths)));
    let target = Target {
        came_in: &came_in,
        access: &access.figures,
        truth: &went,
        paths: &paths.figures,
    };
    let effort = Effort {
        seed: args.seed,
        trials: args.trials,
        programs: args.programs,
        repeats: REPEATS,
    };
    let report = run(&target, effort);
    Attacked {
        period: paths.edition.period,
        passed: report.passed(),
        report,
    }
}

fn print(attacked: &Attacked) -> Result<(), Failure> {
    let Attacked { period, report, .. } = attacked;
    say(&format!(
        "{} to {}: {} persons, places are {:?}; visible: {:.2} of accesses, {:.2} of transitions",
        period.from(),
        period.to(),
        report.persons,
        report.detail,
        report.access.share(),
        report.edges.share()
    ))?;
    for finding in &report.findings {
        let verdict = if finding.passed {
            "withstood"
        } else {
            "FAILED"
        };
        let exact = match finding.succeeds_against_exact {
            Some(true) => "; succeeds against exact counts",
            Some(false) => "; PROVES NOTHING, it fails against exact counts too",
            None => "",
        };
        let figures = finding.figures.iter();
        let figures: Vec<String> = figures
            .map(|(name, figure)| format!("{name} {}", rounded(*figure)))
            .collect();
        say(&format!(
            "  {:>2}. {}: {verdict}{exact} ({})",
            finding.number,
            finding.attack,
            figures.join(", ")
        ))?;
    }
    Ok(())
}

/// Counts are whole, shares have three places.
fn rounded(figure: f64) -> String {
    let whole = format!("{figure:.0}");
    let places = format!("{figure:.3}");
    if places.ends_with(".000") {
        whole
    } else {
        places
    }
}

#[cfg(test)]
mod tests {
    use super::rounded;

    #[test]
    fn counts_are_whole_and_shares_are_not() {
        assert_eq!(rounded(4_000.0), "4000");
        assert_eq!(rounded(0.585_03), "0.585");
        assert_eq!(rounded(0.0), "0");
    }
}
