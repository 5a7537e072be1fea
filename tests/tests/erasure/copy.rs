//! Her copy when everything happened: its members, and that the paper says what the file says.

use acceptance::{Office, Paper, Person, Town, on_both, unbroken};
use serde_json::Value;

use crate::life::{self, CONFIDED};

on_both!(
    the_members_of_her_copy_stay_as_they_are_and_her_paper_says_them_all,
    |town| async move {
        let records = life::at_the_jugendamt(&town).await;
        let office = town.at_the_pages(Person::At(Office::Jugendamt)).await;
        let mut names = Vec::new();
        for record in records {
            let at = |form| format!("/personen/{record}/auskunft.{form}");
            let copy = office.downloads(&at("json")).await;
            let copy: Value = serde_json::from_slice(&copy).unwrap();
            let paper = Paper::of(&office.downloads(&at("pdf")).await).unwrap();
            names.extend(says_it_all(&copy, &paper));
            assert!(!copy.to_string().contains(CONFIDED));
            assert!(!paper.all().contains(&unbroken(CONFIDED)));
            one_line_for_each_day(&town, &copy, &paper);
        }
        names.sort();
        names.dedup();
        insta::assert_snapshot!("members_of_her_copy", names.join("\n"));
    }
);

/// Every value of the file stands on the paper; gives the names of the members.
fn says_it_all(copy: &Value, paper: &Paper) -> Vec<String> {
    let mut leaves = Vec::new();
    gather("", copy, &mut leaves);
    let missing: Vec<String> = leaves
        .iter()
        .filter_map(|(name, value)| Some((name, value, worded(name, value)?)))
        .filter(|(.., words)| !paper.text.contains(&unbroken(words)))
        .map(|(name, value, words)| format!("{name} = {value}: {words}"))
        .collect();
    assert!(missing.is_empty(), "{missing:#?}\n{}", paper.text);
    leaves.into_iter().map(|(name, _)| name).collect()
}

/// Colleagues of one function are one reading; on paper a day is one line.
fn one_line_for_each_day(town: &Town, copy: &Value, paper: &Paper) {
    let readings = copy["readings"].as_array().unwrap();
    assert!(!readings.is_empty());
    let once = |reading: &Value| readings.iter().filter(|other| *other == reading).count();
    assert!(readings.iter().all(|reading| once(reading) == 1));
    let (_, seen) = paper
        .text
        .split_once(&unbroken("Wer Ihre Daten hier angesehen hat"))
        .unwrap();
    let today = unbroken(&day(&town.desk().now().today.to_string()));
    let (seen, _) = seen.split_once("Auskunft").unwrap_or((seen, ""));
    assert_eq!(seen.matches(&today).count(), 1, "{seen}");
}

/// Every value, under the names of the members above it.
fn gather(above: &str, value: &Value, leaves: &mut Vec<(String, Value)>) {
    match value {
        Value::Object(object) => {
            for (name, value) in object {
                gather(&format!("{above}.{name}"), value, leaves);
            }
        }
        Value::Array(values) => {
            for value in values {
                gather(above, value, leaves);
            }
        }
        leaf => leaves.push((above.to_owned(), leaf.clone())),
    }
}

/// How the paper says a value; none where it need not.
fn worded(name: &str, value: &Value) -> Option<String> {
    let member = name.rsplit('.').next().unwrap();
    match (member, value) {
        // She is in danger, so her paper bears the network's neutral name (rule 11).
        _ if name == ".institution" => None,
        // Ids say nothing to her; what is not there or not so has no line; a decision stands behind „Ja“ or
        // „Nein“, with its item.
        ("record" | "slip" | "handover" | "voucher" | "granted", _)
        | (_, Value::Null)
        | ("protected" | "restricted" | "interpreter", Value::Bool(false)) => None,
        ("consequences_shown", Value::Bool(true)) => {
            Some("Gezeigt wurde was ein Nein bedeutet".into())
        }
        ("protected", Value::Bool(true)) => Some("Sie sind besonders geschützt.".into()),
        ("restricted", Value::Bool(true)) => {
            Some("Ihre Angaben werden zurzeit nicht verwendet.".into())
        }
        // What an office said stands as it said it; in the next line of the file is what that was.
        ("from", Value::String(from)) if from == "office" => None,
        // These came back, and what came back has a line of its own.
        ("event", Value::String(event)) if CAME_BACK.contains(&event.as_str()) => None,
        (_, Value::Number(number)) => Some(number.to_string()),
        (_, Value::String(text)) => Some(in_words(name, member, text)),
        (_, other) => panic!("{name}: {other} is not foreseen"),
    }
}

const CAME_BACK: [&str; 4] = [
    "FeedbackReceived",
    "RetractionReceived",
    "HerWordReceived",
    "PaperReturnRecorded",
];

fn day(text: &str) -> String {
    let parts: Vec<&str> = text.split('-').collect();
    format!("{}.{}.{}", parts[2], parts[1], parts[0])
}

