//! Who withdraws on the telephone is she: her own code, from her half of any paper of hers that holds, shows
//! it at every station of hers. It stands on that half alone, and who is in danger has new ones at once.

use acceptance::{Answer, Caseworker, Paper, Person, Town, unbroken};
use domain::codes::TypedCode;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::seen::{every_try, everything, everything_at};
use crate::story::{B, C, Story, USER, comes_again, sender, slip};

/// What stands on her half of this paper.
async fn on_her_half(at: &Caseworker, kind: &str, id: &str) -> String {
    let paper = at.fetches(&format!("/api/v1/{kind}/{id}/paper")).await;
    let said = Paper::of(&paper.bytes).expect("a paper").text;
    let (_, code) = said.split_once("IhreigenerCode").expect("her own code");
    let code: String = code.chars().take(16).collect();
    assert!(code.parse::<TypedCode>().is_ok(), "{code}");
    code
}

fn by_phone(code: Option<&str>) -> Value {
    json!({"how": "by_phone", "own_code": code})
}

/// What she takes back of a hand-over, where it is held.
async fn takes_back(b: &Caseworker, handover: &str, item: &str, said: &Value) -> Answer {
    let body = json!({"handover": handover, "items": [item], "said": said});
    b.post("/api/v1/consents/withdrawals", &body).await
}

async fn takes_everything_back(at: &Caseworker, client: &str, said: &Value) -> Answer {
    let body = json!({"client": client, "said": said});
    at.post("/api/v1/consents/everything", &body).await
}

fn is_refused(answer: &Answer, problem: &str) {
    assert_eq!(answer.problem(), problem, "{}", answer.text);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
}

pub(crate) async fn is_she(town: &Town) {
    let a = sender(town).await;
    let (first, station_code) = a.issues(&slip(None)).await;
    let (another, _) = a.issues(&slip(None)).await;
    let hers = on_her_half(&a, "slips", &first).await;
    let anothers = on_her_half(&a, "slips", &another).await;
    let b = town.caseworker(B).await;
    let held = b.takes_on(&station_code, &[]).await;

    let unproven = takes_back(&b, &held, "need", &by_phone(None)).await;
    is_refused(&unproven, "withdrawal-unproven");
    for way in ["eigenen Code", "vorbeikommen", "schreiben"] {
        assert!(unproven.text.contains(way), "{}", unproven.text);
    }
    let mut mistyped = hers.clone();
    let last = if mistyped.pop() == Some('0') {
        '1'
    } else {
        '0'
    };
    mistyped.push(last);
    for wrong in [anothers.as_str(), &station_code, &mistyped, "Sabine"] {
        let answer = takes_back(&b, &held, "need", &by_phone(Some(wrong))).await;
        is_refused(&answer, "own-code-unknown");
        assert!(!answer.text.contains(wrong), "{}", answer.text);
    }
    // With hers at another station than gave it, item by item and everything; and where it was given.
    let done = takes_back(&b, &held, "need", &by_phone(Some(&hers))).await;
    done.succeeded();
    let there = b.get(&format!("/api/v1/handovers/{held}")).await.ok();
    let said = by_phone(Some(&hers));
    let everything = takes_everything_back(&b, &there.member("client"), &said).await;
    everything.succeeded();
    let copy = format!("/api/v1/clients/{}/copy", there.member("client"));
    let copy = b.get(&copy).await.ok().json();
    for withdrawal in copy["withdrawals"].as_array().unwrap() {
        assert_eq!(withdrawal["how"], "by_phone");
    }
    let own = a.get(&format!("/api/v1/slips/{first}")).await.ok();
    let everything = takes_everything_back(&a, &own.member("client"), &said).await;
    everything.succeeded();
}

/// Nobody tries many, and nobody who is there waits for it.
pub(crate) async fn is_not_guessed(town: &Town) {
    let a = sender(town).await;
    let (_, station_code) = a.issues(&slip(None)).await;
    let b = town.caseworker(B).await;
    let held = b.takes_on(&station_code, &[]).await;
    let guess = TypedCode::draw([0x5A; 10]).grouped();
    for _ in 0..5 {
        let answer = takes_back(&b, &held, "need", &by_phone(Some(&guess))).await;
        is_refused(&answer, "own-code-unknown");
    }
    let answer = takes_back(&b, &held, "need", &by_phone(Some(&guess))).await;
    assert_eq!(answer.problem(), "code-locked");
    let pages = town.at_the_pages(Person::At(B)).await;
    let fields = [
        ("need", "ja"),
        ("said_how", "by_phone"),
        ("own_code", guess.as_str()),
    ];
    let at = format!("/uebergaben/{held}/zuruecknehmen");
    let page = pages.submit(&at, &fields).await;
    assert!(
        page.main().contains("take_back_own_code-error"),
        "{}",
        page.main()
    );
    for how in ["in_person", "in_writing"] {
        let said = json!({"how": how, "own_code": guess});
        let item = if how == "in_person" {
            "need"
        } else {
            "contact"
        };
        takes_back(&b, &held, item, &said).await.succeeded();
    }
}

