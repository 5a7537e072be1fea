//! What an institution did with data, one sentence each.

use std::collections::{BTreeMap, BTreeSet};

use domain::InstitutionId;
use domain::access::{Denial, ErasureReason};
use domain::consents::Item;
use read_models::data_protection::{ActRow, DataAct, Sort};
use read_models::evidence::{EvidenceRow, Proven};

use crate::pages::{HistoryLine, happened};
use crate::words;

/// How a sort of acts is named: in addresses, and as a heading.
pub(super) const fn names(sort: Sort) -> (&'static str, &'static str) {
    match sort {
        Sort::Consents => (
            "einwilligungen",
            "Einwilligungen und Entbindungen aufgenommen",
        ),
        Sort::TakenBack => ("ruecknahmen", "Zurückgenommen oder abgelaufen"),
        Sort::Handed => ("weitergaben", "Weitergaben auf Laufzetteln und Gutscheinen"),
        Sort::Received => ("erhalten", "Weitergaben an uns"),
        Sort::Feedback => ("rueckmeldungen", "Rückmeldungen gegeben"),
        Sort::Copies => ("kopien", "Kopien an sie selbst"),
        Sort::ChildCopies => ("kind", "Fragen anderer nach einem Kind"),
        Sort::Erased => ("loeschungen", "Löschungen"),
        Sort::Denied => ("abgewiesen", "Abgewiesene Zugriffe"),
    }
}

pub(super) fn line(row: &ActRow, offices: &BTreeMap<InstitutionId, String>) -> HistoryLine {
    happened(row.on, sentence(&row.what, offices))
}

fn listed(items: &BTreeSet<Item>) -> String {
    let labels: Vec<&str> = items.iter().map(|item| words::item(*item)).collect();
    labels.join(", ")
}

pub(super) fn sentence(act: &DataAct, offices: &BTreeMap<InstitutionId, String>) -> String {
    let office = |id: &InstitutionId| offices.get(id).cloned().unwrap_or_default();
    match act {
        DataAct::ConsentRecorded {
            recipient,
            granted,
            refused,
        } => format!(
            "Einwilligung aufgenommen für {}: {granted}-mal Ja, {refused}-mal Nein.",
            office(recipient)
        ),
        DataAct::ReleaseRecorded { recipient } => format!(
            "Entbindung von der Schweigepflicht aufgenommen gegenüber {}.",
            office(recipient)
        ),
        DataAct::ConsentWithdrawn => "Eine Einwilligung wurde hier zurückgenommen.".into(),
        DataAct::EverythingWithdrawn => "Alle Einwilligungen wurden hier zurückgenommen.".into(),
        DataAct::ConsentExpired => "Eine Einwilligung ist abgelaufen.".into(),
        DataAct::CopyHanded { items, recipient } => format!(
            "Auf einem Laufzettel weitergegeben an {}: {}.",
            office(recipient),
            listed(items)
        ),
        DataAct::CopyShown { items } => {
            format!("Hinter einem Code gesehen: {}.", listed(items))
        }
        DataAct::CopyReceived { items } => format!("Erhalten: {}.", listed(items)),
        DataAct::FeedbackGiven { items } => {
            format!("An die ausstellende Stelle gemeldet: {}.", listed(items))
        }
        DataAct::ChildCopyAnswered {
            record,
            asked_by,
            given,
        } => {
            let asked = format!(
                "Akte {}: Gefragt hat {}.",
                words::record_number(*record),
                words::asked_by(*asked_by)
            );
            if *given {
                format!("{asked} Herausgegeben wurden nur Angaben zum Kind.")
            } else {
                format!(
                    "{asked} Es ging nichts hinaus. Bitte prüfen Sie, und antworten Sie innerhalb eines \
                     Monats (Art. 12 Abs. 3 DSGVO)."
                )
            }
        }
        DataAct::DataExported => "Eine Kopie ihrer Daten ausgegeben.".into(),
        DataAct::RecordErased { reason, .. } => {
            format!("Akte gelöscht: {}.", erasure_reason(*reason))
        }
        DataAct::EvidenceErased => {
            "Nachweis einer Einwilligung gelöscht: seine Frist war um.".into()
        }
        DataAct::ErasurePutOff { until: Some(until) } => format!(
            "Löschung aufgeschoben: muss bis {} aufbewahrt werden.",
            words::day(*until)
        ),
        DataAct::ErasurePutOff { until: None } => {
            "Löschung aufgeschoben: Ihre Einrichtung entscheidet selbst.".into()
        }
        DataAct::CodeDenied {
            denial: Denial::Unknown,
        } => "Ein Code, der nicht für Ihre Einrichtung ist.".into(),
        DataAct::CodeDenied {
            denial: Denial::Locked,
        } => "Zu viele falsche Codes: gesperrt.".into(),
        DataAct::RecordDenied => {
            "Zugriff auf etwas abgewiesen, das nicht zu Ihrer Einrichtung gehört.".into()
        }
    }
}

/// One kept proof: its number, what it proves, and when it goes.
pub(super) fn proof(row: &EvidenceRow, offices: &BTreeMap<InstitutionId, String>) -> HistoryLine {
    let office = |id: &InstitutionId| offices.get(id).cloned().unwrap_or_default();
    let what = match &row.of {
        Proven::Consent {
            recipients,
            granted,
            refused,
        } => {
            let recipients: Vec<String> = recipients.iter().map(office).collect();
            let recipients = recipients.join(", ");
            format!("Einwilligung für {recipients}, {granted}-mal Ja, {refused}-mal Nein")
        }
        Proven::Release { recipient } => format!(
            "Entbindung von der Schweigepflicht gegenüber {}",
            office(recipient)
        ),
    };
    let (number, until) = (row.kept_as.number(), words::day(row.kept_until));
    let who = row.decided_by.map_or_else(String::new, |who| {
        format!(" Entschieden hat {}.", words::decided_by(who))
    });
    let asking = row.asking.as_ref();
    let how = asking.map_or_else(String::new, |asking| {
        let version = &asking.text.version;
        format!(" {}, Fassung {version}.", words::asked(asking))
    });
    let sentence = format!("Nachweis {number}: {what}.{who}{how} Bleibt bis {until}.");
    happened(row.given_on, sentence)
}

const fn erasure_reason(reason: ErasureReason) -> &'static str {
    match reason {
        ErasureReason::HerWish => "auf ihren Wunsch",
        ErasureReason::WrongPerson => "es war die falsche Person",
        ErasureReason::Retention => "die vereinbarte Frist war um",
    }
}
