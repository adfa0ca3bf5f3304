//! An edited site that keeps its output is, byte for byte, what a clean build makes.
//!
//! `WANJIA_SEQUENCES` sets how many random sequences of edits are tried, `WANJIA_SEED` where they begin.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::Duration;

use jiff::Span;
use rayon::prelude::*;
use tempfile::TempDir;
use wanjia::digest::Digest;
use wanjia::language::Speech;
use wanjia::pipeline::{self, Quiet, Rendering, Workshop};
use wanjia::plan::address::Address;
use wanjia::publish::{Mode, Pictures, PublishError, Sink};

use crate::project::{Project, SETTINGS, SVG, deputy, district, files_below, free_page, output, problems, publish, station, story};

/// Numbers that look random and come again with their seed (SplitMix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % sides as u64).unwrap()
    }

    fn key<V>(&mut self, map: &BTreeMap<String, V>) -> Option<String> {
        (!map.is_empty()).then(|| map.keys().nth(self.roll(map.len())).unwrap().clone())
    }
}

const FOLDERS: [&str; 3] = ["content/districts/dong", "content/districts/dong/nan", "content"];
const TAGS: [&str; 4] = ["民生", "出行", "Open Day", "open-day"];

#[derive(Clone, Debug)]
struct Tale {
    folder: usize,
    title: usize,
    day: usize,
    tag: usize,
    body: usize,
    draft: bool,
    cover: bool,
    link: Option<String>,
    english: Option<English>,
}

/// A story's translation.
#[derive(Clone, Debug)]
struct English {
    title: usize,
    draft: bool,
    alt: bool,
    link: Option<String>,
}

/// A site as its editor thinks of it.
#[derive(Clone, Debug)]
struct State {
    tales: BTreeMap<String, Tale>,
    others: BTreeMap<String, String>,
    names: [usize; 2],
    /// A suggestion, a list of tasks, opinions and a ledger of deeds with its campaign: which one it is, 0 for none.
    records: [usize; 4],
    per_page: usize,
    broken: bool,
    bilingual: bool,
    day: usize,
    next: usize,
}

/// What every page of a site with two languages says of them.
const LANGUAGES: &str =
    "{{ page.fallback }}{% for l in page.languages %} {{ l.lang }} {{ l.path }} {{ l.url }} {{ l.is_translated }}{% endfor %}\n";

impl State {
    fn new(dice: &mut Dice) -> Self {
        let mut state = Self {
            tales: BTreeMap::new(),
            others: BTreeMap::new(),
            names: [0, 0],
            records: [0; 4],
            per_page: 5,
            broken: false,
            bilingual: dice.roll(2) == 0,
            day: 0,
            next: 0,
        };
        for _ in 0..12 {
            state.add(dice);
        }
        state
    }

    fn add(&mut self, dice: &mut Dice) -> String {
        let id = format!("s{}", self.next);
        let link = dice.key(&self.tales);
        let tale = Tale {
            folder: dice.roll(3),
            title: self.next,
            day: dice.roll(40),
            tag: dice.roll(4),
            body: dice.roll(9),
            draft: false,
            cover: dice.roll(3) == 0,
            link,
            english: None,
        };
        self.next += 1;
        self.tales.insert(id.clone(), tale);
        if self.bilingual && dice.roll(2) == 0 {
            self.translate(dice, &id);
        }
        format!("add {id}")
    }

    /// One edit; says which.
    fn edit(&mut self, dice: &mut Dice) -> String {
        if self.bilingual && dice.roll(3) == 0 {
            return self.edit_translation(dice);
        }
        let kind = dice.roll(26);
        if kind < 12 {
            return self.edit_story(kind, dice);
        }
        self.next += 1;
        match kind {
            12 => self.names[dice.roll(2)] = self.next,
            13 => self.per_page = 1 + dice.roll(8),
            14 => self.other("templates/story.html", "{{ story.title }}{{ story.body_html | safe }}", dice),
            15 => self.other("templates/tags.html", "{% for g in tags %}{{ g.name }} {% endfor %}", dice),
            16 => self.other("static/下载/a.txt", "甲", dice),
            17 => self.other("content/pages/about.md", &free_page("关于", "见[[dong]]。"), dice),
            18 => self.day += dice.roll(4),
            19 => self.broken = !self.broken,
            _ => {
                let record = kind % 4;
                self.records[record] = if dice.roll(4) == 0 { 0 } else { self.next };
                return format!("record {record}");
            }
        }
        ["district", "settings", "template", "template", "static", "page", "day", "broken"][kind - 12].to_owned()
    }

