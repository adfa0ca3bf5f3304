//! The words of the interface: `i18n/zh.yaml`, one `key: text` a line.

use std::collections::BTreeMap;

use super::files::ThemeFile;
use crate::diagnostics::{Arg, Code, Diagnostic, Diagnostics};
use crate::language::Language;
use crate::source::{SourcePath, Span};

/// Reads the words of the file `name` into `words`, over those that are there: a file with one line changes one word.
pub(super) fn take(name: &str, file: &ThemeFile, words: &mut BTreeMap<Language, BTreeMap<String, String>>, diagnostics: &mut Diagnostics) {
    let Some(language) = SourcePath::new(name).file_name().strip_suffix(".yaml").and_then(Language::new) else { return };
    let text = String::from_utf8_lossy(&file.bytes);
    match serde_yaml::from_str::<Option<BTreeMap<String, String>>>(&text) {
        Ok(read) => words.entry(language).or_default().extend(read.unwrap_or_default()),
        Err(error) => diagnostics.push(problem_of(&error, file, "每一行应当是“名称: 文字”")),
    }
}

/// Where words for `language` are looked for, one after the other: in itself, in what holds it, in English and Chinese.
pub(super) fn languages(language: &Language) -> impl Iterator<Item = &str> {
    let last = if language.is_chinese() { ["zh", "en"] } else { ["en", "zh"] };
    language.broader().chain(last)
}

/// Gives every language the words that it lacks.
pub(super) fn complete(words: &mut BTreeMap<Language, BTreeMap<String, String>>) {
    let own = words.clone();
    for (language, words) in words {
        for (key, text) in languages(language).filter_map(|tag| own.get(tag)).flatten() {
            words.entry(key.clone()).or_insert_with(|| text.clone());
        }
    }
}

/// The problem that an error in a YAML file of the theme means; `form` says in Chinese what may stand there.
pub(super) fn problem_of(error: &serde_yaml::Error, file: &ThemeFile, form: &str) -> Diagnostic {
    let text = String::from_utf8_lossy(&file.bytes);
    let span = error.location().map_or_else(|| Span::file(&file.source), |at| span_at(&file.source, &text, at.line(), at.column()));
    let en = error.without_snippet().to_string();
    let en = en.split(" at line ").next().unwrap_or_default().to_owned();
    let reason = Arg::Sentence { en, zh: form.to_owned() };
    let name = SourcePath::new(&file.name).file_name().to_owned();
    Diagnostic::new(Code::ThemeFile, span).arg("file", name).arg("reason", reason)
}

fn span_at(path: &SourcePath, text: &str, line: u64, column: u64) -> Span {
    let (line, column) = (usize::try_from(line).unwrap_or(1).max(1), usize::try_from(column).unwrap_or(1).max(1));
    let line_start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
    let start = text[line_start..].char_indices().nth(column - 1).map_or(text.len(), |(at, _)| line_start + at);
    Span::of(path, text, start..start + 1)
}
