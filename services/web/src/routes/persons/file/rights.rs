//! What is noted at her record: safe mode, restriction, what a child confided, a legal hold, and that she
//! wants it kept.

use casework::ClientChange;
use domain::Refusal;
use domain::vocabulary::Role;

use super::Here;
use crate::api::clients::ClientNamed;
use crate::api::her_record::{Confidence, LegalHold, Restriction, SafeMode};
use crate::api::steps::{asking, plain};
use crate::form::{Field, Form, Place, Step, shown_at};
use crate::words;

pub(super) const STEPS: &[Step<Here, ClientChange>] = &[
    Step {
        verb: "behalten",
        id: "keep",
        place: Place::Notice,
        button: "Sie möchte es nicht",
        done: "behalten",
        told: "Festgehalten: Sie möchte die Akte behalten.",
        api: Some(plain::<Here, ClientNamed>(
            "erasure/not-wanted",
            "keep",
            "She was asked here whether she wants her record erased, and wants it kept.",
            || ClientChange::Keep,
        )),
        offered: |here| here.file.client.erasure_asked_elsewhere_on.is_some(),
        ..Step::PLAIN
    },
    Step {
        verb: "schutz",
        id: "protect",
        title: "Sie ist in Gefahr",
        sentence: "Dann steht überall, wo sie hingeht, der neutrale Absender des Netzwerks statt Ihrer Einrichtung, auch bei Laufzetteln von früher. Schon gedruckte Zettel ändern sich nicht: Im nächsten Schritt stellen Sie alle neu aus.",
        button: "Schützen",
        // What she carries still says who sent her: new papers are one step away, on a page of their own.
        done: "geschuetzt",
        told: "Sie ist geschützt: Auf Papier steht ab jetzt der neutrale Absender.",
        api: Some(asking::<Here, SafeMode, ClientNamed>(
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
        done: "schutz_aus",
        told: "Der Schutz ist aufgehoben.",
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
        done: "eingeschraenkt",
        told: "Ihre Angaben werden ab jetzt nicht mehr verwendet.",
        api: Some(asking::<Here, Restriction, ClientNamed>(
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
        done: "wieder",
        told: "Ihre Angaben dürfen wieder verwendet werden.",
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
        done: "festgehalten",
        told: "Festgehalten.",
        api: Some(asking::<Here, Confidence, ClientNamed>(
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
        done: "aufbewahrt",
        told: "Die Aufbewahrung ist festgehalten.",
        api: Some(asking::<Here, LegalHold, ClientNamed>(
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
        field_of: shown_at![Refusal::DayOutOfRange { .. } => "until"],
        ..Step::PLAIN
    },
    // An empty day lifts the hold.
    Step {
        verb: "aufbewahrung",
        id: "hold",
        done: "aufbewahrung_aus",
        told: "Die Aufbewahrung ist beendet.",
        read: |_| Some(ClientChange::LiftHold),
        ..Step::PLAIN
    },
];

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
