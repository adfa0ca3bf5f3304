//! Waivers: comments by which an editor lets a problem pass, with a reason, a name and a last day.
//!
//! `# 放行 LNK108：区政府网站（王丽，2026-12-31）` in YAML and `<!-- allow LNK108: the county's site (Wang Li, 2026-12-31) -->` in
//! Markdown let it pass in what follows: the paragraph (list, table …) up to the next empty line, or the field with all that is indented
//! below it. With `本文件` or `file` and among the first lines it counts for the whole file. A file that cannot hold
//! comments is named behind the rules: `# 放行 PII112 static/表.doc：人工看过（王丽，2026-12-31）`, by its place beside this file.

use std::ops::RangeInclusive;

use jiff::civil::Date;

use super::{Code, Diagnostic, Diagnostics, closest};
use crate::language::Words;
use crate::source::{SourcePath, Span};

/// A waiver for the whole file stands among so many first lines.
const HEAD: usize = 30;

/// What may pass, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiver {
    /// The rules.
    pub codes: Vec<Code>,
    /// The file in which they may be broken.
    pub file: SourcePath,
    /// The lines on which they may be broken; `None`: the whole file.
    pub lines: Option<RangeInclusive<u32>>,
    /// Why.
    pub reason: String,
    /// Who answers for it.
    pub name: String,
    /// The last day on which it counts.
    pub until: Date,
    /// Where it stands.
    pub span: Span,
}

/// A problem that was let pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waived {
    /// The problem.
    pub problem: Diagnostic,
    /// Why.
    pub reason: String,
    /// Who answers for it.
    pub name: String,
    /// The last day on which it counts.
    pub until: Date,
}

/// The waivers in `text`, the whole text of `path`. One that is not complete does not count, and is reported.
pub fn waivers(path: &SourcePath, text: &str, diagnostics: &mut Diagnostics) -> Vec<Waiver> {
    if !text.contains("放行") && !text.contains("allow") {
        return Vec::new();
    }
    let lines: Vec<&str> = text.split('\n').collect();
    let mut waivers = Vec::new();
    let mut start = 0;
    for (index, line) in lines.iter().enumerate() {
        if let Some(written) = comment(line).and_then(Written::of) {
            let indent = line.len() - line.trim_start().len();
            let span = Span::of(path, text, start + indent..start + line.trim_end().len());
            match written.complete(index, meant(&lines, index), &span) {
                Ok(waiver) => waivers.push(waiver),
                Err(problem) => diagnostics.push(problem),
            }
        }
        start += line.len() + 1;
    }
    waivers
}

/// The lines, counted from 1, that a waiver on the line with this `index` is for: those of a paragraph, or of a field and what belongs to it.
fn meant(lines: &[&str], index: usize) -> RangeInclusive<u32> {
    let is_waiver = |line: &str| comment(line).and_then(Written::of).is_some();
    let after = lines[index + 1..].iter().position(|line| !line.trim().is_empty() && !is_waiver(line));
    let first = after.map_or(index, |after| index + 1 + after);
    let in_markdown = lines[index].trim_start().starts_with("<!--");
    let goes_on = |line: &&&str| if in_markdown { !line.trim().is_empty() && !is_waiver(line) } else { belongs(line, lines[first]) };
    let count = lines[first + 1..].iter().take_while(goes_on).count();
    let last = first + count - lines[first + 1..=first + count].iter().rev().take_while(|line| line.trim().is_empty()).count();
    let number = |index: usize| u32::try_from(index + 1).unwrap_or(u32::MAX);
    number(first)..=number(last)
}

/// Whether a line of YAML belongs to the entry that begins on the line `first`: it stands deeper, or is an item of the list of that field.
fn belongs(line: &str, first: &str) -> bool {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let is_item = |line: &str| line.trim_start().starts_with("- ");
    let is_deeper = indent(line) > indent(first);
    let is_its_item = is_item(line) && !is_item(first) && indent(line) == indent(first) && first.trim_end().ends_with([':', '：']);
    line.trim().is_empty() || is_deeper || is_its_item
}

