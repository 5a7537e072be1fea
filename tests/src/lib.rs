//! A bench that speaks in offices and roles: a small fictitious town behind a real server on
//! loopback, on SQLite and on PostgreSQL.

#![expect(
    clippy::missing_panics_doc,
    clippy::unwrap_used,
    reason = "a test bench panics where it cannot go on"
)]

mod asking;
mod documented;
mod forms;
pub mod page;
mod paper;
mod people;
pub mod routes;
pub mod schema;
mod town;
pub mod whole;
mod wire;

pub use asking::{asked_fields, asking, consent_text, release_text};
pub use documented::{Asked, Head};
pub use forms::IssueForm;
pub use paper::{Paper, unbroken};
pub use people::{Answer, Caseworker, Fetched, Visitor};
pub use town::{Office, PASSWORD, Person, Town};

/// One test on both engines: `on_both!(name, |town| async move { … });`
#[macro_export]
macro_rules! on_both {
    ($(#[$doc:meta])* $name:ident, |$town:ident| $body:expr) => {
        mod $name {
            use super::*;

            async fn run($town: $crate::Town) {
                $body.await
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn sqlite() {
                run($crate::Town::on_sqlite().await).await;
            }

            #[tokio::test(flavor = "multi_thread")]
            async fn postgres() {
                run($crate::Town::on_postgres().await).await;
            }
        }
    };
}
