//! A hand-over in several states.
use super::super::{
    FeedbackForm, FeedbackStep, FieldErrors, HandoverPage, LinkForm, LinkStep, Notices, PlainStep,
    RareSteps, ReleaseStep, Tell, Tone,
};
use super::handover_steps::{accept, conclude, ended_by_her, hold, in_error, plain, rare, reject};
use super::{at_debt_counselling, badge, check, facts, frame, history, link, tell};

pub(super) fn tells_on_arrival() -> Vec<Tell> {
    vec![
        tell(
            "tell_arrival",
            "Angekommen",
            "Frau Neumann ist am 16. November angekommen.",
        ),
        tell(
            "tell_acceptance",
            "Angenommen",
            "Die Schuldnerberatung Suhlheim hat angenommen.",
        ),
    ]
}

pub(super) fn tells_on_rejection() -> Vec<Tell> {
    vec![
        tell(
            "tell_acceptance",
            "Nicht angenommen",
            "Die Schuldnerberatung Suhlheim hat nicht angenommen.",
        ),
        tell("tell_reason", "Warum", "Grund: Warteliste geschlossen"),
    ]
}

fn handover() -> HandoverPage {
    HandoverPage {
        frame: at_debt_counselling(""),
        just_done: String::new(),
        who: "Frau Neumann".into(),
        sender: "Jugendamt Suhlheim, ASD".into(),
        badge: badge(Tone::Info, "Eingang bestätigt"),
        next: "Können Sie helfen? Dann nehmen Sie an.".into(),
        notices: None,
        accept: None,
        accept_tells: vec![],
        resume: None,
        sent_on: None,
        print: None,
        feedback: None,
        conclude: None,
        hold: None,
        forward: None,
        again: None,
        reject: None,
        link: None,
        rare: RareSteps::default(),
        facts: facts(&[
            ("Bedarf", "Schulden"),
            (
                "Anlass",
                "Mietrückstand seit drei Monaten, Briefe ungeöffnet",
            ),
            ("Name", "Anna Neumann, Jahrgang 1998"),
            ("Kontakt", "keine Angabe"),
        ]),
        sender_knows: vec!["Sie ist am 16. November angekommen.".into()],
        history: history(&[
            (
                "16. November 2026",
                "Frau Neumann ist mit dem Laufzettel angekommen. Eingang bestätigt.",
            ),
            ("16. November 2026", "Dem Absender mitgeteilt: angekommen."),
        ]),
        file_note: "/uebergaben/7/vermerk.pdf".into(),
        errors: FieldErrors::default(),
    }
}

fn few(plain: Vec<PlainStep>) -> RareSteps {
    RareSteps {
        plain,
        ..RareSteps::default()
    }
}

/// All items at once happen nowhere in life; it lets the field names be compared with the forms.
pub(super) fn handover_with_every_step() -> HandoverPage {
    let mut tells = tells_on_arrival();
    tells.push(tell(
        "tell_outcome",
        "Ergebnis",
        "Ergebnis: Antrag gestellt",
    ));
    tells.push(tell(
        "tell_reason",
        "Warum",
        "Grund: Warteliste geschlossen",
    ));
    HandoverPage {
        accept: Some(accept()),
        accept_tells: tells_on_arrival(),
        conclude: Some(conclude()),
        reject: Some(reject()),
        hold: Some(hold()),
        feedback: Some(FeedbackStep {
            action: "/uebergaben/7/rueckmelden".into(),
            form_key: "f".into(),
            tells: tells.clone(),
        }),
        resume: Some(plain(
            "resume",
            "Fortsetzen",
            "",
            "Fortsetzen",
            "fortsetzen",
        )),
        link: Some(LinkStep {
            action: "/uebergaben/7/verknuepfen".into(),
            form: LinkForm::default(),
            open: false,
        }),
        forward: Some(link("Weiterleiten", "/laufzettel/neu?uebergabe=7")),
        rare: rare(tells),
        ..handover()
    }
}

