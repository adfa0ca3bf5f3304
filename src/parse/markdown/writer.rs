//! Our own HTML writer over the parser's events: no `style` attributes, slots in place of links and pictures, outlines
//! and anchors, Chinese line ends.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "the parser's events are not ours, and most of them cannot come where they are matched"
)]

use std::collections::VecDeque;
use std::ops::Range;

use pulldown_cmark::{Event, OffsetIter, Options, Parser, Tag, TagEnd};

use super::characters::{escape, is_east_asian};
use super::cjk::Prepared;
use super::headings::{Anchors, Outline};
use super::notes::Notes;
use super::output::{Mark, Output};
use super::passages::Collector;
use super::raw::RawState;
use super::report::Report;
use super::sanitize;
use crate::diagnostics::{Code, Diagnostic};
use crate::document::{Document, Heading, Slot};

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A site's document.
    Site,
    /// The plain HTML of CommonMark's specification.
    Plain,
}

/// The parser's events, with a look ahead.
pub(super) struct Events<'a> {
    parser: OffsetIter<'a>,
    ahead: VecDeque<(Event<'a>, Range<usize>)>,
    /// Hears of every event as the parser gives it.
    collector: Option<Collector<'a>>,
}

impl<'a> Events<'a> {
    /// The next event.
    pub(super) fn take(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        self.ahead.pop_front().or_else(|| self.next())
    }

    fn next(&mut self) -> Option<(Event<'a>, Range<usize>)> {
        let (event, range) = self.parser.next()?;
        if let Some(collector) = &mut self.collector {
            collector.hear(&event, &range);
        }
        Some((event, range))
    }

    /// The event after `skip` others.
    pub(super) fn peek(&mut self, skip: usize) -> Option<&Event<'a>> {
        while self.ahead.len() <= skip {
            let next = self.next()?;
            self.ahead.push_back(next);
        }
        self.ahead.get(skip).map(|(event, _)| event)
    }

    /// Where the event after `skip` others was written.
    pub(super) fn place(&mut self, skip: usize) -> Option<Range<usize>> {
        self.peek(skip)?;
        self.ahead.get(skip).map(|(_, range)| range.clone())
    }

    /// Makes `event` the next one.
    pub(super) fn put_back(&mut self, event: Event<'a>, range: Range<usize>) {
        self.ahead.push_front((event, range));
    }

    /// The first character of the text that follows, seen through the tags around it.
    pub(super) fn next_character(&mut self) -> Option<char> {
        for skip in 0.. {
            match self.peek(skip)? {
                Event::Text(text) | Event::Code(text) => {
                    let first = text.chars().find(|c| *c != '\u{fdd0}');
                    if first.is_some() {
                        return first;
                    }
                }
                Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. }) | Event::InlineHtml(_) => {}
                Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link) => {}
                _ => return None,
            }
        }
        None
    }
}

/// A heading that has begun.
pub(super) struct OpenHeading {
    pub(super) level: u8,
    pub(super) html: usize,
    pub(super) marks: usize,
    pub(super) text: usize,
    pub(super) source: Range<usize>,
}

/// A link that has begun.
pub(super) struct OpenLink {
    pub(super) slot: Option<usize>,
    pub(super) html: usize,
    pub(super) marks: usize,
    pub(super) text: usize,
}

/// A quotation that has begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Quote {
    /// A quotation.
    Plain,
    /// A notice.
    Alert,
}

/// Where the writer stands in the text of a table.
#[derive(Default)]
pub(super) struct TableState {
    pub(super) alignments: Vec<pulldown_cmark::Alignment>,
    pub(super) cell: usize,
    pub(super) head: bool,
    pub(super) empty: bool,
    pub(super) labels: Vec<String>,
}

/// Writes one body.
pub(super) struct Writer<'a> {
    pub(super) events: Events<'a>,
    pub(super) prepared: &'a Prepared<'a>,
    pub(super) report: Report<'a>,
    pub(super) form: Form,
    pub(super) out: Output,
    pub(super) slots: Vec<Slot>,
    pub(super) links: Vec<OpenLink>,
    pub(super) outline: Outline,
    pub(super) anchors: Anchors,
    pub(super) headings: Vec<Heading>,
    pub(super) heading_texts: Vec<Range<usize>>,
    pub(super) heading: Option<OpenHeading>,
    pub(super) table: TableState,
    pub(super) quotes: Vec<Quote>,
    pub(super) alert_title: bool,
    pub(super) containers: usize,
    pub(super) inline: usize,
    pub(super) line_start: bool,
    pub(super) in_code: bool,
    pub(super) in_paragraph: bool,
    pub(super) notes: Notes,
    pub(super) raw: RawState,
}

