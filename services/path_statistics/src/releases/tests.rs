//! Releases: the noise as the table says, the control, the calendar, the body.

mod controlling;
mod drawing;
mod reading;
mod support;
