//! Personal data: in texts the numbers and addresses of persons, in the library pictures of children that nobody agreed to.
//!
//! A passage is looked through once, byte by byte; only at a digit, a capital letter or an `@` is more done, and only what is found
//! takes memory.

mod home;
mod mailbox;
mod numbers;
mod published;

use std::ops::Range;

pub(super) use published::Published;

use super::text::Reading;
use crate::diagnostics::{Code, Diagnostic, Diagnostics, masked};
use crate::model::{Library, Photo};
use crate::passage::{Passage, Role};
use crate::source::SourcePath;
use numbers::Run;

/// What can be found of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trait {
    Citizen,
    CitizenLike,
    Mobile,
    Card,
    Plate,
    Home,
    Mailbox,
    Passport,
}

impl Trait {
    fn code(self) -> Code {
        match self {
            Self::Citizen => Code::CitizenNumber,
            Self::CitizenLike => Code::CitizenNumberLike,
            Self::Mobile => Code::MobileNumber,
            Self::Card => Code::BankCard,
            Self::Plate => Code::NumberPlate,
            Self::Home => Code::HomeAddress,
            Self::Mailbox => Code::ForeignMailbox,
            Self::Passport => Code::PassportNumber,
        }
    }

    /// Whether a station or office may publish such a thing of its own.
    fn may_be_declared(self) -> bool {
        match self {
            Self::Mobile | Self::Home | Self::Mailbox => true,
            Self::Citizen | Self::CitizenLike | Self::Card | Self::Plate | Self::Passport => false,
        }
    }
}

/// Looks through one passage.
pub(super) fn read(passage: &Passage<'_>, reading: &mut Reading<'_>) {
    let text = passage.text;
    let mut at = 0;
    while let Some(sign) = text.as_bytes()[at..].iter().position(|byte| INTERESTING[usize::from(*byte)]) {
        at += sign;
        at = match Run::at(text, at) {
            Some(run) => look_at_digits(&run, passage, reading),
            None => look_at_sign(at, passage, reading),
        };
    }
}

/// Where something may begin: digits, capital letters, `@`, and the first byte of full-width forms.
const INTERESTING: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = matches!(byte as u8, b'0'..=b'9' | b'A'..=b'Z' | b'@' | 0xef);
        byte += 1;
    }
    table
};

/// A run of digits; the byte behind what was looked at.
fn look_at_digits(run: &Run<'_>, passage: &Passage<'_>, reading: &mut Reading<'_>) -> usize {
    let is_address = passage.role == Role::Address && !leads_to_person(passage.text);
    for found in run.found(reading.rulebook.year) {
        let is_told = match found.what {
            Trait::Citizen => true,
            Trait::Mobile => !is_address && !is_declared_number(passage.field),
            Trait::CitizenLike | Trait::Card | Trait::Plate | Trait::Home | Trait::Mailbox | Trait::Passport => !is_address,
        };
        if is_told {
            tell(found.what, found.range, passage, reading);
        }
    }
    let is_asked = !is_address && !is_declared_place(passage.field);
    let Some(home) = home::at(passage.text, run.start()).filter(|_| is_asked) else { return run.end() };
    let end = home.end.max(run.end());
    tell(Trait::Home, home, passage, reading);
    end
}

/// A capital letter or `@`; the byte behind what was looked at.
fn look_at_sign(at: usize, passage: &Passage<'_>, reading: &mut Reading<'_>) -> usize {
    let text = passage.text;
    let after = at + text[at..].chars().next().map_or(1, char::len_utf8);
    let is_address = passage.role == Role::Address && !leads_to_person(text);
    if is_address {
        return after;
    }
    if text[at..].starts_with(['@', '＠']) {
        let Some(range) = mailbox::at(text, at, reading.rulebook) else { return after };
        let end = range.end;
        tell(Trait::Mailbox, range, passage, reading);
        return end;
    }
    for (what, found) in [(Trait::Plate, numbers::plate(text, at)), (Trait::Passport, numbers::passport(text, at))] {
        if let Some(range) = found {
            let end = range.end;
            tell(what, range, passage, reading);
            return end;
        }
    }
    after
}

