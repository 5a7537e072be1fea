//! From the issue form to a command; every mistake at its field, nothing typed is lost.

use std::collections::{BTreeMap, BTreeSet};

use casework::{Agreed, Asked, IssueSlip, RecordClient, WhichClient};
use domain::clients::{AgeBand, Children, Identity};
use domain::consents::Item;
use domain::vocabulary::Need;
use domain::{AgreedBy, InstitutionId, ServiceId};
use jiff::civil::Date;

use crate::form::Form;
use crate::routes::choices::{AGE_BANDS, wanted};
use crate::routes::consent_form;
use crate::routes::known::Known;

/// The command, or nothing where something is wrong.
pub(super) fn command(form: &mut Form, known: Option<&Known>, today: Date) -> Option<IssueSlip> {
    let client = match known {
        Some(known) => WhichClient::Known(known.record()),
        None => WhichClient::New(RecordClient {
            children: children(form),
            ..somebody_new(form, today)
        }),
    };
    let named = named(form);
    // What nobody can share is not asked about.
    let asks = |item: Item| match known {
        Some(known) => known.has(item),
        None => named || !matches!(item, Item::Identity | Item::Contact),
    };
    let place = place(form);
    let reason = form.text("reason");
    wanted(form);
    let valid_until = form.day("valid_until");
    let appointment = form.appointment();
    let (decisions, disclose) = decisions(form, asks);
    let asked = asked(form, decisions);
    let (need, recipient, service) = place?;
    let asked = asked?;
    // Who decides what it says decides that there is one.
    let by = asked.decider.as_ref().map(AgreedBy::from);
    Some(IssueSlip {
        client,
        asked: Some(asked),
        recipient,
        service,
        agreement: by.map(|by| Agreed { on: None, by }),
        need,
        reason,
        valid_until: valid_until?,
        appointment,
        disclose,
        neutral_sender: form.ticked("neutral_sender"),
        paper: form.maybe("paper"),
        even_so: form.ticked("duplicate_confirmed"),
    })
    .filter(|_| form.errors.is_empty())
}

/// Somebody new: who she is, in the same fields on every page that asks.
pub(crate) fn somebody_new(form: &mut Form, today: Date) -> RecordClient {
    RecordClient {
        identity: identity(form, today),
        children: None,
        protected: form.ticked("protected"),
    }
}

fn named(form: &Form) -> bool {
    form.get("person") != "nameless"
}

fn identity(form: &mut Form, today: Date) -> Option<Identity> {
    if !named(form) {
        return None;
    }
    let missing = "Bitte schreiben Sie ihren Namen, oder wählen Sie „Ohne Namen ausstellen“.";
    let name = form.required("person_name", missing);
    Some(Identity {
        name,
        birth_year: form.birth_year(today),
        contact: form.text("contact"),
        ..Identity::default()
    })
}

fn place(form: &mut Form) -> Option<(Need, InstitutionId, ServiceId)> {
    let mut parts = form.get("offer").split(':');
    let place = (|| {
        let need = parts.next()?.parse().ok()?;
        let institution = parts.next()?.parse().ok()?;
        let service = parts.next()?.parse().ok()?;
        Some((need, institution, service))
    })();
    if place.is_none() {
        let ask = "Bitte wählen Sie, wobei sie Hilfe braucht und wer helfen kann.";
        form.wrong("offer", ask);
    }
    place
}

fn children(form: &Form) -> Option<Children> {
    if !form.ticked("share_child") {
        return None;
    }
    let ticked = AGE_BANDS.into_iter().filter(|(name, _)| form.ticked(name));
    let age_bands: Vec<AgeBand> = ticked.map(|(_, band)| band).collect();
    (!age_bands.is_empty()).then_some(Children {
        age_bands,
        names: vec![],
    })
}

/// Her word on each item, and what the routing half shows.
fn decisions(
    form: &mut Form,
    asks: impl Fn(Item) -> bool,
) -> (BTreeMap<Item, bool>, BTreeSet<Item>) {
    let way_so_far = form.ticked("way_so_far");
    let mut decisions = BTreeMap::from([
        (Item::Identity, form.ticked("share_identity")),
        (Item::Contact, form.ticked("share_contact")),
        (Item::Child, form.ticked("share_child")),
        (Item::Need, form.ticked("share_need")),
        (Item::Reason, form.ticked("share_reason")),
        (Item::Announce, form.ticked("announce")),
        (Item::WaySoFar, way_so_far),
        (
            Item::WaySoFarProtected,
            way_so_far && form.ticked("way_so_far_protected"),
        ),
        (Item::CaseConference, form.ticked("case_conference")),
        (Item::Statistics, form.ticked("statistics")),
    ]);
    decisions.retain(|item, _| asks(*item));
    let back = consent_form::back(form);
    for item in Item::ALL.iter().filter(|item| item.is_feedback()) {
        decisions.insert(*item, back.contains(item));
    }
    let disclose = decisions
        .iter()
        .filter(|(item, granted)| **granted && item.travels_with_the_slip())
        .map(|(item, _)| *item)
        .collect();
    (decisions, disclose)
}

