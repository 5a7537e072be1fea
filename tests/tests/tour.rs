//! The demo's tour: one click signs in as who sees a stop, and lands there and nowhere else.

use acceptance::{Caseworker, Office, PASSWORD, Person, Town, Visitor, on_both};
use domain::vocabulary::Role;
use reqwest::StatusCode;
use web::{Demo, DemoLogin, DemoStop};

fn login(person: Person, offered: bool) -> DemoLogin {
    DemoLogin {
        role: Role::Caseworker.code().into(),
        institution: "Schuldnerberatung Suhlheim".into(),
        user: person.user(),
        password: PASSWORD.into(),
        offered,
    }
}

async fn demo(town: &Town) -> (Demo, String) {
    let sender = town.caseworker(Office::Schuldnerberatung).await;
    let slip = Caseworker::slip_to(Office::Jugendamt, &["identity"], &[]);
    let (slip, _) = sender.issues(&slip).await;
    let target = format!("/laufzettel/{slip}");
    let seen_by = Person::At(Office::Schuldnerberatung);
    let demo = Demo {
        logins: vec![
            login(seen_by, false),
            login(Person::At(Office::Jugendamt), true),
        ],
        overview: None,
        tour: vec![DemoStop {
            case: "Frau Neumann".into(),
            stands: "Ausgestellt.".into(),
            shows: "Ein neuer Weg.".into(),
            user: seen_by.user(),
            target: target.clone(),
        }],
    };
    (demo, target)
}

on_both!(a_stop_of_the_tour_is_one_click_away, |town| async move {
    let (demo, target) = demo(&town).await;
    let base = town.serves_as_demo(demo).await;
    let visitor = Visitor::signed_out(&base);
    let start = visitor.opens("/").await.ok();
    let shown = "Ansehen als Fachkraft, Schuldnerberatung Suhlheim";
    assert!(start.text.contains(shown), "{}", start.text);
    let hidden = format!("name=\"target\" value=\"{target}\"");
    assert!(start.text.contains(&hidden), "{}", start.text);

    let user = Office::Schuldnerberatung.user();
    let fields = [("user", user.as_str()), ("target", target.as_str())];
    let entered = visitor.submit("/demo/weiter", &fields).await;
    assert_eq!(entered.location.as_deref(), Some(target.as_str()));
    let slip = visitor.opens(&target).await.ok();
    assert!(slip.text.contains("Frau Neumann"));
});

// The tour begins where all ways are on one picture.
on_both!(the_first_stop_is_the_networks_picture, |town| async move {
    let (mut demo, _) = demo(&town).await;
    demo.logins
        .push(login(Person::Role(Role::Coordinator), true));
    demo.overview = Some(DemoStop {
        case: "Das ganze Netzwerk".into(),
        stands: "Alle Wege.".into(),
        shows: "Nie eine Person.".into(),
        user: Person::Role(Role::Coordinator).user(),
        target: "/statistik".into(),
    });
    let base = town.serves_as_demo(demo).await;
    let visitor = Visitor::signed_out(&base);
    let start = visitor.opens("/").await.ok();
    let (before, after) = start
        .text
        .split_once("Das ganze Netzwerk")
        .expect("the first stop");
    assert!(!before.contains("Frau Neumann") && after.contains("Frau Neumann"));
    let user = Person::Role(Role::Coordinator).user();
    let fields = [("user", user.as_str()), ("target", "/statistik")];
    let entered = visitor.submit("/demo/weiter", &fields).await;
    assert_eq!(entered.location.as_deref(), Some("/statistik"));
    let page = visitor.opens("/statistik").await.ok();
    assert!(page.text.contains("Statistik"));
});

on_both!(nobody_is_led_anywhere_but_to_the_tour, |town| async move {
    let (demo, target) = demo(&town).await;
    let base = town.serves_as_demo(demo).await;
    let (sender, office) = (Office::Schuldnerberatung.user(), Office::Jugendamt.user());
    for (user, target) in [
        (&sender, "https://boese.example/"),
        (&sender, "//boese.example/"),
        (&sender, "/abmelden"),
        (&sender, ""),
        // A stop is seen by its own login only.
        (&office, target.as_str()),
    ] {
        let visitor = Visitor::signed_out(&base);
        let fields = [("user", user.as_str()), ("target", target)];
        let entered = visitor.submit("/demo/weiter", &fields).await;
        assert_eq!(entered.location.as_deref(), Some("/"), "{user} {target}");
    }
    let unknown = Visitor::signed_out(&base);
    let fields = [("user", "frauenhaus"), ("target", target.as_str())];
    let refused = unknown.submit("/demo/weiter", &fields).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
    // Without a demo there is no such door.
    let visitor = Visitor::signed_out(town.base());
    let fields = [("user", sender.as_str()), ("target", target.as_str())];
    let refused = visitor.submit("/demo/weiter", &fields).await;
    assert_eq!(refused.status, StatusCode::NOT_FOUND);
});
