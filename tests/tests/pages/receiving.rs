//! The worklist, the slip behind a code, and a hand-over in its states.

use acceptance::{Answer, Visitor};
use reqwest::StatusCode;
use simulation::SlipState;

use super::her_record::found;
use super::sending::{Sent, another};
use super::{TODAY, Walk};

/// What is typed into a form.
type Typed = &'static [(&'static str, &'static str)];

pub(crate) async fn walk(walk: &Walk, sent: &Sent) {
    worklists(walk).await;
    at_the_counter(walk, sent).await;
    withdrawn(walk).await;
    she_releases_each_message(walk).await;
    rejected(walk).await;
    called_back(walk).await;
    without_a_slip(walk).await;
    locked_out(walk).await;
}

async fn worklists(walk: &Walk) {
    let asd = walk.visits("jugendamt.asd").await;
    let page = asd.opens("/eingang").await;
    // After half a year: what is urgent stands there, the rest is one press away.
    assert!(
        page.text.contains("href=\"/eingang/abgelaufen\""),
        "{}",
        page.text
    );
    walk.shows("worklist", &page);
    let part = asd.opens("/eingang/abgelaufen").await;
    walk.shows("worklist_part", &part);
    let short = asd.opens("/eingang/angekuendigt").await.text;
    assert!(!short.contains("Weitere") && !short.contains("Zurück zum Anfang"));
    let quiet = walk.visits("gleichstellung").await;
    let page = quiet.opens("/eingang").await;
    walk.shows("worklist_empty", &page);
    let page = quiet
        .fills_in(&page, "/s", &[("code", "K7Q2MX-4T9V3-RWPD7")])
        .await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    walk.shows("worklist_unknown_code", &page);
}

/// Types a code into the field on top of the worklist.
async fn types(visitor: &Visitor, code: &str) -> Answer {
    let page = visitor.opens("/eingang").await;
    visitor.sends(&page, "/s", &[("code", code)]).await
}

async fn at_the_counter(walk: &Walk, sent: &Sent) {
    let office = walk.visits("schuldnerberatung").await;
    let page = types(&office, &sent.code).await;
    walk.shows("slip_by_code", &page);
    let page = office
        .fills_in(&page, "/s/ablehnen", &[("reason", "other")])
        .await;
    walk.shows_errors("slip_by_code_reject", &page, &["reject_comment"]);
    let page = office
        .fills_in(&page, "/s/eingang", &[("arrived_on", "morgen")])
        .await;
    walk.shows_errors("slip_by_code_errors", &page, &["arrived_on"]);
    let today = TODAY.to_string();
    // What she lets them tell is told later, when they accept.
    let here = [
        ("arrived_on", today.as_str()),
        ("step", "acknowledge"),
        ("tell_arrival", ""),
    ];
    let page = office.sends(&page, "/s/eingang", &here).await;
    walk.shows("handover", &page);
    let page = office.sends(&page, "/annehmen", &[]).await;
    let handover = page.form("/abschliessen").action;
    let handover = handover.trim_end_matches("/abschliessen");
    let wrong: [(&str, Typed, &str); 9] = [
        (
            "abschliessen",
            &[("note", "Ein \"Rest\".")],
            "conclude_outcome",
        ),
        ("zurueckstellen", &[("until", "bald")], "hold_reason"),
        ("zuweisen", &[], "assign_to"),
        ("irrtum", &[], "in_error_comment"),
        ("ihr-wort", &[("words", "Es ging.")], "word_experience"),
        ("richtigstellen", &[], "retract_message"),
        ("zuruecknehmen", &[], "take_back_items"),
        ("alles-zuruecknehmen", &[], "everything_said_how"),
        ("rueckruf", &[], "call_back_her_word"),
    ];
    for (step, typed, at) in wrong {
        let again = office.fills_in(&page, &format!("/{step}"), typed).await;
        walk.shows_errors(
            &format!("handover_errors_{}", step.replace('-', "_")),
            &again,
            &[at],
        );
    }
    // She takes something back at the sender's: the office reads it, and nothing looks like a fault.
    let asd = walk.visits("jugendamt.asd").await;
    let her = found(&asd, "Anna Neumann").await;
    let file = asd.opens(&her).await;
    let asked = asd.opens(&file.link("/ruecknahme?")).await;
    asd.sends(&asked, "/ruecknahme", &[("said_how", "in_person")])
        .await
        .ok();
    let page = office.opens(handover).await;
    assert!(page.offers("/gelesen"), "{}", page.text);
    walk.shows("handover_accepted", &page);
    let outcome = page.choice("Hilfe");
    let typed = [("outcome", outcome.as_str()), ("tell_outcome", "")];
    let page = office.sends(&page, "/abschliessen", &typed).await;
    walk.shows("handover_concluded", &page);
    let untold: Vec<_> = page.form("/rueckmelden").names;
    let untold = untold.iter().filter(|name| name.starts_with("tell_"));
    let untold: Vec<_> = untold.map(|name| (name.as_str(), "")).collect();
    let page = office.fills_in(&page, "/rueckmelden", &untold).await;
    walk.shows_errors("handover_errors_rueckmelden", &page, &["feedback_tells"]);
}

