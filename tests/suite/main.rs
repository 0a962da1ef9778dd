//! The integration tests.

mod house;
mod report;
mod scan_input;
mod text;
mod shipped;
