//! What only a whole story shows.

use super::File;
use crate::date::read_date;
use crate::diagnostics::{Arg, Code, Diagnostic, Diagnostics};
use crate::fields::{Node, Record, Value};
use crate::language::Words;
use crate::model::{Story, StoryKind};
use crate::source::Span;

/// The sections of a practice, in their order.
const SECTIONS: [&str; 4] = ["背景", "做法", "成效", "启示"];

/// Checks the date in the name, and what a practice must have.
pub(super) fn check(story: &Story, root: &Node<'_>, file: File<'_>, diagnostics: &mut Diagnostics) {
    name_date(story, file, diagnostics);
    event_date(story, root, file, diagnostics);
    if story.kind == StoryKind::Practice {
        sections(story, root, file, diagnostics);
        needed(story.facts.is_empty(), "facts", root, file, diagnostics);
        needed(story.replicability.is_none(), "replicability", root, file, diagnostics);
    }
}

fn name_date(story: &Story, file: File<'_>, diagnostics: &mut Diagnostics) {
    let Some(named) = file.place.name.get(..10).and_then(|name| read_date(name).ok()) else { return };
    if named != story.date.value.date {
        diagnostics.push(
            Diagnostic::new(Code::NameDateDiffers, story.date.span.clone())
                .arg("name", named.to_string())
                .arg("value", story.date.value.date.to_string()),
        );
    }
}

/// What happened, happened before it was told; only notices and previews tell what is to come.
fn event_date(story: &Story, root: &Node<'_>, file: File<'_>, diagnostics: &mut Diagnostics) {
    let (day, is_news) = (story.date.value.date, !matches!(story.kind, StoryKind::Notice | StoryKind::Preview));
    let Some(event) = story.event_date.filter(|event| is_news && *event > day) else { return };
    let (Some(date), Some(named)) = (root.entry(Story::RECORD, "date"), root.entry(Story::RECORD, "event_date")) else { return };
    diagnostics.push(
        Diagnostic::new(Code::DateOrder, date.node.mark.span(file.path))
            .arg("field", &*date.key)
            .arg("value", day.to_string())
            .arg("other", &*named.key)
            .arg("earlier", event.to_string())
            .related(named.node.mark.span(file.path)),
    );
}

fn sections(story: &Story, root: &Node<'_>, file: File<'_>, diagnostics: &mut Diagnostics) {
    let found: Vec<&str> = story.body.headings.iter().filter(|heading| heading.level == 2).map(|heading| heading.text.trim()).collect();
    if found == SECTIONS {
        return;
    }
    let wrong = found.iter().zip(SECTIONS).position(|(found, expected)| *found != expected).unwrap_or(found.len().min(SECTIONS.len()));
    let span = found
        .get(wrong)
        .and_then(|heading| line_of(heading, file))
        .unwrap_or_else(|| root.entry(Story::RECORD, "kind").map_or(root.head(), |entry| entry.node.mark).span(file.path));
    let sentence = if found.is_empty() {
        Arg::Sentence { en: "it has none".to_owned(), zh: "现在一节也没有".to_owned() }
    } else {
        Arg::Sentence { en: format!("it has {}", found.join(", ")), zh: format!("现在是 {}", found.join("、")) }
    };
    diagnostics.push(Diagnostic::new(Code::PracticeSections, span).arg("expected", SECTIONS.join("、")).arg("found", sentence));
}

/// The line of the body that holds the heading.
pub(super) fn heading_line(heading: &str, file: File<'_>) -> Span {
    line_of(heading.trim(), file).unwrap_or_else(|| Span::file(file.path))
}

fn line_of(heading: &str, file: File<'_>) -> Option<Span> {
    let mut start = 0;
    for line in file.text.split_inclusive('\n') {
        let written = line.trim();
        if written.strip_prefix("##").is_some_and(|rest| rest.trim().trim_end_matches('#').trim() == heading) {
            return Some(Span::of(file.path, file.text, start..start + line.trim_end().len()));
        }
        start += line.len();
    }
    None
}

/// Reports a field that a practice must have; one that is there but broken has been reported already.
fn needed(absent: bool, name: &'static str, root: &Node<'_>, file: File<'_>, diagnostics: &mut Diagnostics) {
    let Some((_, declaration)) = Story::RECORD.field(name).filter(|_| absent) else { return };
    let in_english = root.entry(Story::RECORD, "kind").is_some_and(|entry| entry.key == "kind");
    match root.entry(Story::RECORD, name) {
        None => diagnostics.push(
            Diagnostic::new(Code::MissingField, root.head().span(file.path))
                .arg("what", Words { en: "the practice", zh: "经验做法" })
                .arg("field", if in_english { declaration.name } else { declaration.alias })
                .arg("meaning", declaration.meaning_clause()),
        ),
        Some(entry) if matches!(&entry.node.value, Value::List(nodes) if nodes.is_empty()) => {
            diagnostics.push(Diagnostic::new(Code::EmptyField, entry.node.mark.span(file.path)).arg("field", &*entry.key));
        }
        Some(_) => {}
    }
}
