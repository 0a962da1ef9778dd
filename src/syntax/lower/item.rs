//! Items: what a rule file defines and asks for.

use super::super::ast::{
    Adjust, Change, FieldDeclaration, Item, List, ListSource, Pack, Policy, PolicyLine, QualifiedName, Seeing, Setting,
    Sites, Use, Words,
};
use super::super::grammar::{Node, Rule};
use super::condition::{child, sign};
use super::rule::Clauses;
use super::text::For;
use super::words::Reading;
use super::{Lower, codes};
use crate::diagnostic::Diagnostic;
use crate::source::Spanned;

/// The head of a list or of sites, whose body is read line by line.
pub(in crate::syntax) enum Head {
    /// Of a list.
    List(List),
    /// Of sites.
    Sites(Sites),
}

impl Lower<'_> {
    /// The head of a list or of sites.
    pub(in crate::syntax) fn head(&mut self, node: Node<'_>) -> Option<Head> {
        let span = self.span(&node);
        let is_list = node.as_rule() == Rule::list_item;
        let mut name = None;
        let mut seeing = Seeing::default();
        let mut from = Vec::new();
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::new_name => name = Some(self.new_name(&part, if is_list { "list" } else { "list of sites" })),
                Rule::list_from => from.extend(self.list_from(part)),
                _ => self.seeing(part, &mut seeing),
            }
        }
        let name = name?;
        Some(if is_list {
            Head::List(List { name, seeing, from, words: Words::default(), span })
        } else {
            Head::Sites(Sites { name, from, hosts: Vec::new(), span })
        })
    }

    fn list_from(&mut self, node: Node<'_>) -> Vec<ListSource> {
        let sources = node.into_inner().filter(|part| part.as_rule() == Rule::list_source);
        let parts: Vec<_> = sources.filter_map(|source| source.into_inner().next()).collect();
        parts
            .iter()
            .map(|part| match part.as_rule() {
                Rule::text => ListSource::File(self.quoted(part, For::Reading)),
                _ => ListSource::List(self.qualified(part)),
            })
            .collect()
    }
}

/// One item; lists and sites have a head of their own.
pub(in crate::syntax) fn item(lower: &mut Lower<'_>, node: Node<'_>) -> Option<Item> {
    Some(match node.as_rule() {
        Rule::pack_item => Item::Pack(lower.pack(node)?),
        Rule::use_item => Item::Use(lower.uses(node)),
        Rule::field_item => Item::Field(lower.field_declaration(node)?),
        Rule::setting_item => Item::Setting(lower.setting(node)?),
        Rule::calibration_item => Item::Calibration(lower.quoted(&child(node, Rule::text)?, For::Reading)),
        Rule::turn_item => Item::TurnOff(lower.turn_off(node)),
        Rule::adjust_item => Item::Adjust(lower.adjust(node)?),
        Rule::policy_item => Item::Policy(lower.policy(node)),
        _ => Item::Rule(lower.rule(node)?),
    })
}

