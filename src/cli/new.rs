//! `wanjia new`: a draft of a new file. On a terminal it asks for what was not said.

use std::io::{self, BufRead};

use super::End;
use super::arguments::{Common, NewOptions};
use super::init::refused;
use super::request::request;
use super::screen::{Screen, can_ask};
use crate::author::{self, Draft, New, Surroundings, Variety, Wants};
use crate::diagnostics::visible;
use crate::language::{Speech, Words};

const TITLE: Words = Words { en: "Title or name: ", zh: "标题或名称：" };
const DISTRICT: Words = Words { en: "District", zh: "属于哪个区" };
const CITY: Words = Words { en: "; empty for the whole city", zh: "；全市的直接回车" };
const NO_TITLE: Words = Words { en: "say the title or name with `--title`", zh: "请用 `--title` 写明标题或名称" };
const NO_DISTRICT: Words = Words { en: "say the district with `--district`: ", zh: "请用 `--district` 写明区的编号：" };

pub(super) fn run(common: &Common, options: &NewOptions, screen: Screen) -> End {
    match gather(common, options, screen) {
        Err(end) => end,
        Ok(new) => match author::new(&common.site, &new, screen.speech) {
            Err(error) => refused(&error, screen),
            Ok(draft) => {
                screen.say(&told(&draft, new.variety, screen.speech));
                End::Fine
            }
        },
    }
}

fn gather(common: &Common, options: &NewOptions, screen: Screen) -> Result<New, End> {
    let surroundings = Surroundings::of(&common.site).map_err(|error| refused(&error, screen))?;
    let today = request(common, screen)?.as_of.date();
    let title = match &options.title {
        Some(title) => title.clone(),
        None => ask(screen, screen.word(TITLE)).ok_or_else(|| missing(screen, screen.word(NO_TITLE)))?,
    };
    let district = match &options.district {
        Some(district) => Some(district.clone()),
        None => district(options.kind, &surroundings, screen)?,
    };
    Ok(New {
        variety: options.kind,
        title,
        district,
        station: options.station.clone(),
        date: options.date.unwrap_or(today),
        id: options.id.clone(),
    })
}

/// The district that nobody named: the only one, or the one that the editor says when asked.
fn district(variety: Variety, surroundings: &Surroundings, screen: Screen) -> Result<Option<String>, End> {
    let wants = variety.has_district();
    if wants == Wants::Not || surroundings.districts.is_empty() {
        return Ok(None);
    }
    let ids: Vec<&str> = surroundings.districts.keys().map(String::as_str).collect();
    if let ([only], Wants::Must) = (&ids[..], wants) {
        return Ok(Some((*only).to_owned()));
    }
    let names: Vec<String> = surroundings.districts.iter().map(|(id, district)| format!("{id} {}", district.name)).collect();
    let city = if wants == Wants::May { screen.word(CITY) } else { "" };
    let answer = ask(screen, &format!("{} ({}){city}: ", screen.word(DISTRICT), visible(&names.join(", "))));
    match (answer, wants) {
        (Some(id), _) => Ok(Some(id)),
        (None, Wants::Must) => Err(missing(screen, &format!("{}{}", screen.word(NO_DISTRICT), visible(&ids.join(", "))))),
        (None, Wants::May | Wants::Not) => Ok(None),
    }
}

fn missing(screen: Screen, what: &str) -> End {
    screen.tell(what);
    End::Usage
}

/// What the person at the terminal types; nothing where nobody can be asked, or nothing is typed.
fn ask(screen: Screen, question: &str) -> Option<String> {
    if !can_ask() {
        return None;
    }
    screen.prompt(question);
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).ok()?;
    Some(line.trim().to_owned()).filter(|answer| !answer.is_empty())
}

fn told(draft: &Draft, variety: Variety, speech: Speech) -> String {
    let path = draft.path.strip_prefix(".").unwrap_or(&draft.path);
    let path = visible(&path.to_string_lossy()).into_owned();
    let wrote = match speech {
        Speech::English => format!("Wrote {path}"),
        Speech::Chinese => format!("已写好 {path}"),
    };
    let next = match (speech, draft.withheld) {
        (Speech::English, true) => "It is a draft: take away the line `draft: true` when it is ready.",
        (Speech::Chinese, true) => "这是草稿：写好以后删掉 `草稿: true` 这一行，才会发布。",
        (Speech::English, false) => "Correct its examples: it is published with the next build.",
        (Speech::Chinese, false) => "请把示例改成真实内容：下次生成网站时就会发布。",
    };
    let deputy = match (speech, variety) {
        (Speech::English, Variety::Deputy) => "\nAlso add the deputy's id to `deputies` of the station.",
        (Speech::Chinese, Variety::Deputy) => "\n还要把代表的编号写进站点档案的 `deputies`（入站代表）。",
        (
            _,
            Variety::Story
            | Variety::Practice
            | Variety::Station
            | Variety::District
            | Variety::Campaign
            | Variety::Project
            | Variety::Suggestion
            | Variety::Tasks
            | Variety::Opinions
            | Variety::Deeds
            | Variety::Page,
        ) => "",
    };
    format!("{wrote}\n{next}{deputy}")
}
