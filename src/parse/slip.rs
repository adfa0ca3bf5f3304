//! What an editor probably mistyped where YAML cannot be read, and what to do about it.

use std::ops::Range;

use granit_parser::ErrorKind;

use super::markdown::characters::is_forbidden;
use crate::diagnostics::Arg;
use crate::language::Words;

/// A mistake in the writing of YAML.
#[derive(Clone, Debug)]
pub(super) struct Slip {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// What is wrong.
    pub reason: Arg,
    /// What to do.
    pub advice: Arg,
    /// Whether it has a plain name, so that it surely is a mistake of its own.
    pub named: bool,
}

/// The most mistakes that are told of a file without any field.
const MOST_SLIPS: usize = 20;

/// Finds the mistake behind an error of the kind `kind` at byte `at`. Lines since byte `last` may have been swallowed by a text
/// without quotation marks; `open` is the bracket that is not closed yet.
pub(super) fn find_slip(text: &str, at: usize, last: usize, open: Option<usize>, kind: &ErrorKind) -> Slip {
    let here = line_at(text, at);
    indentation(text, &here)
        .or_else(|| byte_order_mark(text, &here))
        .or_else(|| in_lines(text, &here, last, indentation))
        .or_else(|| in_lines(text, &here, last, full_width_colon))
        .or_else(|| in_lines(text, &here, last, missing_space))
        .or_else(|| smart_quote(text, &here))
        .or_else(|| exclamation(text, &here))
        .or_else(|| by_kind(text, at, last, &here, open, kind))
        .unwrap_or_else(|| nameless(text, at, &here))
}

/// The mistakes in a file that is one text without any field, one a line.
pub(super) fn fieldless_slips(text: &str) -> Vec<Slip> {
    let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(newline, _)| newline + 1));
    let lines = starts.map(|start| line_at(text, start));
    lines.filter_map(|line| full_width_colon(text, &line).or_else(|| missing_space(text, &line))).take(MOST_SLIPS).collect()
}

/// A line's bytes, without its end.
#[derive(Clone, Debug)]
struct Line {
    start: usize,
    end: usize,
}

impl Line {
    fn of<'t>(&self, text: &'t str) -> &'t str {
        &text[self.start..self.end]
    }
}

fn line_at(text: &str, at: usize) -> Line {
    let at = text.floor_char_boundary(at);
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
    let end = if text[start..end].ends_with('\r') { end - 1 } else { end };
    Line { start, end }
}

/// Looks at the line of the error first, then at the lines before it since `last`.
fn in_lines(text: &str, here: &Line, last: usize, look: fn(&str, &Line) -> Option<Slip>) -> Option<Slip> {
    if let Some(slip) = look(text, here) {
        return Some(slip);
    }
    let mut at = line_at(text, last.min(here.start)).start;
    while at < here.start {
        let line = line_at(text, at);
        if let Some(slip) = look(text, &line) {
            return Some(slip);
        }
        at = text[at..].find('\n').map_or(here.start, |newline| at + newline + 1);
    }
    None
}

fn slip(range: Range<usize>, reason: Words, advice: impl Into<Arg>) -> Slip {
    Slip { start: range.start, end: range.end, reason: reason.into(), advice: advice.into(), named: true }
}

/// A tab or a wide space where only half-width spaces may stand.
fn indentation(text: &str, line: &Line) -> Option<Slip> {
    let content = line.of(text);
    let blank = &content[..content.len() - content.trim_start().len()];
    if blank.len() == content.len() {
        return None;
    }
    let (at, bad) = blank.char_indices().find(|(_, c)| *c != ' ')?;
    let range = line.start + at..line.start + at + bad.len_utf8();
    Some(match bad {
        '\t' => slip(
            range,
            Words { en: "a tab stands at the beginning of the line", zh: "行首有制表符（Tab）" },
            Words { en: "indent with spaces, two for each level", zh: "请用空格缩进，每层两个" },
        ),
        '\u{3000}' => slip(
            range,
            Words { en: "a full-width space stands at the beginning of the line", zh: "行首有全角空格" },
            Words { en: "indent with half-width spaces, two for each level", zh: "请用半角空格缩进，每层两个" },
        ),
        _ => slip(
            range,
            Words { en: "an unusual space stands at the beginning of the line", zh: "行首有特殊空格" },
            Words { en: "indent with half-width spaces, two for each level", zh: "请用半角空格缩进，每层两个" },
        ),
    })
}

/// A byte order mark in front of a line: two files were put together.
fn byte_order_mark(text: &str, line: &Line) -> Option<Slip> {
    line.of(text).starts_with('\u{feff}').then(|| {
        slip(
            line.start..line.start + '\u{feff}'.len_utf8(),
            Words { en: "an invisible sign (U+FEFF) stands at the beginning of the line", zh: "行首有看不见的字符（U+FEFF）" },
            Words { en: "delete the beginning of the line and type it anew", zh: "请把这一行的开头删掉重新输入" },
        )
    })
}

