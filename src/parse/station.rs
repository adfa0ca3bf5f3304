//! What only a whole station shows.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::fields::{MOBILE, Node, is_mobile};
use crate::model::Station;

/// A mobile is published only when it is the duty desk's.
pub(super) fn check(station: &Station, _root: &Node<'_>, diagnostics: &mut Diagnostics) {
    let tel = &station.tel;
    if is_mobile(&tel.value) && !station.tel_is_duty_phone {
        let (expected, advice) = MOBILE;
        diagnostics.push(
            Diagnostic::new(Code::BadFormat, tel.span.clone()).arg("value", &*tel.value).arg("expected", expected).arg("advice", advice),
        );
    }
}
