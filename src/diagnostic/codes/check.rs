//! Errors of meaning, `E101` and up: names, types, lists and everything that needs more than one place to see.

use crate::diagnostic::code::codes;

codes! {
    UNKNOWN_LIST = "E101" "unknown-list";
    UNKNOWN_SITES = "E102" "unknown-sites";
    UNKNOWN_RULE = "E103" "unknown-rule";
    UNKNOWN_NAME = "E104" "unknown-name";
    UNKNOWN_PACK = "E105" "unknown-pack";
    WRONG_SORT = "E106" "name-of-another-sort";
    DEFINED_TWICE = "E107" "defined-twice";
    LIST_CIRCLE = "E108" "circle-of-lists";
    RULE_CIRCLE = "E109" "circle-of-rules";
    PACK_VERSION = "E110" "other-pack-version";
    PACK_TAKEN = "E111" "pack-name-taken";
    NOTHING_TO_REPLACE = "E112" "nothing-to-replace";
    PACK_TWICE = "E113" "two-packs-in-a-file";
    TYPES_DIFFER = "E114" "types-differ";
    NOT_COMPARABLE = "E115" "not-comparable";
    NOT_A_TEXT = "E116" "not-a-text";
    UNKNOWN_MEASURE = "E117" "unknown-measure";
    NOT_A_CONDITION = "E118" "not-a-condition";
    NOT_A_TIME = "E119" "not-a-time";
    UNKNOWN_LANGUAGE = "E120" "unknown-language";
    UNKNOWN_TYPE = "E121" "unknown-type";
    FIELD_TAKEN = "E122" "field-name-taken";
    AMOUNT = "E125" "not-an-amount";
    REGEX_SYNTAX = "E126" "regex-not-understood";
    REGEX_LOOK_AROUND = "E127" "regex-looks-around";
    REGEX_ALWAYS = "E129" "regex-always-found";
    PHRASE = "E130" "nothing-to-look-for";
    LIST_EMPTY = "E131" "list-without-words";
    LIST_FILE = "E132" "list-file";
    LIMIT = "E133" "too-large";
    HOST = "E134" "not-a-host";
    ADJUST_UNFIT = "E135" "adjust-does-not-fit";
    ADJUSTED_TWICE = "E136" "adjusted-twice";
    ADJUSTED_AND_OFF = "E137" "adjusted-and-off";
    TWO_POLICIES = "E138" "two-policies";
    POLICY_SCORE = "E139" "score-in-policy";
    SETTING_TYPE = "E140" "setting-of-another-type";
    UNKNOWN_SETTING = "E141" "unknown-setting";
    TEST_FIELD = "E142" "test-field";
    FIRED_OWN_PACK = "E143" "fired-own-pack";
    EMPTY_TEXT = "E144" "empty-text";
}
