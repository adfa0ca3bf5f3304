//! The sign-off of a story or page: who read and released it, and whether that still holds.

use std::sync::Arc;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::date::Moment;
use crate::digest::Digest;
use crate::fields::{Check, record};
use crate::language::{Speech, Text, Words};
use crate::settings::{ReviewLevel, Settings, ToSign};
use crate::source::{SourcePath, Spanned};

record! {
    /// Who has read and signed a story or page; `wanjia sign` writes it.
    Review = "review", "the sign-off", "审签", "三审三校记录；由 wanjia sign 写入" {
        /// Secrecy check.
        optional security: Option<Signature>, "保密审查", "保密审查", "{by: 甲, at: 2026-03-05 09:00}";
        /// First reading.
        optional first: Option<Signature>, "初审", "初审", "{by: 乙, at: 2026-03-05 09:20}";
        /// Second reading.
        optional second: Option<Signature>, "复审", "复审", "{by: 丙, at: 2026-03-05 09:40}";
        /// Release.
        optional last as "final": Option<Signature>, "终审", "终审签发", "{by: 丁, at: 2026-03-05 10:00}";
        /// Digest of the file as it was signed, without this block: any later edit voids the sign-off.
        optional digest: Option<Spanned<Arc<str>>>, "摘要值", "审签时文件内容的摘要值；之后改动一个字，审签就作废", "\"blake3:00000000000000000000000000000000\"";
    }
    given {
        /// Digest of the file as it is, without this block.
        text: Digest;
    }
}

record! {
    /// One signature.
    Signature = "signature", "the signature", "签字", "一次签字" {
        /// Who.
        required by: Spanned<Text>, "签字人", "签字人", "甲", [Check::PersonName];
        /// In which role.
        optional role: Option<Arc<str>>, "职务", "职务", "科室负责人";
        /// When.
        required at: Spanned<Moment>, "时间", "签字时间", "2026-03-05 09:00";
        /// Who read the proof.
        optional proof: Option<Arc<str>>, "校对", "校对人", "乙", [Check::PersonName];
        /// What was decided.
        optional result: Option<Arc<str>>, "结论", "结论", "可公开";
    }
}

/// Why something may not be published although nobody holds it back: a signature is missing or does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unsigned {
    /// This level is the next to sign.
    Waits(ReviewLevel),
    /// The text was edited after it was signed.
    Edited,
    /// Nothing says which text was signed.
    NoDigest,
    /// This signature lies in the future.
    Early(ReviewLevel),
    /// The second signature is older than the first, which comes before it.
    OutOfOrder(ReviewLevel, ReviewLevel),
    /// One person signed at both levels.
    SamePerson(ReviewLevel, ReviewLevel),
}

impl Unsigned {
    /// The reason in a few words.
    pub fn say(self, speech: Speech) -> String {
        let (en, zh) = match self {
            Self::Waits(level) => (format!("waits for the {}", level.words().en), format!("等待{}", level.words().zh)),
            Self::Edited => ("changed after it was signed".to_owned(), "审签后有改动，要重新审签".to_owned()),
            Self::NoDigest => ("nothing says which text was signed".to_owned(), "没有记下审签的是哪一稿".to_owned()),
            Self::Early(level) => (format!("the {} lies in the future", level.words().en), format!("{}时间还没到", level.words().zh)),
            Self::OutOfOrder(earlier, level) => {
                let (earlier, level) = (earlier.words(), level.words());
                (format!("the {} is older than the {}", level.en, earlier.en), format!("{}早于{}", level.zh, earlier.zh))
            }
            Self::SamePerson(earlier, level) => {
                let (earlier, level) = (earlier.words(), level.words());
                (format!("one person signed the {} and the {}", earlier.en, level.en), format!("{}和{}是同一人", earlier.zh, level.zh))
            }
        };
        match speech {
            Speech::English => en,
            Speech::Chinese => zh,
        }
    }
}

/// How far the sign-off of a story, page or translation is.
#[derive(Clone, Debug)]
pub struct SignOff {
    /// What the site is called.
    pub site: Arc<str>,
    /// Its file.
    pub path: SourcePath,
    /// Its title.
    pub title: String,
    /// What it is.
    pub kind: Words,
    /// Its summary.
    pub summary: String,
    /// When a story is released.
    pub date: Option<Moment>,
    /// Where a story comes from.
    pub source: String,
    /// Who wrote a story.
    pub authors: Vec<String>,
    /// Whether it is marked as a draft.
    pub is_draft: bool,
    /// The levels that are asked, in their order.
    pub levels: Vec<ReviewLevel>,
    /// Whether nobody may sign at two levels.
    pub different_persons: bool,
    /// What is signed.
    pub review: Option<Review>,
    /// Why that is not enough.
    pub fault: Option<Unsigned>,
    /// Digest of the file without its sign-off, once it has one.
    pub text: Option<Digest>,
    /// Digest of the pictures and attachments that it shows, where there are any.
    pub files: Option<Digest>,
    /// For which moment this is said.
    pub as_of: DateTime,
}

