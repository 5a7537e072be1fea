//! The figures of small logs by hand, and of any log against a reference that is plainly right.

mod given;
mod reference;
mod small_logs;
