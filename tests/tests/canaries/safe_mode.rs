//! Safe mode (rule 11): a protected sender, one who knows her in danger and one that chose the neutral
//! sender are named nowhere at another office: on no screen, paper, header or address, in no log.

mod faces;
mod hidden;

use acceptance::{Caseworker, Office, Person, Town};
use serde_json::{Value, json};

use crate::heard;
use crate::papers::Paper;
use crate::papers::unbroken;
use crate::searched::Search;
use faces::Faces;
use hidden::{CASES, Hidden, OPEN};

pub(super) const B: Office = Office::Jugendamt;
pub(super) const C: Office = Office::Wohnungsamt;

/// How the network stands before whoever hides.
const NEUTRAL: [&str; 2] = ["Lotsendienst Suhlheim", "030 23125 100"];

pub(crate) async fn hides_the_sender(town: &Town) {
    let log = heard::everything();
    hidden::officers_come(town).await;
    // The search finds a sender that hides nothing, wherever the others are looked for.
    let open = goes_through(town, &OPEN).await;
    open.show(
        &OPEN.secrets()[..2],
        &["code page", "lookup", "hand-over", "copy"],
    );
    // Two offices on it is one of the stations of her way.
    open.show(&OPEN.secrets()[..1], &["Wohnungsamt hand-over"]);
    for case in &CASES {
        let faces = goes_through(town, case).await;
        faces.never_show(&case.secrets());
        faces.show(
            &NEUTRAL.map(str::to_owned),
            &["code page", "lookup", "hand-over"],
        );
        // Ids of institutions are everywhere; names are nowhere.
        let names = &case.secrets()[..3];
        Search::of(names).finds_nothing(&log.so_far(), "the log");
    }
}

/// She is sent to B, comes, is refused and sent on to C; everything that B and C see of it.
async fn goes_through(town: &Town, case: &Hidden) -> Faces {
    let mut faces = Faces::of(case.name());
    let sender = case.comes(town).await;
    let (b, pages) = (
        town.caseworker(B).await,
        town.at_the_pages(Person::At(B)).await,
    );
    let before = expected(&b).await;
    let (slip, code) = sender.issues(&case.slip()).await;
    let paper = sender.hears(&format!("/api/v1/slips/{slip}/paper")).await;
    faces.saw("the slip's paper", paper);

    let mut announced = expected(&b).await;
    announced.retain(|handover| !before.contains(handover));
    let handover = announced.pop().expect("announced");
    faces.look(town, B, &handover).await;

    let body = json!({"code": code});
    let looked_up = b.post("/api/v1/handovers/lookup", &body).await.ok();
    faces.saw("lookup", looked_up.text.into_bytes());
    pages.submit("/s", &[("code", &code)]).await.ok();
    faces.saw("code page", pages.hears("/s").await);
    let voucher = json!({"code": voucher(&sender).await});
    let redeemed = b.post("/api/v1/vouchers/redemptions", &voucher).await.ok();
    faces.saw("a voucher redeemed", redeemed.text.into_bytes());
    b.takes_on(&code, &["feedback_arrival"]).await;
    faces.look(town, B, &handover).await;

    let mut onward = Caseworker::slip_to(C, &["identity", "need", "way_so_far"], &[]);
    onward.as_object_mut().unwrap().remove("new_client");
    onward["disclose"] = json!(["identity", "need", "way_so_far"]);
    let forwarding = json!({"agreed": true, "slip": onward});
    let path = format!("/api/v1/handovers/{handover}/forwarding");
    let sent = b.post(&path, &forwarding).await.ok();
    let child = sent.member("slip");
    faces.saw(
        "the next paper",
        b.hears(&format!("/api/v1/slips/{child}/paper")).await,
    );
    faces.saw(
        "the next slip",
        b.hears(&format!("/api/v1/slips/{child}")).await,
    );
    faces.saw(
        "its page",
        pages.hears(&format!("/laufzettel/{child}")).await,
    );
    let c = town.caseworker(C).await;
    let there = c.takes_on(&sent.member("station_code"), &[]).await;
    faces.look(town, C, &there).await;

    // What the sender takes back and corrects arrives as a notice, and its code as an error.
    withdraws(&sender, &slip).await;
    faces.look(town, B, &handover).await;
    let (withdrawn, dead) = sender.issues(&case.slip()).await;
    withdraws(&sender, &withdrawn).await;
    for path in ["/api/v1/handovers", "/api/v1/handovers/lookup"] {
        let refused = b.post(path, &json!({"code": dead})).await;
        assert!(!refused.status.is_success(), "{}", refused.text);
        faces.saw("an error", refused.text.into_bytes());
    }
    let refused = pages.submit("/s", &[("code", &dead)]).await;
    faces.saw("an error's page", refused.text.into_bytes());
    for nowhere in [format!("/laufzettel/{slip}"), "/uebergaben/nirgends".into()] {
        faces.saw("a page that is not there", pages.hears(&nowhere).await);
    }
    let denied = format!("/api/v1/slips/{slip}");
    faces.saw("what is not theirs", b.hears(&denied).await);
    faces
}

