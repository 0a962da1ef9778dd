//! The fields a comment can have: the standard ones and those that a site declares.

use std::collections::HashMap;

use super::Type;

/// A field's place in a [`Schema`]; the standard fields have the same place in every schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FieldId(u16);

/// A field's name, type and meaning.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// The name as rules write it, such as `author.age`.
    pub name: String,
    /// The type of its values.
    pub kind: Type,
    /// What it means, for documentation; empty for a declared field.
    pub meaning: &'static str,
}

/// Why a field cannot be declared.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SchemaError {
    /// A field of this name exists.
    #[error("field `{0}` exists already")]
    Taken(String),
    /// There are too many fields.
    #[error("more than {} fields", Schema::MAX_FIELDS)]
    TooMany,
}

macro_rules! standard_fields {
    ($($constant:ident $name:literal $kind:ident $meaning:literal;)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "the constants below take their names")]
        enum Standard { $($constant),* }

        #[allow(missing_docs, reason = "each is documented by the meaning in the table")]
        impl FieldId {
            $(#[doc = $meaning] pub const $constant: FieldId = FieldId(Standard::$constant as u16);)*
        }

        const STANDARD: &[(&str, Type, &str)] = &[$(($name, Type::$kind, $meaning)),*];
    };
}

standard_fields! {
    ID "id" Text "The comment's own id.";
    BODY "body" Text "What the commenter wrote.";
    TITLE "title" Text "The comment's title, where the site has such.";
    URL "url" Text "Where the comment stands.";
    POSTED "posted" Time "When it was posted.";
    EDITED "edited" Time "When it was last edited.";
    REPORTS "reports" Number "How many readers reported it.";
    VOTES "votes" Number "Its votes, up minus down.";
    SITE "site" Text "The site or section it was posted on.";
    AUTHOR_ID "author.id" Text "The author's id.";
    AUTHOR_NAME "author.name" Text "The author's name as readers see it.";
    AUTHOR_AGE "author.age" Duration "How old the account was when the comment was posted: posted minus joined, unless sent.";
    AUTHOR_JOINED "author.joined" Time "When the account was made.";
    AUTHOR_KARMA "author.karma" Number "The author's standing, as the site counts it.";
    AUTHOR_COMMENTS "author.comments" Number "How many comments the author has written before, as the site counts them.";
    AUTHOR_ROLE "author.role" Text "The author's role, such as `moderator`.";
    PARENT_ID "parent.id" Text "The id of the comment it answers.";
    PARENT_BODY "parent.body" Text "The text of the comment it answers.";
    PARENT_AUTHOR_ID "parent.author.id" Text "Who wrote the comment it answers.";
    ARTICLE_ID "article.id" Text "The id of the article it stands under.";
    ARTICLE_TITLE "article.title" Text "The article's title.";
    ARTICLE_BODY "article.body" Text "The article's text.";
    ARTICLE_TAGS "article.tags" Text "The article's tags, joined with commas.";
    ARTICLE_POSTED "article.posted" Time "When the article was published.";
    THREAD_ID "thread.id" Text "The id of the discussion it belongs to.";
    THREAD_COMMENTS "thread.comments" Number "How many comments the discussion has.";
}

impl FieldId {
    /// The field's place, counted from 0.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

/// The fields that one rule set knows.
#[derive(Clone, Debug)]
pub struct Schema {
    fields: Vec<Field>,
    by_name: HashMap<String, FieldId>,
}

impl Default for Schema {
    fn default() -> Schema {
        Schema::standard()
    }
}

impl Schema {
    /// How many fields a schema can have.
    pub const MAX_FIELDS: usize = 1_000;

    /// The standard fields.
    pub fn standard() -> Schema {
        let mut schema = Schema { fields: Vec::new(), by_name: HashMap::new() };
        for &(name, kind, meaning) in STANDARD {
            schema.by_name.insert(name.to_owned(), FieldId(schema.fields.len() as u16));
            schema.fields.push(Field { name: name.to_owned(), kind, meaning });
        }
        schema
    }

    /// Adds a field that the site sends.
    ///
    /// # Errors
    /// Where a field of this name exists or the schema is full.
    pub fn declare(&mut self, name: &str, kind: Type) -> Result<FieldId, SchemaError> {
        if self.by_name.contains_key(name) {
            return Err(SchemaError::Taken(name.to_owned()));
        }
        if self.fields.len() >= Schema::MAX_FIELDS {
            return Err(SchemaError::TooMany);
        }
        let id = FieldId(self.fields.len() as u16);
        self.by_name.insert(name.to_owned(), id);
        self.fields.push(Field { name: name.to_owned(), kind, meaning: "" });
        Ok(id)
    }

    /// The field of this name.
    pub fn find(&self, name: &str) -> Option<FieldId> {
        self.by_name.get(name).copied()
    }

    /// What is known of a field, which must come from this schema.
    pub fn field(&self, id: FieldId) -> &Field {
        &self.fields[id.index()]
    }

    /// All fields with their places, the standard ones first.
    pub fn fields(&self) -> impl Iterator<Item = (FieldId, &Field)> {
        self.fields.iter().enumerate().map(|(at, field)| (FieldId(at as u16), field))
    }
}
