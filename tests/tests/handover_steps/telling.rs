//! What crosses to the sender: what she releases now, what was wrong, what stays untold, her own word.

use acceptance::{Caseworker, Office, Person, Town, on_both};
use jiff::ToSpan;
use reqwest::StatusCode;
use serde_json::json;

use crate::Case;

on_both!(
    towards_an_office_that_may_reduce_benefits_she_releases_each_message,
    |town| async move {
        let case = Case::of(&town, Office::Grundsicherungsstelle, &["identity"], true).await;
        let held = &case.held;
        let page = held.page().await;
        assert!(!page.offers("/rueckmelden"), "no standing feedback");
        assert!(page.main().contains("release_tell_arrival"));
        let fields = [("tell_arrival", "ja")];
        held.is_stopped(
            "freigeben",
            &fields,
            "release_her_word",
            &["name=\"tell_arrival\" value=\"ja\" checked"],
        )
        .await;
        held.is_stopped(
            "freigeben",
            &[("her_word", "ja")],
            "release_tells",
            &["name=\"her_word\" value=\"ja\" checked"],
        )
        .await;
        assert_eq!(case.received().await, json!([]));
        let page = held
            .does("freigeben", &[("tell_arrival", "ja"), ("her_word", "ja")])
            .await;
        assert!(!page.main().contains("release_tell_arrival"));
        assert_eq!(case.received().await[0]["message"]["says"], "arrived");

        // What lies on her side is not offered, and does not cross if somebody forges it.
        held.does("abschliessen", &[("outcome", "ended_by_her")])
            .await;
        let page = held.page().await;
        assert!(
            !page.main().contains("release_tell_outcome"),
            "{}",
            page.main()
        );
        let forged = [
            ("tell_outcome", "ja"),
            ("her_word", "ja"),
            ("form_key", "k7"),
        ];
        let refused = held
            .pages
            .submit(&format!("{}/freigeben", held.path), &forged)
            .await;
        assert!(
            refused.text.contains("hat sie nicht erlaubt"),
            "{}",
            refused.main()
        );
        assert_eq!(case.received().await.as_array().unwrap().len(), 1);
    }
);

on_both!(what_was_told_by_mistake_is_taken_back, |town| async move {
    let granted = ["identity", "feedback_arrival", "feedback_outcome"];
    let case = Case::of(&town, Office::Schuldnerberatung, &granted, true).await;
    let held = &case.held;
    held.does("rueckmelden", &[("tell_arrival", "ja")]).await;
    let fields = [("message", "arrived"), ("comment", "")];
    held.is_stopped(
        "richtigstellen",
        &fields,
        "retract_comment",
        &["value=\"arrived\" selected"],
    )
    .await;
    let fields = [("message", ""), ("comment", "Verwechslung am Tresen")];
    held.is_stopped(
        "richtigstellen",
        &fields,
        "retract_message",
        &["Verwechslung am Tresen"],
    )
    .await;
    let fields = [
        ("message", "arrived"),
        ("comment", "Verwechslung am Tresen"),
    ];
    let page = held.does("richtigstellen", &fields).await;
    assert!(page.main().contains("Nichts von uns."), "{}", page.main());
    let received = case.received().await.to_string();
    assert!(
        received.contains("retracted") && !received.contains("Tresen"),
        "{received}"
    );

    // A request stays unanswered: it is not offered any more, and the sender cannot tell.
    let before = case.received().await;
    held.does("nicht-mitteilen", &[("item", "feedback_outcome")])
        .await;
    assert!(
        !held
            .page()
            .await
            .main()
            .contains("value=\"feedback_outcome\"><span")
    );
    assert_eq!(case.received().await, before);
});

on_both!(her_own_word_crosses_because_it_is_hers, |town| async move {
    let case = Case::of(&town, Office::Schuldnerberatung, &["identity"], true).await;
    let held = &case.held;
    let words = "Dort wurde mir zugehört.";
    held.is_stopped(
        "ihr-wort",
        &[("experience", ""), ("words", words)],
        "word_experience",
        &[words],
    )
    .await;
    let page = held
        .does("ihr-wort", &[("experience", "got_help"), ("words", words)])
        .await;
    assert!(page.main().contains("Ihr Wort ist weitergegeben."));
    let received = case.received().await.to_string();
    assert!(received.contains("got_help"), "{received}");
});

