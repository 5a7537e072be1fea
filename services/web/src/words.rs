//! German words for the codes of the vocabulary, and how days are written.

mod handovers;
mod happened;
mod items;
mod kinds;
mod persons;
mod statistics;

pub(crate) use handovers::{notice, particular, place};
pub(crate) use happened::{in_record, noted, to_handover, to_slip, with_message, with_voucher};
pub(crate) use items::{item, item_seen, item_words};
pub(crate) use kinds::{instruments, kind, preset, rhythm};
pub(crate) use persons::{
    LANGUAGES, asked, asked_by, channel, consent_purpose, decided_by, decider, entitlement,
    identity_proof, language, purpose, said_how, who_decides,
};

pub(crate) use statistics::{
    cause, chain_fault, content, detail, group, outcome_class, period, place_on_picture, quality,
    waiting,
};

use std::collections::BTreeMap;

use domain::clients::{AgeBand, Children};
use domain::slips::{Appointment, Message};
use domain::vocabulary::{Experience, HoldReason, Need, Outcome, RejectionReason, Role, Side};
use domain::{AgreedBy, Agreement, RecordId, SlipId};
use jiff::civil::{Date, Weekday};
use read_models::slips::CameBack;

/// A day as people write it.
pub(crate) fn day(date: Date) -> String {
    format!("{:02}.{:02}.{}", date.day(), date.month(), date.year())
}

/// A month, by one of its days: "November 2026".
pub(crate) fn month(date: Date) -> String {
    const NAMES: [&str; 12] = [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ];
    let number = usize::try_from(date.month()).unwrap_or(1);
    format!("{} {}", NAMES[number - 1], date.year())
}

/// Who agreed to a slip or a voucher itself.
pub(crate) const fn agreed_by(by: AgreedBy) -> &'static str {
    match by {
        AgreedBy::Herself => "Sie selbst",
        AgreedBy::ForHer => "Wer für sie entscheidet (Sorgerecht, Vormundschaft, Betreuung)",
    }
}

/// Who wanted it, and since when.
pub(crate) fn agreement(agreement: Agreement) -> String {
    format!("{}, am {}", agreed_by(agreement.by), day(agreement.on))
}

/// Day and time of an appointment.
pub(crate) fn appointed(appointment: &Appointment) -> String {
    let weekday = match appointment.on.weekday() {
        Weekday::Monday => "Montag",
        Weekday::Tuesday => "Dienstag",
        Weekday::Wednesday => "Mittwoch",
        Weekday::Thursday => "Donnerstag",
        Weekday::Friday => "Freitag",
        Weekday::Saturday => "Samstag",
        Weekday::Sunday => "Sonntag",
    };
    let on = format!("{weekday}, {}", day(appointment.on));
    match appointment.at {
        Some(time) => format!("{on}, {time} Uhr"),
        None => on,
    }
}

/// An appointment in one line: when, and whom to ask for.
pub(crate) fn appointment(appointment: &Appointment) -> String {
    let when = appointed(appointment);
    match &appointment.remark {
        Some(remark) => format!("{when}, {}", remark.as_str()),
        None => when,
    }
}

/// By which a strip of paper finds its slip again: short enough to be copied by hand, and nothing that
/// opens anything.
pub(crate) fn reference(slip: SlipId) -> String {
    slip.to_string()[..6].to_uppercase()
}

/// By which a record is named where no name may stand: the beginning of its id.
pub(crate) fn record_number(record: RecordId) -> String {
    record.to_string()[..8].to_owned()
}

