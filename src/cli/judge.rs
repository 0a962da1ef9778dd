//! One comment from the command line: options or JSON → a comment in the fields of the rules.

use std::io::{self, IsTerminal, Read};

use comity::comment::{Comment, Schema, Type, Value};
use comity::diagnostic::did_you_mean;
use comity::input::{FieldMap, comment_from_json};
use comity::syntax::ast::Literal;
use comity::syntax::parse_literal;

use super::stop::{Stop, plain_words};

/// How many bytes are read from standard input.
const MOST_BYTES: u64 = 16 << 20;

/// What the comment is.
#[derive(clap::Args)]
pub struct CommentOptions {
    /// The comment's text. Without it, the comment is read from standard input as JSON, such as {"body": "…"}.
    #[arg(long, value_name = "TEXT", help_heading = "Comment", allow_hyphen_values = true)]
    body: Option<String>,
    /// Another field of the comment, such as `--field "author.age=3 days"`. Can be given several times.
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair, help_heading = "Comment")]
    field: Vec<(String, String)>,
}

fn pair(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.trim().is_empty() => Ok((name.trim().to_owned(), value.to_owned())),
        _ => Err("write it as NAME=VALUE, such as `author.age=3 days`".to_owned()),
    }
}

impl CommentOptions {
    /// The comment that the options describe, its text read from standard input where they have none.
    ///
    /// # Errors
    /// Where it cannot be read or a field's value is not of its type.
    pub fn comment(&self, schema: &Schema) -> Result<Comment, Stop> {
        let mut comment = match &self.body {
            Some(body) => Comment::with_body(body.as_str()),
            None => from_json(&standard_input()?, schema)?,
        };
        for (name, value) in &self.field {
            set(&mut comment, schema, name, value)?;
        }
        Ok(comment)
    }
}

fn standard_input() -> Result<String, Stop> {
    if io::stdin().is_terminal() {
        return Err(Stop::usage("there is no comment to judge")
            .help("give its text, --body \"…\", or a comment as JSON on standard input"));
    }
    let mut bytes = Vec::new();
    let cannot_read = |error: &io::Error| Stop::failed(format!("cannot read standard input: {}", plain_words(error)));
    io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(|error| cannot_read(&error))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Stop::failed(format!("the comment is longer than {} MiB", MOST_BYTES >> 20)));
    }
    String::from_utf8(bytes).map_err(|_| Stop::failed("the comment is not UTF-8 text"))
}

/// A comment from JSON.
///
/// # Errors
/// Where the text is no JSON object with a comment in it.
pub fn from_json(text: &str, schema: &Schema) -> Result<Comment, Stop> {
    comment_from_json(text, schema, &FieldMap::new()).map_err(|error| {
        Stop::failed(format!("the comment on standard input cannot be read: {error}"))
            .help("write it as one JSON object, such as {\"id\": \"c1\", \"body\": \"Hello\"}")
    })
}

fn set(comment: &mut Comment, schema: &Schema, name: &str, value: &str) -> Result<(), Stop> {
    let Some(id) = schema.find(name) else {
        let stop = Stop::usage(format!("there is no field `{name}`"));
        let known = schema.fields().map(|(_, field)| field.name.as_str());
        return Err(match did_you_mean(name, known).as_slice() {
            [] => stop.help("a site's own fields are declared in its rules: `field NAME: TYPE`"),
            meant => stop.help(format!("did you mean `{}`?", meant.join("` or `"))),
        });
    };
    let kind = schema.field(id).kind;
    let value = match kind {
        Type::Text => Some(Value::Text(value.to_owned())),
        Type::Language => Some(Value::Language(value.trim().to_lowercase())),
        _ => parse_literal(value.trim()).map(plain).filter(|value| value.kind() == kind),
    };
    let value = value.ok_or_else(|| {
        let stop = Stop::usage(format!("`{name}` is {}", kind.with_article()));
        stop.help(format!("write it as in a rule, such as `{name}={}`", example(kind)))
    })?;
    comment.set(id, value);
    Ok(())
}

fn plain(literal: Literal) -> Value {
    match literal {
        Literal::Text(text) => Value::Text(text),
        Literal::Number(number) => Value::Number(number),
        Literal::Share(share) => Value::Share(share),
        Literal::Duration(duration) => Value::Duration(duration),
        Literal::Time(time) => Value::Time(time),
        Literal::YesNo(yes) => Value::YesNo(yes),
    }
}

fn example(kind: Type) -> &'static str {
    match kind {
        Type::Text => "some text",
        Type::Number => "3",
        Type::Share => "70%",
        Type::Duration => "5 minutes",
        Type::Time => "2024-02-29",
        Type::YesNo => "yes",
        Type::Language => "en",
    }
}
