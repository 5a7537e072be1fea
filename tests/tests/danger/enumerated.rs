//! Every way out that there is stands in the table.

use std::collections::BTreeSet;

use acceptance::routes::{operations, pages};

use crate::table::{API, PAGES, Row};

fn listed(table: &[Row]) -> BTreeSet<(String, String)> {
    let rows = table.iter();
    rows.map(|row| (row.method.to_owned(), row.path.to_owned()))
        .collect()
}

pub(crate) fn is_listed() {
    for (offered, table) in [(pages(), PAGES), (operations(), API)] {
        let listed = listed(table);
        let forgotten: Vec<_> = offered.difference(&listed).collect();
        assert!(forgotten.is_empty(), "not listed: {forgotten:?}");
        let gone: Vec<_> = listed.difference(&offered).collect();
        assert!(gone.is_empty(), "there no more: {gone:?}");
        assert_eq!(listed.len(), table.len(), "each once");
        assert!(offered.len() > 60, "the routers were read");
    }
}
