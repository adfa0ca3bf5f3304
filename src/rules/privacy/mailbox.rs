//! Mailboxes: those of the site and of government sites may be published, those of persons elsewhere not.

use std::ops::Range;

use crate::rules::text::Rulebook;

/// The foreign mailbox around the `@` at byte `at`.
pub(super) fn at(text: &str, at: usize, rulebook: &Rulebook) -> Option<Range<usize>> {
    let after = at + text[at..].chars().next()?.len_utf8();
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '+' | '%');
    let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
    let name = text[..at].trim_end_matches(is_name);
    let start = name.len() + (text[name.len()..at].len() - text[name.len()..at].trim_start_matches(['.', '-', '%', '+']).len());
    let rest = &text[after..];
    let host = rest[..rest.len() - rest.trim_start_matches(is_host).len()].trim_end_matches(['.', '-']);
    let (_, top) = host.rsplit_once('.')?;
    let is_mailbox = start < at && top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic()) && !host.starts_with(['.', '-']);
    let end = after + host.len();
    (is_mailbox && !is_own(&text[start..end], host, rulebook)).then_some(start..end)
}

fn is_own(mailbox: &str, host: &str, rulebook: &Rulebook) -> bool {
    let is_of = |own: &str| same_end(host, own) || same_end(own, host);
    same_end(host, "gov.cn")
        || rulebook.own_hosts.iter().any(|own| is_of(own))
        || rulebook.own_mailbox.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(mailbox))
}

/// Whether `host` is `own` or stands below it.
fn same_end(host: &str, own: &str) -> bool {
    let Some(before) = host.len().checked_sub(own.len()) else { return false };
    host.as_bytes()[before..].eq_ignore_ascii_case(own.as_bytes()) && (before == 0 || host.as_bytes()[before - 1] == b'.')
}
