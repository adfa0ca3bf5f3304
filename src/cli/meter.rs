//! How far the work is, for people who have waited a while; nothing where nobody looks.

use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::language::{Speech, Words};
use crate::pipeline::{Progress, Stage};

/// How long nobody wonders.
const PATIENCE: Duration = Duration::from_millis(500);
const READING: Words = Words { en: "reading", zh: "读取稿件" };
const PICTURES: Words = Words { en: "making pictures", zh: "制作图片" };
const ASKING: Words = Words { en: "asking other sites", zh: "询问外站链接" };
const RENDERING: Words = Words { en: "making pages", zh: "生成页面" };

/// A bar on the terminal.
pub(super) struct Meter {
    bar: ProgressBar,
    began: Instant,
    /// Whether there is a terminal to draw on.
    is_watched: bool,
    is_awake: AtomicBool,
    done: AtomicU64,
    speech: Speech,
}

impl Meter {
    /// A bar that appears when the work takes long.
    pub(super) fn new(speech: Speech) -> Self {
        let style = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len}").expect("the template is right");
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()).with_style(style);
        let (is_awake, done) = (AtomicBool::new(false), AtomicU64::new(0));
        Self { bar, began: Instant::now(), is_watched: io::stderr().is_terminal(), is_awake, done, speech }
    }

    /// Takes the bar away.
    pub(super) fn clear(self) {
        self.bar.finish_and_clear();
    }
}

impl Progress for Meter {
    fn begin(&self, stage: Stage, total: usize) {
        let words = match stage {
            Stage::Reading => READING,
            Stage::Rendering => RENDERING,
            Stage::Pictures => PICTURES,
            Stage::Asking => ASKING,
        };
        self.bar.set_message(words.say(self.speech));
        self.bar.set_length(total as u64);
        self.bar.set_position(0);
        self.done.store(0, Ordering::Relaxed);
    }

    fn step(&self) {
        if !self.is_watched {
            return;
        }
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.is_awake.load(Ordering::Relaxed) {
            self.bar.set_position(done);
        } else if self.began.elapsed() > PATIENCE && !self.is_awake.swap(true, Ordering::Relaxed) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}
