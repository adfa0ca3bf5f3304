//! `wanjia fix`: mends what needs nobody's judgement; unless told to write, it only shows what would change.

use super::End;
use super::arguments::{Common, FixOptions};
use super::init::refused;
use super::request::{failed, request};
use super::screen::Screen;
use crate::author::{self, Mended};
use crate::diagnostics::{visible, without_long_numbers};
use crate::language::Speech;
use crate::load;
use crate::pipeline::Failure;

pub(super) fn run(common: &Common, options: FixOptions, screen: Screen) -> End {
    let request = match request(common, screen) {
        Ok(request) => request,
        Err(end) => return end,
    };
    let sources = match load::survey(&request.site, &request.skipped) {
        Ok(sources) => sources,
        Err(error) => return failed(&Failure::Load(error), screen),
    };
    let (all, problems) = author::fix(&sources);
    screen.problems(&problems, &[], &common.site);
    for mended in &all {
        if options.write
            && let Err(error) = author::write_mended(mended)
        {
            return refused(&error, screen);
        }
        screen.say(&told(mended, screen.speech));
    }
    screen.say(&summary(all.len(), options, screen.speech));
    if problems.has_errors() { End::Problems } else { End::Fine }
}

/// One file: its name, from which encoding it is converted, and each line as it was and as it should be.
fn told(mended: &Mended, speech: Speech) -> String {
    let mut text = visible(mended.path.as_str()).into_owned();
    if let Some(encoding) = mended.encoding {
        let name = encoding.name().say(speech);
        text.push_str(&match speech {
            Speech::English => format!(": {name} → UTF-8"),
            Speech::Chinese => format!("：{name} → UTF-8"),
        });
    }
    if mended.was_marked {
        text.push_str(match speech {
            Speech::English => ": without its byte order mark (BOM)",
            Speech::Chinese => "：去掉字节顺序标记（BOM）",
        });
    }
    for line in &mended.lines {
        let number = line.line;
        text.push_str(&format!("\n  {number} - {}\n  {number} + {}", shown(&line.before), shown(&line.after)));
    }
    text
}

/// A line of a file, harmless for a terminal and without numbers that may be somebody's.
fn shown(line: &str) -> String {
    visible(&without_long_numbers(line)).into_owned()
}

fn summary(files: usize, options: FixOptions, speech: Speech) -> String {
    match (files, options.write, speech) {
        (0, _, Speech::English) => "Nothing to mend".to_owned(),
        (0, _, Speech::Chinese) => "没有可以自动改正的问题".to_owned(),
        (_, true, Speech::English) => format!("Mended: {files} files"),
        (_, true, Speech::Chinese) => format!("已改正 {files} 个文件"),
        (_, false, Speech::English) => format!("Nothing was written; `wanjia fix --write` would change {files} files"),
        (_, false, Speech::Chinese) => format!("没有改动任何文件；运行 `wanjia fix --write` 会改这 {files} 个文件"),
    }
}
