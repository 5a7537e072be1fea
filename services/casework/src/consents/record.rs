//! RecordConsent: what she decided, for the receiving institutions that she ticked.

use std::collections::{BTreeMap, BTreeSet};

use domain::clients::Client;
use domain::consents::{
    self, Consent, ConsentCommand, ConsentForm, ConsentPurpose, ConsentText, Item, Route,
};
use domain::evidence::EvidenceEvent;
use domain::institutions::Institution;
use domain::network::Network;
use domain::{EvidenceId, InstitutionId, Instruction, Now, PathId, RecordId, Refusal, Staff};
use jiff::civil::Date;
use serde::Serialize;

use crate::work::{UseCase, Work, path_owner};
use crate::{Desk, Failure, Key};

/// How she was asked and what she said.
#[derive(Clone, Serialize)]
pub struct Asked {
    /// Her word on each item that was put to her.
    pub decisions: BTreeMap<Item, bool>,
    /// The text that was read to her.
    pub text: ConsentText,
    /// Written or electronic.
    pub form: ConsentForm,
    /// What for.
    pub purpose: ConsentPurpose,
    /// She was shown what follows if she refuses.
    pub consequences_shown: bool,
    /// Whether she can consent herself.
    pub capable: bool,
    /// The day of her word.
    pub given_on: Date,
    /// The last day, if she wants it shorter than twelve months.
    pub expires_on: Option<Date>,
    /// Whether she signed after what she took back here on that day, if she did; asked only then.
    pub signed_after_withdrawal: Option<bool>,
}

/// A consent to be recorded.
#[derive(Clone, Serialize)]
pub struct RecordConsent {
    /// The institution's record of her.
    pub record: RecordId,
    /// The institutions that she ticked.
    pub recipients: BTreeSet<InstitutionId>,
    /// How she was asked and what she said.
    pub asked: Asked,
}

impl UseCase for RecordConsent {
    type Answer = ();
    const OUTCOME: &'static str = "consent-recorded";

    async fn decide(&self, by: Staff, now: Now, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let client: Client = work.own(by, self.record.bytes()).await?;
        let path = client.at(by.institution)?.path;
        let consent: Consent = work.load(path.bytes()).await?;
        self.asked
            .record(
                by,
                now,
                work,
                (self.record, path, consent),
                &self.recipients,
            )
            .await?;
        Ok(path.bytes())
    }

    fn answer(_: [u8; 16]) {}
}

impl Asked {
    /// Records her decisions within another command; gives the consent as it stands then.
    pub(crate) async fn record(
        &self,
        by: Staff,
        now: Now,
        work: &mut Work<'_>,
        (record, path, mut consent): (RecordId, PathId, Consent),
        recipients: &BTreeSet<InstitutionId>,
    ) -> Result<Consent, Failure> {
        let network: Network = work.load(*work.desk.network.as_bytes()).await?;
        if recipients.iter().any(|recipient| !network.has(*recipient)) {
            return Err(Refusal::NotFound.into());
        }
        check_text(&self.text)?;
        let sender: Institution = work.load(by.institution.bytes()).await?;
        let sender_kind = sender.entry().ok_or(Refusal::NotFound)?.kind;
        let command = consents::RecordConsent {
            record,
            kept_as: EvidenceId::from_bytes(work.desk.draw.id()),
            sender_kind,
            recipients: recipients.clone(),
            purpose: self.purpose,
            consequences_shown: self.consequences_shown,
            decisions: self.decisions.clone(),
            text: self.text.clone(),
            form: self.form,
            capable: self.capable,
            given_on: self.given_on,
            expires_on: self.expires_on,
            signed_after_withdrawal: self.signed_after_withdrawal,
        };
        let proof = EvidenceEvent::of_consent(by, &command);
        let what = ConsentCommand::Record(command);
        let events = consent.decide(&Instruction { by, now, what })?;
        let stream = path.bytes();
        work.write(stream, Some(path_owner(path)), by, now, &events)?;
        work.keep(&proof, by, now)?;
        for event in &events {
            consent.evolve(event);
        }
        Ok(consent)
    }
}

impl Asked {
    /// Refuses to act on what is kept and changes nothing, because she said otherwise later, as far as the
    /// asking institution knows.
    pub(crate) fn counts_here(&self, consent: &Consent, route: Route) -> Result<(), Refusal> {
        let granted = self.decisions.iter().filter(|(_, granted)| **granted);
        let granted = granted.map(|(item, _)| *item);
        consent.counts_here(route.sender, route, granted, self.given_on)
    }
}

/// The text that was read to her is one of the network's, word for word.
pub(super) fn check_text(text: &ConsentText) -> Result<(), Refusal> {
    let known = crate::consent_texts::reference(text.language.as_str());
    if known.as_ref() == Some(text) {
        Ok(())
    } else {
        Err(Refusal::ConsentTextUnknown)
    }
}

impl Desk {
    /// Records what she decided.
    pub async fn record_consent(
        &self,
        by: Staff,
        command: &RecordConsent,
        key: &Key,
    ) -> Result<(), Failure> {
        self.perform(by, command, key).await
    }
}