    fn translate(&mut self, dice: &mut Dice, id: &str) {
        let english = English { title: self.next, draft: false, alt: dice.roll(2) == 0, link: dice.key(&self.tales) };
        self.next += 1;
        self.tales.get_mut(id).unwrap().english = Some(english);
    }

    /// Adds a translation, changes it, or takes it away; sometimes one of a page, or all of them.
    fn edit_translation(&mut self, dice: &mut Dice) -> String {
        let Some(id) = dice.key(&self.tales) else { return self.add(dice) };
        let (kind, target) = (dice.roll(8), dice.key(&self.tales));
        self.next += 1;
        let next = self.next;
        match kind {
            6 => self.other("content/pages/about.en.md", "---\ntitle: About\n---\n\nSee [[dong]].", dice),
            7 if dice.roll(4) == 0 => self.bilingual = false,
            _ => {}
        }
        let Some(english) = &mut self.tales.get_mut(&id).unwrap().english else {
            self.translate(dice, &id);
            return format!("translate {id}");
        };
        match kind {
            0 => self.tales.get_mut(&id).unwrap().english = None,
            1 => english.draft = !english.draft,
            2 => english.alt = !english.alt,
            3 => english.link = target,
            _ => english.title = next,
        }
        format!("translation {kind} {id}")
    }

    fn edit_story(&mut self, kind: usize, dice: &mut Dice) -> String {
        let Some(id) = dice.key(&self.tales) else { return self.add(dice) };
        let target = dice.key(&self.tales);
        let next = self.next;
        self.next += 1;
        let tale = self.tales.get_mut(&id).unwrap();
        let what = match kind {
            0 => return self.add(dice),
            1 => {
                self.tales.remove(&id);
                "delete"
            }
            2 => {
                let tale = self.tales.remove(&id).unwrap();
                self.tales.insert(format!("r{next}"), tale);
                "rename"
            }
            3 => {
                tale.folder = dice.roll(3);
                "move"
            }
            4 => {
                tale.draft = !tale.draft;
                "draft"
            }
            5 | 6 => {
                tale.title = next;
                "title"
            }
            7 => {
                tale.day = dice.roll(40);
                "date"
            }
            8 => {
                tale.tag = dice.roll(4);
                "tag"
            }
            9 => {
                tale.cover = !tale.cover;
                "cover"
            }
            10 => {
                tale.link = target;
                "link"
            }
            _ => {
                tale.body = next;
                "body"
            }
        };
        format!("{what} {id}")
    }

    /// Adds a file, changes it, or takes it away.
    fn other(&mut self, path: &str, text: &str, dice: &mut Dice) {
        if dice.roll(3) == 0 {
            self.others.remove(path);
        } else {
            self.others.insert(path.to_owned(), format!("{text}\n{}\n", self.next));
        }
    }

