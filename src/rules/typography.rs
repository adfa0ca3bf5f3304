//! Punctuation, numbers and signs of Chinese text (GB/T 15834-2011, GB/T 15835-2011). What can be mended without asking carries the
//! right text.
//!
//! A passage is read once, sign by sign; nothing is kept but the brackets that are open.

use std::ops::Range;

use super::text::Reading;
use crate::diagnostics::{Code, Diagnostic};
use crate::passage::{OBJECT, Passage, Passages, Role};

/// Reads one passage.
pub(super) fn read(passage: &Passage<'_>, reading: &mut Reading<'_>) {
    look(passage, &mut |code, range, _| tell(code, range, passage, reading));
}

/// `text` with everything mended that needs nobody's judgement; `passages` are those of `text`.
pub fn mended(passages: &Passages, text: &str) -> String {
    let mut edits: Vec<(Range<usize>, String)> = Vec::new();
    for passage in passages.iter() {
        look(&passage, &mut |_, range, right| {
            edits.extend(right.filter(|_| passage.is_written_so(range.clone())).map(|right| (passage.source(range.clone()), right)));
        });
    }
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut out = String::with_capacity(text.len());
    let mut done = 0;
    for (range, right) in edits {
        if range.start >= done {
            out.push_str(&text[done..range.start]);
            out.push_str(&right);
            done = range.end;
        }
    }
    out.push_str(&text[done..]);
    out
}

/// Tells every fault of a passage with its place and, where it is certain, the right text.
fn look(passage: &Passage<'_>, tell: &mut dyn FnMut(Code, Range<usize>, Option<String>)) {
    let is_text = passage.role.is_text() && passage.field != "extra";
    let is_foreign = passage.text.is_ascii() && passage.text.bytes().any(|byte| byte.is_ascii_alphabetic());
    if !is_text || is_foreign {
        return;
    }
    let mut open = Open::default();
    let mut done = 0;
    for (at, c) in passage.text.char_indices() {
        if at < done || !is_sign(c) {
            continue;
        }
        let place = Place { text: passage.text, at, c };
        if open.take(place) {
            tell(Code::UnequalSigns, at..at + c.len_utf8(), None);
        }
        let Some(fault) = place.fault(passage.role) else { continue };
        done = fault.range.end;
        tell(fault.code, fault.range, fault.right);
    }
    for at in open.left(passage.text) {
        let end = at + passage.text[at..].chars().next().map_or(0, char::len_utf8);
        tell(Code::UnequalSigns, at..end, None);
    }
}

fn tell(code: Code, range: Range<usize>, passage: &Passage<'_>, reading: &mut Reading<'_>) {
    // What stands between two signs is not repeated: it may be anything.
    let written = &passage.text[range.clone()];
    let shown = match written.chars().next().filter(|c| is_invisible(*c)) {
        Some(invisible) => format!("U+{:04X}", u32::from(invisible)),
        None if code == Code::HalfWidthPunctuation => written[..1].to_owned(),
        None => written.to_owned(),
    };
    reading.report(Diagnostic::new(code, reading.span(passage, range)).arg("text", shown));
}

/// Whether something can be wrong at `c`: all punctuation, digits, and what looks like Chinese and is not. Han characters are not asked.
fn is_sign(c: char) -> bool {
    match c {
        '\u{4e00}'..='\u{9fff}' => matches!(c, '零'),
        ' '..='~' => !c.is_ascii_alphabetic() && c != ' ',
        _ => true,
    }
}

/// A sign in a text.
#[derive(Clone, Copy)]
struct Place<'t> {
    text: &'t str,
    at: usize,
    c: char,
}

/// What is wrong, and the right text where it is certain.
struct Fault {
    code: Code,
    range: Range<usize>,
    right: Option<String>,
}

