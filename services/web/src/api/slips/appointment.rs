//! An appointment, as it is sent and shown: a day, perhaps a time, perhaps whom to ask for.

use domain::slips::{Appointment, TimeOfDay};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::fields;
use crate::refusals::Problem;

/// When she is expected at the next office.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Expected {
    /// The day.
    #[schema(format = Date)]
    on: String,
    /// The time, if one was agreed: hours and minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$", example = "09:30")]
    at: Option<String>,
    /// Whom to ask for, which room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 200)]
    remark: Option<String>,
}

impl Expected {
    /// The appointment.
    pub(super) fn read(&self) -> Result<Appointment, Problem> {
        Ok(Appointment {
            on: fields::day("appointment.on", &self.on)?,
            at: self.at.as_deref().map(time).transpose()?,
            remark: fields::text("appointment.remark", self.remark.as_deref())?,
        })
    }
}

fn time(sent: &str) -> Result<TimeOfDay, Problem> {
    sent.parse().map_err(|_| {
        Problem::bad_input(
            "Das Feld „appointment.at“ ist keine Uhrzeit. Schreiben Sie sie wie 09:30.",
        )
    })
}

impl From<Appointment> for Expected {
    fn from(appointment: Appointment) -> Self {
        Self {
            on: appointment.on.to_string(),
            at: appointment.at.map(|at| at.to_string()),
            remark: appointment.remark.map(String::from),
        }
    }
}