    fn project(&self) -> Project {
        let [dong, nan] = self.names;
        let south = district("南镇", 2).replace("name: 南镇\n", &format!("name: {{zh: 南镇{nan}, en: South {nan}}}\n"));
        let languages = if self.bilingual { "languages: [zh, en]\n" } else { "" };
        let mut project = Project::empty()
            .file("site.yaml", &format!("{SETTINGS}{languages}stories_per_page: {}\n", self.per_page))
            .file("templates/search.html", "{{ page.title }} {{ index_path }}")
            .file("content/districts/dong/district.yaml", &district(&format!("东区{dong}"), 1))
            .file("content/districts/dong/nan/district.yaml", &south)
            .file("content/districts/dong/stations/zhan.yaml", &station("示例站点", "deputies: [li]\n"))
            .file("content/districts/dong/stations/photo.svg", SVG)
            .file("content/districts/dong/deputies/li.yaml", &deputy("李某", ""))
            .at("https://rd.example.cn/rd/");
        project.as_of = project.as_of.checked_add(Span::new().days(i64::try_from(self.day).unwrap())).unwrap();
        for (id, tale) in &self.tales {
            let (path, text) = self.story(id, tale);
            project = project.file(&path, &text).file(&format!("{}/stories/photo.svg", FOLDERS[tale.folder]), SVG);
            if let Some(english) = tale.english.as_ref().filter(|_| self.bilingual) {
                project = project.file(&path.replace(".md", ".en.md"), &self.translation(tale, english));
            }
        }
        for (path, text) in self.affairs() {
            project = project.file(&path, &text);
        }
        let is_sound = |path: &str| match path.contains(".en.") {
            true => self.bilingual && self.others.contains_key("content/pages/about.md"),
            false => true,
        };
        for (path, text) in self.others.iter().filter(|(path, _)| is_sound(path)) {
            project = project.file(path, text);
        }
        if self.bilingual {
            let templates: Vec<String> = project.files.keys().filter(|path| path.contains("plain/templates/")).cloned().collect();
            project = templates.iter().fold(project, |project, path| project.append(path, LANGUAGES));
            let list = "{% for s in stories %}{{ s.fallback }} {% endfor %}\n";
            project = project.append("themes/plain/templates/stories.html", list);
        }
        if self.broken { project.file("content/stories/broken.md", "---\ntitle: 坏\n") } else { project }
    }

    /// The files of the records that are there; what they name is there too.
    fn affairs(&self) -> Vec<(String, String)> {
        let [suggestion, tasks, opinions, deeds] = self.records;
        let told = self.tales.iter().find(|(_, tale)| !tale.draft).map_or(String::new(), |(id, _)| format!("[{id}]"));
        let story = |field: &str| if told.is_empty() { String::new() } else { format!(", {field}: {told}") };
        let [dong, nan, ..] = FOLDERS;
        let mut files = Vec::new();
        if suggestion > 0 {
            let front = "congress: 第十届\nperiod: session\nraised_on: 2026-01-08\nproposers: [li]\nstations: [zhan]\ncategory: social\n";
            let open = format!(
                "lead_unit: 民政局\nstatus: underway\nassigned_on: 2026-03-{:02}\npublic: {}\n",
                1 + suggestion % 9,
                suggestion % 3 > 0
            );
            files.push((format!("{dong}/suggestions/j.yaml"), format!("number: 第{suggestion}号\ntitle: 建议{suggestion}\n{front}{open}")));
        }
        if tasks > 0 {
            let task = format!(
                "{{no: 1, objective: 目标{tasks}, measure: 措施, lead_unit: 街道, due: 2026-06-03, status: underway{}}}",
                story("evidence")
            );
            files.push(("content/tasks/q.yaml".to_owned(), format!("title: 清单\nyear: 2026\nissued_by: 人大\ntasks: [{task}]\n")));
        }
        if opinions > 0 {
            let row = format!("{{district: dong, topic: 供暖, count: {opinions}, level: station, result: settled}}");
            let text = format!("title: 意见{opinions}\nfrom: 2026-01-01\nto: 2026-03-31\nsource: 登记簿\nrows: [{row}]\n");
            files.push(("content/opinions/q.yaml".to_owned(), text));
        }
        if deeds > 0 {
            let counters = "[{key: d, label: 办成, counts: deeds}, {key: s, label: 稿件, counts: stories}]";
            let campaign = format!("name: 活动{}\nlevel: city\nstart: 2026-01-01\norganizer: 人大\ncounters: {counters}\n", deeds % 2);
            files.push(("content/campaigns/huodong.yaml".to_owned(), campaign));
            let more = "deputies: [li], station: zhan, unit: 街道, result: 好了, need_from: 接待日";
            let day = format!("2026-0{}-11", 3 + deeds % 3);
            let row = format!(
                "{{id: a, title: 修灯{deeds}, date: {day}, beneficiaries: {deeds}, {more}{}}}",
                story("story").replace(['[', ']'], "")
            );
            let folder = if deeds % 2 == 0 { dong } else { nan };
            files.push((format!("{folder}/deeds/t.yaml"), format!("title: 台账\ncampaign: huodong\nyear: 2026\ndeeds: [{row}]\n")));
        }
        files
    }

