//! An appointment is a day, perhaps a time, perhaps whom to ask for: a slip that would end before it, and
//! a day that passed, are asked about with the day that was meant.

use acceptance::{Caseworker, IssueForm, Office, Paper, Person, Town, on_both, unbroken};
use jiff::civil::date;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::{SENDER, stopped_at, submits};

const JANUARY: &str = "2027-01-12";

fn expecting(appointment: &Value) -> Value {
    let mut slip = Caseworker::slip_to(Office::Jugendamt, &["identity", "need"], &[]);
    slip["appointment"] = appointment.clone();
    slip
}

on_both!(
    a_slip_that_ends_before_its_appointment_is_issued_with_one_press,
    |town| async move {
        let pages = town.at_the_pages(SENDER).await;
        let typed = IssueForm::to(Office::Jugendamt)
            .with("appointment_on", "12.1.27")
            .with("appointment_time", "10.30 Uhr")
            .with("appointment_remark", "bei Frau Beispiel, Zimmer 12");
        let page = pages.opens("/laufzettel/neu").await.ok();
        let typed = typed.with("form_key", page.key_of("/laufzettel/neu"));
        let asked = pages.submit("/laufzettel/neu", &typed.fields()).await;
        stopped_at(&asked, "valid_until");
        let button = format!("name=\"proposed_valid_until\" value=\"{JANUARY}\"");
        assert!(asked.main().contains(&button), "{}", asked.main());
        assert!(asked.main().contains("Zimmer 12"), "nothing typed is lost");

        let pressed = typed.with("proposed_valid_until", JANUARY);
        let issued = pages.submit("/laufzettel/neu", &pressed.fields()).await;
        assert_eq!(issued.status, StatusCode::SEE_OTHER, "{}", issued.text);
        let to = issued.location.unwrap();
        let page = pages.opens(&to).await.ok();
        let said = "Dienstag, 12.01.2027, 10:30 Uhr, bei Frau Beispiel, Zimmer 12";
        assert!(page.main().contains(said), "{}", page.main());
        assert!(page.main().contains("Er gilt bis 12.01.2027."));

        let slip = to.split('?').next().unwrap();
        let pdf = pages.downloads(&format!("{slip}/papier.pdf")).await;
        {
            let paper = Paper::of(&pdf).unwrap();
            let text = paper.all();
            assert!(
                text.contains(&unbroken("Dienstag, 12.01.2027, 10:30 Uhr")),
                "{text}"
            );
            assert!(!text.contains(&unbroken("Uhr Uhr")));
        }
    }
);

on_both!(
    a_day_that_passed_is_asked_about_and_never_put_in_silently,
    |town| async move {
        let pages = town.at_the_pages(SENDER).await;
        for (typed, proposed) in [
            ("2026-01-05", "2027-01-05"),
            ("0026-12-01", "2026-12-01"),
            ("1.12.2025", "2026-12-01"),
        ] {
            let page = pages.opens("/laufzettel/neu").await.ok();
            let form = IssueForm::to(Office::Jugendamt)
                .with("valid_until", "2027-02-01")
                .with("appointment_on", typed)
                .with("form_key", page.key_of("/laufzettel/neu"));
            let asked = pages.submit("/laufzettel/neu", &form.fields()).await;
            stopped_at(&asked, "appointment_on");
            let button = format!("name=\"proposed_appointment_on\" value=\"{proposed}\"");
            assert!(asked.main().contains(&button), "{typed}: {}", asked.main());
            let pressed = form.with("proposed_appointment_on", proposed);
            let issued = pages.submit("/laufzettel/neu", &pressed.fields()).await;
            assert_eq!(issued.status, StatusCode::SEE_OTHER, "{}", issued.text);
        }
    }
);