/// What stands in the comment that fills the line.
fn comment(line: &str) -> Option<&str> {
    let line = line.trim();
    let in_markdown = line.strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->"));
    in_markdown.or_else(|| line.strip_prefix('#')).map(str::trim)
}

/// A comment that begins like a waiver, in its parts.
struct Written<'a> {
    for_file: bool,
    codes: Vec<&'a str>,
    /// The file that is meant, when it is named.
    file: Option<&'a str>,
    reason: &'a str,
    signed: &'a str,
}

impl<'a> Written<'a> {
    /// The waiver that `comment` is; `None` where it is an ordinary comment: a code must follow the word.
    fn of(comment: &'a str) -> Option<Self> {
        let (before, after) = ["本文件放行", "放行本文件", "file allow", "allow file"]
            .iter()
            .find_map(|words| Some((true, comment.strip_prefix(words)?)))
            .or_else(|| ["放行", "allow"].iter().find_map(|word| Some((false, comment.strip_prefix(word)?))))?;
        let (codes, rest) = after.split_once(['：', ':']).unwrap_or((after, ""));
        let (codes, file) = codes_and_file(codes);
        if !codes.first().is_some_and(|code| looks_like_code(code)) {
            return None;
        }
        let rest = rest.trim().trim_end_matches(['）', ')']);
        let (reason, signed) = rest.rfind(['（', '(']).map_or((rest, ""), |at| rest.split_at(at));
        Some(Self { for_file: before, codes, file, reason: reason.trim(), signed: signed.trim_start_matches(['（', '(']) })
    }

    /// The waiver, which stands on the line with this `index` for the lines `meant`.
    fn complete(&self, index: usize, meant: RangeInclusive<u32>, span: &Span) -> Result<Waiver, Diagnostic> {
        let lacks = |what: Words| Diagnostic::new(Code::IncompleteWaiver, span.clone()).arg("what", what);
        let (name, day) = self.signed.rsplit_once(['，', ',', '、']).unwrap_or((self.signed, ""));
        let (name, day) = (name.trim(), day.trim());
        if self.reason.is_empty() {
            return Err(lacks(Words { en: "a reason", zh: "理由" }));
        }
        if name.is_empty() || name.contains(|c: char| c.is_ascii_digit()) {
            return Err(lacks(Words { en: "a name", zh: "姓名" }));
        }
        let until =
            day.parse::<Date>().map_err(|_| lacks(Words { en: "a last day such as 2026-12-31", zh: "到期日（如 2026-12-31）" }))?;
        if self.for_file && index >= HEAD {
            return Err(lacks(Words {
                en: "its place among the first 30 lines of the file",
                zh: "正确的位置：整个文件的放行要写在前30行",
            }));
        }
        let codes = self.codes.iter().map(|code| waivable(code, span)).collect::<Result<Vec<_>, _>>()?;
        let named = self.file.and_then(|file| span.path.join(file));
        if named.as_ref().is_some_and(holds_comments) {
            return Err(lacks(Words { en: "its place in that file itself", zh: "正确的位置：请写在那个文件里面" }));
        }
        Ok(Waiver {
            codes,
            lines: (!self.for_file && named.is_none()).then_some(meant),
            file: named.unwrap_or_else(|| span.path.clone()),
            reason: self.reason.to_owned(),
            name: name.to_owned(),
            until,
            span: span.clone(),
        })
    }
}

fn looks_like_code(text: &str) -> bool {
    text.len() == 6 && text.is_ascii() && text[3..].bytes().all(|byte| byte.is_ascii_digit())
}

