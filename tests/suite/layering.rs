//! The walls of the house: who may use whom, who may touch the disk, and whose private matter each dependency is.
//! The tables are those of `ARCHITECTURE.md`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The nouns that every stage may use.
const NOUNS: &[&str] = &[
    "source",
    "document",
    "attachment",
    "calendar",
    "date",
    "digest",
    "fields",
    "geo",
    "language",
    "names",
    "passage",
    "picture",
    "settings",
    "view",
    "wording",
];

/// Each module and what it may use besides itself; `*` stands for the nouns, `!` for anything.
const MAY_USE: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("csv", &[]),
    ("plain_file", &[]),
    ("digest", &[]),
    ("language", &[]),
    ("encoding", &["language"]),
    ("attachment", &["encoding", "language", "passage"]),
    ("names", &[]),
    ("geo", &[]),
    ("picture", &["digest"]),
    ("calendar", &["fields", "language", "source"]),
    ("date", &[]),
    ("document", &["source"]),
    ("passage", &[]),
    ("wording", &["fields", "language", "source"]),
    ("view", &["digest", "document"]),
    ("diagnostics", &["encoding", "source", "language"]),
    ("fields", &["source", "document", "date", "language", "diagnostics"]),
    ("settings", &["calendar", "fields", "language", "source", "wording"]),
    ("model", &["*"]),
    ("theme", &["source", "digest", "language", "date", "view", "diagnostics"]),
    ("load", &["attachment", "source", "digest", "encoding", "language", "picture", "plain_file", "diagnostics"]),
    ("parse", &["*", "model", "diagnostics"]),
    ("resolve", &["*", "model", "parse", "diagnostics"]),
    ("rules", &["*", "model", "diagnostics"]),
    ("statistics", &["fields", "language", "model"]),
    ("report", &["csv", "date", "fields", "language", "model", "settings", "statistics"]),
    ("search", &["digest", "document", "view"]),
    ("plan", &["*", "model", "search", "statistics", "diagnostics"]),
    ("render", &["csv", "source", "document", "digest", "language", "picture", "view", "diagnostics", "search", "theme", "plan"]),
    ("publish", &["digest", "language", "picture", "plain_file", "plan::address"]),
    ("author", &["*", "encoding", "load", "model", "parse", "plain_file", "rules", "theme", "diagnostics"]),
    ("external", &["diagnostics", "language", "source"]),
    ("pipeline", &["*", "diagnostics", "load", "parse", "resolve", "model", "rules", "plan", "theme", "search", "render", "publish"]),
    ("serve", &["!"]),
    ("cli", &["!"]),
    ("lib", &["!"]),
    ("main", &["!"]),
];

/// What stands in code, and the only modules that may say it.
const PRIVATE: &[(&str, &[&str])] = &[
    // The disk: `load` reads, `publish` and `author` write; the server sends the editor's own files.
    ("std::fs", &["load", "plain_file", "publish", "author", "report", "serve"]),
    ("walkdir", &["load"]),
    ("image", &["render/picture"]),
    ("fast_image_resize", &["render/picture"]),
    ("jpeg_encoder", &["render/picture"]),
    ("moxcms", &["render/picture"]),
    ("webp", &["render/picture"]),
    ("zip", &["attachment", "render"]),
    ("quick_xml", &["attachment/xml"]),
    ("flate2", &["attachment/pdf"]),
    ("qrcode", &["render"]),
    ("rustix", &["plain_file", "publish", "serve"]),
    // The terminal, the clock, the environment, other programs, the network.
    ("println!", &["cli"]),
    ("eprintln!", &["cli"]),
    ("std::env", &["cli"]),
    ("::now()", &["cli", "serve"]),
    ("process::exit", &["cli", "main"]),
    ("process::Command", &[]),
    // Nothing reaches the network in a build: `external` is used by `cli` alone.
    ("std::net", &["cli", "serve", "external"]),
    ("ureq", &["external"]),
    ("rustls", &["external"]),
    ("url", &["external"]),
    ("indicatif", &["cli"]),
    ("anstream", &["cli"]),
    ("clap", &["cli"]),
    ("hyper", &["serve"]),
    ("open", &["cli"]),
    ("tokio", &["serve"]),
    ("notify", &["serve"]),
    ("rust_xlsxwriter", &["report"]),
    // A dependency is one stage's private matter.
    ("tera", &["theme", "render"]),
    ("include_dir", &["theme", "author"]),
    ("pulldown_cmark", &["parse/markdown"]),
    ("ammonia", &["parse/markdown"]),
    ("granit_parser", &["parse"]),
    ("annotate_snippets", &["diagnostics"]),
    ("strsim", &["diagnostics"]),
    ("aho_corasick", &["rules"]),
    ("encoding_rs", &["encoding"]),
    ("chardetng", &["encoding"]),
    ("blake3", &["digest"]),
];

/// Calls that change the disk; `load` may make none of them.
const WRITES: [&str; 9] =
    ["fs::write", "create_dir", "remove_", "rename(", "fs::copy", "hard_link", "set_permissions", "File::create", "OpenOptions"];

