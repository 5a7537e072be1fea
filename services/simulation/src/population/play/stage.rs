//! The network of a plan: its institutions, each with a service.

use domain::Staff;
use domain::institutions::{Entry, Service};
use domain::vocabulary::{Need, Role};

use super::{Played, line};
use crate::StepError;
use crate::population::At;

impl Played<'_> {
    pub(super) async fn stage(&self) -> Result<(), StepError> {
        let operator = Staff {
            function: Role::Operator,
            ..self.by(At(0))
        };
        let (desk, key) = (self.desk, || self.desk.fresh_key());
        let names = [
            "Netzwerk Planstadt",
            "Lotsendienst Planstadt",
            "030 23125 100",
        ];
        let [name, neutral, phone] = names.map(line);
        desk.found_network(operator, &name, &neutral, &phone, &key())
            .await?;
        for place in 0..self.plan.institutions.len() {
            let at = At(u16::try_from(place).unwrap_or(u16::MAX));
            let planned = self.plan.institution(at);
            let entry = Entry {
                name: line(&format!("{} {}", planned.kind.code(), planned.nth)),
                kind: planned.kind,
                address: None,
                phone: line("030 23125 200"),
                neutral_sender: planned.neutral_sender,
                signs_in: true,
            };
            desk.enter_institution(operator, planned.id, &entry, &key())
                .await?;
            let service = Service {
                id: self.service(at),
                name: line("Beratung"),
                needs: Need::ALL.iter().copied().collect(),
            };
            let (id, service) = (planned.id, Some(&service));
            desk.keep_entry(operator, id, service, None, None, &key())
                .await?;
        }
        Ok(())
    }
}
