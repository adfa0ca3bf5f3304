//! Passages to problems: the rules that read a text as its editor wrote it. They look at one file at a time, right after it was parsed.

use std::ops::Range;

use jiff::civil::Date;

use super::names::{self, Mentions, Whom};
use super::wording::Words;
use super::{privacy, typography, wording};
use crate::attachment::{self, Place, Said, Unread};
use crate::diagnostics::{Arg, Code, Diagnostic, Diagnostics};
use crate::digest::Digest;
use crate::model::{Library, Reason};
use crate::passage::{Passage, Passages};
use crate::settings::Settings;
use crate::source::{SourcePath, Span, host_of};

/// What the rules of a site know before they read: made once from its settings.
#[derive(Clone, Debug)]
pub struct Rulebook {
    /// The hosts whose mailboxes are the site's own.
    pub(super) own_hosts: Vec<String>,
    /// The mailbox of the site.
    pub(super) own_mailbox: Option<String>,
    /// Nobody was born after this year.
    pub(super) year: i16,
    /// The words to be told.
    pub(super) words: Words,
    digest: Digest,
}

impl Rulebook {
    /// The rules of the site with these `settings` on the day `today`.
    pub fn new(settings: &Settings, today: Date) -> Self {
        let own_mailbox = settings.email.as_ref().map(|email| email.to_lowercase());
        let of_mailbox = own_mailbox.as_deref().and_then(|email| Some(email.split_once('@')?.1.to_owned()));
        let of_site = settings.base_url.as_ref().and_then(|url| host_of(&url.value));
        let own_hosts: Vec<String> = of_mailbox.into_iter().chain(of_site).collect();
        let digest = Digest::build(|feeder| {
            let feeder = feeder.text(&today.to_string()).text(&format!("{:?}", settings.wording));
            own_hosts.iter().chain(&own_mailbox).fold(feeder, |feeder, host| feeder.text(host));
        });
        Self { own_hosts, own_mailbox, year: today.year(), words: Words::new(&settings.wording, today), digest }
    }

    /// Digest of all that the rules know: with another one a text must be read again.
    pub fn digest(&self) -> Digest {
        self.digest
    }

    /// Reads the `passages` of the file `path`, whose whole text is `text`.
    pub fn read(&self, passages: &Passages, path: &SourcePath, text: &str) -> Findings {
        let mut reading = Reading { rulebook: self, path, text, inside: None, findings: Findings::default() };
        for passage in passages.iter() {
            privacy::read(&passage, &mut reading);
            wording::read(&passage, &mut reading);
            typography::read(&passage, &mut reading);
            names::read(&passage, &mut reading);
        }
        reading.findings
    }

    /// Reads the file `path`, which is handed out as it is and holds `bytes`: personal data only.
    pub fn read_attachment(&self, path: &SourcePath, bytes: &[u8]) -> Findings {
        let mut findings = Findings::default();
        let outcome = attachment::read(path.file_name(), bytes, &mut |said| {
            if findings.count() < MOST_TOLD {
                findings.append(self.hear(path, &said));
            }
        });
        let is_all = outcome.and(if findings.count() < MOST_TOLD { Ok(()) } else { Err(Unread::TooMuch) });
        if let Err(reason) = is_all {
            findings.problems.push(unread(path, reason));
        }
        findings
    }

    fn hear(&self, path: &SourcePath, said: &Said<'_>) -> Findings {
        let (text, passages, inside) = match said {
            Said::Written { text, passages } => (*text, passages, None),
            Said::Within { place: Place { en, zh }, passages } => ("", passages, Some(Arg::Sentence { en: en.clone(), zh: zh.clone() })),
        };
        let mut reading = Reading { rulebook: self, path, text, inside, findings: Findings::default() };
        for passage in passages.iter() {
            if reading.findings.count() < MOST_TOLD {
                privacy::read(&passage, &mut reading);
            }
        }
        reading.findings
    }
}

fn unread(path: &SourcePath, reason: Unread) -> Diagnostic {
    Diagnostic::new(Code::UnreadAttachment, Span::file(path)).arg("file", path.as_str()).arg("reason", reason.words())
}

/// So much is told of one file that is handed out; who mends that sees the rest.
const MOST_TOLD: usize = 100;

/// What the rules found in one file.
#[derive(Debug, Default)]
pub struct Findings {
    /// What is wrong whatever stands in other files.
    problems: Vec<Diagnostic>,
    /// What is wrong unless another file says otherwise.
    doubts: Vec<Doubt>,
    /// What may be names of deputies.
    mentions: Mentions,
}

impl Findings {
    /// The same, of a file that tells of `whom`.
    pub fn of(self, whom: Whom) -> Self {
        Self { mentions: self.mentions.of(whom), ..self }
    }

    /// Everything that was found, with what another file might settle.
    pub fn all(&self) -> impl Iterator<Item = &Diagnostic> {
        self.problems.iter().chain(self.doubts.iter().map(|doubt| &doubt.problem))
    }

    fn count(&self) -> usize {
        self.problems.len() + self.doubts.len()
    }

    fn append(&mut self, other: Self) {
        self.problems.extend(other.problems);
        self.doubts.extend(other.doubts);
    }
}

/// A problem unless the site publishes the same on purpose: the telephone of a duty desk, the address of a station.
#[derive(Clone, Debug)]
pub(super) struct Doubt {
    /// What was found, without spaces and hyphens.
    pub(super) found: Box<str>,
    problem: Diagnostic,
}

/// Tells what was found in all files: nothing of what is never made public, and no doubt that the library settles.
pub fn tell<'f>(findings: impl Iterator<Item = &'f Findings> + Clone, library: &Library, diagnostics: &mut Diagnostics) {
    let published = std::cell::LazyCell::new(|| privacy::Published::of(library));
    let is_kept_back = |path: &SourcePath| {
        library.withheld().iter().any(|one| match one.reason {
            Reason::NotPublic => one.path == *path,
            Reason::Draft | Reason::Scheduled(_) | Reason::Expired(_) | Reason::Unsigned(_) => false,
        })
    };
    let mut told = names::mistakes(findings.clone().map(|findings| &findings.mentions), library);
    for findings in findings {
        let doubts = findings.doubts.iter().filter(|doubt| !published.holds(&doubt.found)).map(|doubt| &doubt.problem);
        told.extend(findings.problems.iter().chain(doubts).cloned());
    }
    told.into_iter().filter(|problem| !is_kept_back(&problem.span.path)).for_each(|problem| diagnostics.push(problem));
}

/// A file that is being read.
pub(super) struct Reading<'r> {
    pub(super) rulebook: &'r Rulebook,
    path: &'r SourcePath,
    text: &'r str,
    /// Where in a file that has no lines.
    inside: Option<Arg>,
    findings: Findings,
}

impl Reading<'_> {
    /// The place in the file of a part of a passage.
    pub(super) fn span(&self, passage: &Passage<'_>, range: Range<usize>) -> Span {
        if self.inside.is_some() { Span::file(self.path) } else { Span::of(self.path, self.text, passage.source(range)) }
    }

    /// Tells a problem.
    pub(super) fn report(&mut self, problem: Diagnostic) {
        self.findings.problems.push(problem.inside(self.inside.clone()));
    }

    /// What may be deputies' names.
    pub(super) fn mentions(&mut self) -> &mut Mentions {
        &mut self.findings.mentions
    }

    /// Tells a problem that another file may settle.
    pub(super) fn doubt(&mut self, found: String, problem: Diagnostic) {
        self.findings.doubts.push(Doubt { found: found.into(), problem: problem.inside(self.inside.clone()) });
    }
}
