//! Personal data in what is told of it: shown so that it can be found, not so that it can be read.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::Diagnostics;
use crate::source::SourcePath;

/// `text` with a sign instead of each letter and digit but the first quarter of them, at most four, as `6502**************`. Every sign is as
/// many bytes long as the character that it hides, so that places stay true.
pub fn masked(text: &str) -> String {
    let mut shown = (text.chars().filter(|c| c.is_alphanumeric()).count() / 4).min(4);
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_alphanumeric() && shown == 0 {
            out.push_str(cover(c));
        } else {
            shown -= usize::from(c.is_alphanumeric());
            out.push(c);
        }
    }
    out
}

/// `text` with all numbers masked that are long enough to be somebody's, whatever spaces and hyphens divide them: for lines that are
/// shown without anybody having looked for personal data in them.
pub fn without_long_numbers(text: &str) -> String {
    /// A mobile has so many digits.
    const SHORTEST: usize = 11;
    let is_part = |c: char| c.is_numeric() || matches!(c, ' ' | '-' | '*' | 'X' | 'x');
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(char::is_numeric) {
        let length = rest[start..].find(|c| !is_part(c)).unwrap_or(rest.len() - start);
        let (number, after) = rest[start..].split_at(length);
        out.push_str(&rest[..start]);
        let digits = number.chars().filter(|c| c.is_numeric()).count();
        if digits >= SHORTEST {
            out.push_str(&masked(number))
        } else {
            out.push_str(number)
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

fn cover(c: char) -> &'static str {
    match c.len_utf8() {
        1 => "*",
        2 => "×",
        3 => "＊",
        _ => "＊*",
    }
}

/// The places of all files that problems call private.
pub struct Private<'d>(BTreeMap<&'d SourcePath, Vec<Range<usize>>>);

impl<'d> Private<'d> {
    /// What is private by `diagnostics`.
    pub fn of(diagnostics: &'d Diagnostics) -> Self {
        let mut places: BTreeMap<&SourcePath, Vec<Range<usize>>> = BTreeMap::new();
        for problem in diagnostics.iter().filter(|problem| problem.private) {
            for span in std::iter::once(&problem.span).chain(&problem.related) {
                places.entry(&span.path).or_default().push(span.start as usize..span.end as usize);
            }
        }
        places.values_mut().for_each(|ranges| ranges.sort_by_key(|range| range.start));
        Self(places)
    }

    /// `text`, the whole text of `path`, with all that is masked.
    pub fn hide<'t>(&self, path: &SourcePath, text: &'t str) -> Cow<'t, str> {
        let Some(ranges) = self.0.get(path) else { return Cow::Borrowed(text) };
        let mut out = String::with_capacity(text.len());
        for range in ranges {
            let range = range.start.max(out.len())..range.end;
            let Some(hidden) = text.get(range.clone()) else { continue };
            out.push_str(&text[out.len()..range.start]);
            out.push_str(&masked(hidden));
        }
        out.push_str(&text[out.len()..]);
        Cow::Owned(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::{Code, Diagnostic};
    use crate::source::Span;

    #[test]
    fn a_quarter_is_shown_and_lengths_stay() {
        let all = ["11010519491231002X", "138 9900 1234", "１３８９９００１２３４", "新J·A1234", "5栋2单元301室", "ab@c.cn"];
        let shown = all.map(masked);
        assert_eq!(shown, ["1101**************", "13* **** ****", "１３＊＊＊＊＊＊＊＊＊", "新*·*****", "5栋*＊＊***＊", "a*@*.**"]);
        assert!(all.iter().zip(&shown).all(|(before, after)| before.len() == after.len()));
    }

    #[test]
    fn long_numbers_are_masked_and_short_ones_stay() {
        assert_eq!(without_long_numbers("2026年，138-0000-1234、6221234"), "2026年，13*-****-****、6221234");
    }

    #[test]
    fn what_one_problem_calls_private_is_hidden_from_all_frames() {
        let (path, other) = (SourcePath::new("a.md"), SourcePath::new("b.md"));
        let text = "电话13899001234，13899001235。";
        let mut diagnostics = Diagnostics::new();
        for range in [20..31, 6..17] {
            diagnostics.push(Diagnostic::new(Code::MobileNumber, Span::of(&path, text, range)));
        }
        let private = Private::of(&diagnostics);
        assert_eq!(private.hide(&path, text), "电话13*********，13*********。");
        assert_eq!(private.hide(&other, text), text);
    }
}
