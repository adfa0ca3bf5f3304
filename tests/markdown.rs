//! Markdown as editors write it: what comes out, and what never does.

use std::path::Path;
use std::time::{Duration, Instant};

use html5ever::tokenizer::{BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer};
use wanjia::diagnostics::{Code, Diagnostics};
use wanjia::document::{Document, Piece};
use wanjia::parse::markdown::{Profile, commonmark, parse};
use wanjia::source::SourcePath;

fn read(text: &str) -> (Document, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let document = parse(&SourcePath::new("content/stories/a.md"), text, 0, Profile::Editor, &mut diagnostics);
    (document, diagnostics.sorted())
}

/// The document as a page would show it, every slot leading where it was written to.
fn html(document: &Document) -> String {
    let mut html = String::new();
    for piece in &document.pieces {
        match piece {
            Piece::Html(finished) => html.push_str(finished),
            Piece::LinkOpen(slot) => html.push_str(&format!("<a href=\"{}\">", escaped(&document.slots[*slot].destination))),
            Piece::LinkClose(_) => html.push_str("</a>"),
            Piece::Name(slot) => html.push_str(&escaped(&document.slots[*slot].text)),
            Piece::Image(slot) => {
                let slot = &document.slots[*slot];
                html.push_str(&format!(
                    "<img src=\"{}\" alt=\"{}\" title=\"{}\">",
                    escaped(&slot.destination),
                    escaped(&slot.text),
                    escaped(&slot.title)
                ));
            }
        }
    }
    html
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn shown(text: &str) -> String {
    html(&read(text).0).trim_end().to_owned()
}

/// `line:column code` of every problem.
fn problems(text: &str) -> Vec<String> {
    read(text).1.iter().map(|problem| format!("{}:{} {}", problem.span.line, problem.span.column, problem.code.id())).collect()
}

#[test]
fn emphasis_beside_chinese_punctuation_is_emphasis() {
    let samples = [
        ("**注意：**请按时到站", "<strong>注意：</strong>请按时到站"),
        ("**强调。**后文", "<strong>强调。</strong>后文"),
        ("代表说**“要实干”**才行", "代表说<strong>“要实干”</strong>才行"),
        ("依据**《代表法》**开展", "依据<strong>《代表法》</strong>开展"),
        ("《**代表法**》规定", "《<strong>代表法</strong>》规定"),
        ("前文**（试行）**后文", "前文<strong>（试行）</strong>后文"),
        ("满意率达**98%**以上", "满意率达<strong>98%</strong>以上"),
        ("共计**3,200元（含税）**的", "共计<strong>3,200元（含税）</strong>的"),
        ("他问**怎么办？**大家答", "他问<strong>怎么办？</strong>大家答"),
        ("**好！**接着", "<strong>好！</strong>接着"),
        ("**一、**总体情况", "<strong>一、</strong>总体情况"),
        ("**【通知】**各站", "<strong>【通知】</strong>各站"),
        ("有**『引』**和**「引」**两种", "有<strong>『引』</strong>和<strong>「引」</strong>两种"),
        ("*斜体。*后", "<em>斜体。</em>后"),
        ("前*“斜体”*后", "前<em>“斜体”</em>后"),
        ("***粗斜体：***后文", "<em><strong>粗斜体：</strong></em>后文"),
        ("~~作废。~~改为", "<del>作废。</del>改为"),
        ("原定~~（周五）~~周六", "原定<del>（周五）</del>周六"),
        ("**`代码`**中文", "<strong><code>代码</code></strong>中文"),
        ("中文**`代码`**", "中文<strong><code>代码</code></strong>"),
        ("**[链接](a.md)**后文", "<strong><a href=\"a.md\">链接</a></strong>后文"),
        ("[**标题：**正文](a.md)后文", "<a href=\"a.md\"><strong>标题：</strong>正文</a>后文"),
        ("前文**……省略**后**省略……**文", "前文<strong>……省略</strong>后<strong>省略……</strong>文"),
        ("他——**破折号——**后", "他——<strong>破折号——</strong>后"),
        ("“**引中强**”后", "“<strong>引中强</strong>”后"),
        ("“**引中强。**”后", "“<strong>引中强。</strong>”后"),
        ("**A：**中文与**中文：**A", "<strong>A：</strong>中文与<strong>中文：</strong>A"),
        ("买合木提·**阿布都**说", "买合木提·<strong>阿布都</strong>说"),
        ("**₩100**后，**¥100**后", "<strong>₩100</strong>后，<strong>¥100</strong>后"),
        ("行内\\*\\*不强调。\\*\\*后", "行内**不强调。**后"),
        ("约100~200人，8:00~10:00，14:00~18:00", "约100~200人，8:00~10:00，14:00~18:00"),
        ("`**注意：**请`", "<code>**注意：**请</code>"),
    ];
    for (markdown, wanted) in samples {
        assert_eq!(shown(markdown), format!("<p>{wanted}</p>"), "{markdown}");
        assert_eq!(
            shown(&format!("## {markdown}")).split_once('>').map(|(_, rest)| rest.to_owned()),
            Some(format!("{wanted}</h2>")),
            "heading {markdown}"
        );
        if !markdown.contains('~') {
            let cell = shown(&format!("| 甲 | 乙 |\n|--|--|\n| {markdown} | 乙 |"));
            assert!(cell.contains(&format!("<td>{wanted}</td>")), "{markdown}: {cell}");
        }
    }
}

#[test]
fn lines_of_chinese_are_joined_and_others_are_not() {
    assert_eq!(shown("第一行，\n第二行"), "<p>第一行，第二行</p>");
    assert_eq!(shown("第一行\n**第二**行"), "<p>第一行<strong>第二</strong>行</p>");
    assert_eq!(shown("**第一**\n[第二](a.md)"), "<p><strong>第一</strong><a href=\"a.md\">第二</a></p>");
    assert_eq!(shown("他说：“好。”\n“对。”"), "<p>他说：“好。”“对。”</p>");
    assert_eq!(shown("say “yes”\n“no”"), "<p>say “yes”\n“no”</p>");
    assert_eq!(shown("中文\nEnglish\n中文"), "<p>中文\nEnglish\n中文</p>");
    assert_eq!(shown("한국어\n한국어"), "<p>한국어\n한국어</p>");
    assert_eq!(shown("> 一\n> 二"), "<blockquote>\n<p>一二</p>\n</blockquote>");
    assert_eq!(&*read("一\n二  \n三\nA\nB").0.text, "一二\n三 A B");
    assert_eq!(shown("　　第一段。\n　　第二段。"), "<p>第一段。</p>\n<p>第二段。</p>");
}

#[test]
fn headings_have_no_gaps_and_readable_anchors_of_their_own() {
    let (document, _) = read("# 大\n### 背景与问题（一）\n## 背景与问题（一）\n##### A b. C!\n#\n## \n## 《》\n## fn-1");
    let headings: Vec<String> =
        document.headings.iter().map(|heading| format!("{} {} {}", heading.level, heading.id, heading.text)).collect();
    let wanted = [
        "2 大 大",
        "3 背景与问题-一 背景与问题（一）",
        "3 背景与问题-一-2 背景与问题（一）",
        "4 a-b-c A b. C!",
        "3 section 《》",
        "3 section-fn-1 fn-1",
    ];
    assert_eq!(headings, wanted);
    assert_eq!(*document.anchors, ["大", "背景与问题-一", "背景与问题-一-2", "a-b-c", "section", "section-fn-1"]);
}

#[test]
fn a_document_is_cut_at_its_sections() {
    let (document, _) =
        read("引言\n\n## 背景\n\n甲[一](a.md)\n\n### 小节\n\n## 做法\n\n> ## 引文里的\n\n乙[二](b.md)\n\n## 成效\n## 启示\n\n丙");
    assert_eq!(html(&document.lead()), "<p>引言</p>\n");
    let sections: Vec<(String, String, String)> = document
        .sections()
        .iter()
        .map(|section| (section.heading.text.clone(), html(&section.body), section.body.text.to_string()))
        .collect();
    let wanted = [
        ("背景", "<p>甲<a href=\"a.md\">一</a></p>\n<h3 id=\"小节\">小节</h3>\n", "甲一\n小节"),
        ("做法", "<blockquote>\n<h2 id=\"引文里的\">引文里的</h2>\n</blockquote>\n<p>乙<a href=\"b.md\">二</a></p>\n", "引文里的\n乙二"),
        ("成效", "", ""),
        ("启示", "<p>丙</p>\n", "丙"),
    ];
    assert_eq!(sections, wanted.map(|(heading, html, text)| (heading.to_owned(), html.to_owned(), text.to_owned())));
}

#[test]
fn a_document_with_raw_html_is_cut_as_well() {
    let (document, _) = read("<b>引</b>\n\n## 背景\n\n甲\n\n## 做法\n\n<p>乙</p>");
    let sections: Vec<String> = document.sections().iter().map(|section| html(&section.body).trim().to_owned()).collect();
    assert_eq!(sections, ["<p>甲</p>", "<p>乙</p>"]);
    assert_eq!(html(&document.lead()).trim(), "<p><b>引</b></p>");
}

#[test]
fn links_become_slots_with_their_places() {
    let text =
        "中文[说明](../办法.md#第一条 \"题\")，[[kly-017]]、[[kly-017|站]]、<https://a.cn/%E4%B8%AD>、<a@b.cn>、[a](%E5%9B%BE%201.md)";
    let (document, diagnostics) = read(text);
    let slots: Vec<String> = document
        .slots
        .iter()
        .map(|slot| {
            format!(
                "{:?} {} {:?} {:?} {}:{} {}",
                slot.kind,
                slot.destination,
                slot.title,
                slot.text,
                slot.span.line,
                slot.span.column,
                &text[slot.span.start as usize..slot.span.end as usize]
            )
        })
        .collect();
    let wanted = [
        "Link ../办法.md#第一条 \"题\" \"说明\" 1:3 [说明](../办法.md#第一条 \"题\")",
        "WikiLink kly-017 \"\" \"kly-017\" 1:26 [[kly-017]]",
        "WikiLink kly-017 \"\" \"站\" 1:38 [[kly-017|站]]",
        "Link https://a.cn/%E4%B8%AD \"\" \"https://a.cn/%E4%B8%AD\" 1:52 <https://a.cn/%E4%B8%AD>",
        "Link mailto:a@b.cn \"\" \"a@b.cn\" 1:77 <a@b.cn>",
        "Link 图 1.md \"\" \"a\" 1:86 [a](%E5%9B%BE%201.md)",
    ];
    assert_eq!(slots, wanted);
    assert!(diagnostics.is_empty());
}

#[test]
fn addresses_written_plainly_are_linked_and_end_where_chinese_begins() {
    let samples = [
        ("见https://www.klmy.gov.cn。", "https://www.klmy.gov.cn"),
        ("见https://www.klmy.gov.cn查看", "https://www.klmy.gov.cn"),
        ("（https://a.cn/b_c_d?x=1&y=2）后", "https://a.cn/b_c_d?x=1&y=2"),
        ("https://a.cn/item/克拉玛依，后", "https://a.cn/item/克拉玛依"),
        ("(https://a.cn/(x))", "https://a.cn/(x)"),
        ("https://a.cn/x.", "https://a.cn/x"),
        ("HTTPS://A.CN/x《办法》", "HTTPS://A.CN/x"),
        ("登录www.a.cn“查看”", "http://www.a.cn"),
        ("**https://a.cn/x**后", "https://a.cn/x"),
        ("https://a.cn/x、https", "https://a.cn/x"),
    ];
    for (markdown, wanted) in samples {
        let (document, _) = read(markdown);
        let found: Vec<&str> = document.slots.iter().map(|slot| slot.destination.as_str()).collect();
        assert_eq!(found, [wanted], "{markdown}");
    }
    for none in ["`https://a.cn`", "https://", "xhttps://a.cn", "http：//a.cn", "www.", "```\nhttps://a.cn\n```"] {
        assert!(read(none).0.slots.is_empty(), "{none}");
    }
}

#[test]
fn pictures_alone_are_figures() {
    assert_eq!(
        shown("![图](a.png \"说明 & 文\")"),
        "<figure><img src=\"a.png\" alt=\"图\" title=\"\"><figcaption>说明 &amp; 文</figcaption></figure>"
    );
    assert_eq!(shown("文![图](a.png \"题\")"), "<p>文<img src=\"a.png\" alt=\"图\" title=\"题\"></p>");
    assert_eq!(&*read("文![图](a.png)字\n\n![图](b.png \"说明\")").0.text, "文字\n说明");
    assert_eq!(problems("![](a.png)"), ["1:1 IMG103"]);
}

#[test]
fn notices_in_both_languages() {
    for (marker, class, title) in
        [("[!NOTE]", "note", "注意"), ("[!注意]", "note", "注意"), ("[！重要]", "important", "重要"), ("[!tip] 小窍门", "tip", "小窍门")]
    {
        let wanted =
            format!("<div class=\"alert alert-{class}\" role=\"note\">\n<p class=\"alert-title\">{title}</p>\n<p>内容</p>\n</div>");
        assert_eq!(shown(&format!("> {marker}\n> 内容")), wanted, "{marker}");
    }
    assert_eq!(problems("> [!坏的]\n> 内容"), ["1:3 MDN106"]);
}

#[test]
fn tables_tasks_and_strikethrough_are_those_of_github() {
    let table = "<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"表格\">\n<table>\n<thead>\n<tr><th scope=\"col\" class=\"left\">a</th><td class=\"right\"></td></tr>\n</thead>\n<tbody>\n<tr><td class=\"left\">b|c</td><td class=\"right\"></td></tr>\n</tbody>\n</table>\n</div>";
    assert_eq!(shown("| a |  |\n|:--|--:|\n| b\\|c |"), table);
    assert_eq!(
        shown("- [ ] foo\n- [x] bar\n- [X] 中"),
        "<ul>\n<li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"未完成\"> foo</li>\n<li class=\"task\"><input type=\"checkbox\" checked disabled aria-label=\"已完成\"> bar</li>\n<li class=\"task\"><input type=\"checkbox\" checked disabled aria-label=\"已完成\"> 中</li>\n</ul>"
    );
    assert_eq!(shown("~~Hi~~ Hello, ~there~ world!"), "<p><del>Hi</del> Hello, <del>there</del> world!</p>");
    assert_eq!(shown("This ~~has a\n\nnew paragraph~~."), "<p>This ~~has a</p>\n<p>new paragraph~~.</p>");
    assert_eq!(shown("This will ~~~not~~~ strike."), "<p>This will ~~~not~~~ strike.</p>");
    // From the specification of GitHub's tables: what is one, and what is not.
    for (markdown, rows, cells) in [
        ("| foo | bar |\n| --- | --- |\n| baz | bim |", 2, 4),
        ("| abc | defghi |\n:-: | -----------:\nbar | baz", 2, 4),
        ("| f\\|oo  |\n| ------ |\n| b `\\|` az |\n| b **\\|** im |", 3, 3),
        ("| abc | def |\n| --- | --- |\n| bar | baz |\n> bar", 2, 4),
        ("| abc | def |\n| --- |\n| bar |", 0, 0),
        ("| abc | def |\n| --- | --- |\n| bar |\n| bar | baz | boo |", 3, 6),
        ("| abc | def |\n| --- | --- |", 1, 2),
    ] {
        let html = shown(markdown);
        assert_eq!(
            (html.matches("<tr>").count(), html.matches("</td>").count() + html.matches("</th>").count()),
            (rows, cells),
            "{markdown}\n{html}"
        );
    }
}

#[test]
fn what_editors_mistype_is_named_where_it_stands() {
    let text = "#标题\n\n＃ 标题\n\n1、第一\n2．第二\n\n！[图](a.png) [链接】(a.md) [链接]（a.md） [a](图 片.png)\n\n标题\n---\n\n#话题# 1.5万 2026年 注意！[见](a.md) [注](说明)\n\n```\n#标题\n1、\n```\n";
    assert_eq!(
        problems(text),
        ["1:1 MDN101", "3:1 MDN101", "5:1 MDN103", "8:1 MDN102", "8:13 MDN102", "8:24 MDN102", "8:35 MDN108", "11:1 MDN104"]
    );
}

#[test]
fn characters_without_meaning_are_reported_and_never_shown() {
    for (text, place) in [
        ("中文\u{fdd0}**注意：**请", "1:3"),
        ("中文\u{202e}请", "1:3"),
        ("a `\u{2066}`", "1:3"),
        ("**注意：**请\u{fdef}", "1:9"),
        ("&#xFDD1;", "1:1"),
        ("a\u{1}b", "1:2"),
        ("## 标\u{85}题", "1:5"),
        ("a\u{10ffff}", "1:2"),
    ] {
        let (document, diagnostics) = read(text);
        let found: Vec<String> =
            diagnostics.iter().map(|problem| format!("{}:{} {}", problem.span.line, problem.span.column, problem.code.id())).collect();
        assert_eq!(found.iter().filter(|problem| problem.ends_with("MDN107")).count(), 1, "{text:?} {found:?}");
        assert!(found[0].starts_with(place) || text.contains('`'), "{text:?} {found:?}");
        assert_eq!(forbidden(&html(&document)), None, "{text:?}");
    }
    assert!(problems("维吾尔文\u{200f}与\u{200d}连写").is_empty());
}

#[test]
fn a_table_pasted_from_word_survives_without_its_styles() {
    let word = "<table class=MsoTableGrid border=1 cellspacing=0 style='border-collapse:collapse;mso-yfti-tbllook:1184'>\n <tr style='mso-yfti-irow:0'>\n  <td width=284 colspan=2 valign=top style='width:142.0pt;text-align:center'>\n  <p class=MsoNormal align=center><b><span lang=EN-US style='font-family:宋体'>项目<o:p></o:p></span></b></p>\n  </td>\n  <td rowspan=\"2\"><font color=red>备注</font></td>\n </tr>\n <tr><td>一</td><td>二</td></tr>\n</table>";
    let wanted = "<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"表格\">\n<table>\n <tbody><tr>\n  <td colspan=\"2\" class=\"center\">\n  <p class=\"center\"><b><span lang=\"EN-US\">项目</span></b></p>\n  </td>\n  <td rowspan=\"2\">备注</td>\n </tr>\n <tr><td>一</td><td>二</td></tr>\n</tbody></table></div>";
    assert_eq!(shown(word), wanted);
    assert!(problems(word).is_empty());
}

#[test]
fn what_is_dangerous_in_raw_html_goes_and_is_named() {
    let text = "文 <script>alert(1)</script>字\n\n<iframe src=\"//x\">a</iframe><form><p onclick=\"x()\">段</p></form>\n\n<a href=\"java&#9;script:x\">甲</a> <a href=\"b.md\">乙</a>";
    assert_eq!(shown(text), "<p>文 字</p>\n<p>段</p>\n<p>甲 <a href=\"b.md\">乙</a></p>");
    assert_eq!(problems(text), ["1:3 MDN105", "3:1 MDN105", "3:29 MDN105", "3:38 MDN105", "5:1 LNK104"]);
    assert_eq!(
        shown("段 <b>粗<i>斜</b>体</i> </div><a name=\"x\"></a>后"),
        "<p>段 <b>粗<i>斜</i></b><i>体</i> <span id=\"x\"></span>后</p>"
    );
    assert_eq!(shown("<div class=\"\n\n后文"), "&lt;div class=&quot;\n<p>后文</p>");
    assert_eq!(shown("一<br>二<br/>三<!-- 注 -->"), "<p>一<br>\n二<br>\n三</p>");
}

#[test]
fn a_bad_address_is_no_link_and_named_at_its_place() {
    let text = "中文[甲](javascript:alert(1))与[乙](DATA:text/html,x)、[丙][r]、[丁]()、![戊](vbscript:x)\n\n[r]: <java\tscript:x>";
    let (document, diagnostics) = read(text);
    assert!(document.slots.is_empty(), "{:?}", document.slots);
    let found: Vec<String> = diagnostics
        .iter()
        .map(|problem| {
            format!(
                "{}:{} {} {}",
                problem.span.line,
                problem.span.column,
                problem.code.id(),
                &text[problem.span.start as usize..problem.span.end as usize]
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            "1:7 LNK104 javascript:alert(1)",
            "1:32 LNK104 DATA:text/html,x",
            "1:50 LNK104 [丙][r]",
            "1:57 LNK106 [丁]()",
            "1:68 LNK104 vbscript:x"
        ]
    );
}

const VECTORS: &[&str] = &[
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//x.cn/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "a <script>alert(1)",
    "<script\n>alert(1)</script\n>",
    "<img src=x onerror=alert(1)>",
    "<img src=\"x\" ONERROR=\"alert(1)\">",
    "<img src=x onerror\n=\nalert(1)>",
    "<img src=javascript:alert(1)>",
    "<img/src=x/onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<math href=\"javascript:alert(1)\">x</math>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
    "<object data=\"data:text/html,<script>alert(1)</script>\"></object>",
    "<embed src=javascript:alert(1)>",
    "<base href=\"javascript:/a/\">",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
    "<link rel=stylesheet href=//x.cn/x.css>",
    "<style>@import '//x.cn/x.css';</style>",
    "<p style=\"background:url(javascript:alert(1))\">x</p>",
    "<form action=javascript:alert(1)><input type=submit></form>",
    "<button formaction=javascript:alert(1)>x</button>",
    "<isindex action=javascript:alert(1) type=submit>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<video><source onerror=alert(1)></video>",
    "<audio src=x onerror=alert(1)>",
    "<body onload=alert(1)>",
    "<table background=\"javascript:alert(1)\"><tr><td background=javascript:alert(1)>x</td></tr></table>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
    "<a href=\" &#14; javascript:alert(1)\">x</a>",
    "<a href=\"java&Tab;script:alert(1)\">x</a>",
    "<a href=\"java&NewLine;script&colon;alert(1)\">x</a>",
    "<a href=\"&#106;&#97;&#118;&#97;&#115;&#99;&#114;&#105;&#112;&#116;&#58;alert(1)\">x</a>",
    "<a href=\"&#x6A&#x61&#x76&#x61&#x73&#x63&#x72&#x69&#x70&#x74&#x3A;alert(1)\">x</a>",
    "<a href=\"vbscript:msgbox(1)\">x</a>",
    "<a href=\"data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==\">x</a>",
    "<a href='x' onmouseover='alert(1)'>x</a>",
    "<a href=\"x\"onclick=alert(1)>x</a>",
    "[x](javascript:alert(1))",
    "[x](JAVASCRIPT:alert(1))",
    "[x](<java\tscript:alert(1)>)",
    "[x](&#106;avascript:alert(1))",
    "[x](javascript&colon;alert(1))",
    "[x](javascript%3Aalert(1))",
    "[x](\u{1}javascript:alert(1))",
    "[x](java\u{fdd0}script:alert(1))",
    "[x](java\u{200b}script:alert(1))",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](vbscript:x)",
    "[x](file:///etc/passwd)",
    "[x][r]\n\n[r]: javascript:alert(1)",
    "<javascript:alert(1)>",
    "[[javascript:alert(1)]]",
    "![[javascript:alert(1)]]",
    "![x](javascript:alert(1))",
    "![x\" onerror=\"alert(1)](a.png)",
    "![x](a.png \"\\\" onerror=\\\"alert(1)\")",
    "[x](a.md '\" onclick=\"alert(1)')",
    "[x](a.md\"onclick=alert(1))",
    "```\"><script>alert(1)</script>\nx\n```",
    "``` x\" onload=\"alert(1)\nx\n```",
    "## x <img src=x onerror=alert(1)>",
    "[^\"><script>]: x\n\n[^\"><script>]",
    "| <script>alert(1)</script> | <img src=x onerror=alert(1)> |\n|--|--|\n| <svg onload=alert(1)> | x |",
    "> [!\"><script>alert(1)</script>]\n> x",
    "<!--><script>alert(1)</script>-->",
    "<!--!><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml <script>alert(1)</script> ?>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<textarea><img title=\"</textarea><img src=x onerror=alert(1)>\"></textarea>",
    "<xmp><p title=\"</xmp><img src=x onerror=alert(1)>\">",
    "<p title=\"</p><script>alert(1)</script>\">x</p>",
    "<p id=\"x\" data-own=\"0\" class=\"site-header\">x</p><a data-own=\"0\">x</a><img data-own=0>",
    "<div\u{c}onclick=alert(1)>x</div>",
    "<b/onclick=alert(1)//",
    "<p onclick=alert(1)\n\nx",
    "*<script>alert(1)*</script>",
    "<template><img src=x onerror=alert(1)></template>",
    "<select><style></select><img src=x onerror=alert(1)></style>",
    "<a id=location href=#x>x</a><form id=document name=cookie>x</form>",
];

#[test]
fn no_vector_reaches_a_reader() {
    for vector in VECTORS {
        for text in [
            (*vector).to_owned(),
            format!("中文 {vector} 后"),
            format!("<b>粗</b>\n\n{vector}\n\n**后：**文"),
            format!("- {vector}\n\n> {vector}"),
            format!("<div>{vector}</div>"),
        ] {
            let (document, _) = read(&text);
            assert_harmless(&html(&document), &text);
        }
    }
}

/// Nothing in `html` can run, and no element is there that we do not write.
fn assert_harmless(html: &str, source: &str) {
    for tag in tags(html) {
        let name = tag.name.to_string();
        assert!(
            ![
                "script", "style", "iframe", "object", "embed", "svg", "math", "form", "button", "textarea", "base", "meta", "link",
                "template"
            ]
            .contains(&name.as_str()),
            "<{name}> of {source:?} in {html}"
        );
        for attribute in &tag.attrs {
            let (attribute_name, value) = (attribute.name.local.to_string(), attribute.value.to_string());
            assert!(
                !attribute_name.starts_with("on") && attribute_name != "style" && attribute_name != "data-own",
                "{attribute_name} of {source:?} in {html}"
            );
            let plain: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect::<String>().to_lowercase();
            let runs = ["javascript:", "vbscript:", "data:", "file:"].iter().any(|scheme| plain.starts_with(scheme));
            assert!(!(runs && ["href", "src"].contains(&attribute_name.as_str())), "{attribute_name}={value} of {source:?}");
        }
    }
}

/// What an HTML tokenizer finds.
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
    let tokenizer = Tokenizer::new(Sink(std::cell::RefCell::default()), html5ever::tokenizer::TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(html.into());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.take()
}

/// Every element is closed in order, ids are there once, no link stands in another, no heading is empty.
fn assert_well_formed(html: &str, source: &str) {
    let mut open: Vec<String> = Vec::new();
    let mut ids: Vec<String> = Vec::new();
    for tag in tags(html) {
        let name = tag.name.to_string();
        if tag.kind == TagKind::EndTag {
            assert_eq!(open.pop().as_deref(), Some(name.as_str()), "</{name}> of {source:?} in\n{html}");
            continue;
        }
        assert!(!(name == "a" && open.contains(&name)), "nested link of {source:?} in\n{html}");
        ids.extend(tag.attrs.iter().filter(|attribute| &*attribute.name.local == "id").map(|attribute| attribute.value.to_string()));
        if !["br", "hr", "img", "input", "col", "wbr"].contains(&name.as_str()) {
            open.push(name);
        }
    }
    assert!(open.is_empty(), "{open:?} of {source:?} in\n{html}");
    let count = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), count, "ids {ids:?} of {source:?}");
    for (at, _) in html.match_indices("<h") {
        let content = html[at..].split_once('>').map_or("", |(_, content)| content);
        assert!(!content.starts_with("</h"), "empty heading of {source:?} in\n{html}");
    }
}

