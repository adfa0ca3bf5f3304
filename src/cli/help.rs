//! The help of every command and option, with examples, in both languages.

use clap::{Arg, ArgAction, Command};

use crate::language::{Speech, Words};

/// What the help says about one command.
struct CommandHelp {
    /// Its name; empty for `wanjia` itself.
    name: &'static str,
    about: Words,
    usage: Words,
    examples: Words,
}

const OPTIONS: Words = Words { en: "Options", zh: "选项" };
const COMMON: Words = Words { en: "Options of every command", zh: "通用选项" };
const ARGUMENTS: Words = Words { en: "Arguments", zh: "参数" };
const COMMANDS: Words = Words { en: "Commands", zh: "命令" };
const TEMPLATE: Words = Words {
    en: "{about}\n\nUsage: {usage}\n\n{all-args}\n\nExamples:{after-help}",
    zh: "{about}\n\n用法：{usage}\n\n{all-args}\n\n示例：{after-help}",
};

const HELP: &[CommandHelp] = &[
    CommandHelp {
        name: "",
        about: Words {
            en: "Wanjia makes a website of liaison stations and good practices from Markdown and YAML",
            zh: "万家：把 Markdown 稿件和 YAML 档案做成代表家室站网站",
        },
        usage: Words { en: "wanjia <COMMAND> [OPTIONS]", zh: "wanjia <命令> [选项]" },
        examples: Words {
            en: "  wanjia init mysite            make a small site to start from\n  wanjia serve --site mysite    look at it while you write\n  wanjia build --site mysite    make the website in mysite/public",
            zh: "  wanjia init mysite            新建一个小网站\n  wanjia serve --site mysite    边写边看\n  wanjia build --site mysite    生成网站，放在 mysite/public",
        },
    },
    CommandHelp {
        name: "build",
        about: Words { en: "Make the website", zh: "生成网站" },
        usage: Words { en: "wanjia build [OPTIONS]", zh: "wanjia build [选项]" },
        examples: Words {
            en: "  wanjia build\n  wanjia build --out /srv/www/rd --base-url https://rd.example.cn/\n  wanjia build --dry-run        only say what would change\n  wanjia build --watch          publish again at every save, until Ctrl-C",
            zh: "  wanjia build\n  wanjia build --out /srv/www/rd --base-url https://rd.example.cn/\n  wanjia build --dry-run        只看会有哪些变化，不发布\n  wanjia build --watch          每次保存后重新发布，按 Ctrl-C 结束",
        },
    },
    CommandHelp {
        name: "check",
        about: Words { en: "Look for problems, and publish nothing", zh: "检查问题，不发布" },
        usage: Words { en: "wanjia check [OPTIONS]", zh: "wanjia check [选项]" },
        examples: Words {
            en: "  wanjia check\n  wanjia check --changed        only what is new since the site was published\n  wanjia check --external       ask other sites whether your links are still right\n  wanjia check --format json    one problem a line, for programs\n  wanjia check --format html > check.html    a page to print\n  wanjia check --as-of 2026-10-01",
            zh: "  wanjia check\n  wanjia check --changed        只看上次发布以后的新问题\n  wanjia check --external       询问外站，看链接还打不打得开\n  wanjia check --format json    每行一个问题，供程序读取\n  wanjia check --format html > 检查.html    可打印的网页\n  wanjia check --as-of 2026-10-01",
        },
    },
    CommandHelp {
        name: "fix",
        about: Words { en: "Mend what needs nobody's judgement", zh: "自动改正不需要人判断的问题" },
        usage: Words { en: "wanjia fix [OPTIONS]", zh: "wanjia fix [选项]" },
        examples: Words {
            en: "  wanjia fix                    only show what would change\n  wanjia fix --write            convert old encodings to UTF-8, and mend the rest",
            zh: "  wanjia fix                    只看会改什么\n  wanjia fix --write            旧编码转成 UTF-8，并改正其他问题",
        },
    },
    CommandHelp {
        name: "serve",
        about: Words { en: "Show the website on this computer while you write", zh: "在本机预览，边写边看" },
        usage: Words { en: "wanjia serve [OPTIONS]", zh: "wanjia serve [选项]" },
        examples: Words {
            en: "  wanjia serve                  then open http://127.0.0.1:4000/\n  wanjia serve --open --port 8080",
            zh: "  wanjia serve                  然后打开 http://127.0.0.1:4000/\n  wanjia serve --open --port 8080",
        },
    },
    CommandHelp {
        name: "new",
        about: Words {
            en: "Write a new, commented file: a draft of a story, a station, a deputy …",
            zh: "新建一个带说明的文件：稿件、站点、代表……（先作草稿）",
        },
        usage: Words { en: "wanjia new <KIND> [OPTIONS]", zh: "wanjia new <类别> [选项]" },
        examples: Words {
            en: "  wanjia new story --title \"Benches at the door\" --district kly\n  wanjia new practice --title 板凳议事 --district kly --date 2026-03-05\n  wanjia new station --title 白杨里代表家室站 --district kly --id kly-018\n  wanjia new deputy --title 王丽 --district kly --station kly-017 --id wang-li",
            zh: "  wanjia new story --title 代表走进白杨里 --district kly\n  wanjia new practice --title 板凳议事 --district kly --date 2026-03-05\n  wanjia new station --title 白杨里代表家室站 --district kly --id kly-018\n  wanjia new deputy --title 王丽 --district kly --station kly-017 --id wang-li",
        },
    },
    CommandHelp {
        name: "init",
        about: Words {
            en: "Make a small, complete site in an empty folder, or a theme for the site",
            zh: "在空文件夹里新建一个完整的小网站，或给网站新建主题",
        },
        usage: Words {
            en: "wanjia init <DIR>\n       wanjia init --theme <NAME> [--from <THEME>] [--copy]",
            zh: "wanjia init <文件夹>\n      wanjia init --theme <名称> [--from <主题>] [--copy]",
        },
        examples: Words {
            en: "  wanjia init mysite\n  wanjia init --theme ours --site mysite    a theme on top of the default one",
            zh: "  wanjia init mysite\n  wanjia init --theme ours --site mysite    在默认主题上改自己的主题",
        },
    },
    CommandHelp {
        name: "report",
        about: Words { en: "Count by district and period, for a table upward", zh: "按区、按时段统计，做报表用" },
        usage: Words { en: "wanjia report [FILE]... [OPTIONS]", zh: "wanjia report [文件]... [选项]" },
        examples: Words {
            en: "  wanjia report                                   this year so far, on the screen\n  wanjia report half.xlsx --from 2026-01-01 --to 2026-06-30\n  wanjia report q3.csv q3.html --from 2026-07-01 --to 2026-09-30",
            zh: "  wanjia report                                   今年以来，显示在屏幕上\n  wanjia report 上半年.xlsx --from 2026-01-01 --to 2026-06-30\n  wanjia report 三季度.csv 三季度.html --from 2026-07-01 --to 2026-09-30",
        },
    },
    CommandHelp {
        name: "schema",
        about: Words {
            en: "Say what fields a file may have, as a JSON Schema for text editors",
            zh: "给出各类文件的 JSON Schema，供文本编辑器提示和核对",
        },
        usage: Words { en: "wanjia schema [KIND] [OPTIONS]", zh: "wanjia schema [类别] [选项]" },
        examples: Words {
            en: "  wanjia schema                 the kinds of files\n  wanjia schema station > station.json\n  wanjia schema --write         all of them into .vscode, for Visual Studio Code",
            zh: "  wanjia schema                 列出文件类别\n  wanjia schema station > station.json\n  wanjia schema --write         全部写进 .vscode，供 Visual Studio Code 使用",
        },
    },
    CommandHelp {
        name: "sign",
        about: Words {
            en: "Sign a story or page off, or see who has (the three readings)",
            zh: "三审三校：给稿件、页面审签，查看和打印审签记录",
        },
        usage: Words {
            en: "wanjia sign [FILE] [--level <LEVEL> --by <NAME>] [OPTIONS]",
            zh: "wanjia sign [文件] [--level <级别> --by <姓名>] [选项]",
        },
        examples: Words {
            en: "  wanjia sign                                    what waits for whom\n  wanjia sign content/stories/a.md --level final --by \"Wang Li\" --role director\n  wanjia sign content/stories/a.md --sheet a.html    a sheet to print on A4\n  wanjia sign --ledger 2026.csv                  all of them, for the files",
            zh: "  wanjia sign                                    哪些稿件等谁审签\n  wanjia sign content/stories/a.md --level final --by 王丽 --role 主任 --proof 殷丽\n  wanjia sign content/stories/a.md --sheet 审签单.html    打印用的A4审签单\n  wanjia sign --ledger 审签台账.csv              全部审签台账",
        },
    },
    CommandHelp {
        name: "next",
        about: Words {
            en: "Say when the website will change by itself, and how to build it then",
            zh: "网站哪天会自己变、为什么变，到时怎样自动生成",
        },
        usage: Words { en: "wanjia next [OPTIONS]", zh: "wanjia next [选项]" },
        examples: Words {
            en: "  wanjia next\n  wanjia next --days 60 --out /srv/www/rd\n  wanjia next --format json     for programs",
            zh: "  wanjia next\n  wanjia next --days 60 --out /srv/www/rd\n  wanjia next --format json     供程序读取",
        },
    },
    CommandHelp {
        name: "explain",
        about: Words {
            en: "Explain a problem's code, or which files a page is made from", zh: "解释问题代码，或说明某个页面来自哪些文件"
        },
        usage: Words { en: "wanjia explain <CODE|PAGE> [OPTIONS]", zh: "wanjia explain <代码|页面> [选项]" },
        examples: Words {
            en: "  wanjia explain LNK101\n  wanjia explain /stations/kly-017/\n  wanjia explain https://rd.example.cn/practices/",
            zh: "  wanjia explain LNK101\n  wanjia explain /stations/kly-017/\n  wanjia explain https://rd.example.cn/practices/",
        },
    },
];

