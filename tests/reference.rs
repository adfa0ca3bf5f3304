//! `docs/reference/` is made from the declarations and the codes; here it is made again and compared.
//! `UPDATE_EXPECT=1 cargo test --test reference` rewrites it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use wanjia::calendar::HolidayTable;
use wanjia::diagnostics::{Code, Severity, json_schema};
use wanjia::fields::{Record, RecordDeclaration, reference, schema, translation_schema};
use wanjia::language::{Speech, Words};
use wanjia::model::Kind;
use wanjia::settings::Settings;
use wanjia::wording::WordingTable;

const SPEECHES: [(Speech, &str); 2] = [(Speech::Chinese, "zh-CN"), (Speech::English, "en")];
const MADE: Words = Words {
    en: "<!-- Made from the program's declarations by `UPDATE_EXPECT=1 cargo test --test reference`. Change those, not this page. -->",
    zh: "<!-- 由程序里的声明生成：`UPDATE_EXPECT=1 cargo test --test reference`。请改声明，不要改本页。 -->",
};

#[test]
fn the_reference_in_docs_is_what_the_program_reads() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/reference");
    let pages = pages();
    if std::env::var_os("UPDATE_EXPECT").is_some_and(|value| value == "1") {
        rewrite(&folder, &pages);
    }
    let told: BTreeMap<PathBuf, String> = files(&folder, Path::new(""));
    let names = |pages: &BTreeMap<PathBuf, String>| pages.keys().map(|path| path.display().to_string()).collect::<Vec<_>>();
    assert_eq!(names(&told), names(&pages), "docs/reference holds other files; UPDATE_EXPECT=1 makes them");
    for (path, page) in pages {
        assert_eq!(told[&path], page, "docs/reference/{} is out of date; UPDATE_EXPECT=1 rewrites it", path.display());
    }
}

#[test]
fn every_page_of_the_reference_is_listed_on_its_first_page() {
    let pages = pages();
    for (_, tag) in SPEECHES {
        let list = &pages[Path::new(&format!("README.{tag}.md"))];
        for path in pages.keys().map(|path| path.display().to_string()) {
            let own_language = path.ends_with(&format!(".{tag}.md")) && !path.starts_with("README") || path.ends_with(".json");
            assert_eq!(list.contains(&format!("]({path})")), own_language, "{path} in {tag}");
        }
    }
}

fn pages() -> BTreeMap<PathBuf, String> {
    let mut pages = BTreeMap::new();
    for (speech, tag) in SPEECHES {
        for (name, record, place) in entities() {
            let page = format!("{}\n\n{}", MADE.say(speech), reference(record, speech));
            let page = page.replacen("\n\n|", &format!("\n\n{}\n\n|", place.say(speech)), 1);
            pages.insert(format!("{name}.{tag}.md").into(), ended(page));
        }
        pages.insert(format!("codes.{tag}.md").into(), codes(speech));
        pages.insert(format!("README.{tag}.md").into(), list(speech, tag));
    }
    let text = serde_json::to_string_pretty(&json_schema()).expect("a schema is JSON");
    pages.insert("schemas/problem.json".into(), ended(text));
    for (name, record, _) in entities() {
        let text = serde_json::to_string_pretty(&schema(record)).expect("a schema is JSON");
        pages.insert(format!("schemas/{name}.json").into(), ended(text));
    }
    for kind in TRANSLATED {
        let text = serde_json::to_string_pretty(&translation_schema(kind.record())).expect("a schema is JSON");
        pages.insert(format!("schemas/{}-translation.json", kind.name()).into(), ended(text));
    }
    pages
}

/// What has translations in files of their own.
const TRANSLATED: [Kind; 2] = [Kind::Story, Kind::Page];

fn entities() -> Vec<(&'static str, &'static RecordDeclaration, Words)> {
    let settings = Words { en: "The file `site.yaml` at the top of the site.", zh: "网站文件夹最上层的 `site.yaml`。" };
    let kinds = Kind::ALL.iter().map(|kind| (kind.name(), kind.record(), place(*kind)));
    let holidays = Words {
        en: "The file `data/holidays.yaml`; a site without it goes by the program's own table.",
        zh: "文件 `data/holidays.yaml`；没有它就用程序自带的表。",
    };
    let wording = Words {
        en: "The file `data/wording.yaml`; its words stand beside those that the program carries.",
        zh: "文件 `data/wording.yaml`；与程序自带的词表一起用。",
    };
    let tables =
        [("site", Settings::RECORD, settings), ("holidays", HolidayTable::RECORD, holidays), ("wording", WordingTable::RECORD, wording)];
    tables.into_iter().chain(kinds).collect()
}

