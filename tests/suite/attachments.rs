//! What is handed out as a file is searched for personal data like every text.

use std::io::{Cursor, Write};

use wanjia::diagnostics::Severity;
use wanjia::language::Speech;
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::project::{Project, SETTINGS, Site, story};

const STORY: &str = "content/districts/qu/stories/2026-03-05-a.md";
const BESIDE: &str = "content/districts/qu/stories";

/// An example of the standard itself.
pub(crate) const CITIZEN: &str = "11010519491231002X";
pub(crate) const MOBILE: &str = "13800001234";

/// A zip file with these files.
fn package(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for (name, text) in files {
        zip.start_file(*name, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A document whose body holds `body`, with further parts.
fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let document = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    );
    let types = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"xml\" ContentType=\"application/xml\"/></Types>";
    package(&[&[("[Content_Types].xml", types), ("word/document.xml", &*document)], parts].concat())
}

/// A paragraph of these runs.
fn p(runs: &[&str]) -> String {
    format!("<w:p><w:pPr><w:tabs><w:tab w:val=\"left\"/></w:tabs></w:pPr>{}</w:p>", runs.iter().map(|run| r(run)).collect::<String>())
}

fn r(text: &str) -> String {
    format!("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>")
}

/// A site whose only story links to the file called `name`.
fn with_file(name: &str, bytes: &[u8]) -> Project {
    let mut project = Project::new().file(STORY, &story("第一篇", "2026-03-05", "", &format!("见[附件](<{name}>)。")));
    project.files.insert(format!("{BESIDE}/{name}"), bytes.to_vec());
    project
}

/// Code, line, column and message of every problem, a line each.
fn told(site: &Site) -> Vec<String> {
    let all = site.published.outcome.diagnostics.iter();
    all.map(|problem| {
        assert!(!problem.message(Speech::Chinese).contains("0000"), "a message repeats what is private");
        let file = problem.span.path.file_name();
        format!("{} {file}:{}:{} {}", problem.code.id(), problem.span.line, problem.span.column, problem.message(Speech::Chinese))
    })
    .collect()
}

pub(crate) fn told_of(name: &str, bytes: &[u8]) -> Vec<String> {
    told(&with_file(name, bytes).build())
}

#[test]
fn tables_and_drawings_are_read_with_exact_places() {
    let table = format!("姓名,电话,订单号\n\"张\n某\",{MOBILE},{MOBILE}\n李某,0990-6221234,1\n");
    assert_eq!(told_of("名单.csv", table.as_bytes()), ["PII103 名单.csv:3:4 这里有手机号：`13*********`"]);
    let drawing = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 3\">\n<!-- {MOBILE} -->\n<text>电话<tspan>1380000</tspan>1234</text></svg>"
    );
    assert_eq!(told_of("图.svg", drawing.as_bytes()), ["PII103 图.svg:3:16 这里有手机号：`13*********`"]);
}

#[test]
fn files_of_the_folder_static_are_read_too() {
    let site = Project::new().file("static/a/说明.txt", &format!("第一行\n证件{CITIZEN}。\n")).build();
    assert_eq!(told(&site), ["PII101 说明.txt:2:3 这里有公民身份号码：`1101**************`"]);
}

#[test]
fn long_tables_and_long_lines_are_read_to_their_end() {
    let table = format!("姓名,电话\n{}张某,{MOBILE}\n", "李某,0990-6221234\n".repeat(200_000));
    assert_eq!(told_of("名单.csv", table.as_bytes()), ["PII103 名单.csv:200002:4 这里有手机号：`13*********`"]);
    let line = format!("{{\"a\": [{}], \"电话\": \"{MOBILE}\"}}", "\"一\", ".repeat(200_000));
    let site = Project::new().file("static/a", &line).build();
    assert_eq!(told(&site), ["PII103 a:1:1000018 这里有手机号：`13*********`"]);
}

