//! Emphasis beside Chinese punctuation. CommonMark's rule for what may open and close emphasis was made for text with
//! spaces: `**注意：**请` stays a row of stars. Where Chinese stands beside such a mark, an invisible character is set
//! between the mark and the punctuation, the parser then sees a letter there, and the character is taken out again.
//! The result is that of the specification by tats-u (markdown-cjk-friendly), but for its known limits.

use std::borrow::Cow;

use super::characters::{is_cjk, is_punctuation};

/// A noncharacter: neither space nor punctuation, and never part of a text.
pub(super) const SENTINEL: char = '\u{fdd0}';
const SENTINEL_BYTES: usize = SENTINEL.len_utf8();

/// A body made ready for the parser.
pub(super) struct Prepared<'a> {
    /// What the parser reads.
    pub(super) text: Cow<'a, str>,
    /// Where, in the parser's text, sentinels begin.
    sentinels: Vec<usize>,
    /// Where, in the parser's text, the editor's own text holds such a character.
    pub(super) foreign: Option<usize>,
}

impl<'a> Prepared<'a> {
    /// A body that the parser reads as it is.
    pub(super) fn unchanged(body: &'a str) -> Self {
        Self { text: Cow::Borrowed(body), sentinels: Vec::new(), foreign: None }
    }

    /// A body with sentinels where emphasis needs them.
    pub(super) fn new(body: &'a str) -> Self {
        let found = memchr::memmem::find(body.as_bytes(), "\u{fdd0}".as_bytes());
        // The sign in its place has the same length, so that places stay true.
        let body = if found.is_some() { Cow::Owned(body.replace(SENTINEL, "\u{fffd}")) } else { Cow::Borrowed(body) };
        let inserts = inserts(&body);
        if inserts.is_empty() {
            return Self { text: body, sentinels: Vec::new(), foreign: found };
        }
        let foreign = found.map(|at| at + SENTINEL_BYTES * inserts.partition_point(|insert| *insert <= at));
        let mut text = String::with_capacity(body.len() + inserts.len() * SENTINEL_BYTES);
        let mut sentinels = Vec::with_capacity(inserts.len());
        let mut done = 0;
        for at in inserts {
            text.push_str(&body[done..at]);
            sentinels.push(text.len());
            text.push(SENTINEL);
            done = at;
        }
        text.push_str(&body[done..]);
        Self { text: Cow::Owned(text), sentinels, foreign }
    }

    /// The byte of the editor's body for the byte `offset` of the parser's text.
    pub(super) fn original(&self, offset: usize) -> usize {
        offset - SENTINEL_BYTES * self.sentinels.partition_point(|sentinel| *sentinel < offset)
    }
}

/// Where sentinels belong, in rising order.
fn inserts(body: &str) -> Vec<usize> {
    let bytes = body.as_bytes();
    let mut inserts = Vec::new();
    let mut from = 0;
    while let Some(found) = memchr::memchr2(b'*', b'~', &bytes[from..]) {
        let run_start = from + found;
        let mark = bytes[run_start];
        let run_end = run_start + bytes[run_start..].iter().take_while(|byte| **byte == mark).count();
        let escaped = bytes[..run_start].iter().rev().take_while(|byte| **byte == b'\\').count() % 2;
        inserts.extend(insert(body, run_start + escaped, run_end));
        from = run_end;
    }
    inserts
}

/// Where the run of marks needs a sentinel: on its inner or outer side, never both.
fn insert(body: &str, start: usize, end: usize) -> Option<usize> {
    let tildes = body.as_bytes()[end - 1] == b'~';
    if start >= end || tildes && end - start != 2 {
        return None;
    }
    let before = body[..start].chars().next_back()?;
    let after = body[end..].chars().next()?;
    let skipped = before.is_whitespace() || after.is_whitespace() || !(is_cjk(before) || is_cjk(after));
    if skipped || matches!(before, '|' | '_' | '~') || matches!(after, '|' | '_' | '~' | '*') {
        return None;
    }
    match (is_punctuation(before), is_punctuation(after)) {
        (false, true) => Some(end),
        (true, false) => Some(start),
        (true, true) | (false, false) => None,
    }
}
