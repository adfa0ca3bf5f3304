//! Redirects: old addresses that lead to where a story stands now.

use std::sync::Arc;

use super::address::{Address, fault};
use super::desk::{Desk, href};
use super::page::Page;
use super::pages::{Planned, Sheet};
use crate::diagnostics::{Code, Diagnostic};
use crate::fields::Id;
use crate::model::Kind;
use crate::source::Spanned;
use crate::view::View;

/// A page for each old address of each story.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    let stories = desk.library.stories().iter();
    stories.flat_map(|(id, thing)| thing.record.aliases.iter().map(move |alias| redirect(desk, id, alias))).collect()
}

fn redirect(desk: &Desk<'_>, id: &Id, alias: &Spanned<Arc<str>>) -> Result<Arc<Page>, Box<Diagnostic>> {
    let thing = desk.library.story(id);
    let path = alias.value.trim_matches('/');
    let file = path.contains('.') && !path.ends_with(".html/");
    let address = if file { Address::file(path) } else { Address::page(path) };
    let Some(address) = address else {
        return Err(Box::new(
            Diagnostic::new(Code::UnusableAddress, alias.span.clone()).arg("address", &*alias.value).arg("reason", fault(path)),
        ));
    };
    let mut sheet = Sheet::new(path, "redirect", thing.record.title.value.clone());
    sheet.inputs = vec![thing.path.clone()];
    let target = href(Kind::Story, id);
    sheet.stands_for = Some(target.clone());
    sheet.values = vec![("target", View::map([("path", View::from(target))]))];
    let page = desk.bare_page(sheet)?;
    Ok(Arc::new(Page { address, written: Some(alias.span.clone()), ..page }))
}
