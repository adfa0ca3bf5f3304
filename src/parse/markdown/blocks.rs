//! What a body is made of: paragraphs, headings, lists, quotations and notices, code, tables.

use std::fmt::Write;
use std::ops::Range;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};

use super::alerts;
use super::characters::{clean, escape};
use super::output::Mark;
use super::writer::{Form, OpenHeading, Quote, Writer};
use crate::diagnostics::Code;
use crate::document::Heading;

impl<'a> Writer<'a> {
    pub(super) fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.start_paragraph(),
            Tag::Heading { level, .. } => self.start_heading(level, range),
            Tag::BlockQuote(_) => self.start_quote(range),
            Tag::CodeBlock(kind) => self.start_code(&kind),
            Tag::HtmlBlock => self.start_html_block(),
            Tag::List(start) => self.start_list(start),
            Tag::Item => self.start_item(),
            Tag::FootnoteDefinition(label) => self.start_note(&label),
            Tag::DefinitionList => self.out.open("<dl>\n"),
            Tag::DefinitionListTitle => self.out.open("<dt>"),
            Tag::DefinitionListDefinition => {
                self.containers += 1;
                self.out.open("<dd>");
            }
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.start_head(),
            Tag::TableRow => self.start_row(),
            Tag::TableCell => self.start_cell(),
            Tag::Emphasis => self.start_inline("<em>"),
            Tag::Strong => self.start_inline("<strong>"),
            Tag::Strikethrough => self.start_inline("<del>"),
            Tag::Subscript => self.start_inline("<sub>"),
            Tag::Superscript => self.start_inline("<sup>"),
            Tag::Link { link_type, dest_url, title, .. } => {
                self.inline += 1;
                self.start_link(link_type, &dest_url, &title, range);
                // A wiki link without a text of its own was read to its end.
                if matches!(link_type, pulldown_cmark::LinkType::WikiLink { has_pothole: false }) {
                    self.inline -= 1;
                }
            }
            Tag::Image { link_type, dest_url, title, .. } => self.start_image(link_type, &dest_url, &title, range),
            Tag::MetadataBlock(_) => {}
        }
    }

    pub(super) fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::BlockQuote(_) => self.end_quote(),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock | TagEnd::Image | TagEnd::MetadataBlock(_) => {}
            TagEnd::List(true) => self.end_block("</ol>\n"),
            TagEnd::List(false) => self.end_block("</ul>\n"),
            TagEnd::Item => {
                self.containers -= 1;
                self.end_block("</li>\n");
            }
            TagEnd::FootnoteDefinition => self.end_note(),
            TagEnd::DefinitionList => self.end_block("</dl>\n"),
            TagEnd::DefinitionListTitle => self.end_block("</dt>\n"),
            TagEnd::DefinitionListDefinition => {
                self.containers -= 1;
                self.end_block("</dd>\n");
            }
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.out.html.push_str("</tr>\n</thead>\n<tbody>\n"),
            TagEnd::TableRow => self.end_block("</tr>\n"),
            TagEnd::TableCell => self.end_cell(),
            TagEnd::Emphasis => self.end_inline("</em>"),
            TagEnd::Strong => self.end_inline("</strong>"),
            TagEnd::Strikethrough => self.end_inline("</del>"),
            TagEnd::Subscript => self.end_inline("</sub>"),
            TagEnd::Superscript => self.end_inline("</sup>"),
            TagEnd::Link => {
                self.inline -= 1;
                self.close_link();
            }
        }
    }

    fn start_inline(&mut self, tag: &str) {
        self.inline += 1;
        self.out.html.push_str(tag);
    }

    fn end_inline(&mut self, tag: &str) {
        self.inline -= 1;
        self.out.html.push_str(tag);
    }

    fn end_block(&mut self, tag: &str) {
        self.end_raw_links();
        self.out.end_text();
        self.out.html.push_str(tag);
    }

    fn start_paragraph(&mut self) {
        let picture_first = matches!(self.events.peek(0), Some(Event::Start(Tag::Image { .. })));
        if picture_first && self.form == Form::Site { self.paragraph_of_pictures() } else { self.open_paragraph() }
    }

    pub(super) fn open_paragraph(&mut self) {
        self.out.open("<p>");
        self.in_paragraph = self.form == Form::Site;
        self.line_start = self.in_paragraph;
    }

    fn end_paragraph(&mut self) {
        self.in_paragraph = false;
        self.line_start = false;
        if self.alert_title {
            self.end_alert_title();
            self.out.html.truncate(self.out.html.len() - "<p>".len());
            self.in_paragraph = false;
            return;
        }
        self.end_block("</p>\n");
    }

    fn start_heading(&mut self, level: HeadingLevel, range: Range<usize>) {
        self.out.fresh_line();
        let level = if self.form == Form::Site && !self.notes.inside() { self.outline.level(level as u8) } else { level as u8 };
        if self.form == Form::Plain {
            write!(self.out.html, "<h{level}>").expect("writing to memory cannot fail");
        }
        let cuts = level == 2 && self.containers == 0 && self.form == Form::Site;
        if cuts {
            self.mark(Mark::HeadingOpen(self.headings.len()));
        }
        self.heading =
            Some(OpenHeading { level, html: self.out.html.len(), marks: self.out.marks.len(), text: self.out.text.len(), source: range });
    }

    fn end_heading(&mut self) {
        let Some(heading) = self.heading.take() else { return };
        if self.form == Form::Plain {
            return writeln!(self.out.html, "</h{}>", heading.level).expect("writing to memory cannot fail");
        }
        self.end_raw_links();
        self.check_underline(&heading);
        let cuts = heading.marks > 0 && self.out.marks[heading.marks - 1] == (heading.html, Mark::HeadingOpen(self.headings.len()));
        let text = self.out.text[heading.text..].trim().to_owned();
        if self.out.html.len() == heading.html && self.out.marks.len() == heading.marks {
            self.out.marks.truncate(heading.marks - usize::from(cuts));
            return;
        }
        if self.notes.inside() {
            self.out.insert(heading.html, heading.marks, "<p class=\"heading\">");
            return self.end_block("</p>\n");
        }
        let id = self.anchors.of_heading(&text);
        self.out.insert(heading.html, heading.marks, &format!("<h{} id=\"{id}\">", heading.level));
        self.out.end_text();
        writeln!(self.out.html, "</h{}>", heading.level).expect("writing to memory cannot fail");
        self.heading_texts.push(heading.text..self.out.text.len());
        if cuts {
            self.mark(Mark::HeadingClose(self.headings.len()));
        }
        self.headings.push(Heading { level: heading.level, id, text });
    }

    /// A line `---` right below text is seldom meant as a heading.
    fn check_underline(&mut self, heading: &OpenHeading) {
        let written = self.prepared.text.get(heading.source.clone()).unwrap_or_default();
        if written.starts_with('#') {
            return;
        }
        let trimmed = written.trim_end();
        let line = trimmed.rfind('\n').map_or(0, |newline| newline + 1);
        let dashes = trimmed[line..].trim_start_matches([' ', '>']);
        if dashes == "---" {
            let end = heading.source.start + trimmed.len();
            self.problem(Code::RuleMakesHeading, end - dashes.len()..end, |problem| problem);
        }
    }

    fn start_quote(&mut self, range: Range<usize>) {
        self.containers += 1;
        let alert = if self.form == Form::Site { self.alert(&range) } else { None };
        let Some(alert) = alert else {
            self.quotes.push(Quote::Plain);
            return self.out.open("<blockquote>\n");
        };
        self.quotes.push(Quote::Alert);
        self.out.open("");
        write!(self.out.html, "<div class=\"alert alert-{}\" role=\"note\">\n<p class=\"alert-title\">", alert.class)
            .expect("writing to memory cannot fail");
        if matches!(self.events.peek(0), Some(Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph))) {
            self.out.html.push_str(alert.title);
            self.out.text.push_str(alert.title);
        }
        if matches!(self.events.peek(0), Some(Event::HardBreak)) {
            self.events.take();
            self.end_alert_title();
        } else {
            self.alert_title = true;
        }
        self.in_paragraph = true;
    }

    /// The notice that the quotation is; its marker and the start of its first paragraph are then read.
    fn alert(&mut self, quote: &Range<usize>) -> Option<alerts::Alert> {
        if !matches!(self.events.peek(0), Some(Event::Start(Tag::Paragraph))) || !matches!(self.events.peek(1), Some(Event::Text(_))) {
            return None;
        }
        let start = self.events.place(1)?.start;
        let rest = self.prepared.text.get(start..)?;
        let (name, length) = alerts::marker(rest)?;
        let Some(alert) = alerts::find(&clean(name)) else {
            let name = clean(name).into_owned();
            let place = start.max(quote.start)..start + length;
            self.problem(Code::UnknownAlert, place, |problem| problem.arg("name", name).arg("choices", alerts::choices()));
            return None;
        };
        let title = rest[length..].trim_start_matches([' ', '\t']);
        let spaces = if title.starts_with(['\n', '\r']) { 0 } else { rest.len() - length - title.len() };
        self.skip_marker(start + length + spaces);
        Some(alert)
    }

    /// Reads the events up to the byte `end`; a text that goes on behind it is put back without its beginning.
    fn skip_marker(&mut self, end: usize) {
        self.events.take();
        while matches!(self.events.peek(0), Some(Event::Text(_))) && self.events.place(0).is_some_and(|place| place.start < end) {
            let Some((Event::Text(text), place)) = self.events.take() else { return };
            if place.end > end {
                let rest = text.get(text.len().saturating_sub(place.end - end)..).unwrap_or_default().trim_start().to_owned();
                if !rest.is_empty() {
                    self.events.put_back(Event::Text(rest.into()), end..place.end);
                }
                return;
            }
        }
    }

    /// Ends a notice's heading and begins its first paragraph.
    pub(super) fn end_alert_title(&mut self) {
        self.alert_title = false;
        self.out.end_text();
        self.out.html.push_str("</p>\n");
        self.open_paragraph();
    }

    fn end_quote(&mut self) {
        self.containers -= 1;
        match self.quotes.pop() {
            Some(Quote::Alert) => self.end_block("</div>\n"),
            Some(Quote::Plain) | None => self.end_block("</blockquote>\n"),
        }
    }

    fn start_code(&mut self, kind: &CodeBlockKind<'_>) {
        self.in_code = true;
        let (open, info) = match kind {
            CodeBlockKind::Fenced(info) => (self.form, info.as_ref()),
            CodeBlockKind::Indented => (self.form, ""),
        };
        self.out.open(match open {
            Form::Site => "<pre tabindex=\"0\"><code",
            Form::Plain => "<pre><code",
        });
        let language = match open {
            Form::Site => language(info),
            Form::Plain => info.split(' ').next().unwrap_or_default().to_owned(),
        };
        if !language.is_empty() {
            self.out.html.push_str(" class=\"language-");
            escape(&mut self.out.html, &language);
            self.out.html.push('"');
        }
        self.out.html.push('>');
    }

    fn end_code(&mut self) {
        self.in_code = false;
        self.end_block("</code></pre>\n");
    }

    fn start_list(&mut self, start: Option<u64>) {
        self.out.fresh_line();
        match start {
            None => self.out.html.push_str("<ul>\n"),
            Some(1) => self.out.html.push_str("<ol>\n"),
            Some(start) => writeln!(self.out.html, "<ol start=\"{start}\">").expect("writing to memory cannot fail"),
        }
        self.out.end_text();
    }

    fn start_item(&mut self) {
        self.containers += 1;
        let task = matches!(self.events.peek(0), Some(Event::TaskListMarker(_)))
            || matches!(self.events.peek(0), Some(Event::Start(Tag::Paragraph)))
                && matches!(self.events.peek(1), Some(Event::TaskListMarker(_)));
        self.out.open(if task { "<li class=\"task\">" } else { "<li>" });
    }

    pub(super) fn task_box(&mut self, done: bool) {
        self.line_start = false;
        self.out.html.push_str(if done {
            "<input type=\"checkbox\" checked disabled aria-label=\"已完成\"> "
        } else {
            "<input type=\"checkbox\" disabled aria-label=\"未完成\"> "
        });
    }

    pub(super) fn rule(&mut self) {
        self.out.open(match self.form {
            Form::Site => "<hr>\n",
            Form::Plain => "<hr />\n",
        });
    }

    fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.table.alignments = alignments;
        let open = self.table_opening();
        self.out.open(&open);
    }

    fn end_table(&mut self) {
        self.end_block("</tbody>\n</table>\n</div>\n");
    }

    /// The frame of a table that can be scrolled with the keyboard, with a name of its own.
    pub(super) fn table_opening(&mut self) -> String {
        let above = self.headings.last().map_or(String::new(), |heading| format!("：{}", heading.text));
        let label = format!("表格{above}");
        let same = self.table.labels.iter().filter(|known| **known == label).count();
        let mut open = String::from("<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"");
        escape(&mut open, &label);
        if same > 0 {
            write!(open, " {}", same + 1).expect("writing to memory cannot fail");
        }
        self.table.labels.push(label);
        open.push_str("\">\n<table>\n");
        open
    }

    fn start_head(&mut self) {
        self.table.head = true;
        self.table.cell = 0;
        self.out.html.push_str("<thead>\n<tr>");
    }

    fn start_row(&mut self) {
        self.table.head = false;
        self.table.cell = 0;
        self.out.html.push_str("<tr>");
    }

    fn start_cell(&mut self) {
        let empty = matches!(self.events.peek(0), Some(Event::End(TagEnd::TableCell)));
        self.table.empty = empty;
        self.out.html.push_str(if self.table.head && !empty { "<th scope=\"col\"" } else { "<td" });
        let alignment = self.table.alignments.get(self.table.cell).copied().unwrap_or(Alignment::None);
        self.out.html.push_str(match alignment {
            Alignment::None => ">",
            Alignment::Left => " class=\"left\">",
            Alignment::Center => " class=\"center\">",
            Alignment::Right => " class=\"right\">",
        });
        self.table.cell += 1;
    }

    fn end_cell(&mut self) {
        self.end_raw_links();
        let head = self.table.head && !self.table.empty;
        self.out.html.push_str(if head { "</th>" } else { "</td>" });
        let last = self.table.cell == self.table.alignments.len();
        self.out.text.push(if last { '\n' } else { ' ' });
    }
}

/// The language of a code block, fit for a class; empty when it has none or an odd one.
fn language(info: &str) -> String {
    let word = clean(info).split([' ', ',', '{', '\t']).next().unwrap_or_default().to_ascii_lowercase();
    let fits =
        word.len() <= 30 && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'+' | b'#' | b'.'));
    if fits { word } else { String::new() }
}
