//! What papers say, read off the pages as she and the offices read them.

use acceptance::{Caseworker, Office, Person, Town, Visitor};
use serde_json::{Value, json};

use crate::papers::{Paper, unbroken};

const A: Office = Office::Schuldnerberatung;
const B: Office = Office::Jugendamt;
const C: Office = Office::Wohnungsamt;

async fn prints(pages: &Visitor, path: &str) -> String {
    let bytes = pages.downloads(path).await;
    Paper::of(&bytes).expect("a paper").text
}

fn says(paper: &str, wanted: &[&str]) {
    for wanted in wanted {
        assert!(paper.contains(&unbroken(wanted)), "„{wanted}“ in {paper}");
    }
}

fn keeps_silent(paper: &str, unwanted: &[&str]) {
    for unwanted in unwanted {
        assert!(
            !paper.contains(&unbroken(unwanted)),
            "„{unwanted}“ in {paper}"
        );
    }
}

/// The place that was named, and nothing about her.
pub(crate) async fn where_instead(town: &Town) {
    let sender = town.caseworker(A).await;
    let slip = Caseworker::slip_to(B, &["identity", "need", "reason"], &[]);
    let (_, code) = sender.issues(&slip).await;
    let b = town.caseworker(B).await;
    let arrived = b
        .post("/api/v1/handovers", &json!({"code": code}))
        .await
        .ok();
    let handover = arrived.member("handover");
    let no = json!({
        "reason": "waiting_list_closed", "comment": "Erst wieder im Mai.",
        "instead": {"institution": C.id(), "service": C.service()},
    });
    let rejection = format!("/api/v1/handovers/{handover}/rejection");
    b.post(&rejection, &no).await.succeeded();
    let pages = town.at_the_pages(Person::At(B)).await;
    let paper = prints(&pages, &format!("/uebergaben/{handover}/stattdessen.pdf")).await;
    says(
        &paper,
        &[
            "Hier geht es weiter",
            "Wohnungsamt Suhlheim",
            "Angebot Wohnungsamt",
            "Marktplatz 1, Suhlheim",
            "Mo bis Fr 9 bis 12 Uhr",
            "Telefon: 030 23125 205",
            "Mitgegeben von Jugendamt Suhlheim am 22.11.2026",
            "Wir sagen dort nichts über Sie.",
        ],
    );
    keeps_silent(
        &paper,
        &["Neumann", "Schuldnerberatung", "Im Mai", "Unterhalt"],
    );
}

/// Her word in writing, once for the file and once for her.
pub(crate) async fn consent_and_release(town: &Town) {
    let a = town.caseworker(A).await;
    let slip = Caseworker::slip_to(B, &["identity", "feedback_arrival"], &["contact"]);
    let (slip, _) = a.issues(&slip).await;
    let client = a
        .get(&format!("/api/v1/slips/{slip}"))
        .await
        .ok()
        .member("client");
    let release = json!({
        "client": client, "recipient": B.id(), "discloser": "Frau Sommer",
        "content": "Stand der Schulden", "form": "written",
        "text": acceptance::release_text(), "spoken_language": "de", "decided_by": {"who": "herself"},
        "given_on": Town::today(),
    });
    a.post("/api/v1/consents/releases", &release)
        .await
        .succeeded();
    let pages = town.at_the_pages(Person::At(A)).await;
    let path = format!("/personen/{client}/einwilligung/{}.pdf", B.id());
    let paper = prints(&pages, &path).await;
    let (file, hers) = paper.split_once(&unbroken("Für Sie")).expect("two copies");
    for copy in [file, hers] {
        says(
            copy,
            &[
                "Wer zustimmt Frau Neumann",
                "Wer weitergibt Schuldnerberatung Suhlheim",
                "Jugendamt Suhlheim",
                "vom 22.11.2026 bis 22.11.2027",
                "Mein Nein zum Laufzettel hat keine Nachteile",
                "Prüfsumme (SHA-256)",
                "Ihre Unterschrift",
                "Entbindung von der Schweigepflicht",
                "Wer sprechen darf Frau Sommer",
                "Mit wem Jugendamt Suhlheim",
                "Stand der Schulden",
            ],
        );
        // Two proofs: of the consent, and of the release.
        assert_eq!(copy.matches("Nachweis").count(), 2, "{copy}");
    }
    says(file, &["Für die Akte"]);
    let take_back = "Wenn Sie etwas zurücknehmen möchten";
    says(
        hers,
        &[
            take_back,
            "Schuldnerberatung Suhlheim, Telefon 030 23125 201",
        ],
    );
    keeps_silent(file, &[take_back]);
    // What she refused stands there as refused: nothing is seen of it.
    says(&paper, &["nichts"]);
}

