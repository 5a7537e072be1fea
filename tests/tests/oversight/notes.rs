//! The note for the leading file, of a slip and of a hand-over, on paper and as text.

use acceptance::{Caseworker, Office, Paper, Person, on_both, unbroken};
use serde_json::json;

use super::{holds, main_part};

on_both!(each_office_notes_what_it_did_itself, |town| async move {
    let sender = town.caseworker(Office::Schuldnerberatung).await;
    let holder = town.caseworker(Office::Jugendamt).await;
    let all = ["identity", "feedback_arrival"];
    let (slip, code) = sender
        .issues(&Caseworker::slip_to(Office::Jugendamt, &all, &[]))
        .await;
    let handover = holder.takes_on(&code, &["feedback_arrival"]).await;

    let own = town
        .at_the_pages(Person::At(Office::Schuldnerberatung))
        .await;
    let text = own
        .opens(&format!("/laufzettel/{slip}/vermerk.txt"))
        .await
        .ok()
        .text;
    holds(
        &text,
        &[
            "Einrichtung: Schuldnerberatung Suhlheim",
            "Laufzettel für Frau Neumann an Jugendamt Suhlheim, Angebot Jugendamt",
            "Laufzettel ausgestellt.",
            "Rückmeldung mit ihrer Einwilligung: Sie ist angekommen.",
        ],
    );
    let there = town.at_the_pages(Person::At(Office::Jugendamt)).await;
    let text = there
        .opens(&format!("/uebergaben/{handover}/vermerk.txt"))
        .await
        .ok()
        .text;
    holds(
        &text,
        &[
            "Einrichtung: Jugendamt Suhlheim",
            "Übergabe für Frau Neumann",
            "Angenommen.",
        ],
    );
    for (visitor, path) in [
        (&own, format!("/laufzettel/{slip}/vermerk.pdf")),
        (&there, format!("/uebergaben/{handover}/vermerk.pdf")),
    ] {
        assert!(visitor.downloads(&path).await.starts_with(b"%PDF"));
    }
    // Each is found where the office looks at what it did.
    for (visitor, path) in [
        (&own, format!("/laufzettel/{slip}")),
        (&there, format!("/uebergaben/{handover}")),
    ] {
        let page = visitor.opens(&path).await.ok();
        holds(&page.text, &[&format!("href=\"{path}/vermerk.pdf\"")]);
    }
});

on_both!(
    the_note_of_a_handover_tells_how_it_went,
    |town| async move {
        let sender = town.caseworker(Office::Schuldnerberatung).await;
        let holder = town.caseworker(Office::Jugendamt).await;
        let slip = Caseworker::slip_to(Office::Jugendamt, &["identity"], &[]);
        let (_, code) = sender.issues(&slip).await;
        let arrived = json!({"code": code});
        let arrived = holder.post("/api/v1/handovers", &arrived).await.ok();
        let handover = arrived.member("handover");
        let at = |step: &str| format!("/api/v1/handovers/{handover}/{step}");
        let to = |office: Office| json!({"institution": office.id(), "service": office.service()});
        let steps = [
            (
                "rejection",
                json!({"reason": "no_capacity", "instead": to(Office::Wohnungsamt)}),
            ),
            ("reopening", json!({"comment": "Es geht doch."})),
            (
                "rejection",
                json!({"reason": "not_responsible", "instead": to(Office::Frauenhaus)}),
            ),
            ("reopening", json!({"comment": "Doch bei uns."})),
            ("acceptance", json!({})),
            (
                "hold",
                json!({"reason": "waiting_for_documents", "resume_on": "2026-12-03"}),
            ),
            ("conclusion", json!({"outcome": "application_filed"})),
        ];
        for (step, body) in steps {
            holder.post(&at(step), &body).await.succeeded();
        }
        let sentences = [
            "Abgelehnt. Grund: keine freien Kapazitäten. Stattdessen genannt: Wohnungsamt Suhlheim, \
             Angebot Wohnungsamt.",
            // What is protected stands on no paper.
            "Abgelehnt. Grund: nicht zuständig. Stattdessen genannt: Lotsendienst Suhlheim.",
            "Zurückgestellt. Grund: Unterlagen fehlen noch. Wieder ansehen am 03.12.2026.",
            "Abgeschlossen. Ergebnis: Antrag gestellt.",
        ];
        let pages = town.at_the_pages(Person::At(Office::Jugendamt)).await;
        let note = |form| format!("/uebergaben/{handover}/vermerk.{form}");
        let text = pages.opens(&note("txt")).await.ok().text;
        holds(&text, &sentences);
        let paper = Paper::of(&pages.downloads(&note("pdf")).await).unwrap();
        holds(
            &paper.text,
            &sentences.map(unbroken).each_ref().map(String::as_str),
        );
        assert!(!text.contains("Frauenhaus") && !paper.all().contains("Frauenhaus"));
        let page = pages.opens(&format!("/uebergaben/{handover}")).await.ok();
        holds(
            main_part(&page.text),
            &[
                "Abgelehnt. Grund: keine freien Kapazitäten.",
                "Zurückgestellt. Grund: Unterlagen fehlen noch. Wieder ansehen am 03.12.2026.",
                "Abgeschlossen. Ergebnis: Antrag gestellt.",
            ],
        );
    }
);
