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

/// Why a text is not a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateFault {
    /// It has the shape of a date, but no calendar has that day or hour.
    Impossible,
    /// Day and month could be meant either way, or the year has two digits.
    Ambiguous,
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
    Ok(Moment { date, time: Some(read_time(rest)?) })
}

/// Reads a date without a time, in the forms of [`read_moment`].
pub fn read_date(text: &str) -> Result<Date, DateFault> {
    let text = half_width(text.trim());
    let parts: Vec<&str> = date_parts(&text).ok_or(DateFault::Unreadable)?;
    let [year, month, day] = parts[..] else { return Err(DateFault::Unreadable) };
    let number = |part: &str| part.parse::<i16>().map_err(|_| DateFault::Unreadable);
    if year.len() != 4 {
        return Err(DateFault::Ambiguous);
    }
    let (year, month, day) = (number(year)?, number(month)?, number(day)?);
    let small = |n: i16| i8::try_from(n).map_err(|_| DateFault::Impossible);
    let date = Date::new(year, small(month)?, small(day)?).map_err(|_| DateFault::Impossible)?;
    if date.year() < 1900 || date.year() > 2199 { Err(DateFault::Impossible) } else { Ok(date) }
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
    let numeric = parts.iter().all(|part| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()));
    (parts.len() == 3 && numeric).then_some(parts)
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
    }
}
