//! Scripts wherever an editor can write: no built page holds one.

use html5ever::tokenizer::{BufferQueue, Tag, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};

use crate::project::{Project, Site, deputy, station, story};

const QU: &str = "content/districts/qu";

/// What would run if it came out as it is, short enough for every field.
const VECTORS: [&str; 4] = ["\"><p onclick=a()>", "<svg/onload=a()>", "</script><script>a()//", "' onclick='a()' x='"];

/// What addresses would run.
const ADDRESSES: [&str; 6] =
    ["javascript:a()", "JaVaScRiPt:a()", " javascript:a()", "java\tscript:a()", "vbscript:a()", "data:text/html,<script>a()</script>"];

/// A site with `vector` in every field that takes any text, and in every part of a text.
fn everywhere(vector: &str) -> Project {
    let quoted = format!("'{}'", vector.replace('\'', "''"));
    let front = format!(
        "subtitle: {quoted}\nkicker: {quoted}\ntags: [{quoted}]\nreporters: [{quoted}]\neditor: {quoted}\n\
         cover: {{file: photo.svg, alt: {quoted}, caption: {quoted}, credit: {quoted}}}\nextra: {{a: {quoted}}}\n"
    );
    let body = format!(
        "## 小节 {vector}\n\n```{vector}\n{vector}\n```\n\n``` x {vector}\nx\n```\n\n[见](/stations/ '{vector}')\n\n![楼门](photo.svg \"{vector}\")\n\n\
         | {vector} |\n|--|\n| {vector} |\n\n[^a]\n\n[^a]: {vector}\n\n> [!NOTE] {vector}\n> {vector}\n\n<p id=\"{vector}\" class=\"{vector}\">段</p>\n\n`{vector}`\n\n{vector}\n"
    );
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\" onload=\"a()\"><script>a()</script><a href=\"javascript:a()\"><path onclick=\"a()\" \
         d=\"M0 0h4v3H0z\"/></a><foreignObject><body onload=\"a()\"/></foreignObject><text>{}</text></svg>",
        vector.replace('&', "&amp;").replace('<', "&lt;")
    );
    Project::new()
        .with_default_theme()
        .at("https://rd.example.cn/")
        .file(&format!("{QU}/stories/photo.svg"), &svg)
        .file("static/own.svg", &svg)
        .file(&format!("{QU}/stories/2026-03-05-a.md"), &story(&quoted, "2026-03-05", &front, &body).replace("的摘要。", ""))
        .file(
            &format!("{QU}/deputies/li.yaml"),
            &deputy(&quoted, &format!("stations: [zhan]\nexpertise: [{quoted}]\npromise: {quoted}\nintro: {quoted}\n")),
        )
        .file(&format!("{QU}/stations/zhan.yaml"), &station(&quoted, &format!("deputies: [li]\ndirections: {quoted}\nintro: {quoted}\n")))
        .append("site.yaml", &format!("tagline: {quoted}\nundertaker: {quoted}\naddress: {quoted}\n"))
}

/// What of a page would run: inline scripts, event handlers, addresses that are scripts, and elements that a text brought in.
fn running(site: &Site) -> Vec<String> {
    let mut found = Vec::new();
    let pages = site.files.iter().filter(|(name, _)| [".html", ".svg"].iter().any(|ending| name.ends_with(ending)));
    for (name, bytes) in pages {
        for tag in tags(std::str::from_utf8(bytes).unwrap()) {
            let value =
                |name: &str| tag.attrs.iter().find(|attribute| &*attribute.name.local == name).map(|attribute| attribute.value.to_string());
            let is_data = value("type").is_some_and(|kind| kind.ends_with("json"));
            let is_inline = &*tag.name == "script" && value("src").is_none() && !is_data;
            let handler = tag.attrs.iter().any(|attribute| attribute.name.local.starts_with("on"));
            let address = ["href", "src", "action", "data", "xlink:href"].into_iter().filter_map(value).any(|address| {
                let plain: String = address.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>().to_lowercase();
                ["javascript:", "vbscript:", "data:text"].iter().any(|scheme| plain.starts_with(scheme)) || plain == "x"
            });
            if is_inline && tag.kind == html5ever::tokenizer::TagKind::StartTag || handler || address || &*tag.name == "foreignobject" {
                found.push(format!("{name}: {tag:?}"));
            }
        }
    }
    found
}

/// What a tokenizer of HTML finds.
fn tags(html: &str) -> Vec<Tag> {
    struct Sink(std::cell::RefCell<Vec<Tag>>);
    impl TokenSink for Sink {
        type Handle = ();
        fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
            if let Token::TagToken(tag) = token {
                self.0.borrow_mut().push(tag);
            }
            TokenSinkResult::Continue
        }
    }
    let tokenizer = Tokenizer::new(Sink(std::cell::RefCell::default()), TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(html.into());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.take()
}

#[test]
fn no_script_in_any_field_or_text_runs_on_a_built_page() {
    for vector in VECTORS {
        let site = everywhere(vector).build();
        assert!(site.files.len() > 20, "{vector}: {}", site.problems());
        assert_eq!(running(&site), Vec::<String>::new(), "{vector}");
    }
}

#[test]
fn no_address_that_is_a_script_is_published() {
    for address in ADDRESSES {
        let quoted = format!("\"{}\"", address.replace('\t', "\\t"));
        let story = |front: &str, body: &str| format!("{QU}/stories/2026-03-05-a.md\0{}", story("第一篇", "2026-03-05", front, body));
        let settings = |line: String| format!("site.yaml\0{}{line}", crate::project::SETTINGS);
        let sites = [
            story(&format!("origin: reprint\norigin_url: {quoted}\n"), "正文。"),
            story("", &format!("[见](<{address}>)\n\n![楼门](<{address}>)\n\n<a href={quoted}>见</a>\n\n[见][r]\n\n[r]: <{address}>")),
            settings(format!("navigation: [{{title: 见, path: {quoted}}}]\n")),
            settings(format!("base_url: {quoted}\n")),
        ];
        for site in &sites {
            let (path, text) = site.split_once('\0').unwrap();
            let built = Project::new().file(path, text).build();
            assert!(built.files.is_empty(), "{address:?} in {path} is published: {}\n{text}", built.problems());
        }
    }
}
