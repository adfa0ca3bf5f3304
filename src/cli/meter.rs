//! How far the work is, for people who have waited a while; nothing where nobody looks.

use std::io::{self, IsTerminal};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::language::{Speech, Words};
use crate::pipeline::{Progress, Stage};

/// How long nobody wonders.
const PATIENCE: Duration = Duration::from_millis(500);
const READING: Words = Words { en: "reading", zh: "读取稿件" };
const PICTURES: Words = Words { en: "making pictures", zh: "制作图片" };
const RENDERING: Words = Words { en: "making pages", zh: "生成页面" };

/// A bar on the terminal.
pub(super) struct Meter {
    bar: ProgressBar,
    began: Instant,
    asleep: AtomicBool,
    speech: Speech,
}

impl Meter {
    /// A bar that appears when the work takes long.
    pub(super) fn new(speech: Speech) -> Self {
        let style = ProgressStyle::with_template("{msg} {bar:30} {pos}/{len}").expect("the template is right");
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden()).with_style(style);
        Self { bar, began: Instant::now(), asleep: AtomicBool::new(io::stderr().is_terminal()), speech }
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
        };
        self.bar.set_message(words.say(self.speech));
        self.bar.set_length(total as u64);
        self.bar.set_position(0);
    }

    fn step(&self) {
        self.bar.inc(1);
        if self.asleep.load(Ordering::Relaxed) && self.began.elapsed() > PATIENCE && self.asleep.swap(false, Ordering::Relaxed) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }
}
