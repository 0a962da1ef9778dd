//! The integration tests.

mod check;
mod codes;
mod engine;
mod hostile_rules;
mod house;
mod load;
mod report;
mod sample;
mod scan_input;
mod shipped;
mod text;
