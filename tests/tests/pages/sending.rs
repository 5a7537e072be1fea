//! Issuing a slip, and what its own office sees of it.

use acceptance::{Answer, Visitor};

use super::Walk;
use super::her_record::found;

/// A slip that was issued while walking.
pub(crate) struct Sent {
    /// Its page.
    pub(crate) path: String,
    /// What is typed at the other office.
    pub(crate) code: String,
}

/// How she is asked and what she says, as it is ticked.
const HER_WORD: [(&str, &str); 11] = [
    ("preset", "own"),
    ("feedback_arrival", "ja"),
    ("feedback_acceptance", "ja"),
    ("feedback_outcome", "ja"),
    ("feedback_reason", "ja"),
    ("share_identity", "ja"),
    ("share_contact", "ja"),
    ("share_need", "ja"),
    ("share_reason", "ja"),
    ("consequences_told", "ja"),
    ("instrument_agreed", "ja"),
];

/// Gives the slip of Anna Neumann to the Schuldnerberatung.
pub(crate) async fn walk(walk: &Walk) -> Sent {
    let sent = issuing(walk).await;
    known_people(walk).await;
    other_senders(walk).await;
    sent_on(walk).await;
    issued(walk).await;
    sent
}

async fn issuing(walk: &Walk) -> Sent {
    let asd = walk.visits("jugendamt.asd").await;
    let page = asd.opens("/laufzettel/neu").await;
    walk.shows("issue", &page);
    let wrong = [
        ("person_name", "Anna Neumann"),
        ("birth_year", "98"),
        ("contact", "0171 39200 00"),
        (
            "reason",
            "Mietrückstand seit drei Monaten, \"Kündigung\" <angedroht>",
        ),
        ("preset", "own"),
        ("feedback_arrival", "ja"),
        ("share_identity", "ja"),
    ];
    let page = asd.fills_in(&page, "/laufzettel/neu", &wrong).await;
    walk.shows_errors(
        "issue_errors",
        &page,
        &["birth_year", "offer", "consequences_told"],
    );
    for kept in [
        "Anna Neumann",
        "\"98\"",
        "0171 39200 00",
        "&#60;angedroht&#62;",
    ] {
        assert!(page.text.contains(kept), "{kept} is lost");
    }
    let offer = page.choice("Schuldnerberatung Suhlheim");
    let right = [("birth_year", "1998"), ("offer", offer.as_str())];
    let right: Vec<_> = right.into_iter().chain(HER_WORD).collect();
    let slip = asd.sends(&page, "/laufzettel/neu", &right).await;
    walk.shows("issued_just_now", &slip);
    let page = asd.fills_in(&slip, "/neu-ausstellen", &[]).await;
    walk.shows_errors("issued_reissue_errors", &page, &["reissue_her_wish"]);
    sent(&slip)
}

/// A slip's page says where it is and which code it has.
fn sent(slip: &Answer) -> Sent {
    let form = slip.form("/neu-ausstellen").action;
    Sent {
        path: form.trim_end_matches("/neu-ausstellen").to_owned(),
        code: slip.station_code().to_owned(),
    }
}

/// Another slip for Anna Neumann to this office, from her record.
pub(crate) async fn another(asd: &Visitor, label: &str) -> Sent {
    sent(&another_page(asd, label).await)
}

async fn another_page(asd: &Visitor, label: &str) -> Answer {
    let her = found(asd, "Anna Neumann").await;
    let page = asd
        .opens(&her.replace("/personen/", "/laufzettel/neu?person="))
        .await;
    let offer = page.choice(label);
    let right = [("reason", "Steht an."), ("offer", offer.as_str())];
    let right: Vec<_> = right.into_iter().chain(HER_WORD).collect();
    asd.sends(&page, "/laufzettel/neu", &right).await
}

async fn known_people(walk: &Walk) {
    let asd = walk.visits("jugendamt.asd").await;
    let her = found(&asd, "Frau Neumann").await;
    let page = asd
        .opens(&her.replace("/personen/", "/laufzettel/neu?person="))
        .await;
    walk.shows("issue_known", &page);
    // Who she is stands in her record: nobody types it anew.
    let names = page.form("/laufzettel/neu").names;
    for typed in [
        "person",
        "person_name",
        "birth_year",
        "contact",
        "protected",
        "child_under_3",
    ] {
        assert!(!names.contains(&typed.to_owned()), "{typed}");
    }
    let page = another_page(&asd, "Schuldnerberatung Suhlheim").await;
    assert!(
        page.text.contains("Es gibt schon einen offenen Laufzettel"),
        "{}",
        page.text
    );
    walk.shows("issue_duplicate", &page);

    let office = walk.visits("grundsicherung").await;
    let nameless = walk.stop("Frau Möller", "grundsicherung");
    let page = office
        .opens(&nameless.replace("/personen/", "/laufzettel/neu?person="))
        .await;
    walk.shows("issue_known_nameless", &page);
    let names = page.form("/laufzettel/neu").names;
    for unknown in ["share_identity", "share_contact"] {
        assert!(!names.contains(&unknown.to_owned()), "{unknown}");
    }
}

async fn other_senders(walk: &Walk) {
    for (user, name) in [
        ("grundsicherung", "issue_grundsicherung"),
        ("frauenhaus", "issue_protected"),
    ] {
        let page = walk.visits(user).await.opens("/laufzettel/neu").await;
        walk.shows(name, &page);
        let comes_back = page
            .form("/laufzettel/neu")
            .names
            .contains(&"feedback_arrival".into());
        assert_eq!(comes_back, user != "grundsicherung", "{user}");
    }
}

async fn sent_on(walk: &Walk) {
    let office = walk.visits("bildungstraeger").await;
    let handover = office
        .opens(&walk.stop("Frau Neumann", "bildungstraeger"))
        .await;
    let page = office
        .opens(&handover.link("/laufzettel/neu?uebergabe="))
        .await;
    let page = office.fills_in(&page, "/laufzettel/neu", &[]).await;
    walk.shows_errors("issue_forwarding", &page, &["offer"]);
}

async fn issued(walk: &Walk) {
    for (name, case, user) in [
        ("issued", "Frau Neumann", "jugendamt.asd"),
        ("issued_no_feedback", "Frau Lang", "frauenhaus"),
        ("issued_over", "Frau Kern", "bildungstraeger"),
    ] {
        let page = walk.visits(user).await.opens(&walk.stop(case, user)).await;
        walk.shows(name, &page);
    }
    let sender = walk.visits("bildungstraeger").await;
    let page = sender
        .opens(&walk.stop("Frau Kern", "bildungstraeger"))
        .await;
    let page = sender
        .fills_in(&page, "/verlaengern", &[("valid_until", "gestern")])
        .await;
    walk.shows_errors("issued_revive_errors", &page, &["revive_valid_until"]);
    let asd = walk.visits("jugendamt.asd").await;
    let page = another_page(&asd, "Kindertagesstätte Sonnenhang").await;
    walk.shows("issued_on_paper", &page);
    let page = asd
        .fills_in(&page, "/rueckmeldung", &[("words", "Sie kam \"gern\".")])
        .await;
    walk.shows_errors("issued_paper_errors", &page, &["paper_message"]);
}