    fn translation(&self, tale: &Tale, english: &English) -> String {
        let draft = if english.draft { "draft: true\n" } else { "" };
        let cover = if tale.cover && english.alt { "cover: {alt: At the door}\n" } else { "" };
        let link = english.link.as_ref().filter(|link| self.tales.contains_key(*link));
        let body = link.map_or("The text.".to_owned(), |link| format!("The text, see [[{link}]] and [[zhan]]."));
        format!("---\ntitle: Story {}\nsummary: What it says.\n{draft}{cover}---\n\n{body}\n", english.title)
    }

    fn story(&self, id: &str, tale: &Tale) -> (String, String) {
        let date = format!("2026-{:02}-{:02}", 5 + tale.day / 28, 1 + tale.day % 28);
        let draft = if tale.draft { "draft: true\n" } else { "" };
        let cover = if tale.cover { "cover: {file: photo.svg, alt: 门口}\n" } else { "" };
        let campaign = if self.records[3] > 0 && tale.tag == 0 { "campaigns: [huodong]\n" } else { "" };
        let front = format!("stations: [zhan]\ntags: [{}]\n{campaign}{draft}{cover}", TAGS[tale.tag]);
        let link = tale.link.as_ref().filter(|link| self.tales.contains_key(*link));
        let body = link.map_or(format!("正文{}。", tale.body), |link| format!("正文{}，见[[{link}]]。", tale.body));
        (format!("{}/stories/{id}.md", FOLDERS[tale.folder]), story(&format!("第{}篇", tale.title), &date, &front, &body))
    }
}

/// Brings the folder from one state to the next, touching nothing else; what was touched.
fn change(root: &Path, before: &Project, after: &Project) -> BTreeSet<PathBuf> {
    let root = &root.canonicalize().unwrap();
    let is_other = |name: &&String| before.files.get(*name) != after.files.get(*name);
    let touched = before.files.keys().chain(after.files.keys()).filter(is_other).map(|name| root.join(name)).collect();
    for name in before.files.keys().filter(|name| !after.files.contains_key(*name)) {
        fs::remove_file(root.join(name)).unwrap();
    }
    for (name, bytes) in after.files.iter().filter(|(name, bytes)| before.files.get(*name) != Some(*bytes)) {
        let path = root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    touched
}

/// The files of a clean build.
#[derive(Default)]
struct Clean(Mutex<BTreeMap<String, Vec<u8>>>);

impl Sink for Clean {
    fn keep(&self, _: &Address, _: Digest) -> bool {
        false
    }

    fn write(&self, address: &Address, _: Digest, bytes: &[u8]) -> Result<(), PublishError> {
        assert!(self.0.lock().unwrap().insert(address.to_string(), bytes.to_vec()).is_none(), "{address} is made twice");
        Ok(())
    }

    fn copy(&self, address: &Address, fingerprint: Digest, from: &Path) -> Result<(), PublishError> {
        self.write(address, fingerprint, &fs::read(from).unwrap())
    }

    fn pictures(&self) -> Pictures<'_> {
        Pictures::Made(None)
    }
}

/// What a workshop that remembers makes of the folder now, if `is_hurried` at once and then in peace; `None` when it has errors.
fn remembered(
    workshop: &mut Workshop,
    root: &Path,
    project: &Project,
    touched: Option<&BTreeSet<PathBuf>>,
    is_hurried: bool,
) -> Option<BTreeMap<String, Vec<u8>>> {
    let mut build = |touched, rendering| {
        let files = Clean::default();
        let outcome = workshop.build(&project.request(root), touched, &files, rendering, &Quiet).unwrap();
        (!outcome.diagnostics.has_errors()).then(|| files.0.into_inner().unwrap())
    };
    if !is_hurried {
        return build(touched, Rendering::WhenSound);
    }
    let nothing = BTreeSet::new();
    let mut at_once = build(touched, Rendering::Hurried);
    let mut all = build(Some(&nothing), Rendering::WhenSound);
    for files in [&mut at_once, &mut all].into_iter().flatten() {
        files.retain(|address, _| !is_of_index(address));
    }
    assert_eq!(at_once, all, "what was shown at once is not the site without its index");
    build(Some(&nothing), Rendering::WhenSound)
}

