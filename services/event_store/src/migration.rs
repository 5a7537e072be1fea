//! The check that database and program agree.

use crate::{
    StoreError,
    engine::{Engine, Session, Sql},
};

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
    let needed = Engine::SCHEMA;
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
