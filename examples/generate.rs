//! Writes a made-up site: `cargo run --release --example generate -- 10000 DIR [--rough] [--seed N]`.

#[path = "../benches/generator/mod.rs"]
mod generator;

use std::path::Path;
use std::process::ExitCode;

use generator::{Flavour, Options, generate};

const USAGE: &str = "usage: generate STORIES FOLDER [--rough] [--seed N]";

fn main() -> ExitCode {
    let mut options = Options { stories: 0, seed: 1, flavour: Flavour::Tidy };
    let mut plain = Vec::new();
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--rough" => options.flavour = Flavour::Rough,
            "--seed" => options.seed = words.next().and_then(|number| number.parse().ok()).unwrap_or(1),
            _ => plain.push(word),
        }
    }
    let [stories, folder] = &plain[..] else { return say(USAGE, 2) };
    let Ok(stories) = stories.parse() else { return say(USAGE, 2) };
    options.stories = stories;
    match generate(&options, Path::new(folder)) {
        Ok(files) => say(&format!("{files} files in {folder}"), 0),
        Err(error) => say(&format!("{folder}: {error}"), 3),
    }
}

#[expect(clippy::print_stderr, reason = "a command line speaks")]
fn say(sentence: &str, code: u8) -> ExitCode {
    eprintln!("{sentence}");
    ExitCode::from(code)
}
