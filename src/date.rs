//! Dates as editors write them, and the one "today" of a build.

use jiff::civil::{Date, DateTime, Time};

/// A point in the site's own time: a date, and a time of day where one was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// The time of day in the site's zone, where it was written.
    pub time: Option<Time>,
}

impl Moment {
    /// Midnight stands for a moment without a time.
    pub fn datetime(self) -> DateTime {
        self.date.to_datetime(self.time.unwrap_or(Time::midnight()))
    }

    /// When it is over, if that is meant: a moment without a time lasts through its day.
    pub fn end(self) -> DateTime {
        match self.time {
            Some(_) => self.datetime(),
            None => self.date.tomorrow().unwrap_or(self.date).to_datetime(Time::midnight()),
        }
    }

    /// `2026-03-05` or `2026-03-05 09:30`.
    pub fn iso(self) -> String {
        match self.time {
            Some(time) => format!("{} {:02}:{:02}", self.date, time.hour(), time.minute()),
            None => self.date.to_string(),
        }
    }
}

/// The years that are dates of a site; any other is a slip of the pen.
pub const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// Why a text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateFault {
    /// It has the shape of a date, but no calendar has that day or hour.
    Impossible,
    /// Day and month could be meant either way, or the year has two digits.
    Ambiguous,
    /// Its year lies before [`YEARS`] or after them.
    OutOfRange,
    /// A zone stands behind its time.
    Zoned,
    /// It is no date at all.
    Unreadable,
}

/// Reads a date with an optional time: `2026-03-05`, `2026/3/5`, `2026.3.5`, `2026年3月5日`, each with ` 09:30`, `T09:30:00`
/// (the site's own time zone).
pub fn read_moment(text: &str) -> Result<Moment, DateFault> {
    let text = half_width(text.trim());
    let (day, rest) = split_day(&text);
    let date = read_date(day)?;
    let rest = rest.trim_start_matches(['T', 't', ' ']).trim();
    if rest.is_empty() {
        return Ok(Moment { date, time: None });
    }
    let time = read_time(rest).map_err(|fault| if is_zoned(rest) { DateFault::Zoned } else { fault })?;
    Ok(Moment { date, time: Some(time) })
}

/// Whether a zone stands behind a time of day: `09:30Z`, `09:30:00.000+08:00`, `09:30 UTC`, `09:30 [Asia/Shanghai]`.
fn is_zoned(text: &str) -> bool {
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.')).unwrap_or(text.len());
    let (time, zone) = (text[..end].split('.').next().unwrap_or_default(), text[end..].trim_start());
    let is_offset = |sign| zone.strip_prefix(sign).is_some_and(|rest: &str| rest.starts_with(|c: char| c.is_ascii_digit()));
    let is_named = zone.starts_with('[') || zone.starts_with(|c: char| c.is_ascii_alphabetic());
    let is_half_of_the_day = ["am", "pm"].iter().any(|half| zone.to_ascii_lowercase().starts_with(half));
    read_time(time).is_ok() && (is_offset('+') || is_offset('-') || is_named && !is_half_of_the_day)
}

/// Reads a date without a time, in the forms of [`read_moment`].
pub fn read_date(text: &str) -> Result<Date, DateFault> {
    let text = half_width(text.trim());
    let parts: Vec<&str> = date_parts(&text).ok_or(DateFault::Unreadable)?;
    let [year, month, day] = parts[..] else { return Err(DateFault::Unreadable) };
    let number = |part: &str| part.parse::<i16>().map_err(|_| DateFault::Unreadable);
    if year.len() > 4 {
        return Err(DateFault::OutOfRange);
    }
    if year.len() != 4 {
        return Err(DateFault::Ambiguous);
    }
    let (year, month, day) = (number(year)?, number(month)?, number(day)?);
    let small = |n: i16| i8::try_from(n).map_err(|_| DateFault::Impossible);
    let date = Date::new(year, small(month)?, small(day)?).map_err(|_| DateFault::Impossible)?;
    if YEARS.contains(&date.year()) { Ok(date) } else { Err(DateFault::OutOfRange) }
}

