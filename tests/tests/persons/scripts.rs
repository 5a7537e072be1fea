//! Names in other scripts: they come to paper as they were entered; what no paper can print is asked about
//! where it is entered, at the API and at the page alike.

use acceptance::{Caseworker, IssueForm, Office, Paper, on_both, unbroken};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::values::at_field;
use crate::{OWN, holds, main_part};

on_both!(a_name_in_her_own_script_comes_to_paper, |town| async move {
    let pages = town.at_the_pages(OWN).await;
    for name in ["سمية حداد", "שרה לוי", "ሰላም ተስፋይ", "ნინო ბერიძე", "王小明"]
    {
        let form = pages.opens("/laufzettel/neu").await.ok();
        let filled = IssueForm::to(Office::Jugendamt)
            .with("form_key", form.key_of("/laufzettel/neu"))
            .with("person_name", name)
            .with("reason", &format!("Der Vermieter von {name} hat gemahnt."))
            .with("share_identity", "ja");
        let issued = pages.submit("/laufzettel/neu", &filled.fields()).await.ok();
        let there = issued.location.unwrap();
        let (slip, _) = there.split_once('?').unwrap();
        // Then: on the page it stands apart from the words around it
        let shown = pages.opens(slip).await.ok();
        holds(main_part(&shown.text), &[&format!("<bdi>{name}")]);
        // Then: on paper it is what was entered
        let pdf = pages.downloads(&format!("{slip}/papier.pdf")).await;
        let paper = Paper::of(&pdf).unwrap();
        for word in name.split(' ') {
            assert!(
                paper.text.contains(&unbroken(word)),
                "{name}: {}",
                paper.text
            );
        }
    }
});

on_both!(
    what_no_paper_can_print_is_asked_about_before_anything_is_issued,
    |town| async move {
        let api = town.caseworker(Office::Schuldnerberatung).await;
        let pages = town.at_the_pages(OWN).await;
        let record = json!({"identity": {"name": "Sabine Neumann"}});
        let record = api.post("/api/v1/clients", &record).await.ok();
        let rectify = format!("/api/v1/clients/{}/rectification", record.member("client"));
        let slip = |change: fn(&mut Value, &str), text: &str| {
            let mut slip = Caseworker::slip_to(Office::Jugendamt, &["identity"], &[]);
            change(&mut slip, text);
            slip
        };
        for (text, letter) in [
            ("Sabine 😀 Neumann", "😀"),
            ("𐎀𐎁", "𐎀"),
            ("Zimmer 12 ☐", "☐"),
            ("Sabine\u{651}", "e\u{651}"),
        ] {
            // When: it is entered as a name, corrected to, or said of a slip
            let identity = json!({"identity": {"name": text}});
            let name =
                |slip: &mut Value, text: &str| slip["new_client"]["identity"]["name"] = text.into();
            let reason = |slip: &mut Value, text: &str| slip["reason"] = text.into();
            let remark = |slip: &mut Value, text: &str| {
                slip["appointment"] = json!({"on": "2026-12-01", "remark": text});
            };
            for (path, body, field) in [
                ("/api/v1/clients", identity.clone(), "identity.name"),
                (rectify.as_str(), identity, "identity.name"),
                ("/api/v1/slips", slip(name, text), "identity.name"),
                ("/api/v1/slips", slip(reason, text), "reason"),
                ("/api/v1/slips", slip(remark, text), "appointment.remark"),
            ] {
                let answer = api.post(path, &body).await;
                assert_eq!(answer.problem(), "not-printable", "{path} {field} {text}");
                assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
                let said = answer.json()["detail"].to_string();
                assert!(said.contains(letter) && said.contains(field), "{said}");
            }
            // Then: the page says so at its field
            for field in ["person_name", "contact"] {
                let mut fields = vec![("person_name", "Sabine Neumann")];
                fields.retain(|(name, _)| *name != field);
                fields.push((field, text));
                at_field(&pages, "/personen/neu", &fields, field).await;
            }
            for field in ["person_name", "reason"] {
                let form = IssueForm::to(Office::Jugendamt).with(field, text);
                at_field(&pages, "/laufzettel/neu", &form.fields(), field).await;
            }
        }
    }
);
