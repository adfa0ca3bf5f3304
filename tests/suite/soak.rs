//! Thousands of edits, additions, renames, moves, deletions, breakages and mendings while the site is served: what is served is at any
//! rest what a clean build makes.
//!
//! `WANJIA_EDITS` says how many edits a seed makes (a long run: 10000, in a release build), `WANJIA_SEEDS` how many seeds.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use wanjia::pipeline::{Quiet, Rendering, Workshop};
use wanjia::plan::address::Address;
use wanjia::publish::{Held, Memory, Nothing};
use wanjia::render::picture;

use crate::preview::{Preview, clean_build, clean_request, first_difference, write, write_atomically};
use crate::project::{Project, SVG, deputy, district, free_page, station, story};

/// So many edits are a long run, in which time and memory are judged too.
const LONG: u64 = 5_000;
/// The longest time in which a rest is reached in a long run.
const SETTLED: Duration = Duration::from_secs(1);
/// Stories that a site has, about.
const STORIES: usize = 40;

#[test]
#[expect(clippy::print_stdout, reason = "the figures are what the test measures")]
fn after_any_edits_exactly_what_a_clean_build_makes_is_served() {
    let number = |name: &str, otherwise: u64| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise);
    let edits = number("WANJIA_EDITS", 200);
    for seed in 1..=number("WANJIA_SEEDS", 1) {
        println!("seed {seed}: {}", run(seed, edits, if edits < LONG { 50 } else { 500 }));
    }
}

/// Makes `edits` edits and compares after every `rest` of them; the figures of the run.
fn run(seed: u64, edits: u64, rest: u64) -> String {
    let dir = tempfile::Builder::new().prefix("wanjia-soak-").tempdir().unwrap();
    let mut desk = Desk::new(dir.path(), seed);
    let preview = Preview::of(dir.path());
    let mut seen = BTreeMap::new();
    preview.wait_settled(dir.path(), &mut seen);
    let mut first = None;
    let (mut slowest, mut last) = (Duration::ZERO, Facts::of(&preview));
    for edit in 1..=edits {
        desk.edit(&mut seen);
        if edit % rest != 0 {
            desk.pause();
            continue;
        }
        desk.mend_all();
        let began = Instant::now();
        preview.wait_settled(dir.path(), &mut seen);
        slowest = slowest.max(began.elapsed());
        last = settled_facts(&preview, first.as_ref().unwrap_or(&last));
        first.get_or_insert_with(|| last.clone());
    }
    let first = first.unwrap_or_else(|| last.clone());
    assert!(last.descriptors <= first.descriptors, "descriptors grew from {} to {}", first.descriptors, last.descriptors);
    if edits >= LONG {
        assert!(slowest <= SETTLED, "settled after {slowest:?}");
        assert!(last.memory * 10 <= first.memory * 11, "memory grew from {} to {} KiB", first.memory, last.memory);
    }
    format!(
        "{edits} edits, {} rounds, slowest rest {slowest:.2?}, memory {} KiB, then {} KiB, {} descriptors",
        preview.rounds().len(),
        first.memory,
        last.memory,
        last.descriptors
    )
}

/// What the system says of the server.
#[derive(Clone, Debug)]
struct Facts {
    descriptors: usize,
    /// In KiB.
    memory: u64,
}