#[test]
fn a_file_that_nothing_published_links_to_is_not_read() {
    let mut project = Project::new();
    project.files.insert(format!("{BESIDE}/名单.docx"), docx(&p(&[CITIZEN]), &[]));
    assert_eq!(told(&project.build()), [""; 0]);
    let drafted = with_file("名单.docx", &docx(&p(&[CITIZEN]), &[]))
        .file(STORY, &story("第一篇", "2026-03-05", "draft: true\n", "见[附件](名单.docx)。"));
    assert_eq!(told(&drafted.build()), [""; 0]);
}

#[test]
fn everything_in_a_document_is_read() {
    let deleted = "<w:p><w:r><w:t>值班电话</w:t></w:r><w:ins><w:r><w:t>0990-6221234</w:t></w:r></w:ins><w:del><w:r><w:delText>1380</w:delText></w:r><w:r><w:delText>0001234</w:delText></w:r></w:del></w:p>";
    let hidden = format!("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{CITIZEN}</w:t></w:r></w:p>");
    let cell = |text: &str| format!("<w:tc>{}</w:tc>", p(&[text]));
    let row = |cells: [&str; 2]| format!("<w:tr>{}{}</w:tr>", cell(cells[0]), cell(cells[1]));
    let table = format!("<w:tbl>{}{}{}</w:tbl>", row(["订单号", "电话"]), row([MOBILE, "0990-6221234"]), row(["1", MOBILE]));
    let body = [p(&["通知"]), p(&["联系人138", "0000", "1234"]), deleted.to_owned(), hidden, table].concat();
    let part = |inner: &str| format!("<w:x xmlns:w=\"w\">{inner}</w:x>");
    let parts = [
        ("word/header1.xml", part(&p(&[MOBILE]))),
        ("word/footer1.xml", part(&p(&["a@mail.example.com"]))),
        ("word/footnotes.xml", part(&p(&["注", CITIZEN]))),
        ("word/comments.xml", part(&p(&["问", MOBILE]))),
        (
            "word/_rels/document.xml.rels",
            "<Relationships><Relationship Target=\"mailto:b@mail.example.com\" TargetMode=\"External\"/></Relationships>".to_owned(),
        ),
    ];
    let parts: Vec<(&str, &str)> = parts.iter().map(|(name, text)| (*name, &**text)).collect();
    assert_eq!(
        told_of("通知.docx", &docx(&body, &parts)),
        [
            "PII101 通知.docx:0:0 脚注第 1 段：这里有公民身份号码：`1101**************`",
            "PII101 通知.docx:0:0 正文第 4 段：这里有公民身份号码：`1101**************`",
            "PII103 通知.docx:0:0 批注第 1 段：这里有手机号：`13*********`",
            "PII103 通知.docx:0:0 页眉第 1 段：这里有手机号：`13*********`",
            "PII103 通知.docx:0:0 正文第 2 段：这里有手机号：`13*********`",
            "PII103 通知.docx:0:0 正文第 3 段：这里有手机号：`13*********`",
            "PII103 通知.docx:0:0 正文第 1 个表格第 3 行第 2 列：这里有手机号：`13*********`",
            "PII107 通知.docx:0:0 链接：这里有站外邮箱：`b@ma**.*******.***`",
            "PII107 通知.docx:0:0 页脚第 1 段：这里有站外邮箱：`a@ma**.*******.***`",
        ]
    );
}

