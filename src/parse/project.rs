//! What only a whole project shows.

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::fields::{Node, Record};
use crate::model::{Project, ProjectStatus};
use crate::source::SourcePath;

/// A project that is no candidate any more shows the vote that chose it.
pub(super) fn check(project: &Project, root: &Node<'_>, path: &SourcePath, diagnostics: &mut Diagnostics) {
    let voted = match project.status {
        ProjectStatus::Candidate => false,
        ProjectStatus::Underway | ProjectStatus::Done | ProjectStatus::Unfinished | ProjectStatus::CarriedOver => true,
    };
    if voted && root.entry(Project::RECORD, "vote").is_none() {
        let status = root.entry(Project::RECORD, "status");
        let mark = status.map_or(root.head(), |entry| entry.node.mark);
        let field = if status.is_some_and(|entry| entry.key == "status") { "vote" } else { "票决" };
        diagnostics.push(Diagnostic::new(Code::VoteMissing, mark.span(path)).arg("field", field));
    }
}
