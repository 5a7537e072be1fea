//! A misspelt field name would lose what somebody typed without an error: names in the templates
//! and fields of the forms must be the same.
use super::super::{
    ArrivalForm, AssignForm, ConcludeForm, DeclineForm, EverythingForm, FeedbackForm, HerWordForm,
    HoldForm, IssueForm, IssuePage, LinkForm, PaperReturnForm, PlainForm, Proposed, ReissueForm,
    RejectForm, RetractForm, ReviveForm, SignInForm, WithoutSlipForm,
};
use super::arrivals::{arrival_of_somebody_known, arrival_page};
use super::attribute_values;
use super::handovers::handover_with_every_step;
use super::issued::issued;
use super::issuing::{empty_issue_page, forwarding_page, issue_page_for_a_known_person};
use super::slips_by_code::slip_by_code;
use super::starting::sign_in;
use askama::Template;
use serde::de::value::Error;
use serde::de::{Deserialize, Deserializer, Error as _, Visitor};
use std::collections::BTreeSet;

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

pub(super) fn understood<'de, F: Deserialize<'de>>() -> BTreeSet<&'static str> {
    let mut names = BTreeSet::new();
    let refused = F::deserialize(NamesOnly(&mut names));
    assert!(refused.is_err());
    names
}

/// Names of the fields of the form that posts to `action`.
pub(super) fn rendered<'a>(html: &'a str, action: &str) -> BTreeSet<&'a str> {
    let forms = html
        .split("<form")
        .skip(1)
        .map(|rest| rest.split("</form>").next().unwrap());
    let form = forms
        .into_iter()
        .find(|form| form.contains(&format!("action=\"{action}\"")));
    attribute_values(form.unwrap(), " name=\"")
        .into_iter()
        .collect()
}

/// Without what only the button of a proposal posts.
fn unproposed(mut fields: BTreeSet<&str>) -> BTreeSet<&str> {
    fields.retain(|name| !name.starts_with("proposed_"));
    fields
}

#[test]
fn a_proposal_is_posted_under_a_name_that_its_form_knows() {
    for name in ["proposed_valid_until", "proposed_appointment_on"] {
        let proposed = || {
            Some(Proposed {
                name,
                value: "2027-01-12".into(),
                label: "Ja, bis 12.01.2027".into(),
            })
        };
        let page = IssuePage {
            proposed: proposed(),
            ..empty_issue_page()
        };
        let html = page.render().unwrap();
        assert!(rendered(&html, "/laufzettel/neu").contains(name));
        assert!(understood::<IssueForm>().contains(name));
        let mut page = issued();
        page.reissue.as_mut().unwrap().proposed = proposed();
        let html = page.render().unwrap();
        assert!(rendered(&html, "/laufzettel/1/neu-ausstellen").contains(name));
        assert!(understood::<ReissueForm>().contains(name));
    }
}

#[test]
fn issue_page_and_form_agree() {
    let html = empty_issue_page().render().unwrap();
    let mut expected = unproposed(understood::<IssueForm>());
    // Asked only when a slip to the same service is open.
    expected.remove("duplicate_confirmed");
    // Asked only when she took something back on the day of her word.
    assert!(expected.remove("signed"));
    // Only somebody who is sent on agrees to it.
    for field in ["handover", "agreed"] {
        assert!(expected.remove(field), "{field}");
    }
    // Of somebody whom the office knows only the record is posted.
    let typed = [
        "person",
        "person_name",
        "birth_year",
        "contact",
        "protected",
        "child_under_3",
        "child_3_to_5",
        "child_6_to_9",
        "child_10_to_13",
        "child_14_to_17",
    ];
    let mut of_known = expected.clone();
    for field in typed {
        assert!(of_known.remove(field), "{field}");
    }
    expected.remove("client");
    assert_eq!(rendered(&html, "/laufzettel/neu"), expected);
    let html = issue_page_for_a_known_person().render().unwrap();
    assert_eq!(rendered(&html, "/laufzettel/neu"), of_known);
    of_known.extend(["handover", "agreed"]);
    let html = forwarding_page().render().unwrap();
    assert_eq!(rendered(&html, "/laufzettel/neu"), of_known);
}

#[test]
fn sign_in_page_and_form_agree() {
    let html = sign_in("").render().unwrap();
    assert_eq!(rendered(&html, "/anmelden"), understood::<SignInForm>());
}

#[test]
fn slip_page_and_forms_agree() {
    let html = slip_by_code().render().unwrap();
    assert_eq!(rendered(&html, "/s/eingang"), understood::<ArrivalForm>());
    assert_eq!(rendered(&html, "/s/ablehnen"), understood::<RejectForm>());
}

#[test]
fn handover_page_and_forms_agree() {
    let html = handover_with_every_step().render().unwrap();
    assert_eq!(
        rendered(&html, "/uebergaben/7/ablehnen"),
        understood::<RejectForm>()
    );
    let at = |step: &str| rendered(&html, &format!("/uebergaben/7/{step}"));
    assert_eq!(at("zurueckstellen"), understood::<HoldForm>());
    assert_eq!(at("abschliessen"), understood::<ConcludeForm>());
    assert_eq!(at("zuweisen"), understood::<AssignForm>());
    assert_eq!(at("verknuepfen"), understood::<LinkForm>());
    assert_eq!(at("ihr-wort"), understood::<HerWordForm>());
    assert_eq!(at("nicht-mitteilen"), understood::<DeclineForm>());
    assert_eq!(at("richtigstellen"), understood::<RetractForm>());
    // A release asks for what feedback asks for, and for her word.
    assert_eq!(at("freigeben"), understood::<FeedbackForm>());
    let mut standing = understood::<FeedbackForm>();
    standing.remove("her_word");
    assert_eq!(at("rueckmelden"), standing);
    // The boxes are named like the items.
    assert_eq!(
        at("zuruecknehmen"),
        BTreeSet::from(["form_key", "identity", "said_how", "own_code", "said_on"])
    );
    assert_eq!(at("alles-zuruecknehmen"), understood::<EverythingForm>());
    assert_eq!(
        &at("annehmen") | &at("wieder-aufnehmen"),
        understood::<PlainForm>()
    );
}

#[test]
fn slip_of_its_sender_and_forms_agree() {
    let html = issued().render().unwrap();
    let at = |step: &str| rendered(&html, &format!("/laufzettel/1/{step}"));
    assert_eq!(
        at("neu-ausstellen"),
        unproposed(understood::<ReissueForm>())
    );
    assert_eq!(at("verlaengern"), understood::<ReviveForm>());
    assert_eq!(at("rueckmeldung"), understood::<PaperReturnForm>());
}

#[test]
fn arrival_page_and_form_agree() {
    let mut expected = understood::<WithoutSlipForm>();
    expected.remove("client");
    let html = arrival_page().render().unwrap();
    assert_eq!(rendered(&html, "/uebergaben/neu"), expected);
    let html = arrival_of_somebody_known().render().unwrap();
    let of_known = ["form_key", "client", "service", "arrived_on", "step"];
    assert_eq!(rendered(&html, "/uebergaben/neu"), BTreeSet::from(of_known));
}