/// A source file: its module and its code without comments, texts and tests.
struct Source {
    path: String,
    code: String,
}

impl Source {
    /// The first folder or file below `src`.
    fn module(&self) -> &str {
        self.path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    /// Whether it belongs to the module or folder `place`.
    fn is_in(&self, place: &str) -> bool {
        self.path == format!("{place}.rs") || self.path.starts_with(&format!("{place}/"))
    }

    /// The paths after `crate::`, to the depth of two names.
    fn uses(&self) -> BTreeSet<String> {
        let paths = self.code.split("crate::").skip(1);
        let two = |rest: &str| rest.split("::").take(2).map(name).take_while(|name| !name.is_empty()).collect::<Vec<_>>().join("::");
        paths.map(two).collect()
    }
}

fn name(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut sources = Vec::new();
    let mut open = vec![root.clone()];
    while let Some(folder) = open.pop() {
        for path in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                let path = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
                sources.push(Source { path, code: code(&text) });
            }
        }
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    sources
}

/// `text` without comments and the texts in quotation marks, up to its tests.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or(text);
    let mut code = String::new();
    for line in text.lines().filter(|line| !line.trim_start().starts_with("//")) {
        let mut quoted = false;
        let mut last = ' ';
        for c in line.chars() {
            if c == '"' && last != '\\' && last != '\'' {
                quoted = !quoted;
            } else if !quoted {
                code.push(c);
            }
            last = c;
        }
        code.push('\n');
    }
    code
}

fn allowed(module: &str, used: &str) -> bool {
    let (_, list) = MAY_USE.iter().find(|(name, _)| *name == module).unwrap_or_else(|| panic!("`{module}` stands in no row of the table"));
    let first = used.split("::").next().unwrap_or(used);
    first == module || list.iter().any(|one| *one == "!" || *one == first || *one == used || *one == "*" && NOUNS.contains(&first))
}

#[test]
fn no_module_uses_another_beyond_the_table() {
    let modules: BTreeSet<&str> = MAY_USE.iter().map(|(module, _)| *module).collect();
    let mut beyond = Vec::new();
    for source in sources() {
        for used in source.uses() {
            let first = used.split("::").next().unwrap_or_default();
            if first.is_empty() {
                beyond.push(format!("src/{}: name one module a `use`, so that the table can be checked", source.path));
            } else if modules.contains(first) && !allowed(source.module(), &used) {
                beyond.push(format!("src/{}: `{}` must not use `crate::{used}`", source.path, source.module()));
            }
        }
    }
    assert!(beyond.is_empty(), "{}", beyond.join("\n"));
}

#[test]
fn no_path_climbs_out_of_its_module() {
    let out: Vec<String> = sources()
        .iter()
        .filter(|source| {
            let depth = source.path.trim_end_matches("/mod.rs").matches('/').count() + 1;
            source.module() != "lib" && source.code.contains(&"super::".repeat(depth))
        })
        .map(|source| format!("src/{}: write `crate::` where another module is meant", source.path))
        .collect();
    assert!(out.is_empty(), "{}", out.join("\n"));
}

#[test]
fn disk_clock_terminal_and_dependencies_stay_where_they_belong() {
    let mut beyond = Vec::new();
    for source in sources() {
        for (word, places) in PRIVATE {
            if says(&source.code, word) && !places.iter().any(|place| source.is_in(place)) {
                beyond.push(format!("src/{}: only {} may say `{word}`", source.path, places.join(", ")));
            }
        }
        for word in WRITES.iter().filter(|word| source.is_in("load") && source.code.contains(**word)) {
            beyond.push(format!("src/{}: `load` only reads, but here stands `{word}`", source.path));
        }
    }
    assert!(beyond.is_empty(), "{}", beyond.join("\n"));
}

/// Whether `word` stands in `code` as a name of its own: a crate's name before `::`, other words anywhere.
fn says(code: &str, word: &str) -> bool {
    let is_crate = word.chars().all(|c| c.is_alphanumeric() || c == '_');
    let needle = if is_crate { format!("{word}::") } else { word.to_owned() };
    let starts = code.match_indices(&needle).map(|(at, _)| code[..at].chars().next_back());
    starts.into_iter().any(|before| word.starts_with(':') || before.is_none_or(|c| !c.is_alphanumeric() && c != '_' && c != ':'))
}

#[test]
fn the_checks_above_find_what_they_look_for() {
    let source = |path: &str, text: &str| Source { path: path.to_owned(), code: code(text) };
    let render = source("render/page.rs", "use crate::model::Library;\n// use crate::cli::x;\nlet a = \"crate::serve\";\n");
    assert_eq!(render.uses(), BTreeSet::from(["model::Library".to_owned()]));
    assert!(!allowed(render.module(), "model::Library") && allowed("publish", "plan::address") && !allowed("publish", "plan::page"));
    assert!(says("let x = std::fs::read(p);", "std::fs") && says("use tera::Tera;", "tera") && !says("let criteria = my_tera::x;", "tera"));
    assert!(says("let t = Instant::now();", "::now()"));
}
