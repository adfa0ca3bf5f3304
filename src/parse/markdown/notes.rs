//! Footnotes: numbers in the order of their first mention, the notes at the end, links both ways.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::characters::clean;
use super::output::Output;
use super::writer::Writer;

/// The notes of a document.
#[derive(Default)]
pub(super) struct Notes {
    /// Number and mentions of each label.
    numbers: BTreeMap<String, (usize, usize)>,
    /// Written notes by label.
    written: Vec<(String, Output)>,
    /// Notes that are being written, with what was being written outside.
    open: Vec<(String, Output)>,
}

impl Notes {
    /// Whether a note is being written.
    pub(super) fn inside(&self) -> bool {
        !self.open.is_empty()
    }
}

impl Writer<'_> {
    pub(super) fn note_reference(&mut self, label: &str) {
        let next = self.notes.numbers.len() + 1;
        let (number, mentions) = self.notes.numbers.entry(key(label)).or_insert((next, 0));
        *mentions += 1;
        let (number, mention) = (*number, *mentions);
        let html = &mut self.out.html;
        let id = mention_id(number, mention);
        if self.links.is_empty() {
            write!(html, "<sup class=\"footnote-ref\" id=\"{id}\"><a href=\"#fn-{number}\" aria-label=\"脚注 {number}\">{number}</a></sup>")
        } else {
            write!(html, "<sup class=\"footnote-ref\" id=\"{id}\">{number}</sup>")
        }
        .expect("writing to memory cannot fail");
    }

    pub(super) fn start_note(&mut self, label: &str) {
        let outside = std::mem::take(&mut self.out);
        self.notes.open.push((key(label), outside));
        self.containers += 1;
    }

    pub(super) fn end_note(&mut self) {
        if let Some((label, outside)) = self.notes.open.pop() {
            let note = std::mem::replace(&mut self.out, outside);
            self.notes.written.push((label, note));
        }
        self.containers -= 1;
    }

    /// Writes all notes at the end of the document: the mentioned ones by number, then the others.
    pub(super) fn write_notes(&mut self) {
        let mut notes = std::mem::take(&mut self.notes.written);
        if notes.is_empty() {
            return;
        }
        notes.sort_by_key(|(label, _)| self.notes.numbers.get(label).map_or(usize::MAX, |(number, _)| *number));
        self.out.open("<div class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"脚注\">\n<ol>\n");
        self.out.end_text();
        let mut seen = 0;
        for (label, note) in notes {
            match self.notes.numbers.get(&label).copied() {
                Some((number, mentions)) if number != seen => {
                    seen = number;
                    self.write_note(note, &format!("<li id=\"fn-{number}\">\n"), &back_links(number, mentions));
                }
                Some(_) | None => self.write_note(note, "<li>\n", ""),
            }
        }
        self.out.html.push_str("</ol>\n</div>\n");
    }

    fn write_note(&mut self, mut note: Output, open: &str, back: &str) {
        match note.html.strip_suffix("</p>\n").map(str::len) {
            Some(inside) => note.html.insert_str(inside, back),
            None => note.html.push_str(back),
        }
        note.end_text();
        self.out.html.push_str(open);
        self.out.append(note);
        self.out.html.push_str("</li>\n");
    }
}

fn back_links(number: usize, mentions: usize) -> String {
    (1..=mentions)
        .map(|mention| {
            let label = if mentions == 1 { "返回正文".to_owned() } else { format!("返回正文第 {mention} 处") };
            format!(" <a class=\"footnote-back\" href=\"#{}\" aria-label=\"{label}（脚注 {number}）\">↩</a>", mention_id(number, mention))
        })
        .collect()
}

fn mention_id(number: usize, mention: usize) -> String {
    if mention == 1 { format!("fnref-{number}") } else { format!("fnref-{number}-{mention}") }
}

fn key(label: &str) -> String {
    clean(label).to_lowercase()
}
