//! `/datenschutz/verzeichnis`: the record of processing activities (Art. 30 GDPR), from what the
//! product does and how this network is set up.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use askama::Template;
use domain::Refusal;
use domain::vocabulary::Role;

use crate::pages::{Fact, Frame};
use crate::refusals::Problem;
use crate::routes::answer::{Answer, page};
use crate::routes::facts::fact;
use crate::routes::printing::download;
use crate::routes::visit::Visit;
use crate::words;

#[derive(Template)]
#[template(path = "record_of_processing.html")]
struct Page {
    frame: Frame,
    /// What it says, term by term.
    facts: Vec<Fact>,
}

/// `GET /datenschutz/verzeichnis`
pub(super) async fn page_of(visit: Visit) -> Answer {
    Ok(page(&Page {
        frame: visit.frame("/datenschutz").await,
        facts: facts(&visit).await?,
    }))
}

/// `GET /datenschutz/verzeichnis.txt`
pub(super) async fn text(visit: Visit) -> Answer {
    let mut text = String::from("Verzeichnis der Verarbeitung (Art. 30 Abs. 1 DSGVO)\n\n");
    for Fact { label, value } in facts(&visit).await? {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{label}:\n{value}\n");
    }
    let (kind, name) = ("text/plain; charset=utf-8", "verzeichnis.txt");
    Ok(download(kind, name, text.into_bytes()))
}

async fn facts(visit: &Visit) -> Result<Vec<Fact>, Problem> {
    if !matches!(visit.staff.function, Role::PrivacyOfficer | Role::Lead) {
        return Err(Refusal::NotYourRole.into());
    }
    let institutions = visit.desk.institutions().await?;
    let own = visit.own(&institutions)?;
    let rules = visit.desk.rules().await?;
    let faces = visit.desk.faces().await?;
    let months = rules.keeps(own.entry.kind);
    let others: BTreeSet<&str> = institutions
        .iter()
        .filter(|row| row.institution != visit.staff.institution)
        .map(|row| words::kind(row.entry.kind))
        .collect();
    let others: Vec<&str> = others.into_iter().collect();
    Ok(vec![
        fact(
            "Verantwortlich",
            &format!(
                "{}, Telefon {}. Vertretung und datenschutzbeauftragte Person: bitte ergänzen.",
                own.entry.name.as_str(),
                own.entry.phone.as_str()
            ),
        ),
        fact(
            "Gemeinsam verantwortlich",
            &format!(
                "Für den Weg einer Person durch das Netzwerk „{}“: dessen Mitglieder (Art. 26 \
                 DSGVO). Jede Einrichtung führt ihre eigenen Akten mit eigenen Schlüsseln.",
                faces.name.as_str()
            ),
        ),
        fact(
            "Zweck",
            &format!(
                "Alleinerziehende von Stelle zu Stelle begleiten, ohne dass sie verloren gehen: \
                 {}.",
                words::instruments(rules.instruments)
            ),
        ),
        fact(
            "Rechtsgrundlage",
            "Einwilligung (Art. 6 Abs. 1 Buchst. a, Art. 9 Abs. 2 Buchst. a DSGVO, § 67b Abs. 2 \
             SGB X). Der Nachweis der Einwilligung: Art. 7 Abs. 1 DSGVO. Aufgaben Ihrer \
             Einrichtung nach dem Gesetz: bitte ergänzen.",
        ),
        fact(
            "Betroffene Personen",
            "Alleinerziehende, die bei Ihnen waren; ihre Kinder (in der Regel nur als \
             Altersstufen); Mitarbeitende mit Konto.",
        ),
        fact(
            "Arten von Daten",
            "Name und Geburtsjahr, ein sicherer Weg der Erreichbarkeit, Sprache, Alter der Kinder \
             in Stufen, Bedarf und Anlass, Einwilligungen, Entbindungen von der Schweigepflicht, \
             Übergaben und ihr Ergebnis, wer wann gelesen hat. Alles davon ist freiwillig; ein \
             Laufzettel geht auch ohne Namen. Von Mitarbeitenden: Name, Funktion, was sie getan \
             haben.",
        ),
        fact(
            "Wer Daten bekommt",
            &format!(
                "Nur Stellen, die sie einzeln angekreuzt hat, und nur die angekreuzten Punkte. \
                 Möglich im Netzwerk: {}.",
                others.join(", ")
            ),
        ),
        fact("Drittländer", "Keine Übermittlung."),
        fact(
            "Löschung",
            &format!(
                "{months} Monate nach dem letzten Eintrag (Netzwerkregeln), auf ihren Wunsch \
                 sofort. Sofort unlesbar, nach 30 Tagen aus dem Protokoll, spätestens 30 Tage \
                 danach aus den Sicherungen. Was gesetzlich länger aufbewahrt werden muss, steht \
                 unter „Datenschutz“."
            ),
        ),
        fact(
            "Schutzmaßnahmen",
            "Verschlüsselung jedes Eintrags mit Schlüsseln je Akte und Einrichtung; Zugriff nur für \
             die eigene Einrichtung und Rolle; jedes Lesen wird vermerkt; ein Protokoll, das sich \
             nicht unbemerkt ändern lässt; neutraler Absender für geschützte Stellen und Personen; \
             keine Suche im ganzen Netzwerk; keine Personendaten in Adressen, Betriebsprotokollen \
             oder Dateinamen.",
        ),
        fact(
            "Auftragsverarbeitung",
            "Der Betrieb des Dienstes (Art. 28 DSGVO). Vertrag: bitte ergänzen.",
        ),
    ])
}
