//! PDFs that are handed out are searched for personal data: what their pages say, their notes, forms, bookmarks and properties.

use std::io::Write;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use wanjia::attachment::{self, Said, Unread};

use crate::attachments::{CITIZEN, MOBILE, told_of};

/// A PDF of these objects, numbered from 1; the first is the catalog.
fn pdf_of(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n".to_vec();
    for (number, object) in (1..).zip(objects) {
        bytes.extend(format!("{number} 0 obj\n").as_bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    bytes.extend(format!("trailer\n<</Size {}/Root 1 0 R{trailer}>>\nstartxref\n0\n%%EOF\n", objects.len() + 1).as_bytes());
    bytes
}

fn stream(map: &str, content: &[u8]) -> Vec<u8> {
    let head = format!("<<{map}/Length {}>>\nstream\n", content.len());
    [head.as_bytes(), content, b"\nendstream"].concat()
}

/// The same, packed.
fn packed(map: &str, content: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(content).unwrap();
    stream(&format!("{map}/Filter/FlateDecode"), &encoder.finish().unwrap())
}

/// The codes of a text in the font of [`pdf`]: as office programs write them, numbers of signs in the order of their first use.
fn codes(text: &str, signs: &mut Vec<char>) -> String {
    let code = |c: char| {
        let at = signs.iter().position(|sign| *sign == c).unwrap_or_else(|| {
            signs.push(c);
            signs.len() - 1
        });
        format!("{:04X}", at + 1)
    };
    text.chars().map(code).collect()
}

/// A PDF as office programs make it, a page for each of these contents; what stands in `«»` is text in the font `/F1`.
fn pdf(pages: &[&str], further: &[Vec<u8>], page: &str, root: &str, trailer: &str) -> Vec<u8> {
    let mut signs = Vec::new();
    let contents: Vec<String> = pages
        .iter()
        .map(|page| {
            let parts = page.split('«').enumerate().map(|(index, part)| match part.split_once('»') {
                Some((text, after)) if index > 0 => format!("<{}>{after}", codes(text, &mut signs)),
                _ => part.to_owned(),
            });
            parts.collect()
        })
        .collect();
    let table: String = (1..)
        .zip(&signs)
        .map(|(code, sign)| {
            let units: String = sign.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("{unit:04X}")).collect();
            format!("<{code:04X}> <{units}>\n")
        })
        .collect();
    let table = format!(
        "begincmap\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{} beginbfchar\n{table}endbfchar\nendcmap",
        signs.len()
    );
    let widths: String = signs.iter().map(|sign| if sign.is_ascii() { "500 " } else { "1000 " }).collect();
    let first = 6 + further.len();
    let kids: String = (0..pages.len()).map(|index| format!("{} 0 R ", first + index * 2)).collect();
    let mut objects = vec![
        format!("<</Type/Catalog/Pages 2 0 R{root}>>").into_bytes(),
        format!("<</Type/Pages/Count {}/Kids[{kids}]/Resources<</Font<</F1 3 0 R/F2<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>/XObject<</X1 6 0 R>>>>>>", pages.len()).into_bytes(),
        b"<</Type/Font/Subtype/Type0/BaseFont/Song/Encoding/Identity-H/DescendantFonts[4 0 R]/ToUnicode 5 0 R>>".to_vec(),
        format!("<</Type/Font/Subtype/CIDFontType2/DW 1000/W[1[{widths}]]>>").into_bytes(),
        packed("", table.as_bytes()),
    ];
    objects.extend(further.iter().cloned());
    for (index, content) in contents.iter().enumerate() {
        objects.push(format!("<</Type/Page/Parent 2 0 R{page}/Contents {} 0 R>>", first + index * 2 + 1).into_bytes());
        objects.push(packed("", content.as_bytes()));
    }
    pdf_of(&objects, trailer)
}

#[test]
fn the_text_of_a_pdf_is_read_by_pages_and_lines() {
    let pages = [
        "BT /F1 12 Tf 72 700 Td «联系人张某，电话138» Tj «0000» Tj [«12» 20 «34»] TJ ET",
        // Drawn in another order, and in another font.
        "BT /F1 12 Tf 1 0 0 1 200 500 Tm «1234» Tj 1 0 0 1 72 500 Tm «本人证件» Tj ET q 1 0 0 1 72 0 cm BT /F2 10 Tf 0 400 Td (a@mail.) Tj (example.com) Tj ET Q",
        "q 2 0 0 2 0 0 cm BT /F1 12 Tf 10 10 Td «1» Tj 12 0 Td «3» Tj 12 0 Td «8» Tj 12 0 Td «0» Tj 12 0 Td «0» Tj 12 0 Td «0» Tj 12 0 Td «0» Tj 12 0 Td «1» Tj 12 0 Td «2» Tj 12 0 Td «3» Tj 12 0 Td «4» Tj ET Q",
        "BT /F1 12 Tf 10 10 Td «订单号» Tj ET BT /F1 12 Tf 10 40 Td «13800001» Tj ET BT /F1 12 Tf 200 40 Td «234» Tj ET",
        "BT /F1 12 Tf 10 10 Td «证件11010519491231002X» ' ET",
    ];
    assert_eq!(
        told_of("通知.pdf", &pdf(&pages, &[], "", "", "")),
        [
            "PII101 通知.pdf:0:0 第 5 页：这里有公民身份号码：`1101**************`",
            "PII103 通知.pdf:0:0 第 1 页：这里有手机号：`13*********`",
            "PII103 通知.pdf:0:0 第 3 页：这里有手机号：`13*********`",
            "PII107 通知.pdf:0:0 第 2 页：这里有站外邮箱：`a@ma**.*******.***`",
        ]
    );
}

#[test]
fn forms_notes_bookmarks_and_properties_of_a_pdf_are_read() {
    let form = format!("BT /F2 10 Tf (tel {MOBILE}) Tj ET");
    let wide: String = format!("\u{feff}本人{MOBILE}").encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    let xmp = format!("<x:xmpmeta xmlns:x=\"x\" xmlns:dc=\"d\"><dc:creator>张某 {CITIZEN}</dc:creator></x:xmpmeta>");
    let further = [
        stream("/Type/XObject/Subtype/Form", form.as_bytes()),
        format!("<</Subtype/Text/Contents<{wide}>>>").into_bytes(),
        b"<</Subtype/Link/A<</S/URI/URI(mailto:b@mail.example.com)>>>>".to_vec(),
        format!("<</Subtype/Widget/T(a)/Parent<</V({MOBILE})>>>>").into_bytes(),
        b"<</First 11 0 R>>".to_vec(),
        format!("<</Title({MOBILE})/Next 11 0 R>>").into_bytes(),
        packed("/Type/Metadata/Subtype/XML", xmp.as_bytes()),
        format!("<</Author({MOBILE})/Producer(x)>>").into_bytes(),
    ];
    let bytes = pdf(&["/X1 Do"], &further, "/Annots[7 0 R 8 0 R 9 0 R]", "/Outlines 10 0 R/Metadata 12 0 R", "/Info 13 0 R");
    assert_eq!(
        told_of("通知.pdf", &bytes),
        [
            "PII101 通知.pdf:0:0 文档属性：这里有公民身份号码：`1101**************`",
            "PII103 通知.pdf:0:0 书签：这里有手机号：`13*********`",
            "PII103 通知.pdf:0:0 第 1 页表单项：这里有手机号：`13*********`",
            "PII103 通知.pdf:0:0 第 1 页批注：这里有手机号：`13*********`",
            "PII103 通知.pdf:0:0 第 1 页：这里有手机号：`13*********`",
            "PII103 通知.pdf:0:0 文档属性：这里有手机号：`13*********`",
            "PII107 通知.pdf:0:0 第 1 页链接：这里有站外邮箱：`b@ma**.*******.***`",
        ]
    );
}

/// As newer programs write them: most objects stand packed in another, and nothing is called a trailer.
#[test]
fn objects_that_are_packed_together_are_found() {
    let inner = [
        (1, "<</Type/Catalog/Pages 2 0 R>>".to_owned()),
        (2, "<</Type/Pages/Count 1/Kids[3 0 R]>>".to_owned()),
        (3, "<</Type/Page/Parent 2 0 R/Resources<</Font<</F2<</Subtype/Type1/Encoding<</Differences[65/one/three/eight/zero]>>>>>>>>/Contents 9 0 R>>".to_owned()),
    ];
    let (mut head, mut body) = (String::new(), String::new());
    for (number, object) in &inner {
        head.push_str(&format!("{number} {} ", body.len()));
        body.push_str(object);
        body.push('\n');
    }
    let mut bytes = b"%PDF-1.5\n".to_vec();
    let objects = packed(&format!("/Type/ObjStm/N 3/First {}", head.len()), format!("{head}{body}").as_bytes());
    // The length of the contents stands elsewhere.
    let content = b"BT /F2 12 Tf 10 10 Td (tel ABCDDDD1234) Tj ET";
    let contents = [&b"<</Length 10 0 R>>\nstream\r\n"[..], content, b"\r\nendstream"].concat();
    let length = content.len().to_string().into_bytes();
    for (number, object) in [(8, objects), (9, contents), (10, length), (11, stream("/Type/XRef/Root 1 0 R/Size 12/W[1 2 1]", b"\0\0\0\0"))]
    {
        bytes.extend(format!("{number} 0 obj\n").as_bytes());
        bytes.extend(object);
        bytes.extend(b"\nendobj\n");
    }
    assert_eq!(told_of("通知.pdf", &bytes), ["PII103 通知.pdf:0:0 第 1 页：这里有手机号：`13*********`"]);
}

#[test]
fn a_pdf_that_cannot_be_read_is_told_once() {
    let picture = [stream("/Type/XObject/Subtype/Image/Filter/DCTDecode", b"\xff\xd8\xff")];
    let scanned = pdf(&["q 1 0 0 1 0 0 cm /X1 Do Q", "/X1 Do", "BT /F1 12 Tf «一» Tj ET"], &picture, "", "", "");
    let with_text = pdf(&["/X1 Do BT /F1 12 Tf «电话» Tj ET"], &picture, "", "", "");
    assert_eq!(told_of("图.pdf", &with_text), [""; 0]);
    let locked = pdf(&["BT ET"], &[], "", "", "/Encrypt 3 0 R");
    let nameless = pdf_of(
        &[
            b"<</Pages 2 0 R>>".to_vec(),
            b"<</Kids[3 0 R]>>".to_vec(),
            b"<</Resources<</Font<</F1<</Subtype/Type0/Encoding/Identity-H>>>>>>/Contents 4 0 R>>".to_vec(),
            stream("", b"BT /F1 1 Tf <00010002000300040005> Tj ET"),
        ],
        "",
    );
    let holding = pdf(&["BT ET"], &[stream("/Type/EmbeddedFile", b"x")], "", "", "");
    let bomb = pdf_of(
        &[b"<</Pages 2 0 R>>".to_vec(), b"<</Kids[3 0 R]>>".to_vec(), b"<</Contents 4 0 R>>".to_vec(), packed("", &vec![b' '; 40 << 20])],
        "",
    );
    // Every form draws the next one often.
    let forms: Vec<Vec<u8>> = (0..11)
        .map(|at| stream(&format!("/Subtype/Form/Resources<</XObject<</X1 {} 0 R>>>>", at + 5), "/X1 Do ".repeat(50).as_bytes()))
        .collect();
    let mut drawn_often = vec![
        b"<</Pages 2 0 R>>".to_vec(),
        b"<</Kids[3 0 R]/Resources<</XObject<</X1 5 0 R>>>>>>".to_vec(),
        b"<</Contents 4 0 R>>".to_vec(),
    ];
    drawn_often.extend(forms);
    let drawn_often = pdf_of(&drawn_often, "");
    let circle = pdf_of(&[b"<</Pages 2 0 R>>".to_vec(), b"<</Kids[2 0 R 3 0 R]>>".to_vec(), b"3 0 R".to_vec()], "");
    let without_one = pdf_of(&[b"<</Pages 2 0 R>>".to_vec(), b"<</Kids[3 0 R 9 0 R]>>".to_vec(), b"<<>>".to_vec()], "");
    let deep = pdf_of(&[b"<</Pages 2 0 R>>".to_vec(), "[".repeat(100_000).into_bytes()], "");
    for (name, bytes, reason) in [
        ("扫描.pdf", scanned, "有的页面是图片，文字读不出"),
        ("密.pdf", locked, "文件加了密码"),
        ("无名.pdf", nameless, "有的字体没有注明是什么字，读不出"),
        ("附.pdf", holding, "里面还嵌着别的文件"),
        ("炸.pdf", bomb, "内容太多"),
        ("重.pdf", drawn_often, "内容太多"),
        ("圈.pdf", circle, "文件已损坏"),
        ("缺.pdf", without_one, "文件已损坏"),
        ("深.pdf", deep, "内容太多"),
        ("断.pdf", b"%PDF-1.7\n1 0 obj\n<</Pa".to_vec(), "文件已损坏"),
    ] {
        assert_eq!(told_of(name, &bytes), [format!("PII112 {name}:0:0 没能查看这个文件里有没有个人信息：{reason}")], "{name}");
    }
    assert!(!told_of("空.pdf", b"").join("").contains("PII112"));
    assert!(!told_of("假.pdf", b"<html>").join("").contains("PII112"));
}

/// A sheet that LibreOffice Calc 7.4 wrote: names, telephones and numbers of people that do not exist.
const BY_LIBREOFFICE: &[u8] = include_bytes!("attachments/libreoffice.pdf");

#[test]
fn a_pdf_of_an_office_program_is_read() {
    // The cells of a table stand so near each other that two numbers seem one.
    assert_eq!(
        told_of("表.pdf", BY_LIBREOFFICE),
        ["PII101 表.pdf:0:0 第 1 页：这里有公民身份号码：`1101**************`", "PII103 表.pdf:0:0 第 1 页：这里有手机号：`13*********`"]
    );
}

/// What is read of a PDF: every text, and why it was not all.
fn heard(bytes: &[u8]) -> (String, Option<Unread>) {
    let mut all = String::new();
    let outcome = attachment::read("a.pdf", bytes, &mut |said| {
        if let Said::Within { passages, .. } = said {
            passages.iter().for_each(|passage| all.extend([passage.text, "\n"]));
        }
    });
    (all, outcome.err())
}

/// A PDF with something of everything.
fn whole() -> Vec<u8> {
    let further = [
        stream("/Type/XObject/Subtype/Form/Matrix[1 0 0 1 0 0]", b"BT /F2 10 Tf (tel) Tj ET"),
        b"<</Subtype/Text/Contents(note)/AP<</N 6 0 R>>>>".to_vec(),
        packed("/Type/ObjStm/N 2/First 10", b"30 0 31 3 [1]<</Title(x)>>"),
        b"<</First 31 0 R>>".to_vec(),
    ];
    pdf(
        &["BT /F1 12 Tf [«一» -20 «二»] TJ ET /X1 Do BI /W 1 ID x EI"],
        &further,
        "/Annots[7 0 R]",
        "/Outlines 9 0 R",
        "/Info<</Author(x)>>",
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever becomes of a file on its way: nothing stops the program, and it takes no time.
    #[test]
    fn damaged_pdfs_are_harmless(
        is_ours in any::<bool>(),
        end in 0.0..1.5_f64,
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..20),
        moved in proptest::option::of((any::<prop::sample::Index>(), any::<prop::sample::Index>())),
    ) {
        let mut bytes = if is_ours { whole() } else { BY_LIBREOFFICE.to_vec() };
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some((from, to)) = moved {
            let (from, to) = (from.index(bytes.len()), to.index(bytes.len()));
            bytes.rotate_left(from.min(to));
        }
        bytes.truncate((bytes.len() as f64 * end) as usize);
        let started = Instant::now();
        heard(&bytes);
        prop_assert!(started.elapsed() < Duration::from_secs(5));
    }

    #[test]
    fn random_words_of_the_language_are_harmless(words in proptest::collection::vec(prop::sample::select(WORDS), 0..200)) {
        let bytes = [b"%PDF-1.7\n1 0 obj <</Pages 1 0 R/Kids[1 0 R 2 0 R]/Contents 1 0 R".as_slice(), words.join(" ").as_bytes()].concat();
        heard(&bytes);
    }
}

const WORDS: &[&str] = &[
    "1 0 obj",
    "2 0 obj",
    "endobj",
    "stream\n",
    "endstream",
    "<<",
    ">>",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    "/Kids",
    "/Type/ObjStm/First 4/N 1",
    "/Contents",
    "1 0 R",
    "2 0 R",
    "/Length",
    "/Length 1 0 R",
    "3",
    "-1",
    "1e9",
    "99999999999999999999",
    "trailer",
    "<</Root 1 0 R>>",
    "BT",
    "ET",
    "Tj",
    "TJ",
    "Tf",
    "Td",
    "cm",
    "q",
    "Q",
    "Do",
    "BI",
    "ID",
    "EI",
    "/F1",
    "/Filter/FlateDecode",
    "/DecodeParms<</Predictor 12/Columns 0>>",
    "/Resources<</Font<</F1 2 0 R>>>>",
    "\\",
    "%",
    "#",
    "/Filter/RunLengthDecode",
    "beginbfrange <00> <ff> <0041> endbfrange",
    "/ToUnicode 2 0 R",
    "/Outlines 1 0 R",
    "/First 1 0 R",
    "/Annots 1 0 R",
    "/Parent 1 0 R",
];
