//! The integration tests.

mod engine;
mod house;
mod report;
mod scan_input;
mod shipped;
mod text;