/// What an older paper carried counts no more: at once, where she is in danger or its sender hides, and with
/// each new paper. B cannot tell which.
pub(crate) async fn ends_with_its_paper(town: &Town) {
    let a = sender(town).await;
    let mut answers = Vec::new();
    for act in [
        "danger",
        "neutral sender",
        "new paper",
        "withdrawn",
        "error",
    ] {
        let (first, station_code) = a.issues(&slip(None)).await;
        let client = a.get(&format!("/api/v1/slips/{first}")).await.ok();
        let client = client.member("client");
        let old = on_her_half(&a, "slips", &first).await;
        let b = town.caseworker(B).await;
        let held = b.takes_on(&station_code, &[]).await;
        let (path, body) = match act {
            "danger" => (format!("clients/{client}/protection"), json!({"on": true})),
            "neutral sender" => (format!("slips/{first}/neutral-sender"), Value::Null),
            "new paper" => (
                format!("clients/{client}/new-papers"),
                json!({"her_wish": true}),
            ),
            "withdrawn" => (format!("slips/{first}/withdrawal"), Value::Null),
            _ => (
                format!("slips/{first}/error"),
                json!({"comment": "Falsche Stelle."}),
            ),
        };
        a.post(&format!("/api/v1/{path}"), &body).await.succeeded();
        let dead = takes_back(&b, &held, "need", &by_phone(Some(&old))).await;
        is_refused(&dead, "own-code-unknown");
        answers.push((dead.status, dead.text));
        if ["danger", "neutral sender"].contains(&act) {
            let papers = format!("/api/v1/clients/{client}/new-papers");
            let wish = json!({"her_wish": true});
            a.post(&papers, &wish).await.succeeded();
        }
        if ["withdrawn", "error"].contains(&act) {
            continue;
        }
        let new = on_her_half(&a, "slips", &first).await;
        assert_ne!(new, old);
        assert_eq!(new, on_her_half(&a, "slips", &first).await, "a reprint");
        takes_back(&b, &held, "need", &by_phone(Some(&new)))
            .await
            .succeeded();
    }
    assert!(answers.windows(2).all(|two| two[0] == two[1]));
}

/// In danger it ends what this office's own papers carried, slips and vouchers, and no others: what became
/// of another's would tell what somebody else knows of her.
pub(crate) async fn of_another_office_counts_on(town: &Town) {
    let story = Story::of(town).await;
    let voucher = json!({
        "client": story.client, "agreement": {"agreed": true}, "theme": "maintenance",
        "next": {"institution": B.id(), "service": B.service()},
        "required": 1, "optional": 0, "valid_until": "2026-12-20",
    });
    let issued = story.sender.post("/api/v1/vouchers", &voucher).await.ok();
    let on_voucher = on_her_half(&story.sender, "vouchers", &issued.member("voucher")).await;
    let b = town.caseworker(B).await;
    let onward = story.ids[5].clone();
    let from_b = on_her_half(&b, "slips", &onward).await;
    let c = town.caseworker(C).await;
    let at_c = c.get(&format!("/api/v1/handovers/{}", story.at_c)).await;
    let client = at_c.ok().member("client");
    let rings_up =
        async |code: &str| takes_everything_back(&c, &client, &by_phone(Some(code))).await;
    rings_up(&on_voucher).await.succeeded();
    story
        .at_her_record("protection", &json!({"on": true}))
        .await;
    is_refused(&rings_up(&on_voucher).await, "own-code-unknown");
    rings_up(&from_b).await.succeeded();

    let mut anonymous = voucher;
    anonymous.as_object_mut().unwrap().remove("client");
    anonymous["next"] = Value::Null;
    let issued = b.post("/api/v1/vouchers", &anonymous).await.ok();
    let issued = issued.member("voucher");
    let paper = b.fetches(&format!("/api/v1/vouchers/{issued}/paper")).await;
    let said = Paper::of(&paper.bytes).expect("a paper").all();
    assert!(!said.contains("IhreigenerCode"), "nobody's");
}

