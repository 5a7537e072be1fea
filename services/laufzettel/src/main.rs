//! The binary: command line, configuration, wiring. It holds no rule of its own; what it adds is
//! the machine's time, randomness and signals.

mod attack;
mod bench;
mod checkpoints;
mod cli;
mod config;
mod demo;
mod edge;
mod failure;
mod found;
mod logging;
mod paths;
mod serve;
mod server;
mod simulate;
mod store_address;
mod store_commands;
mod striking;
mod text;

use std::process::ExitCode;
use std::time::Duration;

use clap::Parser as _;
use cli::{Cli, Command};
use config::Config;
use failure::Failure;

/// A request takes and gives back many small pieces of memory, on threads that share them.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What may still run on blocking threads when all else has ended: a print, a password's hash.
const LAST_WORK: Duration = Duration::from_millis(500);

fn main() -> ExitCode {
    logging::keep_panics_quiet();
    match run(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("laufzettel: {}", failure.told());
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::io("the runtime does not start", error))?;
    let ended = runtime.block_on(carry_out(command));
    runtime.shutdown_timeout(LAST_WORK);
    ended
}

async fn carry_out(command: Command) -> Result<(), Failure> {
    // Two are told by their configuration how much is logged, and two print figures alone.
    let says_by_itself = matches!(
        command,
        Command::Serve(_) | Command::Found(_) | Command::Bench(_) | Command::Paths(_)
    );
    if !says_by_itself {
        logging::start(&logging::wished(edge::variable))?;
    }
    match &command {
        Command::Serve(args) => serve::serve(configured(&args.config)?).await,
        Command::Found(args) => found::found(&configured(&args.config)?, args).await,
        Command::Demo(args) => demo::demo(args).await,
        Command::Migrate(args) => store_commands::migrate(args).await,
        Command::Rebuild(args) => store_commands::rebuild(args).await,
        Command::Verify(args) => store_commands::verify(args).await,
        Command::Restore(args) => store_commands::restore(args).await,
        Command::Simulate(args) => simulate::simulate(args).await,
        Command::Attack(args) => attack::attack(args).await,
        Command::Bench(args) => bench::bench(args).await,
        Command::Paths(args) => paths::paths(args),
    }
}

/// The configuration decides how much is logged, so it is read before anything is.
fn configured(file: &std::path::Path) -> Result<Config, Failure> {
    let config = Config::read(file, edge::variable)?;
    logging::start(&config.log)?;
    Ok(config)
}