#[test]
fn handover_just_acknowledged() {
    let accept_tells = vec![tell(
        "tell_acceptance",
        "Angenommen",
        "Die Schuldnerberatung Suhlheim hat angenommen.",
    )];
    let page = HandoverPage {
        just_done: "Der Eingang ist bestätigt. Der Absender weiß, dass sie angekommen ist.".into(),
        accept: Some(accept()),
        accept_tells,
        reject: Some(reject()),
        rare: few(vec![ended_by_her(), in_error()]),
        ..handover()
    };
    check("handover", &page);
}

#[test]
fn handover_accepted_with_a_withdrawal() {
    let mut page = HandoverPage {
        badge: badge(Tone::Success, "angenommen"),
        next: "Angenommen am 16. November. Wenn etwas entschieden ist, schließen Sie ab.".into(),
        notices: Some(Notices {
            sentences: vec!["20.11.2026: Eine Einwilligung wurde zurückgenommen, auf der Angaben bei Ihnen beruhen.".into()],
            action: "/uebergaben/7/gelesen".into(),
            form_key: "f-notice".into(),
        }),
        conclude: Some(conclude()),
        hold: Some(hold()),
        feedback: Some(FeedbackStep {
            action: "/uebergaben/7/rueckmelden".into(),
            form_key: "f-feedback".into(),
            tells: vec![tell("tell_acceptance", "Angenommen", "Die Schuldnerberatung Suhlheim hat angenommen.")],
        }),
        rare: few(vec![ended_by_her(), in_error()]),
        ..handover()
    };
    if let Some(step) = page.conclude.as_mut() {
        step.open = true;
    }
    page.errors.add(
        "conclude_outcome",
        "Wählen Sie aus, was daraus geworden ist.",
    );
    check("handover_accepted", &page);
}

#[test]
fn handover_where_she_releases_each_message() {
    let page = HandoverPage {
        who: "Frau Möller".into(),
        sender: "Jobcenter Suhlheim".into(),
        badge: badge(Tone::Success, "angenommen"),
        next: "Das Jobcenter erfährt nichts von selbst. Nur wenn sie es jetzt möchte:".into(),
        rare: RareSteps {
            release: Some(ReleaseStep {
                action: "/uebergaben/7/freigeben".into(),
                form: FeedbackForm::default(),
                tells: vec![Tell {
                    ticked: false,
                    ..tell(
                        "tell_arrival",
                        "Angekommen",
                        "Frau Möller war am 16. November da.",
                    )
                }],
                open: true,
            }),
            ..RareSteps::default()
        },
        sender_knows: vec![],
        facts: facts(&[("Bedarf", "Kontakte, Entlastung"), ("Name", "Frau Möller")]),
        history: history(&[(
            "16. November 2026",
            "Angekommen, Eingang bestätigt und angenommen.",
        )]),
        ..handover()
    };
    check("handover_her_word", &page);
}

#[test]
fn handover_rejected_with_a_next_place() {
    let page = HandoverPage {
        frame: frame("caseworker", "Dirk Sommer", "Wohnungsamt Suhlheim", ""),
        who: "Ohne Namen".into(),
        sender: "Netzwerk Alleinerziehende Suhlheim".into(),
        badge: badge(Tone::Quiet, "abgelehnt"),
        next: "Abgelehnt, weil die Warteliste geschlossen ist. Geben Sie ihr mit, wohin sie sich wenden kann.".into(),
        forward: Some(link("An eine andere Stelle weiterleiten", "/laufzettel/neu?uebergabe=7")),
        again: Some(link("Sie ist wieder da, ohne Laufzettel", "/uebergaben/neu?person=8")),
        rare: few(vec![PlainStep {
            comment_label: Some("Warum geht es weiter?".into()),
            ..plain("reopen", "Wieder aufnehmen", "Es geht weiter.", "Wieder aufnehmen", "wieder-aufnehmen")
        }]),
        print: Some(link("Für sie ausdrucken: Sozialamt, Wohnungsnotfälle", "/uebergaben/7/stattdessen.pdf")),
        facts: facts(&[("Bedarf", "Wohnen"), ("Anlass", "keine Angabe")]),
        sender_knows: vec![],
        history: history(&[("2. November 2026", "Angekommen, Eingang bestätigt."), ("2. November 2026", "Abgelehnt: Warteliste geschlossen. Stattdessen: Sozialamt, Wohnungsnotfälle.")]),
        ..handover()
    };
    check("handover_rejected", &page);
}
