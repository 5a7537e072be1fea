//! The edge of the program: the machine's time, randomness, environment and signals.
//! Everything inside takes these as values.

use std::process;
use std::time::Duration;

use casework::{Clock as _, DemoClock, Draw as _, SystemDraw};
use jiff::Timestamp;
use jiff::civil::Date;
use tokio::sync::watch;

use crate::failure::Failure;

/// After this time nothing is waited for any more, not even a slow disk.
const PATIENCE: Duration = Duration::from_millis(4500);

/// The machine's time.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the edge from which every clock takes the time"
)]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

/// The day that it is in Germany.
pub(crate) fn today() -> Date {
    DemoClock::new(now, None).now().today
}

/// Random bytes of the operating system.
pub(crate) fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    SystemDraw::new().fill(&mut bytes);
    bytes
}

/// A variable of the environment; an empty one counts as absent, as in a half-filled `.env` file.
pub(crate) fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Somebody asked the program to end.
#[derive(Clone)]
pub(crate) struct Stop(watch::Receiver<bool>);

impl Stop {
    /// Listens for SIGTERM and SIGINT from now on.
    pub(crate) fn listen() -> Result<Self, Failure> {
        let asked = asked().map_err(|error| Failure::io("signals cannot be received", error))?;
        let (sender, receiver) = watch::channel(false);
        tokio::spawn(async move {
            asked.await;
            tracing::info!("asked to end");
            std::thread::spawn(end_in_time);
            sender.send_replace(true);
        });
        Ok(Self(receiver))
    }

    /// Waits until then.
    pub(crate) async fn asked(mut self) {
        // An error means that the listening task ended with the runtime: so does this one.
        let _ = self.0.wait_for(|asked| *asked).await;
    }
}

/// Ends the process should it not have ended by itself: what was acknowledged is on the disk, and a
/// database that was not closed recovers when it is opened.
fn end_in_time() {
    std::thread::sleep(PATIENCE);
    eprintln!("laufzettel: ended before the database was closed");
    process::exit(0);
}

/// The handlers are in place when this returns, not only when its future is first polled.
#[cfg(unix)]
fn asked() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the other platforms can fail")]
fn asked() -> std::io::Result<impl Future<Output = ()> + Send + 'static> {
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
