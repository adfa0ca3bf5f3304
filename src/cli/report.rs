//! `wanjia report`: counts by district and period.

use jiff::civil::{Date, date};

use super::End;
use super::arguments::{Common, ReportOptions};
use super::request::{failed, request};
use super::screen::Screen;
use crate::diagnostics::visible;
use crate::language::Words;
use crate::pipeline;
use crate::report::{Format, Report, Scope};

const BACKWARDS: Words = Words { en: "the first day comes after the last", zh: "开始日期晚于结束日期" };
const FORMAT: Words =
    Words { en: "a report is written to .xlsx, .csv or .html, not to ", zh: "报表文件名应以 .xlsx、.csv 或 .html 结尾：" };
const UNWRITTEN: Words = Words { en: "the report cannot be written to ", zh: "报表写不进文件 " };
const WRITTEN: Words = Words { en: "Report: ", zh: "报表：" };
const UNSOUND: Words = Words {
    en: "The site has errors; what they concern may be missing here. `wanjia check` tells them.",
    zh: "网站内容有错误，统计可能不全。请先用 wanjia check 查看。",
};

pub(super) fn run(common: &Common, options: &ReportOptions, screen: Screen) -> End {
    if let Some(file) = options.files.iter().find(|file| Format::of(file).is_none()) {
        screen.tell(&format!("{}{}", screen.word(FORMAT), visible(&file.to_string_lossy())));
        return End::Usage;
    }
    let request = match request(common, screen) {
        Ok(request) => request,
        Err(end) => return end,
    };
    let (from, to) = period(options, request.as_of.date());
    if from > to {
        screen.tell(screen.word(BACKWARDS));
        return End::Usage;
    }
    let (library, problems) = match pipeline::library(&request) {
        Ok(told) => told,
        Err(failure) => return failed(&failure, screen),
    };
    let Some(library) = library else {
        screen.problems(&problems, &[], &common.site);
        return End::Problems;
    };
    let end = give(&Report::new(&library, Scope { from, to, speech: screen.speech }), options, screen);
    if problems.has_errors() {
        screen.tell(screen.word(UNSOUND));
    }
    end
}

/// The period that was asked for: from the first of January until today.
fn period(options: &ReportOptions, today: Date) -> (Date, Date) {
    let to = options.to.unwrap_or(today);
    (options.from.unwrap_or_else(|| date(to.year(), 1, 1)), to)
}

fn give(report: &Report<'_>, options: &ReportOptions, screen: Screen) -> End {
    if options.files.is_empty() {
        screen.say(&report.text());
    }
    for file in &options.files {
        let name = file.to_string_lossy();
        if let Err(error) = report.write(file) {
            screen.tell(&format!("{}{}: {}", screen.word(UNWRITTEN), visible(&name), error));
            return End::Machine;
        }
        screen.say(&format!("{}{}", screen.word(WRITTEN), visible(&name)));
    }
    End::Fine
}
