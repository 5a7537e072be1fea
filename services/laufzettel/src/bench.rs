//! `laufzettel bench`: how many hand-overs a second this machine carries, from the slip that is issued with her
//! word to the office that acknowledges it, over HTTP and with everything on; beside it, what the database does
//! alone with as many bytes.

mod client;

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use domain::consents::{Item, Subject, Wording};
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde_json::{Value, json};
use simulation::Login;

use crate::cli::{BenchArgs, DemoArgs};
use crate::demo::{self, Folder, Stage};
use crate::edge::Stop;
use crate::failure::Failure;
use crate::server;
use client::Client;

/// Whoever issues, and whoever acknowledges.
const SENDER: &str = "schuldnerberatung";
const RECIPIENT: &str = "jugendamt.asd";
/// How long one client works alone.
const ALONE: Duration = Duration::from_secs(5);
/// How long the database inserts.
const FLOOR: Duration = Duration::from_secs(5);

#[expect(
    clippy::print_stdout,
    reason = "the figures are what the command is for"
)]
pub(crate) async fn bench(args: &BenchArgs) -> Result<(), Failure> {
    let stop = Stop::listen()?;
    let folder = Folder::take(None)?;
    let (listener, at) = server::listen(SocketAddr::from(([127, 0, 0, 1], 0))).await?;
    let town = DemoArgs {
        json: false,
        listen: at,
        data: None,
        store: args.store.clone(),
        seed: None,
        today: None,
        persons: Some(0),
    };
    let mut stage = Stage::set(&town, &folder).await?;
    let store = stage.store().clone();
    let logins = stage.logins().to_vec();
    let clients = usize::from(args.clients);
    let serving = async {
        let served = stage.serve(&town, &folder, (listener, at), (stop, demo::Told::Nothing));
        served
            .await
            .and_then(|()| Err(Failure::said("asked to end")))
    };
    let measuring = async {
        server::ready(at).await?;
        let offices = Offices::of(at, &logins).await?;
        offices.fill(args.slips as usize, clients).await?;
        let before = store.bytes_of_events().await?;
        let together = offices
            .pairs(clients, Duration::from_secs(args.seconds))
            .await?;
        let bytes = store.bytes_of_events().await? - before;
        let alone = offices.pairs(1, ALONE).await?;
        let bytes = usize::try_from(bytes / together.took.len().max(1) as u64).unwrap_or(0);
        let floor = store.durable_inserts(bytes, clients, FLOOR).await?;
        Ok::<_, Failure>((together, alone, bytes, floor))
    };
    let (together, alone, bytes, floor) = tokio::select! {
        ended = serving => ended?,
        measured = measuring => measured?,
    };
    let pairs = together.a_second();
    println!("{pairs:.1} pairs of issue and acknowledge a second, {clients} clients over HTTP");
    println!("  a pair takes {}", together.latency());
    println!("  with one client alone {}", alone.latency());
    println!("{floor:.0} bare durable inserts a second of {bytes} bytes, as a pair writes");
    println!("  a pair is {:.3} of an insert", pairs / floor);
    Ok(())
}

/// Two offices between which is worked.
struct Offices {
    at: SocketAddr,
    sender: String,
    recipient: String,
    slip: Value,
}

/// How long each pair took, and all of them together.
struct Measured {
    took: Vec<Duration>,
    all: Duration,
}

impl Measured {
    fn a_second(&self) -> f64 {
        let count = u32::try_from(self.took.len()).unwrap_or(u32::MAX);
        f64::from(count) / self.all.as_secs_f64()
    }

    fn latency(&self) -> String {
        let at = |percent: usize| {
            let place = self.took.len().saturating_sub(1) * percent / 100;
            let took = self.took.get(place).copied().unwrap_or_default();
            took.as_secs_f64() * 1_000.0
        };
        let (median, late) = (at(50), at(95));
        format!("{median:.1} ms in the median, {late:.1} ms at the 95th percentile")
    }
}

