//! Start pages and signing in.
use super::super::{
    DemoUser, FieldErrors, HiddenField, ResumePage, SignInForm, SignInPage, StartSignedIn,
    StartSignedOut, Task, TourStop, waiting_room,
};
use super::{at_debt_counselling, check, frame, link, signed_out};

fn demo_user(user: &str, name: &str, office: &str, sentence: &str) -> DemoUser {
    DemoUser {
        user: user.into(),
        name: name.into(),
        office: office.into(),
        sentence: sentence.into(),
    }
}

fn stop(case: &str, stands: &str, shows: &str, seen: (&str, &str, &str)) -> TourStop {
    let (user, seen_as, target) = seen;
    TourStop {
        case: case.into(),
        stands: stands.into(),
        shows: shows.into(),
        user: user.into(),
        target: target.into(),
        seen_as: seen_as.into(),
    }
}

#[test]
fn start_signed_out() {
    let mut calm = signed_out();
    calm.demo = false;
    check(
        "start",
        &StartSignedOut {
            frame: calm,
            demo_users: vec![],
            overview: None,
            tour: vec![],
        },
    );
}

fn demo_users() -> Vec<DemoUser> {
    let asd = "Jugendamt Suhlheim, ASD";
    vec![
        demo_user(
            "winter",
            "Petra Winter, Fachkraft",
            "Schuldnerberatung",
            "Bestätigt Eingänge.",
        ),
        demo_user(
            "albers",
            "Jonas Albers, Fachkraft",
            asd,
            "Stellt Laufzettel aus.",
        ),
        demo_user(
            "brandt",
            "Sabine Brandt, Leitung",
            asd,
            "Korrigiert Versehen.",
        ),
        demo_user(
            "koch",
            "Miriam Koch, Koordination",
            "Netzwerkbüro",
            "Sieht nie eine Person.",
        ),
        demo_user(
            "seidel",
            "Frank Seidel, Datenschutz",
            "Jugendamt",
            "Prüft Einwilligungen.",
        ),
        demo_user(
            "ritter",
            "Lena Ritter, Betrieb",
            "Stadt Suhlheim",
            "Hält den Dienst am Laufen.",
        ),
    ]
}

fn tour() -> Vec<TourStop> {
    vec![
        stop(
            "Frau Neumann",
            "Die Schuldnerberatung hat angefangen, die Tagespflege sucht noch einen Platz.",
            "langer Weg, Ruhen und Fortsetzen, Rückmeldung erlaubt",
            (
                "albers",
                "Fachkraft, Jugendamt Suhlheim, ASD",
                "/laufzettel/1",
            ),
        ),
        stop(
            "Frau Möller",
            "Sie hat einen Beratungsgutschein und entscheidet selbst, wann sie ihn einlöst.",
            "Gutschein ohne Namen",
            (
                "weidlich",
                "Fachkraft, Grundsicherungsstelle Suhlheim",
                "/laufzettel/neu?person=2",
            ),
        ),
        stop(
            "Frau Lang",
            "Das Wohnungsamt hat abgelehnt und an das Sozialamt weitergeleitet.",
            "geschützter Absender, keine Rückmeldung",
            ("sommer", "Fachkraft, Sozialamt Suhlheim", "/uebergaben/3"),
        ),
        stop(
            "Frau Kern",
            "Ihr Zettel ans Wohnungsamt ist abgelaufen. Niemand fragt sie, warum.",
            "Widerruf, Doppelberatung, Bruch",
            (
                "bildung",
                "Fachkraft, Bildungsträger Suhlheim",
                "/laufzettel/4",
            ),
        ),
        stop(
            "Frau Frey",
            "Sie hat ihren Gutschein verloren und im Familienbüro einen neuen bekommen.",
            "Ersatz ohne Nachfragen",
            (
                "familie",
                "Fachkraft, Familienbüro Suhlheim",
                "/laufzettel/5",
            ),
        ),
    ]
}

