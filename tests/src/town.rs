//! The town of the tests: five offices, each with a caseworker, and one account for every role.

use std::sync::Arc;

use casework::{Desk, Hardness, NewAccount, SettableClock, SystemDraw};
use domain::institutions::{Entry, Service};
use domain::vocabulary::{InstitutionKind, Need, Role};
use domain::{AccountId, InstitutionId, Line, NetworkId, Note, ServiceId, Staff};
use event_store::testing::TestStore;
use event_store::{Projector, Store};
use jiff::civil::{Date, date};
use web::{App, Settings, Tokens};

use crate::{Caseworker, Visitor};

/// Every account's password: fictitious, like the town.
pub const PASSWORD: &str = "blau-segel-wolke-sieben";

/// The offices of the town.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Office {
    /// A sender.
    Schuldnerberatung,
    /// A receiver.
    Jugendamt,
    /// A sender that may reduce benefits.
    Grundsicherungsstelle,
    /// A protected sender without an address.
    Frauenhaus,
    /// An office that has nothing to do with it.
    Wohnungsamt,
}

impl Office {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Schuldnerberatung,
        Self::Jugendamt,
        Self::Grundsicherungsstelle,
        Self::Frauenhaus,
        Self::Wohnungsamt,
    ];

    const fn number(self) -> u8 {
        match self {
            Self::Schuldnerberatung => 1,
            Self::Jugendamt => 2,
            Self::Grundsicherungsstelle => 3,
            Self::Frauenhaus => 4,
            Self::Wohnungsamt => 5,
        }
    }

    const fn kind_and_need(self) -> (InstitutionKind, Need) {
        match self {
            Self::Schuldnerberatung => (InstitutionKind::Schuldnerberatung, Need::Debts),
            Self::Jugendamt => (InstitutionKind::Jugendamt, Need::Maintenance),
            Self::Grundsicherungsstelle => {
                (InstitutionKind::Grundsicherungsstelle, Need::Livelihood)
            }
            Self::Frauenhaus => (InstitutionKind::Frauenhaus, Need::Violence),
            Self::Wohnungsamt => (InstitutionKind::Wohngeldstelle, Need::Housing),
        }
    }

    /// Its id.
    #[must_use]
    pub const fn id(self) -> InstitutionId {
        InstitutionId::from_bytes([self.number(); 16])
    }

    /// The id of its one service.
    #[must_use]
    pub const fn service(self) -> ServiceId {
        ServiceId::from_bytes([0x10 + self.number(); 16])
    }

    /// The user name of its caseworker.
    #[must_use]
    pub fn user(self) -> String {
        format!("{self:?}").to_lowercase()
    }
}

/// Somebody with an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Person {
    /// The caseworker of an office.
    At(Office),
    /// Somebody of the Schuldnerberatung with this role.
    Role(Role),
}

impl Person {
    /// The user name.
    #[must_use]
    pub fn user(self) -> String {
        match self {
            Self::At(office) => office.user(),
            Self::Role(role) => format!("schuldnerberatung.{role}"),
        }
    }
}

/// A running town.
pub struct Town {
    store: TestStore,
    desk: Desk,
    projector: Projector,
    clock: Arc<SettableClock>,
    base: String,
    server: tokio::task::JoinHandle<()>,
}

