//! The command line. Secrets come by the environment: no help text and no error repeats one.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use domain::Line;
use domain::vocabulary::InstitutionKind;
use jiff::civil::Date;

use crate::store_address::StoreAddress;
use crate::text;

/// Referral slips between the offices of a support network for single parents.
#[derive(Debug, Parser)]
#[command(name = "laufzettel", version, arg_required_else_help = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What the program can be asked for.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Play a fictitious town and serve it: needs nothing, keeps nothing unless told where.
    Demo(DemoArgs),
    /// Serve a network.
    Serve(ConfigArgs),
    /// Found the network of a configuration and open its first two accounts.
    Found(FoundArgs),
    /// Bring the database schema up to date.
    Migrate(MigrateArgs),
    /// Rebuild all read models from the log.
    Rebuild(RebuildArgs),
    /// Prove that the log is whole and that every disclosure had a consent.
    Verify(VerifyArgs),
    /// Go on with a database that is behind its checkpoint, and record why.
    Restore(RestoreArgs),
    /// Play a town of any size by the real commands into an empty database; everybody in it is invented.
    Simulate(SimulateArgs),
    /// Attack the releases of a simulated town as a reviewer would, and say what they withstand.
    Attack(AttackArgs),
    /// Measure how many hand-overs a second this machine carries, with a small town of its own over HTTP.
    Bench(BenchArgs),
    /// Say how cases move through an event log in the format XES: what follows what, how often, how
    /// long after, and along which ways.
    Paths(PathsArgs),
}

/// Arguments of `demo`.
#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// Print one line of JSON with address, logins and slips once it serves.
    #[arg(long)]
    pub(crate) json: bool,
    /// Where to listen; port 0 takes a free one.
    #[arg(
        long,
        env = "LAUFZETTEL_LISTEN",
        value_name = "ADDRESS",
        default_value = "127.0.0.1:8080"
    )]
    pub(crate) listen: SocketAddr,
    /// Keep the town in this folder and go on with it the next time.
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// Use this database, which must be empty or hold this demo, rather than a file in the folder.
    #[arg(
        long,
        env = "LAUFZETTEL_STORE",
        hide_env_values = true,
        value_name = "URL"
    )]
    pub(crate) store: Option<StoreAddress>,
    /// Names, passwords and codes follow from this number; a new town has 7.
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// Play as if it were this day.
    #[arg(long, value_name = "DATE")]
    pub(crate) today: Option<Date>,
    /// How many parents went through the offices before, besides the cases of the tour; a new town has
    /// 1,500, over four closed quarters.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(0..=20_000))]
    pub(crate) persons: Option<u32>,
}

/// The configuration file.
#[derive(Debug, Args)]
pub(crate) struct ConfigArgs {
    /// The configuration file, see deploy/laufzettel.example.toml.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: PathBuf,
}

/// Arguments of `found`.
#[derive(Debug, Args)]
pub(crate) struct FoundArgs {
    /// The configuration file, see deploy/laufzettel.example.toml.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: PathBuf,
    /// The network's name, as it stands on paper; without it, that of the configuration.
    #[arg(long, value_name = "NAME", value_parser = text::line)]
    pub(crate) name: Option<Line>,
    /// The sender's name for protected institutions and for all that choose it.
    #[arg(long, value_name = "NAME", value_parser = text::line)]
    pub(crate) neutral_sender: Line,
    /// The call-back line behind the neutral sender.
    #[arg(long, value_name = "PHONE", value_parser = text::line)]
    pub(crate) callback_phone: Line,
    /// The institution that coordinates the network: the first one.
    #[arg(long, value_name = "NAME", default_value = "Koordinierungsstelle", value_parser = text::line)]
    pub(crate) office: Line,
    /// What kind of institution that is, by its code in the vocabulary.
    #[arg(long, value_name = "CODE", default_value = "gleichstellungsstelle")]
    pub(crate) office_kind: InstitutionKind,
    /// The user name of the first operator.
    #[arg(long, value_name = "USER", value_parser = text::line)]
    pub(crate) operator: Line,
    /// The user name of the first coordinator.
    #[arg(long, value_name = "USER", default_value = "koordination", value_parser = text::line)]
    pub(crate) coordinator: Line,
}

