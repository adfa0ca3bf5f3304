//! What only a whole station shows.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::fields::{MOBILE, Node, Record, is_mobile};
use crate::model::{Frequency, ReceptionRule, Station};

/// A mobile is published only when it is the duty desk's; every rule gives days; of a reception nothing is told twice.
pub(super) fn check(station: &Station, _root: &Node<'_>, diagnostics: &mut Diagnostics) {
    telephone(station, diagnostics);
    station.reception_rules.iter().for_each(|rule| self::rule(rule, diagnostics));
    for (number, session) in station.sessions.iter().enumerate() {
        if station.sessions[..number].iter().any(|before| before.date.value == session.date.value && before.time == session.time) {
            let problem = Diagnostic::new(Code::ReferencedTwice, session.date.span.clone());
            diagnostics.push(problem.arg("id", session.date.value.to_string()).arg("field", "sessions"));
        }
    }
}

/// A rule names the days that its frequency needs, and where steps of several weeks or months begin.
fn rule(rule: &ReceptionRule, diagnostics: &mut Diagnostics) {
    let in_month = [rule.byday.is_empty(), rule.bymonthday.is_empty(), rule.byworkday.is_empty()];
    let lacks = match rule.freq.value {
        Frequency::Weekly if rule.byday.is_empty() => Some("byday"),
        Frequency::Monthly if in_month.iter().all(|is_empty| *is_empty) => Some("bymonthday"),
        Frequency::YearlyDates if rule.dates.is_empty() => Some("dates"),
        Frequency::Weekly | Frequency::Monthly if rule.interval > 1 && rule.from.is_none() => Some("from"),
        Frequency::Weekly | Frequency::Monthly | Frequency::YearlyDates => None,
    };
    let Some((_, field)) = lacks.and_then(|field| ReceptionRule::RECORD.field(field)) else { return };
    diagnostics.push(
        Diagnostic::new(Code::MissingField, rule.freq.span.clone())
            .arg("what", ReceptionRule::RECORD.words)
            .arg("field", field.name)
            .arg("meaning", field.meaning_clause()),
    );
}

fn telephone(station: &Station, diagnostics: &mut Diagnostics) {
    let tel = &station.tel;
    if is_mobile(&tel.value) && !station.tel_is_duty_phone {
        let (expected, advice) = MOBILE;
        diagnostics.push(
            Diagnostic::new(Code::BadFormat, tel.span.clone()).arg("value", &*tel.value).arg("expected", expected).arg("advice", advice),
        );
    }
}