async fn withdrawn(walk: &Walk) {
    let asd = walk.visits("jugendamt.asd").await;
    let sent = another(&asd, "Wohnungsamt Suhlheim").await;
    let page = asd.opens(&sent.path).await;
    asd.sends(&page, "/zuruecknehmen", &[]).await.ok();
    let office = walk.visits("wohnungsamt").await;
    walk.shows("slip_by_code_withdrawn", &types(&office, &sent.code).await);
}

async fn she_releases_each_message(walk: &Walk) {
    let mut slips = walk.played.slips.iter();
    let slip = slips.find(|slip| slip.case == "weitere" && slip.state == SlipState::Issued);
    let office = walk.visits("schuldnerberatung").await;
    let page = types(&office, &slip.unwrap().code).await;
    let page = office
        .sends(&page, "/s/eingang", &[("step", "accept")])
        .await;
    walk.shows("handover_her_word", &page);
    let told = [("tell_arrival", "ja")];
    let page = office.fills_in(&page, "/freigeben", &told).await;
    walk.shows_errors("handover_her_word_errors", &page, &["release_her_word"]);
}

async fn rejected(walk: &Walk) {
    let office = walk.visits("schuldnerberatung").await;
    let page = office
        .opens(&walk.stop("weitere", "schuldnerberatung"))
        .await;
    let instead = page.choice("Sozialamt Suhlheim");
    let reason = page.choice("Warteliste");
    let typed = [("reason", reason.as_str()), ("where_instead", &instead)];
    let page = office.sends(&page, "/ablehnen", &typed).await;
    walk.shows("handover_rejected", &page);
}

/// The office does not know who sends her; on her word it asks to be rung up.
async fn called_back(walk: &Walk) {
    let office = walk.visits("wohnungsamt").await;
    let page = office.opens(&walk.stop("Frau Lang", "wohnungsamt")).await;
    office
        .sends(&page, "/rueckruf", &[("her_word", "ja")])
        .await
        .ok();
    let shelter = walk.visits("frauenhaus").await;
    let page = shelter.opens(&walk.stop("Frau Lang", "frauenhaus")).await;
    assert!(page.text.contains("Rückrufbitte"), "{}", page.text);
    walk.shows("issued_call_back", &page);
}

async fn without_a_slip(walk: &Walk) {
    let office = walk.visits("schuldnerberatung").await;
    let page = office.opens("/uebergaben/neu").await;
    let typed = [("person_name", "Anna \"Neumann\"")];
    let page = office.fills_in(&page, "/uebergaben/neu", &typed).await;
    walk.shows_errors("arrival", &page, &["service"]);
    assert!(page.text.contains("Anna &#34;Neumann&#34;"));
    let service = page.choice("Schulden");
    let typed = [("service", service.as_str()), ("step", "acknowledge")];
    let handover = office.sends(&page, "/uebergaben/neu", &typed).await;
    let page = office
        .fills_in(&handover, "/verknuepfen", &[("code", "FALSCH")])
        .await;
    walk.shows_errors("handover_link_errors", &page, &["link_code"]);
    let her = found(&office, "Anna Neumann").await;
    let page = office
        .opens(&her.replace("/personen/", "/uebergaben/neu?person="))
        .await;
    walk.shows("arrival_known", &page);
}

async fn locked_out(walk: &Walk) {
    let office = walk.visits("kita.bahnhof").await;
    let mut page = office.opens("/eingang").await;
    for _ in 0..30 {
        page = office
            .fills_in(&page, "/s", &[("code", "K7Q2-MX4T-9V3R-WPD8")])
            .await;
        if page.status == StatusCode::TOO_MANY_REQUESTS {
            break;
        }
    }
    walk.shows("locked_out", &page);
}
