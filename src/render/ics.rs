//! Calendars (RFC 5545): lines end in CRLF and are folded at 75 octets, never within a character.

use jiff::ToSpan;
use jiff::civil::DateTime;

use crate::plan::written::{Calendar, Event};

/// How many octets a line may have, its end not counted.
const LONGEST: usize = 75;

/// The calendar as text.
pub(super) fn calendar(calendar: &Calendar) -> String {
    let mut out = String::new();
    for fixed in ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Wanjia//Receptions//ZH", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"] {
        line(&mut out, fixed);
    }
    line(&mut out, &format!("X-WR-CALNAME:{}", escaped(&calendar.name)));
    for event in &calendar.events {
        self::event(&mut out, calendar, event);
    }
    line(&mut out, "END:VCALENDAR");
    out
}

fn event(out: &mut String, calendar: &Calendar, event: &Event) {
    line(out, "BEGIN:VEVENT");
    line(out, &format!("UID:{}", escaped(&event.uid)));
    line(out, &format!("DTSTAMP:{}T000000Z", calendar.stamp.strftime("%Y%m%d")));
    match event.hours {
        Some((first, last)) => {
            line(out, &format!("DTSTART:{}", universal(first)));
            line(out, &format!("DTEND:{}", universal(last)));
        }
        None => {
            line(out, &format!("DTSTART;VALUE=DATE:{}", event.day.strftime("%Y%m%d")));
            line(out, &format!("DTEND;VALUE=DATE:{}", event.day.saturating_add(1.day()).strftime("%Y%m%d")));
        }
    }
    line(out, &format!("SUMMARY:{}", escaped(&event.summary)));
    line(out, &format!("LOCATION:{}", escaped(&event.place)));
    if !event.description.is_empty() {
        line(out, &format!("DESCRIPTION:{}", escaped(&event.description)));
    }
    line(out, &format!("SEQUENCE:{}", u8::from(event.is_changed || event.is_cancelled)));
    line(out, if event.is_cancelled { "STATUS:CANCELLED" } else { "STATUS:CONFIRMED" });
    line(out, "TRANSP:TRANSPARENT");
    line(out, "END:VEVENT");
}

fn universal(moment: DateTime) -> String {
    moment.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// A text as a value: what separates values is marked, line ends become `\n`.
fn escaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => value.extend(['\\', c]),
            '\n' => value.push_str("\\n"),
            c if c.is_control() => {}
            c => value.push(c),
        }
    }
    value
}

/// Writes one line, folded.
fn line(out: &mut String, text: &str) {
    let mut octets = 0;
    for c in text.chars() {
        if octets + c.len_utf8() > LONGEST {
            out.push_str("\r\n ");
            octets = 1;
        }
        out.push(c);
        octets += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut out = String::new();
        line(&mut out, &format!("SUMMARY:{}", "代表接待".repeat(20)));
        assert!(out.split("\r\n").all(|part| part.len() <= LONGEST) && out.ends_with("\r\n"));
        assert_eq!(out.replace("\r\n ", "").trim_end(), format!("SUMMARY:{}", "代表接待".repeat(20)));
    }

    #[test]
    fn what_separates_values_is_marked() {
        assert_eq!(escaped("一楼；a, b; c\\d\n二"), "一楼；a\\, b\\; c\\\\d\\n二");
    }
}
