//! What the institution holds of her: found again, shown, put right, restricted, held, erased.
use super::super::persons::{
    ClientForm, ClientFormPage, ConsentShown, EraseForm, ErasePage, ErasureQuestion, FileLine,
    FoundPerson, HoldShown, ItemGroupShown, ItemShown, PersonPage, ReadingLine, ReleaseShown,
    SearchForm, SearchPage, Switch, TakingBackForm, TakingBackPage,
};
use super::super::{Badge, FieldErrors, TICKED, Tone};
use super::{at_debt_counselling, badge, check, choices, facts, frame, history};

fn switch(action: &str, on: bool) -> Switch {
    Switch {
        action: action.into(),
        form_key: "f1".into(),
        on,
    }
}

fn item(code: &'static str, label: &'static str, answer: &str, withdraw: bool) -> ItemShown {
    ItemShown {
        label,
        answer: answer.into(),
        sees: if withdraw {
            "den Namen".into()
        } else {
            String::new()
        },
        withdraw: withdraw.then(|| format!("/personen/7/ruecknahme?recipient=h7&item={code}")),
    }
}

fn consent() -> ConsentShown {
    ConsentShown {
        id: "h7".into(),
        name: "Jugendamt Suhlheim, ASD".into(),
        state: "seit 12.11.2026, höchstens bis 12.11.2027".into(),
        badge: badge(Tone::Success, "gilt"),
        groups: vec![ItemGroupShown {
            heading: "Was Jugendamt Suhlheim wissen darf".into(),
            items: vec![
                item("identity", "Name und Geburtsjahr", "Ja", true),
                item("contact", "Wie Sie zu erreichen sind", "Nein", false),
                item(
                    "need",
                    "Wobei Sie Hilfe brauchen",
                    "zurückgenommen am 14.11.2026",
                    false,
                ),
            ],
        }],
        print: "/personen/7/einwilligung/h7.pdf".into(),
    }
}

fn release() -> ReleaseShown {
    ReleaseShown {
        sentence: "Frau Winter darf mit Jugendamt Suhlheim, ASD sprechen".into(),
        content: "Stand der Schulden".into(),
        badge: badge(Tone::Success, "gilt"),
        withdraw: Some("/personen/7/entbindung/ruecknahme?recipient=h7".into()),
        print: "/personen/7/einwilligung/h7.pdf".into(),
    }
}

fn line(label: &str, badge: Option<Badge>, href: &str) -> FileLine {
    FileLine {
        label: label.into(),
        text: "12.11.2026".into(),
        badge,
        href: href.into(),
    }
}

/// Everything that a record can have, for a lead, who may keep it as well.
pub(super) fn file() -> PersonPage {
    PersonPage {
        frame: frame("lead", "Petra Winter", "Schuldnerberatung Suhlheim", ""),
        just_done: String::new(),
        who: "Anna Neumann".into(),
        badges: vec![badge(Tone::Info, "geschützt")],
        notes: vec!["Ihre Einrichtung erscheint unter dem neutralen Absender.".into()],
        erasure_asked: Some(ErasureQuestion {
            since: "20.11.2026".into(),
            until: "20.12.2026".into(),
            form_key: "f9".into(),
        }),
        base: "/personen/7".into(),
        new_slip: Some("/laufzettel/neu?person=7".into()),
        new_voucher: Some("/gutscheine/neu?person=7".into()),
        facts: facts(&[("Geburtsjahr", "1998"), ("Erreichbar", "0171 39200 00")]),
        consents: vec![consent()],
        releases: vec![release()],
        taken_back: history(&[(
            "14. November 2026",
            "für Jugendamt Suhlheim, ASD: Wobei Sie Hilfe brauchen, am Telefon gesagt",
        )]),
        slips: vec![line(
            "Jugendamt Suhlheim, ASD",
            Some(badge(Tone::Info, "unterwegs")),
            "/laufzettel/1",
        )],
        handovers: vec![line("von Familienzentrum", None, "/uebergaben/7")],
        vouchers: vec![line("Schulden", None, "/gutscheine/3")],
        confided: vec!["Schläft schlecht.".into()],
        confide_key: "f5".into(),
        note: String::new(),
        protection: switch("/personen/7/schutz", true),
        restriction: switch("/personen/7/einschraenkung", false),
        hold: Some(HoldShown {
            form_key: "f6".into(),
            until: "2027-03-31".into(),
            worded: "31.03.2027".into(),
        }),
        readings: vec![ReadingLine {
            day: "12.11.2026".into(),
            who: "Fachkraft".into(),
            purpose: "Akte gelesen".into(),
        }],
        today: "2026-11-22".into(),
        errors: FieldErrors::default(),
    }
}

pub(super) fn client_form(is_new: bool) -> ClientFormPage {
    let (title, action) = if is_new {
        ("Neue Person anlegen", "/personen/neu")
    } else {
        ("Angaben berichtigen", "/personen/7/berichtigen")
    };
    ClientFormPage {
        frame: at_debt_counselling("/personen"),
        title: title.into(),
        lead: "Schreiben Sie nur auf, was Sie für Ihre Arbeit brauchen.".into(),
        action: action.into(),
        button: "Speichern".into(),
        back: "/personen".into(),
        form: ClientForm {
            form_key: "f1".into(),
            ..ClientForm::default()
        },
        is_new,
        channels: choices(&[("phone", "Telefon"), ("message", "Nachricht")]),
        languages: choices(&[("de", "Deutsch"), ("uk", "Ukrainisch")]),
        errors: FieldErrors::default(),
    }
}

