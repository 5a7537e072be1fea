//! `laufzettel migrate`, `rebuild`, `verify` and `restore`: what an operator does to a database as a whole.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use event_store::{KeyFile, NetworkId, Projector, Store, StoreError, StoreUrl, VerifyError};

use crate::checkpoints::Apart;
use crate::cli::{MigrateArgs, RebuildArgs, RestoreArgs, StoreArgs, VerifyArgs};
use crate::config::Config;
use crate::edge;
use crate::failure::Failure;
use crate::store_address::StoreAddress;

/// A database with the files of its keys and its erasures.
struct Place {
    store: StoreAddress,
    keys: Option<PathBuf>,
    erasures: Option<PathBuf>,
    checkpoint: Option<PathBuf>,
}

impl Place {
    /// The command line and the environment stand above the configuration.
    fn of(args: &StoreArgs) -> Result<Self, Failure> {
        let file = args.config.as_ref();
        let config = file.map(|file| Config::read(file, edge::variable));
        let config = config.transpose()?;
        let said = |of: fn(&Config) -> &PathBuf| config.as_ref().map(of).cloned();
        let store = config.as_ref().map(|config| config.store.clone());
        let store = args.store.clone().or(store).ok_or_else(|| {
            Failure::said("which database? Say --store URL, LAUFZETTEL_STORE or --config FILE")
        })?;
        let beside = |name| store.file().map(|file| file.with_file_name(name));
        Ok(Self {
            keys: (args.keys.clone())
                .or_else(|| said(|config| &config.keys_file))
                .or_else(|| beside("keys.json")),
            erasures: said(|config| &config.erasures_file).or_else(|| beside("erasures")),
            checkpoint: said(|config| &config.checkpoint_file),
            store,
        })
    }

    fn keys(&self) -> Result<&Path, Failure> {
        self.keys.as_deref().ok_or_else(|| {
            Failure::said("which keys? Say --keys FILE, LAUFZETTEL_KEYS_FILE or --config FILE")
        })
    }

    async fn open(&self) -> Result<Store, Failure> {
        open(&self.store, &load_keys(self.keys()?)?).await
    }
}

/// Opens a database that is there, as the arguments of a command say.
pub(crate) async fn open_existing(args: &StoreArgs) -> Result<Store, Failure> {
    Place::of(args)?.open().await
}

/// Opens a database with its keys; both are made where they are missing.
pub(crate) async fn open_or_make(args: &StoreArgs) -> Result<Store, Failure> {
    let place = Place::of(args)?;
    let keys = KeyFile::load_or_create(place.keys()?)?;
    open_or_migrate(&place.store, &keys, place.erasures.as_deref(), For::Play).await
}

/// What a database is opened for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum For {
    /// A play of past days, one step after the other: the database must be empty.
    Play,
    /// Requests, side by side: it is ours.
    Requests,
}

/// Brings the schema into an empty database, or up to date in one of ours; a database that holds anything
/// else is left alone.
pub(crate) async fn open_or_migrate(
    address: &StoreAddress,
    keys: &KeyFile,
    erasures: Option<&Path>,
    what: For,
) -> Result<Store, Failure> {
    let url = address.url()?;
    let open = || {
        let options = Store::options(&url, keys);
        let options = match what {
            For::Play => options.one_after_the_other(),
            For::Requests => options,
        };
        match erasures {
            Some(list) => options.erasures(list.to_owned()).open(),
            None => options.open(),
        }
    };
    let ours = what == For::Requests;
    match open().await {
        Err(StoreError::SchemaBehind { found, .. }) if ours || found == 0 => {
            Store::migrate(&url).await?;
            Ok(open().await?)
        }
        opened => Ok(opened?),
    }
}

/// Reads a key file that is there; otherwise says how one comes to be.
pub(crate) fn load_keys(file: &Path) -> Result<KeyFile, Failure> {
    if file.exists() {
        return Ok(KeyFile::load(file)?);
    }
    Err(Failure::said(format!(
        "there is no key file {}: restore it, or, for an empty database, make it once with \
         `laufzettel migrate --create-keys`",
        file.display()
    )))
}