impl<'a> Writer<'a> {
    pub(super) fn new(
        prepared: &'a Prepared<'a>,
        options: Options,
        form: Form,
        report: Report<'a>,
        collector: Option<Collector<'a>>,
    ) -> Self {
        let parser = Parser::new_ext(&prepared.text, options).into_offset_iter();
        let events = Events { parser, ahead: VecDeque::new(), collector };
        let length = prepared.text.len();
        let html = String::with_capacity(length + length / 4);
        Self {
            events,
            prepared,
            report,
            form,
            out: Output { html, marks: Vec::new(), text: String::with_capacity(length) },
            slots: Vec::new(),
            links: Vec::new(),
            outline: Outline::default(),
            anchors: Anchors::default(),
            headings: Vec::new(),
            heading_texts: Vec::new(),
            heading: None,
            table: TableState::default(),
            quotes: Vec::new(),
            alert_title: false,
            containers: 0,
            inline: 0,
            line_start: false,
            in_code: false,
            in_paragraph: false,
            notes: Notes::default(),
            raw: RawState::default(),
        }
    }

    /// The whole body as a document.
    pub(super) fn document(mut self) -> Document {
        if let Some(at) = self.prepared.foreign {
            self.problem(Code::ForbiddenCharacter, at..at + 3, |problem| problem.arg("character", "U+FDD0"));
        }
        self.write_all();
        self.write_notes();
        self.out.text.truncate(self.out.text.trim_end().len());
        let length = self.out.text.len();
        for range in &mut self.heading_texts {
            *range = range.start.min(length)..range.end.min(length);
        }
        if self.raw.seen {
            sanitize::settle(&mut self.out, &self.headings);
        }
        let text = std::mem::take(&mut self.out.text).into();
        let (pieces, cuts) = self.out.into_pieces(&self.heading_texts);
        Document {
            pieces,
            slots: self.slots.into(),
            headings: self.headings,
            anchors: self.anchors.into_list().into(),
            text,
            characters: 0,
            cuts,
        }
    }

    /// The whole body as HTML.
    pub(super) fn html(mut self) -> String {
        self.write_all();
        self.out.html
    }

    fn write_all(&mut self) {
        while let Some((event, range)) = self.events.take() {
            self.event(event, range);
        }
        if let Some(collector) = &mut self.events.collector {
            collector.finish();
        }
    }

    /// Writes one event.
    pub(super) fn event(&mut self, event: Event<'a>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text, range),
            Event::Code(code) => {
                self.line_start = false;
                self.out.html.push_str("<code>");
                self.write_text(&code, &range);
                self.out.html.push_str("</code>");
            }
            Event::InlineHtml(html) => self.inline_html(&html, range),
            Event::Html(html) => self.block_html(&html, range),
            Event::SoftBreak => self.soft_break(),
            Event::HardBreak => self.hard_break(),
            Event::Rule => self.rule(),
            Event::FootnoteReference(label) => self.note_reference(&label),
            Event::TaskListMarker(done) => self.task_box(done),
            Event::InlineMath(text) | Event::DisplayMath(text) => self.write_text(&text, &range),
        }
    }

    /// Writes text into HTML and plain text; what no page can hold is left out and reported.
    pub(super) fn write_text(&mut self, text: &str, range: &Range<usize>) {
        let first = match escape(&mut self.out.html, text) {
            None => {
                self.out.text.push_str(text);
                return;
            }
            Some(found) => found,
        };
        text.split(super::characters::is_forbidden).for_each(|part| self.out.text.push_str(part));
        self.report_forbidden(text, first, range);
    }

    /// Reports the characters of `text` that no page can hold, the pre-pass's own apart.
    pub(super) fn report_forbidden(&mut self, text: &str, first: (usize, char), range: &Range<usize>) {
        let found = text[first.0..].char_indices().find(|(_, c)| *c != '\u{fdd0}' && super::characters::is_forbidden(*c));
        let Some((at, c)) = found.map(|(at, c)| (first.0 + at, c)) else { return };
        let place = (range.start + at).min(range.end)..(range.start + at + c.len_utf8()).min(range.end);
        self.problem(Code::ForbiddenCharacter, place, |problem| problem.arg("character", format!("U+{:04X}", u32::from(c))));
    }

    /// Reports a problem.
    pub(super) fn problem(&mut self, code: Code, range: Range<usize>, fill: impl FnOnce(Diagnostic) -> Diagnostic) {
        self.report.push(self.prepared, code, range, fill);
    }

    /// Whether a line end between what is written and what follows is dropped.
    pub(super) fn lines_join(&mut self) -> bool {
        let Some(next) = self.events.next_character().filter(|c| is_east_asian(*c)) else { return false };
        let Some(last) = self.out.text.chars().next_back().filter(|c| is_east_asian(*c)) else { return false };
        let shared = super::characters::is_shared_punctuation;
        if !(shared(last) && shared(next)) {
            return true;
        }
        self.out.text.chars().rev().take(8).find(|c| !shared(*c)).is_none_or(is_east_asian)
    }

    /// Marks a place for a slot's picture or link.
    pub(super) fn mark(&mut self, mark: Mark) {
        self.out.mark(mark);
    }
}
