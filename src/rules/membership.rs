//! Who belongs to whom must be said alike on both sides.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{Deputy, Library, MembershipStatus};

/// A deputy that names a station should be on that station's list; a former one has left it.
pub(super) fn check(library: &Library, diagnostics: &mut Diagnostics) {
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

fn is_serving(deputy: &Deputy) -> bool {
    deputy.memberships.iter().any(|membership| membership.status == MembershipStatus::Serving)
}
