//! Where a slip can lead: every service of other institutions, by need.

use domain::Staff;
use domain::vocabulary::Need;
use read_models::institutions::InstitutionRow;

use crate::pages::ChoiceGroup;
use crate::routes::choices::choice;
use crate::words;

/// Every service of other institutions, by need; the value is `need:institution:service`.
pub(super) fn of(institutions: &[InstitutionRow], staff: Staff) -> Vec<ChoiceGroup> {
    Need::ALL
        .iter()
        .map(|need| ChoiceGroup {
            label: words::need(*need).into(),
            choices: places(institutions, staff, *need)
                .map(|(value, label)| choice(&format!("{need}:{value}"), &label))
                .collect(),
        })
        .filter(|group| !group.choices.is_empty())
        .collect()
}

/// Where she can go for a need: `institution:service` and how it is called.
pub(crate) fn places(
    institutions: &[InstitutionRow],
    staff: Staff,
    need: Need,
) -> impl Iterator<Item = (String, String)> {
    institutions
        .iter()
        .filter(move |row| row.institution != staff.institution)
        .flat_map(move |row| {
            let fitting = row.services.iter().filter(move |s| s.needs.contains(&need));
            fitting.map(move |service| {
                (
                    format!("{}:{}", row.institution, service.id),
                    format!("{} – {}", row.entry.name.as_str(), service.name.as_str()),
                )
            })
        })
}
