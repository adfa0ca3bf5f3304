//! What was there already when the site was last published: the files that did not change since, and what was told of them then.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity, Waived, read_saved, read_saved_waived};
use crate::digest::Digest;
use crate::language::Speech;
use crate::load::{Facts, SETTINGS};
use crate::publish::LastBuild;
use crate::source::SourcePath;

/// The files of a site: what the disk told of each, and the digest of its bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Inventory(pub(super) BTreeMap<SourcePath, (Facts, Digest)>);

impl Inventory {
    /// A line for each file.
    pub(super) fn to_text(&self) -> String {
        let mut text = String::new();
        for (path, (facts, digest)) in &self.0 {
            writeln!(text, "{} {facts}\t{path}", digest.hex()).expect("a string takes any text");
        }
        text
    }

    /// Reads the lines; one that is damaged is a file that is not known.
    pub(super) fn read(text: &str) -> Self {
        let line = |line: &str| {
            let (told, path) = line.split_once('\t')?;
            let (digest, facts) = told.split_once(' ')?;
            Some((SourcePath::new(path), (Facts::read(facts)?, Digest::from_hex(digest)?)))
        };
        Self(text.lines().filter_map(line).collect())
    }
}

/// What was there already when the site was last published.
#[derive(Clone, Debug)]
pub struct Since {
    unchanged: BTreeSet<SourcePath>,
    told: BTreeSet<Key>,
}

/// What tells one problem from another, whenever it is told.
type Key = (Code, SourcePath, u32, u32, String);

impl Since {
    /// Compares the files that are there `now` with those of the build that left `last`; `None` when it left nothing that can be read.
    pub(super) fn new(last: &LastBuild, now: &Inventory) -> Option<Self> {
        let before = Inventory::read(&last.sources);
        let is_same = |path: &SourcePath, digest: Digest| before.0.get(path).is_some_and(|(_, known)| *known == digest);
        let unchanged = now.0.iter().filter(|(path, (_, digest))| is_same(path, *digest)).map(|(path, _)| path.clone()).collect();
        let (told, waived) = (read_saved(&last.summary["diagnostics"])?, read_saved_waived(&last.summary["waived"])?);
        let told = told.iter().chain(waived.iter().map(|one| &one.problem)).map(key).collect();
        Some(Self { unchanged, told })
    }

    /// Whether the file at `path` is new, or other than it was.
    pub fn has_changed(&self, path: &SourcePath) -> bool {
        !self.unchanged.contains(path)
    }

    /// Leaves out the warnings that were told already when the site was published, of files that are as they were; how many these are.
    /// Errors and what is said of the whole site always stay.
    pub fn leave_out_known(&self, diagnostics: &mut Diagnostics, waived: &mut Vec<Waived>) -> usize {
        let mut left_out = 0;
        diagnostics.retain(|problem| {
            let is_known = problem.severity == Severity::Warning && !is_of_the_site(problem) && self.knows(problem);
            left_out += usize::from(is_known);
            !is_known
        });
        waived.retain(|one| !self.knows(&one.problem));
        left_out
    }

    fn knows(&self, problem: &Diagnostic) -> bool {
        !self.has_changed(&problem.span.path) && self.told.contains(&key(problem))
    }
}

/// Whether no single line is to blame, but the site as a whole.
fn is_of_the_site(problem: &Diagnostic) -> bool {
    problem.span.path.as_str() == SETTINGS && problem.span.line == 0
}

fn key(problem: &Diagnostic) -> Key {
    let span = &problem.span;
    (problem.code, span.path.clone(), span.start, span.end, problem.message(Speech::English))
}
