//! Syntax trees → [`CheckedRules`]: every name looked up, every type known, every list loaded.

pub mod rules;

pub use rules::*;
