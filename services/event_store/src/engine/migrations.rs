//! The schema of both databases, embedded. The lists are written out: adding a file to a folder alone would not
//! rebuild the crate.

use crate::StoreError;
use refinery::{Migration, Report, Runner};

macro_rules! migrations {
    ($engine:literal: $($name:literal),+ $(,)?) => {
        [$((
            $name,
            include_str!(concat!("../../../../migrations/", $engine, "/", $name, ".sql")),
        )),+]
    };
}

/// How many there are: the version of the schema that this program was written for.
pub(super) const NEEDED: u32 = 4;

const SQLITE: [(&str, &str); NEEDED as usize] = migrations!(
    "sqlite": "V1__event_log", "V2__keys", "V3__codes", "V4__read_models",
);
const POSTGRES: [(&str, &str); NEEDED as usize] = migrations!(
    "postgres": "V1__event_log", "V2__keys", "V3__codes", "V4__read_models",
);

pub(super) fn sqlite() -> Runner {
    runner(&SQLITE)
}

pub(super) fn postgres() -> Runner {
    runner(&POSTGRES)
}

fn runner(migrations: &[(&str, &str)]) -> Runner {
    let migrations: Vec<Migration> = migrations
        .iter()
        .map(|(name, sql)| {
            Migration::unapplied(name, sql).expect("the file names are valid, a test reads them")
        })
        .collect();
    Runner::new(&migrations)
}

/// How many migrations were applied.
pub(super) fn applied(report: Result<Report, refinery::Error>) -> Result<u32, StoreError> {
    let report = report.map_err(|error| {
        let cause = std::error::Error::source(&error).map(ToString::to_string);
        StoreError::Migration(format!("{error} {}", cause.unwrap_or_default()))
    })?;
    Ok(u32::try_from(report.applied_migrations().len()).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn both_folders_hold_exactly_the_listed_files_in_one_order() {
        for (engine, listed) in [("sqlite", SQLITE), ("postgres", POSTGRES)] {
            let folder = format!("{}/../../migrations/{engine}", env!("CARGO_MANIFEST_DIR"));
            let found: BTreeSet<String> = std::fs::read_dir(folder)
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .collect();
            let listed: BTreeSet<String> = listed
                .iter()
                .map(|(name, _)| format!("{name}.sql"))
                .collect();
            assert_eq!(found, listed, "{engine}");
        }
        let names = |list: [(&'static str, &str); NEEDED as usize]| list.map(|(name, _)| name);
        assert_eq!(names(SQLITE), names(POSTGRES));
        for (number, (name, sql)) in (1..).zip(SQLITE) {
            let version = Migration::unapplied(name, sql).unwrap().version();
            assert_eq!(version, number, "versions count up without a hole");
        }
    }
}
