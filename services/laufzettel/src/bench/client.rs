//! Asks a server on this machine over one connection that stays open: a client that costs next to nothing, so
//! that the server is measured and not what asks it.

use std::io;
use std::net::SocketAddr;

use serde_json::Value;
use tokio::io::{AsyncBufReadExt as _, AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

use crate::edge;
use crate::failure::Failure;

/// One connection.
pub(super) struct Client {
    at: SocketAddr,
    connection: BufReader<TcpStream>,
}

impl Client {
    pub(super) async fn connect(at: SocketAddr) -> Result<Self, Failure> {
        let connection = TcpStream::connect(at).await;
        let connection = connection.map_err(|error| Failure::io("no connection", error))?;
        Ok(Self {
            at,
            connection: BufReader::new(connection),
        })
    }

    pub(super) async fn get(&mut self, path: &str, token: &str) -> Result<Value, Failure> {
        self.ask("GET", path, Some(token), "").await
    }

    /// With an idempotency key of its own, as every command has one.
    pub(super) async fn post(
        &mut self,
        path: &str,
        token: Option<&str>,
        body: &Value,
    ) -> Result<Value, Failure> {
        self.ask("POST", path, token, &body.to_string()).await
    }

    async fn ask(
        &mut self,
        method: &str,
        path: &str,
        token: Option<&str>,
        body: &str,
    ) -> Result<Value, Failure> {
        let key = u128::from_be_bytes(edge::random());
        let token = token.map_or_else(String::new, |token| {
            format!("authorization: Bearer {token}\r\n")
        });
        let request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\n{token}idempotency-key: {key:032x}\r\n\
             content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            self.at,
            body.len()
        );
        let answer = self.exchange(&request).await;
        let (status, body) = answer.map_err(|error| Failure::io("no answer", error))?;
        if !(200..300).contains(&status) {
            let said = String::from_utf8_lossy(&body);
            return Err(Failure::said(format!(
                "{method} {path} was answered {status}: {said}"
            )));
        }
        serde_json::from_slice(&body).map_err(|_| Failure::said("an answer is no JSON"))
    }

    async fn exchange(&mut self, request: &str) -> io::Result<(u16, Vec<u8>)> {
        self.connection.write_all(request.as_bytes()).await?;
        let (mut status, mut length, mut line) = (0, 0, String::new());
        loop {
            line.clear();
            if self.connection.read_line(&mut line).await? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let said = line.trim_end().to_ascii_lowercase();
            if said.is_empty() {
                break;
            }
            if let Some(rest) = said.strip_prefix("http/1.1 ") {
                status = rest
                    .get(..3)
                    .and_then(|code| code.parse().ok())
                    .unwrap_or(0);
            } else if let Some(rest) = said.strip_prefix("content-length:") {
                length = rest.trim().parse().unwrap_or(0);
            }
        }
        let mut body = vec![0; length];
        self.connection.read_exact(&mut body).await?;
        Ok((status, body))
    }
}
