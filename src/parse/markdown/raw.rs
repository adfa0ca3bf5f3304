//! Raw HTML that an editor wrote: tags of the allowed kinds are written anew with the few attributes that mean something,
//! links and pictures become slots, the rest is left out and named. `sanitize` then makes the whole well-formed.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "the parser's events are not ours, and most of them cannot come where they are matched"
)]

use std::fmt::Write;
use std::ops::Range;

use pulldown_cmark::{Event, TagEnd};

use super::characters::{clean, escape};
use super::tags::{self, Fate, Markup, StartTag, decode};
use super::writer::{Form, Writer};
use crate::diagnostics::Code;
use crate::document::SlotKind;

/// What is open of the editor's own tags.
#[derive(Default)]
pub(super) struct RawState {
    /// Whether tags were written that must be balanced.
    pub(super) seen: bool,
    links: Vec<RawLink>,
    headings: Vec<u8>,
    tables: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RawLink {
    Slot,
    Span,
}

/// A run of raw HTML, and where its parts were written.
#[derive(Default)]
struct Chunk {
    html: String,
    /// Byte of `html` and of the parser's text, of each line.
    places: Vec<(usize, usize)>,
}

impl Chunk {
    fn push(&mut self, html: &str, at: usize) {
        self.places.push((self.html.len(), at));
        self.html.push_str(html);
    }

    fn place(&self, range: Range<usize>) -> Range<usize> {
        self.offset(range.start)..self.offset(range.end)
    }

    fn offset(&self, at: usize) -> usize {
        let line = self.places.partition_point(|(start, _)| *start <= at).saturating_sub(1);
        self.places.get(line).map_or(0, |(start, source)| source + at - start)
    }
}

impl Writer<'_> {
    /// A block of raw HTML, read to its end.
    pub(super) fn start_html_block(&mut self) {
        let mut chunk = Chunk::default();
        while let Some((event, range)) = self.events.take() {
            match event {
                Event::Html(html) | Event::Text(html) | Event::InlineHtml(html) => chunk.push(&html, range.start),
                Event::End(TagEnd::HtmlBlock) => break,
                _ => {}
            }
        }
        self.out.fresh_line();
        if self.form == Form::Plain {
            return self.out.html.push_str(&chunk.html);
        }
        self.raw_html(&chunk);
        self.end_raw_links();
        self.out.end_text();
        self.out.fresh_line();
    }

    /// Raw HTML outside a block: the parser does not make any.
    pub(super) fn block_html(&mut self, html: &str, range: Range<usize>) {
        self.inline_html(html, range);
    }

    pub(super) fn inline_html(&mut self, html: &str, range: Range<usize>) {
        if self.form == Form::Plain {
            return self.out.html.push_str(html);
        }
        let mut chunk = Chunk::default();
        chunk.push(html, range.start);
        if let Some(removed) = self.raw_html(&chunk) {
            self.skip_removed(&removed);
        }
    }

    /// Leaves out what stands in a removed element, at most to the end of the paragraph.
    fn skip_removed(&mut self, name: &str) {
        let mut depth = 0_usize;
        loop {
            match self.events.peek(0) {
                Some(Event::Start(_)) => depth += 1,
                Some(Event::End(_)) if depth == 0 => return,
                Some(Event::End(_)) => depth -= 1,
                Some(Event::InlineHtml(html)) if depth == 0 => {
                    let ends = matches!(tags::read(html), Some(Markup::End { name: ended, .. }) if ended == name);
                    if ends {
                        self.events.take();
                        return;
                    }
                }
                Some(_) => {}
                None => return,
            }
            self.events.take();
        }
    }

    /// Writes raw HTML. Yields the name of a removed element that does not end inside.
    fn raw_html(&mut self, chunk: &Chunk) -> Option<String> {
        let mut at = 0;
        while at < chunk.html.len() {
            let rest = &chunk.html[at..];
            let Some(found) = rest.find('<') else {
                self.raw_text(rest, chunk.place(at..chunk.html.len()));
                break;
            };
            self.raw_text(&rest[..found], chunk.place(at..at + found));
            at += found;
            match tags::read(&chunk.html[at..]) {
                None => {
                    self.raw_text("<", chunk.place(at..at + 1));
                    at += 1;
                }
                Some(Markup::Comment { length, closed }) => {
                    if !closed {
                        self.removed("<!--", chunk.place(at..at + 4));
                    }
                    at += length;
                }
                Some(Markup::End { name, length }) => {
                    self.raw_end(&name);
                    at += length;
                }
                Some(Markup::Start(tag)) => {
                    let length = tag.length;
                    match self.raw_start(&tag, chunk, at) {
                        None => at += length,
                        Some(removed) => match end_of(&chunk.html[at + length..], &removed) {
                            Some(end) => at += length + end,
                            None => return Some(removed),
                        },
                    }
                }
            }
        }
        None
    }

