//! Sending her on, and where she can go instead.

use acceptance::{IssueForm, Office, Person, Town, on_both};
use casework::KeepEntry;
use domain::institutions::Service;
use domain::vocabulary::{Need, Role};
use domain::{Line, Staff};
use reqwest::StatusCode;

use crate::{Case, Held};

/// A place as forms name it.
fn place(office: Office) -> String {
    format!("{}:{}", office.id(), office.service())
}

impl Held {
    /// Whether the page that sends her on has chosen this place for her need, and offers any.
    async fn is_chosen(&self, place: &str) -> bool {
        let id = self.path.rsplit('/').next().unwrap();
        let page = format!("/laufzettel/neu?uebergabe={id}");
        let page = self.pages.opens(&page).await.ok();
        let offered = format!("value=\"maintenance:{}", Office::Jugendamt.id());
        let own = page.main().contains(&offered);
        assert!(
            !own && page.main().contains("value=\"housing:"),
            "{}",
            page.main()
        );
        page.main()
            .contains(&format!("value=\"maintenance:{place}\" selected"))
    }

    /// The issue page for her, filled in: to the Wohnungsamt.
    async fn forward_form(&self) -> IssueForm {
        let id = self.path.rsplit('/').next().unwrap();
        let there = format!("/laufzettel/neu?uebergabe={id}");
        let page = self.pages.opens(&there).await.ok();
        assert!(page.main().contains("Weiterleiten") && page.main().contains("Frau Neumann"));
        assert!(!page.main().contains("name=\"person_name\""));
        IssueForm::to(Office::Wohnungsamt)
            .with("form_key", page.key_of("/laufzettel/neu"))
            .with("handover", id)
            .with("person_name", "")
    }
}

on_both!(she_is_sent_on_with_a_slip_of_her_own, |town| async move {
    let case = Case::of(&town, Office::Schuldnerberatung, &["identity"], true).await;
    let held = &case.held;
    let form = held.forward_form().await.with("share_identity", "ja");

    let not_agreed = held.pages.submit("/laufzettel/neu", &form.fields()).await;
    assert_eq!(not_agreed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(not_agreed.text.contains("id=\"agreed-error\""));
    assert!(
        not_agreed
            .main()
            .contains("Seit einem Jahr kommt kein Unterhalt.")
    );

    let form = form.with("agreed", "ja");
    let to_oneself = form.clone().offer(Office::Jugendamt, Office::Jugendamt);
    let refused = held
        .pages
        .submit("/laufzettel/neu", &to_oneself.fields())
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused.text.contains("nicht zur eigenen"),
        "{}",
        refused.main()
    );
    for kept in [
        "Seit einem Jahr kommt kein Unterhalt.",
        "2026-12-20",
        "name=\"agreed\" value=\"ja\" checked",
    ] {
        assert!(refused.main().contains(kept), "{kept}: {}", refused.main());
    }
    assert!(
        held.page().await.offers("/abschliessen"),
        "nothing happened"
    );

    let sent = held.pages.submit("/laufzettel/neu", &form.fields()).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    let there = sent.location.unwrap();
    assert!(there.ends_with("?getan=weitergeleitet"), "{there}");
    let child = held.pages.opens(&there).await.ok();
    assert!(child.main().contains("Wohnungsamt Suhlheim"));
    let slip = there.split('?').next().unwrap();
    let paper = held.pages.downloads(&format!("{slip}/papier.pdf")).await;
    assert!(paper.starts_with(b"%PDF-"));
    let next = town.at_the_pages(Person::At(Office::Wohnungsamt)).await;
    next.submit("/s", &[("code", child.station_code())])
        .await
        .ok();
    assert!(next.opens("/s").await.ok().text.contains("Frau Neumann"));

    let page = held.page().await;
    assert!(
        page.main().contains(&format!("href=\"{slip}\"")),
        "{}",
        page.main()
    );
    held.offers(&[
        "wieder-aufnehmen",
        "irrtum",
        "ihr-wort",
        "rueckruf",
        "freigeben",
    ])
    .await;
    let again = held
        .pages
        .opens(&format!(
            "/laufzettel/neu?uebergabe={}",
            held.path.rsplit('/').next().unwrap()
        ))
        .await;
    assert_eq!(again.status, StatusCode::CONFLICT, "twice");
    held.is_stopped(
        "wieder-aufnehmen",
        &[("comment", " ")],
        "reopen_comment",
        &[],
    )
    .await;
    let why = [("comment", "Sie möchte doch hier weitermachen.")];
    let page = held.does("wieder-aufnehmen", &why).await;
    assert!(page.main().contains("Wieder aufgenommen."));
    assert!(page.offers("/abschliessen"));
});

