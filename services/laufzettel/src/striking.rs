//! The clock beside the server: it strikes at once and then every hour, on the days too, and stops with
//! the program. In several processes each strikes; whoever comes second finds nothing to do.

use std::time::Duration;

use casework::Desk;
use jiff::civil::Date;
use tokio::task::JoinSet;
use tokio::time::sleep;

const HOUR: Duration = Duration::from_hours(1);

/// A clock that strikes until what is given back is dropped; an interrupted append is rolled back.
pub(crate) fn strike_hourly(desk: Desk) -> JoinSet<()> {
    let mut striking = JoinSet::new();
    striking.spawn(async move {
        let mut struck = None;
        loop {
            strike(&desk, &mut struck).await;
            sleep(HOUR).await;
        }
    });
    striking
}

/// One hour, and the day if it is a new one. What fails is tried again an hour later.
async fn strike(desk: &Desk, struck: &mut Option<Date>) {
    match desk.strike_hour().await {
        Ok(hour) => tracing::debug!(?hour, "the clock struck"),
        Err(failure) => tracing::error!(%failure, "the clock did not strike"),
    }
    let today = desk.now().today;
    if *struck == Some(today) {
        return;
    }
    match desk.strike_midnight().await {
        Ok(day) => {
            tracing::info!(?day, "a day passed");
            *struck = Some(today);
        }
        Err(failure) => tracing::error!(%failure, "the day's work is not done"),
    }
}
