//! From the issue form to a command; every mistake at its field, nothing typed is lost.

mod her_word;
mod values;

use casework::{Agreed, IssueSlip, RecordClient, WhichClient};
use domain::clients::{AgeBand, Children, Identity};
use domain::slips::Appointment;
use domain::vocabulary::Need;
use domain::{AgreedBy, InstitutionId, ServiceId};
use jiff::civil::Date;

use super::known::Known;
use crate::pages::{FieldErrors, IssueForm, Shareable};
use crate::routes::choices::wanted;
use crate::routes::typed::{self, AppointmentFields};

/// The command, or what is wrong.
pub(super) fn command(
    form: &IssueForm,
    known: Option<&Known>,
    today: Date,
) -> Result<IssueSlip, FieldErrors> {
    let mut fields = Fields {
        form,
        errors: FieldErrors::default(),
    };
    let (client, has) = match known {
        Some(known) => (WhichClient::Known(known.record()), known.has()),
        None => fields.new_client(today),
    };
    let place = fields.place();
    let reason = fields.note("reason", &form.reason);
    wanted(&mut fields.errors, &form.instrument_agreed);
    let valid_until = fields.day("valid_until", &form.valid_until);
    let appointment = fields.appointment();
    let (decisions, disclose) = fields.decisions(has);
    let asked = fields.asked(decisions);
    match (place, valid_until, asked) {
        (Some((need, recipient, service)), Some(valid_until), Some(asked))
            if fields.errors.is_empty() =>
        {
            // Who decides what it says decides that there is one.
            let by = asked.decider.as_ref().map(AgreedBy::from);
            let agreement = by.map(|by| Agreed { on: None, by });
            Ok(IssueSlip {
                client,
                asked: Some(asked),
                recipient,
                service,
                agreement,
                need,
                reason,
                valid_until,
                appointment,
                disclose,
                neutral_sender: IssueForm::ticked(&form.neutral_sender),
                // What is none of the choices is none.
                paper: form.paper.parse().ok(),
                even_so: IssueForm::ticked(&form.duplicate_confirmed),
            })
        }
        _ => Err(fields.errors),
    }
}

/// Somebody new, for a record without a slip: who she is, or what is wrong.
pub(crate) fn somebody_new(form: &IssueForm, today: Date) -> Result<RecordClient, FieldErrors> {
    let mut fields = Fields {
        form,
        errors: FieldErrors::default(),
    };
    let identity = fields.identity(today);
    if !fields.errors.is_empty() {
        return Err(fields.errors);
    }
    Ok(RecordClient {
        identity,
        children: None,
        protected: IssueForm::ticked(&form.protected),
    })
}

const APPOINTMENT: AppointmentFields = AppointmentFields {
    on: "appointment_on",
    time: "appointment_time",
    remark: "appointment_remark",
};

struct Fields<'a> {
    form: &'a IssueForm,
    errors: FieldErrors,
}