/// The hand-overs at B that nobody came with yet.
async fn expected(b: &Caseworker) -> Vec<String> {
    let waiting = b.get("/api/v1/worklist").await.ok().json();
    let lines = waiting["worklist"].as_array().unwrap().iter();
    let announced = lines.filter(|line| line["stage"] == "announced");
    announced
        .map(|line| line["handover"].as_str().unwrap().to_owned())
        .collect()
}

async fn withdraws(sender: &Caseworker, slip: &str) {
    let path = format!("/api/v1/slips/{slip}/withdrawal");
    sender.post(&path, &Value::Null).await.succeeded();
}

/// A voucher of the sender for B; gives its code.
async fn voucher(sender: &Caseworker) -> String {
    let voucher = json!({
        "agreement": {"agreed": true}, "theme": "maintenance", "next": {"institution": B.id(), "service": B.service()},
        "required": 1, "valid_until": "2026-12-20",
    });
    let issued = sender.post("/api/v1/vouchers", &voucher).await.ok();
    issued.member("station_code")
}

pub(crate) async fn hides_the_place(town: &Town) {
    hidden::officers_come(town).await;
    let place = Office::Frauenhaus;
    let sender = town.caseworker(Office::Schuldnerberatung).await;
    let slip = Caseworker::slip_to(B, &["identity", "need"], &[]);
    let (_, code) = sender.issues(&slip).await;
    let b = town.caseworker(B).await;
    let arrived = b
        .post("/api/v1/handovers", &json!({"code": code}))
        .await
        .ok();
    let handover = arrived.member("handover");
    let at = format!("/api/v1/handovers/{handover}");
    let instead = json!({"institution": place.id(), "service": place.service()});
    let why = json!({"reason": "no_capacity", "instead": instead});
    b.post(&format!("{at}/rejection"), &why).await.succeeded();

    let shown = b.get(&at).await.ok().json()["rejection"].clone();
    let through = json!({"reached_through": {"name": NEUTRAL[0], "phone": NEUTRAL[1]}});
    assert_eq!(shown, json!({"reason": "no_capacity", "instead": through}));
    let pages = town.at_the_pages(Person::At(B)).await;
    let page = pages.opens(&format!("/uebergaben/{handover}")).await.ok();
    let said = format!("{}, Telefon {}", NEUTRAL[0], NEUTRAL[1]);
    assert!(page.main().contains(&said), "{}", page.main());
    let paper = pages
        .hears(&format!("/uebergaben/{handover}/stattdessen.pdf"))
        .await;
    let printed = Paper::of(&paper).expect("a paper");
    for said in NEUTRAL {
        assert!(printed.text.contains(&unbroken(said)), "{}", printed.text);
    }
    let mut faces = Faces::of("a place that hides");
    faces.saw("where instead", paper);
    faces.look(town, B, &handover).await;
    let secrets = ["Frauenhaus Suhlheim", "Angebot Frauenhaus", "030 23125 204"];
    let mut secrets = secrets.map(str::to_owned).to_vec();
    secrets.extend([place.id().to_string(), place.service().to_string()]);
    faces.never_show(&secrets);

    // A place that shows itself is named.
    let (_, code) = sender.issues(&slip).await;
    let arrived = b
        .post("/api/v1/handovers", &json!({"code": code}))
        .await
        .ok();
    let at = format!("/api/v1/handovers/{}", arrived.member("handover"));
    let instead = json!({"institution": C.id(), "service": C.service()});
    let why = json!({"reason": "no_capacity", "instead": instead});
    b.post(&format!("{at}/rejection"), &why).await.succeeded();
    let named = b.get(&at).await.ok().json()["rejection"]["instead"].clone();
    assert_eq!(named["service_name"], "Angebot Wohnungsamt");
    assert_eq!(named["institution"], C.id().to_string());
}
