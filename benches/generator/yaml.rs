//! YAML as an editor would write it.

use std::fmt::{Display, Write as _};

/// Fields, one a line.
#[derive(Default)]
pub(crate) struct Fields(String);

impl Fields {
    /// A field whose value needs no quotation marks.
    pub(crate) fn plain(&mut self, name: &str, value: impl Display) {
        writeln!(self.0, "{name}: {value}").expect("a string takes every text");
    }

    /// A field with any text.
    pub(crate) fn text(&mut self, name: &str, value: &str) {
        self.plain(name, quoted(value));
    }

    /// A list in one line; nothing when it is empty.
    pub(crate) fn list<T: AsRef<str>>(&mut self, name: &str, items: &[T]) {
        if !items.is_empty() {
            let items: Vec<String> = items.iter().map(|item| quoted(item.as_ref())).collect();
            self.plain(name, format_args!("[{}]", items.join(", ")));
        }
    }

    /// A list of groups of fields, each written as `{…}`.
    pub(crate) fn groups(&mut self, name: &str, groups: &[String]) {
        self.line(&format!("{name}:"));
        for group in groups {
            self.line(&format!("  - {{{group}}}"));
        }
    }

    /// A text of several lines.
    pub(crate) fn block(&mut self, name: &str, text: &str) {
        self.line(&format!("{name}: |"));
        for line in text.lines() {
            self.line(if line.is_empty() { String::new() } else { format!("  {line}") }.as_str());
        }
    }

    /// A line as it is.
    pub(crate) fn line(&mut self, line: &str) {
        self.0.push_str(line);
        self.0.push('\n');
    }

    /// The fields as the text of a file.
    pub(crate) fn finish(self) -> String {
        self.0
    }

    /// The fields as front matter, and `body` below.
    pub(crate) fn above(self, body: &str) -> String {
        format!("---\n{}---\n\n{body}", self.0)
    }
}

/// `value` in quotation marks.
pub(crate) fn quoted(value: &str) -> String {
    format!("\"{}\"", value.replace('\\', "\\\\").replace('"', "\\\""))
}
