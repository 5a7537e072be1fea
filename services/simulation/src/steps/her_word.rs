//! What a caseworker writes down of her: her record, and what she decided.

use std::collections::BTreeMap;

use casework::{Asked, RecordClient, RecordConsent};
use domain::Staff;
use domain::clients::{Children, Identity};
use domain::consents::{ConsentPurpose, Decider, Item};
use jiff::civil::Date;

use super::Thread;
use crate::StepError;
use crate::asking::asking;
use crate::cases;
use crate::suhlheim::Member;

impl Thread<'_> {
    pub(super) async fn record(
        &mut self,
        by: Staff,
        at: &Member,
        record: &cases::Record,
        day: Date,
    ) -> Result<(), StepError> {
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
        let key = self.desk.fresh_key();
        let id = self.desk.perform(by, &command, &key).await?;
        self.records.insert(at.key.clone(), id);
        Ok(())
    }

    pub(super) async fn consent(
        &mut self,
        by: Staff,
        at: &Member,
        consent: &cases::Consent,
        day: Date,
    ) -> Result<(), StepError> {
        let recipient = self.town.member(&consent.to)?;
        let command = RecordConsent {
            record: self.record_at(&at.key)?,
            recipients: [recipient.id()].into(),
            asked: asked(consent.decisions(at.kind), day),
        };
        let key = self.desk.fresh_key();
        self.desk.perform(by, &command, &key).await?;
        if consent.granted.contains(&Item::Announce) {
            let route = (at.key.clone(), consent.to.clone());
            self.announcing.insert(route);
        }
        Ok(())
    }
}

/// Asked in writing, in German, on this day.
pub(super) fn asked(decisions: BTreeMap<Item, bool>, day: Date) -> Asked {
    Asked {
        purpose: ConsentPurpose::Referral,
        consequences_shown: true,
        decisions,
        asking: asking(),
        decider: Some(Decider::Herself),
        given_on: day,
        expires_on: None,
        signed_after_withdrawal: None,
    }
}
