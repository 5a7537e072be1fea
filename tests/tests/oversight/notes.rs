//! The note for the leading file, of a slip and of a hand-over, on paper and as text.

use acceptance::{Caseworker, Office, Person, on_both};

use super::holds;

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
