//! How a picture is shown: the files that are made of it, and where each stands.

use std::sync::Arc;

use super::address::Address;
use crate::digest::Digest;
use crate::model::MediaFile;
use crate::picture::{Facts, Order, Recipe};
use crate::source::SourcePath;
use crate::view::{Source, View};

/// Where the files of one picture stand.
#[derive(Debug)]
pub(super) struct Showing {
    /// The files, as [`Facts::variants`] tells them; or the picture itself, where it is shown as it is.
    pub(super) files: Vec<(Address, Order)>,
    facts: Facts,
}

impl Showing {
    /// Of the picture `path`; `None` where `file` is none.
    pub(super) fn of(path: &SourcePath, file: &MediaFile) -> Option<Self> {
        let facts = file.picture?;
        let order = |recipe| Order { digest: file.digest, facts, recipe };
        let variants = facts.variants();
        let recipes = if variants.is_empty() { vec![Recipe::Clean] } else { variants };
        let placed = |recipe| Some((address(path, order(recipe))?, order(recipe)));
        Some(Self { files: recipes.into_iter().filter_map(placed).collect(), facts })
    }

    /// The file for browsers that choose none: of the picture's own format, the narrowest that there is.
    pub(super) fn plain(&self) -> String {
        let own = self.files.iter().find(|(_, order)| match order.recipe {
            Recipe::Clean => true,
            Recipe::Sized { format, width, .. } => format == self.facts.format && (width >= 800 || self.is_widest(width)),
        });
        own.map_or(String::new(), |(address, _)| address.href())
    }

    fn is_widest(&self, width: u32) -> bool {
        self.size().is_some_and(|(widest, _)| widest == width)
    }

    /// The largest file, for whoever wants to look closely: its own format's last.
    pub(super) fn large(&self) -> String {
        self.files.last().map_or(String::new(), |(address, _)| address.href())
    }

    /// Width and height of the largest file, in pixels: they give the picture its place before it is there.
    pub(super) fn size(&self) -> Option<(u32, u32)> {
        match self.files.last().map(|(_, order)| order.recipe) {
            Some(Recipe::Sized { width, height, .. }) => Some((width, height)),
            Some(Recipe::Clean) | None => self.facts.upright(),
        }
    }

    /// The media type of the picture itself.
    pub(super) fn media_type(&self) -> &'static str {
        self.facts.format.media_type()
    }

    /// What a browser may choose from, the format that it should prefer first.
    pub(super) fn sources(&self) -> Arc<[Source]> {
        let mut sources: Vec<Source> = Vec::new();
        for (address, order) in &self.files {
            let Recipe::Sized { format, width, .. } = order.recipe else { continue };
            let (media_type, file) = (format.media_type(), (address.href(), width));
            match sources.iter_mut().find(|source| source.media_type == media_type) {
                Some(source) => source.files.push(file),
                None => sources.push(Source { media_type, files: vec![file] }),
            }
        }
        sources.into()
    }
}

/// The sources of a picture for a template: each with its `type` and its files' paths and widths.
pub(super) fn sources_view(sources: &[Source]) -> View {
    let file = |(path, width): &(String, u32)| View::map([("path", View::from(path.clone())), ("width", View::from(i64::from(*width)))]);
    View::list(
        sources
            .iter()
            .map(|source| View::map([("type", View::from(source.media_type)), ("srcset", View::list(source.files.iter().map(file)))])),
    )
}

/// Where a picture or attachment that is published as it is, stands.
pub(super) fn file_address(path: &SourcePath, file: &MediaFile) -> Option<Address> {
    match file.picture {
        Some(facts) => address(path, Order { digest: file.digest, facts, recipe: Recipe::Clean }),
        None => media_address(path, file.digest, "", &path.extension()),
    }
}

/// Where a file that is made of the picture `path` stands.
fn address(path: &SourcePath, order: Order) -> Option<Address> {
    let name = Order { recipe: Recipe::Clean, ..order }.made_of();
    match order.recipe {
        Recipe::Clean => media_address(path, name, "", &path.extension()),
        Recipe::Sized { format, width, .. } => media_address(path, name, &format!("-{width}"), format.extension()),
    }
}

/// Pictures and attachments are named by their contents, so that they may move and be renamed freely.
fn media_address(path: &SourcePath, digest: Digest, size: &str, extension: &str) -> Option<Address> {
    let short = &digest.hex()[..8];
    let stem: String = path.stem().chars().take(40).collect();
    let stem = stem.trim_end_matches(['.', ' ']);
    let ending = if extension.is_empty() { String::new() } else { format!(".{extension}") };
    Address::file(&format!("media/{stem}-{short}{size}{ending}")).or_else(|| Address::file(&format!("media/{short}{size}{ending}")))
}
