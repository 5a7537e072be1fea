//! All engines on the same log in one run: each time in a process of its own, taking turns, medians
//! of three.

use std::path::Path;
use std::process::Command;

use crate::Outcome;
use crate::engine::Engine;
use crate::measured::Measured;
use crate::pm4py;

const ROUNDS: usize = 3;

pub(crate) fn race(python: &str, small: &Path, large: &Path) -> Outcome<()> {
    let mut runs: [Vec<Measured>; 4] = Default::default();
    for _ in 0..ROUNDS {
        runs[0].push(in_its_own_process(Engine::Ours, large)?);
        runs[1].push(in_its_own_process(Engine::ProcessMining, large)?);
        runs[2].push(pm4py::measure(python, large)?);
        runs[3].push(in_its_own_process(Engine::Ours, small)?);
    }
    let [ours, process_mining, pm4py, ours_small] = runs.map(|runs| median(&runs));
    println!("| engine | read, s | edges and variants, s | ratio | CPU s | ratio | peak, MB |");
    println!("| --- | --: | --: | --: | --: | --: | --: |");
    for (name, engine) in [
        ("ours", ours),
        ("process_mining", process_mining),
        ("pm4py", pm4py),
        ("ours, a tenth of the log", ours_small),
    ] {
        println!(
            "| {name} | {:.2} | {:.4} | {:.2} | {:.4} | {:.2} | {:.0} |",
            engine.read_seconds,
            engine.seconds,
            engine.seconds / ours.seconds,
            engine.cpu_seconds,
            engine.cpu_seconds / ours.cpu_seconds,
            engine.peak_megabytes
        );
    }
    println!(
        "Ten times the events take ours {:.1} times as long to read and {:.1} times to analyse.",
        ours.read_seconds / ours_small.read_seconds,
        ours.seconds / ours_small.seconds
    );
    Ok(())
}

fn in_its_own_process(engine: Engine, log: &Path) -> Outcome<Measured> {
    let mut command = Command::new(std::env::current_exe()?);
    let output = command.args(["measure", engine.name()]).arg(log).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    Ok(serde_json::from_slice(&output.stdout)?)
}

/// Each column by itself.
fn median(runs: &[Measured]) -> Measured {
    let of = |column: fn(&Measured) -> f64| {
        let mut values: Vec<f64> = runs.iter().map(column).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    Measured {
        read_seconds: of(|run| run.read_seconds),
        seconds: of(|run| run.seconds),
        cpu_seconds: of(|run| run.cpu_seconds),
        peak_megabytes: of(|run| run.peak_megabytes),
    }
}
