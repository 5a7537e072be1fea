//! People of the town: at the API with a token, at the pages with a cookie.

use reqwest::{Client, Method, StatusCode, redirect};
use serde_json::{Value, json};

use crate::documented::{Asked, Head};
use crate::{Office, PASSWORD, Town};

/// What came back.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The body as text.
    pub text: String,
    /// Where a redirect leads.
    pub location: Option<String>,
}

impl Answer {
    /// Reads what came back.
    pub async fn of(response: reqwest::Response) -> Self {
        let status = response.status();
        let location = response
            .headers()
            .get("location")
            .map(|value| value.to_str().unwrap().to_owned());
        let text = response.text().await.unwrap();
        Self {
            status,
            text,
            location,
        }
    }

    /// The body as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text)
            .unwrap_or_else(|_| panic!("no JSON: {} {}", self.status, self.text))
    }

    /// The name of the problem, such as `unknown-code`.
    #[must_use]
    pub fn problem(&self) -> String {
        let kind = self.json()["type"].as_str().unwrap_or_default().to_owned();
        kind.trim_start_matches("urn:laufzettel:problem:")
            .to_owned()
    }

    /// One text member of the body.
    #[must_use]
    pub fn member(&self, name: &str) -> String {
        self.json()[name]
            .as_str()
            .unwrap_or_else(|| panic!("no {name}: {} {}", self.status, self.text))
            .to_owned()
    }

    /// The same answer, after making sure that it is a success.
    #[expect(
        clippy::must_use_candidate,
        reason = "making sure may be all that is wanted"
    )]
    #[expect(
        clippy::return_self_not_must_use,
        reason = "often only the success matters"
    )]
    pub fn ok(self) -> Self {
        self.succeeded();
        self
    }

    /// Makes sure that it is a success.
    pub fn succeeded(&self) {
        assert!(
            self.status.is_success() || self.status.is_redirection(),
            "{} {}",
            self.status,
            self.text
        );
    }
}

/// Everything of an answer that somebody could compare.
#[derive(Clone, PartialEq)]
pub struct Fetched {
    /// The status.
    pub status: StatusCode,
    /// The tag of what was shown, if it has one.
    pub tag: Option<String>,
    /// Where a redirect leads.
    pub location: Option<String>,
    /// The body.
    pub bytes: Vec<u8>,
}

impl Fetched {
    async fn of(response: reqwest::Response) -> Self {
        let header = |name: &str| {
            let value = response.headers().get(name)?;
            Some(value.to_str().unwrap().to_owned())
        };
        Self {
            status: response.status(),
            tag: header("etag"),
            location: header("location"),
            bytes: response.bytes().await.unwrap().to_vec(),
        }
    }
}

/// Somebody at the API.
pub struct Caseworker {
    pub(crate) client: Client,
    pub(crate) base: String,
    pub(crate) token: String,
}

impl Caseworker {
    /// Signs in at a server of the town.
    pub async fn signs_in(base: &str, user: &str) -> Self {
        let client = Client::new();
        let body = json!({"user": user, "password": PASSWORD});
        let response = client
            .post(format!("{base}/api/v1/sessions"))
            .json(&body)
            .send()
            .await
            .unwrap();
        let token = Answer::of(response).await.ok().member("token");
        Self {
            client,
            base: base.to_owned(),
            token,
        }
    }

