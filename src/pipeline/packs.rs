//! From the editor's files to packs: they are read while the pack is made, and not before.

use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic};
use crate::digest::Digest;
use crate::language::Words;
use crate::load::{self, Entry, Sources};
use crate::picture::Recipe;
use crate::plan::written::{Pack, Packed};
use crate::publish::Waiting;
use crate::render;
use crate::source::Span;

const CHANGED: Words = Words { en: "it was changed while the site was made", zh: "生成网站时文件被改动" };

/// A pack, and where its files lie.
#[derive(Clone)]
pub(super) struct Parcel {
    pack: Arc<Pack>,
    entries: Arc<[Entry]>,
}

impl Parcel {
    /// Finds the files of `pack`.
    pub(super) fn new(pack: &Arc<Pack>, sources: &Sources) -> Self {
        let entry = |file: &Packed| sources.get(&file.path).expect("only surveyed files are planned").clone();
        Self { pack: pack.clone(), entries: pack.attachments.iter().map(entry).collect() }
    }

    /// The pack for whom it is enough to make it when somebody asks for it.
    pub(super) fn waiting(&self) -> Waiting {
        let parcel = self.clone();
        Waiting::new(move || parcel.bytes().ok())
    }

    /// The zip file, with all files as they were when they were planned.
    pub(super) fn bytes(&self) -> Result<Vec<u8>, Diagnostic> {
        let contents = self.pack.attachments.iter().zip(&*self.entries).map(|(file, entry)| content(file, entry));
        Ok(render::pack::zip(&self.pack, &contents.collect::<Result<Vec<_>, _>>()?))
    }
}

fn content(file: &Packed, entry: &Entry) -> Result<Vec<u8>, Diagnostic> {
    let bytes = load::whole(entry)?;
    // A file that is changed while the site is made is not what was planned; the next build takes it as it is then.
    if Digest::of(&bytes) != file.digest {
        return Err(Diagnostic::new(Code::Unreadable, Span::file(&entry.path)).arg("reason", CHANGED));
    }
    let Some(facts) = file.picture else { return Ok(bytes) };
    let made = render::picture::make(&bytes, facts, &[Recipe::Clean]).map_err(|fault| load::broken(entry, &fault))?;
    Ok(made.into_iter().next().unwrap_or_default())
}