on_both!(
    what_she_takes_back_while_somebody_types_stays_untold_and_the_step_goes_through,
    |town| async move {
        let granted = ["identity", "feedback_outcome"];
        let case = Case::of(&town, Office::Schuldnerberatung, &granted, true).await;
        let held = &case.held;
        let page = held.page().await;
        assert!(page.main().contains("tell_outcome"), "{}", page.main());
        let client = case
            .sender
            .get(&format!("/api/v1/slips/{}", case.slip))
            .await;
        let back = json!({
            "client": client.ok().member("client"),
            "recipient": Office::Jugendamt.id(),
            "items": ["feedback_outcome"],
            "said": {"how": "in_person"},
        });
        let withdrawals = "/api/v1/consents/withdrawals";
        case.sender.post(withdrawals, &back).await.succeeded();

        let typed = [
            ("outcome", "help_provided"),
            ("note", "Der Antrag ist bewilligt."),
            ("tell_outcome", "ja"),
            ("form_key", page.key_of("/abschliessen")),
        ];
        let to = format!("{}/abschliessen", held.path);
        let done = held.pages.submit(&to, &typed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let shown = held.pages.opens(&done.location.unwrap()).await.ok();
        for sentence in [
            "Abgeschlossen. Nicht alles wurde mitgeteilt: Sie erlaubt es nicht mehr.",
            "Der Antrag ist bewilligt.",
        ] {
            assert!(shown.main().contains(sentence), "{}", shown.main());
        }
        assert_eq!(case.received().await, json!([]));
    }
);

on_both!(
    what_she_takes_back_while_she_arrives_stays_untold_and_she_is_here,
    |town| async move {
        let sender = town.caseworker(Office::Schuldnerberatung).await;
        let granted = ["identity", "feedback_arrival"];
        let slip = Caseworker::slip_to(Office::Jugendamt, &granted, &[]);
        let (slip, code) = sender.issues(&slip).await;
        let pages = town.at_the_pages(Person::At(Office::Jugendamt)).await;
        pages.submit("/s", &[("code", &code)]).await.ok();
        let shown = pages.opens("/s").await.ok();
        assert!(shown.main().contains("tell_arrival"));
        let client = sender.get(&format!("/api/v1/slips/{slip}")).await;
        let back = json!({
            "client": client.ok().member("client"),
            "recipient": Office::Jugendamt.id(),
            "items": ["feedback_arrival"],
            "said": {"how": "in_person"},
        });
        let withdrawals = "/api/v1/consents/withdrawals";
        sender.post(withdrawals, &back).await.succeeded();
        let today = Town::today().to_string();
        let fields = [
            ("form_key", shown.key_of("/s/eingang")),
            ("arrived_on", &today),
            ("tell_arrival", "ja"),
        ];
        let done = pages.submit("/s/eingang", &fields).await;
        let there = pages.opens(&done.location.unwrap()).await.ok();
        let said = "Nicht alles wurde mitgeteilt: Sie erlaubt es nicht mehr.";
        assert!(there.main().contains(said), "{}", there.main());
    }
);

on_both!(the_interface_says_what_stays_untold, |town| async move {
    let granted = ["identity", "feedback_arrival"];
    let case = Case::of(&town, Office::Schuldnerberatung, &granted, false).await;
    let holder = town.caseworker(Office::Jugendamt).await;
    let id = case.held.path.rsplit('/').next().unwrap().to_owned();
    let tell = json!({"tell": ["feedback_arrival", "feedback_acceptance"]});
    let at = format!("/api/v1/handovers/{id}/acceptance");
    let accepted = holder.post(&at, &tell).await.ok();
    assert_eq!(accepted.json()["untold"], json!(["feedback_acceptance"]));
    let none = json!({"outcome": "help_provided", "tell": []});
    let at = format!("/api/v1/handovers/{id}/conclusion");
    let concluded = holder.post(&at, &none).await.ok();
    assert_eq!(concluded.json().get("untold"), None);
});

on_both!(
    what_expires_between_the_form_and_its_answer_has_its_sentence_and_nothing_is_lost,
    |town| async move {
        let granted = ["identity", "feedback_arrival"];
        let case = Case::of(&town, Office::Schuldnerberatung, &granted, true).await;
        let held = &case.held;
        let page = held.page().await;
        let key = page.key_of("/rueckmelden").to_owned();
        town.it_is(Town::today().saturating_add(367.days()), 9);
        let fields = [("tell_arrival", "ja"), ("form_key", key.as_str())];
        let to = format!("{}/rueckmelden", held.path);
        let pages = town.at_the_pages(Person::At(Office::Jugendamt)).await;
        let answer = pages.submit(&to, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let said = "hat sie nicht erlaubt. Es wurde nichts mitgeteilt.";
        assert!(answer.text.contains(said), "{}", answer.main());
        let sender = town.caseworker(Office::Schuldnerberatung).await;
        let slip = sender.get(&format!("/api/v1/slips/{}", case.slip)).await;
        assert_eq!(slip.ok().json()["received"], json!([]));
        let page = pages.opens(&held.path).await.ok();
        assert!(page.offers("/abschliessen"), "{}", page.main());
    }
);