#[test]
fn start_in_the_demo() {
    let page = StartSignedOut {
        frame: signed_out(),
        demo_users: demo_users(),
        overview: Some(stop(
            "Das ganze Netzwerk auf einem Bild",
            "Etwa 1500 erfundene Alleinerziehende gingen in zwei Quartalen durch Suhlheim.",
            "Wege und Zahlen, nie eine Person.",
            ("koch", "Netzwerkkoordination, Netzwerkbüro", "/statistik"),
        )),
        tour: tour(),
    };
    check("start_demo", &page);
}

#[test]
fn start_for_a_caseworker() {
    let task = |label: &str, href: &str, sentence: &str| Task {
        link: link(label, href),
        sentence: sentence.into(),
    };
    let page = StartSignedIn {
        frame: at_debt_counselling("/"),
        greeting: "Guten Tag, Frau Winter.".into(),
        sentence: "Zwei Menschen sind angekündigt, eine Sache ist heute fällig.".into(),
        code_field: true,
        tasks: vec![
            task(
                "1 Übergabe ist heute fällig",
                "/eingang#heute-faellig",
                "Frau Neumann wartet auf den Termin.",
            ),
            task(
                "2 Eingänge bestätigen",
                "/eingang#zu-bestaetigen",
                "Angekündigt, noch nicht bestätigt.",
            ),
            task(
                "Neuen Laufzettel ausstellen",
                "/laufzettel/neu",
                "Dauert etwa zwei Minuten.",
            ),
        ],
        to_come: vec![],
    };
    check("start_caseworker", &page);
}

#[test]
fn start_for_roles_whose_pages_are_to_come() {
    for role in ["caseworker", "lead", "privacy_officer"] {
        assert!(waiting_room(role).is_none(), "{role} has pages");
    }
    for (role, name) in [("coordinator", "Koch"), ("operator", "Ritter")] {
        let (sentence, to_come) = waiting_room(role).unwrap();
        let page = StartSignedIn {
            frame: frame(role, name, "Netzwerkbüro Suhlheim", "/"),
            greeting: "Guten Tag.".into(),
            sentence: sentence.into(),
            code_field: false,
            tasks: vec![],
            to_come: to_come.iter().map(|&line| line.into()).collect(),
        };
        check(&format!("start_{role}"), &page);
    }
}

pub(super) fn sign_in(resume: &str) -> SignInPage {
    SignInPage {
        frame: signed_out(),
        form: SignInForm {
            resume: resume.into(),
            ..SignInForm::default()
        },
        errors: FieldErrors::default(),
        single_sign_on: None,
    }
}

#[test]
fn sign_in_plain() {
    check("sign_in", &sign_in(""));
}

#[test]
fn sign_in_refused() {
    let mut page = sign_in("");
    page.form.user_name = "winter".into();
    page.errors.add(
        "user_name",
        "Benutzername oder Passwort stimmt nicht. Bitte noch einmal eingeben.",
    );
    check("sign_in_error", &page);
}

#[test]
fn sign_in_after_the_session_ended() {
    let mut page = sign_in("c2VhbGVk");
    page.single_sign_on = Some("/anmelden/verwaltung".into());
    check("sign_in_resume", &page);
}

#[test]
fn resume_after_signing_in_again() {
    let hidden = |name: &str, value: &str| HiddenField {
        name: name.into(),
        value: value.into(),
    };
    let page = ResumePage {
        frame: at_debt_counselling(""),
        what: "Laufzettel für Frau Neumann an das Jugendamt, Unterhaltsvorschuss".into(),
        action: "/laufzettel/neu".into(),
        fields: vec![
            hidden("form_key", "f1"),
            hidden("person_name", "Anna \"Neumann\" <28>"),
        ],
        back: "/laufzettel/neu".into(),
    };
    check("resume", &page);
}
