//! What `has` and `disguises` look for: words, how many of them, how they are seen and where they stand.

use super::super::ast::{Entry, HowMany, Member, Near, Pattern, QualifiedName, Reach, Seeing, Side, Wanted};
use super::super::grammar::{Node, Rule};
use super::{Lower, codes};
use crate::diagnostic::{Confidence, Diagnostic, did_you_mean};
use crate::source::{Span, Spanned};
use crate::text::{Kind, Level};

impl Lower<'_> {
    pub(super) fn pattern(&mut self, node: Node<'_>) -> Pattern {
        let span = self.span(&node);
        let mut pattern = Pattern {
            wanted: Wanted { how_many: HowMany::Any, members: Vec::new(), span },
            seeing: Seeing::default(),
            except: Vec::new(),
            near: None,
            unless: Vec::new(),
            span,
        };
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::wanted => pattern.wanted = self.wanted(part),
                Rule::except => pattern.except.extend(self.except(part)),
                Rule::near => {
                    let near = self.near(part);
                    match &pattern.near {
                        Some(first) => self.second_clause("near", first.span, near.span),
                        None => pattern.near = Some(near),
                    }
                }
                Rule::unless => {
                    let near = part.into_inner().find(|inner| inner.as_rule() == Rule::near);
                    pattern.unless.extend(near.map(|near| self.near(near)));
                }
                _ => self.seeing(part, &mut pattern.seeing),
            }
        }
        pattern
    }

    fn wanted(&mut self, node: Node<'_>) -> Wanted {
        let span = self.span(&node);
        let mut wanted = Wanted { how_many: HowMany::Any, members: Vec::new(), span };
        let Some(shape) = node.into_inner().next() else { return wanted };
        let shape_rule = shape.as_rule();
        if shape_rule == Rule::one {
            wanted.members.extend(self.one(shape));
            return wanted;
        }
        let mut alone = None;
        for part in shape.into_inner() {
            match part.as_rule() {
                Rule::kw_all => wanted.how_many = HowMany::All,
                Rule::number => wanted.how_many = HowMany::AtLeast(self.count(&part)),
                Rule::members => wanted.members = self.members(part),
                Rule::one => {
                    alone = Some((self.span(&part), part.as_str().trim_end().to_owned()));
                    wanted.members.extend(self.one(part));
                }
                _ => {}
            }
        }
        self.refuse_of_one(&wanted, alone);
        self.refuse_bad_count(&wanted.how_many, wanted.members.len(), span);
        wanted
    }

    /// `all of LIST` and `2 of LIST` can mean two things; `any of LIST` is `LIST`.
    fn refuse_of_one(&mut self, wanted: &Wanted, alone: Option<(Span, String)>) {
        let list = match (&alone, wanted.members.as_slice()) {
            (Some((span, written)), _) => (*span, written.clone()),
            (None, [Member::List(name)]) if !matches!(wanted.how_many, HowMany::Any) => (name.span, full_name(name)),
            _ => return,
        };
        let (span, written) = list;
        if matches!(wanted.how_many, HowMany::Any) {
            let diagnostic = Diagnostic::new(
                &codes::OF_ONE_LIST,
                wanted.span,
                format!("`any of {written}` says no more than `{written}`"),
                "one word of it is enough in any case",
            );
            let fix = format!("write `has {written}`");
            self.diagnostics.push(diagnostic.fix(fix, Confidence::Safe, wanted.span, written));
            return;
        }
        let how_many = match &wanted.how_many {
            HowMany::AtLeast(count) => count.value.to_string(),
            _ => "all".to_owned(),
        };
        self.diagnostics.push(
            Diagnostic::new(
                &codes::OF_ONE_LIST,
                wanted.span,
                format!("`{how_many} of` needs its words one by one, in parentheses"),
                "a whole list counts as one word",
            )
            .label(span, "this is one thing")
            .help(format!("for a text with any word of it write `has {written}`"))
            .help(format!("for several hits write `count(body has {written}) >= 2`"))
            .help(format!("for certain words write `{how_many} of (\"one\", \"other\")`")),
        );
    }

    /// `0 of (…)` is always true and `3 of ("a", "b")` never.
    pub(super) fn refuse_bad_count(&mut self, how_many: &HowMany, members: usize, whole: Span) {
        let HowMany::AtLeast(count) = how_many else { return };
        if (1..=members as u64).contains(&u64::from(count.value)) {
            return;
        }
        let never = count.value > 0;
        let message = if never {
            format!("`{} of` can never be true for {}", count.value, things(members))
        } else {
            "`0 of` is always true".to_owned()
        };
        self.diagnostics.push(
            Diagnostic::new(&codes::BAD_COUNT, count.span, message, "how many of them there must be")
                .label(whole, "")
                .help(format!("write a number from 1 to {members}")),
        );
    }

    pub(super) fn members(&mut self, node: Node<'_>) -> Vec<Member> {
        let members: Vec<_> = node.into_inner().filter(|part| part.as_rule() == Rule::member).collect();
        members.into_iter().filter_map(|member| self.member(member)).collect()
    }

    fn member(&mut self, node: Node<'_>) -> Option<Member> {
        let mut seeing = Seeing::default();
        let mut member = None;
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::text => {
                    member = Some(Member::Phrase(Entry { text: self.phrase(&part), seeing: Seeing::default() }))
                }
                Rule::qualified_name => member = Some(Member::List(self.qualified(&part))),
                _ => self.seeing(part, &mut seeing),
            }
        }
        match &mut member {
            Some(Member::Phrase(entry)) => entry.seeing = seeing,
            Some(Member::List(name)) => {
                if let Some(level) = &seeing.level {
                    self.diagnostics.push(
                        Diagnostic::new(
                            &codes::LEVEL_PLACE,
                            level.span,
                            format!("`{}` cannot stand before a single list here", level.value.word()),
                            "a level for one of several",
                        )
                        .label(name.span, "this list")
                        .help("write it before the whole, as in `has disguised any of (…)`, or where the list is made"),
                    );
                }
            }
            None => {}
        }
        member
    }

    pub(super) fn one(&mut self, node: Node<'_>) -> Option<Member> {
        let part = node.into_inner().next()?;
        match part.as_rule() {
            Rule::text => {
                let text = self.phrase(&part);
                Some(Member::Phrase(Entry { text, seeing: Seeing::default() }))
            }
            _ => Some(Member::List(self.qualified(&part))),
        }
    }

    fn except(&mut self, node: Node<'_>) -> Vec<Member> {
        let parts: Vec<_> = node.into_inner().collect();
        parts
            .into_iter()
            .flat_map(|part| match part.as_rule() {
                Rule::members => self.members(part),
                Rule::one => self.one(part).into_iter().collect(),
                _ => Vec::new(),
            })
            .collect()
    }

    fn near(&mut self, node: Node<'_>) -> Near {
        let span = self.span(&node);
        let mut near = Near {
            side: Spanned::new(Side::Near, span),
            of: Wanted { how_many: HowMany::Any, members: Vec::new(), span },
            seeing: Seeing::default(),
            reach: Spanned::new(Reach::Sentence, span),
            span,
        };
        let mut reached = false;
        for part in node.into_inner() {
            match part.as_rule() {
                Rule::side => {
                    let side = match part.as_str() {
                        "before" => Side::Before,
                        "after" => Side::After,
                        _ => Side::Near,
                    };
                    near.side = self.spanned(&part, side);
                }
                Rule::wanted => near.of = self.wanted(part),
                Rule::reach => {
                    reached = true;
                    near.reach = self.reach(part);
                }
                _ => self.seeing(part, &mut near.seeing),
            }
        }
        if !reached {
            let side = near.side.value;
            let word = match side {
                Side::Near => "near",
                Side::Before => "before",
                Side::After => "after",
            };
            self.diagnostics.push(
                Diagnostic::new(
                    &codes::MISSING_REACH,
                    near.span,
                    format!("`{word}` does not say how far"),
                    "how many words may be between?",
                )
                .help("write `within 4 words` or `in the same sentence` behind it")
                .fix("add `within 4 words`", Confidence::Review, near.span.after(), " within 4 words"),
            );
        }
        near
    }

    fn reach(&mut self, node: Node<'_>) -> Spanned<Reach> {
        let span = self.span(&node);
        let words = node.into_inner().find(|part| part.as_rule() == Rule::within_words);
        let number = words.and_then(|part| part.into_inner().find(|inner| inner.as_rule() == Rule::number));
        let reach = number.map_or(Reach::Sentence, |number| Reach::Words(self.count(&number).value));
        Spanned::new(reach, span)
    }

    /// A level, `without (…)` or `inside words`; other parts are passed over.
    pub(super) fn seeing(&mut self, node: Node<'_>, seeing: &mut Seeing) {
        let span = self.span(&node);
        match node.as_rule() {
            Rule::level => {
                if let Some(first) = &seeing.level {
                    self.second_clause("level", first.span, span);
                }
                seeing.level = Level::from_word(node.as_str()).map(|level| Spanned::new(level, span));
            }
            Rule::inside_words => seeing.inside_words = Some(span),
            Rule::without => {
                let kinds: Vec<_> = node.into_inner().filter(|part| part.as_rule() == Rule::kind).collect();
                for kind in kinds {
                    seeing.without.extend(self.kind(&kind));
                }
            }
            Rule::entry_without | Rule::entry_inside => {
                if let Some(inner) = node.into_inner().next() {
                    self.seeing(inner, seeing);
                }
            }
            _ => {}
        }
    }

    fn kind(&mut self, node: &Node<'_>) -> Option<Spanned<Kind>> {
        let written = node.as_str();
        let span = self.span(node);
        if let Some(kind) = Kind::from_word(written) {
            return Some(Spanned::new(kind, span));
        }
        let words: Vec<&str> = Kind::ALL.iter().map(|kind| kind.word()).collect();
        let mut diagnostic = Diagnostic::new(
            &codes::UNKNOWN_KIND,
            span,
            format!("`{written}` is no kind of disguise"),
            "not one of the kinds",
        )
        .note(format!("the kinds are {}", words.join(", ")));
        if let Some(meant) = did_you_mean(written, words).first() {
            diagnostic = diagnostic.fix(format!("did you mean `{meant}`?"), Confidence::Review, span, *meant);
        }
        self.diagnostics.push(diagnostic);
        None
    }
}

fn full_name(name: &QualifiedName) -> String {
    match &name.pack {
        Some(pack) => format!("{}.{}", pack.value, name.name.value),
        None => name.name.value.clone(),
    }
}

fn things(count: usize) -> String {
    match count {
        1 => "one thing".to_owned(),
        count => format!("{count} things"),
    }
}