/// No page, answer, file or paper that anybody at B or C gets says it, and at the sender the paper alone.
pub(crate) async fn stands_on_her_half_alone(town: &Town) {
    let mut story = Story::of(town).await;
    let mut codes = Vec::new();
    for slip in [&story.first, &story.bag.0] {
        codes.push(on_her_half(&story.sender, "slips", slip).await);
    }
    let mut again = crate::seen::Seen::default();
    let second = comes_again(town, &story.bag.1.clone(), &mut again).await;
    story.ids.push(second);
    for (place, bytes) in again.into_places() {
        let said = unbroken(&String::from_utf8_lossy(&bytes));
        for code in &codes {
            assert!(!said.contains(code.as_str()), "{place}");
        }
    }
    let codes: Vec<&str> = codes.iter().map(String::as_str).collect();
    let own = everything_at(town, USER, &story.ids).await;
    own.shows(&codes);
    for (place, bytes) in own.into_places() {
        let said = unbroken(&String::from_utf8_lossy(&bytes));
        for code in &codes {
            assert!(!said.contains(code), "{place}");
        }
    }
    for office in [B, C] {
        let mut seen = everything(town, office, &story.ids).await;
        every_try(town, office, &story.ids, &mut seen).await;
        seen.never_shows(&codes);
    }
    // The QR code leads to the station code, and the routing half names no other.
    let paper = format!("/api/v1/slips/{}/paper", story.first);
    let paper = story.sender.fetches(&paper).await;
    let said = Paper::of(&paper.bytes).unwrap();
    assert_eq!(said.text.matches(codes[0]).count(), 1);
    assert!(!said.metadata.contains(codes[0]));
}

/// A letter counts by its day: older than what she allowed since, it is kept and changes nothing, and whoever
/// enters it is answered alike.
pub(crate) async fn a_letter_counts_by_its_day(town: &Town) {
    let a = sender(town).await;
    let mut women = Vec::new();
    for _ in 0..2 {
        let (first, station_code) = a.issues(&slip(None)).await;
        let client = a.get(&format!("/api/v1/slips/{first}")).await.ok();
        let b = town.caseworker(B).await;
        let held = b.takes_on(&station_code, &[]).await;
        women.push((client.member("client"), held));
    }
    let day = |on: &str| on.parse().unwrap();
    town.it_is(day("2026-11-28"), 9);
    let a = Caseworker::signs_in(town.base(), USER).await;
    let b = town.caseworker(B).await;
    let letter = |on: &str| json!({"how": "in_writing", "on": on});
    for on in ["2026-11-29", "2025-11-27"] {
        let answer = takes_back(&b, &women[0].1, "need", &letter(on)).await;
        is_refused(&answer, "day-out-of-range");
    }
    // One of them was asked again at the sender since she wrote.
    let mut word = slip(None)["consent"].clone();
    word["given_on"] = "2026-11-27".into();
    let word = json!({"client": women[1].0, "recipients": [B.id()], "consent": word});
    a.post("/api/v1/consents", &word).await.succeeded();
    let mut answers = Vec::new();
    for (client, held) in &women {
        let item = takes_back(&b, held, "need", &letter("2026-11-25")).await;
        let shown = b
            .get(&format!("/api/v1/handovers/{held}"))
            .await
            .ok()
            .json();
        answers.push((item.status, item.text, shown["notices"].clone()));
        let there = shown["client"].as_str().unwrap();
        let copy = b.get(&format!("/api/v1/clients/{there}/copy")).await;
        let copy = copy.ok().json();
        assert_eq!(copy["withdrawals"][0]["on"], "2026-11-25");
        assert_eq!(copy["withdrawals"][0]["how"], "in_writing");
        let onward = json!({
            "client": client, "recipient": B.id(), "service": B.service(), "need": "maintenance",
            "agreement": {"agreed": true, "by": "herself"}, "valid_until": "2026-12-20",
            "disclose": ["need"], "even_so": true,
        });
        let (_, code) = a.issues(&onward).await;
        let code = json!({"code": code});
        let looked_up = b.post("/api/v1/handovers/lookup", &code).await;
        let shown = looked_up.ok().json();
        let tells = !shown["need"].is_null();
        assert_eq!(tells, client == &women[1].0, "{shown}");
    }
    assert_eq!(answers[0], answers[1], "nobody learns that she was asked");
}
