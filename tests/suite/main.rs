//! The integration tests.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on has failed")]

mod broken;
mod check;
mod cli;
mod codes;
mod corpus;
mod docs;
mod engine;
mod hostile_rules;
mod house;
mod load;
mod meaning;
mod packs;
mod report;
mod sample;
mod scan_input;
mod shipped;
mod syntax;
mod text;