const POLL: Words = Words {
    en: "Look at the files every second instead of waiting to be told: for network drives",
    zh: "每秒查看一次文件，不等系统通知：用于网络磁盘",
};

/// Command (empty: all of them), argument, what the help says about it.
const ARGUMENT_HELP: &[(&str, &str, Words)] = &[
    ("", "site", Words { en: "The site's folder [default: the current one]", zh: "网站文件夹 [默认：当前文件夹]" }),
    (
        "",
        "out",
        Words {
            en: "Where the website goes, seen from the site's folder [default: public]",
            zh: "生成到哪里，从网站文件夹算起 [默认：public]",
        },
    ),
    ("", "base_url", Words { en: "The website's address, instead of the one in site.yaml", zh: "网站网址，代替 site.yaml 里的" }),
    (
        "",
        "as_of",
        Words {
            en: "The day that counts as today: 2026-10-01 or 2026-10-01T08:30, in the site's time zone",
            zh: "以哪一天为今天：2026-10-01 或 2026-10-01T08:30，按网站时区",
        },
    ),
    ("", "port", Words { en: "The port of `serve` [default: 4000]", zh: "预览用的端口 [默认：4000]" }),
    (
        "",
        "lang",
        Words {
            en: "The language of messages: zh or en [default: the computer's]", zh: "提示语言：zh 中文、en 英文 [默认：按系统]"
        },
    ),
    (
        "",
        "format",
        Words {
            en: "How problems are printed: human, json (a line each), sarif, github (annotations) or html (a page to print) [default: human]",
            zh: "问题怎样显示：human 给人看、json 每行一个、sarif、github 注解、html 可打印的网页 [默认：human]",
        },
    ),
    ("", "help", Words { en: "Show this help", zh: "显示帮助" }),
    ("", "version", Words { en: "Show the version", zh: "显示版本" }),
    ("build", "dry_run", Words { en: "Say what would change, and change nothing", zh: "只列出会有哪些变化，不发布" }),
    ("build", "verify", Words { en: "Compare every published file byte by byte with what was made", zh: "逐字节核对已发布的文件" }),
    ("build", "watch", Words { en: "Publish again whenever a file is saved, until Ctrl-C", zh: "保存后自动重新发布，按 Ctrl-C 结束" }),
    ("build", "poll", POLL),
    (
        "check",
        "changed",
        Words {
            en: "Leave out the warnings that were there already when the site in --out was published, in files that have not changed since",
            zh: "只列出上次发布（--out 里的网站）以后新出现的问题；文件没有改动、当时就有的警告不再列出",
        },
    ),
    (
        "check",
        "external",
        Words {
            en: "Ask the other sites, too, whether the pages to which yours links are still there; this is slow, one request a second to a site",
            zh: "再去询问外站：链接到的网页还在不在。较慢，每个网站每秒最多问一次",
        },
    ),
    ("fix", "write", Words { en: "Write the changes into the files", zh: "把改动写进文件" }),
    ("serve", "open", Words { en: "Open the browser", zh: "打开浏览器" }),
    (
        "serve",
        "host",
        Words {
            en: "Let other computers look, at this address of yours; they see drafts too [default: only this computer]",
            zh: "让别的电脑也能看，写本机的这个地址；草稿也看得到 [默认：只限本机]",
        },
    ),
    ("serve", "poll", POLL),
    (
        "new",
        "kind",
        Words {
            en: "story, practice, station, deputy, district, campaign, project or page",
            zh: "story 稿件、practice 经验做法、station 站点、deputy 代表、district 区、campaign 主题活动、project 民生实事、page 单页",
        },
    ),
    ("new", "title", Words { en: "Title or name", zh: "标题或名称" }),
    ("new", "district", Words { en: "Id of the district it belongs to", zh: "所属区的编号" }),
    ("new", "station", Words { en: "Id of the station to which a deputy belongs", zh: "代表所属站点的编号" }),
    ("new", "date", Words { en: "Date of a story; year of a project [default: today]", zh: "稿件日期；民生实事的年份 [默认：今天]" }),
    (
        "new",
        "id",
        Words {
            en: "Id, which becomes the permanent address [default: made from date and title]",
            zh: "编号，也就是永久网址 [默认：由日期和标题组成]",
        },
    ),
    ("init", "dir", Words { en: "A new or empty folder", zh: "新文件夹或空文件夹" }),
    ("init", "theme", Words { en: "Make a theme of this name in the site, and choose it", zh: "在网站里新建这个名称的主题，并改用它" }),
    (
        "init",
        "from",
        Words {
            en: "The theme to begin with: default, or another that Wanjia brings", zh: "以哪个自带主题为基础 [默认：default]"
        },
    ),
    ("init", "copy", Words { en: "Copy all its files instead of extending it", zh: "复制它的全部文件，不再依赖它" }),
    (
        "report",
        "files",
        Words {
            en: "Where the report goes: .xlsx, .csv or .html; without one it is shown here",
            zh: "写到哪个文件：.xlsx、.csv 或 .html；不写就显示在屏幕上",
        },
    ),
    ("report", "from", Words { en: "First day [default: 1 January]", zh: "从哪天起 [默认：1月1日]" }),
    ("report", "to", Words { en: "Last day [default: today]", zh: "到哪天止 [默认：今天]" }),
    ("schema", "kind", Words { en: "site, station, story …: see the list", zh: "site、station、story……：见列表" }),
    (
        "schema",
        "write",
        Words { en: "Write all schemas into the site's folder .vscode", zh: "把全部 JSON Schema 写进网站文件夹的 .vscode" },
    ),
    ("sign", "file", Words { en: "The story or page, from the site's folder", zh: "稿件或页面文件，从网站文件夹算起" }),
    (
        "sign",
        "level",
        Words {
            en: "security, first, second or final", zh: "security 保密审查、first 初审、second 复审、final 终审，也可以写中文"
        },
    ),
    ("sign", "by", Words { en: "Who signs", zh: "签字人姓名" }),
    ("sign", "role", Words { en: "In which role", zh: "签字人职务" }),
    ("sign", "proof", Words { en: "Who read the proof", zh: "校对人姓名" }),
    ("sign", "result", Words { en: "What was decided", zh: "结论，如“可公开”" }),
    ("sign", "at", Words { en: "When [default: now]", zh: "签字时间 [默认：现在]" }),
    ("sign", "again", Words { en: "Give up the signatures that are there and begin again", zh: "作废已有的签字，从头审签" }),
    ("sign", "sheet", Words { en: "Where a sheet to print goes", zh: "审签单写到哪个 .html 文件" }),
    ("sign", "ledger", Words { en: "Where the ledger of all goes", zh: "审签台账写到哪个 .csv 文件" }),
    ("next", "days", Words { en: "How many days ahead to look [default: 14]", zh: "往后看多少天 [默认：14]" }),
    ("explain", "subject", Words { en: "A code such as LNK101, or a page's address", zh: "问题代码（如 LNK101）或页面地址" }),
];

