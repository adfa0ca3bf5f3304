//! Measures what part of a clean build's work the rules are: `cargo run --release --example rules_share -- SITE`.
//!
//! Both are times of the processor, on one core: the rules alone, over every text and over the library; and the whole build, its files thrown
//! away and its search index left out, which makes the part look larger than it is.

use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use rayon::ThreadPoolBuilder;
use wanjia::diagnostics::Diagnostics;
use wanjia::parse::{Place, parse, parse_settings};
use wanjia::pipeline::{Failure, Quiet, Rendering, Request, build, library};
use wanjia::publish::Checked;
use wanjia::rules::{self, Rulebook};
use wanjia::source::SourcePath;

const ROUNDS: usize = 5;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [site] = &words[..] else { return say("usage: rules_share SITE", 2) };
    match measured(Path::new(site)) {
        Ok(told) => say(&told, 0),
        Err(error) => say(&error, 3),
    }
}

fn measured(site: &Path) -> Result<String, String> {
    let as_of = "2026-09-01T12:00".parse().map_err(|error| format!("{error}"))?;
    let request = Request { site: site.to_owned(), as_of, base_url: None, skipped: Vec::new() };
    let failed = |failure: Failure| format!("{failure:?}");
    let one_core = ThreadPoolBuilder::new().num_threads(1).build().map_err(|error| error.to_string())?;
    let mut shares = Vec::new();
    for _ in 0..ROUNDS {
        let (texts, of_texts) = read(site, &request)?;
        let (found, problems) = library(&request).map_err(failed)?;
        let found = found.ok_or("the settings cannot be read")?;
        let begun = Instant::now();
        one_core.install(|| rules::check(&found, as_of.date()));
        let of_rules = of_texts + begun.elapsed();
        let begun = on_processor()?;
        build(&request, &Checked(None), Rendering::WhenSound, &Quiet).map_err(failed)?;
        let of_build = on_processor()?.saturating_sub(begun);
        shares.push((of_rules.as_secs_f64() / of_build.as_secs_f64(), of_rules, of_build, texts, problems.iter().count()));
    }
    shares.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (share, of_rules, of_build, texts, problems) = shares[ROUNDS / 2];
    Ok(format!("{texts} texts, {problems} problems: rules {of_rules:.2?} of {of_build:.2?}, {:.1} % (median of {ROUNDS})", share * 100.0))
}

/// Reads every text of the site with the rules, one after the other: how many, and how long the rules took.
fn read(site: &Path, request: &Request) -> Result<(usize, Duration), String> {
    let settings = fs::read_to_string(site.join("site.yaml")).map_err(|error| error.to_string())?;
    let settings =
        parse_settings(&SourcePath::new("site.yaml"), &settings, &mut Diagnostics::new()).ok_or("the settings cannot be read")?;
    let rulebook = Rulebook::new(&settings, request.as_of.date());
    let (mut texts, mut took) = (0, Duration::ZERO);
    for entry in walkdir::WalkDir::new(site.join("content")) {
        let entry = entry.map_err(|error| error.to_string())?;
        let name = entry.path().strip_prefix(site).map_err(|error| error.to_string())?;
        let path = SourcePath::new(&name.to_string_lossy());
        let Some(place) = Place::of(&path, &mut Diagnostics::new()).filter(|_| entry.file_type().is_file()) else { continue };
        let Ok(text) = fs::read_to_string(entry.path()) else { continue };
        let (_, passages) = parse(&path, &text, &place);
        let begun = Instant::now();
        let findings = rulebook.read(&passages, &path, &text);
        took += begun.elapsed();
        texts += 1;
        drop(findings);
    }
    Ok((texts, took))
}

/// The time that all threads of this program spent on a processor so far, in the system's hundredths of a second.
fn on_processor() -> Result<Duration, String> {
    let stat = fs::read_to_string("/proc/self/stat").map_err(|error| error.to_string())?;
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let hundredths = [11, 12].map(|field| fields.get(field).and_then(|field| field.parse().ok()).unwrap_or(0_u64));
    Ok(Duration::from_millis(hundredths.iter().sum::<u64>() * 10))
}

#[expect(clippy::print_stderr, reason = "a command line speaks")]
fn say(sentence: &str, code: u8) -> ExitCode {
    eprintln!("{sentence}");
    ExitCode::from(code)
}