impl<'t> Place<'t> {
    fn before(self) -> &'t str {
        &self.text[..self.at]
    }

    /// From the sign on.
    fn rest(self) -> &'t str {
        &self.text[self.at..]
    }

    fn after(self) -> &'t str {
        &self.text[self.at + self.c.len_utf8()..]
    }

    fn previous(self) -> Option<char> {
        self.before().chars().next_back()
    }

    fn next(self) -> Option<char> {
        self.after().chars().next()
    }

    fn fault(self, role: Role) -> Option<Fault> {
        match self.c {
            '、' => self.enumeration(role),
            ',' | ';' | ':' | '?' | '!' | '(' | '"' => self.half_width(),
            '.' => self.ellipsis().or_else(|| self.half_width()),
            '。' | '…' => self.ellipsis(),
            '-' | '－' | '─' => self.dash(),
            '•' | '・' | '‧' | '∙' | '⋅' | '･' => self.separator(),
            '0'..='9' => self.range().or_else(|| self.year()),
            '零' => self.zero(),
            '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' => self.full_width(),
            c if is_invisible(c) => self.invisible(),
            '\u{2e80}'..='\u{2fdf}' | '\u{e000}'..='\u{f8ff}' | '\u{f900}'..='\u{faff}' => self.lookalike(),
            _ => None,
        }
    }

    fn found(self, code: Code, length: usize, right: Option<&str>) -> Option<Fault> {
        Some(Fault { code, range: self.at..self.at + length, right: right.map(str::to_owned) })
    }

    /// No `、` stands between titles or quotations that follow each other, after an ordinal in digits or brackets.
    fn enumeration(self, role: Role) -> Option<Fault> {
        let length = self.c.len_utf8();
        let between = matches!((self.previous()?, self.next()?), ('”', '“') | ('》', '《'));
        if between {
            return self.found(Code::CommaBetweenQuotes, length, Some(""));
        }
        if self.previous() == Some('）') && self.ends_ordinal_in_brackets() {
            return self.found(Code::CommaAfterBrackets, length, Some(""));
        }
        let digits = self.before().len() - self.before().trim_end_matches(|c: char| c.is_ascii_digit()).len();
        let start = self.before()[..self.before().len() - digits].trim_end_matches([' ', '\u{3000}']);
        // A paragraph that begins so is told as one that begins no list, with the lines that follow.
        let is_told = matches!(role, Role::Prose | Role::Quotation) && self.text.starts_with(|c: char| c.is_ascii_digit());
        let begins = !is_told && (start.is_empty() || start.ends_with(['。', '；', '：', '\n']));
        let goes_on = self.next().is_some_and(|next| is_han(next) && !is_numeral(next));
        if (1..=2).contains(&digits) && begins && goes_on {
            let whole = self.at - digits..self.at + length;
            let right = format!("{}.", &self.before()[self.before().len() - digits..]);
            return Some(Fault { code: Code::CommaAfterNumber, range: whole, right: Some(right).filter(|_| !start.is_empty()) });
        }
        None
    }

    /// Whether `（一）` or `（1）` at the beginning of a sentence ends here.
    fn ends_ordinal_in_brackets(self) -> bool {
        let inner = self.before().trim_end_matches('）');
        let number = inner.len() - inner.trim_end_matches(|c: char| c.is_ascii_digit() || is_numeral(c)).len();
        let Some(start) = inner[..inner.len() - number].strip_suffix('（') else { return false };
        let start = start.trim_end_matches([' ', '\u{3000}']);
        number > 0 && (start.is_empty() || start.ends_with(['。', '；', '：', '\n']))
    }

    /// Half-width punctuation right behind Chinese.
    fn half_width(self) -> Option<Fault> {
        let (previous, next) = (self.previous(), self.next());
        let after_han = previous.is_some_and(|c| is_han(c) || matches!(c, '”' | '》' | '）' | '」'));
        let before_han = next.is_some_and(|c| is_han(c) || matches!(c, '“' | '《'));
        let follows_latin = previous.is_some_and(|c| c.is_ascii_alphanumeric() || c == '%');
        let right = match self.c {
            ',' if after_han || before_han && follows_latin => "，",
            ';' if after_han || before_han && follows_latin => "；",
            ':' if after_han && !self.after().starts_with("//") => "：",
            '?' if after_han => "？",
            '!' if after_han && next != Some('[') => "！",
            '.' if after_han && !next.is_some_and(|c| c.is_ascii_alphanumeric() || c == '.') => return self.full_stop(),
            '(' if after_han => return self.brackets(),
            '"' if after_han || before_han => return self.straight_quotes(),
            _ => return None,
        };
        if self.is_foreign() {
            return None;
        }
        self.found(Code::HalfWidthPunctuation, 1, Some(right))
    }

    /// A point behind Chinese: a full stop, where no Chinese follows that it might separate from a name.
    fn full_stop(self) -> Option<Fault> {
        if self.is_foreign() {
            return None;
        }
        let ends = self.next().is_none_or(|c| c.is_whitespace() || matches!(c, '”' | '）'));
        self.found(Code::HalfWidthPunctuation, 1, ends.then_some("。"))
    }

    fn brackets(self) -> Option<Fault> {
        let end = self.after().find(['(', ')', '（', '）', '\n'])?;
        if self.is_foreign() {
            return None;
        }
        if !self.after()[end..].starts_with(')') {
            return self.found(Code::HalfWidthPunctuation, 1, None);
        }
        let right = format!("（{}）", &self.after()[..end]);
        self.found(Code::HalfWidthPunctuation, end + 2, Some(&right))
    }

    fn straight_quotes(self) -> Option<Fault> {
        let Some(end) = self.after().find(['"', '“', '”', '\n']).filter(|end| self.after()[*end..].starts_with('"') && *end > 0) else {
            return if self.is_foreign() { None } else { self.found(Code::HalfWidthPunctuation, 1, None) };
        };
        if self.is_foreign() {
            return None;
        }
        let right = format!("“{}”", &self.after()[..end]);
        self.found(Code::HalfWidthPunctuation, end + 2, Some(&right))
    }

    /// Whether it stands in an address on the web, or in a text of another language that only names something in Chinese.
    fn is_foreign(self) -> bool {
        let word = self.before().rfind(|c: char| c.is_whitespace() || matches!(c, '，' | '。' | '；' | '（' | '“' | '《' | '：' | '、'));
        let start = word.map_or(0, |at| at + 1);
        let start = self.text.ceil_char_boundary(start);
        let word = &self.text[start..self.at];
        let count = |is_one: fn(char) -> bool| self.text.chars().filter(|c| is_one(*c)).count();
        word.contains("://") || word.contains("www.") || count(|c| c.is_ascii_alphabetic()) > 4 * count(is_han)
    }

    /// `...`, `。。。` and a single `…` instead of `……`.
    fn ellipsis(self) -> Option<Fault> {
        if self.previous() == Some(self.c) {
            return None;
        }
        let length = self.rest().len() - self.rest().trim_start_matches(self.c).len();
        let count = length / self.c.len_utf8();
        let beside = |c: Option<char>| c.is_some_and(|c| is_han(c) || matches!(c, '”' | '“' | '，' | '、' | '》'));
        let touches = beside(self.previous()) || beside(self.text[self.at + length..].chars().next());
        let is_wrong = match self.c {
            '.' => count >= 3,
            '。' => count >= 2,
            _ => count != 2 && count != 4,
        };
        if is_wrong && touches { self.found(Code::Ellipsis, length, Some("……")) } else { None }
    }

    /// `--` and the like instead of `——`.
    fn dash(self) -> Option<Fault> {
        let length = self.rest().len() - self.rest().trim_start_matches(self.c).len();
        let touches = self.previous().is_some_and(is_wide) && self.text[self.at + length..].chars().next().is_none_or(is_wide);
        if length / self.c.len_utf8() >= 2 && touches { self.found(Code::Dash, length, Some("——")) } else { None }
    }

    /// Another sign in a name than `·`.
    fn separator(self) -> Option<Fault> {
        let joins = self.previous().is_some_and(is_han) && self.next().is_some_and(is_han);
        // Where one of them begins something, they are the bullets of a list.
        let mut signs = self.text.match_indices(self.c);
        let is_bullet = signs.any(|(at, _)| !self.text[..at].chars().next_back().is_some_and(is_han));
        if joins && !is_bullet { self.found(Code::NameSeparator, self.c.len_utf8(), Some("·")) } else { None }
    }

    /// `63~68%`: the sign belongs to both numbers.
    fn range(self) -> Option<Fault> {
        if self.previous().is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '~' | '～' | '—' | '–' | '/')) {
            return None;
        }
        let first = decimal(self.rest());
        let sign = self.rest()[first..].chars().next().filter(|c| matches!(c, '~' | '～' | '-' | '—' | '–' | '至' | '到'))?;
        let second = &self.rest()[first + sign.len_utf8()..];
        let length = decimal(second);
        let unit = second[length..].chars().next().filter(|c| length > 0 && matches!(c, '%' | '％' | '‰'))?;
        let (number, rest) = self.rest().split_at(first);
        let end = first + sign.len_utf8() + length + unit.len_utf8();
        let right = format!("{number}{unit}{}", &rest[..end - first]);
        self.found(Code::RangeUnit, end, Some(&right))
    }

    /// `26年3月`: years are never shortened.
    fn year(self) -> Option<Fault> {
        let free =
            !self.previous().is_some_and(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '—' | '～' | '~' | '第' | '满' | '近'));
        let digits = self.rest().len() - self.rest().trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let month = self.rest()[digits..].strip_prefix('年')?;
        let number = month.len() - month.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let is_month = (1..=2).contains(&number) && month[..number].parse::<u8>().is_ok_and(|month| (1..=12).contains(&month));
        let is_span = ["徒刑", "刑期", "为期", "历时", "长达", "共", "满"].iter().any(|word| self.before().ends_with(word));
        let fits = digits == 2 && is_month && month[number..].starts_with('月') && free && !is_span;
        if fits { self.found(Code::ShortYear, 2 + '年'.len_utf8(), None) } else { None }
    }

    /// `二零二六年` instead of `二〇二六年`.
    fn zero(self) -> Option<Fault> {
        let start = self.before().len() - self.before().trim_end_matches(is_year_digit).len();
        let end = self.rest().len() - self.rest().trim_start_matches(is_year_digit).len();
        let range = self.at - start..self.at + end;
        let digits = &self.text[range.clone()];
        if digits.chars().count() != 4 || !self.text[range.end..].starts_with('年') {
            return None;
        }
        // The first of two zeros tells both.
        let is_first = !self.before()[range.start..].contains('零');
        is_first.then(|| Fault { code: Code::ChineseZero, right: Some(digits.replace('零', "〇")), range })
    }

    /// Full-width letters and digits, all of a run at once.
    fn full_width(self) -> Option<Fault> {
        let is_wide = |c: char| matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ');
        let length = self.rest().len() - self.rest().trim_start_matches(is_wide).len();
        let half = |c: char| char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c);
        let right: String = self.rest()[..length].chars().map(half).collect();
        self.found(Code::FullWidthLetters, length, Some(&right))
    }

    /// Characters that nobody sees, all of a run at once; those that join or part letters of other scripts, and the flags of regions, are
    /// meant. What parts two words of Latin letters is not taken away without asking.
    fn invisible(self) -> Option<Fault> {
        let is_flag = self.before().trim_end_matches(is_tag).ends_with('\u{1f3f4}');
        let is_hyphen = self.c == '\u{ad}' && !self.previous().is_some_and(is_han) && !self.next().is_some_and(is_han);
        if is_flag && is_tag(self.c) || is_hyphen {
            return None;
        }
        let length = self.rest().len() - self.rest().trim_start_matches(is_invisible).len();
        let is_beside = |c: Option<char>| c.is_some_and(is_wide);
        let is_certain = is_beside(self.previous()) || is_beside(self.text[self.at + length..].chars().next());
        self.found(Code::InvisibleCharacter, length, is_certain.then_some(""))
    }

    /// Radicals and compatibility forms that copying out of a PDF leaves, and characters that only one computer knows.
    fn lookalike(self) -> Option<Fault> {
        use unicode_normalization::UnicodeNormalization;
        let right: String = std::iter::once(self.c).nfkc().collect();
        let is_certain = right.chars().all(is_han);
        self.found(Code::LookalikeCharacter, self.c.len_utf8(), is_certain.then_some(&right))
    }
}