/// A workbook with these parts of `xl/`; its sheets are the given ones.
fn xlsx(sheets: &[(&str, &str, &str)], parts: &[(&str, &str)]) -> Vec<u8> {
    let numbered = || (1..).zip(sheets);
    let listed: String = numbered()
        .map(|(number, (name, state, _))| format!("<sheet name=\"{name}\" sheetId=\"{number}\" state=\"{state}\" r:id=\"rId{number}\"/>"))
        .collect();
    let named: String =
        numbered().map(|(number, _)| format!("<Relationship Id=\"rId{number}\" Target=\"worksheets/sheet{number}.xml\"/>")).collect();
    let workbook = format!("<workbook xmlns:r=\"r\"><sheets>{listed}</sheets></workbook>");
    let mut files = vec![
        ("xl/workbook.xml".to_owned(), workbook),
        ("xl/_rels/workbook.xml.rels".to_owned(), format!("<Relationships>{named}</Relationships>")),
    ];
    files.extend(
        numbered().map(|(number, (_, _, inner))| (format!("xl/worksheets/sheet{number}.xml"), format!("<worksheet>{inner}</worksheet>"))),
    );
    files.extend(parts.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (&**name, &**text)).collect();
    package(&files)
}

#[test]
fn everything_in_a_workbook_is_read() {
    let strings = format!(
        "<sst><si><t>电话</t></si><si><r><t>证件{}</t></r><rPh><t>x</t></rPh><r><t>{}</t></r></si><si><t>订单号</t></si><si><t>{MOBILE}</t></si></sst>",
        &CITIZEN[..9],
        &CITIZEN[9..]
    );
    let rows = format!(
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>2</v></c><c r=\"B1\" t=\"s\"><v>0</v></c></row>\
         <row r=\"3\"><c r=\"A3\"><v>{MOBILE}</v></c><c r=\"B3\" s=\"1\"><v>{MOBILE}</v></c><c t=\"s\"><v>1</v></c></row>\
         <row r=\"4\"><c r=\"AB4\" t=\"inlineStr\"><is><r><t>138</t></r><r><t>00001234</t></r></is></c><c r=\"AC4\" t=\"str\"><f>\"a@mail.\"&amp;\"example.com\"</f><v>a@mail.example.com</v></c><c r=\"AD4\"><v>1.3800001234E10</v></c></row>"
    );
    let margin = format!("<headerFooter><oddHeader>&amp;C&amp;\"宋体\"&amp;12 联系电话{MOBILE}</oddHeader></headerFooter>");
    let visible = format!("<sheetData>{rows}</sheetData>{margin}");
    let hidden = format!("<sheetData><row><c t=\"inlineStr\"><is><t>{CITIZEN}</t></is></c></row></sheetData>");
    let named_so = "<sheetData/>".to_owned();
    let comments = format!(
        "<comments><commentList><comment ref=\"B3\"><text><r><t>本人{}</t></r><r><t>{}</t></r></text></comment></commentList></comments>",
        &MOBILE[..4],
        &MOBILE[4..]
    );
    let pivot = format!("<pivotCacheDefinition><s v=\"{CITIZEN}\"/><n v=\"{MOBILE}\"/></pivotCacheDefinition>");
    let links = "<Relationships><Relationship Id=\"a\" Target=\"mailto:b@mail.example.com\" TargetMode=\"External\"/><Relationship Id=\"b\" Target=\"../comments1.xml\"/></Relationships>";
    let box_of_text = format!("<xdr:wsDr xmlns:xdr=\"x\" xmlns:a=\"a\"><a:p><a:r><a:t>{MOBILE}</a:t></a:r></a:p></xdr:wsDr>");
    let parts = [
        ("xl/sharedStrings.xml", &*strings),
        ("xl/comments1.xml", &comments),
        ("xl/pivotCache/pivotCacheDefinition1.xml", &pivot),
        ("xl/worksheets/_rels/sheet1.xml.rels", links),
        ("xl/drawings/drawing1.xml", &box_of_text),
    ];
    let sheets = [("名单", "visible", &*visible), ("底稿", "veryHidden", &hidden), (MOBILE, "visible", &named_so)];
    assert_eq!(
        told_of("名单.xlsx", &xlsx(&sheets, &parts)),
        [
            "PII101 名单.xlsx:0:0 数据透视表的数据：这里有公民身份号码：`1101**************`",
            "PII101 名单.xlsx:0:0 隐藏工作表“底稿”A1：这里有公民身份号码：`1101**************`",
            "PII101 名单.xlsx:0:0 工作表“名单”C3：这里有公民身份号码：`1101**************`",
            "PII103 名单.xlsx:0:0 数据透视表的数据：这里有手机号：`13*********`",
            "PII103 名单.xlsx:0:0 图形第 1 段：这里有手机号：`13*********`",
            "PII103 名单.xlsx:0:0 工作表“名单”AB4：这里有手机号：`13*********`",
            "PII103 名单.xlsx:0:0 工作表“名单”AD4：这里有手机号：`13*********`",
            "PII103 名单.xlsx:0:0 工作表“名单”B3：这里有手机号：`13*********`",
            "PII103 名单.xlsx:0:0 工作表“名单”B3 的批注：这里有手机号：`13*********`",
            "PII103 名单.xlsx:0:0 工作表“名单”页眉：这里有手机号：`13*********`",
            "PII103 名单.xlsx:0:0 第 3 张工作表的名称：这里有手机号：`13*********`",
            "PII103 名单.xlsx:0:0 单元格里已看不到的文字：这里有手机号：`13*********`",
            "PII107 名单.xlsx:0:0 链接：这里有站外邮箱：`b@ma**.*******.***`",
            "PII107 名单.xlsx:0:0 工作表“名单”AC4：这里有站外邮箱：`a@ma**.*******.***`",
        ]
    );
}

