//! The network of a plan: its institutions, each with its services.

use casework::{EnterInstitution, FoundNetwork, KeepEntry};
use domain::Staff;
use domain::institutions::Entry;
use domain::vocabulary::Role;

use super::{Parents, line};
use crate::StepError;
use crate::population::At;

/// Founds it and takes every institution in.
pub(super) async fn set(parents: &Parents<'_>) -> Result<(), StepError> {
    let operator = Staff {
        function: Role::Operator,
        ..parents.by(At(0))
    };
    let (desk, key) = (&parents.desk, || parents.desk.fresh_key());
    let names = [
        "Netzwerk Planstadt",
        "Lotsendienst Planstadt",
        "030 23125 100",
    ];
    let [name, neutral, phone] = names.map(line);
    desk.perform(
        operator,
        &FoundNetwork {
            name: &name,
            neutral_sender: &neutral,
            callback_phone: &phone,
        },
        &key(),
    )
    .await?;
    for planned in &parents.plan.institutions {
        let entry = Entry {
            name: line(&format!("{} {}", planned.kind.code(), planned.nth)),
            kind: planned.kind,
            address: None,
            phone: line("030 23125 200"),
            neutral_sender: planned.neutral_sender,
            signs_in: true,
        };
        desk.perform(
            operator,
            &EnterInstitution {
                institution: planned.id,
                entry: &entry,
            },
            &key(),
        )
        .await?;
        for service in &parents.staffed.at(planned.id).services {
            let (id, service) = (planned.id, Some(service));
            desk.perform(
                operator,
                &KeepEntry {
                    institution: id,
                    service,
                    hours: None,
                    person: None,
                },
                &key(),
            )
            .await?;
        }
    }
    Ok(())
}
