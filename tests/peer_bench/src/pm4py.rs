//! pm4py, which is under the AGPL: always a process of its own, never linked, never shipped.

use std::path::Path;
use std::process::{Command, Stdio};

use serde::de::DeserializeOwned;

use crate::Outcome;
use crate::figures::Figures;
use crate::measured::Measured;

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/pm4py_engine.py");

pub(crate) fn figures(python: &str, log: &Path) -> Outcome<Figures> {
    let figures: Figures = answer(python, "figures", log)?;
    Ok(figures.in_order())
}

pub(crate) fn measure(python: &str, log: &Path) -> Outcome<Measured> {
    answer(python, "measure", log)
}

fn answer<T: DeserializeOwned>(python: &str, question: &str, log: &Path) -> Outcome<T> {
    let mut command = Command::new(python);
    command.args(["-W", "ignore", SCRIPT, question]).arg(log);
    let output = command.stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err(format!("pm4py ended with {}", output.status).into());
    }
    // It greets on standard output first.
    let printed = String::from_utf8(output.stdout)?;
    let answer = printed.lines().last().ok_or("pm4py said nothing")?;
    Ok(serde_json::from_str(answer)?)
}
