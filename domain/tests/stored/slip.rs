//! The events of a slip: the sender's side.

use domain::Actor;
use domain::codes::PaperCodes;
use domain::consents::Item;
use domain::slips::{
    Appointment, Counselling, Message, Paper, SlipEvent, SlipIssued, SlipReissued, TimeOfDay,
};
use domain::vocabulary::{Experience, Need, Outcome, Role};
use jiff::civil::date;

use super::{
    A, ACCOUNT, ARRIVAL, B, HANDOVER, PATH, RECORD, SERVICE, SLIP, agreement, both, by, code, day,
    disclosure, hashes, last_day, line, note, part, sender, with_own_code, words,
};

fn appointment() -> Appointment {
    Appointment {
        on: date(2026, 11, 25),
        at: TimeOfDay::new(10, 0).ok(),
        remark: Some(line("bei Frau Beispiel, Zimmer 12")),
    }
}

fn issued(erased: bool) -> SlipEvent {
    // Her stations so far are put in when she arrives, for that office alone.
    let why = Counselling {
        reason: Some(note("Seit einem Jahr kommt kein Unterhalt.")),
        way: vec![],
    };
    SlipEvent::SlipIssued(SlipIssued {
        slip: SLIP,
        institution: A,
        author: ACCOUNT,
        issued_on: day(),
        parent: Some(ARRIVAL),
        record: RECORD,
        path: PATH,
        sender: sender(),
        handover: HANDOVER,
        recipient: B,
        service: SERVICE,
        service_name: line("Unterhaltsvorschuss"),
        agreement: agreement(),
        need: Need::Maintenance,
        valid_until: last_day(),
        appointment: Some(appointment()),
        paper: Some(Paper::Discreet),
        feedback: [Item::FeedbackArrival, Item::FeedbackOutcome].into(),
        carries: [Item::Identity, Item::Need].into(),
        disclosure: Some(disclosure(1, &[Item::Identity, Item::Need])),
        code_hashes: hashes(),
        counselling: Some(part(erased, why)),
        code: Some(part(erased, code())),
    })
}

fn reissued(erased: bool, code: PaperCodes) -> SlipEvent {
    SlipEvent::SlipReissued(SlipReissued {
        valid_until: last_day(),
        appointment: Some(appointment()),
        code_hashes: hashes(),
        paper: Some(Paper::Plain),
        code: Some(part(erased, code)),
    })
}

/// As new papers are written since they carry an own code.
pub(crate) fn slip_with_own_code() -> Vec<(SlipEvent, Actor)> {
    let reissued = |erased| reissued(erased, with_own_code());
    both(reissued, by(A, Role::Caseworker))
        .into_iter()
        .collect()
}

pub(crate) fn slip() -> Vec<(SlipEvent, Actor)> {
    let caseworker = by(A, Role::Caseworker);
    let valid_until = last_day();
    let reissued = |erased| reissued(erased, code());
    let in_error = |erased| SlipEvent::SlipEnteredInError {
        counselling: words(erased, "Falsche Einrichtung gewählt."),
    };
    let message = Message::Outcome {
        outcome: Outcome::ApplicationFiled,
    };
    let her_word = |erased| SlipEvent::HerWordReceived {
        experience: Experience::GotSomeHelp,
        counselling: Some(words(erased, "Der Antrag läuft.")),
    };
    let on_paper = |erased| SlipEvent::PaperReturnRecorded {
        message: Message::Arrived,
        counselling: Some(words(erased, "Streifen aus der Schule.")),
    };
    let mut events = Vec::new();
    events.extend(both(issued, caseworker));
    events.extend(both(reissued, caseworker));
    events.extend(both(in_error, by(A, Role::Lead)));
    events.extend(both(her_word, Actor::She));
    events.extend(both(on_paper, caseworker));
    events.extend([
        (SlipEvent::SlipSenderHidden { discreet: true }, caseworker),
        (SlipEvent::SlipWithdrawn {}, by(A, Role::Lead)),
        (SlipEvent::SlipValidityEnded {}, Actor::Clock),
        (SlipEvent::SlipRevived { valid_until }, caseworker),
        (SlipEvent::CallBackReceived { on: day() }, Actor::She),
        (SlipEvent::CallBackSettled {}, caseworker),
        (SlipEvent::FeedbackReceived { message }, Actor::Seam),
        (SlipEvent::RetractionReceived { message }, Actor::Seam),
    ]);
    events
}