/// Arguments of `migrate`.
#[derive(Debug, Args)]
pub(crate) struct MigrateArgs {
    #[command(flatten)]
    pub(crate) at: StoreArgs,
    /// Make the key file too; an existing one is never overwritten.
    #[arg(long)]
    pub(crate) create_keys: bool,
}

/// Arguments of `rebuild`.
#[derive(Debug, Args)]
pub(crate) struct RebuildArgs {
    #[command(flatten)]
    pub(crate) at: StoreArgs,
    /// The list of erasures, carried out anew before; without it, that of the configuration, or
    /// `erasures` beside the SQLite file.
    #[arg(long, env = "LAUFZETTEL_ERASURES_FILE", value_name = "FILE")]
    pub(crate) erasures: Option<PathBuf>,
}

/// Arguments of `verify`.
#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    #[command(flatten)]
    pub(crate) at: StoreArgs,
    /// Fold the whole log anew and compare the read models with it; the server may go on meanwhile.
    #[arg(long)]
    pub(crate) deep: bool,
    /// Compare with this signed checkpoint, which lies apart from the database.
    #[arg(long, env = "LAUFZETTEL_CHECKPOINT_FILE", value_name = "FILE")]
    pub(crate) checkpoint: Option<PathBuf>,
}

/// Arguments of `restore`.
#[derive(Debug, Args)]
pub(crate) struct RestoreArgs {
    #[command(flatten)]
    pub(crate) at: StoreArgs,
    /// Why the database is behind its checkpoint: who restored which backup, and why. No name of a client.
    #[arg(long, value_name = "REASON")]
    pub(crate) accept_checkpoint: String,
    /// The signed checkpoint; without it, that of the configuration.
    #[arg(long, env = "LAUFZETTEL_CHECKPOINT_FILE", value_name = "FILE")]
    pub(crate) checkpoint: Option<PathBuf>,
}

/// Which database, and which keys.
#[derive(Debug, Args)]
pub(crate) struct StoreArgs {
    /// The database: sqlite:PATH or postgres://USER@HOST/DATABASE.
    #[arg(
        long,
        env = "LAUFZETTEL_STORE",
        hide_env_values = true,
        value_name = "URL"
    )]
    pub(crate) store: Option<StoreAddress>,
    /// The key file; without it, that of the configuration, or keys.json beside the SQLite file.
    #[arg(long, env = "LAUFZETTEL_KEYS_FILE", value_name = "FILE")]
    pub(crate) keys: Option<PathBuf>,
    /// Take both from a configuration file.
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
}

/// Arguments of `bench`.
#[derive(Debug, Args)]
pub(crate) struct BenchArgs {
    /// In this database, which must be empty, rather than in a temporary file.
    #[arg(
        long,
        env = "LAUFZETTEL_STORE",
        hide_env_values = true,
        value_name = "URL"
    )]
    pub(crate) store: Option<StoreAddress>,
    /// How many colleagues work at the same time.
    #[arg(long, value_name = "N", default_value_t = 16, value_parser = clap::value_parser!(u16).range(1..=64))]
    pub(crate) clients: u16,
    /// For how long they do.
    #[arg(long, value_name = "S", default_value_t = 20, value_parser = clap::value_parser!(u64).range(1..=600))]
    pub(crate) seconds: u64,
    /// How many slips the two offices had before.
    #[arg(long, value_name = "N", default_value_t = 0, value_parser = clap::value_parser!(u32).range(0..=100_000))]
    pub(crate) slips: u32,
}

/// Arguments of `simulate`.
#[derive(Debug, Args)]
pub(crate) struct SimulateArgs {
    #[command(flatten)]
    pub(crate) at: StoreArgs,
    /// How many parents come in.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=200_000))]
    pub(crate) persons: u32,
    /// The same seed and the same today give the same town.
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u64,
    /// The last day of the play; without it, the real today.
    #[arg(long, value_name = "DATE")]
    pub(crate) today: Option<Date>,
    /// Over the last so many quarters that are closed and fully observed.
    #[arg(long, value_name = "Q", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=40))]
    pub(crate) quarters: u8,
    /// Write down who went where: for tests of the releases, never beside real people.
    #[arg(long, value_name = "FILE")]
    pub(crate) truth: Option<PathBuf>,
}

