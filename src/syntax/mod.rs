//! Rule text → syntax tree, with every error that can be seen without knowing other files.

pub mod ast;

use crate::diagnostic::Diagnostics;
use crate::source::{FileId, SourceMap};

/// The tree of a rule file.
pub fn parse(file: FileId, _sources: &SourceMap, _diagnostics: &mut Diagnostics) -> ast::File {
    ast::File { id: file, items: Vec::new(), comments: Vec::new() }
}

/// The entries of a list file.
pub fn parse_words(_file: FileId, _sources: &SourceMap, _diagnostics: &mut Diagnostics) -> ast::Words {
    ast::Words::default()
}

/// The hosts of a file of sites.
pub fn parse_hosts(_file: FileId, _sources: &SourceMap, _diagnostics: &mut Diagnostics) -> Vec<ast::Quoted> {
    Vec::new()
}

/// The literal that a text is, where it is one.
pub fn parse_literal(_text: &str) -> Option<ast::Literal> {
    None
}
