//! What editors mistype so that it stays plain text: each is a hint, the text is shown as it was written.

use super::characters::is_east_asian;
use super::links::is_picture;
use crate::diagnostics::Code;

/// What is wrong with a line of plain text that begins with `line`, and the bytes to point at.
pub(super) fn line_start(line: &str) -> Option<(Code, usize)> {
    match line.as_bytes().first()? {
        b'#' => heading(line, '#'),
        b'0'..=b'9' => number(line, char::is_numeric),
        0xef if line.starts_with('＃') => heading(line, '＃'),
        0xef => number(line, |c| ('０'..='９').contains(&c)),
        _ => None,
    }
}

/// `#标题` and `＃ 标题`; `#话题#` is something else.
fn heading(line: &str, sign: char) -> Option<(Code, usize)> {
    let first_line = line.lines().next().unwrap_or_default();
    let rest = first_line.trim_start_matches(['#', '＃']);
    let signs = first_line.len() - rest.len();
    let like = rest.trim_start().starts_with(|c: char| is_east_asian(c) && c.is_alphanumeric() || sign == '＃');
    (like && !rest.contains(['#', '＃'])).then_some((Code::HeadingLikeText, signs))
}

/// `1、做法`, `1．做法`, `1.做法`, `１．`: a number that begins no list. `1.5万` is a quantity.
fn number(line: &str, digit: impl Fn(char) -> bool) -> Option<(Code, usize)> {
    let rest = line.trim_start_matches(&digit);
    let digits = line.len() - rest.len();
    let mut after = rest.chars();
    let sign = after.next().filter(|c| matches!(c, '、' | '．' | '.' | '）'))?;
    let next = after.next()?;
    let like = digits > 0 && digits <= 6 && (sign != '.' || !next.is_ascii() && !next.is_whitespace()) && !next.is_numeric();
    like.then_some((Code::NumberLikeText, digits + sign.len_utf8()))
}

/// What is wrong with a bracket that begins no link; `line` is the rest of its line, after the bracket.
pub(super) fn open_bracket(line: &str) -> Option<(Code, usize)> {
    let close = line.find([']', '】'])?;
    let wide_close = line[close..].starts_with('】');
    let after = &line[close + if wide_close { '】'.len_utf8() } else { 1 }..];
    let wide_open = after.starts_with('（');
    let inner = after.strip_prefix(['(', '（'])?;
    let end = inner.find([')', '）'])?;
    let target = inner[..end].trim();
    let wide = wide_close || wide_open || inner[end..].starts_with('）');
    let length = line.len() - inner.len() + end + inner[end..].chars().next().map_or(0, char::len_utf8);
    match (wide, looks_like_address(target)) {
        (true, true) => Some((Code::FullWidthBrackets, length)),
        (false, true) if target.contains(' ') && !target.contains(['"', '\'', '<']) => Some((Code::SpaceInAddress, length)),
        (true, false) | (false, true | false) => None,
    }
}

/// Whether the text in front of a link ends with a full-width sign that was meant to make a picture of it.
pub(super) fn meant_as_picture(before: &str, destination: &str) -> bool {
    before.ends_with('！') && is_picture(destination)
}

fn looks_like_address(target: &str) -> bool {
    target.contains("://") || target.starts_with(['/', '#']) || target.starts_with("./") || target.starts_with("../") || has_ending(target)
}

fn has_ending(target: &str) -> bool {
    let name = target.split('#').next().unwrap_or_default();
    name.rsplit_once('.').is_some_and(|(stem, ending)| {
        !stem.is_empty() && (2..=5).contains(&ending.len()) && ending.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}
