//! The cases as data: timelines of steps, and what a tour shows of them.

mod acts;

use serde::Deserialize;

use crate::PlayError;
pub(crate) use acts::{
    Accept, Act, Arrive, Conclude, Consent, Feedback, Forward, HerWord, Hold, Issue, Record,
    Reject, Withdraw,
};

const HANDBOOK: [(&str, &str); 5] = [
    ("frau_neumann.toml", include_str!("cases/frau_neumann.toml")),
    ("frau_moeller.toml", include_str!("cases/frau_moeller.toml")),
    ("frau_lang.toml", include_str!("cases/frau_lang.toml")),
    ("frau_kern.toml", include_str!("cases/frau_kern.toml")),
    ("frau_frey.toml", include_str!("cases/frau_frey.toml")),
];

/// One parent's way, as far as today's commands reach.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Case {
    pub(crate) name: String,
    #[serde(default)]
    pub(crate) tour: Vec<Stop>,
    #[serde(rename = "step")]
    pub(crate) steps: Vec<Step>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Others {
    case: Vec<Case>,
}

/// What a tour shows.
#[derive(Debug, Deserialize)]
pub(crate) struct Stop {
    pub(crate) shows: String,
    pub(crate) stands: String,
    pub(crate) seen_by: String,
    #[serde(flatten)]
    pub(crate) page: Page,
}

/// The page of a stop, by the names of this case.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Page {
    Slip(String),
    Handover(String),
    /// The record at this institution.
    Record(String),
}

/// Something that happens on a business day.
#[derive(Debug, Deserialize)]
pub(crate) struct Step {
    pub(crate) day: i16,
    /// The institution that acts.
    pub(crate) at: String,
    #[serde(flatten)]
    pub(crate) act: Act,
}

/// All cases, the handbook's first.
pub(crate) fn all() -> Result<Vec<Case>, PlayError> {
    let handbook = HANDBOOK
        .iter()
        .map(|(file, text)| toml::from_str(text).map_err(|e| PlayError::in_file(file, &e)))
        .collect::<Result<Vec<Case>, _>>()?;
    let others: Others = toml::from_str(include_str!("cases/weitere.toml"))
        .map_err(|error| PlayError::in_file("weitere.toml", &error))?;
    Ok(handbook.into_iter().chain(others.case).collect())
}

#[cfg(test)]
mod tests {
    use super::acts::ComesBack;
    use super::*;
    use crate::calendar::day_of_step;
    use domain::consents::Item;
    use domain::vocabulary::InstitutionKind;
    use jiff::civil::date;

    #[test]
    fn every_story_ends_before_the_quarter_that_today_lies_in() {
        for (today, quarter) in [
            (date(2026, 11, 22), date(2026, 10, 1)),
            (date(2027, 1, 4), date(2027, 1, 1)),
            (date(2027, 6, 30), date(2027, 4, 1)),
            (date(2028, 9, 3), date(2028, 7, 1)),
        ] {
            for step in all().unwrap().iter().flat_map(|case| &case.steps) {
                let day = day_of_step(step.day, today);
                assert!(day < today && (step.day < 0 || day < quarter), "{day}");
            }
        }
    }

    #[test]
    fn every_story_is_told_in_the_order_of_its_days() {
        for case in all().unwrap() {
            assert!(
                case.steps.is_sorted_by_key(|step| step.day),
                "{}",
                case.name
            );
        }
    }

    #[test]
    fn an_office_that_may_reduce_benefits_is_offered_no_standing_feedback() {
        let consent = Consent {
            to: "schuldnerberatung".into(),
            comes_back: ComesBack::ArrivedAndResult,
            granted: [Item::Need].into(),
            refused: [Item::Reason].into(),
        };
        let asked = consent.decisions(InstitutionKind::Grundsicherungsstelle);
        assert_eq!(asked, [(Item::Need, true), (Item::Reason, false)].into());
        let elsewhere = consent.decisions(InstitutionKind::Jugendamt);
        assert!(elsewhere[&Item::FeedbackOutcome]);
        assert!(!elsewhere[&Item::FeedbackReason]);
    }

    #[test]
    fn nobody_in_the_stories_tells_the_shelter_s_name_or_an_address() {
        let lang = include_str!("cases/frau_lang.toml");
        let facts = lang.lines().filter(|line| !line.starts_with('#'));
        let texts = [
            "reason =",
            "comment =",
            "remark =",
            "contact =",
            "appointment =",
        ];
        for line in facts.filter(|line| texts.iter().any(|text| line.starts_with(text))) {
            assert!(
                !line.contains("rauenhaus") && !line.contains("traße"),
                "{line}"
            );
        }
        assert!(!lang.contains("contact ="));
    }
}