impl Facts {
    fn of(preview: &Preview) -> Self {
        let process = PathBuf::from(format!("/proc/{}", preview.child.id()));
        let status = fs::read_to_string(process.join("status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
        let memory = line.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or(0);
        Self { descriptors: fs::read_dir(process.join("fd")).map_or(0, Iterator::count), memory }
    }
}

/// The facts once the connections of this test are closed on the other side too.
fn settled_facts(preview: &Preview, before: &Facts) -> Facts {
    let until = Instant::now() + Duration::from_secs(8);
    loop {
        let facts = Facts::of(preview);
        if facts.descriptors <= before.descriptors || Instant::now() > until {
            return facts;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// The editor: knows what should stand in the folder, and what was broken on purpose.
struct Desk {
    site: PathBuf,
    /// The sound files that edits go through.
    stories: BTreeMap<String, String>,
    broken: BTreeMap<String, Option<Vec<u8>>>,
    drafts: BTreeSet<String>,
    chance: u64,
    count: u64,
    /// Whether it pauses as a person does.
    waits: bool,
}

const DISTRICTS: [&str; 3] = ["dong", "nan", "xi"];

impl Desk {
    fn new(site: &Path, seed: u64) -> Self {
        let mut project = Project::empty().with_default_theme().file("content/pages/about.md", &free_page("关于", "正文。"));
        for (order, name) in DISTRICTS.into_iter().enumerate() {
            let folder = format!("content/districts/{name}");
            let zhan = format!("{name}-zhan");
            project = project
                .file(&format!("{folder}/district.yaml"), &district(&format!("{name}区"), u32::try_from(order).unwrap() + 1))
                .file(&format!("{folder}/stations/photo.svg"), SVG)
                .file(&format!("{folder}/stations/{zhan}.yaml"), &station(&format!("{name}站"), &format!("deputies: [{name}-li]\n")))
                .file(&format!("{folder}/deputies/{name}-li.yaml"), &deputy(&format!("{name}李"), &format!("stations: [{zhan}]\n")));
        }
        project.write(site);
        let mut desk = Self {
            site: site.to_owned(),
            stories: BTreeMap::new(),
            broken: BTreeMap::new(),
            drafts: BTreeSet::new(),
            chance: seed,
            count: 0,
            waits: true,
        };
        (0..STORIES).for_each(|_| desk.add());
        desk
    }

    /// A number below `bound` (SplitMix64).
    fn below(&mut self, bound: usize) -> usize {
        self.chance = self.chance.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.chance;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % bound as u64).unwrap()
    }

    /// Mostly at once, sometimes as slowly as a person.
    fn pause(&mut self) {
        let milliseconds = if self.below(25) == 0 { 400 } else { [0, 0, 1, 3, 8, 20, 45][self.below(7)] };
        if self.waits {
            std::thread::sleep(Duration::from_millis(milliseconds));
        }
    }

    /// One edit of any kind. Addresses that drafts had are dropped from `seen`: the editor goes on seeing them.
    fn edit(&mut self, seen: &mut BTreeMap<String, Vec<u8>>) {
        self.count += 1;
        match self.below(16) {
            0..=3 => self.write_again(),
            4 if self.stories.len() < STORIES + 10 => self.add(),
            4 | 5 if self.stories.len() > STORIES - 10 => self.delete(),
            4 | 5 => self.add(),
            6 => self.rename(None),
            7 => {
                let district = DISTRICTS[self.below(3)];
                self.rename(Some(district));
            }
            8 => self.draft(seen),
            9 => self.break_something(),
            10 => self.mend_one(),
            11 => self.rename_an_entity(),
            12 => self.change_the_settings(),
            13 => self.change_a_static_file(),
            14 => self.drop_something(),
            _ => self.rename_a_folder_back_and_forth(),
        }
    }

    fn any_story(&mut self) -> String {
        let at = self.below(self.stories.len());
        self.stories.keys().nth(at).cloned().unwrap()
    }

    /// The text of the story in the file `path`, whose name says the day where it says anything.
    fn text(&mut self, path: &str, title: &str, more: &str) -> String {
        let (district, tag, any_day) = (DISTRICTS[self.below(3)], self.below(5), self.below(28) + 1);
        let named = path.split_once("/2026-03-").and_then(|(_, rest)| rest.get(..2)?.parse().ok());
        let day = named.unwrap_or(any_day);
        let more = format!("{more}districts: [{district}]\nstations: [{district}-zhan]\ndeputies: [{district}-li]\ntags: [标签{tag}]\n");
        story(title, &format!("2026-03-{day:02}"), &more, &format!("第 {} 次写成的正文。", self.count))
    }

    fn put(&mut self, path: &str, text: &str) {
        match self.below(3) {
            0 => write_atomically(&self.site, path, text),
            1 => {
                // Half of it first, as a slow program writes.
                write(&self.site, path, &text.as_bytes()[..text.len() / 2]);
                drop(write(&self.site, path, text));
            }
            _ => drop(write(&self.site, path, text)),
        }
        self.broken.remove(path);
        self.drafts.remove(path);
    }

    fn write_again(&mut self) {
        let path = self.any_story();
        let title = format!("改题 {}", self.count);
        let text = self.text(&path, &title, "");
        self.put(&path, &text);
        self.stories.insert(path, text);
    }

    fn id(&mut self) -> String {
        let day = self.below(28) + 1;
        if self.below(2) == 0 { format!("s{}", self.count) } else { format!("2026-03-{day:02}-s{}", self.count) }
    }

    fn add(&mut self) {
        self.count += 1;
        let (district, id) = (DISTRICTS[self.below(3)], self.id());
        let path = match self.below(3) {
            0 => format!("content/stories/{id}.md"),
            1 => format!("content/districts/{district}/stories/{id}/index.md"),
            _ => format!("content/districts/{district}/stories/{id}.md"),
        };
        let text = self.text(&path, &format!("新稿 {id}"), "");
        self.put(&path, &text);
        self.stories.insert(path, text);
    }

    fn delete(&mut self) {
        let path = self.any_story();
        self.forget(&path);
        match path.strip_suffix("/index.md") {
            Some(folder) => fs::remove_dir_all(self.site.join(folder)).unwrap(),
            None => fs::remove_file(self.site.join(&path)).unwrap(),
        }
    }

    fn forget(&mut self, path: &str) -> String {
        self.broken.remove(path);
        self.drafts.remove(path);
        self.stories.remove(path).unwrap()
    }

    /// Renames a story, its folder where it has one; or moves it to another district.
    fn rename(&mut self, district: Option<&str>) {
        let from = self.any_story();
        self.mend(&from);
        // The day in a name must stay the story's.
        let is_dated = self.below(2) == 0;
        let id = match self.stories[&from].split_once("date: 2026-03-") {
            Some((_, rest)) if is_dated => format!("2026-03-{}-r{}", &rest[..2], self.count),
            Some(_) | None => format!("r{}", self.count),
        };
        let folder = from.strip_suffix("/index.md");
        let to = match (district, folder) {
            (Some(district), Some(_)) => format!("content/districts/{district}/stories/{id}"),
            (Some(district), None) => format!("content/districts/{district}/stories/{id}.md"),
            (None, Some(folder)) => format!("{}/{id}", folder.rsplit_once('/').unwrap().0),
            (None, None) => format!("{}/{id}.md", from.rsplit_once('/').unwrap().0),
        };
        let target = self.site.join(&to);
        fs::create_dir_all(target.parent().unwrap()).unwrap();
        fs::rename(self.site.join(folder.unwrap_or(&from)), target).unwrap();
        let text = self.forget(&from);
        self.stories.insert(if folder.is_some() { format!("{to}/index.md") } else { to }, text);
    }

    /// Turns a story into a draft; the next time it is written it is published again.
    fn draft(&mut self, seen: &mut BTreeMap<String, Vec<u8>>) {
        let path = self.any_story();
        let text = self.text(&path, "草稿", "draft: true\n");
        self.put(&path, &text);
        let name = path.trim_end_matches("/index.md").trim_end_matches(".md").rsplit('/').next().unwrap().to_owned();
        seen.retain(|address, _| !address.contains(&name));
        self.stories.insert(path.clone(), text);
        self.drafts.insert(path);
    }

    fn break_something(&mut self) {
        let story = self.any_story();
        let district = DISTRICTS[self.below(3)];
        let (path, text): (String, &[u8]) = match self.below(7) {
            0 => (story, b"---\ntitle: [\n---\n"),
            1 => (story, b"\xb0\xe5\xb5\xca"),
            2 => (story, b"---\ntitel: x\n"),
            3 => ("site.yaml".to_owned(), b"title: {\n"),
            4 => ("templates/story.html".to_owned(), b"{% if %}"),
            5 => (format!("content/districts/{district}/district.yaml"), b""),
            _ => (format!("content/districts/{district}/deputies/{district}-li.yaml"), b"nonsense: 1\n"),
        };
        let sound = fs::read(self.site.join(&path)).ok();
        write(&self.site, &path, text);
        self.broken.entry(path).or_insert(sound);
    }

    fn mend_one(&mut self) {
        if let Some(path) = self.broken.keys().next().cloned() {
            self.mend(&path);
        }
    }

    fn mend(&mut self, path: &str) {
        match self.broken.remove(path) {
            Some(Some(sound)) => drop(write(&self.site, path, sound)),
            Some(None) => fs::remove_file(self.site.join(path)).unwrap(),
            None => {}
        }
    }

    fn mend_all(&mut self) {
        for path in self.broken.keys().cloned().collect::<Vec<_>>() {
            self.mend(&path);
        }
    }

    /// Gives a station, a deputy or a district another name, which many pages show.
    fn rename_an_entity(&mut self) {
        let (district, count) = (DISTRICTS[self.below(3)], self.count);
        let (path, name) = match self.below(3) {
            0 => (format!("content/districts/{district}/district.yaml"), format!("{district}区{count}")),
            1 => (format!("content/districts/{district}/deputies/{district}-li.yaml"), format!("{district}李{count}")),
            _ => (format!("content/districts/{district}/stations/{district}-zhan.yaml"), format!("{district}站{count}")),
        };
        self.mend(&path);
        let text = fs::read_to_string(self.site.join(&path)).unwrap();
        let changed: String =
            text.lines().map(|line| if line.starts_with("name: ") { format!("name: {name}\n") } else { format!("{line}\n") }).collect();
        self.put(&path, &changed);
    }

    fn change_the_settings(&mut self) {
        self.mend("site.yaml");
        let text = fs::read_to_string(self.site.join("site.yaml")).unwrap();
        let kept: String = text.lines().filter(|line| !line.starts_with("tagline: ")).map(|line| format!("{line}\n")).collect();
        let text = format!("{kept}tagline: 第 {} 句\n", self.count);
        self.put("site.yaml", &text);
    }

    fn change_a_static_file(&mut self) {
        let path = format!("static/{}/{}.txt", self.below(3), self.below(4));
        match self.below(3) {
            0 => drop(fs::remove_file(self.site.join(&path))),
            1 if self.below(4) == 0 => drop(fs::remove_dir_all(self.site.join("static"))),
            _ => drop(write(&self.site, &path, format!("第 {} 次", self.count))),
        }
    }

    fn drop_something(&mut self) {
        let name = ["4913", ".a.md.swp", "a.md~", "~$a.docx", ".DS_Store"][self.below(5)];
        let dropping = write(&self.site, &format!("content/stories/{name}"), "dropped");
        if self.below(2) == 0 {
            fs::remove_file(dropping).unwrap();
        }
    }

    fn rename_a_folder_back_and_forth(&mut self) {
        let folder = self.site.join("content/districts").join(DISTRICTS[self.below(3)]);
        let other = folder.with_extension("anders");
        fs::rename(&folder, &other).unwrap();
        self.pause();
        fs::rename(&other, &folder).unwrap();
    }
}

/// The same without a server, so that what it finds can be repeated.
#[test]
#[expect(clippy::print_stdout, reason = "the figures are what the test measures")]
fn after_any_edits_a_workshop_makes_what_a_clean_build_makes() {
    let number = |name: &str, otherwise: u64| std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise);
    let edits = number("WANJIA_EDITS", 200);
    for seed in 1..=number("WANJIA_SEEDS", 1) {
        let dir = tempfile::Builder::new().prefix("wanjia-soak-").tempdir().unwrap();
        let mut desk = Desk { waits: false, ..Desk::new(dir.path(), seed) };
        let mut workshop = Workshop::new();
        let mut site = Memory::default();
        let mut known = BTreeMap::new();
        let mut done = 0;
        while done < edits {
            let gathered = [1, 1, 2, 5, 25][desk.below(5)];
            (0..gathered).for_each(|_| desk.edit(&mut BTreeMap::new()));
            let is_rest = done % 50 + gathered >= 50;
            done += gathered;
            if is_rest {
                desk.mend_all();
            }
            let now = facts(dir.path());
            let touched = (desk.below(4) > 0).then(|| touched(&known, &now));
            known = now;
            let (next, request) = (Memory::after(&site), clean_request(dir.path()));
            let outcome = workshop.build(&request, touched.as_ref(), &next, Rendering::WhenSound, &Quiet).unwrap();
            if !outcome.diagnostics.has_errors() {
                site = next;
                let withheld = outcome.withheld.iter().map(|one| one.path.clone()).collect();
                workshop.preview(&request, &withheld, &Nothing).unwrap();
            }
            if is_rest {
                let differing = differing(&site, &clean_build(dir.path()));
                assert!(differing.is_empty(), "seed {seed}, after {done} edits: {}", differing.join("\n"));
            }
        }
        println!("seed {seed}: {done} edits");
    }
}

type Fact = (u64, std::time::SystemTime);

/// What the disk says of every file of the folder `site`.
fn facts(site: &Path) -> BTreeMap<PathBuf, Fact> {
    let (mut facts, mut open) = (BTreeMap::new(), vec![site.canonicalize().unwrap()]);
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let about = entry.metadata().unwrap();
            if about.is_dir() {
                open.push(entry.path());
            } else {
                facts.insert(entry.path(), (about.len(), about.modified().unwrap()));
            }
        }
    }
    facts
}

/// The files that are new, other or gone.
fn touched(before: &BTreeMap<PathBuf, Fact>, now: &BTreeMap<PathBuf, Fact>) -> BTreeSet<PathBuf> {
    let other = now.iter().filter(|(path, fact)| before.get(*path) != Some(fact));
    let gone = before.keys().filter(|path| !now.contains_key(*path));
    other.map(|(path, _)| path).chain(gone).cloned().collect()
}

/// Where `site` is not what a clean build makes.
fn differing(site: &Memory, clean: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let held = |address: &str| match site.get(&Address::file(address)?)? {
        Held::Bytes(bytes) => Some(bytes.to_vec()),
        Held::File(path) => fs::read(path).ok(),
        Held::Waiting(waiting) => waiting.bytes(),
        Held::Picture(path, order) => picture::make(&fs::read(path).ok()?, order.facts, &[order.recipe]).ok()?.pop(),
    };
    let other = clean.iter().filter_map(|(address, bytes)| {
        let held = held(address);
        (held.as_ref() != Some(bytes)).then(|| format!("{address}: {}", first_difference(&held.unwrap_or_default(), bytes)))
    });
    other.collect()
}

#[test]
fn the_site_of_the_edits_is_sound() {
    let dir = tempfile::tempdir().unwrap();
    let _desk = Desk::new(dir.path(), 1);
    assert!(clean_build(dir.path()).len() > STORIES);
}
