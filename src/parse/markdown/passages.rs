//! The parser's events to the passages of a body: what readers see of each block, joined over line ends and marks.

#![expect(clippy::wildcard_enum_match_arm, reason = "the parser's events are not ours, and most of them end no passage and hold no text")]

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::characters::is_east_asian;
use super::cjk::{Prepared, SENTINEL};
use crate::passage::{OBJECT, Passages, Role};

/// Hears every event once, in the order of the text.
pub(super) struct Collector<'a> {
    prepared: &'a Prepared<'a>,
    /// Where the body begins in its file.
    body_start: usize,
    field: &'static str,
    passages: &'a mut Passages,
    /// What stands beside the running text: the words of pictures, addresses, code.
    aside: Passages,
    /// Whether a passage is open.
    open: bool,
    quotes: usize,
    heading: bool,
    code: bool,
    /// Pictures that are open: their text is beside the running text.
    pictures: usize,
    /// Whether the name of a thing is being read that stands between double brackets.
    name: bool,
    /// A line end that was read and not yet written.
    line_end: Option<Range<usize>>,
    raw: Raw,
}

/// Where raw HTML stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Raw {
    Text,
    Tag,
    Comment,
}

impl<'a> Collector<'a> {
    pub(super) fn new(prepared: &'a Prepared<'a>, body_start: usize, field: &'static str, passages: &'a mut Passages) -> Self {
        let (aside, raw) = (Passages::new(), Raw::Text);
        let (open, heading, code, name) = (false, false, false, false);
        Self { prepared, body_start, field, passages, aside, open, quotes: 0, heading, code, pictures: 0, name, line_end: None, raw }
    }

