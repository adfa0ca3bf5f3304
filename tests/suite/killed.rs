//! A build that is killed at any moment leaves the old site or the new one, whole.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::project::{Project, output, story};

/// How often a build is killed.
const KILLS: u32 = 200;

/// Two addresses of the site: every page names its own, so that every page changes with it.
const ADDRESSES: [&str; 2] = ["https://a.example/", "https://b.example/"];

fn wanjia(root: &Path, base_url: &str) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_wanjia"));
    command.args(["build", "--as-of", "2026-11-20", "--base-url", base_url, "--site"]).arg(root);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts")
}

fn finish(root: &Path, base_url: &str) -> Duration {
    let began = Instant::now();
    assert!(wanjia(root, base_url).wait().expect("it ends").success(), "a build after a kill succeeds");
    began.elapsed()
}

#[test]
#[expect(clippy::print_stdout, reason = "the count is what the test measured")]
fn a_killed_build_leaves_the_old_site_or_the_new_one() {
    let dir = TempDir::new().unwrap();
    let mut project = Project::new().with_default_theme();
    for number in 0..40 {
        let path = format!("content/districts/qu/stories/2026-03-{:02}-{number}.md", number % 28 + 1);
        project = project.file(&path, &story(&format!("第{number}篇"), &format!("2026-03-{:02}", number % 28 + 1), "", "## 一\n\n正文。"));
    }
    project.write(dir.path());
    let mut whole = Vec::new();
    let mut longest = Duration::ZERO;
    for address in ADDRESSES {
        longest = longest.max(finish(dir.path(), address));
        whole.push(output(dir.path()));
    }
    assert!(
        whole[0].iter().filter(|(path, _)| path.ends_with(".html")).all(|(path, bytes)| path == "404.html" || whole[1][path] != *bytes)
    );
    let mut seen = [0_u32; 2];
    let mut stands = 1;
    for kill in 0..KILLS {
        let next = 1 - stands;
        let mut build = wanjia(dir.path(), ADDRESSES[next]);
        std::thread::sleep(longest.mul_f64(f64::from(kill * 7919 % KILLS) / f64::from(KILLS)));
        let _ = build.kill();
        build.wait().expect("a killed program ends");
        let found = output(dir.path());
        let which = whole.iter().position(|site| *site == found);
        stands = which.unwrap_or_else(|| panic!("kill {kill}: the output is neither the old site nor the new one"));
        seen[usize::from(stands == next)] += 1;
        if kill % 10 == 0 {
            finish(dir.path(), ADDRESSES[1 - stands]);
            stands = 1 - stands;
            assert!(output(dir.path()) == whole[stands], "kill {kill}: the next build makes the whole site");
        }
    }
    println!("{KILLS} kills: {} times the old site, {} times the new one", seen[0], seen[1]);
}
