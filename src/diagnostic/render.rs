//! Draws diagnostics for people: the line they speak about, what is wrong, what to do.

use annotate_snippets::{AnnotationKind, Group, Level, Patch, Renderer as Drawer, Snippet};

use super::{Diagnostic, Severity};
use std::ops::Range;

use crate::source::{SourceMap, Span};

/// How diagnostics are drawn.
#[derive(Clone, Copy, Debug, Default)]
pub struct Renderer {
    /// With colours.
    pub color: bool,
    /// One line a diagnostic.
    pub short: bool,
}

/// Draws one diagnostic.
pub fn render(diagnostic: &Diagnostic, sources: &SourceMap, how: Renderer) -> String {
    let level = match diagnostic.code.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut first = Group::with_title(level.primary_title(diagnostic.message.as_str()).id(diagnostic.code.id));
    let mut files: Vec<_> = diagnostic.labels.iter().map(|label| label.span.file).collect();
    files.dedup();
    for file in files {
        let source = sources.get(file);
        let mut snippet = Snippet::source(source.text.as_ref()).path(source.name.as_str());
        for (at, label) in diagnostic.labels.iter().enumerate().filter(|(_, label)| label.span.file == file) {
            let kind = if at == 0 { AnnotationKind::Primary } else { AnnotationKind::Context };
            let range = whole_characters(&source.text, label.span);
            let annotation = kind.span(range);
            snippet = snippet.annotation(if label.text.is_empty() {
                annotation
            } else {
                annotation.label(label.text.as_str())
            });
        }
        first = first.element(snippet);
    }
    for note in &diagnostic.notes {
        first = first.element(Level::NOTE.message(note.as_str()));
    }
    for help in &diagnostic.help {
        first = first.element(Level::HELP.message(help.as_str()));
    }
    let mut groups = vec![first];
    for fix in &diagnostic.fixes {
        let Some((span, _)) = fix.edits.first() else { continue };
        let source = sources.get(span.file);
        let mut snippet = Snippet::source(source.text.as_ref()).path(source.name.as_str());
        for (span, text) in &fix.edits {
            snippet = snippet.patch(Patch::new(whole_characters(&source.text, *span), text.as_str()));
        }
        groups.push(Group::with_title(Level::HELP.secondary_title(fix.title.as_str())).element(snippet));
    }
    let drawer = if how.color { Drawer::styled() } else { Drawer::plain() };
    drawer.short_message(how.short).render(&groups)
}

/// The bytes of a span, widened to whole characters and kept inside of the text, which drawing insists on.
fn whole_characters(text: &str, span: Span) -> Range<usize> {
    let end = text.ceil_char_boundary((span.end as usize).min(text.len()));
    text.floor_char_boundary((span.start as usize).min(end))..end
}