fn in_words(name: &str, member: &str, text: &str) -> String {
    const DAYS: [&str; 11] = [
        "on",
        "since",
        "copied_on",
        "given_on",
        "expires_on",
        "issued_on",
        "valid_until",
        "arrived_on",
        "resume_on",
        "held_until",
        "erasure_requested_on",
    ];
    if DAYS.contains(&member) {
        return day(text);
    }
    let told_her = name.starts_with(".handovers.history.declined");
    let code = if told_her {
        format!("{member} {text}")
    } else {
        text.to_owned()
    };
    let said = WORDS.iter().find(|(known, _)| *known == code);
    said.map_or_else(|| text.to_owned(), |(_, words)| (*words).to_owned())
}

/// What the codes mean, written down a second time; what is not here must stand on the paper as it is.
const WORDS: &[(&str, &str)] = &[
    ("de", "Deutsch"),
    ("uk", "Ukrainisch"),
    ("message", "Nachricht aufs Handy"),
    ("under_3", "ein Kind unter 3 Jahren"),
    ("written", "schriftlich"),
    ("in_person", "So haben Sie es gesagt: persönlich"),
    ("electronic", "elektronisch"),
    ("herself", "Entschieden hat sie selbst"),
    ("referral", "Weiterleitung an eine andere Stelle"),
    ("maintenance", "Unterhalt"),
    ("debts", "Schulden"),
    ("announce", "Dass Sie kommen, schon vorher"),
    ("identity", "Name und Geburtsjahr"),
    ("contact", "Wie Sie zu erreichen sind"),
    ("need", "Wobei Sie Hilfe brauchen"),
    ("reason", "Den Anlass"),
    ("child", "Wie alt Ihre Kinder sind"),
    ("feedback_arrival", "Angekommen"),
    ("feedback_acceptance", "Angenommen oder nicht"),
    ("feedback_outcome", "Ergebnis"),
    (
        "declined feedback_outcome",
        "Nicht mitgeteilt wird: Rückmeldung: Ergebnis",
    ),
    ("arrived", "Sie ist angekommen."),
    ("accepted", "Die Stelle nimmt sie an."),
    ("not_accepted", "Die Stelle kann sie nicht annehmen."),
    ("retracted", "Die Stelle nimmt zurück, es war ein Irrtum"),
    ("paper", "Auf Papier oder von ihr"),
    ("she", "Ihr Wort"),
    ("need_something_else", "Ich brauche etwas anderes."),
    (
        "application_filed",
        "Eingetragenes Ergebnis: Antrag gestellt",
    ),
    (
        "no_capacity",
        "Eingetragener Grund: keine freien Kapazitäten",
    ),
    (
        "waiting_for_documents",
        "Eingetragener Grund: Unterlagen fehlen noch",
    ),
    (
        "rectified",
        "Angaben wurden dort berichtigt, woher sie kamen.",
    ),
    (
        "consent_withdrawn",
        "Eine Einwilligung wurde zurückgenommen.",
    ),
    ("caseworker", "Fachkraft"),
    ("record", "Akte gelesen"),
    ("handover", "Übergabe gelesen"),
    ("slip", "Laufzettel gelesen"),
    ("voucher", "Gutschein gelesen"),
    ("worklist", "im Eingang gesehen"),
    ("SlipSenderHidden", "Absender ab jetzt neutral."),
    ("ClientRecorded", "Akte angelegt."),
    ("ClientIdentified", "Angaben ergänzt."),
    ("ProtectionSet", "Schutz geändert."),
    ("RestrictionSet", "Einschränkung der Verarbeitung geändert."),
    ("LegalHoldPlaced", "Aufbewahrung festgelegt."),
    ("ErasureRequested", "Löschung gewünscht."),
    ("DataExported", "Eine Kopie wie diese abgerufen."),
    ("SlipIssued", "Laufzettel ausgestellt."),
    ("herself", "Sie selbst"),
    ("VoucherIssuedHere", "Gutschein ausgestellt."),
    ("VoucherRedeemedHere", "Gutschein eingelöst."),
    ("VoucherReissuedHere", "Gutschein neu ausgedruckt."),
    ("VoucherMarkedInErrorHere", "Gutschein als Irrtum vermerkt."),
    (
        "VoucherNoticeReceived",
        "Eine Mitteilung zum Gutschein kam.",
    ),
    ("HandoverAnnounced", "Angekündigt."),
    ("HandoverAcknowledged", "Mit dem Laufzettel angekommen."),
    ("HandoverAccepted", "Angenommen."),
    ("HandoverRejected", "Abgelehnt."),
    ("HandoverHeld", "Zurückgestellt."),
    ("HandoverResumed", "Fortgesetzt."),
    ("HandoverForwarded", "Weitergeleitet."),
    ("HandoverConcluded", "Abgeschlossen."),
    ("HandoverReopened", "Wieder aufgenommen."),
    ("HandoverAssigned", "Intern zugewiesen."),
    ("FeedbackGiven", "Rückmeldung gegeben."),
    ("FeedbackRetracted", "Rückmeldung zurückgenommen."),
    ("FeedbackDeclined", "Keine Rückmeldung gegeben."),
    ("HerWordPassedOn", "Ihr Wort weitergegeben."),
    ("NoticeReceived", "Eine Mitteilung kam."),
    ("NoticeAcknowledged", "Mitteilung gelesen."),
];