pub(super) fn erasing() -> ErasePage {
    ErasePage {
        frame: at_debt_counselling(""),
        who: "Anna Neumann".into(),
        back: "/personen/7".into(),
        action: "/personen/7/loeschen".into(),
        form: EraseForm {
            form_key: "f1".into(),
            ..EraseForm::default()
        },
        goes: vec!["1 Laufzettel".into(), "1 Übergabe".into()],
        kept: String::new(),
        errors: FieldErrors::default(),
    }
}

pub(super) fn taking_back() -> TakingBackPage {
    TakingBackPage {
        frame: at_debt_counselling(""),
        who: "Anna Neumann".into(),
        title: "Sie nimmt zurück: Name und Geburtsjahr".into(),
        sentence: "Für: Jugendamt Suhlheim, ASD.".into(),
        button: "Zurücknehmen".into(),
        back: "/personen/7".into(),
        action: "/personen/7/ruecknahme".into(),
        form: TakingBackForm {
            form_key: "f1".into(),
            recipient: "h7".into(),
            item: "identity".into(),
            said_on: "2026-11-22".into(),
            ..TakingBackForm::default()
        },
        today: "2026-11-22".into(),
        errors: FieldErrors::default(),
    }
}

pub(super) fn search() -> SearchPage {
    SearchPage {
        frame: at_debt_counselling("/personen"),
        form: SearchForm::default(),
        just_done: String::new(),
        found: None,
        more: false,
        errors: FieldErrors::default(),
    }
}

#[test]
fn record_with_everything() {
    check("record", &file());
}

#[test]
fn she_takes_an_item_back() {
    check("record_taking_back", &taking_back());
}

#[test]
fn what_is_missing_on_the_telephone_stands_at_its_field() {
    let mut page = taking_back();
    page.form.said_how = "by_phone".into();
    let missing = "Fragen Sie nach ihrem eigenen Code.";
    page.errors.add("said_code", missing);
    page.errors.add("said_on", "Bitte prüfen Sie den Tag.");
    check("record_taking_back_errors", &page);
}

#[test]
fn record_of_which_nothing_is_known() {
    let mut page = file();
    page.who = "Ohne Namen".into();
    page.just_done = "Gespeichert.".into();
    (page.facts, page.badges, page.notes) = (vec![], vec![], vec![]);
    (page.consents, page.releases, page.confided) = (vec![], vec![], vec![]);
    page.taken_back = vec![];
    (page.slips, page.handovers, page.vouchers) = (vec![], vec![], vec![]);
    (page.readings, page.hold) = (vec![], None);
    page.erasure_asked = None;
    page.frame = at_debt_counselling("");
    page.protection.on = false;
    check("record_empty", &page);
}

#[test]
fn record_that_is_not_used_keeps_what_was_typed() {
    let mut page = file();
    (page.new_slip, page.new_voucher) = (None, None);
    page.badges = vec![badge(Tone::Warning, "eingeschränkt")];
    page.restriction.on = true;
    page.note = "Sie sagt, \"nur hier\".".into();
    page.errors.add("note", "Bitte schreiben Sie weniger.");
    page.errors
        .add("until", "Der Tag liegt in der Vergangenheit.");
    check("record_restricted", &page);
}

#[test]
fn a_new_record() {
    check("record_new", &client_form(true));
}

#[test]
fn rectifying_with_a_mistake_keeps_what_was_typed() {
    let mut page = client_form(false);
    page.form.person_name = "Anna \"Neumann\"".into();
    page.form.birth_year = "98".into();
    page.form.channel = "message".into();
    page.form.names_needed = TICKED.into();
    page.form.child_names = "Mia\nBen".into();
    page.errors.add("birth_year", "Bitte vier Ziffern.");
    check("record_rectifying", &page);
}

#[test]
fn erasing_a_record() {
    check("record_erasing", &erasing());
}

#[test]
fn erasing_a_record_that_is_kept() {
    let mut page = erasing();
    page.kept = "Die Akte wird bis 31.03.2027 aufbewahrt.".into();
    page.form.what = "everywhere".into();
    page.errors.add(
        "understood",
        "Bitte bestätigen Sie, dass Sie das gelesen haben.",
    );
    check("record_erasing_kept", &page);
}

#[test]
fn nobody_was_looked_for_yet() {
    check("people", &search());
}

#[test]
fn somebody_was_found() {
    let mut page = search();
    page.form.person_name = "Neumann".into();
    page.found = Some(vec![FoundPerson {
        who: "Anna Neumann".into(),
        text: "geboren 1998, Akte seit 12.11.2026".into(),
        badge: Some(badge(Tone::Info, "geschützt")),
        href: "/personen/7".into(),
    }]);
    check("people_found", &page);
}