/// Whether a text can be such a beginning.
pub(crate) fn is_record_number(text: &str) -> bool {
    (6..=32).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether a text can be such a sign; no station code is as short.
pub(crate) fn is_reference(text: &str) -> bool {
    text.len() == 6 && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// A need theme.
pub(crate) const fn need(need: Need) -> &'static str {
    match need {
        Need::Livelihood => "Existenzsicherung",
        Need::Childcare => "Kinderbetreuung",
        Need::Maintenance => "Unterhalt",
        Need::Housing => "Wohnen",
        Need::Debts => "Schulden",
        Need::Work => "Arbeit",
        Need::Training => "Ausbildung, Qualifizierung",
        Need::Upbringing => "Erziehung, Familie",
        Need::SeparationLaw => "Trennung, Recht",
        Need::Violence => "Gewalt",
        Need::Addiction => "Sucht",
        Need::Health => "Gesundheit, psychische Belastung",
        Need::Pregnancy => "Schwangerschaft",
        Need::LanguageMigration => "Sprache, Migration",
        Need::Mobility => "Mobilität",
        Need::Administration => "Anträge, Behörden",
        Need::SocialNetwork => "Kontakte, Entlastung",
        Need::Leisure => "Freizeit, Ferien",
    }
}

/// A role.
pub(crate) const fn role(role: Role) -> &'static str {
    match role {
        Role::Caseworker => "Fachkraft",
        Role::Lead => "Leitung",
        Role::Coordinator => "Netzwerkkoordination",
        Role::PrivacyOfficer => "Datenschutz",
        Role::Operator => "Betrieb",
    }
}

/// An outcome.
pub(crate) const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::HelpProvided => "Hilfe geleistet",
        Outcome::HelpStarted => "Hilfe begonnen, läuft hier weiter",
        Outcome::ApplicationFiled => "Antrag gestellt",
        Outcome::PlaceFound => "Platz gefunden",
        Outcome::ReferredOnward => "an eine andere Stelle vermittelt",
        Outcome::InformationGiven => "Auskunft gegeben",
        Outcome::NoHelpPossible => "keine Hilfe möglich",
        Outcome::EndedByHer => "von ihr beendet",
        Outcome::NotNeededAnymore => "nicht mehr nötig",
    }
}

/// What an office waits for.
pub(crate) const fn hold_reason(reason: HoldReason) -> &'static str {
    match reason {
        HoldReason::WaitingForDocuments => "Unterlagen fehlen noch",
        HoldReason::WaitingForPlace => "wartet auf einen Platz",
        HoldReason::WaitingForDecisionElsewhere => "wartet auf eine Entscheidung anderswo",
        HoldReason::Illness => "Krankheit",
        HoldReason::HerWish => "ihr Wunsch",
    }
}

/// What she says about the help.
pub(crate) const fn experience(experience: Experience) -> &'static str {
    match experience {
        Experience::WasThere => "Ich war da.",
        Experience::GotHelp => "Mir wurde geholfen.",
        Experience::GotSomeHelp => "Mir wurde zum Teil geholfen.",
        Experience::NoHelp => "Mir wurde nicht geholfen.",
        Experience::NeedSomethingElse => "Ich brauche etwas anderes.",
    }
}

/// A reason for rejection.
pub(crate) const fn reason(reason: RejectionReason) -> &'static str {
    match reason {
        RejectionReason::NoCapacity => "keine freien Kapazitäten",
        RejectionReason::WaitingListClosed => "Warteliste geschlossen",
        RejectionReason::NotResponsible => "nicht zuständig",
        RejectionReason::OutsideArea => "außerhalb des Einzugsgebiets",
        RejectionReason::OpeningChanged => "Angebot oder Öffnungszeit geändert",
        RejectionReason::Declined => "sie möchte nicht",
        RejectionReason::AlreadySupported => "wird schon anderswo unterstützt",
        RejectionReason::NotReachable => "nicht erreichbar",
        RejectionReason::NoShow => "nicht erschienen",
        RejectionReason::MovedAway => "weggezogen",
        RejectionReason::NotEligible => "Voraussetzungen nicht erfüllt",
        RejectionReason::DocumentsMissing => "Unterlagen fehlen",
        RejectionReason::AgeOrIncomeLimit => "Alters- oder Einkommensgrenze",
        RejectionReason::WrongOffice => "falsche Stelle",
        RejectionReason::UnclearReason => "Anlass unklar",
        RejectionReason::Duplicate => "doppelt ausgestellt",
        RejectionReason::Other => "anderer Grund",
    }
}