/// `command` and its subcommands with all texts in the language `speech`.
pub(super) fn localized(command: Command, speech: Speech) -> Command {
    let names: Vec<String> = command.get_subcommands().map(|inner| inner.get_name().to_owned()).collect();
    let command = texts(command, "", speech).arg(help_flag(speech)).arg(version_flag(speech));
    names.iter().fold(command, |command, name| {
        command.mut_subcommand(name, |inner| texts(inner, name, speech).disable_help_flag(true).arg(help_flag(speech)))
    })
}

fn texts(command: Command, name: &str, speech: Speech) -> Command {
    let help = HELP.iter().find(|help| help.name == name).expect("a test finds help for every command");
    command
        .about(help.about.say(speech))
        .override_usage(help.usage.say(speech))
        .after_help(help.examples.say(speech))
        .help_template(TEMPLATE.say(speech))
        .subcommand_help_heading(COMMANDS.say(speech))
        .mut_args(|arg| argument(arg, name, speech))
}

fn argument(arg: Arg, command: &str, speech: Speech) -> Arg {
    let id = arg.get_id().as_str().to_owned();
    let heading = if arg.is_positional() {
        ARGUMENTS
    } else if command.is_empty() {
        COMMON
    } else {
        OPTIONS
    };
    let text = ARGUMENT_HELP.iter().find(|(of, name, _)| *of == command && *name == id).map(|(_, _, words)| words.say(speech));
    let arg = arg.help(text.expect("a test finds help for every argument")).help_heading(heading.say(speech));
    if arg.get_action().takes_values() { arg.hide_default_value(true).hide_possible_values(true) } else { arg }
}

