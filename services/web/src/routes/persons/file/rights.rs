//! What is noted at her record: safe mode, restriction, what a child confided, a legal hold, and that she
//! wants it kept.

use casework::{ChangeClient, ClientChange, Desk, Failure, Key};
use domain::vocabulary::Role;
use domain::{RecordId, Refusal, Staff};

use super::{Here, Page, build};
use crate::api::clients::ClientNamed;
use crate::api::her_record::{Confidence, LegalHold, Restriction, SafeMode};
use crate::api::steps::{asking, plain};
use crate::form::{Field, Form, Place, Step, Subject, Typed};
use crate::refusals::Problem;
use crate::routes::visit::Visit;
use crate::words;

impl Subject for Here {
    type Id = RecordId;
    type Deed = ClientChange;
    type Taken = ChangeClient;
    type Page = Page;
    const AT: &'static str = "/personen/{id}";
    const DONE: &'static [(&'static str, &'static str)] = &[
        ("angelegt", "Die Akte ist angelegt."),
        ("berichtigt", "Gespeichert."),
        (
            "eingewilligt",
            "Festgehalten. Drucken Sie das Formular: einmal für die Akte, einmal für sie.",
        ),
        ("entbunden", "Die Entbindung ist festgehalten."),
        (
            "zurueckgenommen",
            "Zurückgenommen. Ab jetzt wird davon nichts mehr weitergegeben.",
        ),
        (
            "alles",
            "Alles ist zurückgenommen. Ab jetzt wird nichts mehr über sie weitergegeben.",
        ),
    ];
    const STEPS: &'static [Step<Self, ClientChange>] = &[
        Step {
            verb: "behalten",
            id: "keep",
            place: Place::Notice,
            button: "Sie möchte es nicht",
            done: ("behalten", "Festgehalten: Sie möchte die Akte behalten."),
            api: Some(plain::<Self, ClientNamed>(
                "erasure/not-wanted",
                "keep",
                "She was asked here whether she wants her record erased, and wants it kept.",
                || ClientChange::Keep,
            )),
            offered: |here| here.file.client.erasure_asked_elsewhere_on.is_some(),
            read: |_| Some(ClientChange::Keep),
            ..Step::PLAIN
        },
        Step {
            verb: "schutz",
            id: "protect",
            title: "Sie ist in Gefahr",
            sentence: "Dann steht überall, wo sie hingeht, der neutrale Absender des Netzwerks statt Ihrer Einrichtung, auch bei Laufzetteln von früher. Schon gedruckte Zettel ändern sich nicht: Im nächsten Schritt stellen Sie alle neu aus.",
            button: "Schützen",
            // What she carries still says who sent her: new papers are one step away, on a page of their own.
            done: (
                "geschuetzt",
                "Sie ist geschützt: Auf Papier steht ab jetzt der neutrale Absender.",
            ),
            api: Some(asking::<Self, SafeMode, ClientNamed>(
                "protection",
                "protect",
                "Switches her safe mode: the own institution appears under the network's neutral sender, and the codes under way give nothing of hers until she has new papers (`/clients/{id}/new-papers`).",
            )),
            offered: |here| !here.file.client.protected,
            fields: |_| vec![Field::hidden("switch", ON)],
            read: |form| is_on(form).then_some(ClientChange::Protect(true)),
            ..Step::PLAIN
        },
        Step {
            verb: "schutz",
            id: "unprotect",
            title: "Schutz aufheben",
            sentence: "Dann erscheint Ihre Einrichtung auf neuen Laufzetteln wieder unter ihrem eigenen Namen. Die alten behalten den neutralen Absender.",
            button: "Schutz aufheben",
            done: ("schutz_aus", "Der Schutz ist aufgehoben."),
            offered: |here| here.file.client.protected,
            fields: |_| vec![Field::hidden("switch", OFF)],
            read: |_| Some(ClientChange::Protect(false)),
            ..Step::PLAIN
        },
        Step {
            verb: "einschraenkung",
            id: "restrict",
            title: "Verarbeitung einschränken",
            sentence: "Ihre Angaben bleiben gespeichert, werden aber nicht mehr verwendet, bis die Einschränkung aufgehoben ist (Art. 18 DSGVO).",
            button: "Einschränken",
            done: (
                "eingeschraenkt",
                "Ihre Angaben werden ab jetzt nicht mehr verwendet.",
            ),
            api: Some(asking::<Self, Restriction, ClientNamed>(
                "restriction",
                "restrict",
                "Uses her data no more for now, or again (Article 18 GDPR).",
            )),
            offered: |here| !here.file.client.restricted,
            fields: |_| vec![Field::hidden("switch", ON)],
            read: |form| is_on(form).then_some(ClientChange::Restrict(true)),
            ..Step::PLAIN
        },
        Step {
            verb: "einschraenkung",
            id: "free",
            title: "Einschränkung aufheben",
            sentence: "Dann dürfen ihre Angaben wieder verwendet werden.",
            button: "Aufheben",
            done: ("wieder", "Ihre Angaben dürfen wieder verwendet werden."),
            offered: |here| here.file.client.restricted,
            fields: |_| vec![Field::hidden("switch", OFF)],
            read: |_| Some(ClientChange::Restrict(false)),
            ..Step::PLAIN
        },
        Step {
            verb: "anvertraut",
            id: "confide",
            title: "Was ein Kind anvertraut hat",
            sentence: "Getrennt gespeichert. Die Mutter oder der Vater bekommt es nicht in der Kopie (§ 8 Abs. 3 SGB VIII).",
            button: "Festhalten",
            done: ("festgehalten", "Festgehalten."),
            api: Some(asking::<Self, Confidence, ClientNamed>(
                "confidences",
                "confide",
                "Notes what a child said in confidence.",
            )),
            offered: |_| true,
            fields: |here| {
                let confided = here.confided.iter();
                let confided = confided.map(|said| Field::note(said.as_str().to_owned()));
                confided.chain([Field::area("note", "Notiz")]).collect()
            },
            read: |form| {
                let missing = "Bitte schreiben Sie, was festgehalten werden soll.";
                form.required("note", missing).map(ClientChange::Confide)
            },
            ..Step::PLAIN
        },
        Step {
            verb: "aufbewahrung",
            id: "hold",
            title: "Aufbewahren müssen",
            sentence: "Bis zu diesem Tag wird nichts gelöscht, auch wenn sie es wünscht (Art. 17 Abs. 3 DSGVO).",
            button: "Festhalten",
            done: ("aufbewahrt", "Die Aufbewahrung ist festgehalten."),
            api: Some(asking::<Self, LegalHold, ClientNamed>(
                "hold",
                "hold",
                "Keeps a record until a day whoever asks for erasure, or no longer (Article 17(3) GDPR).",
            )),
            offered: |here| here.staff.function == Role::Lead,
            fields: hold_fields,
            read: |form| {
                let until = form.maybe_day("until")?;
                Some(ClientChange::Hold { until })
            },
            field_of: |refusal| matches!(refusal, Refusal::DayOutOfRange { .. }).then_some("until"),
            ..Step::PLAIN
        },
        // An empty day lifts the hold.
        Step {
            verb: "aufbewahrung",
            id: "hold",
            done: ("aufbewahrung_aus", "Die Aufbewahrung ist beendet."),
            read: |_| Some(ClientChange::LiftHold),
            ..Step::PLAIN
        },
    ];

    async fn carry_out(
        desk: &Desk,
        by: Staff,
        record: RecordId,
        change: ClientChange,
        key: &Key,
    ) -> Result<ChangeClient, Failure> {
        let command = ChangeClient { record, change };
        desk.perform(by, &command, key).await?;
        Ok(command)
    }

    async fn next(_: &Desk, ChangeClient { record, change }: ChangeClient, done: &str) -> String {
        let page = match change {
            ClientChange::Protect(true) => "/papiere",
            _ => "",
        };
        format!("/personen/{record}{page}?getan={done}")
    }

    async fn page(visit: &Visit, record: RecordId, typed: Typed) -> Result<Page, Problem> {
        build(visit, record, typed).await
    }
}

const ON: &str = "an";
const OFF: &str = "aus";

fn is_on(form: &Form) -> bool {
    form.get("switch") == ON
}

fn hold_fields(here: &Here) -> Vec<Field> {
    let day = Field::day("until", "Bis einschließlich").from(here.today);
    let day = day.hint("Leer: nicht mehr aufbewahren.").optional();
    match here.file.client.held_until {
        Some(until) => {
            let now = format!("Zurzeit bis {}.", words::day(until));
            vec![Field::sentence(now), day.first(until)]
        }
        None => vec![day],
    }
}
