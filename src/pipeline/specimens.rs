//! Sites that exist only to try a theme on: one in which everything is filled, one with nothing but what must be written, one in between, and
//! one without any content. Made from the declarations, so that a new field is tried by itself.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::{Date, DateTime};

use crate::diagnostics::Diagnostics;
use crate::digest::Digest;
use crate::fields::{Extent, Given, Record, specimen};
use crate::model::{
    Campaign, DeedLedger, Deputy, District, MediaFile, OpinionLedger, Page, Project, Station, Story, StoryKind, Suggestion, TaskList,
};
use crate::parse::{self, Parsed, Place};
use crate::picture::{Facts, Format};
use crate::plan::{self, Circumstances, Plan};
use crate::resolve::{self, Materials, Withholding};
use crate::settings::Settings;
use crate::source::SourcePath;

const DISTRICT: &str = "content/districts/kly/";

/// The plans of the sites to try a theme on, the fullest first. What is wrong with them is told to `problems`: nothing, as a test makes sure.
pub fn specimens(problems: &mut Diagnostics) -> Vec<Plan> {
    let extents = [Extent::Fullest, Extent::Sparse, Extent::Emptiest];
    let mut plans: Vec<Plan> = extents.into_iter().filter_map(|extent| plan(extent, &files(extent), problems)).collect();
    plans.extend(plan(Extent::Emptiest, &[], problems));
    plans
}

fn plan(extent: Extent, files: &[(String, String)], problems: &mut Diagnostics) -> Option<Plan> {
    let path = SourcePath::new("site.yaml");
    let text = settings(extent);
    let settings = parse::parse_settings(&path, &text, problems)?;
    let parsed: Vec<Arc<Parsed>> = files.iter().filter_map(|(path, text)| parsed(path, text, problems)).collect();
    let statics = media("static/site.yaml", &text).into_iter().collect();
    let media: BTreeMap<SourcePath, MediaFile> = files.iter().flat_map(|(path, text)| media(path, text)).collect();
    let materials = Materials { settings, parsed, media, broken_media: BTreeSet::new(), statics };
    let as_of = as_of();
    let library = resolve::resolve(materials, as_of, Withholding::Ignored, &mut resolve::Memory::default(), problems);
    let base_url = (extent != Extent::Emptiest).then(|| "https://rd.example.cn/".to_owned());
    Some(plan::plan(&library, &Circumstances { as_of, base_url, has_search: true, keeps_index: false }, None, problems))
}

/// The declared examples are of that year.
fn as_of() -> DateTime {
    Date::constant(2026, 7, 15).at(12, 0, 0, 0)
}

fn parsed(path: &str, text: &str, problems: &mut Diagnostics) -> Option<Arc<Parsed>> {
    let path = SourcePath::new(path);
    let (parsed, _) = parse::parse(&path, text, &Place::of(&path, problems)?);
    problems.append(parsed.diagnostics.clone());
    Some(Arc::new(parsed))
}

fn settings(extent: Extent) -> String {
    let given: &[Given<'_>] = match extent {
        Extent::Fullest | Extent::Sparse => &[
            ("stories_per_page", Some("4")),
            ("corrections", Some("/about/")),
            ("review", None),
            ("suggestion_results", Some("[{id: a, name: 已经解决}]")),
            ("standard_items", Some("[{id: site, name: 有固定场所, explanation: 挂牌的场所}]")),
        ],
        Extent::Emptiest => &[],
    };
    specimen(Settings::RECORD, given, extent)
}

/// Every kind of thing, under the ids by which the declared examples name each other.
fn files(extent: Extent) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut add = |path: String, text: String| files.push((path, with_addresses_of_its_own(&text, files.len())));
    let district =
        |id, name, adcode| specimen(District::RECORD, &[("id", Some(id)), ("name", Some(name)), ("adcode", Some(adcode))], extent);
    add(format!("{DISTRICT}district.yaml"), district("kly", "克拉玛依区", "\"650203\""));
    add("content/districts/dsz/district.yaml".to_owned(), district("dsz", "独山子区", "\"650202\""));
    add(format!("{DISTRICT}byl/district.yaml"), district("byl", "白杨里片区", "\"650204\""));
    let alone: &[Given<'_>] = &[("parent", None), ("redirect_to", None)];
    for (id, number, given) in [("kly-017", "\"017\"", &[][..]), ("kly-003", "\"003\"", alone)] {
        let given = [&[("id", Some(id)), ("number", Some(number)), ("status", Some("open"))], given].concat();
        add(format!("{DISTRICT}stations/{id}.yaml"), specimen(Station::RECORD, &given, extent));
    }
    for (id, name) in [("wang-li", "王丽"), ("gao-fu", "高福")] {
        let given = [("id", Some(id)), ("name", Some(name)), ("draft", None)];
        add(format!("{DISTRICT}deputies/{id}.yaml"), specimen(Deputy::RECORD, &given, extent));
    }
    for kind in StoryKind::ALL {
        let id = story_id(*kind);
        add(format!("{DISTRICT}stories/{id}.md"), story(&id, *kind, &[], extent));
    }
    let by_a_station = [("adoptions", Some("[{adopter: kly-003, date: 2026-06-11, mode: improved}]")), ("translation_of", None)];
    let id = "2026-03-05-yuanzi-yishi";
    add(format!("content/stories/{id}.md"), story(id, StoryKind::Practice, &by_a_station, extent));
    add("content/campaigns/wanjia-2026.yaml".to_owned(), specimen(Campaign::RECORD, &[], extent));
    add("content/projects/kly-2026-03.yaml".to_owned(), project(extent));
    add(format!("{DISTRICT}suggestions/2026-046.yaml"), suggestion(extent));
    add("content/tasks/2026.yaml".to_owned(), specimen(TaskList::RECORD, &[], extent));
    add("content/opinions/2026-q2.yaml".to_owned(), specimen(OpinionLedger::RECORD, &[], extent));
    add(format!("{DISTRICT}deeds/kly-2026.yaml"), specimen(DeedLedger::RECORD, &[], extent));
    let page = specimen(Page::RECORD, &[("draft", None)], extent);
    add("content/pages/about.md".to_owned(), format!("---\n{page}---\n\n## 一\n\n正文。\n"));
    files
}

