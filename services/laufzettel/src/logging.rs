//! Logs go to standard error; what other crates print below `info` never does, whatever the filter
//! says, because drivers and parsers print there what they work on.

use std::io::{self, IsTerminal as _};
use std::panic::PanicHookInfo;

use tracing::Level;
use tracing_subscriber::Registry;
use tracing_subscriber::filter::{EnvFilter, FilterExt as _, filter_fn};
use tracing_subscriber::fmt::MakeWriter;
use tracing_subscriber::layer::{Layer, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;

use crate::failure::Failure;

/// The variable that says how much is logged.
pub(crate) const VARIABLE: &str = "LAUFZETTEL_LOG";
/// How much is logged when nobody says.
pub(crate) const USUAL: &str = "info";

/// The crates that are written with the rule in mind that no log holds personal content.
const OURS: [&str; 8] = [
    "casework",
    "documents",
    "domain",
    "event_store",
    "laufzettel",
    "read_models",
    "simulation",
    "web",
];

/// The filter that the environment asks for.
pub(crate) fn wished(variable: impl Fn(&str) -> Option<String>) -> String {
    variable(VARIABLE).unwrap_or_else(|| USUAL.to_owned())
}

/// Whether a filter can be understood.
pub(crate) fn filter(text: &str) -> Result<EnvFilter, String> {
    EnvFilter::try_new(text).map_err(|_| {
        "error, warn, info, debug, trace or a list such as `info,web=debug` is expected".to_owned()
    })
}

/// Begins to log.
pub(crate) fn start(wished: &str) -> Result<(), Failure> {
    let wished = filter(wished).map_err(|what| Failure::said(format!("{VARIABLE}: {what}")))?;
    tracing_subscriber::registry()
        .with(layer(wished, io::stderr))
        .try_init()
        .map_err(|_| Failure::said("logging was started twice"))
}

fn layer<W>(wished: EnvFilter, writer: W) -> impl Layer<Registry>
where
    W: for<'w> MakeWriter<'w> + Send + Sync + 'static,
{
    let allowed = filter_fn(|metadata| may_pass(metadata.target(), *metadata.level()));
    tracing_subscriber::fmt::layer()
        .compact()
        .with_ansi(io::stderr().is_terminal())
        .with_writer(writer)
        .with_filter(wished.and(allowed))
}

fn may_pass(target: &str, level: Level) -> bool {
    // It repeats a panic's message, which our own hook below holds back.
    if target.starts_with("tower_http::catch_panic") {
        return false;
    }
    let name = target.split("::").next().unwrap_or(target);
    OURS.contains(&name) || level <= Level::INFO
}

/// A panic tells where it happened. Its message is told only if it was fixed when the program was
/// written: a formatted one may hold a name or a code.
pub(crate) fn keep_panics_quiet() {
    std::panic::set_hook(Box::new(|panic| eprintln!("{}", quiet(panic))));
}

fn quiet(panic: &PanicHookInfo<'_>) -> String {
    let place = panic.location().map_or_else(
        || "an unknown place".to_owned(),
        |place| format!("{}:{}", place.file(), place.line()),
    );
    match panic.payload().downcast_ref::<&'static str>() {
        Some(message) => format!("panic at {place}: {message}"),
        None => format!("panic at {place}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    #[test]
    fn no_driver_prints_its_parameters() {
        for target in [
            "tokio_postgres::query",
            "postgres",
            "rusqlite",
            "h2::codec",
            "hyper::proto::h1",
            "axum::rejection",
            // A crate whose name only begins like one of ours.
            "webpki",
        ] {
            assert!(may_pass(target, Level::INFO), "{target}");
            assert!(!may_pass(target, Level::DEBUG), "{target}");
            assert!(!may_pass(target, Level::TRACE), "{target}");
        }
        assert!(may_pass("web::routes::slips", Level::TRACE));
        assert!(!may_pass("tower_http::catch_panic", Level::ERROR));
    }

    #[derive(Clone, Default)]
    struct Printed(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Printed {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn the_loudest_filter_makes_only_our_own_crates_louder() {
        let printed = Printed::default();
        let writer = printed.clone();
        let layer = layer(filter("trace").unwrap(), move || writer.clone());
        tracing::subscriber::with_default(tracing_subscriber::registry().with(layer), || {
            tracing::debug!(target: "tokio_postgres::query", "a parameter");
            tracing::info!(target: "tokio_postgres::connection", "a notice");
            tracing::trace!(target: "web::routes", "our own");
        });
        let printed = String::from_utf8(printed.0.lock().unwrap().clone()).unwrap();
        assert!(!printed.contains("a parameter"), "{printed}");
        assert!(
            printed.contains("a notice") && printed.contains("our own"),
            "{printed}"
        );
    }

    #[test]
    fn a_filter_is_understood_or_refused() {
        assert!(filter("trace").is_ok());
        assert!(filter("info,web=debug").is_ok());
        assert!(filter("web=loud").is_err());
        assert_eq!(wished(|_| None), "info");
        assert_eq!(wished(|name| Some(name.to_lowercase())), "laufzettel_log");
    }

    #[test]
    fn a_panic_keeps_what_it_was_about_to_itself() {
        let heard = Arc::new(Mutex::new(Vec::new()));
        let listener = Arc::clone(&heard);
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            listener.lock().unwrap().push(quiet(panic));
        }));
        let name = String::from("Frau Kern");
        let formatted = std::panic::catch_unwind(|| panic!("unknown {name}"));
        let fixed = std::panic::catch_unwind(|| panic!("nothing to go on with"));
        std::panic::set_hook(before);
        assert!(formatted.is_err() && fixed.is_err());
        // Another test's panic may be among them: of these two only is anything claimed.
        let heard = heard.lock().unwrap();
        assert!(heard.iter().all(|line| !line.contains("Frau Kern")));
        let place = heard.iter().find(|line| line.contains("logging.rs:"));
        assert!(place.is_some_and(|line| !line.ends_with("nothing to go on with")));
        let fixed = |line: &String| line.ends_with("nothing to go on with");
        assert!(heard.iter().any(fixed));
    }
}
