//! What stands inside a paragraph: text, line ends, links, pictures.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "the parser's events are not ours, and most of them cannot come where they are matched"
)]

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::characters::{clean, escape};
use super::links::{self, Refusal};
use super::lint;
use super::output::Mark;
use super::writer::{Form, OpenLink, Writer};
use crate::diagnostics::Code;
use crate::document::{Slot, SlotKind};

/// A picture that was read and not yet written.
pub(super) struct Picture {
    slot: Option<usize>,
    title: String,
}

impl<'a> Writer<'a> {
    pub(super) fn text(&mut self, text: &str, range: Range<usize>) {
        if self.in_code || self.form == Form::Plain {
            return self.write_text(text, &range);
        }
        let mut text = text;
        let mut range = range;
        if self.line_start {
            self.line_start = false;
            self.check_line(&range);
            let trimmed = text.trim_start_matches('\u{3000}');
            range.start += text.len() - trimmed.len();
            text = trimmed;
        }
        if matches!(text, "[" | "![") {
            self.check_bracket(&range);
        }
        if self.links.is_empty() && links::may_hold_address(text) {
            self.text_with_addresses(text, range);
        } else {
            self.write_text(text, &range);
        }
    }

    fn check_line(&mut self, range: &Range<usize>) {
        let line = rest_of_line(&self.prepared.text, range.start).trim_start_matches(['\u{3000}', ' ']);
        if let Some((code, length)) = lint::line_start(line).filter(|(code, _)| !self.goes_on(*code, range.start)) {
            let written = line[..length].to_owned();
            let start = range.start + (rest_of_line(&self.prepared.text, range.start).len() - line.len());
            self.problem(code, start..start + length, |problem| problem.arg("text", written));
        }
    }

    /// Whether the line above is of the same kind: of a list of numbers the first line is enough.
    fn goes_on(&self, code: Code, at: usize) -> bool {
        let above =
            self.prepared.text.get(..at).unwrap_or_default().trim_end_matches(['\u{3000}', ' ']).strip_suffix('\n').unwrap_or_default();
        let above = above[above.rfind('\n').map_or(0, |newline| newline + 1)..].trim_start_matches(['\u{3000}', ' ']);
        code == Code::NumberLikeText && lint::line_start(above).is_some_and(|(above, _)| above == code)
    }

    fn check_bracket(&mut self, range: &Range<usize>) {
        if let Some((code, length)) = lint::open_bracket(rest_of_line(&self.prepared.text, range.end)) {
            self.problem(code, range.start..range.end + length, |problem| problem);
        }
    }

    /// Text and the texts that follow it, so that an address is seen whole, with its addresses linked.
    fn text_with_addresses(&mut self, text: &str, range: Range<usize>) {
        let mut whole = text.to_owned();
        let mut end = range.end;
        while matches!(self.events.peek(0), Some(Event::Text(_))) {
            let Some((Event::Text(more), place)) = self.events.take() else { break };
            whole.push_str(&more);
            end = place.end;
        }
        let whole = clean(&whole);
        let mut done = 0;
        for found in links::plain_addresses(&whole) {
            self.write_text(&whole[done..found.start], &(range.start + done..range.start + found.start));
            let place = (range.start + found.start).min(end)..(range.start + found.end).min(end);
            let destination = links::with_scheme(&whole[found.clone()]);
            self.open_link(SlotKind::Link, &destination, "", place.clone());
            self.write_text(&whole[found.clone()], &place);
            self.close_link();
            done = found.end;
        }
        self.write_text(&whole[done..], &(range.start + done..end));
    }

    pub(super) fn soft_break(&mut self) {
        if self.form == Form::Plain {
            return self.out.html.push('\n');
        }
        self.line_start = self.in_paragraph;
        if self.alert_title && self.inline == 0 {
            return self.end_alert_title();
        }
        if self.in_paragraph && self.inline == 0 && self.events.next_character() == Some('\u{3000}') {
            self.out.html.push_str("</p>\n<p>");
            return self.out.end_text();
        }
        if !self.lines_join() {
            self.out.html.push('\n');
            self.out.text.push(' ');
        }
    }

    pub(super) fn hard_break(&mut self) {
        let tag = match self.form {
            Form::Site => "<br>\n",
            Form::Plain => "<br />\n",
        };
        self.out.html.push_str(tag);
        self.out.end_text();
        self.line_start = self.in_paragraph;
    }

