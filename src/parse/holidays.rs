//! `data/holidays.yaml` to [`Holidays`].

use super::{record_root, yaml};
use crate::calendar::{HolidayTable, Holidays};
use crate::diagnostics::{Arg, Code, Diagnostic, Diagnostics};
use crate::fields::{Id, Reader, Record, Value};
use crate::source::{SourcePath, Spanned};

/// Where a site keeps its own table of holidays.
pub const HOLIDAYS: &str = "data/holidays.yaml";

/// Reads the table of holidays; `None` when a required part is missing or broken.
pub fn parse_holidays(path: &SourcePath, text: &str, diagnostics: &mut Diagnostics) -> Option<Holidays> {
    let tree = yaml::read(path, text, diagnostics);
    let root = record_root(&tree, path, text, 0, HolidayTable::RECORD, diagnostics)?;
    let Value::Map(entries) = &root.value else { return None };
    let id = Id::lenient("holidays");
    let table: HolidayTable = Reader::new(path, &id, diagnostics).root(entries, root.head(), tree.whole)?;
    check(&table, diagnostics);
    tree.whole.then(|| Holidays::of(&table))
}

/// A year stands once; its working weekends are weekends of that year on which nobody rests.
fn check(table: &HolidayTable, diagnostics: &mut Diagnostics) {
    let holidays = Holidays::of(table);
    for (number, year) in table.years.iter().enumerate() {
        if table.years[..number].iter().any(|before| before.year.value == year.year.value) {
            let problem = Diagnostic::new(Code::ReferencedTwice, year.year.span.clone());
            diagnostics.push(problem.arg("id", year.year.value.to_string()).arg("field", "years"));
        }
        for day in &year.work {
            let is_of_year = u16::try_from(day.value.year()) == Ok(year.year.value);
            let is_weekend = day.value.weekday().to_monday_zero_offset() >= 5;
            if !is_of_year || !is_weekend || holidays.holiday(day.value).is_some() {
                diagnostics.push(no_make_up(day));
            }
        }
    }
}

fn no_make_up(day: &Spanned<jiff::civil::Date>) -> Diagnostic {
    let expected = Arg::Sentence {
        en: "a Saturday or Sunday of the year that is no holiday".to_owned(),
        zh: "当年不放假的周六或周日".to_owned(),
    };
    let advice = Arg::Sentence { en: "check the announcement".to_owned(), zh: "请核对放假安排的通知".to_owned() };
    Diagnostic::new(Code::BadFormat, day.span.clone()).arg("value", day.value.to_string()).arg("expected", expected).arg("advice", advice)
}
