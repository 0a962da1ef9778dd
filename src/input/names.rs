//! Under which names dumps keep the fields of a comment: one table, the names of each field in the order of trust.
//!
//! The names were gathered from the formats themselves: Reddit's monthly dumps, Hacker News (Firebase and Algolia),
//! YouTube Data API 3, Discourse, Coral, Remark42, Commento, Isso, Civil Comments, Stack Exchange, ConvoKit and the
//! archive of X.

use crate::comment::{FieldId, Schema};

/// The names of each standard field, the first that a record has wins.
///
/// A dot leads into an object. A field's own name comes first, so that a dump made for Comity is never misread.
pub const KNOWN_NAMES: &[(FieldId, &[&str])] = &[
    (
        FieldId::ID,
        &[
            "id",
            "comment_id",
            "commentId",
            "commentID",
            "comment.id",
            "id_str",
            "tweet.id_str",
            "objectID",
            "_id",
            "_id.$oid",
            "commentHex",
            "cid",
            "Id",
        ],
    ),
    (
        FieldId::BODY,
        &[
            "body",
            "text",
            "comment",
            "comment_text",
            "comment_body",
            "comment.text",
            "comment.body",
            "content",
            "message",
            "full_text",
            "tweet.full_text",
            "raw",
            "markdown",
            "comment_content",
            "commentText",
            "textOriginal",
            "snippet.topLevelComment.snippet.textOriginal",
            "snippet.textOriginal",
            "textDisplay",
            "snippet.topLevelComment.snippet.textDisplay",
            "snippet.textDisplay",
            "selftext",
            "cooked",
            "html",
            "body_text",
            "post_text",
            "tweet_text",
            "Text",
        ],
    ),
    (FieldId::TITLE, &["title", "subject", "comment_title", "meta.subject"]),
    (FieldId::URL, &["url", "permalink", "comment_url", "html_url", "link", "locator.url", "meta.url"]),
    (
        FieldId::POSTED,
        &[
            "posted",
            "created_utc",
            "created_at",
            "created",
            "createdAt",
            "created_at_i",
            "created_date",
            "comment_date_gmt",
            "comment_date",
            "published_at",
            "publishedAt",
            "published",
            "posted_at",
            "postedAt",
            "creation_date",
            "creationDate",
            "CreationDate",
            "timestamp",
            "time",
            "date",
            "datetime",
            "tweet.created_at",
            "snippet.topLevelComment.snippet.publishedAt",
            "snippet.publishedAt",
            "meta.time",
        ],
    ),
    (FieldId::EDITED, &["edited", "edited_at", "editedAt", "edited_utc", "edit.time"]),
    (FieldId::REPORTS, &["reports", "num_reports", "report_count", "reportCount"]),
    (
        FieldId::VOTES,
        &["votes", "score", "points", "ups", "upvotes", "likes", "like_count", "likeCount", "Score", "meta.votes"],
    ),
    (
        FieldId::SITE,
        &["site", "subreddit", "forum", "site_id", "siteID", "locator.site", "domain", "section", "meta.site"],
    ),
    (
        FieldId::AUTHOR_ID,
        &[
            "author.id",
            "author_id",
            "authorId",
            "authorID",
            "author_fullname",
            "user_id",
            "userId",
            "userID",
            "user.id",
            "user.id_str",
            "uid",
            "commenter_id",
            "commenterHex",
            "comment_author_id",
            "authorChannelId.value",
            "snippet.topLevelComment.snippet.authorChannelId.value",
            "snippet.authorChannelId.value",
            "UserId",
        ],
    ),
    (
        FieldId::AUTHOR_NAME,
        &[
            "author.name",
            "author_name",
            "authorName",
            "author",
            "author.username",
            "author.login",
            "author.user_name",
            "author.display_name",
            "username",
            "user_name",
            "userName",
            "user.name",
            "user.username",
            "user.login",
            "user.screen_name",
            "user",
            "by",
            "comment_author",
            "authorDisplayName",
            "snippet.topLevelComment.snippet.authorDisplayName",
            "snippet.authorDisplayName",
            "speaker",
            "commenter",
            "UserDisplayName",
            "meta.author",
        ],
    ),
    (FieldId::AUTHOR_AGE, &["author.age", "author_age"]),
    (
        FieldId::AUTHOR_JOINED,
        &[
            "author.joined",
            "author_joined",
            "author_created_utc",
            "author.joined_at",
            "author.created_utc",
            "author.created_at",
            "author_created_at",
            "user.created_at",
            "user_created_at",
            "user.createdAt",
        ],
    ),
    (FieldId::AUTHOR_KARMA, &["author.karma", "author_karma", "author.reputation", "user.karma", "user.reputation"]),
    (
        FieldId::AUTHOR_COMMENTS,
        &["author.comments", "author_comments", "author.comment_count", "author_comment_count", "user.comment_count"],
    ),
    (FieldId::AUTHOR_ROLE, &["author.role", "author_role", "distinguished", "user.role", "user_role"]),
    (
        FieldId::PARENT_ID,
        &[
            "parent.id",
            "parent_id",
            "parentId",
            "parentID",
            "parent",
            "pid",
            "parentHex",
            "reply_to",
            "reply-to",
            "in_reply_to",
            "in_reply_to_id",
            "in_reply_to_status_id_str",
            "tweet.in_reply_to_status_id_str",
            "comment_parent",
            "snippet.parentId",
            "meta.parent",
        ],
    ),
    (
        FieldId::PARENT_BODY,
        &["parent.body", "parent_body", "parent.text", "parent_text", "parent_comment", "meta.parent_text"],
    ),
    (
        FieldId::PARENT_AUTHOR_ID,
        &["parent.author.id", "parent.author_id", "parent_author_id", "parent.author", "parent_author"],
    ),
    (
        FieldId::ARTICLE_ID,
        &["article.id", "article_id", "articleId", "articleID", "article", "story_id", "storyId", "storyID"],
    ),
    (
        FieldId::ARTICLE_TITLE,
        &[
            "article.title",
            "article_title",
            "articleTitle",
            "story_title",
            "link_title",
            "thread.title",
            "thread_title",
            "topic_title",
            "meta.topic",
        ],
    ),
    (FieldId::ARTICLE_BODY, &["article.body", "article_body", "article.text", "article_text", "meta.topic_text"]),
    (FieldId::ARTICLE_TAGS, &["article.tags", "article_tags"]),
    (
        FieldId::ARTICLE_POSTED,
        &["article.posted", "article_posted", "article.published_at", "article.created_at", "article_published_at"],
    ),
    (
        FieldId::THREAD_ID,
        &[
            "thread.id",
            "thread_id",
            "threadId",
            "threadID",
            "thread",
            "link_id",
            "conversation_id",
            "topic_id",
            "post_id",
            "PostId",
            "video_id",
            "videoId",
            "snippet.videoId",
            "topic",
            "meta.thread",
        ],
    ),
    (FieldId::THREAD_COMMENTS, &["thread.comments", "thread_comments", "thread.comment_count", "num_comments"]),
];

/// [`KNOWN_NAMES`] as a table in Markdown, for the documentation.
pub fn known_names_table() -> String {
    let schema = Schema::standard();
    let mut table = "| field | read from, the first that is there |\n| --- | --- |\n".to_owned();
    for (field, names) in KNOWN_NAMES {
        let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
        table.push_str(&format!("| `{}` | {} |\n", schema.field(*field).name, names.join(", ")));
    }
    table
}

/// Names under which records say yes where the site deleted the comment and keeps no text of it.
pub const SAYS_DELETED: &[&str] = &["deleted", "is_deleted", "isDeleted", "delete", "dead"];

/// What some sites put in the place of a body or an author that they removed; it counts as missing.
///
/// As the author of many comments it would make one person of all who left.
pub const REMOVED: &[&str] = &["[deleted]", "[removed]", "[ Removed by Reddit ]"];
