//! Links to other sites: where an office keeps a list of those that may be linked to, all others are told; and which of them may be asked
//! whether they still lead somewhere.

use std::sync::Arc;

use jiff::civil::Date;
use percent_encoding::percent_decode_str;

use super::privacy;
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::model::{Library, Linked, Target};
use crate::settings::{Profile, Settings};
use crate::source::{Span, Spanned, host_of};

/// Every link of a text, and where stories were taken from.
pub(super) fn check(library: &Library, diagnostics: &mut Diagnostics) {
    let settings = library.settings();
    let is_kept = match settings.profile {
        Profile::Congress => !settings.allowed_hosts.is_empty(),
        Profile::GovernmentStrict => true,
    };
    if !is_kept {
        return;
    }
    let origins = library.stories().values().filter_map(|story| story.record.origin_url.as_ref());
    let origins = origins.map(|url| (&*url.value, &url.span));
    for (address, span) in library.texts().flat_map(outside).chain(origins) {
        if let Some(host) = host_of(address).filter(|host| !is_allowed(settings, host)) {
            diagnostics.push(Diagnostic::new(Code::UnlistedHost, span.clone()).arg("host", host));
        }
    }
}

/// Every link to another site, in texts, in stories that were taken from there, and in the settings; but those whose addresses hold
/// numbers or mailboxes of persons, as known on the day `today`: such an address is told to nobody.
pub fn links_outside(library: &Library, today: Date) -> Vec<Spanned<Arc<str>>> {
    let settings = library.settings();
    let in_texts = library.texts().flat_map(outside).map(|(address, span)| Spanned::new(address.into(), span.clone()));
    let origins = library.stories().values().filter_map(|story| story.record.origin_url.clone());
    let mark = settings.office_mark.as_ref().map(|mark| mark.url.clone());
    let names_nobody = |link: &Spanned<Arc<str>>| {
        let decoded = percent_decode_str(&link.value).decode_utf8_lossy();
        host_of(&link.value).is_some() && !privacy::names_somebody(&decoded, today.year())
    };
    in_texts.chain(origins).chain(mark).filter(names_nobody).collect()
}

fn outside(text: &Linked) -> impl Iterator<Item = (&str, &Span)> {
    text.targets.iter().zip(text.document.slots.iter()).filter_map(|(target, slot)| match target {
        Target::Outside(address) => Some((address.as_str(), &slot.span)),
        Target::Entity(..) | Target::Path(_) | Target::Media(_) | Target::Fragment(_) | Target::Nothing => None,
    })
}

/// The site itself, government sites, and what the settings list, each with the hosts below it.
fn is_allowed(settings: &Settings, host: &str) -> bool {
    let own = settings.base_url.as_ref().and_then(|url| host_of(&url.value));
    let listed = settings.allowed_hosts.iter().map(|host| host.to_ascii_lowercase());
    let government = ["gov.cn".to_owned(), "政务".to_owned(), "xn--zfr164b".to_owned()];
    listed.chain(own).chain(government).any(|known| {
        let above = host.strip_suffix(&*known);
        above.is_some_and(|above| above.is_empty() || above.ends_with('.'))
    })
}