/// Whether nothing is seen of `c`, and no script needs it.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{180e}' | '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2064}' | '\u{feff}') || is_tag(c)
}

/// Whether `c` is one of the invisible letters of which flags of regions are made.
fn is_tag(c: char) -> bool {
    matches!(c, '\u{e0000}'..='\u{e007f}')
}

/// Bytes of a decimal number at the beginning of `text`.
fn decimal(text: &str) -> usize {
    let whole = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let Some(rest) = text[whole..].strip_prefix('.').filter(|_| whole > 0) else { return whole };
    let part = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if part > 0 { whole + 1 + part } else { whole }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' | '〇')
}

/// Han characters and the punctuation between them.
fn is_wide(c: char) -> bool {
    is_han(c) || matches!(c, '，' | '。' | '；' | '：' | '？' | '！' | '“' | '”' | '《' | '》' | '（' | '）' | '…')
}

fn is_numeral(c: char) -> bool {
    "一二三四五六七八九十百".contains(c)
}

fn is_year_digit(c: char) -> bool {
    "〇零一二三四五六七八九".contains(c)
}

/// Brackets and quotation marks that are open, with their places.
#[derive(Default)]
struct Open {
    signs: [(char, usize); DEEPEST],
    count: usize,
    /// Whether more was open at once than is kept: then nothing is told.
    is_lost: bool,
}