/// Opens a database that is there.
pub(crate) async fn open(address: &StoreAddress, keys: &KeyFile) -> Result<Store, Failure> {
    Ok(Store::open(&url_of(address)?, keys).await?)
}

/// Opens a database that is there, to be served: it holds its checkpoint, its erasures are listed, and
/// those of the list are carried out anew before anything is read.
pub(crate) async fn open_to_serve(
    address: &StoreAddress,
    keys: &KeyFile,
    erasures: &Path,
    checkpoint: Option<&Apart>,
) -> Result<Store, Failure> {
    let options = Store::options(&url_of(address)?, keys);
    let store = options.erasures(erasures.to_owned()).open().await?;
    // Before anything is written: what the list says anew would hide that something is missing.
    if let Some(checkpoint) = checkpoint {
        checkpoint.compare(&store).await?;
    }
    erase_anew(&store, erasures).await?;
    Ok(store)
}

/// Erases what the list names and a restored database brought back, takes back what she took back, and
/// resumes what a crash interrupted.
pub(crate) async fn erase_anew(store: &Store, erasures: &Path) -> Result<(), Failure> {
    let replayed = store.replay_erasures(erasures).await?;
    let (listed, keys, rows) = (replayed.listed, replayed.keys, replayed.rows);
    if replayed.torn > 0 {
        let torn = replayed.torn;
        tracing::warn!(
            torn,
            "lines in the list of erasures were cut short by a crash"
        );
    }
    if keys > 0 {
        tracing::warn!(listed, keys, rows, "erasures were carried out anew");
    }
    if replayed.events > 0 {
        let events = replayed.events;
        tracing::warn!(
            events,
            "withdrawals that the database had not were entered anew"
        );
    }
    Ok(())
}

/// The address of a database that is there; a misspelt path shall not make an empty one.
fn url_of(address: &StoreAddress) -> Result<StoreUrl, Failure> {
    let url = address.url()?;
    if let Some(file) = address.file().filter(|file| !file.exists()) {
        let what = format!(
            "there is no database {}: make it with `laufzettel migrate`",
            file.display()
        );
        return Err(Failure::said(what));
    }
    Ok(url)
}

pub(crate) async fn migrate(args: &MigrateArgs) -> Result<(), Failure> {
    let place = Place::of(&args.at)?;
    let applied = Store::migrate(&place.store.url()?).await?;
    say(&match applied {
        0 => format!("{}: the schema is up to date", place.store),
        1 => format!("{}: 1 migration applied", place.store),
        many => format!("{}: {many} migrations applied", place.store),
    })?;
    if args.create_keys {
        return create_keys(&place).await;
    }
    match &place.keys {
        Some(file) if !file.exists() => say(&format!(
            "There is no key file {} yet: make it once with --create-keys",
            file.display()
        )),
        _ => Ok(()),
    }
}

async fn create_keys(place: &Place) -> Result<(), Failure> {
    let file = place.keys()?;
    if file.exists() {
        return say(&format!(
            "The key file {} is there and stays as it is",
            file.display()
        ));
    }
    let keys = KeyFile::create(file)?;
    match Store::open(&place.store.url()?, &keys).await {
        Ok(_) => say(&format!(
            "Key file {} made: keep a copy of it, apart from the backups of the database",
            file.display()
        )),
        Err(error) => {
            // Keys that open nothing must not wait there for somebody to trust them.
            fs::remove_file(file).map_err(|error| {
                let what = format!("{} cannot be removed again", file.display());
                Failure::io(what, error)
            })?;
            Err(error.into())
        }
    }
}

