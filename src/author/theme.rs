//! A theme of one's own: on top of another one, or as a copy of all its files.

use std::fs;
use std::path::{Path, PathBuf};

use super::{AuthorError, init, write};
use crate::fields::{Id, quoted};
use crate::plain_file;
use crate::theme::{self, CONTRACT, ThemeFile};

/// A theme that is wanted.
#[derive(Clone, Debug)]
pub struct NewTheme {
    /// Its name: the folder in `themes`.
    pub name: String,
    /// The theme that it begins with; one that the program carries.
    pub from: String,
    /// What it takes from that theme.
    pub start: Start,
}

/// How a new theme begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// It extends the other: only what it changes stands in it.
    OnTop,
    /// It has a copy of every file, and needs the other no more.
    Copy,
}

/// What was written for a new theme.
#[derive(Debug)]
pub struct WrittenTheme {
    /// The files in order, from the site's folder.
    pub files: Vec<PathBuf>,
    /// The line of `site.yaml` that chose another theme until now, if there was one.
    pub line_before: Option<String>,
}

/// Writes the theme into the site's folder `themes` and chooses it in `site.yaml`.
pub fn theme(site: &Path, new: &NewTheme) -> Result<WrittenTheme, AuthorError> {
    let settings = site.join("site.yaml");
    if !settings.is_file() {
        return Err(AuthorError::NoSite(site.to_owned()));
    }
    Id::new(&new.name).map_err(|fault| AuthorError::BadId(new.name.clone(), fault.reason()))?;
    let base = theme::carried(&new.from);
    if base.is_empty() {
        let known = theme::carried_names().into_iter().map(str::to_owned).collect();
        return Err(AuthorError::NoTheme(new.from.clone(), known));
    }
    let folder = Path::new("themes").join(&new.name);
    if theme::carried_names().contains(&new.name.as_str()) || !init::is_free(&site.join(&folder))? {
        return Err(AuthorError::ThemeExists(new.name.clone()));
    }
    let mut files = Vec::new();
    for (name, bytes) in contents(new, &base) {
        let path = folder.join(name);
        write(&site.join(&path), &bytes)?;
        files.push(path);
    }
    files.sort();
    Ok(WrittenTheme { files, line_before: choose(&settings, &new.name)? })
}

/// The new theme's files by their names.
fn contents(new: &NewTheme, base: &[ThemeFile]) -> Vec<(String, Vec<u8>)> {
    let mut files = vec![("README.md".to_owned(), readme(new).into_bytes())];
    match new.start {
        Start::Copy => files.extend(base.iter().map(|file| (file.name.clone(), own(new, file)))),
        Start::OnTop => {
            files.push(("theme.yaml".to_owned(), about(new, Some(&new.from)).into_bytes()));
            files.push(("static/site.css".to_owned(), tokens(base).into_bytes()));
            let words = base.iter().filter(|file| file.name.starts_with("i18n/"));
            files.extend(words.map(|file| (file.name.clone(), commented(file).into_bytes())));
        }
    }
    files
}

fn own(new: &NewTheme, file: &ThemeFile) -> Vec<u8> {
    if file.name == "theme.yaml" { about(new, None).into_bytes() } else { file.bytes.to_vec() }
}

fn about(new: &NewTheme, extends: Option<&str>) -> String {
    let extends = extends.map_or(String::new(), |base| format!("extends: {base}\n"));
    format!("name: {}\n{extends}contract: {CONTRACT}\n", quoted(&new.name))
}

fn readme(new: &NewTheme) -> String {
    let text = include_str!("theme/README.md").replace("{name}", &new.name).replace("{contract}", &CONTRACT.to_string());
    let text = match new.start {
        Start::OnTop => text,
        Start::Copy => text
            .replace(
                "这个主题以 `{base}` 为基础：这里没有的文件，都用 `{base}` 的。放进同名文件，就换掉那一个。",
                "这里是 `{base}` 的全部文件，改哪个都可以。",
            )
            .replace(
                "This theme extends `{base}`: a file that is not here is taken from `{base}`; a file of the same name takes its place.",
                "Here are all files of `{base}`: change any of them.",
            ),
    };
    text.replace("{base}", &new.from)
}

/// The tokens with which the style sheet of `base` begins, ready to be changed.
fn tokens(base: &[ThemeFile]) -> String {
    let sheet = base.iter().find(|file| file.name == "static/style.css");
    let sheet = sheet.map_or("", |file| std::str::from_utf8(&file.bytes).unwrap_or_default());
    let block = sheet.find(":root {").and_then(|start| Some(&sheet[start..start + sheet[start..].find("\n}")?]));
    let declared = block.and_then(|block| block.split_once('{')).map_or("", |(_, inner)| inner);
    let lines = declared.lines().map(str::trim).filter(|line| line.starts_with("--"));
    let tokens: String = lines.map(|line| format!("  /* {line} */\n")).collect();
    format!("{TOKENS}:root {{\n{tokens}}}\n")
}

const TOKENS: &str = "/* Comes after style.css. 排在 style.css 之后：去掉一行的注释符，改成自己的值。\n   Take a line out of its comment and change its values; dark colours belong into\n   @media (prefers-color-scheme: dark) { :root { … } }. */\n";

/// A words file in which every line is a comment.
fn commented(file: &ThemeFile) -> String {
    let text = String::from_utf8_lossy(&file.bytes);
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let lines: String = lines.map(|line| format!("# {line}\n")).collect();
    format!("# Only the words that change: take away the `# ` before a line. 只写要改的：去掉行首的“# ”。\n{lines}")
}

/// Has `site.yaml` choose the theme `name`; the line that chose another, if there was one.
fn choose(settings: &Path, name: &str) -> Result<Option<String>, AuthorError> {
    let failed = |source| AuthorError::Io { path: settings.to_owned(), source };
    let text = plain_file::read_text(settings).map_err(failed)?;
    let line = format!("theme: {}", quoted(name));
    let is_choice = |line: &&str| line.starts_with("theme:") || line.starts_with("主题:") || line.starts_with("主题：");
    let before = text.lines().find(is_choice).map(str::to_owned);
    let changed = match &before {
        Some(before) => text.replacen(before.as_str(), &line, 1),
        None if text.is_empty() || text.ends_with('\n') => format!("{text}{line}\n"),
        None => format!("{text}\n{line}\n"),
    };
    let beside = settings.with_extension("yaml.new");
    fs::write(&beside, changed).map_err(failed)?;
    fs::rename(&beside, settings).map_err(failed)?;
    Ok(before)
}
