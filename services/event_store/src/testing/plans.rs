//! In tests: no statement walks a whole network by mistake. SQLite says beforehand by what it finds its rows;
//! a statement that finds them by nothing of their own has to say so, by [`WALKS`] in its text.

use std::{
    collections::HashSet,
    sync::{LazyLock, Mutex, PoisonError},
};

use rusqlite::Connection;

/// Stands in the text of a statement that reads all rows of a network or of a read model, or takes one step
/// from an end of an index.
const WALKS: &str = "/* walks";
/// Columns of which a value is found in few rows.
const FINDS: [&str; 6] = [
    "slot=?",
    "owner=?",
    "owner_key=?",
    "ended_on<?",
    "network_id=?",
    "rowid=?",
];
/// Tables with a row for each read model or each network, what a statement found before, and the numbers that it
/// was given.
const SHORT: [&str; 8] = [
    "checkpoint",
    "pragma_table_info",
    "head",
    " c ",
    "refinery",
    "sqlite_master",
    "SCAN streams",
    "rarray",
];

static KNOWN: LazyLock<Mutex<HashSet<String>>> = LazyLock::new(Mutex::default);

/// Panics when the statement walks and does not say so.
pub(crate) fn check(connection: &Connection, sql: &str) -> rusqlite::Result<()> {
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if sql.contains(WALKS) || known.contains(sql) {
        return Ok(());
    }
    let mut plan = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
    let steps = plan.raw_query().mapped(|row| row.get::<_, String>(3));
    let steps = steps.collect::<rusqlite::Result<Vec<_>>>()?;
    if let Some(step) = steps.iter().find(|step| walks(step)) {
        drop(known);
        panic!("this statement walks a whole network ({step}): {sql}");
    }
    known.insert(sql.to_owned());
    Ok(())
}

fn walks(step: &str) -> bool {
    if SHORT.iter().any(|short| step.contains(short)) {
        return false;
    }
    let scans =
        step.starts_with("SCAN") && !step.starts_with("SCAN (") && step != "SCAN CONSTANT ROW";
    let searches = step.starts_with("SEARCH");
    scans || searches && !FINDS.iter().any(|finds| step.contains(finds))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_finds_its_rows_by_the_network_alone_walks() {
        assert!(walks(
            "SEARCH view_row USING COVERING INDEX sqlite_autoindex_view_row_1 (network=?)"
        ));
        assert!(walks(
            "SEARCH view_row USING INDEX sqlite_autoindex_view_row_1 (network=? AND generation>?)"
        ));
        assert!(walks("SCAN owner_key"));
        assert!(!walks(
            "SEARCH head USING INDEX sqlite_autoindex_head_1 (network_id=?)"
        ));
        assert!(!walks(
            "SEARCH s USING INDEX stream_key_of_owner (owner_key=?)"
        ));
        assert!(!walks("SCAN (subquery-1)"));
        assert!(!walks("USE TEMP B-TREE FOR ORDER BY"));
    }
}
