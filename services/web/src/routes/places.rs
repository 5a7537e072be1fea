//! Where she can go: services of other institutions, by need.

use domain::vocabulary::Need;
use domain::{InstitutionId, Staff};
use read_models::institutions::InstitutionRow;

use crate::App;
use crate::form::choice;
use crate::pages::ChoiceGroup;
use crate::words;

/// All of them; the value is `need:institution:service`.
pub(super) fn offers(institutions: &[InstitutionRow], own: InstitutionId) -> Vec<ChoiceGroup> {
    by_need(institutions, own, |need, place| format!("{need}:{place}"))
}

/// All of them, where it matters only whereto; the value is `institution:service`.
pub(crate) async fn places(app: &App, staff: Staff) -> Vec<ChoiceGroup> {
    let institutions = app.desk.institutions().await.unwrap_or_default();
    by_need(&institutions, staff.institution, |_, place| place)
}

fn by_need(
    institutions: &[InstitutionRow],
    own: InstitutionId,
    value: impl Fn(Need, String) -> String,
) -> Vec<ChoiceGroup> {
    let groups = Need::ALL.iter().map(|need| {
        let others = institutions.iter().filter(|row| row.institution != own);
        let services =
            others.flat_map(|row| row.services.iter().map(move |service| (row, service)));
        let fitting = services.filter(|(_, service)| service.needs.contains(need));
        let choices = fitting.map(|(row, service)| {
            let place = format!("{}:{}", row.institution, service.id);
            let label = format!("{} – {}", row.entry.name.as_str(), service.name.as_str());
            choice(&value(*need, place), &label)
        });
        ChoiceGroup {
            label: words::need(*need).into(),
            choices: choices.collect(),
        }
    });
    groups.filter(|group| !group.choices.is_empty()).collect()
}
