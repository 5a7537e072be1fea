//! The schema of both databases, embedded, and the check that database and program agree.
//! The lists are written out: adding a file to a folder alone would not rebuild the crate.

use crate::{
    StoreError,
    engine::{Session, Sql},
};
use refinery::{Migration, Report, Runner};

macro_rules! migrations {
    ($engine:literal: $($name:literal),+ $(,)?) => {
        [$((
            $name,
            include_str!(concat!("../../../migrations/", $engine, "/", $name, ".sql")),
        )),+]
    };
}

const SQLITE: [(&str, &str); 4] = migrations!(
    "sqlite": "V1__event_log", "V2__keys", "V3__codes", "V4__read_models",
);
const POSTGRES: [(&str, &str); 4] = migrations!(
    "postgres": "V1__event_log", "V2__keys", "V3__codes", "V4__read_models",
);

/// Until November 2026 rows lay otherwise, the log in its order, and one could join them without keys. No release
/// had that form.
const IS_OLD: Sql = Sql {
    sqlite: "SELECT 1 FROM pragma_table_info('event') WHERE name = 'position'",
    postgres: "SELECT 1 FROM information_schema.columns WHERE table_schema = current_schema() \
               AND table_name = 'event' AND column_name = 'position'",
};

const HISTORY_EXISTS: Sql = Sql {
    sqlite: "SELECT 1 FROM sqlite_master WHERE name = 'refinery_schema_history'",
    postgres: "SELECT 1 WHERE to_regclass('refinery_schema_history') IS NOT NULL",
};

pub(crate) fn sqlite() -> Runner {
    runner(&SQLITE)
}

pub(crate) fn postgres() -> Runner {
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
pub(crate) fn applied(report: Result<Report, refinery::Error>) -> Result<u32, StoreError> {
    let report = report.map_err(|error| {
        let cause = std::error::Error::source(&error).map(ToString::to_string);
        StoreError::Migration(format!("{error} {}", cause.unwrap_or_default()))
    })?;
    Ok(u32::try_from(report.applied_migrations().len()).unwrap_or(u32::MAX))
}

/// Refuses a database of the form before the first release.
pub(crate) async fn refuse_the_old(session: &mut Session) -> Result<(), StoreError> {
    match session.query_pair(IS_OLD, &[]).await?.as_slice() {
        [] => Ok(()),
        _ => Err(StoreError::OldForm),
    }
}

/// Refuses a database whose schema is not the one that this program was written for.
pub(crate) async fn check(session: &mut Session) -> Result<(), StoreError> {
    refuse_the_old(session).await?;
    let needed = u32::try_from(SQLITE.len()).unwrap_or(u32::MAX);
    let found: u32 = if session.query_pair(HISTORY_EXISTS, &[]).await?.is_empty() {
        0
    } else {
        let sql = "SELECT COALESCE(MAX(version), 0) FROM refinery_schema_history";
        let row = session.first(sql, &[]).await?;
        row.map_or(Ok(0), |row| row.int(0))?
    };
    match found.cmp(&needed) {
        std::cmp::Ordering::Equal => Ok(()),
        std::cmp::Ordering::Less => Err(StoreError::SchemaBehind { found, needed }),
        std::cmp::Ordering::Greater => Err(StoreError::SchemaAhead {
            found,
            known: needed,
        }),
    }
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
        let names = |list: [(&'static str, &str); 4]| list.map(|(name, _)| name);
        assert_eq!(names(SQLITE), names(POSTGRES));
        for (number, (name, sql)) in (1..).zip(SQLITE) {
            let version = Migration::unapplied(name, sql).unwrap().version();
            assert_eq!(version, number, "versions count up without a hole");
        }
    }
}
