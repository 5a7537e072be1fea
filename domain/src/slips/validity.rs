//! EndValidity, ReviveSlip and ReissueSlip: how long a slip holds, and with which code.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Appointment, Paper, Reappointed, Slip, SlipEvent, SlipReissued};
use crate::codes::PaperCodes;
use crate::{EnteredDay, Erasable, Now, Refusal};

/// A new paper with a new code, because she wants one.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Reissue {
    /// She wants it; without her wish it is refused in words.
    #[serde(default)]
    pub her_wish: bool,
    /// The new last day.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    pub valid_until: Date,
    /// What becomes of the appointment: without this it stands as it was agreed; `null` is none.
    #[serde(default, deserialize_with = "Reappointed::said")]
    #[cfg_attr(feature = "schema", schema(value_type = Option<Appointment>))]
    pub appointment: Reappointed,
    /// How much the new paper says: plain, or discreet with day, time and the call-back line only; without it
    /// as before.
    #[serde(default)]
    pub paper: Option<Paper>,
}

/// The codes of the new paper, drawn at the edge.
#[derive(Debug, Clone)]
pub struct NewCodes {
    /// The codes.
    pub code: PaperCodes,
    /// The keyed hashes of the two forms of its station code.
    pub code_hashes: Vec<String>,
}

/// A slip whose last day passed holds again.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema))]
pub struct Revive {
    /// The new last day.
    #[cfg_attr(feature = "schema", schema(value_type = String, format = Date))]
    pub valid_until: Date,
}

/// The last day lies ahead, not too far, and not before an appointment that lies ahead, too.
pub(super) fn check(
    valid_until: Date,
    appointment: Option<&Appointment>,
    now: Now,
) -> Result<(), Refusal> {
    if let Some(appointment) = appointment {
        appointment.check(now)?;
        if valid_until < appointment.on {
            return Err(Refusal::SlipEndsBeforeAppointment {
                appointment_on: appointment.on,
            });
        }
    }
    EnteredDay::LastDay.check(valid_until, now)
}

impl Slip {
    pub(super) fn reissue(
        &self,
        now: Now,
        request: &Reissue,
        drawn: &NewCodes,
    ) -> Result<Vec<SlipEvent>, Refusal> {
        if !request.her_wish {
            return Err(Refusal::OnlyOnHerWord);
        }
        if !self.issued().is_some_and(|issued| issued.code_kept) {
            return Err(Refusal::CodeNotKept);
        }
        let appointment = match &request.appointment {
            Reappointed::AsBefore => self.issued().and_then(|issued| issued.appointment.clone()),
            Reappointed::Now(appointment) => appointment.clone(),
        };
        check(request.valid_until, appointment.as_ref(), now)?;
        Ok(vec![SlipEvent::SlipReissued(SlipReissued {
            valid_until: request.valid_until,
            appointment,
            code_hashes: drawn.code_hashes.clone(),
            paper: request.paper,
            code: Some(Erasable::Known(drawn.code.clone())),
        })])
    }

    /// The paper in her hand holds again: an appointment that passed meanwhile stays on it as what
    /// it was.
    pub(super) fn revive(&self, now: Now, valid_until: Date) -> Result<Vec<SlipEvent>, Refusal> {
        let appointment = self.issued().and_then(|issued| issued.appointment.as_ref());
        let ahead = appointment.filter(|appointment| !appointment.is_over(now.today));
        check(valid_until, ahead, now)?;
        Ok(vec![SlipEvent::SlipRevived { valid_until }])
    }

