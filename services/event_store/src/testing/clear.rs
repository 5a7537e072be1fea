//! What somebody reads who has the database and no key: every column of every row that is not sealed.
//! A table's clear columns are listed here with their reasons; a column that is not listed fails every test
//! that asks.

use super::{TABLES, TestStore};
use crate::{
    Position, StreamId,
    engine::{Row, Sql, Value},
    open,
    projector::{generation::Generation, rows},
    read,
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A table, its clear columns each with the reason why it may be clear, and its sealed ones.
struct Columns {
    table: &'static str,
    clear: &'static [(&'static str, &'static str)],
    sealed: &'static [&'static str],
}

const NETWORK: (&str, &str) = ("network", "the same small number in all rows of a town");
const NUMBER: (&str, &str) = ("id", "a keyed hash that stands nowhere else");
const GENERATION: (&str, &str) = (
    "generation",
    "which read model: rows are counted, not told apart",
);

const COLUMNS: [Columns; 10] = [
    Columns {
        table: "head",
        clear: &[
            NETWORK,
            ("network_id", "random, one in a town"),
            ("position", "how many events there are"),
            ("epoch", "which key-encryption key"),
        ],
        sealed: &["tag_key", "header_key"],
    },
    Columns {
        table: "event",
        clear: &[
            NUMBER,
            ("slot", "a keyed hash that stands nowhere else"),
            NETWORK,
            ("recorded_on", "the day: backups and the audit need it"),
            ("leaf", "a hash of what is sealed with fresh nonces"),
        ],
        sealed: &["header", "body"],
    },
    Columns {
        table: "idempotency",
        clear: &[NUMBER, NETWORK],
        sealed: &["sealed"],
    },
    Columns {
        table: "owner_key",
        clear: &[
            ("id", "a keyed hash; the keys of its streams name it"),
            NETWORK,
            ("epoch", "which key-encryption key"),
            ("ended_on", "the day of an erasure; what was sealed is gone"),
        ],
        sealed: &["wrapped"],
    },
    Columns {
        table: "stream_key",
        clear: &[
            NUMBER,
            ("owner_key", "what is erased together is found together"),
            NETWORK,
            ("ended_on", "the day of an erasure; what was sealed is gone"),
            ("purged", "whether its ciphertext is gone"),
        ],
        sealed: &["sealed"],
    },
    Columns {
        table: "code",
        clear: &[NUMBER, NETWORK],
        sealed: &["sealed"],
    },
    Columns {
        table: "lockout",
        clear: &[
            ("subject", "a keyed hash that stands nowhere else"),
            ("failures", "a count of wrong guesses"),
            ("counted_until", "when wrong guesses are forgotten"),
            ("locked_until", "when somebody may guess again"),
        ],
        sealed: &[],
    },
    Columns {
        table: "checkpoint",
        clear: &[
            NETWORK,
            GENERATION,
            ("read_model", "a word of the program"),
            ("position", "how far a read model is"),
            ("live", "which generation is read"),
        ],
        sealed: &[],
    },
    Columns {
        table: "view_row",
        clear: &[
            NUMBER,
            (
                "owner",
                "a keyed hash of owner and read model: what is erased together is found together",
            ),
            NETWORK,
            GENERATION,
        ],
        sealed: &["header", "sealed"],
    },
    Columns {
        table: "list_page",
        clear: &[
            NUMBER,
            (
                "owner",
                "a keyed hash of whose lists they are; no row bears it",
            ),
            NETWORK,
            GENERATION,
        ],
        sealed: &["sealed"],
    },
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

/// A row as somebody without keys has it.
#[derive(Clone, Debug)]
pub struct ClearRow {
    /// The table.
    pub table: &'static str,
    /// Of which stream it is; only keys tell.
    pub of: Option<StreamId>,
    /// Its values, by column.
    pub values: Vec<(&'static str, Clear)>,
    /// What is sealed in it.
    pub sealed: Vec<(&'static str, Vec<u8>)>,
}

impl TestStore {
    /// All rows of all tables, as somebody without keys reads them.
    pub async fn clear_rows(&self) -> Vec<ClearRow> {
        let listed = COLUMNS.iter().map(|columns| columns.table);
        assert!(listed.eq(TABLES), "a table is not looked at");
        let mut found = Vec::new();
        for columns in &COLUMNS {
            found.extend(self.clear_rows_of(columns).await);
        }
        found
    }

    /// The transaction that wrote each row of a read model last, by the row's number: PostgreSQL keeps it.
    pub async fn moments_of_rows(&self) -> BTreeMap<i64, i64> {
        let mut session = self.store.engine.read().await.expect("a connection");
        let sql = "SELECT id, xmin::text::bigint FROM view_row";
        let rows = session.query(sql, &[]).await.expect("the rows");
        let moment = |row: &Row| {
            let id = row.number(0).expect("a number");
            (id, row.number(1).expect("a transaction"))
        };
        rows.iter().map(moment).collect()
    }

    /// The columns of each table that the database has and the list has not, and the other way round.
    pub async fn unlisted_columns(&self) -> Vec<String> {
        let mut session = self.store.engine.read().await.expect("a connection");
        let sql = Sql {
            sqlite: "/* walks */ SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c \
                     WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'",
            postgres: "SELECT table_name::text, column_name::text FROM information_schema.columns \
                       WHERE table_schema = 'public'",
        };
        let rows = session.query_pair(sql, &[]).await.expect("the columns");
        let found = rows.iter().map(|row| {
            let (table, column) = (row.text(0).expect("a table"), row.text(1).expect("a name"));
            format!("{table}.{column}")
        });
        let found: BTreeSet<_> = found
            .filter(|column| !column.starts_with("refinery_schema_history."))
            .collect();
        let listed = COLUMNS.iter().flat_map(|columns| {
            let clear = columns.clear.iter().map(|(name, _)| *name);
            let names = clear.chain(columns.sealed.iter().copied());
            names.map(|name| format!("{}.{name}", columns.table))
        });
        let listed: BTreeSet<_> = listed.collect();
        found.symmetric_difference(&listed).cloned().collect()
    }

    async fn clear_rows_of(&self, columns: &Columns) -> Vec<ClearRow> {
        let table = columns.table;
        let streams = self.streams_of_rows(table).await;
        let mut session = self.store.engine.read().await.expect("a connection");
        let names: Vec<_> = columns.clear.iter().map(|(name, _)| *name).collect();
        let all = [names.as_slice(), columns.sealed].concat().join(", ");
        let sql = format!("/* walks */ SELECT {all} FROM {table}");
        let rows = session.query(&sql, &[]).await.expect("the rows");
        let rows = rows.iter().map(|row| {
            let pairs = names.iter().zip(&row.0);
            let values = pairs.filter_map(|(name, value)| Some((*name, clear(value)?)));
            let values: Vec<_> = values.collect();
            let name = values.iter().find_map(|(name, value)| match value {
                Clear::Number(number) if *name == "id" => Some(*number),
                _ => None,
            });
            let of = name.and_then(|name| streams.get(&name).copied());
            let sealed = columns.sealed.iter().zip(&row.0[names.len()..]);
            let sealed = sealed.filter_map(|(name, value)| match value {
                Value::Blob(bytes) => Some((*name, bytes.clone())),
                _ => None,
            });
            ClearRow {
                table,
                of,
                values,
                sealed: sealed.collect(),
            }
        });
        rows.collect()
    }

    /// The stream of each row of a table, by the row's number, as the keys tell.
    async fn streams_of_rows(&self, table: &str) -> HashMap<i64, StreamId> {
        let mut found = HashMap::new();
        for network in self.store.networks().await.expect("the networks") {
            let network = self.network(network).await;
            let mut session = self.store.engine.read().await.expect("a connection");
            match table {
                "event" => {
                    let log = &mut session.of(&network);
                    let all = read::raw_page(log, Position::START, u32::MAX);
                    for row in all.await.expect("the rows") {
                        let header = open::header(&network, &row).expect("a header");
                        found.insert(row.number(0).expect("a number"), header.stream);
                    }
                }
                "view_row" => {
                    let sql = format!(
                        "/* walks */ SELECT {}, generation FROM view_row WHERE network = $1",
                        rows::COLUMNS
                    );
                    let all = session.query(&sql, &[network.number.into()]).await;
                    for row in all.expect("the rows") {
                        let number = row.int(4).expect("a generation");
                        let generation = Generation::new(&network, "", number);
                        let (stream, _) = rows::sealed_parts(generation, &row).expect("a header");
                        found.insert(row.number(0).expect("a number"), stream);
                    }
                }
                "stream_key" => {
                    for (id, stream) in self.store.keys.all_streams(&mut session, &network).await {
                        found.insert(id, stream);
                    }
                }
                _ => {}
            }
        }
        found
    }
}

fn clear(value: &Value) -> Option<Clear> {
    Some(match value {
        Value::Blob(bytes) => Clear::Bytes(bytes.clone()),
        Value::Int(number) => Clear::Number(*number),
        Value::Text(text) => Clear::Text(text.clone()),
        Value::Null | Value::Ints(_) => return None,
    })
}
