//! What somebody reads who has the database and no key: every column of every row that is not sealed,
//! and of what is sealed, which key would open it.

use super::{TABLES, TestStore};
use crate::{body, engine::Value};

/// A table, its clear columns, and the column that is ciphertext.
struct Columns {
    table: &'static str,
    clear: &'static [&'static str],
    sealed: Option<&'static str>,
}

const fn columns(
    table: &'static str,
    clear: &'static [&'static str],
    sealed: Option<&'static str>,
) -> Columns {
    Columns {
        table,
        clear,
        sealed,
    }
}

/// A wrapped key is ciphertext as a whole; every other sealed column names the key of each part.
const WRAPPED: &str = "wrapped";

const COLUMNS: [Columns; 10] = [
    columns(
        "event",
        &[
            "position",
            "stream_id",
            "version",
            "envelope",
            "recorded_on",
            "leaf",
        ],
        Some("body"),
    ),
    columns("head", &["position"], None),
    columns(
        "idempotency",
        &["token", "command_hmac", "outcome", "position"],
        None,
    ),
    columns(
        "owner_key",
        &["key_id", "owner_id", "class", "epoch"],
        Some(WRAPPED),
    ),
    columns(
        "stream_key",
        &["key_id", "stream_id", "class", "owner_key_id"],
        Some(WRAPPED),
    ),
    columns("tombstone", &["key_id", "erased_on"], None),
    columns("code", &["code_hmac", "target", "state"], None),
    columns(
        "lockout",
        &["subject_hmac", "failures", "counted_until", "locked_until"],
        None,
    ),
    columns(
        "checkpoint",
        &["read_model", "generation", "position", "live"],
        None,
    ),
    columns(
        "view_row",
        &[
            "read_model",
            "generation",
            "row_id",
            "owner",
            "search_hash",
            "day",
            "state_group",
        ],
        Some("sealed"),
    ),
];

/// One clear value.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Clear {
    /// An id or a keyed hash.
    Bytes(Vec<u8>),
    /// A number or a day.
    Number(i64),
    /// A word.
    Text(String),
}

/// A row without what only keys open.
#[derive(Debug)]
pub struct ClearRow {
    /// The table.
    pub table: &'static str,
    /// Its values, by column; `key_id` may come several times.
    pub values: Vec<(&'static str, Clear)>,
}

impl TestStore {
    /// All rows of all tables but the network's id, as somebody without keys reads them.
    pub async fn clear_rows(&self) -> Vec<ClearRow> {
        let listed = COLUMNS.iter().map(|columns| columns.table);
        assert!(listed.eq(TABLES), "a table is not looked at");
        let mut found = Vec::new();
        for columns in &COLUMNS {
            found.extend(self.clear_rows_of(columns).await);
        }
        found
    }

    async fn clear_rows_of(&self, columns: &Columns) -> Vec<ClearRow> {
        let mut session = self.store.engine.read().await.expect("a connection");
        let table = columns.table;
        let one = format!("/* walks one step */ SELECT * FROM {table} LIMIT 1");
        if let Some(row) = session.query(&one, &[]).await.expect("a row").first() {
            let known = 1 + columns.clear.len() + usize::from(columns.sealed.is_some());
            assert_eq!(row.0.len(), known, "a column of {table} is not looked at");
        }
        let names: Vec<_> = columns
            .clear
            .iter()
            .copied()
            .chain(columns.sealed)
            .collect();
        let sql = format!("/* walks */ SELECT {} FROM {table}", names.join(", "));
        let rows = session.query(&sql, &[]).await.expect("the rows");
        let rows = rows.iter().map(|row| {
            let pairs = columns.clear.iter().zip(&row.0);
            let mut values: Vec<_> = pairs
                .filter_map(|(name, value)| Some((*name, clear(value)?)))
                .collect();
            if columns.sealed.is_some_and(|sealed| sealed != WRAPPED) {
                let sealed = row.bytes(columns.clear.len()).expect("sealed bytes");
                let parts = body::parts(sealed).expect("they are laid out as parts");
                let key = |part: &body::Part<'_>| Clear::Bytes(part.key_id.as_bytes().to_vec());
                values.extend(parts.iter().map(|part| ("key_id", key(part))));
            }
            ClearRow { table, values }
        });
        rows.collect()
    }
}

fn clear(value: &Value) -> Option<Clear> {
    Some(match value {
        Value::Blob(bytes) => Clear::Bytes(bytes.clone()),
        Value::Int(number) => Clear::Number(*number),
        Value::Text(text) => Clear::Text(text.clone()),
        Value::Null => return None,
    })
}
