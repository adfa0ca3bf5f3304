//! Writes a signature into a story or page: only the lines of its sign-off change, all else stays byte for byte.

use std::fs;
use std::path::Path;

use super::{AuthorError, shown};
use crate::date::Moment;
use crate::fields::quoted;
use crate::language::Speech;
use crate::model::{SignOff, Unsigned, digest_of_signed};
use crate::parse::signed;
use crate::plain_file;
use crate::settings::ReviewLevel;

/// A signature that is to be written.
#[derive(Clone, Debug)]
pub struct Signing {
    /// At which level.
    pub level: ReviewLevel,
    /// Who signs.
    pub by: String,
    /// In which role.
    pub role: Option<String>,
    /// Who read the proof.
    pub proof: Option<String>,
    /// What was decided.
    pub result: Option<String>,
    /// When.
    pub at: Moment,
    /// Whether the signatures that are there are given up, and signing begins again.
    pub again: bool,
}

/// Why nothing is signed.
#[derive(Clone, Debug)]
pub enum Refusal {
    /// What was signed before does not hold for this text.
    Void(Unsigned),
    /// The level is signed already.
    Signed(ReviewLevel),
    /// Another level comes first.
    Before(ReviewLevel),
    /// The same person signed at this level.
    SamePerson(ReviewLevel),
    /// The last signature is newer than this one would be.
    Older,
    /// The time lies in the future.
    Early,
    /// It is marked as a draft: to take the mark away would be an edit.
    Draft,
    /// The file cannot be edited line by line.
    Shape,
}

/// Signs the file of `before` in the site at `site`, as `signing` says; the lines that now stand there.
pub fn sign(site: &Path, before: &SignOff, signing: &Signing) -> Result<String, AuthorError> {
    let path = site.join(before.path.as_str());
    let failed = |source| AuthorError::Io { path: path.clone(), source };
    let refused = |refusal| AuthorError::Unsigned(path.clone(), refusal);
    allowed(before, signing).map_err(refused)?;
    let text = String::from_utf8(plain_file::read(&path).map_err(failed)?).map_err(|_| refused(Refusal::Shape))?;
    let digest = digest_of_signed(signed::digest(&text), before.files);
    let (changed, lines) = edited(&text, signing, &digest).ok_or_else(|| refused(Refusal::Shape))?;
    if signed::digest(&changed) != signed::digest(&text) {
        return Err(refused(Refusal::Shape));
    }
    let beside = path.with_extension("md.new");
    fs::write(&beside, changed).map_err(failed)?;
    let rights = fs::metadata(&path).map_err(failed)?.permissions();
    fs::set_permissions(&beside, rights).map_err(failed)?;
    fs::rename(&beside, &path).map_err(failed)?;
    Ok(lines)
}

/// Whether the signature may be given.
fn allowed(before: &SignOff, signing: &Signing) -> Result<(), Refusal> {
    if before.is_draft {
        return Err(Refusal::Draft);
    }
    if signing.at.datetime() > before.as_of {
        return Err(Refusal::Early);
    }
    let earlier = before.levels.iter().take_while(|level| **level != signing.level);
    let Some(review) = before.review.as_ref().filter(|_| !signing.again) else {
        return earlier.copied().next().map_or(Ok(()), |level| Err(Refusal::Before(level)));
    };
    match review.is_of(before.files) {
        Some(true) => {}
        Some(false) => return Err(Refusal::Void(Unsigned::Edited)),
        None if review.signatures().next().is_none() => {}
        None => return Err(Refusal::Void(Unsigned::NoDigest)),
    }
    if review.signature(signing.level).is_some() {
        return Err(Refusal::Signed(signing.level));
    }
    if let Some(level) = earlier.copied().find(|level| review.signature(*level).is_none()) {
        return Err(Refusal::Before(level));
    }
    let same = review.signatures().find(|(_, signature)| **signature.by.value.main() == *signing.by);
    if let Some((level, _)) = same.filter(|_| before.different_persons) {
        return Err(Refusal::SamePerson(level));
    }
    let is_newer = review.signatures().any(|(_, signature)| signature.at.value.datetime() > signing.at.datetime());
    if is_newer { Err(Refusal::Older) } else { Ok(()) }
}

