//! Levels and anchors of headings.

use std::collections::{BTreeMap, BTreeSet};

/// The levels of a body's headings, so that the page's outline has no gap: the page's own title is level 1, the highest
/// heading of a body is 2, and each heading is at most one level below the one it stands under.
#[derive(Default)]
pub(super) struct Outline(Vec<u8>);

impl Outline {
    /// The level to write for a heading that was written with `level`.
    pub(super) fn level(&mut self, level: u8) -> u8 {
        while self.0.last().is_some_and(|above| *above >= level) {
            self.0.pop();
        }
        let depth = u8::try_from(self.0.len()).unwrap_or(4).min(4);
        self.0.push(level);
        depth + 2
    }
}

/// The anchors of a document, each once.
#[derive(Default)]
pub(super) struct Anchors {
    taken: BTreeSet<String>,
    /// The number to try next for a heading that repeats.
    next: BTreeMap<String, usize>,
    in_order: Vec<String>,
}

impl Anchors {
    /// The anchor of a heading: its letters and digits, the rest as single hyphens; `做法` and `做法-2` where the text
    /// repeats. A change elsewhere in the text does not change it.
    pub(super) fn of_heading(&mut self, text: &str) -> String {
        let slug = slug(text);
        let wanted = match slug.is_empty() || slug.starts_with(char::is_numeric) || is_reserved(&slug) {
            true => format!("section-{slug}").trim_end_matches('-').to_owned(),
            false => slug,
        };
        let mut anchor = wanted.clone();
        if self.taken.contains(&anchor) {
            let number = self.next.entry(wanted.clone()).or_insert(2);
            while self.taken.contains(&anchor) {
                anchor = format!("{wanted}-{number}");
                *number += 1;
            }
        }
        self.take(anchor.clone());
        anchor
    }

    /// Takes an anchor that the editor wrote; `None` when it is taken or cannot be one.
    pub(super) fn written(&mut self, id: &str) -> Option<String> {
        let fits = !id.is_empty() && id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
        let free = fits && !is_reserved(id) && !id.starts_with(['-', '_', '.']) && !self.taken.contains(id);
        free.then(|| {
            self.take(id.to_owned());
            id.to_owned()
        })
    }

    /// Every anchor in the order of the text.
    pub(super) fn into_list(self) -> Vec<String> {
        self.in_order
    }

    fn take(&mut self, anchor: String) {
        self.taken.insert(anchor.clone());
        self.in_order.push(anchor);
    }
}

/// Whether footnotes have such anchors.
fn is_reserved(anchor: &str) -> bool {
    anchor.starts_with("fn-") || anchor.starts_with("fnref-")
}

/// Characters of the longest anchor before its number.
const LONGEST: usize = 60;

fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    for c in text.chars().take(LONGEST) {
        if c.is_alphanumeric() {
            slug.extend(c.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}