/// The name before the first colon of either width: where it begins and the colon's place.
fn name_before_colon(content: &str) -> Option<(&str, usize)> {
    let body = content.trim_start_matches([' ', '-']);
    let skipped = content.len() - body.len();
    let colon = body.find([':', '：'])?;
    let name = &body[..colon];
    let plain = !name.is_empty() && name.chars().count() <= 20 && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
    plain.then_some((name, skipped + colon))
}

fn full_width_colon(text: &str, line: &Line) -> Option<Slip> {
    let content = line.of(text);
    let (name, colon) = name_before_colon(content)?;
    if !content[colon..].starts_with('：') {
        return None;
    }
    let start = line.start + colon;
    let advice = Arg::Sentence {
        en: format!("write a half-width colon and a space: `{name}: …`"),
        zh: format!("请改成半角冒号加空格：`{name}: …`"),
    };
    Some(slip(start..start + '：'.len_utf8(), Words { en: "the colon is full-width", zh: "冒号是全角的" }, advice))
}

fn missing_space(text: &str, line: &Line) -> Option<Slip> {
    let content = line.of(text);
    let (name, colon) = name_before_colon(content)?;
    let after = content[colon..].strip_prefix(':')?;
    if after.is_empty() || after.starts_with(' ') || after.starts_with("//") || name.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let start = line.start + colon;
    let advice = Arg::Sentence {
        en: format!("write a space after the colon: `{name}: …`"), zh: format!("请在冒号后加空格：`{name}: …`")
    };
    Some(slip(start..start + 1, Words { en: "there is no space after the colon", zh: "冒号后面没有空格" }, advice))
}

/// A value in Chinese quotation marks, which are none for YAML.
fn smart_quote(text: &str, line: &Line) -> Option<Slip> {
    let content = line.of(text);
    let (_, colon) = name_before_colon(content)?;
    let value = content[colon..].strip_prefix(':')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '“' | '”' | '‘' | '’' | '＂'))?;
    let start = line.end - value.len();
    Some(slip(
        start..start + quote.len_utf8(),
        Words {
            en: "the value stands in Chinese quotation marks, which do not protect it", zh: "值用了中文引号，起不到保护作用"
        },
        Words {
            en: "put half-width quotation marks `\"…\"` around the whole value", zh: "请在整个值外面加英文引号 `\"…\"`"
        },
    ))
}

/// A value that begins with `!`, which means a type in YAML.
fn exclamation(text: &str, line: &Line) -> Option<Slip> {
    let content = line.of(text);
    let (_, colon) = name_before_colon(content)?;
    let value = content[colon..].strip_prefix(':')?.trim_start().strip_prefix('!')?;
    let start = line.end - value.len() - 1;
    Some(slip(
        start..start + 1,
        Words { en: "a value that begins with `!` must stand in quotation marks", zh: "以 `!` 开头的内容要加引号" },
        QUOTE,
    ))
}

const QUOTE: Words =
    Words { en: "put the whole value in half-width quotation marks: `\"…\"`", zh: "请给整个值加英文引号：`\"…\"`" };

