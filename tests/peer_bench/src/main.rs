//! The path engine beside its peers: the crate `process_mining`, and pm4py in a process of its own.
//! `tests/peer_bench/run` installs what is needed and calls this.

mod engine;
mod figures;
mod generated;
mod measured;
mod pm4py;
mod race;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use engine::Engine;
use figures::Figures;

type Outcome<T> = Result<T, Box<dyn Error>>;

const USAGE: &str = "usage: peer_bench generate CASES SEED FILE.xes.gz
       peer_bench equal PYTHON LOG...
       peer_bench expected PYTHON DIR LOG...
       peer_bench race PYTHON SMALL LARGE
       peer_bench measure ours|process_mining LOG";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let done = match words.as_slice() {
        ["generate", cases, seed, file] => generate(cases, seed, Path::new(file)),
        ["equal", python, logs @ ..] => equal(python, logs),
        ["expected", python, folder, logs @ ..] => expected(python, Path::new(folder), logs),
        ["race", python, small, large] => race::race(python, Path::new(small), Path::new(large)),
        ["measure", engine, log] => measure(engine, Path::new(log)),
        _ => Err(USAGE.into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("peer_bench: {error}");
            ExitCode::FAILURE
        }
    }
}

fn generate(cases: &str, seed: &str, file: &Path) -> Outcome<()> {
    generated::write(cases.parse()?, seed.parse()?, file)
}

/// All engines on all logs; the first difference ends it.
fn equal(python: &str, logs: &[&str]) -> Outcome<()> {
    for log in logs.iter().map(Path::new) {
        let ours = Engine::Ours.figures(log)?;
        let peers = [
            ("process_mining", Engine::ProcessMining.figures(log)?),
            ("pm4py", pm4py::figures(python, log)?),
        ];
        for (peer, theirs) in &peers {
            ours.same_as(theirs)
                .map_err(|difference| format!("{}: {peer}: {difference}", log.display()))?;
        }
        println!(
            "{}: {ours}: equal to process_mining and pm4py",
            log.display()
        );
    }
    Ok(())
}

/// Writes what the peers say, for the tests of `path_statistics`.
fn expected(python: &str, folder: &Path, logs: &[&str]) -> Outcome<()> {
    for log in logs.iter().map(Path::new) {
        let write = |peer: &str, figures: &Figures| -> Outcome<()> {
            let stem = log.file_name().and_then(|name| name.to_str());
            let stem = stem
                .and_then(|name| name.split('.').next())
                .ok_or("a log without name")?;
            let file: PathBuf = folder.join(format!("{stem}.{peer}.json"));
            std::fs::write(&file, figures.as_json()?)?;
            println!("{}", file.display());
            Ok(())
        };
        write("process_mining", &Engine::ProcessMining.figures(log)?)?;
        write("pm4py", &pm4py::figures(python, log)?)?;
    }
    Ok(())
}

fn measure(engine: &str, log: &Path) -> Outcome<()> {
    let measured = Engine::parse(engine)?.measure(log)?;
    println!("{}", serde_json::to_string(&measured)?);
    Ok(())
}