impl Drop for Town {
    fn drop(&mut self) {
        self.server.abort();
    }
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
        Self::build(TestStore::sqlite().await).await
    }

    /// A town on PostgreSQL.
    pub async fn on_postgres() -> Self {
        Self::build(TestStore::postgres().await).await
    }

    async fn build(store: TestStore) -> Self {
        let clock = Arc::new(SettableClock::at(Self::today()));
        let (desk, projector) = desk(store.store().clone(), clock.clone(), Self::network());
        let projecting = projector.clone();
        tokio::spawn(async move { projecting.run(std::future::pending()).await });
        found(&desk).await;
        let (base, server) = serve(&store, desk.clone(), Self::network()).await;
        Self {
            store,
            desk,
            projector,
            clock,
            base,
            server,
        }
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
        desk(store, self.clock.clone(), Self::network()).0
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
        serve(&self.store, self.desk.clone(), network).await.0
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
) -> (String, tokio::task::JoinHandle<()>) {
    let tokens = Tokens::new(store.keys().token_secret(), network, [7; 32]);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let settings = Settings {
        base_url: base.clone(),
        network: "Netzwerk Suhlheim".into(),
        ..Settings::default()
    };
    let router = web::router(App::new(desk, settings, tokens));
    let server = tokio::spawn(axum_serve(listener, router));
    (base, server)
}

async fn axum_serve(listener: tokio::net::TcpListener, router: axum::Router) {
    axum::serve(listener, router).await.unwrap();
}

fn desk(store: Store, clock: Arc<SettableClock>, network: NetworkId) -> (Desk, Projector) {
    let projector = Projector::new(store.clone(), read_models::all());
    let draw = Arc::new(SystemDraw::new());
    (
        // A busy machine may be slow; it must not fail a rule.
        Desk::new(store, projector.clone(), network, clock, draw)
            .waiting(std::time::Duration::from_secs(30)),
        projector,
    )
}

fn account(person: Person) -> AccountId {
    let mut bytes = [0xAC; 16];
    for (i, byte) in person.user().bytes().enumerate() {
        bytes[i % 16] ^= byte.rotate_left(u32::try_from(i / 16).unwrap());
    }
    AccountId::from_bytes(bytes)
}

fn line(text: &str) -> Line {
    Line::parse(text).unwrap()
}

async fn found(desk: &Desk) {
    let operator = Staff {
        account: AccountId::from_bytes([0xFE; 16]),
        institution: Office::Schuldnerberatung.id(),
        function: Role::Operator,
    };
    let key = || desk.fresh_key();
    let (name, neutral) = (line("Netzwerk Suhlheim"), line("Lotsendienst Suhlheim"));
    desk.found_network(operator, &name, &neutral, &line("030 23125 100"), &key())
        .await
        .unwrap();
    for office in Office::ALL {
        enter(desk, operator, office).await;
    }
    let roles = Role::ALL.iter().map(|role| Person::Role(*role));
    let people = Office::ALL.into_iter().map(Person::At).chain(roles);
    let password_hash = Hardness::Demo.hash(PASSWORD, [1; 16]).unwrap();
    for person in people {
        let (institution, role) = match person {
            Person::At(office) => (office.id(), Role::Caseworker),
            Person::Role(role) => (Office::Schuldnerberatung.id(), role),
        };
        let new = NewAccount {
            user: line(&person.user()),
            display_name: line("P. Muster"),
            role,
            institution,
            password_hash: password_hash.clone(),
        };
        desk.open_account(operator, account(person), &new, &key())
            .await
            .unwrap();
    }
}

async fn enter(desk: &Desk, operator: Staff, office: Office) {
    let (kind, need) = office.kind_and_need();
    let address = (!kind.hides_its_address()).then(|| line("Marktplatz 1, Suhlheim"));
    let entry = Entry {
        name: line(&format!("{office:?} Suhlheim")),
        kind,
        address,
        phone: line(&format!("030 23125 20{}", office.number())),
        neutral_sender: false,
    };
    desk.enter_institution(operator, office.id(), &entry, &desk.fresh_key())
        .await
        .unwrap();
    let service = Service {
        id: office.service(),
        name: line(&format!("Angebot {office:?}")),
        needs: [need].into(),
    };
    let hours = Note::parse("Mo bis Fr 9 bis 12 Uhr").unwrap();
    desk.keep_entry(
        operator,
        office.id(),
        Some(&service),
        Some(&hours),
        None,
        &desk.fresh_key(),
    )
    .await
    .unwrap();
}
