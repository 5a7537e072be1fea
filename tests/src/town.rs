//! The town of the tests: five offices, each with a caseworker, and one account for every role.

mod founding;
mod people;

use std::sync::Arc;
use std::time::Duration;

use casework::{Desk, Draw, SettableClock, SystemDraw};
use domain::vocabulary::Role;
use domain::{NetworkId, Staff};
use event_store::testing::TestStore;
use event_store::{Projector, Store};
use jiff::civil::{Date, date};
use web::{App, DataProtectionContacts, Demo, Settings, Tokens};

use crate::{Caseworker, Visitor};
use founding::{account, found};
pub use people::{Office, Person};

/// Every account's password: fictitious, like the town.
pub const PASSWORD: &str = "blau-segel-wolke-sieben";

/// How long the rows may take to come after the log.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running town.
pub struct Town {
    network: NetworkId,
    store: TestStore,
    desk: Desk,
    projector: Projector,
    clock: Arc<SettableClock>,
    base: String,
    tasks: [tokio::task::JoinHandle<()>; 2],
}

impl Drop for Town {
    fn drop(&mut self) {
        for task in &self.tasks {
            task.abort();
        }
    }
}

/// Which address stands in codes and on paper.
#[derive(Clone, Copy)]
enum Address {
    /// The server's own, so that what stands there can be opened.
    Own,
    /// The same for every town.
    OverTheDoor,
}

async fn projects(projector: Projector) {
    projector.run(std::future::pending()).await;
}

impl Town {
    /// The network's id.
    #[must_use]
    pub const fn network() -> NetworkId {
        NetworkId::from_bytes([0xEE; 16])
    }

    /// Today, unless a test moves it.
    #[must_use]
    pub const fn today() -> Date {
        date(2026, 11, 22)
    }

    /// A town on SQLite.
    pub async fn on_sqlite() -> Self {
        Self::build(TestStore::sqlite().await, Self::today()).await
    }

    /// A town on PostgreSQL.
    pub async fn on_postgres() -> Self {
        Self::founded_on_postgres(Self::today()).await
    }

    /// A town on PostgreSQL that was founded on this day, for processes that know the real one.
    pub async fn founded_on_postgres(day: Date) -> Self {
        Self::build(TestStore::postgres().await, day).await
    }

    async fn build(store: TestStore, today: Date) -> Self {
        let clock = Arc::new(SettableClock::at(today));
        let draw = Arc::new(SystemDraw::new());
        let here = (Self::network(), Address::Own);
        // Nobody looks before the town stands.
        let founding = async |desk: &Desk| found(&desk.clone().unseen()).await;
        Self::opens(store, here, clock, draw, founding).await
    }

    /// Another town on SQLite, which comes to be by this play. It begins on the clock's day.
    pub async fn played(
        network: NetworkId,
        clock: Arc<SettableClock>,
        draw: Arc<dyn Draw>,
        play: impl AsyncFnOnce(&Desk),
    ) -> Self {
        let here = (network, Address::Own);
        Self::opens(TestStore::sqlite().await, here, clock, draw, play).await
    }

    async fn opens(
        store: TestStore,
        (network, address): (NetworkId, Address),
        clock: Arc<SettableClock>,
        draw: Arc<dyn Draw>,
        play: impl AsyncFnOnce(&Desk),
    ) -> Self {
        let (desk, projector) = desk(network, store.store().clone(), clock.clone(), draw);
        let projecting = tokio::spawn(projects(projector.clone()));
        play(&desk).await;
        let head = desk.store().head(desk.network()).await.unwrap();
        let stands = projector.wait_for(desk.network(), head, PATIENCE).await;
        assert!(stands.unwrap(), "the rows do not come after");
        let (base, server) = serve(&store, desk.clone(), network, address, None).await;
        Self {
            network,
            store,
            desk,
            projector,
            clock,
            base,
            tasks: [projecting, server],
        }
    }

    /// The same town once more, on a copy of its database: what happens there does not happen here. Its
    /// clock is the same, ids and codes come from this draw, and it gives the address of the sign over
    /// the door, so that towns of the same door look alike.
    pub async fn again_on(&self, store: TestStore, draw: Arc<dyn Draw>) -> Self {
        let here = (self.network, Address::OverTheDoor);
        Self::opens(store, here, self.clock.clone(), draw, async |_| ()).await
    }

