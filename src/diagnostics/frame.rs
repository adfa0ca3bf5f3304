//! The editor's own lines around a problem, for a window that shows them.

use serde::Serialize;

use crate::source::Span;

/// Lines before and after the marked one that are shown.
const AROUND: usize = 1;
/// Characters of a long line that are shown on either side of the mark's beginning.
const WIDTH: usize = 200;
/// Lines of a long passage that are marked.
const MOST_MARKED: usize = 4;

/// One line of a file near a problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FrameLine {
    /// Its number, from 1.
    pub line: usize,
    /// What stands there; a long line is cut around the mark.
    pub text: String,
    /// The first marked character of `text`, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<usize>,
    /// One past the last marked character.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<usize>,
}

/// The lines of `text` around `span`, those that it touches with their marked characters. Empty for a whole file, and when `text` is no
/// longer what the span was measured in.
pub fn frame(text: &str, span: &Span) -> Vec<FrameLine> {
    let (start, end) = (span.start as usize, span.end as usize);
    if span.line == 0 || !text.is_char_boundary(start) || !text.is_char_boundary(end) || line_at(text, start) != span.line as usize {
        return Vec::new();
    }
    let first = span.line as usize;
    let last = line_at(text, end.saturating_sub(1).max(start)).min(first + MOST_MARKED - 1);
    let mut lines = Vec::new();
    let mut at = 0;
    for (index, whole) in text.split_inclusive('\n').enumerate() {
        let number = index + 1;
        if number > last + AROUND {
            break;
        }
        if number + AROUND >= first {
            let line = whole.trim_end_matches(['\r', '\n']);
            let marked = (first..=last).contains(&number).then(|| mark(line, at, start, end));
            lines.push(cut(number, line, marked));
        }
        at += whole.len();
    }
    lines
}

/// The number of the line that holds the byte `at`.
fn line_at(text: &str, at: usize) -> usize {
    text.as_bytes()[..at.min(text.len())].iter().filter(|byte| **byte == b'\n').count() + 1
}

/// The characters of `line`, which begins at the byte `at`, that lie between the bytes `start` and `end`.
fn mark(line: &str, at: usize, start: usize, end: usize) -> (usize, usize) {
    let inside = |byte: usize| line.floor_char_boundary(byte.saturating_sub(at));
    let characters = |byte: usize| line[..inside(byte)].chars().count();
    (characters(start), characters(end))
}

fn cut(number: usize, line: &str, marked: Option<(usize, usize)>) -> FrameLine {
    let characters: Vec<char> = line.chars().collect();
    let middle = marked.map_or(0, |(from, _)| from);
    let (begin, end) = (middle.saturating_sub(WIDTH), characters.len().min(middle + WIDTH));
    let (before, after) = (if begin > 0 { "…" } else { "" }, if end < characters.len() { "…" } else { "" });
    let text = format!("{before}{}{after}", characters[begin..end].iter().collect::<String>());
    let moved = |at: usize| at.clamp(begin, end) - begin + before.chars().count();
    FrameLine { line: number, text, from: marked.map(|(from, _)| moved(from)), to: marked.map(|(_, to)| moved(to)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::SourcePath;

    type Shown = (usize, String, Option<(usize, usize)>);

    fn shown(text: &str, range: std::ops::Range<usize>) -> Vec<Shown> {
        let span = Span::of(&SourcePath::new("a.md"), text, range);
        frame(text, &span).into_iter().map(|line| (line.line, line.text, line.from.zip(line.to))).collect()
    }

    #[test]
    fn the_marked_characters_are_counted_in_characters() {
        let text = "---\r\n标题: 板凳\r\n类型: 新文\r\n---\r\n";
        let at = text.find("新文").expect("it is there");
        let expected = vec![(2, "标题: 板凳".to_owned(), None), (3, "类型: 新文".to_owned(), Some((4, 6))), (4, "---".to_owned(), None)];
        assert_eq!(shown(text, at..at + "新文".len()), expected);
    }

    #[test]
    fn a_mark_over_several_lines_goes_on() {
        let expected = vec![(1, "一二".to_owned(), Some((1, 2))), (2, "三".to_owned(), Some((0, 1))), (3, "四".to_owned(), None)];
        assert_eq!(shown("一二\n三\n四\n五", 3..10), expected);
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let text = "甲".repeat(1000) + "乙" + &"丙".repeat(1000);
        let [(_, line, Some((from, to)))] = &shown(&text, 3000..3003)[..] else { panic!("one line") };
        assert_eq!(line.chars().skip(*from).take(to - from).collect::<String>(), "乙");
        assert_eq!(line.chars().count(), 2 * WIDTH + 2);
    }

    #[test]
    fn another_text_and_a_whole_file_have_no_lines() {
        let path = SourcePath::new("a.md");
        assert!(frame("短", &Span::file(&path)).is_empty());
        assert!(frame("短", &Span { path, start: 900, end: 901, line: 40, column: 1 }).is_empty());
    }

    #[test]
    fn every_place_of_a_file_has_lines() {
        let text = "一\r\n\n三三\n四\n五\n六";
        for start in 0..=text.len() {
            for end in start..=text.len() {
                let marked = shown(text, start..end);
                assert!(marked.iter().any(|(_, _, mark)| mark.is_some()), "{start}..{end} {marked:?}");
                for (_, line, mark) in &marked {
                    assert!(mark.is_none_or(|(from, to)| from <= to && to <= line.chars().count()), "{start}..{end} {marked:?}");
                }
            }
        }
    }
}
