//! YAML to a tree of spanned raw scalars. After a mistake the rest of the file is still read, so that all of it is reported.

use std::borrow::Cow;
use std::collections::HashMap;

use granit_parser::{Event, Parser, ScalarStyle, ScanError, StrInput, options};

use super::markdown::characters::is_forbidden;
use super::slip::{Slip, find_slip};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::fields::{Entry, Mark, Node, Style, Value};
use crate::language::Words;
use crate::source::{SourcePath, Span};

/// The deepest nesting that is read.
const DEEPEST: usize = 64;

/// The most values that are read from one file, repetitions counted.
const MOST_VALUES: usize = 250_000;

/// The most fields in one place: each is compared with those before it.
const MOST_KEYS: usize = 5_000;

/// The most syntax mistakes that are told of one file.
const MOST_MISTAKES: usize = 20;

/// What could be read of a file.
#[derive(Debug)]
pub struct Tree<'a> {
    /// The values; `None` when nothing could be read.
    pub root: Option<Node<'a>>,
    /// Whether all of the file was read.
    pub whole: bool,
}

/// Reads `text`, which begins where the file begins, so that its places are the file's.
pub fn read<'a>(path: &SourcePath, text: &'a str, diagnostics: &mut Diagnostics) -> Tree<'a> {
    match Builder::new(path, text, diagnostics).document() {
        Ok(root) => Tree { root, whole: true },
        Err(Fault::Budget(mark)) => {
            diagnostics.push(Diagnostic::new(Code::YamlTooLarge, mark.span(path)));
            Tree { root: None, whole: false }
        }
        Err(Fault::Syntax(slip)) => {
            report(path, text, &slip, diagnostics);
            let root = read_around(path, text, slip, diagnostics).map(Node::into_owned);
            Tree { root, whole: false }
        }
    }
}

/// Reads what is left when the broken fields are covered with spaces, one after another. A mistake that has no plain name
/// may come from the covering itself: it is not told, and nothing more is read.
fn read_around(path: &SourcePath, text: &str, first: Slip, diagnostics: &mut Diagnostics) -> Option<Node<'static>> {
    let mut rest = text.to_owned();
    let mut slip = first;
    for _ in 0..MOST_MISTAKES {
        cover(&mut rest, slip.start);
        let mut found = Diagnostics::new();
        match Builder::new(path, &rest, &mut found).document() {
            Ok(root) => {
                diagnostics.append(found);
                return root.map(Node::into_owned);
            }
            Err(Fault::Syntax(next)) if next.named && next.start != slip.start => {
                report(path, text, &next, diagnostics);
                slip = next;
            }
            Err(Fault::Syntax(_) | Fault::Budget(_)) => return None,
        }
    }
    None
}

/// Replaces the field at the left margin that holds byte `at`, down to the next such field, with spaces.
fn cover(text: &mut String, at: usize) {
    let begins_field = |line: &str| line.chars().next().is_some_and(|c| !c.is_whitespace() && !matches!(c, '#' | '-' | '}' | ']'));
    let at = text.floor_char_boundary(at);
    let line_start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let mut start = line_start;
    while start > 0 && !begins_field(&text[start..]) {
        start = text[..start - 1].rfind('\n').map_or(0, |newline| newline + 1);
    }
    if !begins_field(&text[start..]) {
        start = line_start;
    }
    let mut end = text.len();
    let mut next = line_start;
    while let Some(newline) = text[next..].find('\n') {
        next += newline + 1;
        if begins_field(&text[next..]) {
            end = next;
            break;
        }
    }
    let spaces: String = text[start..end].bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect();
    text.replace_range(start..end, &spaces);
}

/// Reports a mistake in the writing.
pub(super) fn report(path: &SourcePath, text: &str, slip: &Slip, diagnostics: &mut Diagnostics) {
    let span = Span::of(path, text, slip.start..slip.end);
    let problem = Diagnostic::new(Code::YamlSyntax, span);
    diagnostics.push(problem.arg("reason", slip.reason.clone()).arg("advice", slip.advice.clone()));
}

enum Fault {
    Syntax(Slip),
    Budget(Mark),
}

struct Builder<'a, 'd> {
    path: &'d SourcePath,
    text: &'a str,
    events: Parser<'a, StrInput<'a>>,
    anchors: HashMap<usize, Node<'a>>,
    values: usize,
    /// Where the last event began: a plain text may have swallowed lines since.
    last: usize,
    /// Where each open `[` or `{` stands.
    open: Vec<usize>,
    diagnostics: &'d mut Diagnostics,
}