/// On whose side a reason lies.
pub(crate) const fn side(side: Side) -> &'static str {
    match side {
        Side::Office => "Liegt bei uns",
        Side::Hers => "Liegt bei ihr",
        Side::Rules => "Liegt an den Vorschriften",
        Side::Slip => "Liegt am Laufzettel",
        Side::Other => "Anderes",
    }
}

/// How many children she has in each age band, the youngest first.
pub(crate) fn children(children: &Children) -> String {
    let mut bands: BTreeMap<AgeBand, usize> = BTreeMap::new();
    for band in &children.age_bands {
        *bands.entry(*band).or_default() += 1;
    }
    let counted = bands
        .into_iter()
        .map(|(band, count)| format!("{} {}", so_many_children(count), age_band(band)));
    counted.collect::<Vec<_>>().join(", ")
}

fn so_many_children(count: usize) -> String {
    match count {
        1 => "ein Kind".into(),
        2 => "zwei Kinder".into(),
        3 => "drei Kinder".into(),
        4 => "vier Kinder".into(),
        5 => "fünf Kinder".into(),
        many => format!("{many} Kinder"),
    }
}

pub(crate) const fn age_band(band: AgeBand) -> &'static str {
    match band {
        AgeBand::UnderThree => "unter 3 Jahren",
        AgeBand::ThreeToFive => "von 3 bis 5 Jahren",
        AgeBand::SixToNine => "von 6 bis 9 Jahren",
        AgeBand::TenToThirteen => "von 10 bis 13 Jahren",
        AgeBand::FourteenToSeventeen => "von 14 bis 17 Jahren",
    }
}

/// What a message says to the sender, as a sentence.
pub(crate) fn message(message: Message) -> String {
    match message {
        Message::Arrived => "Sie ist angekommen.".into(),
        Message::Accepted => "Die Stelle nimmt sie an.".into(),
        Message::NotAccepted => "Die Stelle kann sie nicht annehmen.".into(),
        Message::Outcome { outcome: what } => format!("Ergebnis: {}.", outcome(what)),
        Message::Reason { reason: why } => format!("Grund der Ablehnung: {}.", reason(why)),
    }
}

/// What came back to the sender, as a sentence.
pub(crate) fn came_back(what: CameBack) -> String {
    match what {
        CameBack::Office { message: said } => message(said),
        CameBack::Retracted { message: said } => {
            format!(
                "Die Stelle nimmt zurück, es war ein Irrtum: {}",
                message(said)
            )
        }
        CameBack::Paper { message: said } => format!("Auf Papier oder von ihr: {}", message(said)),
        CameBack::She { experience: said } => format!("Ihr Wort: „{}“", experience(said)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_appointment_says_uhr_once_and_its_weekday() {
        let mut expected = Appointment {
            on: jiff::civil::date(2026, 12, 1),
            at: "10:00".parse().ok(),
            remark: domain::Line::parse("bei Frau Beispiel, Zimmer 12").ok(),
        };
        assert_eq!(
            appointment(&expected),
            "Dienstag, 01.12.2026, 10:00 Uhr, bei Frau Beispiel, Zimmer 12"
        );
        (expected.at, expected.remark) = (None, None);
        assert_eq!(appointment(&expected), "Dienstag, 01.12.2026");
    }

    #[test]
    fn children_of_one_age_band_are_counted_not_repeated() {
        use AgeBand::{FourteenToSeventeen, UnderThree};
        let told = |age_bands: Vec<AgeBand>| {
            children(&Children {
                age_bands,
                ..Children::default()
            })
        };
        assert_eq!(told(vec![UnderThree]), "ein Kind unter 3 Jahren");
        assert_eq!(
            told(vec![UnderThree, FourteenToSeventeen, UnderThree]),
            "zwei Kinder unter 3 Jahren, ein Kind von 14 bis 17 Jahren"
        );
        assert_eq!(told(vec![UnderThree; 6]), "6 Kinder unter 3 Jahren");
        assert_eq!(told(vec![]), "");
    }
}
