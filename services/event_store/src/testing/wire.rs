//! A wire to PostgreSQL on which is counted what goes over it: statements, and how often one waits for an answer.

use super::TestStore;
use crate::{Store, StoreUrl};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use tokio::{
    io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};
use tokio_postgres::{Config, config::Host};

/// What went over a wire.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counted {
    /// Statements that were executed, BEGIN and COMMIT among them.
    pub statements: u64,
    /// Pieces of protocol that the server answers as one.
    pub round_trips: u64,
}

#[derive(Default)]
struct Counts {
    statements: AtomicU64,
    round_trips: AtomicU64,
}

/// A store whose connections are watched.
pub struct Wire {
    store: Store,
    counts: Arc<Counts>,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for Wire {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Wire {
    /// The database of this store, opened once more over a wire of its own.
    pub async fn to(there: &TestStore) -> Self {
        let StoreUrl::Postgres(config) = there.url() else {
            panic!("only PostgreSQL is reached over a wire");
        };
        let config = config.get();
        let (Some(Host::Tcp(host)), Some(port)) =
            (config.get_hosts().first(), config.get_ports().first())
        else {
            panic!("the test server listens at an address");
        };
        let server = format!("{host}:{port}");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let mut watched = Config::new();
        watched.host("127.0.0.1").port(port);
        watched.user(config.get_user().expect("a user"));
        watched.dbname(config.get_dbname().expect("a database"));
        if let Some(password) = config.get_password() {
            watched.password(password);
        }
        let counts = Arc::new(Counts::default());
        let task = tokio::spawn(listen(listener, server, counts.clone()));
        let url = StoreUrl::of_config(watched);
        let store = Store::open(&url, there.keys()).await;
        Self {
            store: store.expect("the store opens over the wire"),
            counts,
            task,
        }
    }

    /// The store at this end.
    #[must_use]
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// What went over it since this was last asked.
    #[must_use]
    pub fn take(&self) -> Counted {
        Counted {
            statements: self.counts.statements.swap(0, Ordering::Relaxed),
            round_trips: self.counts.round_trips.swap(0, Ordering::Relaxed),
        }
    }
}

async fn listen(listener: TcpListener, server: String, counts: Arc<Counts>) {
    while let Ok((client, _)) = listener.accept().await {
        let (server, counts) = (server.clone(), counts.clone());
        tokio::spawn(async move {
            let server = TcpStream::connect(server)
                .await
                .expect("the server answers");
            let (client_reads, mut client_writes) = client.into_split();
            let (mut server_reads, server_writes) = server.into_split();
            tokio::select! {
                () = watch(client_reads, server_writes, &counts) => {}
                _ = tokio::io::copy(&mut server_reads, &mut client_writes) => {}
            }
        });
    }
}

/// Passes on what a client says, message by message.
async fn watch(
    mut client: impl AsyncRead + Unpin,
    mut server: tokio::net::tcp::OwnedWriteHalf,
    counts: &Counts,
) {
    // The first message has no kind.
    let mut has_kind = false;
    loop {
        let mut head = vec![0; if has_kind { 5 } else { 4 }];
        if client.read_exact(&mut head).await.is_err() {
            return;
        }
        let (kind, length) = head.split_at(head.len() - 4);
        let length = u32::from_be_bytes(length.try_into().expect("four bytes"));
        // An extended query is executed and then synchronised; a simple one is both.
        match kind {
            b"E" => {
                counts.statements.fetch_add(1, Ordering::Relaxed);
            }
            b"S" => {
                counts.round_trips.fetch_add(1, Ordering::Relaxed);
            }
            b"Q" => {
                counts.statements.fetch_add(1, Ordering::Relaxed);
                counts.round_trips.fetch_add(1, Ordering::Relaxed);
            }
            _ => {}
        }
        has_kind = true;
        let mut body = vec![0; length as usize - 4];
        if client.read_exact(&mut body).await.is_err()
            || server.write_all(&head).await.is_err()
            || server.write_all(&body).await.is_err()
        {
            return;
        }
    }
}
