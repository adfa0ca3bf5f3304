//! `wanjia init`: a first site, or a theme for it.

use std::path::{Path, PathBuf};

use super::End;
use super::arguments::{Common, InitOptions};
use super::screen::Screen;
use crate::author::{self, NewTheme, Start, WrittenTheme};
use crate::diagnostics::visible;
use crate::language::Speech;

pub(super) fn run(common: &Common, options: &InitOptions, screen: Screen) -> End {
    match (&options.theme, &options.dir) {
        (Some(name), _) => {
            let start = if options.copy { Start::Copy } else { Start::OnTop };
            theme(&common.site, &NewTheme { name: name.clone(), from: options.from.clone(), start }, screen)
        }
        (None, dir) => site(dir.as_deref().unwrap_or(Path::new(".")), screen),
    }
}

fn site(dir: &Path, screen: Screen) -> End {
    match author::init(dir) {
        Err(error) => refused(&error, screen),
        Ok(written) => {
            list(&written, screen);
            let folder = visible(&dir.to_string_lossy()).into_owned();
            screen.say(&match screen.speech {
                Speech::English => format!("The site is in {folder}. Next:\n  wanjia serve --site {folder}"),
                Speech::Chinese => format!("网站建在 {folder}。接下来：\n  wanjia serve --site {folder}"),
            });
            End::Fine
        }
    }
}

fn theme(site: &Path, new: &NewTheme, screen: Screen) -> End {
    match author::theme(site, new) {
        Err(error) => refused(&error, screen),
        Ok(WrittenTheme { files, line_before }) => {
            list(&files, screen);
            let (name, before) = (&new.name, line_before.map(|line| visible(&line).into_owned()));
            screen.say(&match (screen.speech, before) {
                (Speech::English, None) => format!("`site.yaml` now says `theme: {name}`."),
                (Speech::English, Some(before)) => format!("`site.yaml` now says `theme: {name}`, before `{before}`."),
                (Speech::Chinese, None) => format!("`site.yaml` 里已写上 `theme: {name}`。"),
                (Speech::Chinese, Some(before)) => format!("`site.yaml` 里已改成 `theme: {name}`，原来是 `{before}`。"),
            });
            let readme = format!("themes/{name}/README.md");
            screen.say(&match screen.speech {
                Speech::English => format!("What to change stands in {readme}. To see it:\n  wanjia serve"),
                Speech::Chinese => format!("怎么改，见 {readme}。边改边看：\n  wanjia serve"),
            });
            End::Fine
        }
    }
}

fn list(files: &[PathBuf], screen: Screen) {
    for path in files {
        screen.say(&format!("  {}", visible(&path.to_string_lossy())));
    }
}

/// Says why nothing was written.
pub(super) fn refused(error: &author::AuthorError, screen: Screen) -> End {
    screen.tell(&error.message(screen.speech));
    if error.is_the_machines() { End::Machine } else { End::Usage }
}