/// A chart of a document shows a few numbers of a workbook and brings all of it.
#[test]
fn documents_within_documents_are_read_once() {
    let of_bytes = |files: &[(&str, &[u8])]| {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    };
    let document = format!("<w:document xmlns:w=\"w\"><w:body>{}</w:body></w:document>", p(&["一"]));
    let holding = |inner: &[u8]| of_bytes(&[("word/document.xml", document.as_bytes()), ("word/embeddings/Microsoft_Excel.xlsx", inner)]);
    let cell = format!("<sheetData><row><c><v>{MOBILE}</v></c></row></sheetData>");
    let workbook = xlsx(&[("数据", "visible", &cell)], &[]);
    let found = "PII103 图.docx:0:0 内嵌文件工作表“数据”A1：这里有手机号：`13*********`";
    assert_eq!(told_of("图.docx", &holding(&workbook)), [found]);
    let deeper = holding(&holding(&workbook));
    assert_eq!(told_of("图.docx", &deeper), ["PII112 图.docx:0:0 没能查看这个文件里有没有个人信息：里面还嵌着别的文件"]);
}

#[test]
fn workbooks_are_bounded() {
    let long = format!("<sst><si><t>{}</t></si></sst>", "一".repeat(1 << 20));
    let cells = format!("<sheetData><row>{}</row></sheetData>", "<c t=\"s\"><v>0</v></c>".repeat(100));
    let bomb = xlsx(&[("一", "visible", &cells)], &[("xl/sharedStrings.xml", &long)]);
    assert_eq!(told_of("大.xlsx", &bomb), ["PII112 大.xlsx:0:0 没能查看这个文件里有没有个人信息：内容太多"]);
    let cell = format!("<sheetData><row><c><v>{MOBILE}</v></c></row></sheetData>");
    let damaged = xlsx(&[("一", "visible", &cell)], &[("xl/comments1.xml", "<comments><comment")]);
    assert_eq!(
        told_of("断.xlsx", &damaged),
        ["PII103 断.xlsx:0:0 工作表“一”A1：这里有手机号：`13*********`", "PII112 断.xlsx:0:0 没能查看这个文件里有没有个人信息：文件已损坏"]
    );
    let binary = package(&[("xl/workbook.bin", "x")]);
    assert_eq!(told_of("表.xlsb", &binary), ["PII112 表.xlsb:0:0 没能查看这个文件里有没有个人信息：这种旧格式或少见的格式读不了"]);
}

