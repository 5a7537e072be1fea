//! Everything that comes over the wire: for whoever looks for what must not be in it.

use reqwest::RequestBuilder;

use crate::{Caseworker, Visitor};

impl Caseworker {
    /// Reads; headers and body.
    pub async fn hears(&self, path: &str) -> Vec<u8> {
        let request = self.client.get(format!("{}{path}", self.base));
        heard(request.bearer_auth(&self.token)).await
    }
}

impl Visitor {
    /// Opens something; headers and body.
    pub async fn hears(&self, path: &str) -> Vec<u8> {
        heard(self.client.get(format!("{}{path}", self.base))).await
    }
}

async fn heard(request: RequestBuilder) -> Vec<u8> {
    let answer = request.send().await.unwrap();
    let mut heard = format!("{:?}\n", answer.headers()).into_bytes();
    heard.extend(answer.bytes().await.unwrap());
    heard
}