    /// The token.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Any request.
    pub async fn send(&self, method: Method, path: &str, body: Option<&Value>) -> Answer {
        let asked = Asked::new(&method, path);
        let mut request = self
            .client
            .request(method, format!("{}{path}", self.base))
            .bearer_auth(&self.token);
        if let Some(body) = body {
            request = request.json(body);
        }
        let response = request.send().await.unwrap();
        let head = Head::of(&response);
        let status = response.status();
        let bytes = response.bytes().await.unwrap();
        asked.is_answered(&head, &bytes);
        Answer {
            status,
            text: String::from_utf8_lossy(&bytes).into_owned(),
            location: None,
        }
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, None).await
    }

    /// Reads anything, text or not; gives its status, tag and bytes.
    pub async fn fetches(&self, path: &str) -> Fetched {
        let request = self.client.get(format!("{}{path}", self.base));
        let request = request.bearer_auth(&self.token);
        let response = request.send().await.unwrap();
        let head = Head::of(&response);
        let fetched = Fetched::of(response).await;
        Asked::new(&Method::GET, path).is_answered(&head, &fetched.bytes);
        fetched
    }

    /// Gives a command.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(Method::POST, path, Some(body)).await
    }

    /// Gives a command under a key.
    pub async fn post_with_key(&self, path: &str, key: &str, body: &Value) -> Answer {
        let request = self
            .client
            .post(format!("{}{path}", self.base))
            .bearer_auth(&self.token)
            .header("idempotency-key", key)
            .json(body);
        Answer::of(request.send().await.unwrap()).await
    }

    /// A slip for Frau Neumann: her word on the items decides what travels and what comes back.
    #[must_use]
    pub fn slip_to(office: Office, granted: &[&str], refused: &[&str]) -> Value {
        let mut decisions = serde_json::Map::new();
        for item in granted {
            decisions.insert((*item).into(), true.into());
        }
        for item in refused {
            decisions.insert((*item).into(), false.into());
        }
        let travels = ["identity", "contact", "need", "reason", "child"];
        let disclose: Vec<&str> = granted
            .iter()
            .copied()
            .filter(|item| travels.contains(item))
            .collect();
        json!({
            "new_client": {
                "identity": {"name": "Frau Neumann", "birth_year": 1998, "contact": "0171 39200 00"},
                "children": ["under_3", "3_to_5"],
            },
            "consent": {
                "decisions": decisions,
                "form": "written",
                "text": crate::consent_text(),
                "spoken_language": "de",
                "decided_by": {"who": "herself"},
                "consequences_shown": true,
                "given_on": Town::today().to_string(),
            },
            "recipient": office.id(),
            "service": office.service(),
            "agreement": {"agreed": true, "by": "herself"},
            "need": "maintenance",
            "reason": "Seit einem Jahr kommt kein Unterhalt.",
            "valid_until": "2026-12-20",
            "disclose": disclose,
        })
    }

    /// Issues a slip; gives its id and its typed code.
    pub async fn issues(&self, slip: &Value) -> (String, String) {
        let answer = self.post("/api/v1/slips", slip).await.ok();
        (answer.member("slip"), answer.member("station_code"))
    }

    /// Acknowledges, and accepts in the same act; gives the hand-over's id.
    pub async fn takes_on(&self, code: &str, tell: &[&str]) -> String {
        let body = json!({"code": code, "accept": true, "tell": tell});
        let answer = self.post("/api/v1/handovers", &body).await.ok();
        answer.member("handover")
    }
}

/// Somebody at the pages, without JavaScript: cookies, forms, redirects one by one.
pub struct Visitor {
    pub(crate) client: Client,
    pub(crate) base: String,
}

impl Visitor {
    /// Somebody who is not signed in.
    #[must_use]
    pub fn signed_out(base: &str) -> Self {
        let client = Client::builder()
            .cookie_store(true)
            .redirect(redirect::Policy::none())
            .build()
            .unwrap();
        Self {
            client,
            base: base.to_owned(),
        }
    }

    /// Signs in at a server of the town.
    pub async fn signs_in(base: &str, user: &str) -> Self {
        Self::signs_in_with(base, user, PASSWORD).await
    }

    /// Signs in with a password of one's own.
    pub async fn signs_in_with(base: &str, user: &str, password: &str) -> Self {
        let visitor = Self::signed_out(base);
        let fields = [("user_name", user), ("password", password)];
        let answer = visitor.submit("/anmelden", &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text);
        visitor
    }

    /// Opens a page.
    pub async fn opens(&self, path: &str) -> Answer {
        let request = self.client.get(format!("{}{path}", self.base));
        Answer::of(request.send().await.unwrap()).await
    }

    /// Sends a form whose answer may be a paper.
    pub async fn submits_for_a_paper(&self, path: &str, fields: &[(&str, &str)]) -> Fetched {
        let request = self.client.post(format!("{}{path}", self.base));
        Fetched::of(request.form(fields).send().await.unwrap()).await
    }

    /// Opens anything, text or not; gives its status, tag and bytes.
    pub async fn fetches(&self, path: &str) -> Fetched {
        let request = self.client.get(format!("{}{path}", self.base));
        Fetched::of(request.send().await.unwrap()).await
    }

    /// Opens something that is no text.
    pub async fn downloads(&self, path: &str) -> Vec<u8> {
        let request = self.client.get(format!("{}{path}", self.base));
        let response = request.send().await.unwrap();
        assert!(response.status().is_success(), "{}", response.status());
        response.bytes().await.unwrap().to_vec()
    }

    /// Sends a form.
    pub async fn submit(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self.client.post(format!("{}{path}", self.base));
        Answer::of(request.form(fields).send().await.unwrap()).await
    }
}