fn forbidden(text: &str) -> Option<char> {
    text.chars()
        .find(|c| ('\u{fdd0}'..='\u{fdef}').contains(c) || ('\u{202a}'..='\u{202e}').contains(c) || ('\u{2066}'..='\u{2069}').contains(c))
}

fn assert_sound(text: &str) {
    let (document, diagnostics) = read(text);
    let html = html(&document);
    assert_harmless(&html, text);
    assert_well_formed(&html, text);
    assert_eq!(forbidden(&html), None, "{text:?}");
    assert_eq!(forbidden(&document.text), None, "{text:?}");
    assert_eq!(forbidden(&format!("{:?}{:?}{:?}", document.slots, document.headings, document.anchors)), None, "{text:?}");
    let spans = document.slots.iter().map(|slot| &slot.span).chain(diagnostics.iter().map(|problem| &problem.span));
    for span in spans {
        let place = span.start as usize..span.end as usize;
        assert!(text.get(place.clone()).is_some(), "{place:?} of {text:?}");
        assert_eq!(*span, wanjia::source::Span::of(&span.path, text, place), "{text:?}");
    }
    for piece in &document.pieces {
        match piece {
            Piece::Html(html) => assert!(!html.is_empty()),
            Piece::LinkOpen(slot) | Piece::LinkClose(slot) | Piece::Name(slot) | Piece::Image(slot) => {
                assert!(*slot < document.slots.len())
            }
        }
    }
    let whole: String =
        [html_of(&document.lead())].into_iter().chain(document.sections().iter().map(|section| html_of(&section.body))).collect();
    assert!(whole.len() <= html.len());
    for section in document.sections() {
        assert_well_formed(&html_of(&section.body), text);
    }
}

