//! A listener to everything that this process says, at the finest level.

use std::io::{self, Write};
use std::sync::{Arc, LazyLock, Mutex};

use tracing_subscriber::filter::{LevelFilter, filter_fn};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::prelude::*;

/// What was said.
#[derive(Clone, Default)]
pub(crate) struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    /// Everything until now.
    pub(crate) fn so_far(&self) -> Vec<u8> {
        self.0.lock().unwrap().clone()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// The browser of this test runs in the same process; what it says is not the service's word.
const BROWSER: [&str; 4] = ["reqwest", "cookie_store", "hyper_util::client", "hickory"];

/// Listens; there is one listener for all tests of a process.
pub(crate) fn everything() -> Log {
    static LOG: LazyLock<Log> = LazyLock::new(|| {
        let log = Log::default();
        let service = filter_fn(|metadata| {
            !BROWSER
                .iter()
                .any(|browser| metadata.target().starts_with(browser))
        });
        let layer = tracing_subscriber::fmt::layer()
            .with_ansi(false)
            .with_writer(log.clone())
            .with_filter(service)
            .with_filter(LevelFilter::TRACE);
        tracing_subscriber::registry().with(layer).init();
        log
    });
    LOG.clone()
}
