//! Episodes of small journeys, and of any journey.

mod any_journey;
mod beginning;
mod classes;
mod told;