fn html_of(document: &Document) -> String {
    html(document)
}

const ATOMS: &[&str] = &[
    "中",
    "文字",
    "代表",
    "，",
    "。",
    "：",
    "“",
    "”",
    "《",
    "》",
    "（",
    "）",
    "！",
    "…",
    "、",
    " ",
    "\n",
    "\n\n",
    "\u{3000}",
    "a",
    "B1",
    "*",
    "**",
    "***",
    "~~",
    "~",
    "_",
    "`",
    "```\n",
    "[",
    "]",
    "(",
    ")",
    "![",
    "](a.md)",
    "](图.png \"题\")",
    "[[",
    "]]",
    "|",
    "|--|--|\n",
    "# ",
    "## ",
    "#",
    "- ",
    "- [x] ",
    "1. ",
    "1、",
    "> ",
    "> [!注意]\n",
    "[^1]",
    "[^1]: ",
    ": ",
    "---\n",
    "===\n",
    "<",
    ">",
    "</",
    "/>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<div>",
    "</div>",
    "<table>",
    "<tr>",
    "<td colspan=2>",
    "</table>",
    "<p>",
    "</p>",
    "<a href=x>",
    "</a>",
    "<img src=a.png>",
    "<h1>",
    "</h1>",
    "<h3 id=x>",
    "</h3>",
    "<li>",
    "<ul>",
    "</ul>",
    "<dl>",
    "<dt>",
    "<details>",
    "<summary>",
    "<ruby>",
    "<rt>",
    "<br>",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<style>",
    "<svg>",
    "<pre>",
    "</pre>",
    "<span id='y' title=z>",
    "</span>",
    "https://a.cn/x",
    "www.a.cn",
    "javascript:",
    "&",
    "&lt;",
    "&#xFDD0;",
    "\"",
    "'",
    "=",
    "\\",
    "\u{fdd0}",
    "\u{202e}",
    "\t",
    "    ",
    "\r\n",
    "🙂",
    "ئۇ",
    "[r]: u\n",
    "[r]",
    "<https://b.cn>",
    "onclick=x",
    "<figure>",
    "<caption>",
    "<col>",
    "<select>",
    "<body>",
];

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 3000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn whatever_is_written_comes_out_sound(atoms in proptest::collection::vec(proptest::sample::select(ATOMS), 0..30)) {
        assert_sound(&atoms.concat());
    }

    #[test]
    fn whatever_characters_come_they_are_survived(text in "\\PC{0,60}", start in 0_usize..80) {
        assert_sound(&text);
        let mut diagnostics = Diagnostics::new();
        parse(&SourcePath::new("a.md"), &text, start, Profile::Editor, &mut diagnostics);
        commonmark(&text);
    }
}

