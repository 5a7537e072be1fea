//! She is announced and has not come: what the office can do already, at its page and at the API, and that
//! the sender sees nothing of it.

use acceptance::{Caseworker, Office, Person, Town, on_both};
use domain::vocabulary::Role;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::Held;

/// The office that has a caseworker and a lead.
const OFFICE: Office = Office::Schuldnerberatung;

/// Somebody who may come, as the office sees it and as the sender does.
struct Expected {
    sender: Caseworker,
    slip: String,
    code: String,
    office: Caseworker,
    lead: Caseworker,
    held: Held,
    /// What the sender saw when she was sent.
    sent: String,
}

impl Expected {
    async fn of(town: &Town) -> Self {
        let sender = town.caseworker(Office::Jugendamt).await;
        let granted = [
            "announce",
            "identity",
            "feedback_arrival",
            "feedback_outcome",
        ];
        let slip = Caseworker::slip_to(OFFICE, &granted, &[]);
        let (slip, code) = sender.issues(&slip).await;
        let office = town.caseworker(OFFICE).await;
        let worklist = office.get("/api/v1/worklist").await.ok().json();
        let lines = worklist["worklist"].as_array().unwrap().clone();
        let mut announced = lines.iter().filter(|line| line["stage"] == "announced");
        let id = announced.next_back().unwrap()["handover"].as_str().unwrap();
        let held = Held {
            pages: town.at_the_pages(Person::At(OFFICE)).await,
            path: format!("/uebergaben/{id}"),
        };
        let mut expected = Self {
            sender,
            slip,
            code,
            office,
            lead: town.at_the_api(Person::Role(Role::Lead)).await,
            held,
            sent: String::new(),
        };
        expected.sent = expected.seen_by_the_sender().await;
        expected
    }

    fn at(&self, step: &str) -> String {
        let id = self.held.path.rsplit('/').next().unwrap();
        let step = if step.is_empty() {
            String::new()
        } else {
            format!("/{step}")
        };
        format!("/api/v1/handovers/{id}{step}")
    }

    async fn does(&self, step: &str, body: &Value) {
        self.office.post(&self.at(step), body).await.succeeded();
    }

    async fn is_refused(&self, step: &str, body: &Value, problem: &str) {
        let refused = self.office.post(&self.at(step), body).await;
        assert_eq!(refused.problem(), problem, "{step}: {}", refused.text);
    }

    async fn state(&self) -> String {
        self.office.get(&self.at("")).await.ok().member("state")
    }

    async fn seen_by_the_sender(&self) -> String {
        let path = format!("/api/v1/slips/{}", self.slip);
        self.sender.get(&path).await.ok().text
    }

    /// Nothing of it crossed, and when she comes all the same, she is not turned away.
    async fn comes_all_the_same(&self, town: &Town) {
        assert_eq!(self.seen_by_the_sender().await, self.sent);
        let pages = town.at_the_pages(Person::At(OFFICE)).await;
        let typed = pages.submit("/s", &[("code", &self.code)]).await;
        assert_eq!(typed.location.as_deref(), Some("/s"), "{}", typed.text);
        let code = json!({"code": self.code});
        let arrived = self.office.post("/api/v1/handovers", &code).await.ok();
        let handover = arrived.member("handover");
        assert!(self.held.path.ends_with(&handover));
    }
}

on_both!(she_is_turned_down_before_she_came, |town| async move {
    let by_api = Expected::of(&town).await;
    let no = json!({"reason": "no_capacity"});
    by_api
        .is_refused("rejection", &json!({}), "reason-missing")
        .await;
    by_api.does("rejection", &no).await;
    assert_eq!(by_api.state().await, "rejected");
    // That she came cannot be told: she did not.
    let told = json!({"items": ["feedback_arrival"]});
    by_api
        .is_refused("feedback", &told, "feedback-not-permitted")
        .await;
    by_api.comes_all_the_same(&town).await;

    let by_page = Expected::of(&town).await;
    by_page
        .held
        .offers(&["ablehnen", "beenden", "zuweisen"])
        .await;
    by_page
        .held
        .is_stopped("ablehnen", &[("reason", "")], "reject_reason", &[])
        .await;
    let page = by_page
        .held
        .does("ablehnen", &[("reason", "no_capacity")])
        .await;
    assert!(page.main().contains("Abgelehnt"), "{}", page.main());
    by_page.held.offers(&["wieder-aufnehmen", "ihr-wort"]).await;
    by_page.comes_all_the_same(&town).await;
});