impl Fields<'_> {
    fn named(&self) -> bool {
        self.form.person != "nameless"
    }

    fn new_client(&mut self, today: Date) -> (WhichClient, Shareable) {
        let identity = self.identity(today);
        let children = self.children();
        let has = Shareable {
            identity: self.named(),
            contact: self.named(),
            children: true,
        };
        let new = RecordClient {
            identity,
            children,
            protected: IssueForm::ticked(&self.form.protected),
        };
        (WhichClient::New(new), has)
    }

    fn identity(&mut self, today: Date) -> Option<Identity> {
        if !self.named() {
            return None;
        }
        let form = self.form;
        let name = typed::required(
            &mut self.errors,
            "person_name",
            &form.person_name,
            "Bitte schreiben Sie ihren Namen, oder wählen Sie „Ohne Namen ausstellen“.",
        );
        Some(Identity {
            name,
            birth_year: self.birth_year(today),
            contact: self.line("contact", &form.contact),
            ..Identity::default()
        })
    }

    fn birth_year(&mut self, today: Date) -> Option<i16> {
        typed::birth_year(&mut self.errors, &self.form.birth_year, today)
    }

    fn place(&mut self) -> Option<(Need, InstitutionId, ServiceId)> {
        let mut parts = self.form.offer.split(':');
        let place = (|| {
            let need = parts.next()?.parse().ok()?;
            let institution = parts.next()?.parse().ok()?;
            let service = parts.next()?.parse().ok()?;
            Some((need, institution, service))
        })();
        if place.is_none() {
            self.errors.add(
                "offer",
                "Bitte wählen Sie, wobei sie Hilfe braucht und wer helfen kann.",
            );
        }
        place
    }

    fn children(&self) -> Option<Children> {
        let form = self.form;
        if !IssueForm::ticked(&form.share_child) {
            return None;
        }
        let bands = [
            (&form.child_under_3, AgeBand::UnderThree),
            (&form.child_3_to_5, AgeBand::ThreeToFive),
            (&form.child_6_to_9, AgeBand::SixToNine),
            (&form.child_10_to_13, AgeBand::TenToThirteen),
            (&form.child_14_to_17, AgeBand::FourteenToSeventeen),
        ];
        let age_bands: Vec<AgeBand> = bands
            .into_iter()
            .filter(|(value, _)| IssueForm::ticked(value))
            .map(|(_, band)| band)
            .collect();
        (!age_bands.is_empty()).then_some(Children {
            age_bands,
            names: vec![],
        })
    }

    fn appointment(&mut self) -> Option<Appointment> {
        let form = self.form;
        let typed = [
            form.appointment_on.as_str(),
            &form.appointment_time,
            &form.appointment_remark,
        ];
        typed::appointment(&mut self.errors, &APPOINTMENT, typed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Line;
    use domain::consents::{Decider, Item};
    use jiff::civil::date;

    fn filled() -> IssueForm {
        let id = "0".repeat(32);
        IssueForm {
            person: "named".into(),
            person_name: "Frau Neumann".into(),
            offer: format!("debts:{id}:{id}"),
            preset: "arrived".into(),
            decider: "herself".into(),
            text_version: "2026-12".into(),
            text_language: "de".into(),
            spoken_language: "ar".into(),
            consent_form: "written".into(),
            consented_on: "2026-11-22".into(),
            consequences_told: "ja".into(),
            instrument_agreed: "ja".into(),
            valid_until: "20.12.2026".into(),
            ..IssueForm::default()
        }
    }

    fn errors(form: &IssueForm) -> Vec<&'static str> {
        match command(form, None, date(2026, 11, 22)) {
            Ok(_) => vec![],
            Err(errors) => errors.all().iter().map(|e| e.field_id).collect(),
        }
    }

    #[test]
    fn a_filled_form_is_a_command_and_only_ticks_are_disclosed() {
        let command = command(&filled(), None, date(2026, 11, 22)).ok().unwrap();
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
        let form = IssueForm {
            decider: "legal_carer".into(),
            decider_sphere: "Behördenangelegenheiten".into(),
            // Typed before another choice was made.
            decider_age: "16".into(),
            interpreter: "ja".into(),
            ..filled()
        };
        let command = command(&form, None, date(2026, 11, 22)).ok().unwrap();
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
        let form = IssueForm {
            person: "nameless".into(),
            share_identity: "ja".into(),
            contact: "0171 39200 00".into(),
            ..filled()
        };
        let command = command(&form, None, date(2026, 11, 22)).ok().unwrap();
        let WhichClient::New(client) = command.client else {
            panic!("a new record");
        };
        assert!(client.identity.is_none());
        assert!(!command.disclose.contains(&Item::Identity));
    }

    #[test]
    fn each_mistake_stands_at_its_field() {
        let with = |change: &dyn Fn(&mut IssueForm)| {
            let mut form = filled();
            change(&mut form);
            errors(&form)
        };
        assert_eq!(with(&|f| f.person_name.clear()), ["person_name"]);
        assert_eq!(with(&|f| f.birth_year = "98".into()), ["birth_year"]);
        assert_eq!(with(&|f| f.offer.clear()), ["offer"]);
        assert_eq!(with(&|f| f.reason = "x".repeat(3000)), ["reason"]);
        assert_eq!(with(&|f| f.preset.clear()), ["preset"]);
        assert_eq!(
            with(&|f| f.consequences_told.clear()),
            ["consequences_told"]
        );
        assert_eq!(
            with(&|f| f.instrument_agreed.clear()),
            ["instrument_agreed"]
        );
        assert_eq!(with(&|f| f.valid_until = "bald".into()), ["valid_until"]);
        assert_eq!(with(&|f| f.text_version.clear()), ["consent_text"]);
        assert_eq!(with(&|f| f.text_language = "tr".into()), ["consent_text"]);
        assert_eq!(with(&|f| f.spoken_language.clear()), ["spoken_language"]);
        assert_eq!(with(&|f| f.consent_form.clear()), ["consent_form"]);
        assert_eq!(with(&|f| f.decider = "interpreter".into()), ["decider"]);
        assert_eq!(
            with(&|f| f.decider = "capable_minor".into()),
            ["decider_age"]
        );
        assert_eq!(
            with(&|f| f.decider = "legal_carer".into()),
            ["decider_sphere"]
        );
        assert_eq!(
            with(&|f| f.appointment_time = "10:00".into()),
            ["appointment_on"]
        );
        let on = |f: &mut IssueForm| f.appointment_on = "1.12.26".into();
        let at = |f: &mut IssueForm| f.appointment_time = "halb elf".into();
        assert_eq!(with(&|f| (on(f), at(f)).1), ["appointment_time"]);
        assert_eq!(
            with(&|f| f.appointment_remark = "Zimmer 12".into()),
            ["appointment_on"]
        );
    }
}