#[test]
fn a_link_that_is_left_open_in_a_footnote_holds_no_other() {
    assert_sound("[^1]: <a href=x>[^1]<table>");
}

#[test]
fn hostile_sizes_take_bounded_time() {
    let n = 20_000;
    let samples = [
        ("nested strong", "**a *a ".repeat(n)),
        ("open brackets", "[".repeat(n)),
        ("brackets and links", "[a](".repeat(n)),
        ("images", "![[]()".repeat(n)),
        ("nested quotes", "> ".repeat(500) + "中"),
        ("lists", (0..300).map(|depth| " ".repeat(depth * 2) + "- 中\n").collect()),
        ("backticks", (1..600).map(|length| "e".to_owned() + &"`".repeat(length)).collect()),
        ("unclosed comments", "<!-- a ".repeat(n)),
        ("unclosed tags", "<a href=\"".repeat(n)),
        ("nested tags", "<div><b>".repeat(n / 4)),
        ("tables", "|a".repeat(2_000) + "\n" + &"|-".repeat(2_000) + "\n" + &"|b\n".repeat(20)),
        ("references", "[a]: u\n".repeat(n) + &"[a]".repeat(n)),
        ("one long line of links", "[中](a.md)，".repeat(n)),
        ("one long line of bad links", "[中](javascript:x)，".repeat(n)),
        ("addresses", "https://a.cn/x，".repeat(n)),
        ("an address with many parts", "https://a.cn/".to_owned() + &"x_".repeat(n)),
        ("brackets after an address", "https://a.cn/".to_owned() + &")".repeat(n)),
        ("stars beside Chinese", "**注意：**请".repeat(n)),
        ("footnotes", (0..2_000).map(|number| format!("[^{number}]\n\n[^{number}]: 注\n\n")).collect()),
        ("equal headings", "## 同\n\n".repeat(3_000)),
        ("line ends", "中\n".repeat(n)),
        ("inline tags", "<b>中</b>".repeat(n)),
        ("notices", "> [!注意\n".repeat(n)),
        ("unclosed scripts", "中<script>".repeat(n)),
        ("end tags", "</b>".repeat(n)),
        ("ideographic spaces", "\u{3000}中\n".repeat(n)),
        ("tags open before breaks", "<b>\n".repeat(n / 4)),
    ];
    for (name, text) in samples {
        let start = Instant::now();
        read(&text);
        let taken = start.elapsed();
        assert!(taken < Duration::from_secs(10), "{name}: {taken:?}");
    }
}

