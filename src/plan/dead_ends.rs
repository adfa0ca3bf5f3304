//! Links to addresses of the site where nothing stands: only the plan knows which lists and files there are.

use super::desk::Desk;
use super::pages::Taken;
use super::site::shows_nothing;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{Linked, Target};
use crate::source::{Span, without_index};

/// Reports dead ends in the menu and in texts; where other errors stand, a missing page is one of their consequences.
pub(super) fn check(desk: &Desk<'_>, pages: &Taken, diagnostics: &mut Diagnostics) {
    if diagnostics.has_errors() {
        return;
    }
    let library = desk.library;
    let settings = library.settings();
    let (empty, menu): (Vec<_>, Vec<_>) =
        settings.navigation.iter().map(|item| &item.path).partition(|path| shows_nothing(desk, &path.value));
    for path in empty {
        diagnostics.push(Diagnostic::new(Code::EmptyColumn, path.span.clone()).arg("target", &*path.value));
    }
    let corrections = settings.corrections.iter().filter(|path| path.value.starts_with('/'));
    let plain = |path| without_index(str::split(path, ['#', '?']).next().unwrap_or(path)).trim_matches('/');
    let menu = menu.into_iter().chain(corrections).map(|path| (plain(&*path.value), &*path.value, &path.span));
    let linked = library.texts().flat_map(own_addresses);
    for (plain, path, span) in menu.chain(linked) {
        if !desk.address_of(plain).is_some_and(|address| pages.contains_key(&address)) {
            diagnostics.push(Diagnostic::new(Code::BrokenLink, span.clone()).arg("target", path));
        }
    }
}

/// The lists and files that a text names by their address: which is meant, and how it is written.
fn own_addresses(text: &Linked) -> impl Iterator<Item = (&str, &str, &Span)> {
    text.targets.iter().zip(text.document.slots.iter()).filter_map(|(target, slot)| match target {
        Target::Path(own) => Some((own.as_str(), slot.destination.as_str(), &slot.span)),
        Target::Entity(..) | Target::Media(_) | Target::Fragment(_) | Target::Outside(_) | Target::Nothing => None,
    })
}
