//! Start pages, signing in, pages of a few sentences.

use acceptance::{Answer, Visitor};
use domain::vocabulary::Role;
use reqwest::StatusCode;
use web::{Demo, DemoLogin, DemoStop};

use super::{Link, TODAY, Walk};

pub(crate) async fn walk(walk: &Walk) {
    nobody(walk).await;
    in_the_demo(walk).await;
    signed_in(walk).await;
    the_session_ends(walk).await;
}

async fn nobody(walk: &Walk) {
    let nobody = Visitor::signed_out(walk.town.base());
    walk.shows("start", &nobody.opens("/").await);
    let page = nobody.opens("/anmelden").await;
    walk.shows("sign_in", &page);
    let typed = [("user_name", "schuldnerberatung"), ("password", "falsch")];
    let page = nobody.fills_in(&page, "/anmelden", &typed).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    walk.shows_errors("sign_in_error", &page, &["user_name"]);
    for (name, path) in [
        ("static_page", "/barrierefreiheit"),
        ("static_page_imprint", "/impressum"),
        ("static_page_privacy", "/datenschutzhinweise"),
    ] {
        walk.shows(name, &nobody.opens(path).await);
    }
    let nowhere = nobody.opens("/nirgends").await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    walk.shows("problem_not_found", &nowhere);
}

async fn in_the_demo(walk: &Walk) {
    let logins = walk.played.logins.iter().map(|login| DemoLogin {
        role: login.role.code().into(),
        institution: login.institution.clone(),
        user: login.user.clone(),
        password: login.password.clone(),
        offered: !login.user.contains('.'),
    });
    let stop = |case: &str, user: &str, target: String| DemoStop {
        case: case.into(),
        stands: "Wo es steht.".into(),
        shows: "Was zu sehen ist.".into(),
        user: user.into(),
        target,
    };
    let tour = walk.played.tour.iter().map(|seen| {
        let target = match seen.link {
            Link::Slip(slip) => format!("/laufzettel/{slip}"),
            Link::Handover(handover) => format!("/uebergaben/{handover}"),
            Link::Record(record) => format!("/personen/{record}"),
        };
        DemoStop {
            stands: seen.where_it_stands.clone(),
            shows: seen.what_it_shows.clone(),
            ..stop(&seen.case, &seen.user, target)
        }
    });
    let overview = stop(
        "Das ganze Netzwerk auf einem Bild",
        "netzwerk.koordination",
        "/statistik".into(),
    );
    let demo = Demo {
        logins: logins.collect(),
        overview: Some(overview),
        tour: tour.collect(),
    };
    let base = walk.town.serves_as_demo(demo).await;
    walk.shows("start_demo", &Visitor::signed_out(&base).opens("/").await);
}

/// Everybody finds what their role does; who has pages is not told of any to come.
async fn signed_in(walk: &Walk) {
    let people = [
        ("jugendamt.asd", Role::Caseworker),
        ("jugendamt.asd.leitung", Role::Lead),
        ("jugendamt.asd.datenschutz", Role::PrivacyOfficer),
        ("netzwerk.koordination", Role::Coordinator),
        ("betrieb", Role::Operator),
    ];
    for (user, role) in people {
        let page = walk.visits(user).await.opens("/").await;
        walk.shows(&format!("start_{role}"), &page);
    }
    for role in [Role::Caseworker, Role::Lead, Role::PrivacyOfficer] {
        assert!(web::waiting_room(role.code()).is_none(), "{role} has pages");
    }
}

/// What was typed waits until the same person is back.
async fn the_session_ends(walk: &Walk) {
    let visitor = walk.visits("schuldnerberatung").await;
    let page = visitor.opens("/laufzettel/neu").await;
    walk.town.it_is(TODAY, 23);
    let typed = [("person_name", "Anna \"Neumann\" <28>")];
    let asked: Answer = visitor.fills_in(&page, "/laufzettel/neu", &typed).await;
    walk.shows("sign_in_resume", &asked);
    let login = walk.played.logins.iter();
    let login = login
        .clone()
        .find(|login| login.user == "schuldnerberatung")
        .unwrap();
    let again = [
        ("user_name", login.user.as_str()),
        ("password", &login.password),
    ];
    let resumed = visitor.sends(&asked, "/anmelden", &again).await;
    assert!(
        resumed.text.contains("Anna &#34;Neumann&#34; &#60;28&#62;"),
        "{}",
        resumed.text
    );
    walk.shows("resume", &resumed);
    walk.town.it_is(TODAY, 9);
}
