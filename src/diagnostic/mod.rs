//! What can be said about a rule file: a stable code, a place, what is wrong, and what to do about it.

mod code;
pub mod codes;
mod render;
mod suggest;

pub use code::{Code, Severity};
pub use render::{Renderer, render};
pub use suggest::did_you_mean;

use crate::source::Span;

/// One thing to say about the rules.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    /// Which kind of error or warning it is.
    pub code: &'static Code,
    /// What is wrong, in one sentence: lower case, no final period, the user's own words in backticks.
    pub message: String,
    /// The places it speaks about, the most important first.
    pub labels: Vec<Label>,
    /// What to do, as an instruction.
    pub help: Vec<String>,
    /// Why it is so, or more about it.
    pub notes: Vec<String>,
    /// Changes of the text that would mend it.
    pub fixes: Vec<Fix>,
}

/// A place with a few words about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// The words; may be empty.
    pub text: String,
}

/// A change of the text that mends what a diagnostic complains of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the change does, such as "use `is`".
    pub title: String,
    /// Whether it can be made without looking.
    pub confidence: Confidence,
    /// The texts to put in place of spans, which do not overlap.
    pub edits: Vec<(Span, String)>,
}

/// How sure a fix is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// It does what the author meant; a program may apply it.
    Safe,
    /// It probably does; a person should look.
    Review,
}

impl Diagnostic {
    /// Says `message` about `span`, which is shown with `label` under it.
    pub fn new(code: &'static Code, span: Span, message: impl Into<String>, label: impl Into<String>) -> Diagnostic {
        Diagnostic {
            code,
            message: message.into(),
            labels: vec![Label { span, text: label.into() }],
            help: Vec::new(),
            notes: Vec::new(),
            fixes: Vec::new(),
        }
    }

    /// Adds another place.
    pub fn label(mut self, span: Span, text: impl Into<String>) -> Diagnostic {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// Adds what to do.
    pub fn help(mut self, help: impl Into<String>) -> Diagnostic {
        self.help.push(help.into());
        self
    }

    /// Adds background.
    pub fn note(mut self, note: impl Into<String>) -> Diagnostic {
        self.notes.push(note.into());
        self
    }

    /// Adds a fix that replaces one span.
    pub fn fix(
        mut self,
        title: impl Into<String>,
        confidence: Confidence,
        span: Span,
        text: impl Into<String>,
    ) -> Diagnostic {
        self.fixes.push(Fix { title: title.into(), confidence, edits: vec![(span, text.into())] });
        self
    }

    /// Where it is.
    pub fn span(&self) -> Span {
        self.labels[0].span
    }
}

/// Collects what is said while rules are read, so that one run reports everything.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics {
    all: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Nothing said yet.
    pub fn new() -> Diagnostics {
        Diagnostics::default()
    }

    /// Says one thing more.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.all.push(diagnostic);
    }

    /// Whether anything said is an error.
    pub fn has_errors(&self) -> bool {
        self.all.iter().any(|diagnostic| diagnostic.code.severity() == Severity::Error)
    }

    /// Everything said, in the order of files and places.
    pub fn sorted(mut self) -> Vec<Diagnostic> {
        self.all.sort_by_key(|diagnostic| (diagnostic.span(), diagnostic.code.id));
        self.all
    }

    /// The places that were spoken about first, in order.
    pub fn spans(&self) -> Vec<Span> {
        let mut spans: Vec<Span> = self.all.iter().map(Diagnostic::span).collect();
        spans.sort_unstable();
        spans
    }

    /// How many things were said.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether nothing was said.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}
