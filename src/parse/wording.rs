//! `data/wording.yaml` to a [`WordingTable`].

use super::{record_root, yaml};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::fields::{Id, Reader, Record, Value};
use crate::source::SourcePath;
use crate::wording::WordingTable;

/// Where a site keeps its own list of words.
pub const WORDING: &str = "data/wording.yaml";

/// Reads the list of words; `None` when a required part is missing or broken.
pub fn parse_wording(path: &SourcePath, text: &str, diagnostics: &mut Diagnostics) -> Option<WordingTable> {
    let tree = yaml::read(path, text, diagnostics);
    let root = record_root(&tree, path, text, 0, WordingTable::RECORD, diagnostics)?;
    let Value::Map(entries) = &root.value else { return None };
    let id = Id::lenient("wording");
    let table: WordingTable = Reader::new(path, &id, diagnostics).root(entries, root.head(), tree.whole)?;
    for (number, word) in table.words.iter().enumerate() {
        if table.words[..number].iter().any(|before| before.wrong.value == word.wrong.value) {
            let problem = Diagnostic::new(Code::ReferencedTwice, word.wrong.span.clone());
            diagnostics.push(problem.arg("id", &*word.wrong.value).arg("field", "words"));
        }
    }
    tree.whole.then_some(table)
}