impl Lower<'_> {
    fn pack(&mut self, node: Node<'_>) -> Option<Pack> {
        let span = self.span(&node);
        let mut pack = None;
        for part in node.into_inner() {
            match (part.as_rule(), &mut pack) {
                (Rule::new_name, _) => {
                    let name = self.new_name(&part, "pack");
                    pack = Some(Pack { name, version: None, replaces: None, title: None, span });
                }
                (Rule::number, Some(pack)) => pack.version = Some(self.count(&part)),
                (Rule::kw_replaces, Some(pack)) => pack.replaces = Some(self.span(&part)),
                (Rule::text, Some(pack)) => pack.title = Some(self.quoted(&part, For::Reading)),
                _ => {}
            }
        }
        pack
    }

    fn uses(&mut self, node: Node<'_>) -> Vec<Use> {
        let mut uses = Vec::new();
        for used in node.into_inner().filter(|part| part.as_rule() == Rule::used_pack) {
            let span = self.span(&used);
            let mut parts = used.into_inner();
            let Some(pack) = parts.next().map(|part| self.name(&part)) else { continue };
            let version = match parts.next() {
                Some(number) => self.count(&number),
                None => {
                    let name = &pack.value;
                    self.diagnostics.push(
                        Diagnostic::new(
                            &codes::MISSING_VERSION,
                            span,
                            format!("`use {name}` does not say which version of the pack"),
                            "the version is missing",
                        )
                        .help(format!("write its major version, as in `use {name} 1`; then a new one changes nothing behind your back")),
                    );
                    Spanned::new(1, span)
                }
            };
            uses.push(Use { pack, version });
        }
        uses
    }

    fn field_declaration(&mut self, node: Node<'_>) -> Option<FieldDeclaration> {
        let span = self.span(&node);
        let name = self.path(&child(node.clone(), Rule::new_path)?);
        let kind = self.name(&child(node, Rule::field_kind)?);
        for part in name.parts.clone() {
            self.refuse_bad_name(&part, "field");
        }
        if let [only] = name.parts.as_slice()
            && matches!(only.value.as_str(), "author" | "anyone" | "topic")
        {
            self.diagnostics.push(
                Diagnostic::new(
                    &codes::RESERVED_NAME,
                    only.span,
                    format!("`{0}` begins a condition and cannot be the name of a field", only.value),
                    "this word means something in a condition",
                )
                .help("take another name"),
            );
        }
        Some(FieldDeclaration { name, kind, span })
    }

    fn setting(&mut self, node: Node<'_>) -> Option<Setting> {
        let span = self.span(&node);
        let name = self.new_name(&child(node.clone(), Rule::new_name)?, "setting");
        let value = self.literal(child(node, Rule::literal)?);
        Some(Setting { name, value, span })
    }

    fn turn_off(&mut self, node: Node<'_>) -> Vec<QualifiedName> {
        let names = node.into_inner().filter(|part| part.as_rule() == Rule::qualified_name);
        names.map(|name| self.qualified(&name)).collect()
    }

    fn adjust(&mut self, node: Node<'_>) -> Option<Adjust> {
        let span = self.span(&node);
        let mut target = None;
        let mut change = Change::default();
        let mut clauses = Clauses::default();
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::qualified_name => target = Some(self.qualified(&part)),
                Rule::adjust_value => {
                    change.value = child(part, Rule::literal).map(|literal| self.literal(literal));
                }
                Rule::adjust_add => {
                    let mut reading = Reading::default();
                    self.line(part, &mut reading);
                    change.add.append(&mut reading.words.entries);
                }
                Rule::adjust_except => {
                    let mut reading = Reading::excepting();
                    self.line(part, &mut reading);
                    change.except.append(&mut reading.words.except);
                }
                _ => self.clause(part, &mut clauses),
            }
        }
        change.then = clauses.then;
        change.because = clauses.because;
        change.life = clauses.life;
        Some(Adjust { target: target?, change, span })
    }

    fn policy(&mut self, node: Node<'_>) -> Policy {
        let span = self.span(&node);
        let mut lines = Vec::new();
        for line in node.into_inner().filter(|part| part.as_rule() == Rule::policy_line) {
            let span = self.span(&line);
            let mut comparison = None;
            let mut score = None;
            let mut then = None;
            for part in line.into_inner() {
                match part.as_rule() {
                    Rule::sign => comparison = Some(self.spanned(&part, sign(part.as_str()))),
                    Rule::number => score = Some(self.score(&part)),
                    Rule::then_clause => then = Some(self.then(part)),
                    _ => {}
                }
            }
            if let (Some(comparison), Some(score), Some(then)) = (comparison, score, then) {
                lines.push(PolicyLine { comparison, score, then, span });
            }
        }
        Policy { lines, span }
    }
}