impl<'a, 'd> Builder<'a, 'd> {
    fn new(path: &'d SourcePath, text: &'a str, diagnostics: &'d mut Diagnostics) -> Self {
        let events = Parser::new_from_str_with_options(text, options! { emit_comments: false, block_nesting_limit: 255 });
        Self { path, text, events, anchors: HashMap::new(), values: 0, last: 0, open: Vec::new(), diagnostics }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "other events hold no value")]
    fn document(mut self) -> Result<Option<Node<'a>>, Fault> {
        let mut root = None;
        let mut documents = 0;
        while let Some((event, mark)) = self.next()? {
            match event {
                Event::DocumentStart(..) => {
                    documents += 1;
                    if documents > 1 {
                        self.diagnostics.push(Diagnostic::new(Code::SeveralDocuments, mark.span(self.path)));
                        return Ok(root);
                    }
                }
                Event::Scalar(..) | Event::SequenceStart(..) | Event::MappingStart(..) | Event::Alias(_) => {
                    root = Some(self.node(event, mark, 0)?);
                }
                _ => {}
            }
        }
        Ok(root)
    }

    fn next(&mut self) -> Result<Option<(Event<'a>, Mark)>, Fault> {
        match self.events.next_event() {
            None => Ok(None),
            Some(Ok((event, span))) => {
                let mark = mark_of(&span);
                self.last = mark.start as usize;
                Ok(Some((event, mark)))
            }
            Some(Err(error)) => Err(self.fault(&error)),
        }
    }

    fn fault(&self, error: &ScanError) -> Fault {
        let at = error.marker().byte_offset().unwrap_or(self.text.len()).min(self.text.len());
        if matches!(error.kind(), granit_parser::ErrorKind::RecursionLimitExceeded) {
            return Fault::Budget(mark_at(self.path, self.text, at));
        }
        Fault::Syntax(find_slip(self.text, at, self.last, self.open.last().copied(), error.kind()))
    }

    fn expect_next(&mut self) -> Result<(Event<'a>, Mark), Fault> {
        match self.next()? {
            Some(event) => Ok(event),
            None => Ok((Event::StreamEnd, mark_at(self.path, self.text, self.text.len()))),
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "other events hold no value")]
    fn node(&mut self, event: Event<'a>, mark: Mark, depth: usize) -> Result<Node<'a>, Fault> {
        self.values += 1;
        if depth > DEEPEST || self.values > MOST_VALUES {
            return Err(Fault::Budget(mark));
        }
        let (node, anchor) = match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.refuse_tag(tag.as_deref(), mark)?;
                self.refuse_characters(&text, mark);
                (scalar(text, style, tag.is_some(), mark), anchor)
            }
            Event::SequenceStart(style, anchor, tag) => {
                self.refuse_tag(tag.as_deref(), mark)?;
                (self.collection(style, mark, |builder| builder.list(mark, depth))?, anchor)
            }
            Event::MappingStart(style, anchor, tag) => {
                self.refuse_tag(tag.as_deref(), mark)?;
                (self.collection(style, mark, |builder| builder.map(mark, depth))?, anchor)
            }
            Event::Alias(anchor) => return self.alias(anchor, mark),
            _ => (Node { mark, value: Value::Null }, 0),
        };
        if anchor > 0 {
            self.anchors.insert(anchor, node.clone());
        }
        Ok(node)
    }

    fn collection(
        &mut self,
        style: granit_parser::StructureStyle,
        mark: Mark,
        read: impl FnOnce(&mut Self) -> Result<Node<'a>, Fault>,
    ) -> Result<Node<'a>, Fault> {
        let flow = matches!(style, granit_parser::StructureStyle::Flow);
        if flow {
            self.open.push(mark.start as usize);
        }
        let node = read(self)?;
        if flow {
            self.open.pop();
        }
        Ok(node)
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "every other event begins a value")]
    fn list(&mut self, mut mark: Mark, depth: usize) -> Result<Node<'a>, Fault> {
        let mut nodes = Vec::new();
        loop {
            let (event, at) = self.expect_next()?;
            match event {
                Event::SequenceEnd | Event::StreamEnd => {
                    mark.end = closed(mark, at, nodes.last().map(|node: &Node<'_>| node.mark));
                    return Ok(Node { mark, value: Value::List(nodes) });
                }
                event => nodes.push(self.node(event, at, depth + 1)?),
            }
        }
    }

    fn map(&mut self, mut mark: Mark, depth: usize) -> Result<Node<'a>, Fault> {
        let mut entries: Vec<Entry<'a>> = Vec::new();
        loop {
            let (event, at) = self.expect_next()?;
            if matches!(event, Event::MappingEnd | Event::StreamEnd) {
                mark.end = closed(mark, at, entries.last().map(|entry| entry.node.mark));
                return Ok(Node { mark, value: Value::Map(entries) });
            }
            let key = self.node(event, at, depth + 1)?;
            let (event, at) = self.expect_next()?;
            let node = self.node(event, at, depth + 1)?;
            self.add(&mut entries, key, node)?;
        }
    }

    /// Adds a field; of two with the same name the first counts.
    fn add(&mut self, entries: &mut Vec<Entry<'a>>, key: Node<'a>, node: Node<'a>) -> Result<(), Fault> {
        let key_mark = key.mark;
        let Value::Scalar(name, _) = key.value else { return Err(self.odd(key_mark, NAMELESS, NAMELESS_ADVICE)) };
        if name.starts_with(|c: char| c.is_whitespace() && c != ' ') {
            let at = key_mark.start as usize;
            return Err(Fault::Syntax(find_slip(self.text, at, at, None, &granit_parser::ErrorKind::InvalidIndentation)));
        }
        if entries.len() >= MOST_KEYS {
            return Err(Fault::Budget(key_mark));
        }
        if let Some(first) = entries.iter().find(|entry| entry.key == name) {
            let related = first.key_mark.span(self.path);
            let problem = Diagnostic::new(Code::DuplicateKey, key_mark.span(self.path));
            self.diagnostics.push(problem.arg("key", &*name).related(related));
            return Ok(());
        }
        entries.push(Entry { key: name, key_mark, node });
        Ok(())
    }

    /// What `*name` stands for, counted again so that repetition is bounded.
    fn alias(&mut self, anchor: usize, mark: Mark) -> Result<Node<'a>, Fault> {
        let Some(meant) = self.anchors.get(&anchor) else { return Err(self.odd(mark, ALIAS, ALIAS_ADVICE)) };
        self.values += size(meant);
        if self.values > MOST_VALUES {
            return Err(Fault::Budget(mark));
        }
        Ok(Node { mark, ..meant.clone() })
    }

    fn refuse_tag(&self, tag: Option<&granit_parser::Tag>, mark: Mark) -> Result<(), Fault> {
        match tag {
            Some(tag) if !tag.is_yaml_core_schema() => Err(self.odd(mark, TAG, TAG_ADVICE)),
            Some(_) | None => Ok(()),
        }
    }

    /// Reports the first character of a value that cannot be published: where it stands, or the whole value where it is written as `"\x1b"`.
    fn refuse_characters(&mut self, value: &str, mark: Mark) {
        let Some(bad) = value.chars().find(|c| is_forbidden(*c)) else { return };
        let written = mark.start as usize..mark.end as usize;
        let start = self.text.get(written.clone()).and_then(|text| text.find(bad)).map(|at| written.start + at);
        let range = start.map_or(written, |start| start..start + bad.len_utf8());
        let problem = Diagnostic::new(Code::ForbiddenCharacter, Span::of(self.path, self.text, range));
        self.diagnostics.push(problem.arg("character", format!("U+{:04X}", u32::from(bad))));
    }

    fn odd(&self, mark: Mark, reason: Words, advice: Words) -> Fault {
        Fault::Syntax(Slip {
            start: mark.start as usize,
            end: mark.end as usize,
            reason: reason.into(),
            advice: advice.into(),
            named: true,
        })
    }
}

