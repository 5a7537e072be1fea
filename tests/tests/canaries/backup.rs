//! A backup as an operator makes it: nothing stands there in the clear, and it is whole.

use acceptance::Town;
use event_store::StoreUrl;
use event_store::testing::TestStore;

use crate::entered::Entered;
use crate::searched::Search;

/// Makes one, looks through it, and restores it elsewhere.
pub(crate) async fn restored(town: &Town, entered: &Entered) -> TestStore {
    let backup = town.store().backed_up().await;
    let bytes = backup.bytes();
    let search = Search::of(&[entered.all(), entered.secrets()].concat());
    search.finds_nothing(&bytes, "the backup");
    let known: &[u8] = match town.store().url() {
        StoreUrl::Sqlite(_) => b"CREATE TABLE view_row",
        StoreUrl::Postgres(_) => b"COPY public.view_row",
    };
    let holds = |known: &[u8]| bytes.windows(known.len()).any(|window| window == known);
    assert!(
        holds(known) && holds(b"handovers"),
        "the right backup was read"
    );
    assert!(bytes.len() > 50_000, "all of it: {}", bytes.len());

    let restored = backup.restored(town.store()).await;
    let (there, here) = (restored.clear_rows().await, town.store().clear_rows().await);
    assert_eq!(there.len(), here.len(), "all rows of all tables");
    restored
}