/// No two may have the same old or short address.
fn with_addresses_of_its_own(text: &str, number: usize) -> String {
    let own = |line: &str| match line.split_once(": ") {
        Some(("aliases", _)) => format!("aliases: [/old/{number}/]\n"),
        Some(("short_id", _)) => format!("short_id: \"{number}\"\n"),
        Some(_) | None => format!("{line}\n"),
    };
    text.lines().map(own).collect()
}

fn project(extent: Extent) -> String {
    let vote: &[Given<'_>] = match extent {
        Extent::Fullest | Extent::Sparse => &[("draft", None)],
        Extent::Emptiest => &[("status", Some("candidate"))],
    };
    specimen(Project::RECORD, vote, extent)
}

fn suggestion(extent: Extent) -> String {
    let given: &[Given<'_>] = match extent {
        Extent::Fullest | Extent::Sparse => &[],
        Extent::Emptiest => &[("status", Some("raised")), ("proposers", Some("[wang-li]"))],
    };
    specimen(Suggestion::RECORD, given, extent)
}

fn story_id(kind: StoryKind) -> String {
    match kind.id() {
        "practice" => "2026-03-05-bandeng-yishi".to_owned(),
        "report" => "2026-01-10-shuzhi".to_owned(),
        other => format!("2026-03-05-{other}"),
    }
}

fn story(id: &str, kind: StoryKind, given: &[Given<'_>], extent: Extent) -> String {
    let kind = kind.id();
    let shared = [
        ("id", Some(id)),
        ("date", Some(&id[..10])),
        ("kind", Some(kind)),
        ("column", None),
        ("draft", None),
        ("publish_at", None),
        ("expires", None),
    ];
    let of_practices: &[Given<'_>] = match (kind, extent) {
        // What is required of a practice is not required of a story.
        ("practice", Extent::Emptiest) => &[
            ("facts", Some("[{metric: 收到意见, after: \"9\"}]")),
            ("replicability", Some("{cost: 无, staff: 一人, conditions: 无, steps: [一], contact_unit: 示例单位}")),
        ],
        ("practice", Extent::Fullest | Extent::Sparse) => &[("translation_of", None)],
        // It is the earliest of them.
        ("report", Extent::Fullest | Extent::Sparse) => &[("event_date", None)],
        (_, Extent::Fullest | Extent::Sparse | Extent::Emptiest) => &[],
    };
    let matter = specimen(Story::RECORD, &[given, &shared[..], of_practices].concat(), extent);
    let body = match kind {
        "practice" => "## 背景\n\n一\n\n## 做法\n\n二\n\n## 成效\n\n三\n\n## 启示\n\n四\n",
        _ => "## 一\n\n正文。\n",
    };
    format!("---\n{matter}---\n\n{body}")
}

/// The pictures and attachments that `text` names, beside its file.
fn media(path: &str, text: &str) -> Vec<(SourcePath, MediaFile)> {
    let path = SourcePath::new(path);
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '"' | ',' | '[' | ']' | '{' | '}'));
    let endings = [".jpg", ".png", ".svg", ".pdf", ".docx", ".xlsx"];
    let names = words.filter(move |word| endings.iter().any(|ending| word.ends_with(ending)));
    names.filter_map(|name| Some((path.join(name)?, file(name)))).collect()
}

fn file(name: &str) -> MediaFile {
    let formats = [(".jpg", Format::Jpeg), (".png", Format::Png), (".svg", Format::Svg)];
    let format = formats.into_iter().find(|(ending, _)| name.ends_with(ending)).map(|(_, format)| format);
    let picture = format.map(|format| Facts { format, stored: Some((1200, 800)), orientation: 1, moves: false });
    MediaFile { digest: Digest::of(name.as_bytes()), picture, unfit: None, size: 1 << 20 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Speech;

    #[test]
    fn the_sites_for_trying_have_no_error_and_every_page_kind() {
        let mut problems = Diagnostics::new();
        let plans = specimens(&mut problems);
        let told: String = problems
            .iter()
            .map(|problem| {
                format!("{}:{} {} {}\n", problem.span.path, problem.span.line, problem.code.id(), problem.message(Speech::English))
            })
            .collect();
        assert_eq!(plans.len(), 4);
        assert_eq!(told, "");
    }
}