    /// The store behind it.
    #[must_use]
    pub const fn store(&self) -> &TestStore {
        &self.store
    }

    /// The desk at which commands are carried out.
    #[must_use]
    pub const fn desk(&self) -> &Desk {
        &self.desk
    }

    /// From now on the rows stay where they are, unless somebody moves them.
    pub fn stands_still(&self) {
        self.tasks[0].abort();
    }

    /// The projector.
    #[must_use]
    pub const fn projector(&self) -> &Projector {
        &self.projector
    }

    /// The server's address.
    #[must_use]
    pub fn base(&self) -> &str {
        &self.base
    }

    /// A second desk on connections of its own, with the same keys.
    pub async fn another_desk(&self) -> Desk {
        self.desk_on(self.store.another().await)
    }

    /// A desk on this store.
    #[must_use]
    pub fn desk_on(&self, store: Store) -> Desk {
        let draw = Arc::new(SystemDraw::new());
        desk(self.network, store, self.clock.clone(), draw).0
    }

    /// Moves the clock of the town.
    pub fn it_is(&self, day: Date, hour: i8) {
        self.it_is_at(day, hour, 0);
    }

    /// Moves the clock of the town, to the minute.
    pub fn it_is_at(&self, day: Date, hour: i8, minute: i8) {
        self.clock.set(day, hour, minute);
    }

    /// The same installation once more, for another network with the same signing secret; gives
    /// its address. It ends with the test.
    pub async fn serves_as(&self, network: NetworkId) -> String {
        let (desk, address) = (self.desk.clone(), Address::Own);
        serve(&self.store, desk, network, address, None).await.0
    }

    /// The same installation once more, as a demo; gives its address. It ends with the test.
    pub async fn serves_as_demo(&self, demo: Demo) -> String {
        let (desk, address) = (self.desk.clone(), Address::Own);
        serve(&self.store, desk, self.network, address, Some(demo))
            .await
            .0
    }

    /// A caseworker of an office, as the commands know her.
    #[must_use]
    pub fn staff(office: Office) -> Staff {
        Staff {
            account: account(Person::At(office)),
            institution: office.id(),
            function: Role::Caseworker,
        }
    }

    /// Somebody at the API.
    pub async fn at_the_api(&self, person: Person) -> Caseworker {
        Caseworker::signs_in(&self.base, &person.user()).await
    }

    /// A caseworker of an office at the API.
    pub async fn caseworker(&self, office: Office) -> Caseworker {
        self.at_the_api(Person::At(office)).await
    }

    /// Somebody at the pages.
    pub async fn at_the_pages(&self, person: Person) -> Visitor {
        Visitor::signs_in(&self.base, &person.user()).await
    }
}

async fn serve(
    store: &TestStore,
    desk: Desk,
    network: NetworkId,
    address: Address,
    demo: Option<Demo>,
) -> (String, tokio::task::JoinHandle<()>) {
    let tokens = Tokens::new(store.keys().token_secret(), network, [7; 32]);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let settings = Settings {
        base_url: match address {
            Address::Own => base.clone(),
            Address::OverTheDoor => "https://laufzettel.suhlheim.example".into(),
        },
        network: "Netzwerk Suhlheim".into(),
        data_protection: DataProtectionContacts {
            officer: "Datenschutz der Stadt Suhlheim, Telefon 07000 555-900".into(),
            authority: "Landesbeauftragte für den Datenschutz, Telefon 07000 555-990".into(),
        },
        demo,
        ..Settings::default()
    };
    let router = web::router(App::new(desk, settings, tokens));
    let server = tokio::spawn(axum_serve(listener, router));
    (base, server)
}

async fn axum_serve(listener: tokio::net::TcpListener, router: axum::Router) {
    axum::serve(listener, router).await.unwrap();
}

fn desk(
    network: NetworkId,
    store: Store,
    clock: Arc<SettableClock>,
    draw: Arc<dyn Draw>,
) -> (Desk, Projector) {
    let projector = Projector::new(store.clone(), read_models::all());
    (
        // A busy machine may be slow; it must not fail a rule.
        Desk::new(store, projector.clone(), network, clock, draw).waiting(PATIENCE),
        projector,
    )
}
