//! Comment moderation with rules that read aloud.
//!
//! ```text
//!  rule text ──syntax──▶ Ast ──check──▶ CheckedRules ──plan──▶ Plan ──┐
//!                         │                 │                          ├─eval──▶ Verdict ──report──▶ people, machines
//!                         └── diagnostic ◀──┘      Comment ──text──▶ Text
//! ```

pub mod batch;
pub mod check;
pub mod comment;
pub mod diagnostic;
pub mod eval;
pub mod input;
pub mod outcome;
pub mod plan;
pub mod report;
pub mod source;
pub mod syntax;
pub mod text;
