//! A misspelt field name would lose what somebody typed without an error: what the pages post and what
//! their forms understand must be the same.

use std::collections::{BTreeMap, BTreeSet};

use acceptance::page::forms;
use domain::consents::Item;

type Names = BTreeSet<String>;

/// What a form asks in a state to which this walk does not come, with the test that comes there.
const NOT_WALKED: [(&str, &str, &str); 6] = [
    ("/laufzettel/neu", "proposed_valid_until", APPOINTMENTS),
    ("/laufzettel/neu", "proposed_appointment_on", APPOINTMENTS),
    (
        "/laufzettel/{id}/neu-ausstellen",
        "proposed_valid_until",
        APPOINTMENTS,
    ),
    (
        "/laufzettel/{id}/neu-ausstellen",
        "proposed_appointment_on",
        APPOINTMENTS,
    ),
    ("/laufzettel/neu", "signed", BACK_TODAY),
    ("/gutscheine/neu", "signed", BACK_TODAY),
];
const APPOINTMENTS: &str = "slip_steps::appointments presses the proposals";
const BACK_TODAY: &str = "asked only of her who took it back on the same day";

/// The names under which each form posts something, on all pages together, by its address.
#[derive(Default)]
pub(crate) struct Posted(BTreeMap<String, Names>);

impl Posted {
    /// Notes the forms of a page.
    pub(crate) fn reads(&mut self, page: &str) {
        for form in forms(page) {
            let names = self.0.entry(kind_of(&form.action)).or_default();
            names.extend(form.names);
        }
    }

    /// Each name is understood, and each that is understood is asked on some page.
    pub(crate) fn all_are_understood(mut self) {
        for (addresses, mut understood) in understood_at() {
            let mut posted = Names::new();
            for address in addresses {
                posted.extend(self.0.remove(*address).unwrap_or_default());
            }
            for (addresses_of, name, _) in NOT_WALKED {
                if addresses.contains(&addresses_of) {
                    assert!(understood.remove(name), "{name}");
                    posted.remove(name);
                }
            }
            assert_eq!(posted, understood, "{addresses:?}");
        }
        self.are_known(&["/personen/{id}/einwilligung"], &ASKED, "item");
        let copies = [
            "/personen/{id}/kopie-fuer-andere",
            "/personen/{id}/kopie-fuer-andere/auskunft.pdf",
        ];
        assert_eq!(self.0.get(copies[0]), self.0.get(copies[1]));
        self.are_known(&copies, &ABOUT_A_CHILD, "note");
        self.are_known(&["/netzwerk/regeln"], &RULED, "keep_");
        let back = self.0.remove("/uebergaben/{id}/zuruecknehmen").unwrap();
        let fixed = ["form_key", "said_how", "own_code", "said_on"].map(str::to_owned);
        let boxes = back.iter().filter(|name| !fixed.contains(name));
        assert!(fixed.iter().all(|name| back.contains(name)), "{back:?}");
        // The boxes are named like the items.
        for name in boxes {
            assert!(Item::ALL.iter().any(|item| item.code() == name), "{name}");
        }
        assert!(self.0.is_empty(), "whose forms are these? {:?}", self.0);
    }

    /// Each name that is posted is one of these, or begins like those that stand for a kind.
    fn are_known(&mut self, addresses: &[&str], known: &[&str], beginning: &str) {
        for address in addresses {
            for name in self.0.remove(*address).unwrap() {
                let is_known = known.contains(&name.as_str()) || name.starts_with(beginning);
                assert!(is_known, "{address}: {name} is lost");
            }
        }
    }
}

const ASKED: [&str; 15] = [
    "form_key",
    "recipient",
    "preset",
    "decider",
    "decider_age",
    "decider_sphere",
    "text_version",
    "text_language",
    "spoken_language",
    "interpreter",
    "consent_form",
    "consented_on",
    "expires_on",
    "signed",
    "consequences_told",
];
const ABOUT_A_CHILD: [&str; 6] = [
    "form_key",
    "asked_by",
    "entitlement",
    "proof",
    "name",
    "age_band",
];
const RULED: [&str; 5] = ["form_key", "instruments", "preset", "keep_months", "rhythm"];

