//! What she says: who she is, what may travel, and what she takes back.

use std::collections::BTreeSet;

use casework::{HowSaid, RecordClient, RecordConsent, WithdrawConsent, WithdrawFrom};
use domain::clients::{Children, Identity};
use domain::consents::Item;

use super::{Here, Thread};
use crate::StepError;
use crate::cases::{Consent, Record};
use crate::command::asked;

impl Thread<'_> {
    pub(super) async fn record(
        &mut self,
        here: Here<'_>,
        record: &Record,
    ) -> Result<(), StepError> {
        let Here { by, at, day } = here;
        let drawn = record.drawn.then(|| self.drawn.clone());
        let identity = Identity {
            name: record.name.clone().or(drawn),
            birth_year: record.age.map(|age| day.year() - age),
            contact: record.contact.clone(),
            ..Identity::default()
        };
        let age_bands = record.children.clone();
        let command = RecordClient {
            identity: (identity != Identity::default()).then_some(identity),
            children: (!age_bands.is_empty()).then_some(Children {
                age_bands,
                names: vec![],
            }),
            protected: record.protected,
        };
        let id = self.give(by, &command).await?;
        self.records.insert(at.key.clone(), id);
        Ok(())
    }

    pub(super) async fn consent(
        &mut self,
        Here { by, at, day }: Here<'_>,
        consent: &Consent,
    ) -> Result<(), StepError> {
        let recipient = self.town.member(&consent.to)?;
        let command = RecordConsent {
            record: self.record_at(&at.key)?,
            recipients: [recipient.id()].into(),
            asked: asked(consent.decisions(at.kind), day),
        };
        self.give(by, &command).await?;
        if consent.granted.contains(&Item::Announce) {
            let route = (at.key.clone(), consent.to.clone());
            self.announcing.insert(route);
        }
        Ok(())
    }

    pub(super) async fn withdraw_consent(
        &self,
        Here { by, at, .. }: Here<'_>,
        to: &str,
        items: &BTreeSet<Item>,
    ) -> Result<(), StepError> {
        let command = WithdrawConsent {
            from: WithdrawFrom::Recorded {
                record: self.record_at(&at.key)?,
                recipient: self.town.member(to)?.id(),
            },
            items: items.clone(),
            said: HowSaid::IN_PERSON,
        };
        self.give(by, &command).await?;
        Ok(())
    }
}