#[test]
fn the_core_profile_is_commonmark() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/judges/node_modules/commonmark-spec/spec.txt");
    let Ok(specification) = std::fs::read_to_string(&path) else {
        panic!("CommonMark's specification is not installed: run `tests/run` once, it fetches what the tests need");
    };
    let examples = examples(&specification);
    assert_eq!(examples.len(), 652);
    let wrong: Vec<String> = examples
        .iter()
        .enumerate()
        .filter(|(_, (markdown, html))| commonmark(markdown) != *html)
        .map(|(number, (markdown, html))| {
            format!("example {}\n{markdown:?}\nwanted {html:?}\nfound  {:?}\n", number + 1, commonmark(markdown))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of 652\n{}", wrong.len(), wrong.join("\n"));
}

/// Markdown and HTML of each example of the specification.
fn examples(specification: &str) -> Vec<(String, String)> {
    let fence = "`".repeat(32);
    let mut examples = Vec::new();
    for block in specification.split(&format!("\n{fence} example\n")).skip(1) {
        let body = block.split(&format!("\n{fence}")).next().unwrap_or_default();
        let (markdown, html) =
            format!("\n{body}\n").split_once("\n.\n").map(|(markdown, html)| (markdown.to_owned(), html.to_owned())).unwrap_or_default();
        let markdown = markdown.strip_prefix('\n').unwrap_or_default().to_owned() + "\n";
        examples.push((markdown.replace('→', "\t"), html.replace('→', "\t").trim_start_matches('\n').to_owned()));
    }
    examples
}

#[test]
fn a_rich_document_as_a_whole() {
    let (document, diagnostics) = read(include_str!("markdown/rich.md"));
    let problems: Vec<String> =
        diagnostics.iter().map(|problem| format!("{}:{} {}", problem.span.line, problem.span.column, problem.code.id())).collect();
    let whole = format!("{}\n== text\n{}\n== problems\n{}\n", html(&document), document.text, problems.join("\n"));
    let expected = include_str!("markdown/rich.txt");
    if std::env::var_os("WANJIA_BLESS").is_some() {
        std::fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/markdown/rich.txt"), &whole)
            .expect("the expectation can be written");
        return;
    }
    assert_eq!(whole, expected);
}

#[test]
fn every_code_of_the_family_is_used() {
    let text = "#标题\n\n！[图](a.png)\n\n1、一\n\n标题\n---\n\n<iframe></iframe>\n\n> [!坏]\n\n\u{202e}\n\n[a](图 片.png)";
    let mut found: Vec<&str> = read(text).1.iter().map(|problem| problem.code.id()).filter(|id| id.starts_with("MDN")).collect();
    found.sort_unstable();
    let all: Vec<&str> = Code::ALL.iter().map(|code| code.id()).filter(|id| id.starts_with("MDN")).collect();
    assert_eq!(found, all);
}