#[test]
fn everything_in_a_presentation_is_read() {
    let relations = |list: &[(&str, &str)]| {
        let all: String = list.iter().map(|(id, target)| format!("<Relationship Id=\"{id}\" Target=\"{target}\"/>")).collect();
        format!("<Relationships>{all}</Relationships>")
    };
    let slide = |text: &str| {
        format!(
            "<p:sld xmlns:p=\"p\" xmlns:a=\"a\"><a:p><a:r><a:t>{}</a:t></a:r><a:r><a:t>{}</a:t></a:r></a:p></p:sld>",
            &text[..3],
            &text[3..]
        )
    };
    let comments = format!("<p:cmLst xmlns:p=\"p\"><p:cm><p:text>见{MOBILE}</p:text></p:cm><p:cm><p:text>好</p:text></p:cm></p:cmLst>");
    let (first, second, notes) = (slide("000000"), slide(MOBILE), slide(CITIZEN));
    let named = relations(&[("rId7", "slides/slide2.xml"), ("rId8", "slides/slide1.xml")]);
    let beside = relations(&[
        ("rId1", "../notesSlides/notesSlide1.xml"),
        ("rId2", "/ppt/comments/comment1.xml"),
        ("rId3", "../slideLayouts/slideLayout1.xml"),
    ]);
    let order = "<p:presentation xmlns:p=\"p\" xmlns:r=\"r\"><p:sldIdLst><p:sldId id=\"256\" r:id=\"rId7\"/><p:sldId id=\"257\" r:id=\"rId8\"/></p:sldIdLst></p:presentation>";
    let files = [
        ("ppt/presentation.xml", order),
        ("ppt/_rels/presentation.xml.rels", &named),
        ("ppt/slides/slide1.xml", &*second),
        ("ppt/slides/slide2.xml", &first),
        ("ppt/slides/_rels/slide1.xml.rels", &beside),
        ("ppt/notesSlides/notesSlide1.xml", &notes),
        ("ppt/comments/comment1.xml", &comments),
        ("ppt/slideLayouts/slideLayout1.xml", &second),
        ("ppt/slides/slide3.xml", &second),
    ];
    assert_eq!(
        told_of("汇报.pptx", &package(&files)),
        [
            "PII101 汇报.pptx:0:0 第 2 张幻灯片备注第 1 段：这里有公民身份号码：`1101**************`",
            "PII103 汇报.pptx:0:0 第 2 张幻灯片批注：这里有手机号：`13*********`",
            "PII103 汇报.pptx:0:0 第 2 张幻灯片第 1 段：这里有手机号：`13*********`",
            "PII103 汇报.pptx:0:0 幻灯片版式第 1 段：这里有手机号：`13*********`",
            "PII103 汇报.pptx:0:0 未放映的幻灯片第 1 段：这里有手机号：`13*********`",
        ]
    );
}

#[test]
fn what_a_document_says_of_itself_is_read() {
    let core = format!(
        "<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\"><dc:creator>张某 {MOBILE}</dc:creator><cp:lastModifiedBy>a@mail.example.com</cp:lastModifiedBy><dcterms:created>2026-03-05T09:30:00Z</dcterms:created></cp:coreProperties>"
    );
    let app = format!("<Properties><Company>{CITIZEN}</Company><TitlesOfParts><vt:lpstr>{MOBILE}</vt:lpstr></TitlesOfParts></Properties>");
    let custom = format!("<Properties><property name=\"电话\"><vt:lpwstr>{MOBILE}</vt:lpwstr></property></Properties>");
    let parts = [("docProps/core.xml", &*core), ("docProps/app.xml", &app), ("docProps/custom.xml", &custom)];
    let told = |name: &str| {
        [
            format!("PII101 {name}:0:0 文档属性“公司”：这里有公民身份号码：`1101**************`"),
            format!("PII103 {name}:0:0 文档属性“作者”：这里有手机号：`13*********`"),
            format!("PII103 {name}:0:0 文档属性：这里有手机号：`13*********`"),
            format!("PII107 {name}:0:0 文档属性“上次保存者”：这里有站外邮箱：`a@ma**.*******.***`"),
        ]
    };
    assert_eq!(told_of("通知.docx", &docx(&p(&["一"]), &parts)), told("通知.docx"));
    assert_eq!(told_of("表.xlsx", &xlsx(&[("一", "visible", "")], &parts)), told("表.xlsx"));
    let slides = [&[("ppt/presentation.xml", "<p:presentation/>")][..], &parts].concat();
    assert_eq!(told_of("汇报.pptx", &package(&slides)), told("汇报.pptx"));
}

