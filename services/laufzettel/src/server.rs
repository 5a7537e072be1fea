//! What `demo` and `serve` share: the listener, the projector beside it, readiness, and an end that
//! no open connection can put off.

use std::future::IntoFuture as _;
use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use axum::Router;
use event_store::{Projector, Store};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout};

use crate::edge::Stop;
use crate::failure::Failure;

/// How long requests in progress may go on after somebody asked the server to end.
const LAST_REQUESTS: Duration = Duration::from_secs(3);
/// How long the server may take to be ready once it listens.
const READY_WITHIN: Duration = Duration::from_secs(30);
/// How often readiness is asked for meanwhile.
const GLANCE: Duration = Duration::from_millis(50);

/// Takes the address before anything costly begins.
pub(crate) async fn listen(at: SocketAddr) -> Result<(TcpListener, SocketAddr), Failure> {
    let refused = |error| Failure::io(format!("{at} cannot be listened on"), error);
    let listener = TcpListener::bind(at).await.map_err(refused)?;
    let address = listener.local_addr().map_err(refused)?;
    Ok((listener, address))
}

/// A projector that runs until this is dropped; an interrupted step is rolled back.
pub(crate) struct Running {
    pub(crate) projector: Projector,
    task: JoinSet<()>,
}

impl Running {
    pub(crate) fn start(store: &Store) -> Self {
        let projector = Projector::new(store.clone(), read_models::all());
        let running = projector.clone();
        let mut task = JoinSet::new();
        task.spawn(async move { running.run(std::future::pending()).await });
        Self { projector, task }
    }

    /// Waits for what must not happen: that it ended.
    async fn ended(&mut self) -> Failure {
        let _ = self.task.join_next().await;
        Failure::said("the projector ended, so no screen would show what is done")
    }
}

/// Serves until asked to end. A server without its projector ends too: whoever keeps it running
/// starts both anew.
pub(crate) async fn serve(
    listener: TcpListener,
    router: Router,
    running: &mut Running,
    stop: Stop,
) -> Result<(), Failure> {
    let serving = axum::serve(listener, router).with_graceful_shutdown(stop.clone().asked());
    let late = async {
        stop.asked().await;
        sleep(LAST_REQUESTS).await;
    };
    tokio::select! {
        served = serving.into_future() => {
            served.map_err(|error| Failure::io("the server ended", error))
        }
        () = late => {
            tracing::warn!("connections that were still open are cut");
            Ok(())
        }
        failure = running.ended() => Err(failure),
    }
}

/// Waits until the server answers that it is ready, asked as a load balancer would.
pub(crate) async fn ready(at: SocketAddr) -> Result<(), Failure> {
    let deadline = Instant::now() + READY_WITHIN;
    while Instant::now() < deadline {
        if let Ok(Ok(true)) = timeout(READY_WITHIN, says_ready(at)).await {
            return Ok(());
        }
        sleep(GLANCE).await;
    }
    Err(Failure::said(format!(
        "the server was not ready within {} seconds",
        READY_WITHIN.as_secs()
    )))
}

async fn says_ready(at: SocketAddr) -> io::Result<bool> {
    let mut connection = TcpStream::connect(reachable(at)).await?;
    let request = format!("GET /readyz HTTP/1.1\r\nhost: {at}\r\nconnection: close\r\n\r\n");
    connection.write_all(request.as_bytes()).await?;
    let mut status = [0; 12];
    connection.read_exact(&mut status).await?;
    Ok(status == *b"HTTP/1.1 200")
}

/// Where this machine reaches a server that listens at an address; "everywhere" is no destination.
pub(crate) fn reachable(at: SocketAddr) -> SocketAddr {
    let ip = match at.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, at.port())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::StatusCode;
    use axum::routing::get;

    async fn answering(status: StatusCode) -> SocketAddr {
        let (listener, at) = listen("127.0.0.1:0".parse().unwrap()).await.unwrap();
        let router = Router::new().route("/readyz", get(move || async move { status }));
        tokio::spawn(axum::serve(listener, router).into_future());
        at
    }

    #[tokio::test]
    async fn only_a_200_is_ready() {
        let ready_one = answering(StatusCode::OK).await;
        assert!(says_ready(ready_one).await.unwrap());
        ready(ready_one).await.unwrap();
        let behind = answering(StatusCode::SERVICE_UNAVAILABLE).await;
        assert!(!says_ready(behind).await.unwrap());
    }

    #[tokio::test]
    async fn an_address_in_use_is_named() {
        let (_listener, at) = listen("127.0.0.1:0".parse().unwrap()).await.unwrap();
        let refused = listen(at).await.unwrap_err().told();
        assert!(refused.contains(&at.to_string()), "{refused}");
    }

    #[test]
    fn everywhere_is_reached_at_home() {
        for (at, reached) in [
            ("0.0.0.0:80", "127.0.0.1:80"),
            ("[::]:80", "[::1]:80"),
            ("192.0.2.1:80", "192.0.2.1:80"),
        ] {
            assert_eq!(
                reachable(at.parse().unwrap()),
                reached.parse::<SocketAddr>().unwrap()
            );
        }
    }
}
