//! The integration tests.

mod house;
mod report;
