//! Every file below `rules/`, sorted by path. Written by the test that compares it with the folder: run it with
//! `UPDATE=1` after a change there.

/// The paths below `rules/` with their texts.
pub(super) const FILES: &[(&str, &str)] = &[
    ("civility/civility.comity", include_str!("../../rules/civility/civility.comity")),
    ("civility/lists/insults.txt", include_str!("../../rules/civility/lists/insults.txt")),
    ("civility/lists/profanity.txt", include_str!("../../rules/civility/lists/profanity.txt")),
    ("links/links.comity", include_str!("../../rules/links/links.comity")),
    ("links/lists/pitches.txt", include_str!("../../rules/links/lists/pitches.txt")),
    ("off_topic/off_topic.comity", include_str!("../../rules/off_topic/off_topic.comity")),
    ("slurs/lists/ambiguous.txt", include_str!("../../rules/slurs/lists/ambiguous.txt")),
    ("slurs/lists/reclaimed.txt", include_str!("../../rules/slurs/lists/reclaimed.txt")),
    ("slurs/lists/short.txt", include_str!("../../rules/slurs/lists/short.txt")),
    ("slurs/lists/strong.txt", include_str!("../../rules/slurs/lists/strong.txt")),
    ("slurs/slurs.comity", include_str!("../../rules/slurs/slurs.comity")),
];
