//! The steps of a hand-over, as its samples show them.
use super::super::{
    AssignForm, AssignStep, ConcludeForm, ConcludeStep, DeclineStep, EverythingForm,
    EverythingStep, FeedbackForm, HerWordForm, HerWordStep, HoldForm, HoldStep, PlainForm,
    PlainStep, RareSteps, RejectForm, RejectStep, ReleaseStep, RetractForm, RetractStep,
    TakeBackForm, TakeBackStep, Tell,
};
use super::handovers::tells_on_rejection;
use super::{choices, rejection_reasons, tell};

pub(super) fn plain(
    id: &'static str,
    title: &str,
    sentence: &str,
    button: &str,
    path: &str,
) -> PlainStep {
    PlainStep {
        id,
        title: title.into(),
        sentence: sentence.into(),
        button: button.into(),
        action: format!("/uebergaben/7/{path}"),
        comment_label: None,
        her_word_label: None,
        form: PlainForm {
            form_key: format!("f-{id}"),
            ..PlainForm::default()
        },
        open: false,
    }
}

pub(super) fn in_error() -> PlainStep {
    let sentence = "Der Eintrag bleibt im Protokoll, zählt aber nicht mehr.";
    let step = plain(
        "in_error",
        "Versehentlich eingetragen",
        sentence,
        "Als Versehen kennzeichnen",
        "irrtum",
    );
    PlainStep {
        comment_label: Some("Was ist passiert?".into()),
        ..step
    }
}

pub(super) fn ended_by_her() -> PlainStep {
    plain(
        "ended_by_her",
        "Sie möchte nicht weiter",
        "Sie muss keinen Grund nennen. Der Absender erfährt davon nichts.",
        "Auf ihren Wunsch beenden",
        "beenden",
    )
}

pub(super) fn accept() -> PlainStep {
    plain("accept", "Annehmen", "", "Annehmen", "annehmen")
}

pub(super) fn reject() -> RejectStep {
    RejectStep {
        action: "/uebergaben/7/ablehnen".into(),
        form: RejectForm {
            form_key: "f-reject".into(),
            ..RejectForm::default()
        },
        reasons: rejection_reasons(),
        places: super::places(),
        tells: tells_on_rejection(),
        open: false,
    }
}

pub(super) fn conclude() -> ConcludeStep {
    ConcludeStep {
        action: "/uebergaben/7/abschliessen".into(),
        form: ConcludeForm {
            form_key: "f-conclude".into(),
            ..ConcludeForm::default()
        },
        outcomes: choices(&[
            ("help_provided", "Hilfe geleistet"),
            ("help_started", "Hilfe begonnen, geht bei uns weiter"),
            ("application_filed", "Antrag gestellt"),
        ]),
        tells: vec![tell(
            "tell_outcome",
            "Ergebnis",
            "Ergebnis: (was Sie oben wählen)",
        )],
        open: false,
    }
}

pub(super) fn hold() -> HoldStep {
    HoldStep {
        action: "/uebergaben/7/zurueckstellen".into(),
        form: HoldForm {
            form_key: "f-hold".into(),
            ..HoldForm::default()
        },
        reasons: choices(&[
            ("waiting_for_documents", "Unterlagen fehlen noch"),
            ("waiting_for_place", "Auf einen Platz"),
        ]),
        earliest: "2026-11-17".into(),
        open: false,
    }
}

pub(super) fn rare(tells: Vec<Tell>) -> RareSteps {
    let reopen = plain(
        "reopen",
        "Wieder aufnehmen",
        "Es geht weiter.",
        "Wieder aufnehmen",
        "wieder-aufnehmen",
    );
    RareSteps {
        assign: Some(AssignStep {
            action: "/uebergaben/7/zuweisen".into(),
            form: AssignForm::default(),
            colleagues: choices(&[("a1", "Petra Winter"), ("a2", "Jonas Albers")]),
            open: false,
        }),
        release: Some(ReleaseStep {
            action: "/uebergaben/7/freigeben".into(),
            form: FeedbackForm::default(),
            tells,
            open: false,
        }),
        her_word: Some(HerWordStep {
            action: "/uebergaben/7/ihr-wort".into(),
            form: HerWordForm::default(),
            experiences: choices(&[("got_help", "Mir wurde geholfen.")]),
            open: false,
        }),
        decline: Some(DeclineStep {
            action: "/uebergaben/7/nicht-mitteilen".into(),
            form_key: "f-decline".into(),
            requests: choices(&[("feedback_outcome", "Rückmeldung: Ergebnis")]),
        }),
        retract: Some(RetractStep {
            action: "/uebergaben/7/richtigstellen".into(),
            form: RetractForm::default(),
            told: choices(&[("arrived", "Sie ist angekommen.")]),
            open: false,
        }),
        take_back: Some(TakeBackStep {
            action: "/uebergaben/7/zuruecknehmen".into(),
            form: TakeBackForm {
                form_key: "f-take-back".into(),
                said_on: "2026-11-16".into(),
                ..TakeBackForm::default()
            },
            items: choices(&[("identity", "Name und Geburtsjahr")]),
            today: "2026-11-16".into(),
            open: false,
        }),
        everything: Some(EverythingStep {
            action: "/uebergaben/7/alles-zuruecknehmen".into(),
            form: EverythingForm {
                form_key: "f-everything".into(),
                said_on: "2026-11-16".into(),
                ..EverythingForm::default()
            },
            today: "2026-11-16".into(),
            open: false,
        }),
        plain: vec![
            PlainStep {
                comment_label: Some("Warum geht es weiter?".into()),
                her_word_label: Some("Sie möchte es".into()),
                ..reopen
            },
            in_error(),
        ],
    }
}
