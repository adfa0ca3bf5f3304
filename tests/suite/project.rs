//! A test is a small site and what comes of it: a [`Project`] is the editor's folder, a [`Site`] is what was built from it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use jiff::civil::DateTime;
use tempfile::TempDir;
use wanjia::diagnostics::{Diagnostics, Severity};
use wanjia::language::Speech;
use wanjia::pipeline::{self, Published, Quiet, Request};
use wanjia::publish::{MANIFEST, Mode, Output, Place, Trust};

/// The editor's folder, not yet on the disk.
#[derive(Clone, Debug)]
pub(crate) struct Project {
    pub(crate) files: BTreeMap<String, Vec<u8>>,
    pub(crate) as_of: DateTime,
    pub(crate) base_url: Option<String>,
}

/// The settings of the small site: a theme of plain text, so that a page shows nothing but what a test asks for.
pub(crate) const SETTINGS: &str = "title: 示例站\norganization: 示例市人大常委会办公室\ncity: 示例市\ndemo: 示例\ntheme: plain\n";

/// A PDF with one empty page.
pub(crate) const PDF: &str =
    "%PDF-1.4\n1 0 obj <</Pages 2 0 R>> endobj\n2 0 obj <</Kids [3 0 R]>> endobj\n3 0 obj <<>> endobj\ntrailer <</Root 1 0 R>>\n";

/// A picture of one square.
pub(crate) const SVG: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\"><path d=\"M0 0h4v3H0z\"/></svg>\n";

impl Project {
    /// Settings and the plain theme, and nothing to show.
    pub(crate) fn empty() -> Self {
        let as_of = "2026-06-01T12:00".parse().unwrap();
        let mut project = Self { files: BTreeMap::new(), as_of, base_url: None }.file("site.yaml", SETTINGS);
        let plain = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suite/plain");
        for (name, bytes) in files_below(&plain) {
            project.files.insert(format!("themes/plain/{name}"), bytes);
        }
        project
    }

    /// One district `qu` with the station `zhan`, the deputy `li` and the story `2026-03-05-a`.
    pub(crate) fn new() -> Self {
        Self::empty()
            .file("content/districts/qu/district.yaml", &district("示例区", 1))
            .file("content/districts/qu/stations/zhan.yaml", &station("示例站点", "deputies: [li]\n"))
            .file("content/districts/qu/stations/photo.svg", SVG)
            .file("content/districts/qu/deputies/li.yaml", &deputy("李某", "stations: [zhan]\n"))
            .file("content/districts/qu/stories/2026-03-05-a.md", &story("第一篇", "2026-03-05", "", "正文。"))
    }

    /// With the file `path`, instead of the one that was there.
    pub(crate) fn file(mut self, path: &str, text: &str) -> Self {
        self.files.insert(path.to_owned(), text.as_bytes().to_vec());
        self
    }

    /// Without the file `path`.
    pub(crate) fn without(mut self, path: &str) -> Self {
        self.files.remove(path).unwrap_or_else(|| panic!("there is no `{path}`"));
        self
    }

    /// With `text` after the last line of the file `path`.
    pub(crate) fn append(mut self, path: &str, text: &str) -> Self {
        self.files.get_mut(path).unwrap_or_else(|| panic!("there is no `{path}`")).extend_from_slice(text.as_bytes());
        self
    }

    /// With the default theme.
    pub(crate) fn with_default_theme(self) -> Self {
        let settings = String::from_utf8(self.files["site.yaml"].clone()).unwrap().replace("theme: plain\n", "");
        self.file("site.yaml", &settings)
    }

    /// As it is at another moment.
    pub(crate) fn on(mut self, as_of: &str) -> Self {
        self.as_of = as_of.parse().unwrap();
        self
    }

    /// For the address `base_url`.
    pub(crate) fn at(mut self, base_url: &str) -> Self {
        self.base_url = Some(base_url.to_owned());
        self
    }

    /// Built in a folder of its own.
    pub(crate) fn build(&self) -> Site {
        let dir = tempfile::Builder::new().prefix("wanjia-suite-").tempdir().unwrap();
        self.build_in(dir)
    }

