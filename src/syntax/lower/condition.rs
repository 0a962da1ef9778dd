//! Conditions: flat chains of `and` and `or`, and what is said of a field.

use super::super::ast::{Comparison, Condition, Edge, HowMany, Operand, Path, Relevance, SiteRef, What};
use super::super::grammar::{Node, Rule};
use super::text::For;
use super::{Lower, codes, no_condition};
use crate::diagnostic::{Confidence, Diagnostic, Fix};
use crate::source::{Span, Spanned};

impl Lower<'_> {
    /// A chain; where `and` and `or` are mixed, `and` binds tighter and that is said to be no way to write.
    pub(super) fn chain(&mut self, node: Node<'_>) -> Condition {
        let span = self.span(&node);
        let mut groups: Vec<Vec<Condition>> = vec![Vec::new()];
        let mut first_and = None;
        let mut first_or = None;
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::kw_and => {
                    first_and.get_or_insert(self.span(&part));
                }
                Rule::kw_or => {
                    first_or.get_or_insert(self.span(&part));
                    groups.push(Vec::new());
                }
                _ => {
                    let condition = self.condition(part);
                    if let Some(group) = groups.last_mut() {
                        group.push(condition);
                    }
                }
            }
        }
        if let (Some(and), Some(or)) = (first_and, first_or) {
            self.refuse_mixed(and, or, &groups);
        }
        let mut any: Vec<Condition> = groups.into_iter().filter_map(all_of).collect();
        match any.len() {
            0 => no_condition(span),
            1 => any.remove(0),
            _ => Condition { what: What::Any(any), span },
        }
    }

    fn refuse_mixed(&mut self, and: Span, or: Span, groups: &[Vec<Condition>]) {
        let mut edits = Vec::new();
        for group in groups.iter().filter(|group| group.len() > 1) {
            if let (Some(first), Some(last)) = (group.first(), group.last()) {
                let start = Span { end: first.span.start, ..first.span };
                edits.push((start, "(".to_owned()));
                edits.push((last.span.after(), ")".to_owned()));
            }
        }
        let mut diagnostic = Diagnostic::new(
            &codes::MIXED_AND_OR,
            if and.start > or.start { and } else { or },
            "`and` and `or` are mixed, and it does not say which go together",
            "this one is mixed with the other",
        )
        .label(if and.start > or.start { or } else { and }, "the other")
        .help("put parentheses round the conditions that belong together");
        diagnostic.fixes.push(Fix {
            title: "put parentheses round what `and` joins".to_owned(),
            confidence: Confidence::Review,
            edits,
        });
        self.diagnostics.push(diagnostic);
    }

    fn condition(&mut self, node: Node<'_>) -> Condition {
        let span = self.span(&node);
        let mut nots = 0;
        let mut condition = no_condition(span);
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::kw_not => nots += 1,
                _ => condition = self.simple(part),
            }
        }
        for _ in 0..nots {
            condition = Condition { what: What::Not(Box::new(condition)), span };
        }
        condition
    }

    fn simple(&mut self, node: Node<'_>) -> Condition {
        let span = self.span(&node);
        let what = match node.as_rule() {
            Rule::group => return self.group(node),
            Rule::count_of_conditions => self.count_of_conditions(node),
            Rule::known => {
                node.into_inner().find(|part| part.as_rule() == Rule::path).map(|path| What::Known(self.path(&path)))
            }
            Rule::fired => self.fired(node),
            Rule::topic => self.topic(node, span),
            Rule::history => self.history(node),
            _ => self.statement(node),
        };
        what.map_or_else(|| no_condition(span), |what| Condition { what, span })
    }

    fn group(&mut self, node: Node<'_>) -> Condition {
        let span = self.span(&node);
        match node.into_inner().find(|part| part.as_rule() == Rule::chain) {
            Some(chain) => Condition { span, ..self.chain(chain) },
            None => {
                self.diagnostics.push(
                    Diagnostic::new(
                        &codes::EMPTY_PARENTHESES,
                        span,
                        "there is no condition in these parentheses",
                        "nothing is asked here",
                    )
                    .help("write a condition into them, or take them out"),
                );
                no_condition(span)
            }
        }
    }

    fn count_of_conditions(&mut self, node: Node<'_>) -> Option<What> {
        let span = self.span(&node);
        let mut count = None;
        let mut conditions = Vec::new();
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::number => count = Some(self.count(&part)),
                Rule::chain => conditions.push(self.chain(part)),
                _ => {}
            }
        }
        let count = count?;
        self.refuse_bad_count(&HowMany::AtLeast(count.clone()), conditions.len(), span);
        Some(What::AtLeast(count, conditions))
    }

    fn fired(&mut self, node: Node<'_>) -> Option<What> {
        let target = node.into_inner().find(|part| part.as_rule() == Rule::fired_target)?;
        let name = self.qualified(&target);
        let rule = (name.name.value != "*").then_some(name.name);
        Some(What::Fired { pack: name.pack, rule })
    }

    fn topic(&mut self, node: Node<'_>, span: Span) -> Option<What> {
        let mut negated = false;
        let mut topic = None;
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::kw_not => negated = true,
                Rule::relevance => {
                    let relevance = match part.as_str() {
                        "on" => Relevance::On,
                        "off" => Relevance::Off,
                        _ => Relevance::Unclear,
                    };
                    topic = Some(What::Topic(self.spanned(&part, relevance)));
                }
                _ => {}
            }
        }
        let what = topic?;
        Some(if negated { What::Not(Box::new(Condition { what, span })) } else { what })
    }

    fn statement(&mut self, node: Node<'_>) -> Option<What> {
        let span = self.span(&node);
        let mut parts = node.into_inner();
        let left = self.operand(parts.next()?);
        let Some(tail) = parts.next() else { return self.bare_operand(left, span) };
        match tail.as_rule() {
            Rule::compare => self.compare(left, tail),
            Rule::is => self.is(left, tail, span),
            _ => {
                let Some(text) = self.field(left, tail.as_str()) else {
                    // What stands behind it is still read, for its own errors.
                    let nowhere = Path { parts: Vec::new(), span };
                    self.said_of(nowhere, tail);
                    return None;
                };
                self.said_of(text, tail)
            }
        }
    }

    fn said_of(&mut self, text: Path, tail: Node<'_>) -> Option<What> {
        match tail.as_rule() {
            Rule::has => {
                let negated = tail.clone().into_inner().any(|part| part.as_rule() == Rule::kw_no);
                let pattern = Box::new(self.pattern(child(tail, Rule::pattern)?));
                Some(What::Has { text, negated, pattern })
            }
            Rule::disguises => {
                let pattern = Box::new(self.pattern(child(tail, Rule::pattern)?));
                Some(What::Disguises { text, pattern })
            }
            Rule::matches => self.matches(text, child(tail, Rule::regex)?),
            Rule::edge => self.edge(text, tail),
            Rule::links => self.links(text, tail),
            Rule::gap => self.gap(text, tail),
            _ => None,
        }
    }

    /// A field by itself is a yes/no field; a value by itself says nothing.
    fn bare_operand(&mut self, operand: Operand, span: Span) -> Option<What> {
        match operand {
            Operand::Path(path) if is_first_comment(&path) => Some(What::FirstComment),
            Operand::Path(path) => Some(What::Holds(path)),
            _ => {
                self.diagnostics.push(
                    Diagnostic::new(
                        &codes::VALUE_ALONE,
                        span,
                        "a value by itself is no condition",
                        "what is asked of it?",
                    )
                    .help("say what is asked, as in `body has \"buy now\"` or `body.words >= 6`"),
                );
                None
            }
        }
    }

    fn field(&mut self, operand: Operand, tail: &str) -> Option<Path> {
        let span = operand.span();
        if let Operand::Path(path) = operand {
            return Some(path);
        }
        let word = tail.split_whitespace().next().unwrap_or("");
        self.diagnostics.push(
            Diagnostic::new(
                &codes::VALUE_ALONE,
                span,
                format!("before `{word}` stands the name of a field"),
                "this is a value, not a field",
            )
            .help("name the field that is looked at, such as `body`, `title` or `author.name`"),
        );
        None
    }

    fn compare(&mut self, left: Operand, node: Node<'_>) -> Option<What> {
        let mut comparison = None;
        let mut right = None;
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::sign => comparison = Some(self.spanned(&part, sign(part.as_str()))),
                _ => right = Some(self.operand(part)),
            }
        }
        Some(What::Compare { left, comparison: comparison?, right: right? })
    }

    fn is(&mut self, left: Operand, node: Node<'_>, span: Span) -> Option<What> {
        let mut negated = false;
        let mut values = Vec::new();
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::kw_not => negated = true,
                Rule::operand => values.push(self.operand(part)),
                Rule::is_any_of => {
                    let operands: Vec<_> = part.into_inner().filter(|part| part.as_rule() == Rule::operand).collect();
                    values.extend(operands.into_iter().map(|operand| self.operand(operand)));
                }
                _ => {}
            }
        }
        if let (Operand::Path(path), [Operand::Literal(value)]) = (&left, values.as_slice())
            && is_first_comment(path)
            && let super::super::ast::Literal::YesNo(yes) = value.value
        {
            let first = Condition { what: What::FirstComment, span };
            return Some(if yes != negated { first.what } else { What::Not(Box::new(first)) });
        }
        Some(What::Is { left, negated, values })
    }

    pub(super) fn operand(&mut self, node: Node<'_>) -> Operand {
        let span = self.span(&node);
        let Some(part) = node.into_inner().next() else { return Operand::QuotesArticle(span) };
        match part.as_rule() {
            Rule::literal => Operand::Literal(self.literal(part)),
            Rule::path => Operand::Path(self.path(&part)),
            Rule::count_hits => {
                let mut text = Path { parts: Vec::new(), span };
                let mut pattern = None;
                for inner in part.into_inner() {
                    match inner.as_rule() {
                        Rule::path => text = self.path(&inner),
                        Rule::pattern => pattern = Some(Box::new(self.pattern(inner))),
                        _ => {}
                    }
                }
                match pattern {
                    Some(pattern) => Operand::Count { text, pattern, span },
                    None => Operand::Path(text),
                }
            }
            _ => Operand::QuotesArticle(span),
        }
    }

    fn matches(&mut self, text: Path, node: Node<'_>) -> Option<What> {
        let mut regex = None;
        let mut flags = None;
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::regex_body => regex = Some(self.spanned(&part, part.as_str().replace("\\/", "/"))),
                Rule::regex_flags => flags = Some(self.regex_flags(&part)),
                _ => {}
            }
        }
        Some(What::Matches { text, regex: regex?, flags: flags? })
    }

    fn regex_flags(&mut self, node: &Node<'_>) -> Spanned<String> {
        let flags = self.name(node);
        let (known, unknown): (String, String) = flags.value.chars().partition(|flag| "imsx".contains(*flag));
        let Some(first) = unknown.chars().next() else { return flags };
        let why = match first {
            'u' => "`u` is always on",
            'g' => "`g` is not needed: every place is found",
            'U' => "instead of `U`, write `?` behind what should be short: `.*?`",
            _ => {
                "`i` for capitals or not, `m` for `^` and `$` at each line, `s` for `.` over line breaks, `x` for blanks that do not count"
            }
        };
        let message = format!("`{unknown}` means nothing behind a regex");
        self.diagnostics.push(
            Diagnostic::new(&codes::REGEX_FLAGS, flags.span, message, "only `i`, `m`, `s` and `x` stand here")
                .help(why)
                .fix(format!("take out `{unknown}`"), Confidence::Review, flags.span, known.clone()),
        );
        Spanned::new(known, flags.span)
    }

    fn edge(&mut self, text: Path, node: Node<'_>) -> Option<What> {
        let mut edge = Edge::Start;
        let mut values = Vec::new();
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::edge_word if part.as_str() == "ends" => edge = Edge::End,
                Rule::text => values.push(self.quoted(&part, For::Reading)),
                Rule::edge_any_of => {
                    let texts: Vec<_> = part.into_inner().filter(|part| part.as_rule() == Rule::text).collect();
                    values.extend(texts.iter().map(|text| self.quoted(text, For::Reading)));
                }
                _ => {}
            }
        }
        Some(What::Edge { text, edge, values })
    }

    fn links(&mut self, text: Path, node: Node<'_>) -> Option<What> {
        let mut outside = false;
        let mut sites = Vec::new();
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::links_outside => outside = true,
                Rule::site => sites.extend(self.site(part)),
                Rule::sites_any_of => {
                    let several: Vec<_> = part.into_inner().filter(|part| part.as_rule() == Rule::site).collect();
                    sites.extend(several.into_iter().filter_map(|site| self.site(site)));
                }
                _ => {}
            }
        }
        Some(What::Links { text, outside, sites })
    }

    fn site(&mut self, node: Node<'_>) -> Option<SiteRef> {
        let part = node.into_inner().next()?;
        Some(match part.as_rule() {
            Rule::text => SiteRef::Host(self.quoted(&part, For::Reading)),
            _ => SiteRef::Sites(self.qualified(&part)),
        })
    }

    fn gap(&mut self, left: Path, node: Node<'_>) -> Option<What> {
        let mut more = true;
        let mut after = true;
        let mut by = None;
        let mut right = None;
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::more_or_less => more = part.as_str() == "more",
                Rule::after_or_before => after = part.as_str() == "after",
                Rule::operand => by = Some(self.operand(part)),
                Rule::path => right = Some(self.path(&part)),
                _ => {}
            }
        }
        Some(What::Gap { left, more, by: by?, after, right: right? })
    }
}

pub(super) fn child(node: Node<'_>, rule: Rule) -> Option<Node<'_>> {
    node.into_inner().find(|part| part.as_rule() == rule)
}

pub(super) fn sign(written: &str) -> Comparison {
    match written {
        "<" => Comparison::Less,
        "<=" => Comparison::AtMost,
        ">" => Comparison::More,
        _ => Comparison::AtLeast,
    }
}

fn is_first_comment(path: &Path) -> bool {
    path.dotted() == "author.first_comment"
}

fn all_of(mut group: Vec<Condition>) -> Option<Condition> {
    match group.len() {
        0 => None,
        1 => group.pop(),
        _ => {
            let span = group[0].span.to(group[group.len() - 1].span);
            Some(Condition { what: What::All(group), span })
        }
    }
}