/// The most brackets within each other.
const DEEPEST: usize = 16;

/// Opening and closing signs.
const PAIRS: [(char, char); 7] = [('（', '）'), ('《', '》'), ('“', '”'), ('【', '】'), ('「', '」'), ('〈', '〉'), ('〔', '〕')];

impl Open {
    /// Takes the sign at `place`; whether it closes what is not open.
    fn take(&mut self, place: Place<'_>) -> bool {
        let c = place.c;
        if PAIRS.iter().any(|(open, _)| *open == c) || c == '(' {
            match self.signs.get_mut(self.count) {
                Some(next) => *next = (c, place.at),
                None => self.is_lost = true,
            }
            self.count = (self.count + 1).min(DEEPEST);
            return false;
        }
        let Some(wanted) = PAIRS.iter().find(|(_, close)| *close == c).map(|(open, _)| *open).or((c == ')').then_some('(')) else {
            return false;
        };
        let fits = |open: char| open == wanted || matches!((open, c), ('（', ')') | ('(', '）'));
        let Some(at) = self.signs[..self.count].iter().rposition(|(open, _)| fits(*open)) else {
            return !self.is_lost && c != ')' && !is_list_number(place);
        };
        self.signs.copy_within(at + 1..self.count, at);
        self.count -= 1;
        false
    }

    /// Where that stands which is not closed. A paragraph that begins with `“` may go on in the next one.
    fn left(&self, text: &str) -> impl Iterator<Item = usize> {
        let count = if self.is_lost { 0 } else { self.count };
        let goes_on = text.trim_start_matches(['\u{3000}', ' ']).starts_with('“');
        let first = text.len() - text.trim_start_matches(['\u{3000}', ' ']).len();
        self.signs[..count].iter().filter(move |(c, at)| *c != '(' && !(goes_on && *c == '“' && *at == first)).map(|(_, at)| *at)
    }
}

/// `1）` or `一）` in front of a point of a list.
fn is_list_number(place: Place<'_>) -> bool {
    let before = place.before();
    let start = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || is_numeral(c));
    let clean = start.trim_end_matches([' ', '\u{3000}', OBJECT]);
    start.len() < before.len() && (clean.is_empty() || clean.ends_with(['。', '；', '：', '，', '\n']))
}