/// What begins the digest of what was signed.
const ALGORITHM: &str = "blake3:";

/// What stands in a file for the digest of what was signed: its text without its sign-off, and the pictures and attachments that it
/// shows, as far as there are any.
pub fn digest_of_signed(text: Digest, files: Option<Digest>) -> String {
    let both = |files| {
        Digest::build(|feeder| {
            feeder.digest(text).digest(files);
        })
    };
    format!("{ALGORITHM}{}", files.map_or(text, both).hex())
}

impl Review {
    /// The signature at `level`.
    pub fn signature(&self, level: ReviewLevel) -> Option<&Signature> {
        match level {
            ReviewLevel::Security => self.security.as_ref(),
            ReviewLevel::First => self.first.as_ref(),
            ReviewLevel::Second => self.second.as_ref(),
            ReviewLevel::Final => self.last.as_ref(),
        }
    }

    /// The same, to be changed.
    pub fn signature_mut(&mut self, level: ReviewLevel) -> Option<&mut Signature> {
        match level {
            ReviewLevel::Security => self.security.as_mut(),
            ReviewLevel::First => self.first.as_mut(),
            ReviewLevel::Second => self.second.as_mut(),
            ReviewLevel::Final => self.last.as_mut(),
        }
    }

    /// The levels that are signed, with their signatures.
    pub fn signatures(&self) -> impl Iterator<Item = (ReviewLevel, &Signature)> {
        ReviewLevel::ALL.iter().filter_map(|level| Some((*level, self.signature(*level)?)))
    }

    /// Whether the text with the `files` that it shows is what was signed; nothing where that is not known.
    pub fn is_of(&self, files: Option<Digest>) -> Option<bool> {
        let signed = self.digest.as_ref()?;
        Some(*signed.value == *digest_of_signed(self.text, files))
    }
}

/// Why `what`, which shows these `files`, may not be published at `as_of` with the signatures in `review`, as far as the settings ask for
/// any.
pub fn unsigned(
    settings: &Settings,
    what: ToSign<'_>,
    review: Option<&Review>,
    files: Option<Digest>,
    as_of: DateTime,
) -> Option<Unsigned> {
    let levels = settings.levels_asked(what);
    let first = *levels.first()?;
    let Some(review) = review else { return Some(Unsigned::Waits(first)) };
    if review.is_of(files) == Some(false) {
        return Some(Unsigned::Edited);
    }
    if let Some(level) = levels.iter().find(|level| review.signature(**level).is_none()) {
        return Some(Unsigned::Waits(*level));
    }
    if review.digest.is_none() {
        return Some(Unsigned::NoDigest);
    }
    let signed: Vec<(ReviewLevel, &Signature)> = levels.iter().filter_map(|level| Some((*level, review.signature(*level)?))).collect();
    early(&signed, as_of).or_else(|| out_of_order(&signed)).or_else(|| same_person(&signed).filter(|_| settings.asks_different_persons()))
}

fn early(signed: &[(ReviewLevel, &Signature)], as_of: DateTime) -> Option<Unsigned> {
    signed.iter().find(|(_, signature)| signature.at.value.datetime() > as_of).map(|(level, _)| Unsigned::Early(*level))
}

fn out_of_order(signed: &[(ReviewLevel, &Signature)]) -> Option<Unsigned> {
    let broken = signed.windows(2).find(|pair| is_before(pair[1].1.at.value, pair[0].1.at.value))?;
    Some(Unsigned::OutOfOrder(broken[0].0, broken[1].0))
}

/// Where a time is missing, only the days are compared.
fn is_before(one: Moment, other: Moment) -> bool {
    match (one.time, other.time) {
        (Some(_), Some(_)) => one.datetime() < other.datetime(),
        (None, _) | (_, None) => one.date < other.date,
    }
}

fn same_person(signed: &[(ReviewLevel, &Signature)]) -> Option<Unsigned> {
    signed.iter().enumerate().find_map(|(number, (level, signature))| {
        let before = signed[..number].iter().find(|(_, other)| other.by.value.main() == signature.by.value.main());
        before.map(|(earlier, _)| Unsigned::SamePerson(*earlier, *level))
    })
}
