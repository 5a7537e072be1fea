//! `laufzettel paths`: the figures of any event log, for analysts; no database, no keys.

mod table;

use std::fs::File;
use std::io::{self, Write as _};

use path_statistics::findings::Findings;
use path_statistics::xes;

use crate::cli::PathsArgs;
use crate::failure::Failure;

pub(crate) fn paths(args: &PathsArgs) -> Result<(), Failure> {
    let name = args.log.display();
    let file = File::open(&args.log)
        .map_err(|error| Failure::io(format!("{name} cannot be opened"), error))?;
    let log = xes::read(file).map_err(|error| Failure::said(format!("{name}: {error}")))?;
    let findings = Findings::of(&log);
    let printed = if args.json {
        as_json(&findings)
    } else {
        print(&table::table(&findings))
    };
    printed.map_err(|error| Failure::io("nothing can be printed on standard output", error))
}

/// Written as it is made: a large log's ways would be a large text.
fn as_json(findings: &Findings<'_>) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    serde_json::to_writer(&mut out, findings)?;
    writeln!(out)?;
    out.flush()
}

fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}
