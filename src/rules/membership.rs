//! Who belongs to whom must be said alike on both sides.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{Deputy, Library, MembershipStatus};
use crate::settings::NameOrder;
use crate::source::Span;

/// Deputies and their stations agree; the order of names has what it needs.
pub(super) fn check(library: &Library, diagnostics: &mut Diagnostics) {
    stations(library, diagnostics);
    strangers(library, diagnostics);
    match library.settings().deputy_order {
        NameOrder::Official | NameOrder::Stroke => {}
        NameOrder::Pinyin => pinyin(library, diagnostics),
    }
}

/// The order of pinyin needs everyone's.
fn pinyin(library: &Library, diagnostics: &mut Diagnostics) {
    for deputy in library.deputies().values().filter(|deputy| deputy.record.name_pinyin.is_none()) {
        diagnostics.push(Diagnostic::new(Code::NoPinyin, Span::file(&deputy.path)).arg("deputy", &**deputy.record.name.main()));
    }
}

/// A deputy that names a station should be on that station's list; a former one has left it.
fn stations(library: &Library, diagnostics: &mut Diagnostics) {
    for (id, deputy) in library.deputies().iter().filter(|(_, deputy)| is_serving(&deputy.record)) {
        for station in &deputy.record.stations {
            let listed = &library.station(&station.id).record.deputies;
            if !listed.iter().any(|deputy| deputy.id == *id) {
                let problem = Diagnostic::new(Code::NameMismatch, station.span.clone());
                diagnostics.push(problem.arg("station", station.id.as_str()).arg("deputy", id.as_str()));
            }
        }
    }
}

/// Who receives belongs to the station.
fn strangers(library: &Library, diagnostics: &mut Diagnostics) {
    for station in library.stations().values() {
        let listed = |id: &crate::fields::Id| station.record.deputies.iter().any(|deputy| deputy.id == *id);
        let receiving = station.record.sessions.iter().flat_map(|session| &session.deputies);
        for deputy in receiving.filter(|deputy| !listed(&deputy.id)) {
            diagnostics.push(Diagnostic::new(Code::StrangerReceives, deputy.span.clone()).arg("deputy", deputy.id.as_str()));
        }
    }
}

fn is_serving(deputy: &Deputy) -> bool {
    deputy.memberships.iter().any(|membership| membership.status == MembershipStatus::Serving)
}
