//! One suite, two engines: what a store promises, it promises on SQLite and on PostgreSQL alike.

#![expect(
    clippy::unwrap_used,
    reason = "every function here is a test, though a macro gives it the attribute"
)]

/// Runs each test on a fresh store of either engine.
macro_rules! on_both_engines {
    ($($name:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name(event_store::testing::TestStore::sqlite().await).await;
            })+
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                super::$name(event_store::testing::TestStore::postgres().await).await;
            })+
        }
    };
}

mod bench;
mod cancelling;
mod checkpoints;
mod codes;
mod deep;
mod due;
mod erasing;
mod erasing_on_disk;
mod erasing_races;
mod erasing_with_events;
mod listing;
mod logs;
mod long_lists;
mod moments;
mod moving;
mod opening;
mod owners;
mod paging;
mod projecting;
mod properties;
mod purging;
mod queueing;
mod races;
mod reading;
mod rebuilding;
mod repeating;
mod sealing;
mod together;
mod verifying;
mod visits;