    pub(super) fn start_link(&mut self, link_type: LinkType, destination: &CowStr<'a>, title: &str, range: Range<usize>) {
        self.line_start = false;
        if self.form == Form::Plain {
            return self.plain_link(link_type, destination, title);
        }
        let kind = match link_type {
            LinkType::WikiLink { has_pothole: false } => return self.bare_wiki_link(destination, range),
            // In a table the bar is written `\|`, and the parser leaves the backslash to the destination.
            LinkType::WikiLink { has_pothole: true } => {
                let name = destination.strip_suffix('\\').unwrap_or(destination);
                return self.open_link(SlotKind::WikiLink, name, title, range);
            }
            LinkType::Email => return self.open_link(SlotKind::Link, &format!("mailto:{destination}"), title, range),
            _ => SlotKind::Link,
        };
        if lint::meant_as_picture(&self.out.text, destination) {
            let start = range.start.saturating_sub('！'.len_utf8());
            self.problem(Code::FullWidthBrackets, start..range.end, |problem| problem);
        }
        self.open_link(kind, destination, title, range);
    }

    /// `[[kly-017]]`: the text between the brackets is not shown, the name of the target is.
    fn bare_wiki_link(&mut self, destination: &str, range: Range<usize>) {
        let written = clean(destination).into_owned();
        self.skip_to_end_of_link();
        self.open_link(SlotKind::WikiLink, &written, "", range.clone());
        match self.links.last().and_then(|link| link.slot) {
            Some(slot) => {
                self.mark(Mark::Name(slot));
                self.out.text.push_str(written.trim());
            }
            None => self.write_text(&written, &range),
        }
        self.close_link();
    }

