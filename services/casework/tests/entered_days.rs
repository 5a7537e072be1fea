//! Every day that enters by a command has a bound in the domain. A command with a new one fails here until
//! its bound is chosen (`domain::EnteredDay`), tested at its edges, and named below.

use std::collections::BTreeSet;
use std::path::Path;

/// Where a command of this crate, or a request of the domain, has a day; the domain's tests of `EnteredDay` try each at its edges.
const BOUND: [&str; 11] = [
    "clients/mod.rs until",
    "handovers/acknowledge.rs arrived_on",
    "handovers/arrive_without_slip.rs arrived_on",
    "handovers/hold.rs resume_on",
    "own_codes.rs on",
    "slips/appointment.rs on",
    "slips/issue.rs on",
    "slips/issue.rs valid_until",
    "slips/validity.rs valid_until",
    "vouchers/issue.rs valid_until",
    "vouchers/redeem.rs on",
];

/// Her word has days with rules of their own (`domain::consents`).
const HER_WORD: [&str; 4] = [
    "consents/record.rs expires_on",
    "consents/record.rs given_on",
    "consents/release.rs expires_on",
    "consents/release.rs given_on",
];

/// What says that a file has commands, requests, or parts of a command, which are written and never read back.
const COMMANDS: [&str; 3] = [
    "impl UseCase for",
    "derive(utoipa::ToSchema)",
    "Clone, Serialize)]",
];

fn days(root: &Path, folder: &Path, found: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(folder).expect("the sources are there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            days(root, &path, found);
            continue;
        }
        let text = std::fs::read_to_string(&path).expect("it is text");
        if !COMMANDS.iter().any(|command| text.contains(command)) {
            continue;
        }
        let file = path.strip_prefix(root).expect("it lies below").display();
        let fields = text.lines().map(str::trim).filter_map(|line| {
            let line = line.strip_prefix("pub ").unwrap_or(line);
            let (name, kind) = line.split_once(": ")?;
            // Today is the clock's, and nobody enters it.
            let entered = matches!(kind, "Date," | "Option<Date>,") && name != "today";
            entered.then_some(name)
        });
        found.extend(fields.map(|field| format!("{file} {field}")));
    }
}

#[test]
fn every_day_of_a_command_has_a_bound() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let domain = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../domain/src");
    let mut found = BTreeSet::new();
    days(&root, &root, &mut found);
    days(&domain, &domain, &mut found);
    let known = BOUND.iter().chain(&HER_WORD);
    let known: BTreeSet<String> = known.map(|day| (*day).to_owned()).collect();
    assert_eq!(found, known);
}