fn place(kind: Kind) -> Words {
    match kind {
        Kind::District => Words {
            en: "The file `content/districts/<id>/district.yaml`; a district's folder may stand in another's.",
            zh: "文件 `content/districts/<编号>/district.yaml`；区的文件夹可以放在另一个区的文件夹里。",
        },
        Kind::Station => Words {
            en: "The file `content/districts/<district>/stations/<id>.yaml`, or `<id>/station.yaml` with its photos beside it; `content/stations/` for the whole city.",
            zh: "文件 `content/districts/<区>/stations/<编号>.yaml`，或 `<编号>/station.yaml`（照片放在旁边）；全市的放 `content/stations/`。",
        },
        Kind::Deputy => Words {
            en: "The file `content/districts/<district>/deputies/<id>.yaml`, or `<id>/deputy.yaml` with the photo beside it; `content/deputies/` for the whole city.",
            zh: "文件 `content/districts/<区>/deputies/<编号>.yaml`，或 `<编号>/deputy.yaml`（照片放在旁边）；全市的放 `content/deputies/`。",
        },
        Kind::Story => Words {
            en: "The front matter, between two lines `---`, of `content/districts/<district>/stories/<date-name>.md`, or `<date-name>/index.md` with its photos beside it; `content/stories/` for the whole city.",
            zh: "两行 `---` 之间的文首信息，文件是 `content/districts/<区>/stories/<日期-名称>.md`，或 `<日期-名称>/index.md`（照片放在旁边）；全市的放 `content/stories/`。",
        },
        Kind::Campaign => Words {
            en: "The file `content/campaigns/<id>.yaml`, or `<id>/campaign.yaml` with its pictures beside it.",
            zh: "文件 `content/campaigns/<编号>.yaml`，或 `<编号>/campaign.yaml`（图片放在旁边）。",
        },
        Kind::Project => Words {
            en: "The file `content/projects/<id>.yaml`, or `<id>/project.yaml` with its pictures beside it.",
            zh: "文件 `content/projects/<编号>.yaml`，或 `<编号>/project.yaml`（图片放在旁边）。",
        },
        Kind::Suggestion => Words {
            en: "The file `content/districts/<district>/suggestions/<id>.yaml`; `content/suggestions/` for the whole city.",
            zh: "文件 `content/districts/<区>/suggestions/<编号>.yaml`；全市的放 `content/suggestions/`。",
        },
        Kind::Tasks => Words {
            en: "The file `content/tasks/<id>.yaml`, or `content/districts/<district>/tasks/<id>.yaml`.",
            zh: "文件 `content/tasks/<编号>.yaml`，或 `content/districts/<区>/tasks/<编号>.yaml`。",
        },
        Kind::Opinions => Words { en: "The file `content/opinions/<id>.yaml`.", zh: "文件 `content/opinions/<编号>.yaml`。" },
        Kind::Deeds => Words {
            en: "The file `content/districts/<district>/deeds/<id>.yaml`, one for each year.",
            zh: "文件 `content/districts/<区>/deeds/<编号>.yaml`，一年一个。",
        },
        Kind::Page => Words {
            en: "The front matter, between two lines `---`, of `content/pages/<id>.md`; its address is `/<id>/`.",
            zh: "两行 `---` 之间的文首信息，文件是 `content/pages/<编号>.md`；网址是 `/<编号>/`。",
        },
    }
}

const CODES_TITLE: Words = Words { en: "Codes of problems", zh: "问题代码" };
const CODES_ABOUT: Words = Words {
    en: "`wanjia explain CODE` tells the same. An error stops publication until it is mended; with a warning the site is published all the same. Words between braces are filled in by each problem.",
    zh: "`wanjia explain 代码` 给出同样的说明。有“错误”时不发布，改好为止；只有“警告”时照常发布，请核对。花括号里的词由具体问题填写。",
};

