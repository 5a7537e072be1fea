//! What a slip's own office sees of it.
use super::super::{
    CallBackStep, ConfirmStep, FieldErrors, HistoryLine, IssuedPage, PaperReturnForm,
    PaperReturnStep, ReissueForm, ReissueStep, ReviveForm, ReviveStep, Tone,
};
use super::{at_youth_office, badge, check, facts, frame, group, history};

fn feedback() -> Vec<HistoryLine> {
    history(&[
        (
            "19. November 2026",
            "Schuldnerberatung Suhlheim: Hilfe hat begonnen und geht weiter.",
        ),
        (
            "16. November 2026",
            "Schuldnerberatung Suhlheim: angekommen und angenommen.",
        ),
    ])
}

pub(super) fn issued() -> IssuedPage {
    IssuedPage {
        frame: at_youth_office(""),
        just_done: String::new(),
        who: "Frau Neumann".into(),
        addressee: "Schuldnerberatung Suhlheim, Schuldenberatung".into(),
        badge: badge(Tone::Info, "ausgestellt"),
        state: "Gültig bis 10. Dezember 2026.".into(),
        code: "K7Q2-MX4T-9V3R-WPD8".into(),
        code_gone: false,
        print: Some("/laufzettel/1/papier.pdf".into()),
        file_note: Some("/laufzettel/1/vermerk.pdf".into()),
        feedback_allowed: true,
        on_paper: false,
        allowed: vec![
            "angekommen".into(),
            "angenommen oder nicht".into(),
            "Ergebnis".into(),
        ],
        feedback: feedback(),
        facts: facts(&[
            ("Bedarf", "Schulden"),
            (
                "Anlass",
                "Mietrückstand seit drei Monaten, Briefe ungeöffnet",
            ),
            ("Weitergegeben", "Name, Geburtsjahr, Bedarf, Anlass"),
            ("Nicht weitergegeben", "Kontakt, Angaben zu Kindern"),
            ("Termin", "Montag, 16.11.2026, 10:00 Uhr"),
        ]),
        history: history(&[(
            "12. November 2026",
            "Einwilligung schriftlich aufgenommen, Laufzettel ausgestellt.",
        )]),
        call_back: None,
        hide_sender: Some(ConfirmStep {
            action: "/laufzettel/1/absender".into(),
            form_key: "f1".into(),
        }),
        withdraw: Some(ConfirmStep {
            action: "/laufzettel/1/zuruecknehmen".into(),
            form_key: "f2".into(),
        }),
        reissue: Some(ReissueStep {
            action: "/laufzettel/1/neu-ausstellen".into(),
            form: ReissueForm {
                form_key: "f3".into(),
                her_wish: String::new(),
                valid_until: "2026-12-20".into(),
                ..ReissueForm::default()
            },
            papers: super::paper_choices(),
            today: "2026-11-22".into(),
            passed: Some("Montag, 16.11.2026, 10:00 Uhr".into()),
            proposed: None,
            open: false,
        }),
        // In life either the one or the other is there.
        revive: Some(ReviveStep {
            action: "/laufzettel/1/verlaengern".into(),
            form: ReviveForm::default(),
            today: "2026-11-22".into(),
            open: false,
        }),
        paper_return: Some(PaperReturnStep {
            reference: "4A4A4A".into(),
            action: "/laufzettel/1/rueckmeldung".into(),
            form: PaperReturnForm::default(),
            messages: vec![group("Ankunft", &[("arrived", "Sie ist angekommen.")])],
            open: false,
        }),
        in_error: None,
        errors: FieldErrors::default(),
    }
}

#[test]
fn issued_with_feedback() {
    check("issued", &issued());
}

#[test]
fn issued_and_to_be_called_back() {
    let mut page = issued();
    page.call_back = Some(CallBackStep {
        asked:
            "20. November 2026: Schuldnerberatung Suhlheim bittet um Ihren Anruf, Telefon 030 23125 301. \
                Die Stelle gibt an, dass die Person dort war und es möchte."
                .into(),
        hidden: true,
        action: "/laufzettel/1/rueckruf".into(),
        form_key: "f9".into(),
    });
    check("issued_call_back", &page);
}

#[test]
fn issued_just_now() {
    let mut page = issued();
    page.just_done = "Der Laufzettel ist ausgestellt. Bitte drucken und ihr mitgeben.".into();
    page.feedback.clear();
    check("issued_just_now", &page);
}

#[test]
fn issued_to_a_station_that_answers_on_paper() {
    let mut page = issued();
    page.on_paper = true;
    page.feedback.clear();
    check("issued_on_paper", &page);
}

#[test]
fn issued_without_feedback() {
    let mut page = issued();
    page.frame = frame("caseworker", "Uwe Hartmann", "Jobcenter Suhlheim", "");
    page.who = "Ohne Namen".into();
    page.feedback_allowed = false;
    page.feedback.clear();
    page.allowed.clear();
    page.badge = badge(Tone::Quiet, "Gültigkeit beendet");
    page.state = "Galt bis 10. Dezember 2026. Der Code ist nicht mehr gültig.".into();
    page.code.clear();
    page.print = None;
    page.reissue = None;
    page.facts = facts(&[
        ("Bedarf", "Wohnen"),
        ("Anlass", "Hohe Miete"),
        ("Weitergegeben", "nichts, nur der Code"),
    ]);
    check("issued_no_feedback", &page);
}

#[test]
fn issued_where_only_a_new_code_can_be_printed() {
    let mut page = issued();
    page.code.clear();
    page.print = None;
    page.code_gone = true;
    page.revive = None;
    if let Some(step) = page.reissue.as_mut() {
        step.open = true;
    }
    page.errors
        .add("reissue_her_wish", "Das geht nur, wenn sie es möchte.");
    check("issued_code_gone", &page);
}