/// The rules that a waiver names, and the file behind them. A file's name has an ending; it may hold spaces.
fn codes_and_file(text: &str) -> (Vec<&str>, Option<&str>) {
    let is_between = |c: char| c.is_whitespace() || matches!(c, '、' | ',' | '，');
    let mut codes = Vec::new();
    let mut rest = text.trim_matches(is_between);
    while !rest.is_empty() {
        let (word, after) = rest.split_at(rest.find(is_between).unwrap_or(rest.len()));
        if !looks_like_code(word) && rest.contains('.') {
            return (codes, Some(rest.trim_matches('`')));
        }
        codes.push(word);
        rest = after.trim_start_matches(is_between);
    }
    (codes, None)
}

/// Whether a waiver for the file stands in the file.
fn holds_comments(file: &SourcePath) -> bool {
    let is_text = matches!(file.extension().as_str(), "md" | "markdown" | "yaml" | "yml");
    is_text && !file.as_str().starts_with("static/")
}

/// The rule called `code`, if it may be waived.
fn waivable(code: &str, span: &Span) -> Result<Code, Diagnostic> {
    let unwaivable = |meant| Diagnostic::new(Code::UnwaivableRule, span.clone()).arg("code", code).did_you_mean(meant);
    let known = Code::of(code).ok_or_else(|| unwaivable(closest(code, Code::ALL.iter().map(|known| known.id()))))?;
    if known.is_fixed() { Err(unwaivable(None)) } else { Ok(known) }
}

impl Waiver {
    /// Whether it lets `problem` pass, the day left aside.
    fn covers(&self, problem: &Diagnostic) -> bool {
        let is_there = problem.span.path == self.file && self.lines.as_ref().is_none_or(|lines| lines.contains(&problem.span.line));
        is_there && self.codes.contains(&problem.code)
    }
}