#[test]
fn what_cannot_be_read_is_told_and_stops_nothing() {
    let unread = |name: &str, bytes: &[u8]| told_of(name, bytes).join("\n");
    let compound =
        |text: &str| [&[0xd0, 0xcf, 0x11, 0xe0][..], &text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>()].concat();
    for (name, bytes, reason) in [
        ("旧.doc", compound("WordDocument"), "这种旧格式或少见的格式读不了"),
        ("密.docx", compound("EncryptedPackage"), "文件加了密码"),
        ("包.zip", package(&[("a.txt", "一")]), "压缩包里的文件不逐个查看"),
        ("数据.dbf", b"\x03\0\xff".to_vec(), "这种旧格式或少见的格式读不了"),
        ("坏.docx", docx(&p(&["一"]), &[])[..300].to_vec(), "文件已损坏"),
        ("坏.csv", b"\0\0\x01\xff\xfe\x80\0".to_vec(), "文件已损坏"),
        ("炸.docx", docx(&" ".repeat(17 << 20), &[]), "内容太多"),
        ("深.docx", docx(&"<w:a>".repeat(2_000), &[]), "内容太多"),
        ("附.docx", docx(&p(&["一"]), &[("word/embeddings/oleObject1.bin", "a")]), "里面还嵌着别的文件"),
        ("汇.pptm", package(&[("ppt/presentation.bin", "a")]), "这种旧格式或少见的格式读不了"),
        ("多.csv", format!("{MOBILE}\n").repeat(200).into_bytes(), "内容太多"),
    ] {
        let message = format!("PII112 {name}:0:0 没能查看这个文件里有没有个人信息：{reason}");
        assert!(unread(name, &bytes).contains(&message), "{name}: {}", unread(name, &bytes));
    }
}

#[test]
fn a_waiver_names_the_file_in_the_settings_or_beside_the_link() {
    let legacy = [0xd0, 0xcf, 0x11, 0xe0].repeat(20);
    let waiver = |place: &str| format!("放行 PII112 {place}旧 表.doc：人工看过（示例员，2026-12-31）");
    let plain = with_file("旧 表.doc", &legacy);
    assert_eq!(plain.build().published.outcome.diagnostics.count(Severity::Warning), 1);
    let in_settings = plain.clone().file("site.yaml", &format!("{SETTINGS}# {}\n", waiver(&format!("{BESIDE}/")))).build();
    let body = format!("见[附件](<旧 表.doc>)。\n\n<!-- {} -->\n", waiver(""));
    let beside = plain.clone().file(STORY, &story("第一篇", "2026-03-05", "", &body)).build();
    for site in [in_settings, beside] {
        assert_eq!(told(&site), [""; 0]);
        assert_eq!(site.published.outcome.waived.len(), 1);
    }
    let elsewhere = Project::new().append("site.yaml", &format!("# 放行 PII103 {STORY}：不行（示例员，2026-12-31）\n")).build();
    assert_eq!(told(&elsewhere), ["WVR101 site.yaml:6:1 放行缺少正确的位置：请写在那个文件里面，不起作用"]);
    let silenced = plain.append("site.yaml", "rules: {PII112: off}\n").build();
    assert_eq!(told(&silenced), [""; 0]);
}