fn tell(what: Trait, range: Range<usize>, passage: &Passage<'_>, reading: &mut Reading<'_>) {
    let found = &passage.text[range.clone()];
    let problem = Diagnostic::new(what.code(), reading.span(passage, range)).arg("shown", masked(found));
    if what.may_be_declared() {
        reading.doubt(published::plain(found), problem);
    } else {
        reading.report(problem);
    }
}

/// A link that rings somebody or writes to somebody.
fn leads_to_person(address: &str) -> bool {
    ["tel:", "sms:", "mailto:"].iter().any(|scheme| address.get(..scheme.len()).is_some_and(|head| head.eq_ignore_ascii_case(scheme)))
}

/// Whether a part of the web address `address` may be somebody's number or mailbox; nobody was born after `year`.
pub(super) fn names_somebody(address: &str, year: i16) -> bool {
    let is_divider = |c: char| matches!(c, '/' | '=' | '&' | '#' | '%' | '?' | ';' | ',' | '\\');
    let is_number = |part: &str| {
        let starts = part.char_indices().map(|(at, _)| at);
        starts.filter_map(|at| Run::at(part, at)).any(|run| {
            run.found(year).any(|found| match found.what {
                Trait::Citizen | Trait::CitizenLike | Trait::Mobile | Trait::Card => true,
                Trait::Plate | Trait::Home | Trait::Mailbox | Trait::Passport => false,
            })
        })
    };
    let is_mailbox = |part: &str| part.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    address.split(is_divider).any(|part| is_mailbox(part) || is_number(part))
}

/// Fields whose numbers are checked when they are read: a mobile may not stand there anyway.
fn is_declared_number(field: &str) -> bool {
    matches!(field, "tel" | "fax")
}

/// Fields that say where an office is.
fn is_declared_place(field: &str) -> bool {
    matches!(field, "address" | "directions" | "place")
}

/// Pictures of children that nobody agreed to.
pub(super) fn check(library: &Library, diagnostics: &mut Diagnostics) {
    let mut look = |path: &SourcePath, photos: &mut dyn Iterator<Item = &Photo>| {
        for photo in photos.filter(|photo| photo.has_minor && photo.consent.as_ref().is_none_or(|consent| consent.trim().is_empty())) {
            debug_assert_eq!(photo.file.span.path, *path);
            diagnostics.push(Diagnostic::new(Code::MinorWithoutConsent, photo.file.span.clone()).arg("file", &*photo.file.value));
        }
    };
    library.districts().values().for_each(|thing| look(&thing.path, &mut thing.record.cover.iter()));
    library.stations().values().for_each(|thing| look(&thing.path, &mut thing.record.photos.iter()));
    library.deputies().values().for_each(|thing| look(&thing.path, &mut thing.record.photo.iter()));
    library.stories().values().for_each(|thing| look(&thing.path, &mut thing.record.cover.iter().chain(&thing.record.photos)));
    library.campaigns().values().for_each(|thing| look(&thing.path, &mut thing.record.cover.iter()));
    for thing in library.projects().values() {
        let of_progress = thing.record.progress.iter().filter_map(|progress| progress.photo.as_ref());
        look(&thing.path, &mut thing.record.photos.iter().chain(of_progress));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_may_name_somebody_is_known() {
        let somebody = [
            "https://a.cn/?tel=13899001234",
            "https://a.cn/u/11010519491231002X",
            "https://a.cn/138-9900-1234.html",
            "https://a.cn/?to=li@b.cn",
        ];
        assert_eq!(somebody.map(|address| names_somebody(address, 2026)), [true; 4]);
        let nobody = [
            "http://www.npc.gov.cn/npc/c2/c30834/202303/t20230313_428288.html",
            "https://a.cn/1678691234567?id=20230313",
            "https://a.cn/@li",
            "https://bszs.conac.cn/sitename?method=show&id=0",
        ];
        assert_eq!(nobody.map(|address| names_somebody(address, 2026)), [false; 4]);
    }
}