    /// EndValidity, by the clock: on the day after the last one, whatever happened elsewhere.
    #[must_use]
    pub fn end_validity(&self, today: Date) -> Option<SlipEvent> {
        let issued = self.issued()?;
        let over = issued.stage == super::Stage::Issued && issued.valid_until < today;
        over.then_some(SlipEvent::SlipValidityEnded {})
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Instruction;

    use crate::consents::Item;
    use crate::consents::tests_support::{day, now, route, staff_of};
    use crate::slips::tests_support::{consent, issue, issue_order, issued_slip};
    use crate::slips::{SlipCommand, Stage};
    use jiff::ToSpan;

    fn at(today: Date, what: SlipCommand) -> Instruction<SlipCommand> {
        Instruction {
            by: staff_of(route().sender),
            now: Now { today, ..now() },
            what,
        }
    }

    fn reissue(her_wish: bool, valid_until: Date) -> SlipCommand {
        reissued_as(her_wish, valid_until, Reappointed::AsBefore)
    }

    fn reissued_as(her_wish: bool, valid_until: Date, appointment: Reappointed) -> SlipCommand {
        let request = Reissue {
            her_wish,
            valid_until,
            appointment,
            paper: None,
        };
        let drawn = NewCodes {
            code: PaperCodes::drawn(15, 16, 17),
            code_hashes: vec!["22".into(), "33".into()],
        };
        SlipCommand::Reissue(request, Box::new(drawn))
    }

    #[test]
    fn a_slip_ends_on_its_day_and_is_revived_with_a_new_one() {
        let (mut slip, _) = issued_slip([(Item::Need, true)]);
        let last = slip.issued().unwrap().valid_until;
        assert_eq!(slip.end_validity(last), None);
        let after = last.saturating_add(1.day());
        let revive = |until| at(after, SlipCommand::Revive(Revive { valid_until: until }));
        let ended = slip.end_validity(after).unwrap();
        slip.evolve(&ended);
        assert_eq!(slip.end_validity(after), None);
        let passed = slip.decide(&revive(last));
        assert!(matches!(passed, Err(Refusal::DayOutOfRange { .. })));
        for event in slip.decide(&revive(after)).unwrap() {
            slip.evolve(&event);
        }
        assert_eq!(slip.issued().unwrap().stage, Stage::Issued);
        assert_eq!(
            slip.decide(&at(after, reissue(true, after))),
            Err(Refusal::CodeNotKept),
            "the paper in her hand holds again; there is no new one"
        );
    }

    #[test]
    fn the_day_counts_even_before_the_clock_wrote_it_down() {
        let (slip, _) = issued_slip([(Item::Need, true)]);
        let after = slip.issued().unwrap().valid_until.saturating_add(1.day());
        assert!(
            slip.decide(&at(
                after,
                SlipCommand::Revive(Revive { valid_until: after })
            ))
            .is_ok()
        );
        assert_eq!(
            slip.decide(&at(
                day(),
                SlipCommand::Revive(Revive { valid_until: after })
            )),
            Err(Refusal::SlipNotOver)
        );
    }

    #[test]
    fn a_new_paper_comes_only_on_her_wish() {
        let (mut slip, _) = issued_slip([(Item::Need, true)]);
        let reissue = |her_wish| at(day(), reissue(her_wish, day()));
        assert_eq!(slip.decide(&reissue(false)), Err(Refusal::OnlyOnHerWord));
        for event in slip.decide(&reissue(true)).unwrap() {
            slip.evolve(&event);
        }
        let issued = slip.issued().unwrap();
        assert_eq!(issued.code_hashes, ["22", "33"]);
        assert_eq!(issued.valid_until, day());
    }

    fn with_appointment(on: Date) -> Slip {
        let mut command = issue(&consent([(Item::Need, true)]));
        command.appointment = Some(Appointment {
            on,
            at: None,
            remark: None,
        });
        let mut slip = Slip::default();
        for event in slip.decide(&issue_order(command)).unwrap() {
            slip.evolve(&event);
        }
        slip
    }

    fn reissued(until: Date, appointment: Reappointed) -> SlipCommand {
        reissued_as(true, until, appointment)
    }

    #[test]
    fn a_new_paper_is_asked_about_its_appointment_as_the_first_one_was() {
        let on = day().saturating_add(7.days());
        let mut slip = with_appointment(on);
        let ends_before = reissue(true, on.saturating_sub(1.day()));
        assert_eq!(
            slip.decide(&at(day(), ends_before)),
            Err(Refusal::SlipEndsBeforeAppointment { appointment_on: on })
        );
        let later = on.saturating_add(1.day());
        let refused = slip.decide(&at(later, reissue(true, later)));
        assert!(matches!(refused, Err(Refusal::AppointmentPassed { .. })));
        let none = reissued(later, Reappointed::Now(None));
        for event in slip.decide(&at(later, none)).unwrap() {
            slip.evolve(&event);
        }
        assert_eq!(slip.issued().unwrap().appointment, None);
        let again = Appointment {
            on: later,
            at: None,
            remark: None,
        };
        let another = reissued(later, Reappointed::Now(Some(again.clone())));
        for event in slip.decide(&at(later, another)).unwrap() {
            slip.evolve(&event);
        }
        assert_eq!(slip.issued().unwrap().appointment, Some(again));
    }

    #[test]
    fn a_slip_is_revived_whatever_became_of_its_appointment() {
        let mut slip = with_appointment(day().saturating_add(7.days()));
        let after = slip.issued().unwrap().valid_until.saturating_add(1.day());
        let ended = slip.end_validity(after).unwrap();
        slip.evolve(&ended);
        let revive = SlipCommand::Revive(Revive { valid_until: after });
        assert!(slip.decide(&at(after, revive)).is_ok());
    }
}