on_both!(
    she_says_before_she_came_that_she_will_not,
    |town| async move {
        let by_api = Expected::of(&town).await;
        by_api.does("end", &Value::Null).await;
        assert_eq!(by_api.state().await, "ended_by_her");
        let again = json!({"comment": "Sie kommt doch."});
        by_api
            .is_refused("reopening", &again, "only-on-her-word")
            .await;
        by_api.comes_all_the_same(&town).await;

        let by_page = Expected::of(&town).await;
        let page = by_page.held.does("beenden", &[]).await;
        assert!(page.main().contains("Auf ihren Wunsch beendet."));
        let comment = [("comment", "Sie kommt doch.")];
        by_page
            .held
            .is_stopped(
                "wieder-aufnehmen",
                &comment,
                "reopen_her_word",
                &["Sie kommt doch."],
            )
            .await;
        let word = [("comment", "Sie kommt doch."), ("her_word", "ja")];
        by_page.held.does("wieder-aufnehmen", &word).await;
        assert_eq!(by_page.state().await, "announced");
        by_page.comes_all_the_same(&town).await;
    }
);

on_both!(a_colleague_expects_her, |town| async move {
    let by_api = Expected::of(&town).await;
    let colleagues = by_api.office.get("/api/v1/colleagues").await.ok().json();
    let account = colleagues["colleagues"][0]["account"].as_str().unwrap();
    by_api.does("assignment", &json!({"to": account})).await;
    let shown = by_api.office.get(&by_api.at("")).await.ok().json();
    assert_eq!(shown["assigned_to"], account);
    assert_eq!(shown["state"], "announced");
    // Who expects her still does when she is there.
    by_api.comes_all_the_same(&town).await;
    let shown = by_api.office.get(&by_api.at("")).await.ok().json();
    assert_eq!(shown["assigned_to"], account);
    assert_eq!(shown["state"], "acknowledged");

    let by_page = Expected::of(&town).await;
    let page = by_page.held.does("zuweisen", &[("to", account)]).await;
    assert!(page.main().contains("Zuständig"), "{}", page.main());
    assert_eq!(by_page.state().await, "announced");
    by_page.comes_all_the_same(&town).await;
});

on_both!(
    what_was_closed_before_she_came_is_open_again,
    |town| async move {
        let by_api = Expected::of(&town).await;
        by_api
            .does("rejection", &json!({"reason": "no_capacity"}))
            .await;
        by_api
            .is_refused("reopening", &json!({}), "comment-missing")
            .await;
        by_api
            .does("reopening", &json!({"comment": "Es ist Platz."}))
            .await;
        assert_eq!(by_api.state().await, "announced", "she has not come yet");
        by_api
            .is_refused("acceptance", &json!({}), "handover-not-acknowledged")
            .await;
        by_api.comes_all_the_same(&town).await;
        assert_eq!(by_api.state().await, "acknowledged");

        let by_page = Expected::of(&town).await;
        by_page
            .held
            .does("ablehnen", &[("reason", "no_capacity")])
            .await;
        by_page
            .held
            .is_stopped(
                "wieder-aufnehmen",
                &[("comment", " ")],
                "reopen_comment",
                &[],
            )
            .await;
        let why = [("comment", "Es ist Platz.")];
        let page = by_page.held.does("wieder-aufnehmen", &why).await;
        assert!(page.main().contains("Wieder aufgenommen."));
        by_page
            .held
            .offers(&["ablehnen", "beenden", "zuweisen"])
            .await;
        by_page.comes_all_the_same(&town).await;
        assert_eq!(by_page.state().await, "acknowledged");
    }
);

on_both!(
    who_should_not_have_been_announced_is_marked_by_the_lead,
    |town| async move {
        let by_api = Expected::of(&town).await;
        let wrong = json!({"comment": "Falsche Stelle."});
        // The caseworker has written nothing here, so it is the lead's to correct.
        by_api
            .is_refused("error", &wrong, "only-author-or-lead")
            .await;
        let missing = by_api.lead.post(&by_api.at("error"), &json!({})).await;
        assert_eq!(missing.problem(), "comment-missing", "{}", missing.text);
        by_api
            .lead
            .post(&by_api.at("error"), &wrong)
            .await
            .succeeded();
        assert_eq!(by_api.state().await, "in_error");
        by_api.comes_all_the_same(&town).await;
        assert_eq!(
            by_api.state().await,
            "acknowledged",
            "she is here, whatever was noted"
        );

        let by_page = Expected::of(&town).await;
        assert!(!by_page.held.page().await.offers("/irrtum"));
        let lead = Held {
            pages: town.at_the_pages(Person::Role(Role::Lead)).await,
            path: by_page.held.path.clone(),
        };
        lead.offers(&["ablehnen", "beenden", "irrtum", "zuweisen"])
            .await;
        lead.is_stopped("irrtum", &[("comment", "")], "in_error_comment", &[])
            .await;
        let page = lead.does("irrtum", &[("comment", "Falsche Stelle.")]).await;
        assert!(page.main().contains("Als Irrtum vermerkt."));
        let forged = [("comment", "Versehen"), ("form_key", "k1")];
        let again = lead
            .pages
            .submit(&format!("{}/irrtum", lead.path), &forged)
            .await;
        assert_eq!(again.status, StatusCode::CONFLICT, "{}", again.main());
        by_page.comes_all_the_same(&town).await;
    }
);