#[expect(clippy::wildcard_enum_match_arm, reason = "the parser's list of errors is open")]
fn by_kind(text: &str, at: usize, last: usize, here: &Line, open: Option<usize>, kind: &ErrorKind) -> Option<Slip> {
    let one = at..text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
    match kind {
        ErrorKind::UnexpectedCharacter { character } if is_forbidden(*character) => {
            let number = u32::from(*character);
            let reason = Arg::Sentence {
                en: format!("the character U+{number:04X} has no meaning in a text"),
                zh: format!("字符 U+{number:04X} 没有文字意义"),
            };
            let advice = Words { en: "delete the character", zh: "请删掉这个字符" };
            let start = here.of(text).find(*character).map_or(one.start, |at| here.start + at);
            Some(Slip { start, end: start + character.len_utf8(), reason, advice: advice.into(), named: true })
        }
        ErrorKind::UnexpectedCharacter { character } => {
            let reason = Arg::Sentence {
                en: format!("a value that begins with `{character}` must stand in quotation marks"),
                zh: format!("以 `{character}` 开头的内容要加引号"),
            };
            Some(Slip { start: one.start, end: one.end, reason, advice: QUOTE.into(), named: true })
        }
        ErrorKind::UnknownAnchor | ErrorKind::MissingAnchorOrAliasName => Some(slip(
            one,
            Words {
                en: "a value that begins with `*` or `&` must stand in quotation marks", zh: "以 `*` 或 `&` 开头的内容要加引号"
            },
            QUOTE,
        )),
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement if open.is_none() => Some(colon(text, at, last, here, one)),
        ErrorKind::UnclosedQuotedScalar | ErrorKind::DocumentIndicatorInQuotedScalar | ErrorKind::InvalidQuotedScalarIndent => Some(slip(
            one,
            Words { en: "the quotation mark that opens here is never closed", zh: "这里的引号没有配对" },
            Words { en: "close it at the end of the value", zh: "请在值的末尾补上引号" },
        )),
        ErrorKind::InvalidTrailingDoubleQuotedScalar | ErrorKind::InvalidTrailingSingleQuotedScalar => Some(slip(
            one,
            Words { en: "there is text after the closing quotation mark", zh: "引号结束以后还有文字" },
            Words {
                en: "put the quotation marks around the whole value, and use “ ” inside", zh: "请把引号加在整个值外面，里面用“ ”"
            },
        )),
        ErrorKind::BlockSequenceEntryNotAllowed => Some(slip(
            one,
            Words { en: "`- ` stands in the middle of a line", zh: "`- ` 写在了行中间" },
            Words { en: "begin a new line with `- ` for each entry", zh: "请每一项另起一行，以 `- ` 开头" },
        )),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey if here.of(text).trim_start().starts_with('-') => Some(slip(
            here.start + indent(here.of(text))..here.end,
            Words { en: "there is no space after `-`", zh: "`-` 后面没有空格" },
            Words { en: "write `- ` before each entry", zh: "请在每一项前面写 `- `（短横加空格）" },
        )),
        ErrorKind::SimpleKeyExpected | ErrorKind::InvalidSimpleKey => Some(slip(
            here.start + indent(here.of(text))..here.end,
            Words { en: "the line has no `name: value`", zh: "这一行不是“名称: 内容”" },
            Words {
                en: "write `name: value`, or indent the line if it goes on with the value above",
                zh: "请写成“名称: 内容”；如果接着上一行，请缩进",
            },
        )),
        ErrorKind::ExpectedBlockMappingKey => Some(after_bracket_or_indent(text, at, here)),
        ErrorKind::ExpectedBlockSequenceEntry | ErrorKind::InvalidIndentation => Some(misplaced(text, here)),
        ErrorKind::InvalidBlockScalarHeader => Some(slip(
            one,
            Words { en: "text stands on the line of `|` or `>`", zh: "`|` 或 `>` 后面同一行有文字" },
            Words { en: "begin the text on the next line, indented", zh: "请从下一行开始写，并缩进" },
        )),
        ErrorKind::UnknownQuotedScalarEscape => Some(slip(
            one,
            Words { en: "`\\` has a special meaning inside `\"…\"`", zh: "双引号里的 `\\` 有特殊含义" },
            Words { en: "use single quotation marks `'…'`", zh: "请改用单引号 `'…'`" },
        )),
        _ => open.map(|bracket| {
            slip(
                bracket..bracket + 1,
                Words { en: "the bracket that opens here is never closed", zh: "这里的括号没有配对" },
                Words {
                    en: "close it; or put the value in quotation marks if it is a text", zh: "请补上右括号；如果是文字，请加英文引号"
                },
            )
        }),
    }
}

/// A second colon in a value, or a line that is indented without reason.
fn colon(text: &str, at: usize, last: usize, here: &Line, one: Range<usize>) -> Slip {
    let own_line = last >= here.start;
    if own_line || name_before_colon(here.of(text)).is_none_or(|(_, colon)| here.start + colon != at) {
        return slip(one, Words { en: "the value holds a colon and a space", zh: "值里有冒号加空格" }, QUOTE);
    }
    misplaced(text, here)
}

fn indent(content: &str) -> usize {
    content.len() - content.trim_start().len()
}

fn misplaced(text: &str, here: &Line) -> Slip {
    let content = here.of(text);
    let start = here.start + indent(content);
    slip(
        start..here.end.max(start),
        Words { en: "the line is indented differently from its neighbours", zh: "这一行的缩进和上下行不一致" },
        Words { en: "begin it in the same column as the fields beside it", zh: "请和同级字段左对齐" },
    )
}

/// `[重要] 通知`: a text that begins like a list; else a line in the wrong column.
fn after_bracket_or_indent(text: &str, at: usize, here: &Line) -> Slip {
    let content = here.of(text);
    let value = name_before_colon(content).map(|(_, colon)| here.start + colon + 1);
    let bracket =
        value.map(|value| value + indent(&text[value..here.end])).filter(|value| *value < at && text[*value..].starts_with(['[', '{']));
    match bracket {
        Some(start) => slip(
            start..start + 1,
            Words { en: "a text that begins with a bracket must stand in quotation marks", zh: "以括号开头的文字要加引号" },
            QUOTE,
        ),
        None => misplaced(text, here),
    }
}

fn nameless(text: &str, at: usize, here: &Line) -> Slip {
    let start = at.min(text.len());
    Slip {
        start,
        end: here.end.max(start),
        reason: Words { en: "the signs are not in an order that YAML knows", zh: "符号的写法不合 YAML 规则" }.into(),
        advice: Words {
            en: "check indentation, colons and quotation marks of this line and the one above",
            zh: "请检查这一行和上一行的缩进、冒号和引号",
        }
        .into(),
        named: false,
    }
}
