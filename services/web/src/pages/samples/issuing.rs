//! Issuing a slip.
use super::super::{
    FieldErrors, Forwarding, Frame, IssueForm, IssuePage, KnownPerson, Shareable, TICKED,
};
use super::{at_youth_office, check, facts, frame, group, link};
use domain::consents::Subject;

fn issue_page(frame: Frame, own_office: &str, form: IssueForm) -> IssuePage {
    IssuePage {
        frame,
        own_office: own_office.into(),
        form,
        forwarding: None,
        known: None,
        errors: FieldErrors::default(),
        offers: vec![
            group(
                "Schulden",
                &[("debts:s12", "Schuldnerberatung Suhlheim – Schuldenberatung")],
            ),
            group(
                "Unterhalt",
                &[
                    ("maintenance:s3", "Jugendamt Suhlheim – Unterhaltsvorschuss"),
                    ("maintenance:s4", "Jugendamt Suhlheim – Beistandschaft"),
                ],
            ),
            group(
                "Wohnen",
                &[("housing:s20", "Wohnungsamt Suhlheim – Wohngeld")],
            ),
        ],
        feedback_offered: true,
        papers: super::paper_choices(),
        neutral_name: "Netzwerk Suhlheim".into(),
        sender_protected: false,
        asked: super::her_word::asked_part(Subject::Consent),
        today: "2026-11-12".into(),
        proposed: None,
        duplicate: None,
    }
}

fn defaults() -> IssueForm {
    IssueForm {
        form_key: "f1".into(),
        person: "named".into(),
        decider: "herself".into(),
        consent_form: "written".into(),
        spoken_language: "de".into(),
        consented_on: "2026-11-12".into(),
        valid_until: "2026-12-10".into(),
        ..IssueForm::default()
    }
}

pub(super) fn empty_issue_page() -> IssuePage {
    issue_page(
        at_youth_office("/laufzettel/neu"),
        "Jugendamt Suhlheim, ASD",
        defaults(),
    )
}

#[test]
fn issue_empty() {
    check("issue", &empty_issue_page());
}

pub(super) fn issue_page_for_a_known_person() -> IssuePage {
    let mut page = empty_issue_page();
    page.known = Some(KnownPerson {
        client: "7".into(),
        who: "Anna Neumann".into(),
        facts: facts(&[
            ("Geburtsjahr", "1998"),
            ("Erreichbar", "0171 39200 00"),
            ("Kinder", "unter 3, 3 bis 5"),
        ]),
        has: Shareable::EVERYTHING,
        children: "Nur das Alter in Stufen, keine Namen: unter 3, 3 bis 5".into(),
    });
    page
}

#[test]
fn issue_for_a_known_person() {
    check("issue_known", &issue_page_for_a_known_person());
}

#[test]
fn issue_for_a_record_without_a_name() {
    let mut page = empty_issue_page();
    page.known = Some(KnownPerson {
        client: "8".into(),
        who: "Ohne Namen".into(),
        facts: vec![],
        has: Shareable {
            identity: false,
            contact: false,
            children: false,
        },
        children: String::new(),
    });
    check("issue_known_nameless", &page);
}

#[test]
fn issue_with_errors_keeps_everything_typed() {
    let form = IssueForm {
        person_name: "Anna Neumann".into(),
        birth_year: "98".into(),
        contact: "0151 000000".into(),
        reason: "Mietrückstand seit drei Monaten, \"Kündigung\" <angedroht>".into(),
        preset: "own".into(),
        feedback_arrival: TICKED.into(),
        share_identity: TICKED.into(),
        ..defaults()
    };
    let mut page = issue_page(
        at_youth_office("/laufzettel/neu"),
        "Jugendamt Suhlheim, ASD",
        form,
    );
    page.errors.add(
        "birth_year",
        "Geben Sie das Geburtsjahr mit vier Ziffern ein, zum Beispiel 1998.",
    );
    page.errors.add("offer", "Wählen Sie ein Angebot aus.");
    page.errors.add(
        "consequences_told",
        "Bestätigen Sie, dass Sie ihr gesagt haben, was ein Nein bedeutet.",
    );
    page.duplicate = Some(link(
        "Schuldnerberatung Suhlheim, ausgestellt am 3. November",
        "/laufzettel/1",
    ));
    check("issue_errors", &page);
}

#[test]
fn issue_where_nothing_may_come_back() {
    let office = "Jobcenter Suhlheim";
    let form = IssueForm {
        person: "nameless".into(),
        preset: "nothing".into(),
        ..defaults()
    };
    let mut page = issue_page(
        frame("caseworker", "Uwe Hartmann", office, "/laufzettel/neu"),
        office,
        form,
    );
    page.feedback_offered = false;
    check("issue_grundsicherung", &page);
}

#[test]
fn issue_from_a_protected_office() {
    let office = "Frauenhaus";
    let mut page = issue_page(
        frame("caseworker", "Ina Voss", office, "/laufzettel/neu"),
        office,
        defaults(),
    );
    page.sender_protected = true;
    check("issue_protected", &page);
}

pub(super) fn forwarding_page() -> IssuePage {
    let mut page = issue_page_for_a_known_person();
    page.forwarding = Some(Forwarding {
        handover: "7".into(),
        service: "Wohngeld".into(),
    });
    page
}

#[test]
fn issue_for_somebody_who_is_sent_on() {
    let mut page = forwarding_page();
    page.errors.add(
        "agreed",
        "Das geht nur, wenn sie es möchte. Fragen Sie sie, und setzen Sie dann den Haken.",
    );
    check("issue_forwarding", &page);
}