    fn raw_text(&mut self, text: &str, range: Range<usize>) {
        if text.trim().is_empty() {
            self.out.html.push_str(text);
            if !self.out.text.ends_with([' ', '\n']) && !text.is_empty() {
                self.out.text.push(' ');
            }
            return;
        }
        self.write_text(&decode(text), &range);
    }

    /// Writes a start tag. Yields its name when the element is to be left out with all that is inside.
    fn raw_start(&mut self, tag: &StartTag<'_>, chunk: &Chunk, at: usize) -> Option<String> {
        self.report_handlers(tag, chunk, at);
        let place = chunk.place(at..at + tag.length);
        match tags::fate(&tag.name) {
            Fate::Keep("a") => self.raw_link(tag, place),
            Fate::Keep("img") => {
                let alt = clean(tag.value("alt").unwrap_or_default().trim()).into_owned();
                let picture = self.new_picture(&tag.value("src").unwrap_or_default(), &tag.value("title").unwrap_or_default(), alt, place);
                self.inline_picture(picture);
            }
            Fate::Keep("br") => self.hard_break(),
            Fate::Keep(name) => self.kept_start(name, tag),
            Fate::Unwrap => {}
            Fate::Refuse => self.removed(&format!("<{}>", clean(&tag.name)), place),
            Fate::Remove => {
                self.removed(&format!("<{}>", clean(&tag.name)), place);
                return Some(tag.name.clone());
            }
            Fate::Drop => return Some(tag.name.clone()),
        }
        None
    }

    fn kept_start(&mut self, name: &'static str, tag: &StartTag<'_>) {
        self.raw.seen = true;
        match (name, heading_level(name)) {
            (_, Some(level)) => {
                let level = self.outline.level(level);
                self.raw.headings.push(level);
                self.write_start(&format!("h{level}"), tag);
            }
            ("table", None) => {
                self.raw.tables += 1;
                if self.raw.tables == 1 {
                    let opening = self.table_opening();
                    self.out.html.push_str(opening.trim_end_matches("<table>\n"));
                }
                self.write_start("table", tag);
            }
            (name, None) => self.write_start(name, tag),
        }
    }

    fn write_start(&mut self, name: &str, tag: &StartTag<'_>) {
        self.out.html.push('<');
        self.out.html.push_str(name);
        let mut written: Vec<&str> = Vec::new();
        for attribute in &tag.attributes {
            let known = attribute.name.as_str();
            if written.contains(&known) {
                continue;
            }
            let value = clean(&decode(attribute.value)).into_owned();
            if let Some((attribute_name, value)) = self.kept_attribute(name, known, &value)
                && !written.contains(&attribute_name)
            {
                written.push(attribute_name);
                write!(self.out.html, " {attribute_name}=\"").expect("writing to memory cannot fail");
                escape(&mut self.out.html, &value);
                self.out.html.push('"');
            }
        }
        self.out.html.push('>');
    }

    /// The attribute to write for one that was written, if it has a meaning here.
    fn kept_attribute(&mut self, element: &str, name: &str, value: &str) -> Option<(&'static str, String)> {
        let number = |least: i64, most: i64| value.trim().parse::<i64>().ok().filter(|n| (least..=most).contains(n)).map(|n| n.to_string());
        match (name, element) {
            ("id", _) => self.anchors.written(value).map(|id| ("id", id)),
            ("title", _) => Some(("title", value.to_owned())),
            ("lang", _) if is_language(value) => Some(("lang", value.to_owned())),
            ("dir", _) if ["ltr", "rtl", "auto"].contains(&value) => Some(("dir", value.to_owned())),
            ("colspan", "td" | "th") => number(2, 1000).map(|n| ("colspan", n)),
            ("rowspan", "td" | "th") => number(2, 65534).map(|n| ("rowspan", n)),
            ("span", "col" | "colgroup") => number(2, 1000).map(|n| ("span", n)),
            ("scope", "th") if ["row", "col", "rowgroup", "colgroup"].contains(&value) => Some(("scope", value.to_owned())),
            ("start", "ol") => number(-1_000_000, 1_000_000).map(|n| ("start", n)),
            ("value", "li") => number(-1_000_000, 1_000_000).map(|n| ("value", n)),
            ("reversed", "ol") => Some(("reversed", String::new())),
            ("open", "details") => Some(("open", String::new())),
            ("align" | "style", "td" | "th" | "p" | "div") => alignment(name, value).map(|class| ("class", class.to_owned())),
            _ => None,
        }
    }