on_both!(
    the_api_tells_the_proposed_day_in_its_problem,
    |town| async move {
        let sender = town.caseworker(Office::Schuldnerberatung).await;
        for (appointment, problem, proposed) in [
            (
                json!({"on": JANUARY}),
                "slip-ends-before-appointment",
                Some(JANUARY),
            ),
            (
                json!({"on": "2026-12-21", "at": "09:00"}),
                "slip-ends-before-appointment",
                Some("2026-12-21"),
            ),
            (
                json!({"on": "2026-11-21"}),
                "appointment-passed",
                Some("2026-12-21"),
            ),
            (
                json!({"on": "2016-12-01"}),
                "appointment-passed",
                Some("2026-12-01"),
            ),
            (json!({"on": "9999-12-31"}), "day-out-of-range", None),
            (
                json!({"on": "2026-12-01", "at": "24:00"}),
                "bad-input",
                None,
            ),
            (json!("10 Uhr"), "bad-input", None),
        ] {
            let answer = sender.post("/api/v1/slips", &expecting(&appointment)).await;
            assert_eq!(answer.problem(), problem, "{appointment}");
            assert_eq!(
                answer.json()["proposed_on"].as_str(),
                proposed,
                "{appointment}"
            );
        }
        // The last day itself, and a Saturday, are days like others.
        for on in ["2026-12-20", "2026-11-22", "2026-11-28"] {
            let appointment = json!({"on": on, "at": "09:30", "remark": "Eingang B"});
            let (slip, _) = sender.issues(&expecting(&appointment)).await;
            let read = sender.get(&format!("/api/v1/slips/{slip}")).await.ok();
            assert_eq!(read.json()["appointment"], appointment);
        }

        let (_, code) = sender
            .issues(&Caseworker::slip_to(Office::Jugendamt, &["need"], &[]))
            .await;
        let holder = town.caseworker(Office::Jugendamt).await;
        let handover = holder.takes_on(&code, &[]).await;
        let mut onward = Caseworker::slip_to(Office::Wohnungsamt, &["need"], &[]);
        onward.as_object_mut().unwrap().remove("new_client");
        onward["appointment"] = json!({"on": JANUARY});
        let path = format!("/api/v1/handovers/{handover}/forwarding");
        let forwarding = json!({"agreed": true, "slip": onward});
        let answer = holder.post(&path, &forwarding).await;
        assert_eq!(answer.problem(), "slip-ends-before-appointment");
        assert_eq!(answer.json()["proposed_on"], JANUARY);
    }
);

on_both!(
    a_new_paper_says_no_appointment_that_passed,
    |town| async move {
        let sender = town.caseworker(Office::Schuldnerberatung).await;
        let on = json!({"on": "2026-11-25", "at": "10:00"});
        let (slip, _) = sender.issues(&expecting(&on)).await;
        let path = format!("/api/v1/slips/{slip}/reissue");
        let before = json!({"her_wish": true, "valid_until": "2026-11-24"});
        let answer = sender.post(&path, &before).await;
        assert_eq!(answer.problem(), "slip-ends-before-appointment");

        town.it_is(date(2026, 11, 27), 9);
        let sender = town.caseworker(Office::Schuldnerberatung).await;
        let pages = town
            .at_the_pages(Person::At(Office::Schuldnerberatung))
            .await;
        let page = format!("/laufzettel/{slip}");
        let pdf = pages.downloads(&format!("{page}/papier.pdf")).await;
        {
            let paper = Paper::of(&pdf).unwrap();
            assert!(
                paper.all().contains(&unbroken("Ohne Termin")),
                "{}",
                paper.all()
            );
        }
        let as_before = json!({"her_wish": true, "valid_until": "2026-12-20"});
        let answer = sender.post(&path, &as_before).await;
        assert_eq!(answer.problem(), "appointment-passed");
        let shown = pages.opens(&page).await.ok();
        assert!(
            shown
                .main()
                .contains("ist vorbei. Auf dem neuen Zettel steht keiner")
        );

        let fields = [
            ("her_wish", "ja"),
            ("valid_until", "2026-12-20"),
            ("appointment_on", "2026-12-24"),
            ("appointment_time", "9 Uhr"),
        ];
        let asked = submits(&pages, &page, "neu-ausstellen", &fields).await;
        stopped_at(&asked, "reissue_valid_until");
        assert!(
            asked
                .main()
                .contains("name=\"proposed_valid_until\" value=\"2026-12-24\"")
        );
        let pressed = [&fields[..], &[("proposed_valid_until", "2026-12-24")]].concat();
        let done = submits(&pages, &page, "neu-ausstellen", &pressed).await;
        assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
        let read = sender.get(&format!("/api/v1/slips/{slip}")).await.ok();
        assert_eq!(
            read.json()["appointment"],
            json!({"on": "2026-12-24", "at": "09:00"})
        );

        let none = json!({"her_wish": true, "valid_until": "2026-12-20", "appointment": null});
        sender.post(&path, &none).await.ok();
        let read = sender.get(&format!("/api/v1/slips/{slip}")).await.ok();
        assert!(read.json().get("appointment").is_none());
        assert_eq!(Town::today(), date(2026, 11, 22));
    }
);