/// The text with the signature, and the lines of the sign-off; `None` where it is not written line by line.
fn edited(text: &str, signing: &Signing, digest: &str) -> Option<(String, String)> {
    let yaml = signed::yaml(text)?;
    let end = if yaml.contains("\r\n") { "\r\n" } else { "\n" };
    let block = signed::block(text);
    let known = block.clone().filter(|_| !signing.again).map_or("", |block| &text[block]);
    let place = block.unwrap_or(yaml.len()..yaml.len());
    let names = if speaks_chinese(if known.is_empty() { yaml } else { known }) { Speech::Chinese } else { Speech::English };
    let mut lines: Vec<String> = known.lines().filter(|line| !is_digest(line)).map(str::to_owned).collect();
    match lines.first() {
        Some(head) if !head.trim_end().ends_with([':', '：']) => return None,
        Some(_) => {}
        None => lines.push(format!("{}:", say(names, "review", "审签"))),
    }
    let indent = lines.get(1).map_or("  ", |line| &line[..line.len() - line.trim_start().len()]).to_owned();
    lines.push(format!("{indent}{}", line(signing, names)));
    lines.push(format!("{indent}{}: \"{}\"", say(names, "digest", "摘要值"), digest));
    let written: String = lines.iter().map(|line| format!("{line}{end}")).collect();
    let changed = [&text[..place.start], &written, &text[place.end..]].concat();
    Some((changed, written))
}

fn line(signing: &Signing, names: Speech) -> String {
    let level = say(names, signing.level.id(), signing.level.words().zh);
    let at = signing.at.iso();
    let fields = [
        (say(names, "by", "签字人"), Some(quoted(&signing.by))),
        (say(names, "role", "职务"), signing.role.as_deref().map(quoted)),
        (say(names, "at", "时间"), Some(at)),
        (say(names, "proof", "校对"), signing.proof.as_deref().map(quoted)),
        (say(names, "result", "结论"), signing.result.as_deref().map(quoted)),
    ];
    let fields: Vec<String> = fields.into_iter().filter_map(|(name, value)| Some(format!("{name}: {}", value?))).collect();
    format!("{level}: {{{}}}", fields.join(", "))
}

fn is_digest(line: &str) -> bool {
    let name = line.split([':', '：']).next().unwrap_or_default().trim();
    line.starts_with([' ', '\t']) && (name == "digest" || name == "摘要值")
}

/// Whether the first field has a Chinese name.
fn speaks_chinese(yaml: &str) -> bool {
    let field = yaml.lines().find(|line| line.contains([':', '：']) && !line.starts_with('#'));
    field.is_some_and(|line| !line.split([':', '：']).next().unwrap_or_default().is_ascii())
}

fn say(speech: Speech, en: &'static str, zh: &'static str) -> &'static str {
    match speech {
        Speech::English => en,
        Speech::Chinese => zh,
    }
}

/// Why nothing was signed and what to do, each in one sentence.
pub(super) fn message(path: &Path, refusal: &Refusal, speech: Speech) -> String {
    let path = shown(path);
    let (en, zh) = match refusal {
        Refusal::Void(fault) => (
            format!("`{path}` was signed before, but {}\nsign it from the first level on with `--again`", fault.say(Speech::English)),
            format!("`{path}` 签过字，但{}\n请加 `--again`，从第一级重新审签", fault.say(Speech::Chinese)),
        ),
        Refusal::Signed(level) => (
            format!("the {} of `{path}` is signed already\nto begin again, add `--again`", level.words().en),
            format!("`{path}` 已经有{}签字\n要重新审签，请加 `--again`", level.words().zh),
        ),
        Refusal::Before(level) => (
            format!("the {0} of `{path}` comes first\nsign with `--level {1}`", level.words().en, level.id()),
            format!("`{path}` 要先{0}\n请用 `--level {1}` 签字", level.words().zh, level.id()),
        ),
        Refusal::SamePerson(level) => (
            format!("the same person signed the {} of `{path}`\nlet somebody else sign", level.words().en),
            format!("`{path}` 的{}也是这个人签的\n请换一个人签字", level.words().zh),
        ),
        Refusal::Older => (
            format!("a signature of `{path}` is newer than that\nwrite the right time after `--at`"),
            format!("`{path}` 已有的签字时间更晚\n请在 `--at` 后面写对时间"),
        ),
        Refusal::Early => (
            format!("`{path}` cannot be signed in the future\nwrite the right time after `--at`"),
            format!("`{path}` 的签字时间不能在将来\n请在 `--at` 后面写对时间"),
        ),
        Refusal::Draft => (
            format!(
                "`{path}` is a draft\ntake the line `draft: true` away before it is signed; until the last signature it is not published"
            ),
            format!("`{path}` 是草稿\n请先删掉草稿那一行再审签；签完之前不会发布"),
        ),
        Refusal::Shape => (
            format!(
                "`{path}` cannot be signed as it is written\nrun `wanjia check` and `wanjia fix`, and write `review:` on lines of its own"
            ),
            format!("`{path}` 现在的写法不能签字\n请先用 `wanjia check` 检查、`wanjia fix` 转成 UTF-8，`审签:` 要单独成行"),
        ),
    };
    match speech {
        Speech::English => en,
        Speech::Chinese => zh,
    }
}