    /// Hears one event.
    pub(super) fn hear(&mut self, event: &Event<'a>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag),
            Event::Text(_) if self.name => {}
            Event::Text(text) => self.text(text, range),
            Event::Code(code) => self.inline_code(code, range),
            Event::SoftBreak if self.pictures == 0 => self.line_end = Some(range.clone()),
            Event::HardBreak => self.push("\n", range),
            Event::Html(html) => self.html(html, range),
            Event::Rule => self.close(),
            _ => {}
        }
    }

    /// Ends the body.
    pub(super) fn finish(&mut self) {
        self.close();
        let aside = std::mem::take(&mut self.aside);
        self.passages.append(&aside, |range| range);
    }

    fn start(&mut self, tag: &Tag<'a>, range: &Range<usize>) {
        match tag {
            Tag::BlockQuote(_) => {
                self.close();
                self.quotes += 1;
            }
            Tag::Heading { .. } => {
                self.close();
                self.heading = true;
            }
            Tag::CodeBlock(_) => {
                self.close();
                self.code = true;
            }
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Subscript | Tag::Superscript => {}
            Tag::Link { link_type, dest_url, .. } => {
                self.name = matches!(link_type, LinkType::WikiLink { has_pothole: false });
                if self.name {
                    self.object(range);
                } else if !matches!(link_type, LinkType::Email | LinkType::Autolink) {
                    self.address(dest_url, range);
                }
            }
            Tag::Image { title, .. } => {
                self.object(range);
                self.pictures += 1;
                self.beside(Role::Alternative, title, range);
                self.aside.begin(Role::Alternative, self.field);
            }
            _ => self.close(),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::BlockQuote(_) => {
                self.close();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Subscript | TagEnd::Superscript => {}
            TagEnd::Link => self.name = false,
            TagEnd::Image => self.pictures = self.pictures.saturating_sub(1),
            _ => {
                self.close();
                self.heading = false;
                self.code = false;
                self.raw = Raw::Text;
            }
        }
    }

    fn close(&mut self) {
        self.open = false;
        self.line_end = None;
    }

    fn text(&mut self, text: &str, range: &Range<usize>) {
        // A line that begins with a wide space begins a paragraph of its own.
        if self.line_end.is_some() && !self.code && self.pictures == 0 && text.starts_with('\u{3000}') {
            self.close();
        }
        let is_as_written = self.prepared.text.get(range.clone()) == Some(text);
        if !is_as_written {
            return self.push(text, range);
        }
        let mut at = range.start;
        for part in text.split(SENTINEL) {
            self.push(part, &(at..at + part.len()));
            at += part.len() + SENTINEL.len_utf8();
        }
    }

    /// Adds text that stands at `range` of the parser's text.
    fn push(&mut self, text: &str, range: &Range<usize>) {
        let source = self.source(range);
        if self.pictures > 0 {
            return self.aside.push(text, source);
        }
        let Some(first) = text.chars().next() else { return };
        if !self.open {
            let role = self.role();
            self.passages.begin(role, self.field);
            self.open = true;
            self.line_end = None;
        }
        if let Some(line_end) = self.line_end.take() {
            let joins = is_east_asian(first) && self.passages.last_character().is_some_and(is_east_asian);
            if !joins {
                let line_end = self.source(&line_end);
                self.passages.push(" ", line_end);
            }
        }
        self.passages.push(text, source);
    }

    fn role(&self) -> Role {
        match (self.code, self.heading, self.quotes) {
            (true, _, _) => Role::Code,
            (false, true, _) => Role::Title,
            (false, false, 0) => Role::Prose,
            (false, false, _) => Role::Quotation,
        }
    }

    /// The bytes of the file for a place in the parser's text.
    fn source(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.body_start + self.prepared.original(range.start);
        // A sentinel right before the end belongs to what follows.
        let end = self.body_start + self.prepared.original(range.end);
        start..end.max(start)
    }

    /// A sign for what is no text.
    fn object(&mut self, range: &Range<usize>) {
        let mut sign = [0; 4];
        self.push(OBJECT.encode_utf8(&mut sign), range);
    }

    fn inline_code(&mut self, code: &str, range: &Range<usize>) {
        if self.pictures > 0 {
            return self.aside.push(code, self.source(range));
        }
        self.object(range);
        self.beside(Role::Code, code, range);
    }

    fn address(&mut self, destination: &str, range: &Range<usize>) {
        self.beside(Role::Address, destination, range);
    }

    /// A passage of its own for `text`, which is written somewhere in `range`.
    fn beside(&mut self, role: Role, text: &str, range: &Range<usize>) {
        if text.is_empty() {
            return;
        }
        let written = self.prepared.text.get(range.clone()).unwrap_or_default();
        let place = written.rfind(text).map_or(range.clone(), |at| range.start + at..range.start + at + text.len());
        let source = self.source(&place);
        self.aside.begin(role, self.field);
        self.aside.push(text, source);
    }

    /// The text between the tags of raw HTML.
    fn html(&mut self, html: &str, range: &Range<usize>) {
        let is_as_written = self.prepared.text.get(range.clone()) == Some(html);
        let (mut rest, mut at) = (html, range.start);
        while !rest.is_empty() {
            let (end, next) = match self.raw {
                Raw::Comment => rest.find("-->").map_or((rest.len(), Raw::Comment), |end| (end + 3, Raw::Text)),
                Raw::Tag => rest.find('>').map_or((rest.len(), Raw::Tag), |end| (end + 1, Raw::Text)),
                Raw::Text if rest.starts_with("<!--") => (4, Raw::Comment),
                Raw::Text if rest.starts_with('<') => (1, Raw::Tag),
                Raw::Text => (rest.find('<').unwrap_or(rest.len()), Raw::Text),
            };
            let (part, after) = rest.split_at(end);
            if self.raw == Raw::Text && next == Raw::Text && is_as_written {
                let trimmed = part.trim_end_matches(['\r', '\n']);
                self.push(trimmed, &(at..at + trimmed.len()));
                self.line_end = (trimmed.len() < part.len()).then(|| at + trimmed.len()..at + part.len());
            } else if next != Raw::Text {
                self.close();
            }
            self.raw = next;
            at += part.len();
            rest = after;
        }
    }
}