fn asked(form: &mut Form, decisions: BTreeMap<Item, bool>) -> Option<Asked> {
    let asked = consent_form::consent(form, decisions);
    if !form.ticked("consequences_told") {
        let ask =
            "Bitte sagen Sie ihr, was geschieht, wenn sie nein sagt, und bestätigen Sie es hier.";
        form.wrong("consequences_told", ask);
    }
    asked
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Line;
    use domain::consents::Decider;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 22);

    fn filled() -> Form {
        let id = "0".repeat(32);
        let offer = format!("debts:{id}:{id}");
        let mut form = Form::default();
        for (name, value) in [
            ("person", "named"),
            ("person_name", "Frau Neumann"),
            ("offer", &offer),
            ("preset", "arrived"),
            ("decider", "herself"),
            ("text_version", "2026-12"),
            ("text_language", "de"),
            ("spoken_language", "ar"),
            ("consent_form", "written"),
            ("consented_on", "2026-11-22"),
            ("consequences_told", "ja"),
            ("instrument_agreed", "ja"),
            ("valid_until", "20.12.2026"),
        ] {
            form.set(name, value);
        }
        form
    }

    fn with(changes: &[(&str, &str)]) -> Form {
        let mut form = filled();
        for (name, value) in changes {
            form.set(name, value);
        }
        form
    }

    fn wrong(changes: &[(&str, &str)]) -> Vec<String> {
        let mut form = with(changes);
        let command = command(&mut form, None, TODAY);
        assert_eq!(command.is_none(), !form.errors.is_empty());
        let fields = form.errors.all().iter().map(|e| e.field_id.to_string());
        fields.collect()
    }

    #[test]
    fn a_filled_form_is_a_command_and_only_ticks_are_disclosed() {
        let command = command(&mut filled(), None, TODAY).unwrap();
        assert_eq!(command.valid_until, date(2026, 12, 20));
        assert!(command.disclose.is_empty());
        assert_eq!(command.agreement.unwrap().by, AgreedBy::Herself);
        let asked = command.asked.unwrap();
        assert!(asked.decisions[&Item::FeedbackArrival]);
        assert!(!asked.decisions[&Item::FeedbackOutcome]);
        assert!(!asked.decisions[&Item::Identity]);
    }

    #[test]
    fn who_decided_and_in_which_languages_are_facts_of_their_own() {
        let mut form = with(&[
            ("decider", "legal_carer"),
            ("decider_sphere", "Behördenangelegenheiten"),
            // Typed before another choice was made.
            ("decider_age", "16"),
            ("interpreter", "ja"),
        ]);
        let command = command(&mut form, None, TODAY).unwrap();
        let asked = command.asked.unwrap();
        assert_eq!(command.agreement.unwrap().by, AgreedBy::ForHer);
        let sphere = Line::parse("Behördenangelegenheiten").unwrap();
        assert_eq!(asked.decider, Some(Decider::LegalCarer { sphere }));
        assert_eq!(asked.asking.text.language, "de");
        assert_eq!(asked.asking.spoken.tag(), "ar");
        assert!(asked.asking.interpreter);
    }

    #[test]
    fn a_nameless_slip_forgets_what_stands_in_hidden_fields() {
        let mut form = with(&[
            ("person", "nameless"),
            ("share_identity", "ja"),
            ("contact", "0171 39200 00"),
        ]);
        let command = command(&mut form, None, TODAY).unwrap();
        let WhichClient::New(client) = command.client else {
            panic!("a new record");
        };
        assert!(client.identity.is_none());
        assert!(!command.disclose.contains(&Item::Identity));
    }

    #[test]
    fn each_mistake_stands_at_its_field() {
        let long = "x".repeat(3000);
        for (field, typed, stands_at) in [
            ("person_name", "", "person_name"),
            ("birth_year", "98", "birth_year"),
            ("offer", "", "offer"),
            ("reason", &long, "reason"),
            ("preset", "", "preset"),
            ("consequences_told", "", "consequences_told"),
            ("instrument_agreed", "", "instrument_agreed"),
            ("valid_until", "bald", "valid_until"),
            ("text_version", "", "consent_text"),
            ("text_language", "tr", "consent_text"),
            ("spoken_language", "", "spoken_language"),
            ("consent_form", "", "consent_form"),
            ("decider", "interpreter", "decider"),
            ("decider", "capable_minor", "decider_age"),
            ("decider", "legal_carer", "decider_sphere"),
            ("appointment_time", "10:00", "appointment_on"),
            ("appointment_remark", "Zimmer 12", "appointment_on"),
        ] {
            assert_eq!(wrong(&[(field, typed)]), [stands_at], "{field}: {typed}");
        }
        let half_past = [
            ("appointment_on", "1.12.26"),
            ("appointment_time", "halb elf"),
        ];
        assert_eq!(wrong(&half_past), ["appointment_time"]);
    }
}
