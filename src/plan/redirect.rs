//! Redirects: old and short addresses that lead to where a thing stands now.

use std::sync::Arc;

use super::address::{Address, fault};
use super::desk::{Desk, href};
use super::page::Page;
use super::pages::{Planned, Sheet};
use crate::diagnostics::{Code, Diagnostic};
use crate::fields::Id;
use crate::model::{Kind, Library};
use crate::source::{SourcePath, Span, Spanned};
use crate::view::View;

/// A page for each old address, and for each short one, of each thing.
pub(super) fn pages(desk: &Desk<'_>) -> Planned {
    all(desk.library).iter().map(|way| redirect(desk, way)).collect()
}

/// The short address of what has the short id `id`: all of them in one folder, where no other page can ever stand.
pub(super) fn short_path(id: &Id) -> String {
    format!("s/{id}")
}

/// An address that leads elsewhere.
struct Way<'a> {
    from: String,
    span: &'a Span,
    kind: Kind,
    id: &'a Id,
    file: &'a SourcePath,
}

macro_rules! ways {
    ($ways:ident, $library:ident, $($things:ident $kind:ident)+) => {$(
        for thing in $library.$things().values() {
            let way = |from: String, span| Way { from, span, kind: Kind::$kind, id: &thing.id, file: &thing.path };
            $ways.extend(thing.record.aliases.iter().map(|alias: &Spanned<Arc<str>>| way(alias.value.to_string(), &alias.span)));
            $ways.extend(thing.record.short_id.iter().map(|id: &Spanned<Id>| way(short_path(&id.value), &id.span)));
        }
    )+};
}

fn all(library: &Library) -> Vec<Way<'_>> {
    let mut ways = Vec::new();
    ways!(ways, library, districts District stations Station deputies Deputy stories Story campaigns Campaign projects Project);
    ways!(ways, library, suggestions Suggestion tasks Tasks opinions Opinions deeds Deeds);
    for thing in library.pages().values() {
        let aliases = thing.record.aliases.iter();
        ways.extend(aliases.map(|alias| Way {
            from: alias.value.to_string(),
            span: &alias.span,
            kind: Kind::Page,
            id: &thing.id,
            file: &thing.path,
        }));
    }
    ways
}

fn redirect(desk: &Desk<'_>, way: &Way<'_>) -> Result<Arc<Page>, Box<Diagnostic>> {
    let path = way.from.trim_matches('/');
    let is_file = path.contains('.') && !path.ends_with(".html/");
    let address = if is_file { Address::file(path) } else { Address::page(path) };
    let Some(address) = address else {
        let problem = Diagnostic::new(Code::UnusableAddress, way.span.clone()).arg("address", &*way.from);
        return Err(Box::new(problem.arg("reason", fault(path))));
    };
    let mut sheet = Sheet::new(path, "redirect", desk.title(way.kind, way.id));
    sheet.inputs = vec![way.file.clone()];
    let target = href(way.kind, way.id);
    sheet.stands_for = Some(target.clone());
    sheet.values = vec![("target", View::map([("path", View::from(target))]))];
    let page = desk.bare_page(sheet)?;
    Ok(Arc::new(Page { address, written: Some(way.span.clone()), ..page }))
}
