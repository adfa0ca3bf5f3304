//! `wanjia init`: a first site.

use std::path::Path;

use super::End;
use super::screen::Screen;
use crate::author;
use crate::diagnostics::visible;
use crate::language::Speech;

pub(super) fn run(dir: &Path, screen: Screen) -> End {
    match author::init(dir) {
        Err(error) => refused(&error, screen),
        Ok(written) => {
            for path in &written {
                screen.say(&format!("  {}", visible(&path.to_string_lossy())));
            }
            let folder = visible(&dir.to_string_lossy()).into_owned();
            screen.say(&match screen.speech {
                Speech::English => format!("The site is in {folder}. Next:\n  wanjia serve --site {folder}"),
                Speech::Chinese => format!("网站建在 {folder}。接下来：\n  wanjia serve --site {folder}"),
            });
            End::Fine
        }
    }
}

/// Says why nothing was written.
pub(super) fn refused(error: &author::AuthorError, screen: Screen) -> End {
    screen.tell(&error.message(screen.speech));
    if error.is_the_machines() { End::Machine } else { End::Usage }
}
