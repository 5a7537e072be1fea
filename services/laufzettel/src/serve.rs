//! `laufzettel serve`: one network of a configuration, on a store that is up to date.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use casework::{DemoClock, Desk, SystemDraw};
use domain::NetworkId;
use event_store::{Position, Store};
use web::{App, Settings, Tokens};

use crate::checkpoints::{Apart, Checkpoints};
use crate::config::Config;
use crate::edge::{self, Stop};
use crate::failure::Failure;
use crate::server::{self, Running};
use crate::store_commands::{load_keys, open_to_serve};
use crate::striking::strike_hourly;

pub(crate) async fn serve(config: Config) -> Result<(), Failure> {
    let stop = Stop::listen()?;
    let settings = settings(&config)?;
    let keys = load_keys(&config.keys_file)?;
    let network = event_store::NetworkId::from_bytes(config.network.bytes());
    let apart = Apart::new(&config.checkpoint_file, &keys, network);
    let erasures = &config.erasures_file;
    let store = open_to_serve(&config.store, &keys, erasures, Some(&apart)).await?;
    refuse_unfounded(&store, config.network).await?;
    let (listener, address) = server::listen(config.listen).await?;
    let mut running = Running::start(&store);
    let desk = desk(store.clone(), &running, config.network);
    let tokens = Tokens::new(keys.token_secret(), config.network, edge::random());
    let _striking = strike_hourly(desk.clone());
    let router = web::router(App::new(desk, settings, tokens));
    tracing::info!(%address, store = %config.store, "serving");
    let every = Duration::from_mins(config.checkpoint_minutes.into());
    let checkpoints = Checkpoints::start(store, apart, every);
    let served = server::serve(listener, router, &mut running, stop).await;
    checkpoints.end().await;
    served
}

/// A desk with real time and real chance.
pub(crate) fn desk(store: Store, running: &Running, network: NetworkId) -> Desk {
    let clock = Arc::new(DemoClock::new(edge::now, None));
    let draw = Arc::new(SystemDraw::new());
    Desk::new(store, running.projector.clone(), network, clock, draw)
}

/// How many events the network has.
pub(crate) async fn events_of(store: &Store, network: NetworkId) -> Result<Position, Failure> {
    let network = event_store::NetworkId::from_bytes(network.bytes());
    Ok(store.head(network).await?)
}

async fn refuse_unfounded(store: &Store, network: NetworkId) -> Result<(), Failure> {
    if events_of(store, network).await? > Position::START {
        return Ok(());
    }
    Err(Failure::said(format!(
        "the network {network} of network.id was never founded in this database: \
         found it with `laufzettel found --config FILE`, see `laufzettel found --help`"
    )))
}

pub(crate) fn settings(config: &Config) -> Result<Settings, Failure> {
    Ok(Settings {
        base_url: config.base_url.clone(),
        network: config.network_name.as_str().to_owned(),
        secure_cookies: config.base_url.starts_with("https://"),
        imprint: text("imprint", config.imprint.as_deref())?,
        privacy: text("privacy", config.privacy.as_deref())?,
        data_protection: config.data_protection.clone(),
        demo: None,
    })
}

/// The paragraphs of a text that the law asks for.
fn text(key: &str, file: Option<&Path>) -> Result<Vec<String>, Failure> {
    let Some(file) = file else {
        tracing::warn!("{key} is not configured, but the law asks for it");
        return Ok(Vec::new());
    };
    let unreadable = |error| {
        let what = format!("{key}: the file {} cannot be read", file.display());
        Failure::io(what, error)
    };
    let paragraphs = paragraphs(&fs::read_to_string(file).map_err(unreadable)?);
    if paragraphs.is_empty() {
        let what = format!("{key}: the file {} is empty", file.display());
        return Err(Failure::said(what));
    }
    Ok(paragraphs)
}

/// Paragraphs are set apart by empty lines.
fn paragraphs(text: &str) -> Vec<String> {
    let mut paragraphs = vec![String::new()];
    for line in text.lines().map(str::trim) {
        match paragraphs.last_mut() {
            Some(last) if !line.is_empty() => {
                if !last.is_empty() {
                    last.push('\n');
                }
                last.push_str(line);
            }
            _ => paragraphs.push(String::new()),
        }
    }
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_lines_set_paragraphs_apart() {
        let text = "\r\nStadt Suhlheim\r\nRathausplatz 1\r\n\r\n \r\nTelefon 030 23125 100\r\n";
        assert_eq!(
            paragraphs(text),
            ["Stadt Suhlheim\nRathausplatz 1", "Telefon 030 23125 100"]
        );
        assert!(paragraphs(" \n\n").is_empty());
    }

    #[test]
    fn a_text_that_is_not_there_names_its_key() {
        let told = text("imprint", Some(Path::new("/nowhere/impressum.txt"))).unwrap_err();
        let told = told.told();
        assert!(
            told.starts_with("imprint: ") && told.contains("/nowhere/"),
            "{told}"
        );
        assert_eq!(text("imprint", None).unwrap(), Vec::<String>::new());
    }
}