    fn skip_to_end_of_link(&mut self) {
        let mut depth = 0_usize;
        while let Some((event, _)) = self.events.take() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => return,
                Event::End(_) => depth -= 1,
                _ => {}
            }
        }
    }

    /// Begins a link; one inside another is text only.
    pub(super) fn open_link(&mut self, kind: SlotKind, destination: &str, title: &str, range: Range<usize>) {
        let nested = self.links.iter().any(|link| link.slot.is_some());
        let slot = if nested { None } else { self.slot(kind, destination, title, range) };
        if let Some(slot) = slot {
            self.mark(Mark::LinkOpen(slot));
        }
        self.links.push(OpenLink { slot, html: self.out.html.len(), marks: self.out.marks.len(), text: self.out.text.len() });
    }

    /// Ends the innermost link. One without any content shows its destination.
    pub(super) fn close_link(&mut self) {
        if self.form == Form::Plain {
            return self.out.html.push_str("</a>");
        }
        let Some(link) = self.links.pop() else { return };
        let Some(slot) = link.slot else { return };
        if self.out.html.len() == link.html && self.out.marks.len() == link.marks {
            let destination = self.slots[slot].destination.clone();
            escape(&mut self.out.html, &destination);
            self.out.text.push_str(&destination);
        }
        let text = self.out.text.get(link.text..).unwrap_or_default().trim();
        self.slots[slot].text = text.to_owned();
        self.mark(Mark::LinkClose(slot));
    }

    /// Makes a slot; `None`, and a problem, when the destination cannot be used.
    pub(super) fn slot(&mut self, kind: SlotKind, destination: &str, title: &str, range: Range<usize>) -> Option<usize> {
        match links::destination(destination) {
            Ok(destination) => {
                let span = self.report.span(self.prepared, range);
                self.slots.push(Slot { kind, destination, title: clean(title).trim().to_owned(), text: String::new(), span });
                Some(self.slots.len() - 1)
            }
            Err(Refusal::Empty) => {
                self.problem(Code::EmptyLink, range, |problem| problem);
                None
            }
            Err(Refusal::Unsafe) => {
                let place = self.place_of(destination, range);
                let shown = clean(destination).trim().to_owned();
                self.problem(Code::UnsafeLink, place, |problem| problem.arg("target", shown));
                None
            }
        }
    }

    /// Where in `range` the destination was written; all of it when it was written in another way, such as with entities.
    fn place_of(&self, destination: &str, range: Range<usize>) -> Range<usize> {
        let written = self.prepared.text.get(range.clone()).unwrap_or_default();
        match written.rfind(destination) {
            Some(at) if !destination.is_empty() => range.start + at..range.start + at + destination.len(),
            Some(_) | None => range,
        }
    }

    /// A paragraph that begins with a picture: pictures alone become figures.
    pub(super) fn paragraph_of_pictures(&mut self) {
        let mut pictures = vec![self.take_picture()];
        loop {
            let more = matches!(self.events.peek(0), Some(Event::SoftBreak))
                && matches!(self.events.peek(1), Some(Event::Start(Tag::Image { .. })));
            if !more {
                break;
            }
            self.events.take();
            pictures.push(self.take_picture());
        }
        if matches!(self.events.peek(0), Some(Event::End(TagEnd::Paragraph))) {
            self.events.take();
            pictures.into_iter().for_each(|picture| self.figure(picture));
            return;
        }
        self.open_paragraph();
        self.line_start = false;
        for (number, picture) in pictures.into_iter().enumerate() {
            if number > 0 {
                self.out.html.push('\n');
            }
            self.inline_picture(picture);
        }
    }

    /// Reads a picture up to its end.
    fn take_picture(&mut self) -> Picture {
        match self.events.take() {
            Some((Event::Start(Tag::Image { link_type, dest_url, title, .. }), range)) => self.picture(link_type, &dest_url, &title, range),
            _ => Picture { slot: None, title: String::new() },
        }
    }

    /// Reads a picture whose start was read.
    pub(super) fn picture(&mut self, link_type: LinkType, destination: &str, title: &str, range: Range<usize>) -> Picture {
        let alt = self.alternative_text();
        let alt = if matches!(link_type, LinkType::WikiLink { has_pothole: false }) { String::new() } else { alt };
        self.new_picture(destination, title, alt, range)
    }

    /// Makes a picture.
    pub(super) fn new_picture(&mut self, destination: &str, title: &str, alt: String, range: Range<usize>) -> Picture {
        let slot = self.slot(SlotKind::Image, destination, "", range.clone());
        if let Some(slot) = slot {
            if alt.is_empty() {
                self.problem(Code::MissingAlt, range, |problem| problem);
            }
            self.slots[slot].text = alt;
        }
        Picture { slot, title: clean(title).trim().to_owned() }
    }

    /// The plain text up to the end of the picture that has begun.
    fn alternative_text(&mut self) -> String {
        let mut alt = String::new();
        let mut depth = 0_usize;
        while let Some((event, _)) = self.events.take() {
            match event {
                Event::Start(_) => depth += 1,
                Event::End(_) if depth == 0 => break,
                Event::End(_) => depth -= 1,
                Event::Text(text) | Event::Code(text) => alt.push_str(&clean(&text)),
                Event::SoftBreak | Event::HardBreak => alt.push(' '),
                _ => {}
            }
        }
        if self.form == Form::Plain { alt } else { alt.trim().to_owned() }
    }

    fn figure(&mut self, picture: Picture) {
        let Some(slot) = picture.slot else { return };
        self.out.open("<figure>");
        self.mark(Mark::Image(slot));
        if !picture.title.is_empty() {
            self.out.html.push_str("<figcaption>");
            escape(&mut self.out.html, &picture.title);
            self.out.html.push_str("</figcaption>");
            self.out.text.push_str(&picture.title);
            self.out.end_text();
        }
        self.out.html.push_str("</figure>\n");
    }

    /// Writes a picture in running text.
    pub(super) fn inline_picture(&mut self, picture: Picture) {
        let Some(slot) = picture.slot else { return };
        self.slots[slot].title = picture.title;
        self.mark(Mark::Image(slot));
    }

    pub(super) fn start_image(&mut self, link_type: LinkType, destination: &str, title: &str, range: Range<usize>) {
        self.line_start = false;
        if self.form == Form::Plain {
            return self.plain_image(destination, title);
        }
        let picture = self.picture(link_type, destination, title, range);
        self.inline_picture(picture);
    }

    fn plain_link(&mut self, link_type: LinkType, destination: &str, title: &str) {
        self.out.html.push_str("<a href=\"");
        if link_type == LinkType::Email {
            self.out.html.push_str("mailto:");
        }
        escape_address(&mut self.out.html, destination);
        self.plain_title(title);
        self.out.html.push_str("\">");
    }

    fn plain_image(&mut self, destination: &str, title: &str) {
        let alt = self.alternative_text();
        self.out.html.push_str("<img src=\"");
        escape_address(&mut self.out.html, destination);
        self.out.html.push_str("\" alt=\"");
        escape(&mut self.out.html, &alt);
        self.plain_title(title);
        self.out.html.push_str("\" />");
    }

    fn plain_title(&mut self, title: &str) {
        if !title.is_empty() {
            self.out.html.push_str("\" title=\"");
            escape(&mut self.out.html, title);
        }
    }
}

/// Bytes of a line that are looked at for what was mistyped.
const LOOK: usize = 300;

fn rest_of_line(text: &str, start: usize) -> &str {
    let rest = text.get(start..text.floor_char_boundary(start + LOOK)).unwrap_or_default();
    &rest[..rest.find('\n').unwrap_or(rest.len())]
}

/// Percent-encodes what may not stand in an address, and escapes it for an attribute.
fn escape_address(html: &mut String, address: &str) {
    for byte in address.bytes() {
        match byte {
            b'&' => html.push_str("&amp;"),
            b'\'' => html.push_str("&#x27;"),
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => html.push(char::from(byte)),
            _ if b"!#$%()*+,-./:;=?@_~".contains(&byte) => html.push(char::from(byte)),
            _ => {
                const HEX: &[u8; 16] = b"0123456789ABCDEF";
                html.push('%');
                html.push(char::from(HEX[usize::from(byte >> 4)]));
                html.push(char::from(HEX[usize::from(byte & 15)]));
            }
        }
    }
}
