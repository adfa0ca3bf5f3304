//! What only a whole station shows.

use crate::diagnostics::{Code, Diagnostic, Diagnostics, masked};
use crate::fields::{MOBILE, Node, Record, is_mobile};
use crate::model::{Frequency, ReceptionRule, Station};

/// A mobile is published only when it is the duty desk's; every step has a beginning; of a reception nothing is told twice.
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

/// A rule in steps of several weeks or months says where they begin.
fn rule(rule: &ReceptionRule, diagnostics: &mut Diagnostics) {
    let has_steps = match rule.freq.value {
        Frequency::Weekly | Frequency::Monthly => rule.interval > 1,
        Frequency::YearlyDates => false,
    };
    if !has_steps || rule.from.is_some() {
        return;
    }
    let Some((_, field)) = ReceptionRule::RECORD.field("from") else { return };
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
        let problem = Diagnostic::new(Code::BadFormat, tel.span.clone()).private();
        diagnostics.push(problem.arg("value", masked(&tel.value)).arg("expected", expected).arg("advice", advice));
    }
}