pub(crate) async fn rebuild(args: &RebuildArgs) -> Result<(), Failure> {
    let place = Place::of(&args.at)?;
    let store = place.open().await?;
    // After a restored backup, nothing erased shall come into the new rows. A list that nobody
    // named need not be there: then nothing was erased yet.
    let usual = place.erasures.filter(|list| list.exists());
    if let Some(list) = args.erasures.clone().or(usual) {
        erase_anew(&store, &list).await?;
    }
    let models = read_models::all();
    let count = models.len();
    let projector = Projector::new(store.clone(), models);
    for network in networks(&store).await? {
        projector.rebuild(network).await?;
        let events = store.head(network).await?.get();
        say(&format!(
            "network {network}: {count} read models rebuilt from {events} events"
        ))?;
    }
    Ok(())
}

pub(crate) async fn verify(args: &VerifyArgs) -> Result<(), Failure> {
    let place = Place::of(&args.at)?;
    let keys = load_keys(place.keys()?)?;
    let store = open(&place.store, &keys).await?;
    let checkpoint = args.checkpoint.as_deref().or(place.checkpoint.as_deref());
    for network in networks(&store).await? {
        let report = casework::verify::verify(&store, network).await;
        let report = report.map_err(|error| violated(network, error))?;
        say(&format!(
            "network {network}: sound; {} events, {} disclosures each under a live consent, \
             {} no longer provable because erased",
            report.events, report.disclosures, report.no_longer_provable
        ))?;
        if args.deep {
            let projector = Projector::new(store.clone(), read_models::all());
            let rows = projector.verify(network).await?;
            say(&format!(
                "network {network}: the {rows} rows of the read models are what the log says"
            ))?;
        }
        if let Some(file) = checkpoint.filter(|file| file.exists()) {
            let apart = Apart::new(file, &keys, network);
            apart.compare(&store).await?;
            say(&format!(
                "network {network}: it holds its checkpoint, which others check with {}",
                apart.verifier()
            ))?;
        } else if let Some(file) = &args.checkpoint {
            let what = format!("there is no checkpoint {}", file.display());
            return Err(Failure::said(what));
        }
    }
    Ok(())
}

pub(crate) async fn restore(args: &RestoreArgs) -> Result<(), Failure> {
    let place = Place::of(&args.at)?;
    let keys = load_keys(place.keys()?)?;
    let store = open(&place.store, &keys).await?;
    let reason = args.accept_checkpoint.trim();
    if reason.is_empty() {
        return Err(Failure::said("say why: --accept-checkpoint REASON"));
    }
    let checkpoint = args.checkpoint.clone().or(place.checkpoint);
    let file = checkpoint
        .ok_or_else(|| Failure::said("which checkpoint? Say --checkpoint FILE or --config FILE"))?;
    let today = casework::day(edge::today());
    for network in networks(&store).await? {
        let apart = Apart::new(&file, &keys, network);
        let given_up = apart.give_up(&store, reason, today).await?;
        say(&if given_up {
            format!(
                "network {network}: recorded why it goes on; start the server with the newest list \
                 of erasures"
            )
        } else {
            format!("network {network}: it holds its checkpoint; nothing was recorded")
        })?;
    }
    Ok(())
}

/// Positions count per network, so the network is named with them.
fn violated(network: NetworkId, error: VerifyError) -> Failure {
    match error {
        VerifyError::Violation(violation) => {
            Failure::said(format!("network {network}: {violation}"))
        }
        VerifyError::Store(StoreError::Damaged { position, what }) => Failure::said(format!(
            "network {network}: position {}: {what}",
            position.get()
        )),
        other @ VerifyError::Store(_) => other.into(),
    }
}

pub(crate) async fn networks(store: &Store) -> Result<Vec<NetworkId>, Failure> {
    let networks = store.networks().await?;
    if networks.is_empty() {
        say("The log is empty: no network was founded in this database")?;
    }
    Ok(networks)
}

/// A line on standard output.
pub(crate) fn say(line: &str) -> Result<(), Failure> {
    writeln!(io::stdout(), "{line}")
        .map_err(|error| Failure::io("nothing can be printed on standard output", error))
}

#[cfg(test)]
mod tests;
