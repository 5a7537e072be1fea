//! The slip behind a station code.
use super::super::{ArrivalForm, FieldErrors, RejectForm, SlipByCodePage, Tone};
use super::handovers::{tells_on_arrival, tells_on_rejection};
use super::{at_debt_counselling, badge, check, facts, frame, link, rejection_reasons};

pub(super) fn slip_by_code() -> SlipByCodePage {
    SlipByCodePage {
        frame: at_debt_counselling(""),
        who: "Frau Neumann".into(),
        sender: "Jugendamt Suhlheim, ASD".into(),
        badge: badge(Tone::Success, "gültig bis 10. Dezember"),
        facts: facts(&[
            ("Bedarf", "Schulden"),
            (
                "Anlass",
                "Mietrückstand seit drei Monaten, Briefe ungeöffnet",
            ),
            ("Name", "Anna Neumann, Jahrgang 1998"),
            ("Termin", "16. November 2026, 10 Uhr"),
        ]),
        sender_learns:
            "dass sie angekommen ist, ob Sie annehmen und das Ergebnis. Sie hat es erlaubt.".into(),
        notice: String::new(),
        can_arrive: true,
        next: vec![],
        form: ArrivalForm {
            form_key: "f1".into(),
            arrived_on: "2026-11-16".into(),
            ..ArrivalForm::default()
        },
        today: "2026-11-16".into(),
        tells: tells_on_arrival(),
        reject: RejectForm {
            form_key: "f2".into(),
            ..RejectForm::default()
        },
        reject_open: false,
        reasons: rejection_reasons(),
        places: super::places(),
        reject_tells: tells_on_rejection(),
        errors: FieldErrors::default(),
    }
}

#[test]
fn slip_with_feedback_allowed() {
    check("slip_by_code", &slip_by_code());
}

#[test]
fn slip_from_a_neutral_sender_being_rejected() {
    let mut page = slip_by_code();
    page.frame = frame("caseworker", "Dirk Sommer", "Wohnungsamt Suhlheim", "");
    page.who = "Eine Person ohne Namen".into();
    page.sender = "Netzwerk Alleinerziehende Suhlheim".into();
    page.facts = facts(&[("Bedarf", "Wohnen"), ("Anlass", "keine Angabe")]);
    page.sender_learns = "nichts. Rückmeldung ist nicht vorgesehen.".into();
    page.tells.clear();
    page.reject_tells.clear();
    page.reject_open = true;
    page.reject.reason = "other".into();
    page.errors.add(
        "reject_comment",
        "Schreiben Sie bei „Sonstiges“ bitte kurz dazu, warum es nicht geht.",
    );
    check("slip_by_code_reject", &page);
}

#[test]
fn slip_that_was_withdrawn() {
    let mut page = slip_by_code();
    page.who = "Eine Person ohne Namen".into();
    page.badge = badge(Tone::Quiet, "zurückgezogen");
    page.facts.clear();
    page.notice =
        "Dieser Laufzettel wurde zurückgezogen. Ist sie da, helfen Sie ihr ohne Zettel weiter."
            .into();
    page.can_arrive = false;
    page.next = vec![link("Ankunft ohne Zettel eintragen", "/uebergaben/neu")];
    page.sender.clear();
    page.sender_learns.clear();
    check("slip_by_code_withdrawn", &page);
}
