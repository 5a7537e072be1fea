//! RecordConsent: what she decided, for the receiving institutions that she ticked.

use std::collections::{BTreeMap, BTreeSet};

use domain::clients::{Client, Identity};
use domain::consents::{
    self, Asking, Consent, ConsentCommand, ConsentPurpose, Decider, Item, Route,
};
use domain::evidence::EvidenceEvent;
use domain::institutions::Institution;
use domain::{Erasable, InstitutionId, PathId, RecordId, Refusal};
use jiff::civil::Date;
use serde::Serialize;

use crate::Failure;
use crate::perform::UseCase;
use crate::work::Work;

/// How she was asked and what she said.
#[derive(Clone, Serialize)]
pub struct Asked {
    /// Her word on each item that was put to her.
    pub decisions: BTreeMap<Item, bool>,
    /// With which text, in which language and form.
    pub asking: Asking,
    /// Who decides; nobody, if she cannot at this moment and nobody may for her.
    pub decider: Option<Decider>,
    /// What for.
    pub purpose: ConsentPurpose,
    /// She was shown what follows if she refuses.
    pub consequences_shown: bool,
    /// The day of her word.
    pub given_on: Date,
    /// The last day, if she wants it shorter than twelve months.
    pub expires_on: Option<Date>,
    /// Whether she signed after what she took back here on that day, if she did; asked only then.
    pub signed_after_withdrawal: Option<bool>,
}

/// Her, as she is asked within another command.
pub(crate) struct AskedOf {
    pub(crate) record: RecordId,
    pub(crate) path: PathId,
    /// Her year of birth, where the record has it.
    pub(crate) born: Option<i16>,
    /// What she decided before.
    pub(crate) consent: Consent,
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

    async fn decide(&self, work: &mut Work<'_>) -> Result<[u8; 16], Failure> {
        let by = work.by;
        let client: Client = work.own(self.record).await?;
        let path = client.at(by.institution)?.path;
        let asked_of = AskedOf {
            record: self.record,
            path,
            born: birth_year(client.identity()),
            consent: work.load(path).await?,
        };
        self.asked.record(work, asked_of, &self.recipients).await?;
        Ok(path.into())
    }
}

impl Asked {
    /// Records her decisions within another command; gives the consent as it stands then.
    pub(crate) async fn record(
        &self,
        work: &mut Work<'_>,
        AskedOf {
            record,
            path,
            born,
            mut consent,
        }: AskedOf,
        recipients: &BTreeSet<InstitutionId>,
    ) -> Result<Consent, Failure> {
        let by = work.by;
        let network = work.network().await?;
        if recipients.iter().any(|recipient| !network.has(*recipient)) {
            return Err(Refusal::NotFound.into());
        }
        let sender: Institution = work.load(by.institution).await?;
        let sender_kind = sender.entry().ok_or(Refusal::NotFound)?.kind;
        let command = consents::RecordConsent {
            record,
            kept_as: work.draw(),
            sender_kind,
            recipients: recipients.clone(),
            purpose: self.purpose,
            consequences_shown: self.consequences_shown,
            decisions: self.decisions.clone(),
            asking: self.asking.clone(),
            decider: self.decider.clone(),
            born,
            given_on: self.given_on,
            expires_on: self.expires_on,
            signed_after_withdrawal: self.signed_after_withdrawal,
        };
        let proof = EvidenceEvent::of_consent(by, &command)?;
        let what = ConsentCommand::Record(command);
        let before = consent.clone();
        work.decide(path, &mut consent, what)?;
        work.keep(proof)?;
        let client: Client = work.load(record).await?;
        // Boxed: it is rare, and every command that asks her would carry its room.
        Box::pin(work.tell_asked_again(&client, (path, &before, &consent))).await?;
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

/// Her year of birth, where the record has it.
pub(crate) fn birth_year(identity: Option<&Erasable<Identity>>) -> Option<i16> {
    identity.and_then(Erasable::known)?.birth_year
}
