//! The integration tests.

mod house;
mod report;
mod text;
