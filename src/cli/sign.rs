//! `wanjia sign`: signatures of stories and pages, the sheet of one and the ledger of all.

use std::path::Path;

use super::End;
use super::arguments::{Common, SignOptions};
use super::init::refused;
use super::request::{failed, request};
use super::screen::Screen;
use crate::author::{self, Signing};
use crate::date::Moment;
use crate::diagnostics::visible;
use crate::language::{Speech, Words};
use crate::model::SignOff;
use crate::parse::signed;
use crate::pipeline::{self, Request, text_of};
use crate::report;

const UNKNOWN: Words = Words {
    en: "only stories and pages below `content` can be signed, and only where `wanjia check` finds no error in them: ",
    zh: "只有 `content` 里的稿件和页面能审签，并且要先没有错误（用 `wanjia check` 查看）：",
};
const UNWRITTEN: Words = Words { en: "cannot be written: ", zh: "写不进文件：" };
const WRITTEN: Words = Words { en: "Written: ", zh: "已写好：" };
const NOTHING: Words = Words { en: "Nothing waits for a signature.", zh: "没有等待审签的稿件。" };
const ALL: Words = Words { en: "Every signature that the settings ask for is there.", zh: "要求的审签已经齐全。" };

pub(super) fn run(common: &Common, options: &SignOptions, screen: Screen) -> End {
    let request = match request(common, screen) {
        Ok(request) => request,
        Err(end) => return end,
    };
    let (all, problems) = match pipeline::sign_offs(&request) {
        Ok(told) => told,
        Err(failure) => return failed(&failure, screen),
    };
    if all.is_empty() && problems.has_errors() {
        screen.problems(&problems, &[], &common.site);
        return End::Problems;
    }
    match (&options.file, &options.ledger) {
        (None, None) => waiting(&all, screen),
        (None, Some(ledger)) => {
            let kept: Vec<SignOff> = all.into_iter().filter(|one| !one.levels.is_empty() || one.review.is_some()).collect();
            write(ledger, &report::ledger(&kept, screen.speech), screen)
        }
        (Some(file), _) => match all.iter().find(|one| is_named(one, file, &common.site)) {
            None => {
                screen.tell(&format!("{}{}", screen.word(UNKNOWN), visible(&file.to_string_lossy())));
                End::Usage
            }
            Some(one) => of_one(one, options, &request, screen),
        },
    }
}

/// Whether `file` names the file of `one`, seen from the site's folder or from here.
fn is_named(one: &SignOff, file: &Path, site: &Path) -> bool {
    let own = Path::new(one.path.as_str());
    file.strip_prefix(".").unwrap_or(file) == own || same(&site.join(own), file)
}

fn same(one: &Path, other: &Path) -> bool {
    one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

/// What waits for whom.
fn waiting(all: &[SignOff], screen: Screen) -> End {
    let open: Vec<&SignOff> = all.iter().filter(|one| one.fault.is_some()).collect();
    if open.is_empty() {
        screen.say(screen.word(NOTHING));
    }
    for one in open {
        let (path, title) = (visible(one.path.as_str()), visible(&one.title));
        let state = report::state(one, screen.speech);
        screen.say(&match screen.speech {
            Speech::English => format!("{path} ({title}): {state}"),
            Speech::Chinese => format!("{path}（{title}）：{state}"),
        });
    }
    End::Fine
}

fn of_one(one: &SignOff, options: &SignOptions, request: &Request, screen: Screen) -> End {
    if let Some(file) = &options.sheet {
        return sheet(one, file, request, screen);
    }
    let (Some(level), Some(by)) = (options.level, &options.by) else { return state(one, screen) };
    let now = Moment { date: request.as_of.date(), time: Some(request.as_of.time()) };
    let signing = Signing {
        level,
        by: by.trim().to_owned(),
        role: options.role.clone(),
        proof: options.proof.clone(),
        result: options.result.clone(),
        at: options.at.unwrap_or(now),
        again: options.again,
    };
    match author::sign(&request.site, one, &signing) {
        Err(error) => refused(&error, screen),
        Ok(lines) => {
            screen.say(&format!("{}{}\n{}", screen.word(WRITTEN), visible(one.path.as_str()), lines.trim_end()));
            next(one, request, screen)
        }
    }
}

/// What is still to be signed after a signature.
fn next(one: &SignOff, request: &Request, screen: Screen) -> End {
    let now = pipeline::sign_offs(request).ok().and_then(|(all, _)| all.into_iter().find(|other| other.path == one.path));
    match now {
        Some(now) if now.fault.is_none() && !now.levels.is_empty() => screen.say(screen.word(ALL)),
        Some(now) => screen.say(&report::state(&now, screen.speech)),
        None => {}
    }
    End::Fine
}

fn state(one: &SignOff, screen: Screen) -> End {
    screen.say(&report::state(one, screen.speech));
    for (level, signature) in one.review.iter().flat_map(|review| review.signatures()) {
        let (level, by, at) = (level.words().say(screen.speech), signature.by.value.main(), signature.at.value.iso());
        screen.say(&format!("  {level}  {}  {at}", visible(by)));
    }
    End::Fine
}

fn sheet(one: &SignOff, file: &Path, request: &Request, screen: Screen) -> End {
    let text = one.text.or_else(|| text_of(&request.site, &one.path).map(|text| signed::digest(&text)));
    let one = SignOff { text, ..one.clone() };
    write(file, report::sheet(&one, screen.speech).as_bytes(), screen)
}

fn write(file: &Path, bytes: &[u8], screen: Screen) -> End {
    let name = file.to_string_lossy();
    match report::write(file, bytes) {
        Ok(()) => {
            screen.say(&format!("{}{}", screen.word(WRITTEN), visible(&name)));
            End::Fine
        }
        Err(error) => {
            screen.tell(&format!("{}{}: {error}", screen.word(UNWRITTEN), visible(&name)));
            End::Machine
        }
    }
}
