//! `laufzettel demo`: a town that is played by the real commands on past days, then served on a
//! clock that runs on from today.

mod announcement;
mod folder;
mod town;

use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;

use casework::{DemoClock, Desk, SystemDraw};
use event_store::{KeyFile, Position, Store};
use simulation::population::Scope;
use simulation::{Login, network_id};
use tokio::net::TcpListener;
use web::{App, DataProtectionContacts, Settings, Tokens};

use crate::cli::DemoArgs;
use crate::edge::{self, Stop};
use crate::failure::Failure;
use crate::serve::events_of;
use crate::server::{self, Running};
use crate::simulate::desk_of_past;
use crate::store_address::StoreAddress;
use crate::store_commands::{For, erase_anew, open_or_migrate};
use crate::striking::strike_hourly;
use announcement::Announcement;
pub(crate) use folder::Folder;
use town::Kept;

/// The seed of a town that nobody chose.
const SEED: u64 = 7;
/// How many parents went through the offices before.
const PERSONS: u32 = 1_500;
/// The file of a folder in which its town is kept.
const TOWN: &str = "town.json";
/// Over how many quarters.
const QUARTERS: u8 = 4;

pub(crate) async fn demo(args: &DemoArgs) -> Result<(), Failure> {
    let stop = Stop::listen()?;
    let folder = Folder::take(args.data.as_deref())?;
    let (listener, at) = server::listen(args.listen).await?;
    // Whoever asks to end while the town is played need not wait for its last case.
    let mut stage = tokio::select! {
        stage = Stage::set(args, &folder) => stage?,
        () = stop.clone().asked() => return Ok(()),
    };
    let ended = stage
        .serve(args, &folder, (listener, at), (stop, Told::Everything))
        .await;
    // Before the database is closed, which may take as long as the disk likes.
    drop(folder);
    ended
}

/// Who is told when a town serves.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    /// Whoever started it.
    Everything,
    /// Nobody: somebody waits for it beside.
    Nothing,
}

/// A town that was played, ready to be served.
pub(crate) struct Stage {
    address: StoreAddress,
    keys: KeyFile,
    store: Store,
    running: Running,
    kept: Kept,
}

impl Stage {
    /// Goes on with the town of the folder, or plays a new one.
    pub(crate) async fn set(args: &DemoArgs, folder: &Folder) -> Result<Self, Failure> {
        let address = args
            .store
            .clone()
            .unwrap_or_else(|| StoreAddress::of_file(&folder.file("laufzettel.sqlite")));
        if args.store.is_some() && folder.is_temporary() {
            tracing::warn!("without --data the keys of this database go when the demo ends");
        }
        let before = Kept::read(&folder.file(TOWN))?;
        let keys = KeyFile::load_or_create(&folder.file("keys.json"))?;
        let list = folder.file("erasures");
        let kept = if let Some(kept) = before {
            kept.go_on(args)?
        } else {
            let store = open_or_migrate(&address, &keys, Some(&list), For::Play).await?;
            let kept = play(args, folder, &store).await?;
            store.sync().await?;
            kept.write(&folder.file(TOWN))?
        };
        let store = open_or_migrate(&address, &keys, Some(&list), For::Requests).await?;
        erase_anew(&store, &list).await?;
        let running = Running::start(&store);
        Ok(Self {
            address,
            keys,
            store,
            running,
            kept,
        })
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    pub(crate) fn logins(&self) -> &[Login] {
        &self.kept.town.logins
    }

    pub(crate) async fn serve(
        &mut self,
        args: &DemoArgs,
        folder: &Folder,
        (listener, at): (TcpListener, SocketAddr),
        (stop, told): (Stop, Told),
    ) -> Result<(), Failure> {
        let announcement = Announcement {
            base_url: format!("http://{}", server::reachable(at)),
            data: folder.path().display().to_string(),
            store: self.address.to_string(),
            logins: self.kept.town.logins.clone(),
            slips: self.kept.town.slips.clone(),
        };
        let desk = self.desk();
        let _striking = strike_hourly(desk.clone());
        let app = self.app(desk, &announcement.base_url).await?;
        let router = web::router(app);
        let mut serving = pin!(server::serve(listener, router, &mut self.running, stop));
        tokio::select! {
            ended = &mut serving => return ended,
            ready = server::ready(at) => ready?,
        }
        if told == Told::Everything {
            announcement.print(args.json)?;
        }
        serving.await
    }

    fn desk(&self) -> Desk {
        let projector = self.running.projector.clone();
        let clock = Arc::new(DemoClock::new(edge::now, self.kept.chosen_today));
        let draw = Arc::new(SystemDraw::new());
        Desk::new(self.store.clone(), projector, network_id(), clock, draw)
    }

    async fn app(&self, desk: Desk, base_url: &str) -> Result<App, Failure> {
        let settings = Settings {
            base_url: base_url.to_owned(),
            network: desk.faces().await?.name.into(),
            secure_cookies: false,
            imprint: vec![
                "Dies ist eine Vorführung auf einem eigenen Rechner. Alle Personen, Einrichtungen und \
                 Telefonnummern sind erfunden."
                    .to_owned(),
            ],
            privacy: vec![
                "Geben Sie in der Vorführung keine Daten wirklicher Personen ein: Die Passwörter \
                 stehen auf der Startseite."
                    .to_owned(),
            ],
            data_protection: DataProtectionContacts {
                officer: "Datenschutz der Stadt Suhlheim, Telefon 07000 555-900".to_owned(),
                authority: "Landesbeauftragte für den Datenschutz, Telefon 07000 555-990".to_owned(),
            },
            demo: Some(self.kept.shown()),
        };
        let tokens = Tokens::new(self.keys.token_secret(), network_id(), edge::random());
        Ok(App::new(desk, settings, tokens))
    }
}

async fn play(args: &DemoArgs, folder: &Folder, store: &Store) -> Result<Kept, Failure> {
    if events_of(store, network_id()).await? > Position::START {
        return Err(Failure::said(format!(
            "this database holds a demo that was not played to its end, or that belongs to another \
             folder than {}: begin with an empty database and an empty folder",
            folder.path().display()
        )));
    }
    let seed = args.seed.unwrap_or(SEED);
    let today = args.today.unwrap_or_else(edge::today);
    let persons = args.persons.unwrap_or(PERSONS);
    tracing::info!(seed, %today, persons, "playing the town");
    let parents = simulation::suhlheims_parents(Scope {
        persons,
        quarters: QUARTERS,
        seed,
        today,
    })?;
    let (desk, clock) = desk_of_past(store.clone(), seed, today);
    let town = simulation::play(&desk, &clock, (seed, today), Some(&parents)).await?;
    Ok(Kept {
        seed,
        persons,
        played_on: today,
        chosen_today: args.today,
        town,
    })
}
