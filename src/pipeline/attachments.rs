//! From the files that are handed out as they are to what the rules find in them: each is read once, and again when it or the rules change.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::pictures::Table;
use crate::load::{self, Entry, Part, Sources};
use crate::picture::Format;
use crate::plan::Plan;
use crate::plan::page::{Make, Page};
use crate::rules::{Findings, Rulebook};
use crate::source::SourcePath;

/// So many bytes of files are held at the same time.
const BYTES_AT_ONCE: u64 = 256 << 20;

/// The files that `plan` hands out as they are. Pictures say nothing any more when they are published, but for those drawn in words.
pub(super) fn handed_out<'s>(plan: &Plan, sources: &'s Sources) -> Vec<&'s Entry> {
    let may_say = |entry: &Entry| Format::of_extension(&entry.path.extension()).is_none_or(|format| format == Format::Svg);
    let is_there = sources.part(Part::Media).chain(sources.part(Part::Static)).any(may_say);
    if !is_there {
        return Vec::new();
    }
    let paths: BTreeSet<&SourcePath> = plan.pages.par_iter().flat_map_iter(|(_, page)| files(page)).collect();
    paths.into_iter().filter_map(|path| sources.get(path)).collect()
}

fn files(page: &Page) -> Vec<&SourcePath> {
    match &page.make {
        Make::Copy(path, _) => vec![path],
        Make::Picture(path, order) if order.facts.format == Format::Svg => vec![path],
        Make::Pack(pack) => {
            let speaks = |format: Format| format == Format::Svg;
            let attachments = pack.attachments.iter().filter(|file| file.picture.is_none_or(|facts| speaks(facts.format)));
            attachments.map(|file| &file.path).collect()
        }
        Make::Picture(..) | Make::Template { .. } | Make::Written(_) => Vec::new(),
    }
}

/// Reads files, no more at the same time than there is room for.
pub(super) struct Desk {
    room: Table,
}

impl Desk {
    /// An empty desk.
    pub(super) fn new() -> Self {
        Self { room: Table::new(BYTES_AT_ONCE) }
    }

    /// What the rules find in the file. One that cannot be read is told where it is copied.
    pub(super) fn read(&self, entry: &Entry, rulebook: &Rulebook) -> Arc<Findings> {
        /// What reading takes besides the file itself.
        const BESIDES: u64 = 48 << 20;
        let _place = self.room.take(entry.size + BESIDES.min(entry.size * 20));
        let bytes = load::whole(entry).unwrap_or_default();
        Arc::new(rulebook.read_attachment(&entry.path, &bytes))
    }
}