    /// Built again in the folder of an earlier site.
    pub(crate) fn build_in(&self, dir: TempDir) -> Site {
        self.write(dir.path());
        let published = publish(dir.path(), &self.request(dir.path()), Mode::Publish);
        Site { published, files: output(dir.path()), dir }
    }

    /// Writes the folder; files that are no longer part of it are deleted, files that did not change are not touched.
    pub(crate) fn write(&self, root: &Path) {
        for (name, _) in files_below(root) {
            if !name.starts_with("public/") && !name.starts_with(".public.wanjia/") && !self.files.contains_key(&name) {
                fs::remove_file(root.join(&name)).unwrap();
            }
        }
        for (name, bytes) in &self.files {
            let path = root.join(name);
            if fs::read(&path).is_ok_and(|found| found == *bytes) {
                continue;
            }
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
    }

    /// What the pipeline is asked for when the folder is `root`.
    pub(crate) fn request(&self, root: &Path) -> Request {
        Request { site: root.to_owned(), as_of: self.as_of, base_url: self.base_url.clone(), skipped: Vec::new() }
    }
}

/// Publishes the site at `root` to its folder `public`.
pub(crate) fn publish(root: &Path, request: &Request, mode: Mode) -> Published {
    let sources = ["site.yaml", "content", "themes", "templates", "static"].map(|name| root.join(name)).to_vec();
    let place = Place { out: root.join("public"), site: root.to_owned(), sources, home: None };
    let output = Output::open(&place, Trust::Times).unwrap_or_else(|error| panic!("{}", error.message(Speech::English)));
    pipeline::publish(request, output, mode, &Quiet).unwrap_or_else(|error| panic!("{error:?}"))
}

/// Every file below `root` by its path with `/`; a missing folder has none.
pub(crate) fn files_below(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        let Ok(entries) = fs::read_dir(&folder) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// What is published for the site at `root`, without the manifest.
pub(crate) fn output(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = files_below(&root.join("public"));
    files.remove(MANIFEST);
    files
}

/// What came of a project.
#[derive(Debug)]
pub(crate) struct Site {
    pub(crate) dir: TempDir,
    pub(crate) published: Published,
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

impl Site {
    /// Every problem in English, a line each.
    pub(crate) fn problems(&self) -> String {
        problems(&self.published.outcome.diagnostics, Speech::English)
    }

    /// The text of the page or file at `address`: `stories/a` or `feed.xml`.
    pub(crate) fn page(&self, address: &str) -> &str {
        let page = format!("{address}/index.html");
        let found = self.files.get(address).or_else(|| self.files.get(page.trim_start_matches('/')));
        let bytes = found.unwrap_or_else(|| panic!("no `{address}` among {:?}\n{}", self.files.keys(), self.problems()));
        std::str::from_utf8(bytes).unwrap()
    }

    /// The pages at `addresses` one after the other.
    pub(crate) fn pages(&self, addresses: &[&str]) -> String {
        addresses.iter().fold(String::new(), |text, address| text + &format!("=== /{address}\n{}\n", self.page(address).trim()))
    }

    /// The addresses of all files, without those of the theme.
    pub(crate) fn addresses(&self) -> Vec<&str> {
        self.files.keys().map(String::as_str).filter(|name| !name.starts_with("assets/")).collect()
    }

    /// What is not published, and why; a line each.
    pub(crate) fn withheld(&self) -> String {
        let lines =
            self.published.outcome.withheld.iter().map(|one| format!("{} {} “{}”: {:?}\n", one.path, one.id, one.title, one.reason));
        lines.collect()
    }

    /// The files in which `text` stands.
    pub(crate) fn mentions(&self, text: &str) -> Vec<&str> {
        let holds = |bytes: &[u8]| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        self.files.iter().filter(|(name, bytes)| name.contains(text) || holds(bytes)).map(|(name, _)| name.as_str()).collect()
    }

    /// Every relative link and picture of the published pages that leads to no published file.
    pub(crate) fn dead_links(&self) -> BTreeSet<String> {
        let mut dead = BTreeSet::new();
        for (name, bytes) in self.files.iter().filter(|(name, _)| name.ends_with(".html") && *name != "404.html") {
            let html = String::from_utf8_lossy(bytes);
            for target in targets(&html) {
                if let Some(file) = meant(name, &target).filter(|file| !self.files.contains_key(file)) {
                    dead.insert(format!("{name}: {target} ({file})"));
                }
            }
        }
        dead
    }

    pub(crate) fn root(&self) -> PathBuf {
        self.dir.path().to_owned()
    }
}

/// What `href` and `src` say.
fn targets(html: &str) -> Vec<String> {
    let attributes = ["href=\"", "src=\""].into_iter().flat_map(|name| html.split(name).skip(1));
    attributes.filter_map(|rest| Some(rest.split_once('"')?.0.replace("&amp;", "&"))).collect()
}

/// The file that a link on the page `from` means; nothing for other sites.
fn meant(from: &str, target: &str) -> Option<String> {
    let path = target.split(['#', '?']).next()?;
    if path.is_empty() || path.contains(':') || path.starts_with('/') {
        return None;
    }
    let path = percent_encoding::percent_decode_str(path).decode_utf8().ok()?.into_owned();
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." | "" => {}
            ".." => {
                parts.pop();
            }
            name => parts.push(name),
        }
    }
    let joined = parts.join("/");
    let page = path.ends_with('/') || path.ends_with("..") || path == ".";
    Some(if page { format!("{joined}/index.html").trim_start_matches('/').to_owned() } else { joined })
}

/// The problems of a run, a line each; the hints are tested where the rules are.
pub(crate) fn problems(diagnostics: &Diagnostics, speech: Speech) -> String {
    let mut text = String::new();
    for problem in diagnostics {
        let grave = if problem.severity == Severity::Error { "error" } else { "warning" };
        let span = &problem.span;
        write!(text, "{}:{}:{}: {grave} {}: ", span.path, span.line, span.column, problem.code.id()).unwrap();
        let meant = problem.suggestion.as_ref().map_or(String::new(), |meant| format!(" (meant: {meant})"));
        writeln!(text, "{}{meant}", problem.message(speech)).unwrap();
    }
    text
}

/// A district, or a town, with one street, `jie`.
pub(crate) fn district(name: &str, order: u32) -> String {
    let body = if name.ends_with('镇') { "人大主席团" } else { "人大常委会" };
    format!(
        "adcode: \"65029{order}\"\nname: {name}\norder: {order}\nbody: {name}{body}\nlevel: district\n\
         townships: [{{id: jie, name: 示例街道, kind: 街道}}]\noffice: {{name: 代工委, tel: \"0990-0000001\"}}\n"
    )
}

/// A station with a photo `photo.svg` beside it.
pub(crate) fn station(name: &str, more: &str) -> String {
    let deputies = if more.contains("deputies:") { "" } else { "deputies: []\n" };
    format!(
        "name: {name}\nkind: station\ntownship: jie\nmanaged_by: 示例街道\naddress: 示例路1号\ntel: \"0990-0000002\"\n\
         staff: {{head: 站长}}\nopening_hours: [{{days: 周一, time: \"10:00-12:00\"}}]\n\
         reception_rules: [{{freq: weekly, byday: [TU], time: \"10:00-12:00\", holiday: skip}}]\n\
         standard_items: [{{item: site, status: met}}]\nphotos: [{{file: photo.svg, alt: 门口}}]\nstatus: open\n{deputies}{more}"
    )
}

/// A deputy of the district's congress, of the station `zhan` unless `more` says otherwise.
pub(crate) fn deputy(name: &str, more: &str) -> String {
    let seats = "memberships: [{level: district, congress: 第十届, from: 2021-11-01, status: serving}]\n";
    let memberships = if more.contains("memberships:") { "" } else { seats };
    let stations = if more.contains("stations:") { "" } else { "stations: [zhan]\n" };
    format!("name: {name}\ngender: 男\nethnicity: 汉族\nposition: 示例单位职工\n{memberships}{stations}{more}")
}

/// A piece of news; `more` is front matter that ends its lines.
pub(crate) fn story(title: &str, date: &str, more: &str, body: &str) -> String {
    format!("---\ntitle: {title}\nkind: news\ndate: {date}\nsource: 示例来源\nsummary: {title}的摘要。\n{more}---\n\n{body}\n")
}

/// A free page.
pub(crate) fn free_page(title: &str, body: &str) -> String {
    format!("---\ntitle: {title}\n---\n\n{body}\n")
}
