//! What is wrong with the editor's files: every problem has a [`Code`], a place, a message in two languages and a hint.

mod code;
mod encoding;
mod frame;
mod github;
mod human;
mod json;
mod mask;
mod page;
mod sarif;
mod saved;
mod waiver;

use std::borrow::Cow;

pub use code::{Code, Severity};
pub use encoding::{no_text, other_encoding};
pub use frame::{FrameLine, frame};
pub use github::github;
pub use human::{Colours, Manner, human};
pub use json::{json, json_schema};
pub use mask::{Private, masked, without_long_numbers};
pub use page::page;
pub use sarif::sarif;
pub use saved::{read_saved, read_saved_waived, save, save_waived};
pub use waiver::{Waived, Waiver, waivers};

use crate::language::{Speech, Words};
use crate::source::Span;

/// What fills a `{name}` of a code's message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arg {
    /// Something the editor wrote, or a number: the same in every language.
    Text(String),
    /// A word of ours.
    Word(Words),
    /// A sentence made at run time, already in both languages.
    Sentence {
        /// In English.
        en: String,
        /// In Chinese.
        zh: String,
    },
}

impl Arg {
    /// Its text in `speech`.
    pub fn say(&self, speech: Speech) -> &str {
        match (self, speech) {
            (Self::Text(text), _) => text,
            (Self::Word(words), speech) => words.say(speech),
            (Self::Sentence { en, .. }, Speech::English) => en,
            (Self::Sentence { zh, .. }, Speech::Chinese) => zh,
        }
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Arg {
    fn from(number: usize) -> Self {
        Self::Text(number.to_string())
    }
}

impl From<Words> for Arg {
    fn from(words: Words) -> Self {
        Self::Word(words)
    }
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule.
    pub code: Code,
    /// How grave; the code's own severity unless the profile says otherwise.
    pub severity: Severity,
    /// Where.
    pub span: Span,
    /// What fills the message's names.
    pub args: Vec<(Cow<'static, str>, Arg)>,
    /// The spelling that was probably meant, for "did you mean".
    pub suggestion: Option<Box<str>>,
    /// A second place that belongs to the problem, such as the first of two equal ids.
    pub related: Option<Span>,
    /// Where in a file that has no lines: a page, a cell.
    pub inside: Option<Box<Arg>>,
    /// Whether what stands at these places is personal data, and masked wherever it is shown.
    pub private: bool,
}

impl Diagnostic {
    /// A problem of the kind `code` at `span`.
    pub fn new(code: Code, span: Span) -> Self {
        let private = code.is_about_persons();
        Self { code, severity: code.severity(), span, args: Vec::new(), suggestion: None, related: None, inside: None, private }
    }

    /// What stands there is personal data.
    #[must_use]
    pub fn private(mut self) -> Self {
        self.private = true;
        self
    }

    /// Says where in a file that has no lines.
    #[must_use]
    pub fn inside(mut self, place: Option<Arg>) -> Self {
        self.inside = place.map(Box::new);
        self
    }

    /// Fills `{name}` in the message and the hint.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((Cow::Borrowed(name), value.into()));
        self
    }

    /// Offers the spelling that was probably meant.
    #[must_use]
    pub fn did_you_mean(mut self, suggestion: Option<String>) -> Self {
        self.suggestion = suggestion.map(String::into);
        self
    }

    /// Points at a second place.
    #[must_use]
    pub fn related(mut self, span: Span) -> Self {
        self.related = Some(span);
        self
    }

    /// The sentence that says what is wrong.
    pub fn message(&self, speech: Speech) -> String {
        let message = self.fill(self.code.message().say(speech), speech);
        match (&self.inside, speech) {
            (None, _) => message,
            (Some(place), Speech::English) => format!("{}: {message}", place.say(speech)),
            (Some(place), Speech::Chinese) => format!("{}：{message}", place.say(speech)),
        }
    }

    /// The sentence that says what to do.
    pub fn hint(&self, speech: Speech) -> String {
        let hint = self.fill(self.code.hint().say(speech), speech);
        match (&self.suggestion, speech) {
            (None, _) => hint,
            (Some(meant), Speech::English) => format!("did you mean `{meant}`? if not, {hint}"),
            (Some(meant), Speech::Chinese) => format!("是不是想写 `{meant}`？如果不是，{hint}"),
        }
    }

    fn fill(&self, template: &str, speech: Speech) -> String {
        self.args.iter().fold(template.to_owned(), |text, (name, arg)| text.replace(&format!("{{{name}}}"), arg.say(speech)))
    }
}

/// All problems of a run.
#[derive(Clone, Debug, Default)]
pub struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// No problem yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reports a problem.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.0.push(diagnostic);
    }

    /// Takes over the problems of another stage or file.
    pub fn append(&mut self, other: Diagnostics) {
        self.0.extend(other.0);
    }

    /// Keeps only those that `keep` wants.
    pub fn retain(&mut self, keep: impl FnMut(&Diagnostic) -> bool) {
        self.0.retain(keep);
    }

    /// Judges every problem as on a site to which the strict rules of government sites apply.
    pub fn judge_strictly(&mut self) {
        self.0.iter_mut().for_each(|problem| problem.severity = problem.code.strict_severity());
    }

    /// Judges what breaks the rule `code` as the site wants it: `None` leaves it out.
    pub fn judge(&mut self, code: Code, severity: Option<Severity>) {
        match severity {
            None => self.0.retain(|problem| problem.code != code),
            Some(severity) => self.0.iter_mut().filter(|problem| problem.code == code).for_each(|problem| problem.severity = severity),
        }
    }

    /// Whether a problem forbids publishing.
    pub fn has_errors(&self) -> bool {
        self.0.iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// The number of problems of one severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// Sorted by file, place and code, each problem once.
    #[must_use]
    pub fn sorted(mut self) -> Self {
        self.0.sort_by(|a, b| key(a).cmp(&key(b)));
        self.0.dedup();
        self
    }

    /// The problems in their present order.
    pub fn iter(&self) -> std::slice::Iter<'_, Diagnostic> {
        self.0.iter()
    }

    /// Whether there is no problem at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<'a> IntoIterator for &'a Diagnostics {
    type Item = &'a Diagnostic;
    type IntoIter = std::slice::Iter<'a, Diagnostic>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

fn key(diagnostic: &Diagnostic) -> (&str, u32, u32, &str, String) {
    let span = &diagnostic.span;
    (span.path.as_str(), span.start, span.end, diagnostic.code.id(), diagnostic.message(Speech::English))
}

/// The name among `candidates` that `written` was probably meant to be, by likeness of at least 0.75 (Jaro-Winkler, on characters).
pub fn closest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let lower = written.to_lowercase();
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(&lower, &candidate.to_lowercase()), candidate))
        .filter(|(likeness, _)| *likeness >= 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate.to_owned())
}

/// `text` with characters that command a terminal, or turn the direction of writing, spelled out: a file name must not speak to it.
pub fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_invisible) {
        return Cow::Borrowed(text);
    }
    let spelled = |c: char| if is_invisible(c) { c.escape_unicode().to_string() } else { c.to_string() };
    Cow::Owned(text.chars().map(spelled).collect())
}

/// Control characters, spaces without width, and those that turn the direction of writing.
fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
