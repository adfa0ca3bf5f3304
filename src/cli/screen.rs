//! The terminal, or what stands in its place: the only writer to the standard streams.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::Arc;

use anstream::{AutoStream, ColorChoice};

use super::arguments::Format;
use crate::diagnostics::{Colours, Diagnostics, Manner, Waived, github, human, json, page, sarif};
use crate::language::{Speech, Words};
use crate::pipeline::text_of;

/// Columns of a shown line; Chinese paragraphs are one long line and are cut around the mark.
const WIDTH: usize = 100;

/// How to speak to the person, or the program, that called.
#[derive(Clone, Copy, Debug)]
pub(super) struct Screen {
    /// In which language.
    pub(super) speech: Speech,
    /// In which form problems are printed.
    pub(super) format: Format,
}

impl Screen {
    /// Prints what was asked for. A reader who has gone away (`| head`) is no mistake.
    pub(super) fn say(self, text: &str) {
        let _gone = writeln!(anstream::stdout().lock(), "{text}");
    }

    /// Prints what goes beside it: the machine's failures and news of the work. Where problems are printed for a program,
    /// the closing summary goes here too.
    pub(super) fn tell(self, text: &str) {
        let _gone = writeln!(anstream::stderr().lock(), "{text}");
    }

    /// Prints a question and waits on the same line.
    pub(super) fn prompt(self, question: &str) {
        let mut stream = anstream::stderr().lock();
        let _gone = write!(stream, "{question}").and_then(|()| stream.flush());
    }

    /// Prints a summary: for people with the rest, beside it where the rest is for a program.
    pub(super) fn close(self, text: &str) {
        match self.format {
            Format::Human => self.say(text),
            Format::Json | Format::Sarif | Format::Github | Format::Html => self.tell(text),
        }
    }

    /// One of our words, in the right language.
    pub(super) fn word(self, words: Words) -> &'static str {
        words.say(self.speech)
    }

    /// Prints all problems of the site at `site`; for programs, also those that were let pass.
    pub(super) fn problems(self, diagnostics: &Diagnostics, waived: &[Waived], site: &Path) {
        let text = match self.format {
            Format::Json => json(diagnostics, waived, self.speech),
            Format::Sarif => sarif(diagnostics, waived, self.speech),
            Format::Github => github(diagnostics, waived, &folder(site), self.speech),
            Format::Html => page(diagnostics, waived, self.speech, |path| text_of(site, path)),
            Format::Human => human(diagnostics, self.manner(), |path| text_of(site, path).map(Arc::from)),
        };
        let _gone = write!(anstream::stdout().lock(), "{text}");
    }

    fn manner(self) -> Manner {
        let colours = match AutoStream::choice(&io::stdout()) {
            ColorChoice::Never => Colours::Without,
            ColorChoice::Auto | ColorChoice::AlwaysAnsi | ColorChoice::Always => Colours::With,
        };
        Manner { speech: self.speech, colours, width: WIDTH }
    }
}

/// The folder `site` before the names of its files: empty for the current folder.
fn folder(site: &Path) -> String {
    let text = site.to_string_lossy().replace('\\', "/");
    let inner = text.trim_start_matches("./").trim_end_matches('/');
    if inner.is_empty() || inner == "." { String::new() } else { format!("{inner}/") }
}

/// Whether somebody sits in front of it and can be asked.
pub(super) fn can_ask() -> bool {
    io::stdin().is_terminal() && io::stderr().is_terminal()
}