impl Diagnostics {
    /// Takes out what the `waivers` let pass on the day `today`, and tells the waivers whose day has gone by.
    pub fn waive(&mut self, waivers: &[Waiver], today: Date) -> Vec<Waived> {
        let (standing, expired): (Vec<&Waiver>, Vec<&Waiver>) = waivers.iter().partition(|waiver| today <= waiver.until);
        let mut waived = Vec::new();
        self.0.retain(|problem| {
            let Some(waiver) = standing.iter().find(|waiver| waiver.covers(problem)) else { return true };
            let (reason, name) = (waiver.reason.clone(), waiver.name.clone());
            waived.push(Waived { problem: problem.clone(), reason, name, until: waiver.until });
            false
        });
        for waiver in expired {
            let problem = Diagnostic::new(Code::WaiverExpired, waiver.span.clone());
            self.push(problem.arg("day", waiver.until.to_string()).arg("name", &*waiver.name));
        }
        waived.sort_by(|a, b| super::key(&a.problem).cmp(&super::key(&b.problem)));
        waived
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostics::Severity;

    fn read(text: &str) -> (Vec<Waiver>, Vec<String>) {
        let mut problems = Diagnostics::new();
        let waivers = waivers(&SourcePath::new("content/a.md"), text, &mut problems);
        let told = problems.iter().map(|problem| format!("{}:{} {}", problem.span.line, problem.span.column, problem.code.id()));
        (waivers, told.collect())
    }

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    #[test]
    fn a_waiver_stands_above_its_line_or_for_the_file() {
        let text = "# 本文件放行 IMG103、LNK107：旧图没有说明（王丽，2026-12-31）\n---\n  # allow MDN103: a number, not a list (Li Qiang, 2026-07-01)\ntitle: a\n---\n\n<!-- 放行 LNK108：区政府网站（张敏，2026-06-30） -->\n\n[看](https://a.example)\n";
        let (waivers, problems) = read(text);
        assert_eq!(problems, Vec::<String>::new());
        let told: Vec<_> = waivers.iter().map(|one| (one.codes.len(), one.lines.clone(), &*one.reason, &*one.name, one.until)).collect();
        let expected = [
            (2, None, "旧图没有说明", "王丽", day("2026-12-31")),
            (1, Some(4..=4), "a number, not a list", "Li Qiang", day("2026-07-01")),
            (1, Some(9..=9), "区政府网站", "张敏", day("2026-06-30")),
        ];
        assert_eq!(told, expected);
    }

    #[test]
    fn a_waiver_is_for_the_whole_paragraph_or_field_that_follows() {
        const IN_TEXT: &str = "<!-- 放行 LNK108：理由（王丽，2026-12-31） -->";
        const IN_YAML: &str = "# 放行 LNK108：理由（王丽，2026-12-31）";
        for (text, expected) in [
            (format!("{IN_TEXT}\n一，\n二，\n三。\n\n四\n"), vec![2..=4]),
            (format!("{IN_TEXT}\n\n| 一 |\n|--|\n| 二 |\n\n四\n"), vec![3..=5]),
            (format!("{IN_TEXT}\n- 一\n{IN_TEXT}\n- 二\n- 三"), vec![2..=2, 4..=5]),
            (format!("{IN_TEXT}\n{IN_TEXT}\n一\n二\n"), vec![3..=4, 3..=4]),
            (format!("{IN_TEXT}\r\n一\r\n二\r\n\r\n三\r\n"), vec![2..=3]),
            (format!("{IN_YAML}\nintro: |\n  一\n\n  二\n\ntags: [a]\n"), vec![2..=5]),
            (format!("{IN_YAML}\ntags:\n- 一\n- 二\nname: a\n"), vec![2..=4]),
            (format!("a:\n  {IN_YAML}\n  - b: 1\n    c: 2\n  - b: 3\n"), vec![3..=4]),
            (format!("{IN_YAML}\ntitle: 一\ndate: 二\n---\n"), vec![2..=2]),
            (format!("一\n{IN_TEXT}"), vec![2..=2]),
        ] {
            let (waivers, problems) = read(&text);
            assert_eq!(problems, Vec::<String>::new(), "{text}");
            assert_eq!(waivers.into_iter().filter_map(|one| one.lines).collect::<Vec<_>>(), expected, "{text}");
        }
    }

    #[test]
    fn what_lacks_a_part_does_not_count_and_is_told() {
        let text = "# 放行 LNK108\n# 放行 LNK108：理由\n# 放行 LNK108：理由（王丽）\n# 放行 LNK108：理由（2026-12-31）\n # 放行 YML101：理由（王丽，2026-12-31）\n# 放行 LNK999：理由（王丽，2026-12-31）\n# 放行的事\n# allow me\n";
        let (waivers, problems) = read(text);
        assert_eq!(waivers, []);
        assert_eq!(problems, ["1:1 WVR101", "2:1 WVR101", "3:1 WVR101", "4:1 WVR101", "5:2 WVR103", "6:1 WVR103"]);
    }

    #[test]
    fn a_waiver_takes_out_its_problem_until_its_day() {
        let text = "<!-- 放行 LNK108：区政府网站（张敏，2026-06-30） -->\n[看](https://a.example)\n\n[看](https://a.example)\n";
        let (waivers, _) = read(text);
        let path = SourcePath::new("content/a.md");
        let second = text.find('[').expect("it was written");
        let problem = |at: usize| Diagnostic::new(Code::UnlistedHost, Span::of(&path, text, at..at + 1));
        let all = Diagnostics(vec![problem(second), problem(second + 32)]);
        let mut before = all.clone();
        let waived = before.waive(&waivers, day("2026-06-30"));
        assert_eq!((waived.len(), &*waived[0].name, before.count(Severity::Warning)), (1, "张敏", 1));
        let mut after = all;
        assert!(after.waive(&waivers, day("2026-07-01")).is_empty());
        assert_eq!(after.iter().map(|problem| problem.code.id()).collect::<Vec<_>>(), ["LNK108", "LNK108", "WVR102"]);
    }
}