const NAMELESS: Words = Words { en: "a field has no plain name", zh: "字段名不是普通文字" };
const NAMELESS_ADVICE: Words = Words { en: "write `name: value`", zh: "请写成 `名称: 内容`" };
const ALIAS: Words = Words { en: "`*` refers to something that is not there", zh: "`*` 引用的内容不存在" };
const ALIAS_ADVICE: Words = Words { en: "put the value in quotation marks", zh: "请给这个值加英文引号" };
const TAG: Words = Words { en: "a value that begins with `!` must stand in quotation marks", zh: "以 `!` 开头的内容要加引号" };
const TAG_ADVICE: Words = Words { en: "put the value in quotation marks: `\"!…\"`", zh: "请加英文引号：`\"!…\"`" };

fn scalar<'a>(text: Cow<'a, str>, style: ScalarStyle, tagged: bool, mark: Mark) -> Node<'a> {
    let style = match style {
        ScalarStyle::Plain if tagged => Style::Quoted,
        ScalarStyle::Plain => Style::Plain,
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
        ScalarStyle::Literal => Style::Literal,
        ScalarStyle::Folded => Style::Folded,
    };
    let nothing = style == Style::Plain && matches!(&*text, "" | "~" | "null" | "Null" | "NULL");
    Node { mark, value: if nothing { Value::Null } else { Value::Scalar(text, style) } }
}

/// Where a list or map ends: at its closing bracket, else at the end of its last value.
fn closed(open: Mark, close: Mark, last: Option<Mark>) -> u32 {
    let bracket = close.end > close.start;
    if bracket { close.end } else { last.map_or(open.end, |last| last.end) }.max(open.start)
}

fn size(node: &Node<'_>) -> usize {
    match &node.value {
        Value::Null | Value::Scalar(..) => 1,
        Value::List(nodes) => 1 + nodes.iter().map(size).sum::<usize>(),
        Value::Map(entries) => 1 + entries.iter().map(|entry| 1 + size(&entry.node)).sum::<usize>(),
    }
}

fn mark_of(span: &granit_parser::Span) -> Mark {
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let bytes = span.byte_range().unwrap_or_default();
    Mark { start: number(bytes.start), end: number(bytes.end), line: number(span.start.line()), column: number(span.start.col() + 1) }
}

fn mark_at(path: &SourcePath, text: &str, at: usize) -> Mark {
    let span = Span::of(path, text, at..at);
    Mark { start: span.start, end: span.end, line: span.line, column: span.column }
}
