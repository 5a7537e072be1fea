//! What can be chosen and ticked in more than one form, and what was.

use casework::Agreed;
use domain::clients::AgeBand;
use domain::handovers::Elsewhere;
use domain::slips::Paper;
use domain::vocabulary::{Need, RejectionReason, Side};
use domain::{AgreedBy, InstitutionId, Refusal, Staff};
use read_models::institutions::InstitutionRow;

use crate::form::{Form, all, choice};
use crate::pages::{Choice, ChoiceGroup};
use crate::{App, words};

/// Under which name each age of children is posted.
pub(crate) const AGE_BANDS: [(&str, AgeBand); 5] = [
    ("child_under_3", AgeBand::UnderThree),
    ("child_3_to_5", AgeBand::ThreeToFive),
    ("child_6_to_9", AgeBand::SixToNine),
    ("child_10_to_13", AgeBand::TenToThirteen),
    ("child_14_to_17", AgeBand::FourteenToSeventeen),
];

/// Who can agree to a slip or a voucher itself.
pub(crate) fn agreeing() -> Vec<Choice> {
    all(AgreedBy::ALL, words::agreed_by)
}

/// Whether a slip or a voucher is wanted at all; the mistake stands at the box.
pub(crate) fn wanted(form: &mut Form) -> bool {
    let wanted = form.ticked("instrument_agreed");
    if !wanted {
        form.refused("instrument_agreed", Refusal::InstrumentNotAgreed);
    }
    wanted
}

/// That it is wanted, and by whom, where nobody is asked who decides.
pub(crate) fn agreed(form: &mut Form) -> Option<Agreed> {
    if !wanted(form) {
        return None;
    }
    let by = form.chosen("agreed_by", "Bitte wählen Sie, wer einverstanden ist.");
    by.map(|by| Agreed { on: None, by })
}

/// Whether she signed after what she took back on that day, where that was asked.
pub(crate) fn signed_after(chosen: &str) -> Option<bool> {
    match chosen {
        "after" => Some(true),
        "before" => Some(false),
        _ => None,
    }
}

/// The reasons of a rejection, by side.
pub(crate) fn reason_groups() -> Vec<ChoiceGroup> {
    Side::ALL
        .iter()
        .map(|side| ChoiceGroup {
            label: words::side(*side).into(),
            choices: RejectionReason::ALL
                .iter()
                .filter(|reason| reason.side() == *side)
                .map(|reason| choice(reason.code(), words::reason(*reason)))
                .collect(),
        })
        .collect()
}

/// Where she can go instead: `institution:service`.
pub(crate) fn instead(value: &str) -> Option<Elsewhere> {
    let (institution, service) = value.split_once(':')?;
    Some(Elsewhere {
        institution: institution.parse().ok()?,
        service: service.parse().ok()?,
    })
}

/// How much a paper can say.
pub(super) fn papers() -> Vec<Choice> {
    let choice = |paper: Paper, label: &str| Choice {
        value: paper.to_string(),
        label: label.into(),
    };
    vec![
        choice(Paper::Plain, "Ziel, Anlass und was die Stelle wissen darf"),
        choice(Paper::Discreet, "nur Tag, Uhrzeit und Rückrufnummer"),
    ]
}

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