/// Reads a time of day: `9:30`, `09:30`, `09:30:00`.
pub fn read_time(text: &str) -> Result<Time, DateFault> {
    let parts: Vec<&str> = text.split(':').collect();
    if !(2..=3).contains(&parts.len()) || parts.iter().any(|part| part.is_empty() || part.len() > 2) {
        return Err(DateFault::Unreadable);
    }
    let mut numbers = [0_i8; 3];
    for (number, part) in numbers.iter_mut().zip(&parts) {
        *number = part.parse().map_err(|_| DateFault::Unreadable)?;
    }
    Time::new(numbers[0], numbers[1], numbers[2], 0).map_err(|_| DateFault::Impossible)
}

/// Full-width digits and signs, as an input method may leave them, become half-width.
fn half_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '０'..='９' | '－' | '／' | '：' | '．' => {
                char::from_u32(u32::from(c) - 0xFEE0).expect("the half-width block mirrors it")
            }
            '\u{3000}' => ' ',
            other => other,
        })
        .collect()
}

fn split_day(text: &str) -> (&str, &str) {
    let end = match text.find('日') {
        Some(at) => at + '日'.len_utf8(),
        None => text.find(['T', 't', ' ']).unwrap_or(text.len()),
    };
    text.split_at(end)
}

/// Year, month and day as written; `None` when the text has not the shape of a date.
fn date_parts(text: &str) -> Option<Vec<&str>> {
    let parts: Vec<&str> = if text.contains('年') {
        let (year, rest) = text.split_once('年')?;
        let (month, rest) = rest.split_once('月')?;
        let day = rest.strip_suffix('日').or_else(|| rest.strip_suffix('号'))?;
        vec![year.trim(), month.trim(), day.trim()]
    } else {
        text.split(['-', '/', '.']).collect()
    };
    let is_number = |part: &str, longest| (1..=longest).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    // A digit too many in the year is told as that, not as something that is no date.
    let [year, month, day] = parts[..] else { return None };
    let longest = if month.len() <= 2 && day.len() <= 2 { 6 } else { 4 };
    (is_number(year, longest) && is_number(month, 4) && is_number(day, 4)).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unambiguous_form_of_a_date_is_read() {
        for text in ["2026-03-05", "2026-3-5", "2026/3/5", "2026.3.5", "2026年3月5日", "２０２６－３－５", " 2026-03-05 "] {
            assert_eq!(read_moment(text).map(Moment::iso), Ok("2026-03-05".to_owned()), "{text}");
        }
        for text in ["2026-03-05 09:30", "2026-03-05T09:30", "2026年3月5日 9:30", "2026-03-05 09：30"] {
            assert_eq!(read_moment(text).map(Moment::iso), Ok("2026-03-05 09:30".to_owned()), "{text}");
        }
    }

    #[test]
    fn a_doubtful_date_is_refused() {
        assert_eq!(read_date("2026-13-45"), Err(DateFault::Impossible));
        assert_eq!(read_date("2026-02-30"), Err(DateFault::Impossible));
        assert_eq!(read_date("05/01/2026"), Err(DateFault::Ambiguous));
        assert_eq!(read_date("26-05-01"), Err(DateFault::Ambiguous));
        assert_eq!(read_date("明天"), Err(DateFault::Unreadable));
        assert_eq!(read_moment("2026-05-01 25:00"), Err(DateFault::Impossible));
        for text in ["1026-01-01", "12026-01-01", "0001-01-01", "9999-12-31", "20026/1/1", "2200-01-01", "1899-12-31"] {
            assert_eq!(read_date(text), Err(DateFault::OutOfRange), "{text}");
        }
        for text in
            ["2026-05-01T10:00+09:00", "2026-05-01 10:00Z", "2026-05-01T10:00:00.000Z", "2026-05-01 10:00 +0800", "2026-05-01 10:00 CST"]
        {
            assert_eq!(read_moment(text), Err(DateFault::Zoned), "{text}");
        }
        for text in ["2026-05-01 10:00 am", "2026-05-01 上午9:30", "2026-05-01 Z", "123-45-6789012"] {
            assert_eq!(read_moment(text), Err(DateFault::Unreadable), "{text}");
        }
    }
}