/// Whether it is a file of the search, which may follow.
fn is_of_index(address: &str) -> bool {
    address.contains("search/") && !address.ends_with("index.html")
}

fn clean(root: &Path, project: &Project) -> BTreeMap<String, Vec<u8>> {
    let files = Clean::default();
    pipeline::build(&project.request(root), &files, Rendering::WhenSound, &Quiet).unwrap();
    files.0.into_inner().unwrap()
}

const FOREIGN: &str = "stories/foreign.txt";

fn sequence(seed: u64) {
    let mut dice = Dice(seed);
    let mut state = State::new(&mut dice);
    let mut told = Vec::new();
    let memory = Path::new("/dev/shm");
    let place = if memory.is_dir() { memory.to_owned() } else { std::env::temp_dir() };
    let dir = tempfile::Builder::new().prefix("wanjia-suite-").tempdir_in(place).unwrap();
    let root = dir.path();
    let mut before = state.project();
    before.write(root);
    let first = publish(root, &before.request(root), Mode::Publish);
    assert!(first.changes.is_some(), "seed {seed}: {}", problems(&first.outcome.diagnostics, Speech::English));
    fs::write(root.join("public").join(FOREIGN), "别人的").unwrap();
    let mut workshop = Workshop::new();
    remembered(&mut workshop, root, &before, None, false);
    for _ in 0..2 + dice.roll(3) {
        for _ in 0..=dice.roll(3) {
            told.push(state.edit(&mut dice));
        }
        told.push("build".to_owned());
        let after = state.project();
        let touched = change(root, &before, &after);
        if let Some(made) = remembered(&mut workshop, root, &after, (dice.roll(4) > 0).then_some(&touched), dice.roll(3) == 0) {
            same(&made, &clean(root, &after), seed, &told);
        }
        for _ in 0..=dice.roll(3) {
            // Files that are older than the clock's tick let the next build see that nothing changed at all.
            std::thread::sleep(Duration::from_millis(if dice.roll(3) == 0 { 25 } else { 0 }));
            publish(root, &after.request(root), Mode::Publish);
        }
        before = after;
    }
    state.broken = false;
    let last = state.project();
    let touched = change(root, &before, &last);
    let published = publish(root, &last.request(root), Mode::Publish);
    assert!(published.changes.is_some(), "seed {seed}: {told:?}: {:?}", published.outcome.diagnostics);
    let mut kept = output(root);
    assert_eq!(kept.remove(FOREIGN), Some("别人的".as_bytes().to_vec()), "seed {seed}: {told:?}");
    let clean = clean(root, &last);
    same(&kept, &clean, seed, &told);
    same(&remembered(&mut workshop, root, &last, Some(&touched), true).unwrap_or_default(), &clean, seed, &told);
    if seed.is_multiple_of(20) {
        same(&whole(&dir), &whole(&last.build().dir), seed, &told);
    }
}

/// The output with its manifest.
fn whole(dir: &TempDir) -> BTreeMap<String, Vec<u8>> {
    let mut files = files_below(&dir.path().join("public"));
    files.remove(FOREIGN);
    files
}

fn same(kept: &BTreeMap<String, Vec<u8>>, clean: &BTreeMap<String, Vec<u8>>, seed: u64, told: &[String]) {
    let names = kept.keys().chain(clean.keys());
    let different: Vec<&String> = names.filter(|name| kept.get(*name) != clean.get(*name)).collect();
    assert!(different.is_empty(), "seed {seed}, after {told:?}: {different:?} differ from a clean build");
}

#[test]
fn after_any_edits_the_kept_output_is_what_a_clean_build_makes() {
    let number = |name: &str, default: u64| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(default);
    let (first, count) = (number("WANJIA_SEED", 0), number("WANJIA_SEQUENCES", 60));
    (first..first + count).into_par_iter().for_each(sequence);
}
