//! Entering canaries through the further steps of hand-overs and slips, at the API and at the pages.

use acceptance::{Caseworker, Office, Person, Town};
use serde_json::json;

use crate::entered::{Entered, canary};

const GRANTED: [&str; 2] = ["identity", "feedback_arrival"];

/// Enters them everywhere.
pub(crate) async fn everywhere(
    entered: &mut Entered,
    town: &Town,
    sender: &Caseworker,
    holder: &Caseworker,
) {
    at_the_api(entered, sender, holder).await;
    at_the_pages(entered, town, sender, holder).await;
}

/// A hand-over in which nothing was entered yet.
async fn taken_on(entered: &mut Entered, sender: &Caseworker, holder: &Caseworker) -> [String; 2] {
    let slip = Caseworker::slip_to(Office::Jugendamt, &GRANTED, &[]);
    let (slip, code) = sender.issues(&slip).await;
    entered.code(&code);
    let handover = holder.takes_on(&code, &["feedback_arrival"]).await;
    entered.ids.extend([slip.clone(), handover.clone()]);
    entered.slips.push(slip.clone());
    entered.handovers.push(handover.clone());
    [slip, handover]
}

async fn at_the_api(entered: &mut Entered, sender: &Caseworker, holder: &Caseworker) {
    let [slip, handover] = taken_on(entered, sender, holder).await;
    let mut onward = Caseworker::slip_to(Office::Wohnungsamt, &["need"], &[]);
    onward.as_object_mut().unwrap().remove("new_client");
    onward["reason"] = canary("Weiterleitung").into();
    let steps = [
        (
            "her-word",
            json!({"experience": "got_help", "words": canary("IhrWort")}),
        ),
        (
            "retractions",
            json!({"message": {"says": "arrived"}, "comment": canary("Richtigstellung")}),
        ),
        ("forwarding", json!({"agreed": true, "slip": onward})),
        ("reopening", json!({"comment": canary("Wiederaufnahme")})),
        ("error", json!({"comment": canary("Irrtum")})),
    ];
    for (step, body) in steps {
        let path = format!("/api/v1/handovers/{handover}/{step}");
        entered.sends(holder, &path, &body).await;
    }
    let arrival = json!({
        "new_client": {"identity": {"name": canary("Ankunft"), "contact": canary("Ankunftkontakt")}},
        "service": Office::Jugendamt.service(),
        "need": "maintenance",
    });
    let arrived = entered
        .sends(holder, "/api/v1/handovers/arrivals", &arrival)
        .await;
    entered.ids.insert(arrived.member("handover"));
    let remark = json!({"on": "2026-12-01", "remark": canary("Neutermin")});
    let until = json!({"her_wish": true, "valid_until": "2026-12-20", "appointment": remark});
    for (step, body) in [
        ("reissue", until),
        (
            "paper-returns",
            json!({"message": {"says": "arrived"}, "words": canary("Streifen")}),
        ),
        ("error", json!({"comment": canary("Zettelirrtum")})),
    ] {
        let path = format!("/api/v1/slips/{slip}/{step}");
        entered.sends(sender, &path, &body).await;
    }
    of_the_holder(
        entered,
        &[
            "Richtigstellung",
            "Weiterleitung",
            "Wiederaufnahme",
            "Irrtum",
            "Ankunft",
            "Ankunftkontakt",
        ],
    );
    of_the_sender(
        entered,
        &["IhrWort", "Neutermin", "Streifen", "Zettelirrtum"],
    );
}

async fn at_the_pages(
    entered: &mut Entered,
    town: &Town,
    sender: &Caseworker,
    holder: &Caseworker,
) {
    let [slip, handover] = taken_on(entered, sender, holder).await;
    let pages = town.at_the_pages(Person::At(Office::Jugendamt)).await;
    let typed = |place: &str| canary(&format!("Seite{place}"));
    let steps: [(&str, Vec<(&str, String)>); 6] = [
        (
            "ihr-wort",
            vec![
                ("experience", "got_help".into()),
                ("words", typed("IhrWort")),
            ],
        ),
        (
            "richtigstellen",
            vec![
                ("message", "arrived".into()),
                ("comment", typed("Richtigstellung")),
            ],
        ),
        ("beenden", vec![]),
        (
            "wieder-aufnehmen",
            vec![
                ("comment", typed("Wiederaufnahme")),
                ("her_word", "ja".into()),
            ],
        ),
        (
            "ablehnen",
            vec![("reason", "other".into()), ("comment", typed("Ablehnung"))],
        ),
        ("irrtum", vec![("comment", typed("Irrtum"))]),
    ];
    for (step, fields) in steps {
        let fields: Vec<(&str, &str)> = fields.iter().map(|(n, v)| (*n, v.as_str())).collect();
        let path = format!("/uebergaben/{handover}/{step}");
        entered.fills(&pages, &path, &fields).await;
    }
    let service = format!("maintenance:{}", Office::Jugendamt.service());
    let (name, contact) = (typed("Ankunft"), typed("Ankunftkontakt"));
    let arrival = [
        ("person", "named"),
        ("person_name", &name),
        ("contact", &contact),
        ("service", &service),
        ("arrived_on", "2026-11-22"),
    ];
    let arrived = entered.fills(&pages, "/uebergaben/neu", &arrival).await;
    let there = arrived.location.unwrap();
    let id = there.split('?').next().unwrap().rsplit('/').next().unwrap();
    entered.ids.insert(id.to_owned());
    let nonsense = typed("Code");
    let wrong = [("code", nonsense.as_str())];
    pages
        .submit(&format!("/uebergaben/{id}/verknuepfen"), &wrong)
        .await;
    entered.of_nobody.push(nonsense);

    at_the_slips_page(entered, town, &slip).await;
    of_the_holder(
        entered,
        &[
            "SeiteRichtigstellung",
            "SeiteWiederaufnahme",
            "SeiteAblehnung",
            "SeiteIrrtum",
            "SeiteAnkunft",
            "SeiteAnkunftkontakt",
        ],
    );
    of_the_sender(
        entered,
        &[
            "SeiteIhrWort",
            "SeiteNeutermin",
            "SeiteStreifen",
            "SeiteZettelirrtum",
        ],
    );
}

async fn at_the_slips_page(entered: &mut Entered, town: &Town, slip: &str) {
    let typed = |place: &str| canary(&format!("Seite{place}"));
    let pages = town
        .at_the_pages(Person::At(Office::Schuldnerberatung))
        .await;
    let (words, comment) = (typed("Streifen"), typed("Zettelirrtum"));
    let remark = typed("Neutermin");
    for (step, fields) in [
        (
            "neu-ausstellen",
            vec![
                ("her_wish", "ja"),
                ("valid_until", "2026-12-20"),
                ("appointment_on", "2026-12-01"),
                ("appointment_remark", remark.as_str()),
            ],
        ),
        (
            "rueckmeldung",
            vec![("message", "arrived"), ("words", words.as_str())],
        ),
        (
            "irrtum",
            vec![("comment", comment.as_str()), ("form_key", "")],
        ),
    ] {
        let path = format!("/laufzettel/{slip}/{step}");
        entered.fills(&pages, &path, &fields).await;
    }
}

fn of_the_holder(entered: &mut Entered, places: &[&str]) {
    entered
        .of_the_holder
        .extend(places.iter().map(|place| canary(place)));
}

fn of_the_sender(entered: &mut Entered, places: &[&str]) {
    entered
        .refused
        .extend(places.iter().map(|place| canary(place)));
}