/// The addresses to which each form is posted, and the names that it understands; of a form that is read value by
/// value they stand here.
#[expect(clippy::too_many_lines, reason = "a table")]
fn understood_at() -> Vec<(&'static [&'static str], Names)> {
    let only = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    vec![
        (&["/abmelden", "/datenschutz/pruefung"], Names::new()),
        (&["/anmelden"], only(&["user_name", "password", "resume"])),
        (&["/demo/weiter"], only(&["target", "user"])),
        (&["/s"], only(&["code"])),
        (
            &["/s/eingang"],
            only(&[
                "form_key",
                "step",
                "arrived_on",
                "tell_arrival",
                "tell_acceptance",
            ]),
        ),
        (
            &["/s/ablehnen", "/uebergaben/{id}/ablehnen"],
            only(&[
                "form_key",
                "reason",
                "comment",
                "where_instead",
                "tell_acceptance",
                "tell_reason",
            ]),
        ),
        (
            &["/laufzettel/neu"],
            only(&[
                "form_key",
                "client",
                "handover",
                "agreed",
                "person",
                "person_name",
                "birth_year",
                "contact",
                "protected",
                "offer",
                "reason",
                "neutral_sender",
                "paper",
                "preset",
                "feedback_arrival",
                "feedback_acceptance",
                "feedback_outcome",
                "feedback_reason",
                "announce",
                "share_identity",
                "share_contact",
                "share_need",
                "share_reason",
                "share_child",
                "child_under_3",
                "child_3_to_5",
                "child_6_to_9",
                "child_10_to_13",
                "child_14_to_17",
                "way_so_far",
                "way_so_far_protected",
                "case_conference",
                "statistics",
                "decider",
                "decider_age",
                "decider_sphere",
                "text_version",
                "text_language",
                "spoken_language",
                "interpreter",
                "consent_form",
                "consented_on",
                "signed",
                "consequences_told",
                "instrument_agreed",
                "valid_until",
                "appointment_on",
                "appointment_time",
                "appointment_remark",
                "proposed_appointment_on",
                "proposed_valid_until",
                "duplicate_confirmed",
            ]),
        ),
        (
            &["/laufzettel/{id}/neu-ausstellen"],
            only(&[
                "form_key",
                "her_wish",
                "valid_until",
                "paper",
                "appointment_on",
                "appointment_time",
                "appointment_remark",
                "proposed_appointment_on",
                "proposed_valid_until",
            ]),
        ),
        (
            &["/laufzettel/{id}/verlaengern"],
            only(&["form_key", "valid_until"]),
        ),
        (
            &["/laufzettel/{id}/rueckmeldung"],
            only(&["form_key", "message", "words"]),
        ),
        (
            &[
                "/laufzettel/{id}/absender",
                "/laufzettel/{id}/irrtum",
                "/laufzettel/{id}/rueckruf",
                "/laufzettel/{id}/zuruecknehmen",
                "/uebergaben/{id}/annehmen",
                "/uebergaben/{id}/beenden",
                "/uebergaben/{id}/fortsetzen",
                "/uebergaben/{id}/gelesen",
                "/uebergaben/{id}/irrtum",
                "/uebergaben/{id}/rueckruf",
                "/uebergaben/{id}/wieder-aufnehmen",
            ],
            only(&[
                "form_key",
                "comment",
                "her_word",
                "tell_arrival",
                "tell_acceptance",
            ]),
        ),
        (
            &["/uebergaben/neu"],
            only(&[
                "form_key",
                "step",
                "client",
                "person",
                "person_name",
                "birth_year",
                "contact",
                "protected",
                "service",
                "arrived_on",
            ]),
        ),
        (
            &["/uebergaben/{id}/zurueckstellen"],
            only(&["form_key", "reason", "until"]),
        ),
        (
            &["/uebergaben/{id}/abschliessen"],
            only(&["form_key", "outcome", "note", "tell_outcome"]),
        ),
        (
            &["/uebergaben/{id}/zuweisen"],
            only(&["form_key", "to", "deputy"]),
        ),
        (
            &["/uebergaben/{id}/verknuepfen"],
            only(&["form_key", "code"]),
        ),
        (
            &["/uebergaben/{id}/ihr-wort"],
            only(&["form_key", "experience", "words"]),
        ),
        (
            &["/uebergaben/{id}/nicht-mitteilen"],
            only(&["form_key", "item"]),
        ),
        (
            &["/uebergaben/{id}/richtigstellen"],
            only(&["form_key", "message", "comment"]),
        ),
        (
            &["/uebergaben/{id}/freigeben", "/uebergaben/{id}/rueckmelden"],
            only(&[
                "form_key",
                "tell_arrival",
                "tell_acceptance",
                "tell_outcome",
                "tell_reason",
                "her_word",
            ]),
        ),
        (
            &["/uebergaben/{id}/alles-zuruecknehmen"],
            only(&["form_key", "said_how", "own_code", "said_on"]),
        ),
        (
            &["/gutscheine/neu"],
            only(&[
                "form_key",
                "client",
                "theme",
                "next",
                "named_1",
                "named_2",
                "named_3",
                "required",
                "optional",
                "valid_until",
                "instrument_agreed",
                "agreed_by",
                "shows_her_name",
                "signed",
                "consequences_told",
                "decider",
                "decider_age",
                "decider_sphere",
                "text_version",
                "text_language",
                "spoken_language",
                "interpreter",
                "consent_form",
            ]),
        ),
        (
            &[
                "/gutscheine/einloesen",
                "/gutscheine/{id}/gelesen",
                "/gutscheine/{id}/irrtum",
            ],
            only(&["form_key", "comment", "used_on"]),
        ),
        (&["/personen"], only(&["person_name", "birth_year"])),
        (
            &["/personen/neu", "/personen/{id}/berichtigen"],
            only(&[
                "form_key",
                "person_name",
                "birth_year",
                "contact",
                "channel",
                "language",
                "child_under_3",
                "child_3_to_5",
                "child_6_to_9",
                "child_10_to_13",
                "child_14_to_17",
                "names_needed",
                "child_names",
                "protected",
            ]),
        ),
        (
            &[
                "/personen/{id}/anvertraut",
                "/personen/{id}/aufbewahrung",
                "/personen/{id}/behalten",
                "/personen/{id}/einschraenkung",
                "/personen/{id}/schutz",
            ],
            only(&["form_key", "switch", "note", "until"]),
        ),
        (
            &["/personen/{id}/entbindung"],
            only(&[
                "form_key",
                "discloser",
                "recipient",
                "content",
                "decider",
                "decider_age",
                "decider_sphere",
                "text_version",
                "text_language",
                "spoken_language",
                "interpreter",
                "consent_form",
                "consented_on",
                "expires_on",
                "signed",
            ]),
        ),
        (
            &[
                "/personen/{id}/alles-zuruecknehmen",
                "/personen/{id}/entbindung/ruecknahme",
                "/personen/{id}/ruecknahme",
            ],
            only(&[
                "form_key",
                "recipient",
                "item",
                "said_how",
                "own_code",
                "said_on",
            ]),
        ),
        (
            &["/personen/{id}/loeschen"],
            only(&["form_key", "what", "understood"]),
        ),
        (
            &["/datenschutz/akten"],
            only(&["form_key", "number", "what", "until"]),
        ),
        (
            &[
                "/datenschutz/akten/{id}/aufbewahrung",
                "/datenschutz/akten/{id}/loeschen",
            ],
            only(&["form_key", "until"]),
        ),
        (
            &["/einrichtung"],
            only(&["form_key", "name", "address", "phone", "neutral_sender"]),
        ),
        (&["/kette"], only(&["form_key", "text"])),
        (&["/statistik/{id}/berichtigung"], only(&["form_key"])),
    ]
}

/// The form's address without whose it is.
fn kind_of(action: &str) -> String {
    let is_id = |part: &str| part.len() == 32 && part.bytes().all(|b| b.is_ascii_hexdigit());
    let action = action.split('?').next().unwrap_or_default();
    let parts = action
        .split('/')
        .map(|part| if is_id(part) { "{id}" } else { part });
    parts.collect::<Vec<_>>().join("/")
}
