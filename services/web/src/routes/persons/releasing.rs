//! `/personen/{id}/entbindung`: a release from confidentiality, a record of its own.

use askama::Template;
use casework::{AskedRelease, Key, RecordRelease};
use domain::consents::Subject;
use domain::{InstitutionId, Refusal};

use crate::form::{Form, FormPage, Wrong, choice};
use crate::pages::{Choice, Frame};
use crate::refusals::Problem;
use crate::routes::choices::signed_after;
use crate::routes::consent_form::{self, AskedPart};
use crate::routes::facts::who;
use crate::routes::visit::Visit;

#[derive(Template)]
#[template(path = "persons/release.html")]
pub(crate) struct Page {
    frame: Frame,
    who: String,
    base: String,
    form: Form,
    /// Who may be told.
    recipients: Vec<Choice>,
    asked: AskedPart,
}

pub(crate) struct Releasing;

impl FormPage for Releasing {
    type Deed = (InstitutionId, AskedRelease);
    type Page = Page;

    async fn first(visit: &Visit, form: &mut Form) -> Result<(), Problem> {
        consent_form::usual(form, visit.today());
        Ok(())
    }

    async fn page(visit: &Visit, form: Form) -> Result<Page, Problem> {
        let client = visit.desk.client(visit.staff, visit.named()?).await?;
        let institutions = visit.desk.institutions().await?;
        let others = institutions.iter();
        let others = others.filter(|row| row.institution != visit.staff.institution);
        Ok(Page {
            frame: visit.frame("").await,
            who: who(client.identity.as_ref()),
            base: format!("/personen/{}", client.record),
            form,
            recipients: others
                .map(|row| choice(&row.institution.to_string(), row.entry.name.as_str()))
                .collect(),
            asked: consent_form::part(&visit.app, Subject::Release)?,
        })
    }

    fn read(_: &Visit, form: &mut Form) -> Option<Self::Deed> {
        let missing = "Bitte nennen Sie die Person oder Stelle, die entbunden wird.";
        let discloser = form.required("discloser", missing);
        let ask = "Bitte wählen Sie, mit wem gesprochen werden darf.";
        let recipient = form.chosen("recipient", ask);
        let missing = "Bitte schreiben Sie, worüber gesprochen werden darf.";
        let content = form.required("content", missing);
        let given_on = form.day("consented_on");
        let expires_on = form.maybe_day("expires_on");
        let (asking, decider) = consent_form::read(form, Subject::Release)?;
        let asked = AskedRelease {
            discloser: discloser?,
            content: content?,
            asking,
            decider,
            given_on: given_on?,
            expires_on,
            signed_after_withdrawal: signed_after(form.get("signed")),
        };
        Some((recipient?, asked))
    }

    fn field_of(refusal: &Refusal) -> Option<&'static str> {
        consent_form::field_of(refusal)
    }

    async fn carry_out(
        visit: &Visit,
        (recipient, asked): Self::Deed,
        key: &Key,
    ) -> Result<String, Wrong> {
        let record = visit.named()?;
        let command = RecordRelease {
            record,
            recipient,
            asked,
        };
        visit.perform(&command, key).await?;
        Ok(format!("/personen/{record}?getan=entbunden"))
    }
}