impl Offices {
    async fn of(at: SocketAddr, logins: &[Login]) -> Result<Self, Failure> {
        let mut client = Client::connect(at).await?;
        let mut tokens = Vec::new();
        let mut named = None;
        for user in [SENDER, RECIPIENT] {
            let login = logins.iter().find(|login| login.user == user);
            let login = login.ok_or_else(|| Failure::said("the town has other offices"))?;
            let body = json!({"user": login.user, "password": login.password});
            let signed_in = client.post("/api/v1/sessions", None, &body).await?;
            tokens.push(text(&signed_in, "token")?);
            named = Some(login.institution.clone());
        }
        let offices = client.get("/api/v1/institutions", &tokens[0]).await?;
        let offices = offices["institutions"].as_array().into_iter().flatten();
        let mut offices = offices.filter(|office| office["name"].as_str() == named.as_deref());
        let office = offices.next().cloned().unwrap_or_default();
        let today = crate::edge::today();
        let slip = slip(&office, today)?;
        let [sender, recipient] = tokens.try_into().expect("two signed in");
        Ok(Self {
            at,
            sender,
            recipient,
            slip,
        })
    }

    /// One slip that is issued with her word, and acknowledged with a message back.
    async fn pair(&self, client: &mut Client) -> Result<(), Failure> {
        let issued = client
            .post("/api/v1/slips", Some(&self.sender), &self.slip)
            .await?;
        let arrived = json!({
            "code": text(&issued, "station_code")?,
            "accept": false,
            "tell": [Item::FeedbackArrival.code()],
        });
        let recipient = Some(self.recipient.as_str());
        client
            .post("/api/v1/handovers", recipient, &arrived)
            .await
            .map(drop)
    }

    async fn pairs(&self, clients: usize, time: Duration) -> Result<Measured, Failure> {
        let begun = Instant::now();
        let working = (0..clients).map(|_| async {
            let (mut client, mut took) = (Client::connect(self.at).await?, Vec::new());
            while begun.elapsed() < time {
                let one = Instant::now();
                self.pair(&mut client).await?;
                took.push(one.elapsed());
            }
            Ok::<_, Failure>(took)
        });
        let mut took = futures::future::try_join_all(working).await?.concat();
        let all = begun.elapsed();
        took.sort_unstable();
        Ok(Measured { took, all })
    }

    /// So many slips that were issued and acknowledged before.
    async fn fill(&self, slips: usize, clients: usize) -> Result<(), Failure> {
        let working = (0..clients).map(|number| async move {
            let mut client = Client::connect(self.at).await?;
            for _ in (number..slips).step_by(clients) {
                self.pair(&mut client).await?;
            }
            Ok::<_, Failure>(())
        });
        futures::future::try_join_all(working).await.map(drop)
    }
}

fn slip(office: &Value, today: Date) -> Result<Value, Failure> {
    let service = &office["services"][0];
    let text = Wording::in_force(Subject::Consent, "de");
    let text = text.ok_or_else(|| Failure::said("there is no text to ask with"))?;
    let granted = [Item::Identity, Item::Need, Item::FeedbackArrival];
    let decisions = Item::ALL
        .iter()
        .map(|item| (item.code().to_owned(), granted.contains(item).into()));
    Ok(json!({
        "new_client": {"identity": {"name": "Frau Messung", "birth_year": 1998}},
        "consent": {
            "decisions": decisions.collect::<serde_json::Map<_, _>>(),
            "form": "written",
            "text": {"version": text.version, "language": text.language},
            "spoken_language": "de",
            "decided_by": {"who": "herself"},
            "consequences_shown": true,
            "given_on": today,
        },
        "recipient": office["id"],
        "service": service["id"],
        "agreement": {"agreed": true, "by": "herself"},
        "need": service["needs"][0],
        "valid_until": today.saturating_add(28.days()),
        "disclose": [Item::Identity.code(), Item::Need.code()],
    }))
}

fn text(answer: &Value, member: &str) -> Result<String, Failure> {
    let text = answer[member].as_str().map(str::to_owned);
    text.ok_or_else(|| Failure::said(format!("an answer has no {member}")))
}
