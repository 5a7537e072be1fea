//! Releases: the noise as the table says, the control, the calendar, the body.

mod calendar;
mod controlling;
mod drawing;
mod reading;
mod support;
