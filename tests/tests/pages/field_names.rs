//! A misspelt field name would lose what somebody typed without an error: what the pages post and what
//! their forms understand must be the same.

use std::collections::{BTreeMap, BTreeSet};

use acceptance::page::forms;
use domain::consents::Item;
use serde::de::value::Error;
use serde::de::{Deserialize, Deserializer, Error as _, Visitor};
use web::pages::persons as her;
use web::pages::{ChainForm, KeptForm, NumberedForm, OwnEntryForm, RulesForm, SignInForm};

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
        self.are_kept(&["/personen/{id}/einwilligung"], asked_of);
        let copies = [
            "/personen/{id}/kopie-fuer-andere",
            "/personen/{id}/kopie-fuer-andere/auskunft.pdf",
        ];
        assert_eq!(self.0.get(copies[0]), self.0.get(copies[1]));
        self.are_kept(&copies, about_a_child);
        self.are_kept(&["/netzwerk/regeln"], ruled);
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

    /// A form that is read pair by pair keeps what is posted under each of its names.
    fn are_kept(&mut self, addresses: &[&str], kept: fn(Vec<(String, String)>) -> usize) {
        for address in addresses {
            for name in self.0.remove(*address).unwrap() {
                let pair = vec![(name.clone(), "x".to_owned())];
                assert_eq!(kept(pair), 1, "{address}: {name} is lost");
            }
        }
    }
}

/// The addresses to which each form is posted, and the names that it understands; of a form that is read value by
/// value they stand here.
#[expect(clippy::too_many_lines, reason = "a table")]
fn understood_at() -> Vec<(&'static [&'static str], Names)> {
    let only = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    vec![
        (&["/abmelden", "/datenschutz/pruefung"], Names::new()),
        (&["/anmelden"], names::<SignInForm>()),
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
        (&["/personen"], names::<her::SearchForm>()),
        (
            &["/personen/neu", "/personen/{id}/berichtigen"],
            names::<her::ClientForm>(),
        ),
        (
            &[
                "/personen/{id}/anvertraut",
                "/personen/{id}/aufbewahrung",
                "/personen/{id}/behalten",
                "/personen/{id}/einschraenkung",
                "/personen/{id}/schutz",
            ],
            names::<her::RightsForm>(),
        ),
        (&["/personen/{id}/entbindung"], names::<her::ReleaseForm>()),
        (
            &[
                "/personen/{id}/alles-zuruecknehmen",
                "/personen/{id}/entbindung/ruecknahme",
                "/personen/{id}/ruecknahme",
            ],
            names::<her::TakingBackForm>(),
        ),
        (&["/personen/{id}/loeschen"], names::<her::EraseForm>()),
        (&["/datenschutz/akten"], names::<NumberedForm>()),
        (
            &[
                "/datenschutz/akten/{id}/aufbewahrung",
                "/datenschutz/akten/{id}/loeschen",
            ],
            names::<KeptForm>(),
        ),
        (&["/einrichtung"], names::<OwnEntryForm>()),
        (&["/kette"], names::<ChainForm>()),
        (&["/statistik/{id}/berichtigung"], only(&["form_key"])),
    ]
}

fn asked_of(pairs: Vec<(String, String)>) -> usize {
    let form = her::AskForm::from(pairs);
    let texts = [
        &form.form_key,
        &form.preset,
        &form.decider,
        &form.decider_age,
        &form.decider_sphere,
        &form.text_language,
        &form.spoken_language,
        &form.interpreter,
        &form.consent_form,
        &form.consented_on,
        &form.expires_on,
        &form.consequences_told,
        &form.text_version,
        &form.signed,
    ];
    typed(&texts) + form.recipients.len() + form.items.len()
}

fn about_a_child(pairs: Vec<(String, String)>) -> usize {
    let form = her::ChildCopyForm::from(pairs);
    let texts = [
        &form.form_key,
        &form.asked_by,
        &form.entitlement,
        &form.proof,
    ];
    typed(&texts) + form.names.len() + form.age_bands.len() + form.notes.len()
}

fn ruled(pairs: Vec<(String, String)>) -> usize {
    let form = RulesForm::from(pairs);
    let texts = [
        &form.form_key,
        &form.instruments,
        &form.preset,
        &form.keep_months,
        &form.rhythm,
    ];
    typed(&texts) + form.keep.len()
}

fn typed(texts: &[&String]) -> usize {
    texts.iter().filter(|text| text.as_str() == "x").count()
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

/// The names that a form understands.
fn names<'de, F: Deserialize<'de>>() -> Names {
    let mut names = BTreeSet::new();
    let refused = F::deserialize(NamesOnly(&mut names));
    assert!(refused.is_err());
    names.into_iter().map(str::to_owned).collect()
}

/// Asks a form for the names that it understands.
struct NamesOnly<'a>(&'a mut BTreeSet<&'static str>);

impl<'de> Deserializer<'de> for NamesOnly<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Error> {
        Err(Error::custom("forms are structs"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Error> {
        self.0.extend(fields);
        Err(Error::custom("only the names were wanted"))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}
