//! Which days are which: official days of rest, make-up workdays, and the days that a reception rule gives. Plain values in and out.

mod holidays;
mod rules;

pub use holidays::{HolidayTable, Holidays, Rest, Standing, YearTable};
pub use rules::{Frequency, Holiday, Occurrence, Rule, Weekday};
