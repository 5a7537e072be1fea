//! The town is played on an empty SQLite store, once for all questions that are asked of one play.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on stops here")]

mod bench;
mod careless;
mod her;
mod large_town;
mod long_log;
mod planned;
mod released;

use std::collections::BTreeMap;

use bench::{Played, TODAY, institution, play, text};
use domain::vocabulary::{Need, Role};
use read_models::Window;
use read_models::vouchers::VoucherList;
use serde_json::{Value, json};
use simulation::{Link, SlipState};

fn states(played: &Played, case: &str) -> Vec<SlipState> {
    let slips = played.town.slips.iter();
    slips.filter(|s| s.case == case).map(|s| s.state).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn one_play_tells_the_cases_as_they_are_written() {
    let played = play(11).await;
    each_case_comes_as_far_as_its_story(&played);
    the_shelter_is_named_nowhere_but_at_home(&played);
    nothing_of_frau_kern_reaches_the_grundsicherungsstelle(&played);
    the_log_runs_forward_and_ends_before_today(&played);
    who_is_known_by_name_is_known_by_name(&played);
    everybody_signs_in_and_sees_what_the_tour_shows(&played).await;
    worklists_are_not_empty(&played).await;
    what_becomes_of_a_voucher_is_not_the_issuer_s_to_know(&played).await;
    the_log_proves_its_consents(&played).await;
}

fn each_case_comes_as_far_as_its_story(played: &Played) {
    use SlipState::{Accepted, Acknowledged, Announced, Concluded, Forwarded, Issued, Withdrawn};
    let neumann = [Concluded, Concluded, Withdrawn, Concluded, Accepted];
    assert_eq!(states(played, "Frau Neumann"), neumann);
    assert_eq!(states(played, "Frau Möller"), []);
    let lang = [Accepted, Forwarded, Accepted, Accepted];
    assert_eq!(states(played, "Frau Lang"), lang);
    assert_eq!(states(played, "Frau Kern"), [Accepted, Concluded, Issued]);
    assert_eq!(states(played, "Frau Frey"), [Acknowledged]);
    let mut others = states(played, "weitere");
    others.sort();
    let open = [
        Issued,
        Announced,
        Acknowledged,
        Acknowledged,
        Accepted,
        Accepted,
    ];
    assert_eq!(others, open);
    // What the play reports is what the log says.
    let last_word = |name: &str| played.named(name).len();
    assert_eq!(last_word("SlipIssued"), played.town.slips.len());
    assert_eq!(last_word("SlipWithdrawn"), 1);
    assert_eq!(last_word("HandoverRejected"), 1);
    assert_eq!(last_word("HandoverForwarded"), 1);
    assert_eq!(last_word("HandoverHeld"), 1);
    assert_eq!(last_word("HandoverResumed"), 1);
    assert_eq!(last_word("HerWordReceived"), 1);
    assert_eq!(last_word("HandoverConcluded"), 4);
    assert_eq!(last_word("ConsentWithdrawn"), 1);
    assert_eq!(last_word("FeedbackGiven"), last_word("FeedbackReceived"));
    assert!(last_word("FeedbackReceived") > 10);
}

fn the_shelter_is_named_nowhere_but_at_home(played: &Played) {
    let shelter = institution("frauenhaus");
    let issued = played.named("SlipIssued").into_iter();
    let hers = issued.filter(|slip| text(slip, "institution") == shelter);
    let handovers: Vec<&str> = hers.map(|slip| text(slip, "handover")).collect();
    assert_eq!(handovers.len(), 3);
    let elsewhere: Vec<&Value> = played
        .of_kind("Handover")
        .into_iter()
        .chain(played.named("FeedbackGiven"))
        .collect();
    for event in &elsewhere {
        let told = event.to_string();
        assert!(
            !told.contains("Frauenhaus") && !told.contains(&shelter),
            "{told}"
        );
    }
    let arrived = elsewhere
        .iter()
        .filter(|event| handovers.contains(&text(event, "handover")));
    let senders: Vec<&str> = arrived.map(|event| text(event, "sender")).collect();
    assert_eq!(senders, ["neutral"; 3]);
    let entered = played.named("InstitutionEntered");
    let without_address = entered
        .iter()
        .filter(|e| e["entry"].get("address").is_none());
    let ids: Vec<&str> = without_address.map(|e| text(e, "institution")).collect();
    assert_eq!(ids, [shelter]);
}

fn nothing_of_frau_kern_reaches_the_grundsicherungsstelle(played: &Played) {
    let office = institution("grundsicherung");
    let recorded = played.named("ClientRecorded");
    let hers: Vec<&str> = recorded
        .iter()
        .filter(|e| e["identity"].to_string().contains("Frau Kern"))
        .map(|e| text(e, "path"))
        .collect();
    assert!(!hers.is_empty() && hers.iter().all(|path| *path == hers[0]));
    let on_her_path: Vec<&Value> = played
        .log
        .iter()
        .filter(|(stream, event)| *stream == hers[0] || event.to_string().contains(hers[0]))
        .map(|(_, event)| event)
        .collect();
    assert!(on_her_path.len() > 10);
    assert!(on_her_path.iter().all(|e| !e.to_string().contains(&office)));
}

fn the_log_runs_forward_and_ends_before_today(played: &Played) {
    let written: Vec<jiff::Timestamp> = played
        .log
        .iter()
        .map(|(_, event)| text(event, "recorded_at").parse().unwrap())
        .collect();
    assert!(written.is_sorted());
    let days: Vec<&str> = played
        .log
        .iter()
        .map(|(_, e)| text(e, "occurred_on"))
        .collect();
    assert_eq!(days.first(), Some(&"2026-04-01"));
    assert_eq!(days.last(), Some(&"2026-11-20"));
    assert!(days.iter().all(|day| *day < TODAY.to_string().as_str()));
}

fn who_is_known_by_name_is_known_by_name(played: &Played) {
    let recorded = played.named("ClientRecorded");
    let at = |key: &str| {
        let id = institution(key);
        let here = recorded
            .iter()
            .filter(move |e| text(e, "institution") == id);
        here.map(|e| e["identity"]["name"].as_str())
            .collect::<Vec<_>>()
    };
    assert!(at("grundsicherung").contains(&None));
    assert!(
        at("frauenhaus")
            .iter()
            .all(|name| *name == Some("Frau Lang"))
    );
    // The children come without their mother's name: she allowed the need and their ages.
    assert_eq!(at("erziehungsberatung"), [None]);
}

async fn everybody_signs_in_and_sees_what_the_tour_shows(played: &Played) {
    let mut staff = BTreeMap::new();
    for login in &played.town.logins {
        assert!(login.password.len() >= 16);
        let signed_in = played
            .desk
            .sign_in(&login.user, &login.password)
            .await
            .unwrap();
        assert_eq!(signed_in.staff.function, login.role);
        staff.insert(login.user.as_str(), signed_in.staff);
    }
    for role in Role::ALL {
        assert!(
            played.town.logins.iter().any(|login| login.role == *role),
            "{role}"
        );
    }
    let cases = [
        "Frau Neumann",
        "Frau Möller",
        "Frau Lang",
        "Frau Kern",
        "Frau Frey",
    ];
    for case in cases {
        assert!(
            played.town.tour.iter().any(|stop| stop.case == case),
            "{case}"
        );
    }
    for stop in &played.town.tour {
        let by = staff[stop.user.as_str()];
        match stop.link {
            Link::Slip(id) => drop(played.desk.slip(by, id).await.unwrap()),
            Link::Handover(id) => drop(played.desk.handover(by, id).await.unwrap()),
            Link::Record(id) => drop(played.desk.client(by, id).await.unwrap()),
        }
    }
}

async fn worklists_are_not_empty(played: &Played) {
    for user in ["jugendamt.asd", "grundsicherung", "schuldnerberatung"] {
        let login = played.town.logins.iter().find(|l| l.user == user).unwrap();
        let signed_in = played.desk.sign_in(user, &login.password).await.unwrap();
        assert!(
            !played
                .desk
                .worklist_in(signed_in.staff, &Window::first(1))
                .await
                .unwrap()
                .rows
                .is_empty(),
            "{user}"
        );
    }
}

async fn what_becomes_of_a_voucher_is_not_the_issuer_s_to_know(played: &Played) {
    let uses = played.named("VoucherRedeemedHere");
    let used_at = |key: &str| {
        let id = institution(key);
        let here = uses.iter().filter(move |e| text(e, "institution") == id);
        here.map(|e| (e["identity"]["name"].as_str(), &e["remaining"]))
            .collect::<Vec<_>>()
    };
    let left = |required: u8, optional: u8| json!({"required": required, "optional": optional});
    // Frau Möller: nobody knows whose voucher it is.
    assert_eq!(used_at("mehrgenerationenhaus"), [(None, &left(0, 2))]);
    assert_eq!(used_at("muetterzentrum"), [(None, &left(0, 1))]);
    // Frau Frey: the station that her voucher names next meets her by name, the other does not.
    assert_eq!(used_at("familienbuero"), [(Some("Frau Frey"), &left(0, 2))]);
    assert_eq!(used_at("bildungstraeger"), [(None, &left(0, 1))]);
    assert_eq!(played.named("VoucherRedeemed").len(), uses.len());

    for (user, theme) in [
        ("grundsicherung", Need::SocialNetwork),
        ("agentur", Need::Childcare),
    ] {
        let login = played.town.logins.iter().find(|l| l.user == user).unwrap();
        let signed_in = played.desk.sign_in(user, &login.password).await.unwrap();
        let desk = &played.desk;
        let (by, two) = (signed_in.staff, Window::first(2));
        let own = desk.vouchers_in(by, &VoucherList::ALL, &two).await;
        let own = own.unwrap().rows;
        let [voucher] = &own[..] else {
            panic!("{user} issued {}", own.len())
        };
        assert_eq!((voucher.theme, voucher.redeemed.len()), (theme, 0));
        let issued = voucher.issued.as_ref().unwrap();
        assert_eq!((issued.required, issued.optional), (1, 2));
    }
}

async fn the_log_proves_its_consents(played: &Played) {
    let proof = casework::verify::verify(played.desk.store(), played.desk.network()).await;
    let report = proof.unwrap();
    assert!(report.disclosures > 20);
    assert_eq!(report.no_longer_provable, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_same_seed_writes_the_same_log_and_another_seed_other_codes() {
    let (first, second) = (play(5).await, play(5).await);
    assert!(first.town == second.town);
    assert_eq!(first.log.len(), second.log.len());
    for ((_, one), (_, other)) in first.log.iter().zip(&second.log) {
        assert_eq!(without_keyed_hashes(one), without_keyed_hashes(other));
    }
    let other_seed = play(6).await;
    let unlike = first.town.slips.iter().zip(&other_seed.town.slips);
    assert!(
        unlike
            .into_iter()
            .all(|(one, other)| one.code != other.code)
    );
    let logins = first.town.logins.iter().zip(&other_seed.town.logins);
    assert!(
        logins
            .into_iter()
            .all(|(one, other)| one.password != other.password)
    );
}

/// Code hashes are made with the server's own key, which no seed gives.
fn without_keyed_hashes(event: &Value) -> Value {
    let mut event = event.clone();
    if let Some(fields) = event.as_object_mut() {
        fields.remove("code_hashes");
        if fields.get("event") == Some(&"OwnCodeGiven".into()) {
            fields.remove("hash");
        }
    }
    event
}