/// Arguments of `attack`.
#[derive(Debug, Args)]
pub(crate) struct AttackArgs {
    #[command(flatten)]
    pub(crate) at: StoreArgs,
    /// Who really went where, as `simulate --truth` wrote it.
    #[arg(long, value_name = "FILE")]
    pub(crate) truth: PathBuf,
    /// Every draw of the attacker comes from it.
    #[arg(long, value_name = "S", default_value_t = 1)]
    pub(crate) seed: u64,
    /// How often somebody withdraws (attack 1).
    #[arg(long, value_name = "N", default_value_t = 4_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(crate) trials: u32,
    /// How many hidden cells are narrowed down by linear programs (attack 4).
    #[arg(long, value_name = "N", default_value_t = 60)]
    pub(crate) programs: usize,
    /// Print all figures as one line of JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Arguments of `paths`.
#[derive(Debug, Args)]
pub(crate) struct PathsArgs {
    /// The log, plain or packed with gzip.
    #[arg(value_name = "LOG.xes[.gz]")]
    pub(crate) log: PathBuf,
    /// Print all figures as one line of JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;
    use std::path::Path;

    fn parse(line: &str) -> Result<Command, String> {
        Cli::try_parse_from(line.split_whitespace())
            .map(|cli| cli.command)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn the_definition_holds_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_demo_needs_nothing() {
        let Ok(Command::Demo(args)) = parse("laufzettel demo") else {
            panic!("no demo");
        };
        assert!(!args.json && args.data.is_none() && args.seed.is_none() && args.today.is_none());
    }

    #[test]
    fn a_demo_takes_everything() {
        let line = "laufzettel demo --json --listen 127.0.0.1:0 --data /d --seed 9 \
                    --today 2026-11-22 --store sqlite:x.sqlite";
        let Ok(Command::Demo(args)) = parse(line) else {
            panic!("no demo");
        };
        assert!(args.json);
        assert_eq!(args.listen.port(), 0);
        assert_eq!(args.data, Some(PathBuf::from("/d")));
        assert_eq!(args.seed, Some(9));
        assert_eq!(args.today, Some(jiff::civil::date(2026, 11, 22)));
        assert_eq!(args.store.unwrap().to_string(), "sqlite:x.sqlite");
    }

    #[test]
    fn a_password_in_an_address_comes_back_in_no_error() {
        let line = "laufzettel verify --store postgres://lz:geheim@db:port/x --keys";
        let told = parse(line).unwrap_err();
        assert!(!told.contains("geheim"), "{told}");
        let line = "laufzettel verify --store postgres://lz:geheim@db:port/x --keys k";
        let Ok(Command::Verify(args)) = parse(line) else {
            panic!("an address is understood later");
        };
        assert!(!format!("{args:?}").contains("geheim"));
        let refused = args.at.store.unwrap().url().unwrap_err().to_string();
        assert!(!refused.contains("geheim"), "{refused}");
    }

    #[test]
    fn migrate_and_serve_take_a_configuration() {
        let Ok(Command::Migrate(args)) = parse("laufzettel migrate --config f --create-keys")
        else {
            panic!("no migrate");
        };
        assert!(args.create_keys && args.at.config == Some(PathBuf::from("f")));
        // As systemd starts it: the address comes beside the file, by the environment.
        assert!(parse("laufzettel migrate --config f --store sqlite:x").is_ok());
        assert!(parse("laufzettel serve").is_err());
    }

    #[test]
    fn paths_wants_a_log() {
        let Ok(Command::Paths(args)) = parse("laufzettel paths log.xes.gz --json") else {
            panic!("no paths");
        };
        assert!(args.json && args.log == Path::new("log.xes.gz"));
        assert!(parse("laufzettel paths --json").is_err());
    }

    #[test]
    fn found_knows_the_kinds_of_institutions() {
        let line = "laufzettel found --config f --neutral-sender N --callback-phone 1 --operator o";
        let Ok(Command::Found(args)) = parse(line) else {
            panic!("no found");
        };
        assert_eq!(args.office_kind, InstitutionKind::Gleichstellungsstelle);
        assert!(parse(&format!("{line} --office-kind rathaus")).is_err());
    }
}