on_both!(
    a_second_slip_to_the_same_service_is_asked_about,
    |town| async move {
        let case = Case::of(&town, Office::Schuldnerberatung, &["identity"], true).await;
        let held = &case.held;
        let page = held.page().await;
        let (_, person) = page.main().split_once("Verlauf").map_or(("", ""), |p| p);
        assert!(!person.is_empty());
        let form = held.forward_form().await.with("agreed", "ja");
        let sent = held.pages.submit("/laufzettel/neu", &form.fields()).await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
        let why = [("comment", "Sie ist wieder da.")];
        held.does("wieder-aufnehmen", &why).await;

        let form = held.forward_form().await.with("agreed", "ja");
        let asked = held.pages.submit("/laufzettel/neu", &form.fields()).await;
        assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(
            asked
                .main()
                .contains("Es gibt schon einen offenen Laufzettel")
        );
        assert!(asked.main().contains("name=\"duplicate_confirmed\""));
        assert!(
            asked
                .main()
                .contains("Seit einem Jahr kommt kein Unterhalt.")
        );
        let even_so = form.with("duplicate_confirmed", "ja");
        let sent = held
            .pages
            .submit("/laufzettel/neu", &even_so.fields())
            .await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.text);
    }
);

on_both!(a_rejection_names_a_next_place_on_paper, |town| async move {
    let case = Case::of(
        &town,
        Office::Schuldnerberatung,
        &["identity", "need"],
        false,
    )
    .await;
    let held = &case.held;
    let place = place(Office::Wohnungsamt);
    let fields = [
        ("reason", "waiting_list_closed"),
        ("where_instead", place.as_str()),
    ];
    let page = held.does("ablehnen", &fields).await;
    assert!(page.main().contains("/stattdessen.pdf"), "{}", page.main());
    let paper = held
        .pages
        .downloads(&format!("{}/stattdessen.pdf", held.path))
        .await;
    assert!(paper.starts_with(b"%PDF-"));
    // It meets another need than hers, so nothing is chosen for her when she is sent on.
    assert!(!held.is_chosen(&place).await);

    // A second station for her own need is chosen beforehand.
    let case = Case::of(
        &town,
        Office::Schuldnerberatung,
        &["identity", "need"],
        false,
    )
    .await;
    let near = self::place(Office::Kita);
    let also = Service {
        id: Office::Kita.service(),
        name: Line::parse("Unterhalt").unwrap(),
        needs: [Need::Maintenance].into(),
    };
    let (desk, key) = (town.desk(), town.desk().fresh_key());
    let operator = Staff {
        function: Role::Operator,
        ..Town::staff(Office::Kita)
    };
    desk.perform(
        operator,
        &KeepEntry {
            institution: Office::Kita.id(),
            service: Some(&also),
            hours: None,
            person: None,
        },
        &key,
    )
    .await
    .unwrap();
    let fields = [("reason", "no_capacity"), ("where_instead", near.as_str())];
    case.held.does("ablehnen", &fields).await;
    assert!(case.held.is_chosen(&near).await);

    let without = Case::of(&town, Office::Frauenhaus, &["identity"], false).await;
    without
        .held
        .does("ablehnen", &[("reason", "no_capacity")])
        .await;
    let nothing = without
        .held
        .pages
        .opens(&format!("{}/stattdessen.pdf", without.held.path))
        .await;
    assert_eq!(nothing.status, StatusCode::NOT_FOUND);
});