    fn raw_link(&mut self, tag: &StartTag<'_>, place: Range<usize>) {
        match tag.value("href") {
            Some(address) => {
                self.open_link(SlotKind::Link, &address, &tag.value("title").unwrap_or_default(), place);
                self.raw.links.push(RawLink::Slot);
            }
            None => {
                self.raw.seen = true;
                let id = tag.value("id").or_else(|| tag.value("name")).and_then(|id| self.anchors.written(&id));
                match id {
                    Some(id) => write!(self.out.html, "<span id=\"{id}\">").expect("writing to memory cannot fail"),
                    None => self.out.html.push_str("<span>"),
                }
                self.raw.links.push(RawLink::Span);
            }
        }
        self.raw.seen = true;
    }

    fn raw_end(&mut self, name: &str) {
        match tags::fate(name) {
            Fate::Keep("a") => self.end_raw_link(),
            Fate::Keep(name) if tags::is_void(name) => {}
            Fate::Keep(name) if heading_level(name).is_some() => {
                if let Some(level) = self.raw.headings.pop() {
                    self.out.end_text();
                    writeln!(self.out.html, "</h{level}>").expect("writing to memory cannot fail");
                }
            }
            Fate::Keep("table") => {
                self.raw.seen = true;
                self.out.html.push_str("</table>");
                if self.raw.tables == 1 {
                    self.out.html.push_str("</div>");
                }
                self.raw.tables = self.raw.tables.saturating_sub(1);
            }
            Fate::Keep(name) => {
                self.raw.seen = true;
                match name {
                    "p" | "div" | "li" | "tr" | "dt" | "dd" | "caption" | "summary" | "blockquote" | "figcaption" => self.out.end_text(),
                    "td" | "th" => self.out.text.push(' '),
                    _ => {}
                }
                write!(self.out.html, "</{name}>").expect("writing to memory cannot fail");
            }
            Fate::Unwrap | Fate::Refuse | Fate::Remove | Fate::Drop => {}
        }
    }

    fn end_raw_link(&mut self) {
        match self.raw.links.pop() {
            Some(RawLink::Slot) => self.close_link(),
            Some(RawLink::Span) => self.out.html.push_str("</span>"),
            None => {}
        }
    }

    /// Ends the links that the editor did not: none reaches beyond its paragraph.
    pub(super) fn end_raw_links(&mut self) {
        while !self.raw.links.is_empty() {
            self.end_raw_link();
        }
    }

    fn report_handlers(&mut self, tag: &StartTag<'_>, chunk: &Chunk, at: usize) {
        for attribute in &tag.attributes {
            if attribute.name.starts_with("on") || attribute.name == "srcdoc" || attribute.name == "formaction" {
                let place = chunk.place(at + attribute.place.start..at + attribute.place.end);
                self.removed(&clean(&attribute.name), place);
            }
        }
    }

    fn removed(&mut self, what: &str, place: Range<usize>) {
        let what = what.to_owned();
        self.problem(Code::HtmlRemoved, place, |problem| problem.arg("what", what));
    }
}

/// Bytes up to and with the end tag of `name`.
fn end_of(html: &str, name: &str) -> Option<usize> {
    if name == "plaintext" {
        return None;
    }
    let mut from = 0;
    while let Some(found) = html[from..].find("</") {
        let at = from + found;
        let after = html.get(at + 2..at + 2 + name.len());
        if after.is_some_and(|after| after.eq_ignore_ascii_case(name)) {
            return Some(html[at..].find('>').map_or(html.len(), |end| at + end + 1));
        }
        from = at + 2;
    }
    None
}

fn heading_level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
        _ => None,
    }
}

fn is_language(value: &str) -> bool {
    !value.is_empty()
        && value.len() <= 35
        && !value.starts_with('-')
        && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// The class for an alignment that was written as an attribute or in a style.
fn alignment(name: &str, value: &str) -> Option<&'static str> {
    let lower = value.to_ascii_lowercase();
    let wanted = match name {
        "align" => lower.trim(),
        _ => lower.split(';').find_map(|property| property.trim().strip_prefix("text-align"))?.trim_start().strip_prefix(':')?.trim(),
    };
    ["left", "center", "right"].into_iter().find(|known| *known == wanted)
}
