//! Warnings: rules that can be used but probably do not do what their author wants.

use crate::diagnostic::code::codes;

codes! {
    FIRED_NEVER = "W001" "fired-never-true";
    TOPIC_REMOVES = "W002" "topic-removes";
    UNTESTED = "W003" "rule-without-test";
    UNUSED = "W004" "unused-list";
    TWICE_IN_LIST = "W005" "entry-twice";
    ONE_LETTER = "W006" "one-letter-entry";
    POLICY_IGNORED = "W007" "policy-ignored";
    DECIDED = "W008" "always-or-never";
    OUT_OF_REACH = "W009" "score-out-of-reach";
}