/// She is sent on with a slip of the office where she is, on which nobody before it stands.
pub(crate) async fn child_slip(town: &Town) {
    let a = town.caseworker(A).await;
    let (_, code) = a
        .issues(&Caseworker::slip_to(B, &["identity", "need"], &[]))
        .await;
    let b = town.caseworker(B).await;
    let handover = b.takes_on(&code, &[]).await;
    let mut onward = Caseworker::slip_to(C, &["identity", "need"], &[]);
    onward.as_object_mut().unwrap().remove("new_client");
    onward["reason"] = "Sie sucht eine größere Wohnung.".into();
    let forwarding = json!({"agreed": true, "slip": onward});
    let path = format!("/api/v1/handovers/{handover}/forwarding");
    let sent = b.post(&path, &forwarding).await.ok();
    let pages = town.at_the_pages(Person::At(B)).await;
    let path = format!("/laufzettel/{}/papier.pdf", sent.member("slip"));
    let paper = prints(&pages, &path).await;
    let halves = paper.split_once(&unbroken("Ihre nächste Station"));
    let (routing, hers) = halves.expect("two halves");
    says(
        routing,
        &[
            "Für die Stelle",
            "Wohnungsamt Suhlheim Angebot Wohnungsamt",
            "Jugendamt Suhlheim",
            "Frau Neumann",
            &sent.member("station_code"),
        ],
    );
    keeps_silent(routing, &["größere Wohnung"]);
    says(
        hers,
        &["Wohnungsamt Suhlheim", "Sie sucht eine größere Wohnung."],
    );
    keeps_silent(
        &paper,
        &["Schuldnerberatung", "kommt kein Unterhalt", &code],
    );
}

/// The strip comes back, and its sign leads to the slip.
pub(crate) async fn return_strip(town: &Town) {
    let a = town.caseworker(A).await;
    let granted = ["identity", "feedback_arrival", "feedback_outcome"];
    // Of two slips to the same station each strip leads to its own.
    let slips = [
        a.issues(&Caseworker::slip_to(Office::Kita, &granted, &[]))
            .await
            .0,
        a.issues(&Caseworker::slip_to(Office::Kita, &granted, &[]))
            .await
            .0,
    ];
    let pages = town.at_the_pages(Person::At(A)).await;
    for slip in slips {
        let own = format!("/laufzettel/{slip}");
        let paper = prints(&pages, &format!("{own}/papier.pdf")).await;
        let strip = unbroken("Rückmeldung zum Laufzettel");
        let (_, strip) = paper.split_once(&strip).expect("a strip");
        says(
            strip,
            &[
                "Zurück an Schuldnerberatung Suhlheim",
                "Angekommen am",
                "Ergebnis:",
                "Datum, Stempel oder Unterschrift",
            ],
        );
        let (sign, _) = strip.split_at(6);
        let found = pages.submit("/s", &[("code", sign)]).await;
        assert_eq!(found.location.as_deref(), Some(own.as_str()), "{sign}");
    }
    let (slip, _) = a.issues(&Caseworker::slip_to(B, &granted, &[])).await;
    let paper = prints(&pages, &format!("/laufzettel/{slip}/papier.pdf")).await;
    keeps_silent(&paper, &["Rückmeldung zum Laufzettel"]);
}

/// Everything that an office holds of her, in sentences.
pub(crate) async fn her_copy(town: &Town) {
    let a = town.caseworker(A).await;
    let granted = ["identity", "need", "feedback_arrival"];
    let (slip, code) = a
        .issues(&Caseworker::slip_to(B, &granted, &["contact"]))
        .await;
    let b = town.caseworker(B).await;
    b.takes_on(&code, &["feedback_arrival"]).await;
    let client = a
        .get(&format!("/api/v1/slips/{slip}"))
        .await
        .ok()
        .member("client");
    let pages = town.at_the_pages(Person::At(A)).await;
    let paper = prints(&pages, &format!("/personen/{client}/auskunft.pdf")).await;
    says(
        &paper,
        &[
            "Für Sie",
            "Einrichtung Schuldnerberatung Suhlheim",
            "Über wen Frau Neumann",
            "Ihre Rechte",
            "1998",
            "0171 39200 00",
            "Seit einem Jahr kommt kein Unterhalt.",
            "Jugendamt Suhlheim",
            "20.12.2026",
        ],
    );
    // Not what B holds: that is B's to hand out.
    keeps_silent(&paper, &["Annahme", &code]);
    let withdrawal = format!("/api/v1/slips/{slip}/withdrawal");
    a.post(&withdrawal, &Value::Null).await.succeeded();
    let again = prints(&pages, &format!("/personen/{client}/auskunft.pdf")).await;
    assert_ne!(again, paper, "it says how things are now");
}
