//! A PostgreSQL of one's own, with an archive of its log files and a standby: where its bytes lie, and until when.

use super::{TestStore, backup, database::TestDatabase};
use crate::seal::random;
use std::{
    fs,
    net::TcpListener,
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    str::FromStr as _,
    thread,
    time::{Duration, Instant},
};
use tempfile::TempDir;
use tokio_postgres::{Client, Config, NoTls};

/// The longest that anything of it is waited for.
const PATIENCE: Duration = Duration::from_mins(1);
const PAUSE: Duration = Duration::from_millis(50);

/// Both servers and the archive; stopped and removed with the value.
pub struct Cluster {
    folder: TempDir,
    /// The programs of this version.
    version: String,
    /// Primary and standby.
    ports: [u16; 2],
}

/// One of the two servers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Server {
    /// The one that is written to.
    Primary,
    /// The one that follows it.
    Standby,
}

impl Server {
    const BOTH: [Self; 2] = [Self::Primary, Self::Standby];

    const fn name(self) -> &'static str {
        match self {
            Self::Primary => "primary",
            Self::Standby => "standby",
        }
    }
}

impl Cluster {
    /// Starts one of the version that the tests' server has.
    pub async fn start() -> Self {
        let version = backup::version(TestStore::postgres().await.store()).await;
        let folder = tempfile::tempdir().expect("a temporary folder");
        let cluster = Self {
            folder,
            version,
            ports: [free_port(), free_port()],
        };
        fs::create_dir(cluster.archive()).expect("the archive");
        if is_root() {
            let mut owned = Command::new("chown");
            owned.args(["-R", "postgres"]).arg(cluster.folder.path());
            backup::run(&mut owned);
        }
        let data = cluster.data(Server::Primary);
        let mut made = cluster.program("initdb");
        made.args([
            "--username=postgres",
            "--auth=trust",
            "--no-sync",
            "--pgdata",
        ]);
        backup::run(made.arg(&data));
        let archive = cluster.archive().display().to_string();
        let settings = format!(
            "listen_addresses = '127.0.0.1'\nfsync = off\nwal_level = replica\nwal_recycle = off\n\
             min_wal_size = 32MB\nautovacuum = off\narchive_mode = on\n\
             archive_command = 'cp %p {archive}/%f'\nunix_socket_directories = ''\n"
        );
        let conf = data.join("postgresql.auto.conf");
        fs::write(&conf, settings).expect("the settings are written");
        cluster.serve(Server::Primary);
        let mut copied = cluster.program("pg_basebackup");
        copied.args([
            "--host=127.0.0.1",
            "--username=postgres",
            "--checkpoint=fast",
        ]);
        copied.args(["--write-recovery-conf", "--no-sync", "--port"]);
        copied.arg(cluster.ports[0].to_string()).arg("--pgdata");
        backup::run(copied.arg(cluster.data(Server::Standby)));
        cluster.serve(Server::Standby);
        cluster
    }

    /// A store in a new database of the primary.
    pub async fn store(&self) -> TestStore {
        let name = format!("laufzettel_test_{}", hex::encode(random::<8>()));
        let server = self.address(Server::Primary);
        let database = TestDatabase::create(&server, name).await;
        let (url, folder) = (database.url(), tempfile::tempdir());
        TestStore::begin(folder.expect("a temporary folder"), url, Some(database)).await
    }

    /// What a server keeps of its tables lies on the disk, and of its log only what it needs from here on.
    pub async fn settle(&self) {
        let primary = self.client(Server::Primary).await;
        // Of two checkpoints the second lets go of what was written before the first.
        for _ in 0..2 {
            let sql = "SELECT pg_walfile_name(pg_switch_wal())";
            let row = primary.query_one(sql, &[]).await.expect("a new log file");
            let file: String = row.get(0);
            until(|| self.archive().join(&file).exists());
            run(&primary, "CHECKPOINT").await;
        }
        let sql = "SELECT pg_current_wal_lsn()::text";
        let row = primary.query_one(sql, &[]).await.expect("a position");
        let there: String = row.get(0);
        let standby = self.client(Server::Standby).await;
        let sql = format!("SELECT pg_last_wal_replay_lsn() >= '{there}'::pg_lsn");
        let begun = Instant::now();
        while !standby
            .query_one(&sql, &[])
            .await
            .expect("it answers")
            .get::<_, bool>(0)
        {
            assert!(begun.elapsed() < PATIENCE, "the standby does not follow");
            tokio::time::sleep(PAUSE).await;
        }
        run(&standby, "CHECKPOINT").await;
    }

    /// The archive's time is over: only what the primary still has stays.
    pub fn expire(&self) {
        let kept = self.data(Server::Primary).join("pg_wal");
        for entry in fs::read_dir(self.archive()).expect("the archive reads") {
            let path = entry.expect("a file").path();
            if !kept.join(path.file_name().expect("a name")).exists() {
                fs::remove_file(path).expect("it is removed");
            }
        }
    }

    /// Where the log files are archived.
    #[must_use]
    pub fn archive(&self) -> PathBuf {
        self.folder.path().join("archive")
    }

    /// The folder with all that a server has.
    #[must_use]
    pub fn data(&self, server: Server) -> PathBuf {
        self.folder.path().join(server.name())
    }

    fn serve(&self, server: Server) {
        let port = self.ports[usize::from(server == Server::Standby)];
        let log = self.folder.path().join(format!("{}.log", server.name()));
        let mut started = self.program("pg_ctl");
        started.args([
            "--silent",
            "--wait",
            "--options",
            &format!("-c port={port}"),
        ]);
        started
            .arg("--log")
            .arg(log)
            .arg("--pgdata")
            .arg(self.data(server));
        // The server itself must not keep the test's own pipes.
        started
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let done = started.arg("start").status().expect("the program starts");
        assert!(done.success(), "the {} did not start", server.name());
    }

    fn address(&self, server: Server) -> String {
        let port = self.ports[usize::from(server == Server::Standby)];
        format!("postgres://postgres@127.0.0.1:{port}/postgres")
    }

    async fn client(&self, server: Server) -> Client {
        let config = Config::from_str(&self.address(server)).expect("an address");
        let (client, connection) = config.connect(NoTls).await.expect("it answers");
        tokio::spawn(connection);
        client
    }

    /// PostgreSQL refuses to run as root.
    fn program(&self, name: &str) -> Command {
        let program = backup::found(name, &self.version);
        let mut command = if is_root() {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir("/");
        command
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        for server in Server::BOTH {
            let mut stopped = self.program("pg_ctl");
            stopped.args(["--silent", "--mode=immediate", "--pgdata"]);
            // What never started need not be stopped.
            let _ = stopped.arg(self.data(server)).arg("stop").output();
        }
    }
}

/// The files of a folder in which these bytes stand.
#[must_use]
pub fn files_with(folder: &Path, bytes: &[u8]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else {
        return found;
    };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(files_with(&path, bytes));
        } else if let Ok(file) = fs::read(&path)
            && memchr::memmem::find(&file, bytes).is_some()
        {
            found.push(path);
        }
    }
    found
}

fn is_root() -> bool {
    fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

fn free_port() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("it has one").port()
}

fn until(is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < PATIENCE, "the log file is not archived");
        thread::sleep(PAUSE);
    }
}

async fn run(client: &Client, sql: &str) {
    client.batch_execute(sql).await.expect("the statement runs");
}