fn codes(speech: Speech) -> String {
    let mut page = format!("{}\n\n# {}\n\n{}\n", MADE.say(speech), CODES_TITLE.say(speech), CODES_ABOUT.say(speech));
    let mut family = "";
    for code in Code::ALL {
        let own = code.id().trim_end_matches(|c: char| c.is_ascii_digit());
        if own != family {
            family = own;
            let _infallible = write!(page, "\n## {family}\n");
        }
        code_section(*code, speech, &mut page);
    }
    page
}

fn code_section(code: Code, speech: Speech, page: &mut String) {
    let severity = match (code.severity(), code.strict_severity()) {
        (Severity::Error, _) => Words { en: "error", zh: "错误" },
        (Severity::Warning, Severity::Warning) => Words { en: "warning", zh: "警告" },
        (Severity::Warning, Severity::Error) => Words { en: "warning; error under `gov-strict`", zh: "警告；`gov-strict` 下是错误" },
    };
    let (message, hint, why) = (plain(code.message().say(speech)), plain(code.hint().say(speech)), code.why().say(speech));
    let _infallible = write!(page, "\n### {}\n\n**{}** · {message}\n\n", code.id(), severity.say(speech));
    let _infallible = match (speech, hint == "{advice}") {
        (_, true) => writeln!(page, "{why}"),
        (Speech::Chinese, false) => writeln!(page, "{hint}。{why}"),
        (Speech::English, false) => writeln!(page, "{}. {why}", capital(&hint)),
    };
}

/// Signs that Markdown would read as a link or a tag stand as they are.
fn plain(words: &str) -> String {
    let mut inside_code = false;
    let mut text = String::new();
    for c in words.chars() {
        inside_code ^= c == '`';
        if !inside_code && matches!(c, '<' | '[' | '*') {
            text.push('\\');
        }
        text.push(c);
    }
    text
}

fn capital(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn list(speech: Speech, tag: &str) -> String {
    let title = Words { en: "Reference", zh: "字段和代码" }.say(speech);
    let about = Words {
        en: "Every field that may be written, and every problem that can be reported. The schemas let a text editor complete and check fields while one types.",
        zh: "可以写的全部字段，和可能报出的全部问题。JSON Schema 供文本编辑器边写边提示、边核对。",
    };
    let heads = Words { en: "| page | file | schema |", zh: "| 说明 | 写在哪里 | JSON Schema |" }.say(speech);
    let mut page = format!("{}\n\n# {title}\n\n{}\n\n{heads}\n|---|---|---|\n", MADE.say(speech), about.say(speech));
    for (name, record, place) in entities() {
        let (what, place) = (capital(record.words.say(speech).trim_start_matches("the ")), place.say(speech));
        let _infallible = writeln!(page, "| [{what}]({name}.{tag}.md) | {place} | [{name}.json](schemas/{name}.json) |");
    }
    let lines = Words { en: "a line of `wanjia check --format json`", zh: "`wanjia check --format json` 的一行" }.say(speech);
    let of_translations = Words { en: "schemas of translations, `….en.md`:", zh: "译文（`….en.md`）的 JSON Schema：" }.say(speech);
    let translations =
        TRANSLATED.map(Kind::name).map(|name| format!("[{name}-translation.json](schemas/{name}-translation.json)")).join(" · ");
    let _infallible = writeln!(page, "\n{} {translations}", capital(of_translations));
    let _infallible = write!(page, "\n[{}](codes.{tag}.md) · [{lines}](schemas/problem.json)\n", CODES_TITLE.say(speech));
    page
}

fn ended(text: String) -> String {
    format!("{}\n", text.trim_end())
}

fn rewrite(folder: &Path, pages: &BTreeMap<PathBuf, String>) {
    for path in files(folder, Path::new("")).keys().filter(|path| !pages.contains_key(*path)) {
        fs::remove_file(folder.join(path)).expect("an old page can be removed");
    }
    for (path, page) in pages {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("it lies in the folder")).expect("the folder can be made");
        fs::write(path, page).expect("the page can be written");
    }
}

/// Every file below `folder`, by its path from there.
fn files(folder: &Path, from: &Path) -> BTreeMap<PathBuf, String> {
    let mut files_here = BTreeMap::new();
    for entry in fs::read_dir(folder.join(from)).into_iter().flatten() {
        let entry = entry.expect("the folder can be read");
        let path = from.join(entry.file_name());
        if entry.path().is_dir() {
            files_here.extend(files(folder, &path));
        } else {
            files_here.insert(path, fs::read_to_string(entry.path()).expect("a page is text"));
        }
    }
    files_here
}
