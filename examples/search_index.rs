//! Writes the search index of many texts, and what it took: `cargo run --release --example search_index -- FOLDER OUT`.
//!
//! FOLDER holds a text in each file, its title in the first line. `tests/judges/search.mjs OUT` then asks it.

use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use rayon::prelude::*;
use wanjia::search::{Entry, Index, Label, Told};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [folder, out] = &words[..] else { return say("usage: search_index FOLDER OUT", 2) };
    match write(Path::new(folder), Path::new(out)) {
        Ok(told) => say(&told, 0),
        Err(error) => say(&error.to_string(), 3),
    }
}

fn write(folder: &Path, out: &Path) -> std::io::Result<String> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    paths.sort();
    let texts = paths.iter().map(fs::read_to_string).collect::<std::io::Result<Vec<_>>>()?;
    let begun = Instant::now();
    let index = Index::new(texts.iter().enumerate().map(|(number, text)| Arc::new(Entry::new(told(number, text)))).collect());
    index.complete();
    let files: Vec<(String, Vec<u8>)> = index.files().into_par_iter().map(|file| (file.name(), index.bytes(file))).collect();
    let took = begun.elapsed();
    for (name, bytes) in &files {
        let path = out.join("search").join(name);
        fs::create_dir_all(path.parent().unwrap_or(out))?;
        fs::write(path, bytes)?;
    }
    let size = |folder: &str| files.iter().filter(|(name, _)| name.starts_with(folder)).map(|(_, bytes)| bytes.len()).sum::<usize>() / 1000;
    let sizes = ["d/", "p/", "c/", "t/", "manifest"].map(|folder| format!("{folder} {} kB", size(folder))).join(", ");
    Ok(format!("{} texts, {} characters: {} files in {:.2} s; {sizes}", texts.len(), count(&texts), files.len(), took.as_secs_f64()))
}

fn count(texts: &[String]) -> usize {
    texts.iter().map(|text| text.chars().count()).sum()
}

fn told(number: usize, text: &str) -> Told {
    let (title, rest) = text.split_once('\n').unwrap_or((text, ""));
    let label =
        |rank: usize, name: &str| Label { rank: rank as u32, key: format!("{name}{rank}").into(), name: format!("{name}{rank}").into() };
    Told {
        path: format!("stories/{number}/"),
        title: title.into(),
        tags: Vec::new(),
        summary: Arc::default(),
        more: vec![rest.into()],
        body: None,
        kind: label(number % 11, "kind"),
        districts: vec![label(number % 4, "district")],
        day: Some(format!("20{:02}-03-05", 15 + number % 12).into()),
    }
}

#[expect(clippy::print_stderr, reason = "a command line speaks")]
fn say(sentence: &str, code: u8) -> ExitCode {
    eprintln!("{sentence}");
    ExitCode::from(code)
}