fn help_flag(speech: Speech) -> Arg {
    let arg = Arg::new("help").long("help").short('h').action(ArgAction::Help).display_order(100);
    argument(arg, "", speech)
}

fn version_flag(speech: Speech) -> Arg {
    let arg = Arg::new("version").long("version").short('V').action(ArgAction::Version).display_order(101);
    argument(arg, "", speech)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::arguments::Arguments;

    #[test]
    fn every_command_and_argument_has_its_text_in_both_languages() {
        for speech in [Speech::Chinese, Speech::English] {
            localized(Arguments::command(), speech).debug_assert();
        }
        let texts = HELP.iter().flat_map(|help| [help.about, help.usage, help.examples]);
        for words in texts.chain(ARGUMENT_HELP.iter().map(|(_, _, words)| *words)) {
            assert!(!words.en.is_empty() && !words.zh.is_ascii() || words.zh == words.en, "{words:?}");
        }
    }

    #[test]
    fn no_text_is_for_something_that_is_gone() {
        let command = Arguments::command();
        let own = command.get_arguments().map(|arg| (String::new(), arg.get_id().to_string()));
        let inner = command
            .get_subcommands()
            .flat_map(|inner| inner.get_arguments().map(|arg| (inner.get_name().to_owned(), arg.get_id().to_string())));
        let flags = ["help", "version"].map(|flag| (String::new(), flag.to_owned()));
        let known: Vec<(String, String)> = own.chain(inner).chain(flags).collect();
        for (command, argument, _) in ARGUMENT_HELP {
            assert!(known.contains(&((*command).to_owned(), (*argument).to_owned())), "{command} {argument}");
        }
    }
}
