//! `wanjia schema`: JSON Schemas, by which text editors complete and check fields while one types.

use std::fmt::Write;

use super::End;
use super::arguments::{Common, SchemaOptions};
use super::init::refused;
use super::screen::Screen;
use crate::author::{FileKind, write_schemas};
use crate::diagnostics::visible;
use crate::language::Speech;

pub(super) fn run(common: &Common, options: &SchemaOptions, screen: Screen) -> End {
    if options.write {
        return written(common, screen);
    }
    let Some(name) = &options.kind else {
        screen.say(list(screen.speech).trim_end());
        return End::Fine;
    };
    match FileKind::all().iter().find(|kind| kind.name == name) {
        Some(kind) => {
            screen.say(kind.schema().trim_end());
            End::Fine
        }
        None => {
            screen.tell(&unknown(name, screen.speech));
            End::Usage
        }
    }
}

fn written(common: &Common, screen: Screen) -> End {
    match write_schemas(&common.site) {
        Err(error) => refused(&error, screen),
        Ok(files) => {
            files.iter().for_each(|path| screen.say(&format!("  {}", path.display())));
            screen.say(match screen.speech {
                Speech::English => "Open the folder in Visual Studio Code with the extension YAML (Red Hat).",
                Speech::Chinese => "请用装有 YAML 扩展（Red Hat）的 Visual Studio Code 打开这个文件夹。",
            });
            End::Fine
        }
    }
}

fn list(speech: Speech) -> String {
    let mut text = String::new();
    for kind in FileKind::all() {
        let _infallible = writeln!(text, "{:<20}{}", kind.name, kind.title(speech));
    }
    text
}

fn unknown(name: &str, speech: Speech) -> String {
    let name = visible(name);
    match speech {
        Speech::English => format!("there is no kind of file `{name}`\n`wanjia schema` lists them"),
        Speech::Chinese => format!("没有叫 `{name}` 的文件类别\n运行 `wanjia schema` 可看全部类别"),
    }
}
