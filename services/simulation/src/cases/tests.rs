//! What must hold of every story as it is written.

use super::*;
use crate::calendar::day_of_step;
use domain::consents::{Item, Preset};
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
        comes_back: Preset::ArrivedAndResult,
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
    let lang = include_str!("frau_lang.toml");
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
