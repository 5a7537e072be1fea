//! What she ends, what was an error, what she takes back.

use acceptance::{Office, Person, on_both};
use domain::vocabulary::Role;
use serde_json::json;

use crate::{Case, Held};

on_both!(what_she_ended_goes_on_only_on_her_word, |town| async move {
    let case = Case::of(
        &town,
        Office::Schuldnerberatung,
        &["identity", "feedback_arrival"],
        true,
    )
    .await;
    let held = &case.held;
    let page = held.does("beenden", &[]).await;
    assert!(page.main().contains("Auf ihren Wunsch beendet."));
    assert_eq!(case.received().await, json!([]), "the sender hears nothing");
    held.offers(&[
        "wieder-aufnehmen",
        "irrtum",
        "ihr-wort",
        "rueckruf",
        "rueckmelden",
    ])
    .await;
    let comment = "Sie rief an und möchte doch.";
    held.is_stopped(
        "wieder-aufnehmen",
        &[("comment", comment)],
        "reopen_her_word",
        &[comment],
    )
    .await;
    let fields = [("comment", comment), ("her_word", "ja")];
    let page = held.does("wieder-aufnehmen", &fields).await;
    assert!(page.offers("/annehmen"), "she stands at the counter again");
});

on_both!(
    an_error_is_offered_to_its_author_and_the_lead_and_reaches_the_sender,
    |town| async move {
        // The Schuldnerberatung has two caseworkers and a lead.
        let sender = town.caseworker(Office::Jugendamt).await;
        let granted = ["identity", "feedback_arrival"];
        let slip = acceptance::Caseworker::slip_to(Office::Schuldnerberatung, &granted, &[]);
        let (slip, code) = sender.issues(&slip).await;
        let author = town.caseworker(Office::Schuldnerberatung).await;
        let id = author.takes_on(&code, &["feedback_arrival"]).await;
        let path = format!("/uebergaben/{id}");
        let at = |person: Person| {
            let (town, path) = (&town, path.clone());
            async move {
                Held {
                    pages: town.at_the_pages(person).await,
                    path,
                }
            }
        };
        let colleague = at(Person::Role(Role::Caseworker)).await;
        let page = colleague.page().await;
        assert!(!page.offers("/irrtum") && !page.offers("/richtigstellen"));
        let tried = [("comment", "Versehen"), ("form_key", "k1")];
        let refused = colleague
            .pages
            .submit(&format!("{path}/irrtum"), &tried)
            .await;
        assert!(
            refused.text.contains("nur, wer es eingetragen hat"),
            "{}",
            refused.main()
        );

        let lead = at(Person::Role(Role::Lead)).await;
        assert!(lead.page().await.offers("/irrtum"));
        let author = at(Person::At(Office::Schuldnerberatung)).await;
        author
            .is_stopped("irrtum", &[("comment", "")], "in_error_comment", &[])
            .await;
        let page = author
            .does("irrtum", &[("comment", "Falsche Zeile.")])
            .await;
        assert!(page.main().contains("Als Irrtum vermerkt."));
        let seen = sender.get(&format!("/api/v1/slips/{slip}")).await.ok().text;
        assert!(seen.contains("retracted"), "{seen}");
        author.offers(&[]).await;
    }
);

on_both!(she_takes_back_what_came_with_the_slip, |town| async move {
    let granted = ["identity", "need", "feedback_arrival", "feedback_outcome"];
    let case = Case::of(&town, Office::Schuldnerberatung, &granted, true).await;
    let held = &case.held;
    assert!(
        held.page()
            .await
            .main()
            .contains("take_back_feedback_outcome")
    );
    let said = ("said_how", "in_person");
    held.is_stopped("zuruecknehmen", &[said], "take_back_items", &[])
        .await;
    let ticked = ["take_back_identity\" name=\"identity\" value=\"ja\" checked"];
    held.is_stopped(
        "zuruecknehmen",
        &[("identity", "ja")],
        "take_back_said_how",
        &ticked,
    )
    .await;
    let by_phone = [("identity", "ja"), ("said_how", "by_phone")];
    held.is_stopped("zuruecknehmen", &by_phone, "take_back_own_code", &ticked)
        .await;
    // She withdraws while the form of the feedback is open.
    let open = held.page().await;
    let key = open.key_of("/rueckmelden").to_owned();
    let page = held
        .does(
            "zuruecknehmen",
            &[("feedback_arrival", "ja"), ("identity", "ja"), said],
        )
        .await;
    assert!(!page.main().contains("take_back_identity"));
    let late = [("form_key", key.as_str()), ("tell_arrival", "ja")];
    let refused = held
        .pages
        .submit(&format!("{}/rueckmelden", held.path), &late)
        .await;
    assert!(
        refused.text.contains("hat sie nicht erlaubt"),
        "{}",
        refused.main()
    );
    // Nothing can be told any more, and yet the mistake stands at its field.
    acceptance::page::holds("told too late", &refused.text);
    assert!(refused.text.contains("id=\"feedback_tells-error\""));
    assert_eq!(case.received().await, json!([]));
    // What was copied is named in a notice, and the help goes on.
    assert!(
        page.main()
            .contains("Eine Einwilligung wurde zurückgenommen")
    );
    assert!(page.offers("/abschliessen"));

    let later = [said, ("said_on", "2026-11-23")];
    held.is_stopped("alles-zuruecknehmen", &later, "everything_said_on", &[])
        .await;
    let page = held.does("alles-zuruecknehmen", &[said]).await;
    assert!(
        page.main()
            .contains("Alle Einwilligungen sind zurückgenommen.")
    );
    assert!(!page.offers("/zuruecknehmen") && page.offers("/abschliessen"));
});
